"""IPTC ninjs 1, 2 and 3 (news in JSON) into an Article.

Data way: JSON text + Capture -> Article, or Rejected. Pure. Versions 1 and 2 hold `headline` and `body_*` fields, version 3
lists of `headlines`, `descriptions` and `bodies` with roles; one reader takes either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.embargo import noted_embargo
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.parse import whole_escapes
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.structured import is_synthetic, unescape_markup
from counterpoint.extract.wire import (
    LONGEST,
    MOST_FIELDS,
    headline_of,
    held_back,
    html_parts,
    later,
    opening_writers,
    plain_parts,
    rejected,
    sender,
    standfirst,
    version_of,
)
from counterpoint.text import clean, loose
from counterpoint.types import Article, BlockKind, Capture, Dateline, Image, Rejected

_Item = Mapping[str, object]
_MEDIA = {"picture", "graphic", "image", "photo"}
_MARKUP = ("body_html", "body_xhtml", "body_html5", "body_richhtml5")
_ENVELOPE = ("item", "items", "data")  # under which feeds and programming interfaces hold their items
_LARGEST_RENDITION = ("original", "baseImage", "main", "highres", "web", "preview", "thumbnail")


def extract_ninjs(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of a ninjs item, or why it holds none."""
    if len(text) > LONGEST:
        return rejected(capture, "the ninjs file is longer than any report; give one item in a file")
    try:
        item = _main_item(json.loads(whole_escapes(text)))
    except (ValueError, RecursionError):
        return rejected(capture, "the JSON could not be read; check that the file is whole")
    if item is None:
        return rejected(capture, "the ninjs holds no item with a text; give the text item itself")
    lines = [_headline(item), _text(item.get("slugline")), *(_text(item.get("title")),)]
    if (refused := held_back(capture, _text(item.get("pubstatus")), lines, _guid(item))) is not None:
        return refused
    body = _body(item)
    kind = _text(item.get("type")).lower() or "other"
    if not body and kind not in _MEDIA and item.get("renditions"):
        return rejected(
            capture, f"the ninjs item of type {kind} links to its text and does not hold it; fetch the text"
        )
    if not body or kind in _MEDIA:
        return rejected(
            capture, f"the ninjs item is of type {kind} and holds no report; give the text item itself"
        )
    return finish_article(_draft(item, body), capture)


def _draft(item: _Item, body: list[Part]) -> Draft:
    images = tuple(_images(item))
    created = _stamp(item, "firstpublished", "firstcreated", "contentcreated")
    version = _stamp(item, "versioncreated", "contentmodified")
    sources = _sources(item)
    title = _headline(item)
    return Draft(
        title=title or headline_of(body),
        headed=bool(title),
        parts=(*standfirst(_abouts(item), body, title), *body, *_captions(images, body)),
        outlet=_text(item.get("copyrightholder")) or next(iter(sources), None),
        bylines=tuple(dict.fromkeys(n for line in _bylines(item) for n in read_names(line)))
        or opening_writers(body),
        published=created or version,
        modified=later(version, created),
        declared=_text(item.get("language")),
        sure=True,
        url=_url(item),
        images=images,
        credits=tuple(sources),
        rights=tuple(_rights(item)),
        labels=tuple((_text(item.get(k)), "article") for k in ("ednote", "usageterms") if item.get(k)),
        dateline=Dateline(place=_located(item)),
        agency=sender(*sources),
        guid=_guid(item),
        version=version_of(str(item.get("version", ""))),
        embargo=_stamp(item, "embargoed", "embargo")
        or noted_embargo([_text(item.get("ednote"))], version or created),
    )


def _guid(item: _Item) -> str | None:
    """The item's identifier: `uri` by the standard, `guid` in systems that keep one for all versions."""
    return _text(item.get("guid")) or _text(item.get("uri")) or None


def _rights(item: _Item) -> Iterator[str]:
    """Notice and terms, as one string, a list, or objects with a role (version 3)."""
    for key in ("copyrightnotice", "usageterms", "rightsinfo"):
        value = item.get(key)
        for each in value[:MOST_FIELDS] if isinstance(value, list) else [value]:
            if isinstance(each, Mapping) and key == "rightsinfo":
                yield from (t for k in ("copyrightnotice", "usageterms") if (t := _text(each.get(k))))
            elif text := _text(each):
                yield text


def _stamp(item: _Item, *names: str) -> datetime | None:
    return next((m for name in names if (m := read_stamp(_text(item.get(name)))) is not None), None)


def _captions(images: Sequence[Image], body: list[Part]) -> Iterator[Part]:
    """The captions of associated pictures, where the body does not print them."""
    printed = loose(" ".join(p.text for p in body if p.kind is BlockKind.CAPTION))
    for image in images:
        if image.caption and loose(image.caption) not in printed:
            yield Part(BlockKind.CAPTION, " ".join(filter(None, (image.caption, image.credit))))


