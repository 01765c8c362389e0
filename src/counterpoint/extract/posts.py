"""A social post in our own form (docs/reference/posts.md) into an Article.

Data way: JSON text + Capture -> Article of genre "post", or Rejected. Pure. The author's words are the paragraphs, a content
warning is a note, link cards and quoted posts are embeds, the descriptions of pictures are captions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from counterpoint.extract.assemble import Part
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.parse import TooDeepError, parse_html, whole_escapes
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.wire import headline_of, rejected
from counterpoint.text import clean
from counterpoint.types import Article, BlockKind, Capture, Image, Rejected

_Post = Mapping[str, object]
_BLOCKS = frozenset(
    {"p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "tr"}
)
_UNSEEN = frozenset({"script", "style", "template", "iframe", "object", "svg", "noscript"})
_LONGEST = 100_000  # characters of a post as JSON; platforms allow 300 to 25,000 in the text
_DEEPEST = 100  # nested elements of a post's HTML; platforms allow a handful
_MOST_LISTED = 50  # pictures and links of one post; platforms allow four to twenty


def extract_post(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of a post, or why it holds none."""
    if len(text) > _LONGEST:
        return rejected(capture, "the post is longer than any post; give one post in a file")
    try:
        post = json.loads(whole_escapes(text))
    except (ValueError, RecursionError):
        return rejected(capture, "the post could not be read as JSON; check that the file is whole")
    if not isinstance(post, dict):
        return rejected(capture, "the post is no JSON object; give one post in a file")
    body = [Part(BlockKind.PARAGRAPH, p) for p in _words(post)]
    media = _dicts(post.get("media"))
    alts = [Part(BlockKind.CAPTION, alt) for m in media if (alt := _text(m.get("alt")))]
    if not body and not alts:
        return rejected(capture, "the post holds no words; nothing to read")
    return finish_article(_draft(post, body, alts), capture)


def _draft(post: _Post, body: list[Part], alts: list[Part]) -> Draft:
    author = post.get("author")
    account: _Post = author if isinstance(author, dict) else {"name": author}
    name, handle = _text(account.get("name")), _text(account.get("handle"))
    published, edited = (read_stamp(_text(post.get(k))) for k in ("published", "edited"))
    warning = _text(post.get("warning"))
    images = (
        Image(None, None, _text(m.get("alt")) or None, _text(m.get("url")) or None)
        for m in _dicts(post.get("media"))
    )
    return Draft(
        title=headline_of(body) or (alts[0].text if alts else ""),
        headed=False,
        parts=(*([Part(BlockKind.NOTE, warning)] if warning else []), *body, *_embeds(post), *alts),
        outlet=_text(post.get("platform")) or None,
        bylines=tuple(dict.fromkeys(n for n in (name, handle) if n)),
        published=published,
        modified=edited,
        declared=_text(post.get("language")),
        sure=True,
        url=_text(post.get("url")) or None,
        images=tuple(images),
        genre="post",
        guid=_text(post.get("id")) or _text(post.get("url")) or None,
    )


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def _dicts(value: object) -> list[_Post]:
    return [v for v in value[:_MOST_LISTED] if isinstance(v, dict)] if isinstance(value, list) else []


def _words(post: _Post) -> list[str]:
    """The paragraphs of a post: of its HTML where it has any, else of its text."""
    html, text = post.get("html"), post.get("text")
    plain = _plain(html) if isinstance(html, str) and html.strip() else text if isinstance(text, str) else ""
    return [p for raw in plain.replace("\r", "").split("\n\n") if (p := clean(raw))]


def _plain(html: str) -> str:
    """HTML as text: blocks apart by a blank line, `br` a line's end; what is not shown left out."""
    try:
        tree = parse_html(f"<html><body>{html}</body></html>", deepest=_DEEPEST)
    except TooDeepError:
        return ""
    if tree is None:
        return ""
    pieces: list[str] = []
    skipped = 0
    from lxml import etree  # noqa: PLC0415 - loaded by parse_html already

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _UNSEEN:
            skipped += 1 if event == "start" else -1
        elif name in _BLOCKS:
            pieces.append("\n\n")
        elif name == "br" and event == "start":
            pieces.append("\n")
        words = element.text if event == "start" else element.tail
        if words and not skipped:
            pieces.append(str(words))
    return "".join(pieces)


def _embeds(post: _Post) -> Iterator[Part]:
    """A quoted post with its author, and link cards."""
    quoted = post.get("quoted")
    shown = [quoted] if isinstance(quoted, dict) else []
    for entry in (*shown, *_dicts(post.get("links"))):
        lines = [_text(entry.get(k)) for k in ("author", "title", "text", "url")]
        if any(lines[:3]):
            yield Part(BlockKind.EMBED, "\n".join(filter(None, lines)))