def _main_item(value: object) -> _Item | None:
    """The text item of what a file holds: one item, a list, or a feed with an `item` list."""
    queue = [value]
    seen = 0
    while queue and seen < 200:
        seen += 1
        entry = queue.pop(0)
        if isinstance(entry, list):
            queue[:0] = entry[:100]
        elif isinstance(entry, dict):
            if any(entry.get(k) for k in (*_MARKUP, "body_text", "bodies")) or _is_item(entry):
                return entry
            queue += [entry[k] for k in _ENVELOPE if isinstance(entry.get(k), (list, dict))]
    return None


def _is_item(entry: _Item) -> bool:
    return any(k in entry for k in ("headline", "headlines")) and any(
        k in entry for k in ("uri", "guid", "type")
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        value = next((v for v in value if v), "")
    if isinstance(value, dict):
        value = value.get("value") or value.get("name") or value.get("literal") or ""
    return clean(unescape_markup(value)) if isinstance(value, str) else ""


def _dicts(value: object) -> list[_Item]:
    """The objects of a list, or of a mapping by name, as versions 1 and 3 hold them."""
    if isinstance(value, Mapping):
        value = list(value.values())
    return [v for v in value[:MOST_FIELDS] if isinstance(v, dict)] if isinstance(value, list) else []


def _headline(item: _Item) -> str:
    listed = _dicts(item.get("headlines"))
    main = next(
        (
            h
            for h in listed
            if _text(h.get("role")).rsplit(":", 1)[-1].lower() in {"", "main", "headline", "title"}
        ),
        None,
    )
    return (
        _text(main or next(iter(listed), None))
        or _text(item.get("headline"))
        or _text(item.get("title"))
        or _text(item.get("name"))
    )


def _body(item: _Item) -> list[Part]:
    for name in _MARKUP:
        value = item.get(name)
        if isinstance(value, str) and (parts := html_parts(value)):
            return parts
    for body in sorted(_dicts(item.get("bodies")), key=lambda b: "html" not in _text(b.get("contenttype"))):
        value = body.get("value")
        if isinstance(value, str) and value.strip():
            return (
                html_parts(value)
                if "<p" in value or "html" in _text(body.get("contenttype"))
                else plain_parts(value)
            )
    others = (item.get(k) for k in ("body_text", *(k for k in item if k.startswith("body_"))))
    return next((parts for value in others if isinstance(value, str) and (parts := plain_parts(value))), [])


def _abouts(item: _Item) -> list[str]:
    """The descriptions that are no captions."""
    listed = [
        _text(d) for d in _dicts(item.get("descriptions")) if "caption" not in _text(d.get("role")).lower()
    ]
    found = listed or [_text(item.get("description_text")) or _plain(item.get("description_html"))]
    return found[:1]


def _plain(value: object) -> str:
    return " ".join(p.text for p in html_parts(value)) if isinstance(value, str) else ""


def _bylines(item: _Item) -> list[str]:
    authors = [
        _text(a.get("name"))
        for a in _dicts(item.get("authors"))
        if _text(a.get("role")).lower() in {"", "writer", "author", "text"}
    ]
    printed = [line for line in (_text(item.get("byline")), _text(item.get("by"))) if line]
    return [a for a in authors if a] or printed


def _sources(item: _Item) -> list[str]:
    named = [_text(s.get("name")) for s in _dicts(item.get("infosources"))]
    keys = ("source", "provider", "copyrightholder", "creditline", "distributor")
    return list(dict.fromkeys(n for n in (*named, *(_text(item.get(k)) for k in keys)) if n))


def _located(item: _Item) -> str | None:
    return _text(item.get("dateline")) or _text(item.get("located")) or None


def _url(item: _Item) -> str | None:
    candidates = [
        _text(item.get("url")),
        *(_text(a.get("value")) for a in _dicts(item.get("altids"))),
        _text(item.get("uri")),
        _text(item.get("guid")),
    ]
    return next((u for u in candidates if u.startswith(("http://", "https://"))), None)


def _images(item: _Item) -> Iterator[Image]:
    for entry in _dicts(item.get("associations"))[:50]:
        if _text(entry.get("type")) not in _MEDIA:
            continue
        caption = next((_text(d) for d in _dicts(entry.get("descriptions"))), "") or _text(
            entry.get("description_text")
        )
        source = _text(entry.get("digitalsourcetype"))
        credit = _text(entry.get("creditline")) or "/".join(
            filter(
                None,
                (
                    _text(entry.get("byline")) or _text(entry.get("by")),
                    _text(entry.get("source")) or _text(entry.get("copyrightholder")),
                ),
            )
        )
        yield Image(
            caption or None,
            credit or None,
            _text(entry.get("headline")) or None,
            _rendition(entry),
            is_synthetic(source),
        )


def _rendition(entry: _Item) -> str | None:
    renditions = entry.get("renditions")
    named = (
        renditions
        if isinstance(renditions, Mapping)
        else {_text(r.get("name")): r for r in _dicts(renditions)}
    )
    order = [*(n for n in _LARGEST_RENDITION if n in named), *named]
    for name in order:
        entry_of = named[name]
        if isinstance(entry_of, Mapping) and (href := _text(entry_of.get("href"))):
            return href
    return None
