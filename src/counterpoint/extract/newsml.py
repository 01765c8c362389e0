"""IPTC NewsML-G2 (and the text of NewsML 1.2) into an Article.

Data way: XML text + Capture -> Article, or Rejected. Pure. A news message may hold several items: the first with a text is
the article, pictures among the others are its images.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.nitf import article_of_nitf
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.structured import is_synthetic
from counterpoint.extract.wire import (
    children,
    first,
    html_parts,
    local,
    plain_parts,
    read_xml,
    rejected,
    sender,
    words,
    xml_parts,
)
from counterpoint.text import loose
from counterpoint.types import Article, BlockKind, Capture, Dateline, Image, Rejected

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTENT = ("inlineXML", "inlineData", "DataContent", "body.content")


def extract_newsml(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of a NewsML document, or why it holds none."""
    root = read_xml(text)
    if root is None:
        return rejected(capture, "the NewsML could not be read as XML; check that the file is whole")
    items = (
        [root] if local(root) in {"newsItem", "NewsItem"} else list(children(root, "newsItem", "NewsItem"))
    )
    for item in items:
        nitf = first(item, "nitf")
        body = [] if nitf is not None else _body(item)
        if nitf is not None and first(nitf, "body.content") is not None and first(nitf, "hl1") is not None:
            return article_of_nitf(nitf, capture, _draft(item, [], []))
        body = body or (_body(item) if nitf is not None else [])
        if any(p.kind is BlockKind.PARAGRAPH for p in body):
            return finish_article(_draft(item, body, [i for i in items if i is not item]), capture)
    kinds = {(c.get("qcode") or "").rsplit(":", 1)[-1] for c in children(root, "itemClass")}
    what = "/".join(sorted(k for k in kinds if k)) or "no text"
    return rejected(capture, f"the NewsML holds no item with a text ({what}); give the text item itself")


def _body(item: etree._Element) -> list[Part]:
    """The longest body among an item's renditions."""
    best: list[Part] = []
    for element in children(item, *_CONTENT):
        kind = (element.get("contenttype") or "").lower()
        inner = first(element, "body.content", "body")
        if len(element):
            parts = xml_parts(inner if inner is not None else element)
        else:
            raw = str(element.text or "")
            parts = html_parts(raw) if "<p" in raw or "html" in kind else plain_parts(raw)
        if inner is not None and len(inner) == 0 and inner.text:
            parts = plain_parts(str(inner.text))
        if sum(len(p.text) for p in parts) > sum(len(p.text) for p in best):
            best = parts
    return best


def _draft(item: etree._Element, body: list[Part], others: list[etree._Element]) -> Draft:
    meta = first(item, "contentMeta")
    titles = [(h.get("role") or "", words(h)) for h in children(item, "headline", "HeadLine") if words(h)]
    title = next((t for role, t in titles if "sub" not in role.lower()), "") or words(
        first(item, "title", "slugline", "SlugLine")
    )
    provider = [
        _named(e)
        for e in children(
            item,
            "provider",
            "infoSource",
            "copyrightHolder",
            "creditline",
            "CreditLine",
            "Provider",
            "Source",
        )
    ]
    language = first(item, "language", "Language")
    created = _stamp(item, "firstCreated", "contentCreated", "FirstCreated", "DateLineDate")
    version = _stamp(item, "versionCreated", "contentModified", "ThisRevisionCreated")
    images = tuple(_images(others))
    captions = [
        Part(BlockKind.CAPTION, " ".join(filter(None, (i.caption, i.credit)))) for i in images if i.caption
    ]
    return Draft(
        title=title,
        parts=(*_standfirst(item, titles, body), *body, *captions),
        outlet=next((p for p in provider if p), None),
        bylines=tuple(dict.fromkeys(n for b in children(item, "by", "ByLine") for n in read_names(words(b)))),
        published=created or version,
        modified=version if created is not None and version != created else None,
        declared=(language.get("tag") or language.get("FormalName") or "" if language is not None else "")
        or item.get(_LANG)
        or "",
        images=images,
        credits=tuple(p for p in provider if p),
        rights=tuple(
            w
            for e in children(item, "copyrightNotice", "usageTerms", "CopyrightLine", "UsageRights")
            if (w := words(e))
        ),
        labels=tuple((w, "article") for e in children(item, "edNote") if (w := words(e))),
        dateline=Dateline(place=_place(meta)),
        agency=sender(*provider),
    )


def _named(element: etree._Element) -> str:
    name = first(element, "name")
    party = first(element, "Party")
    return words(name) or words(element) or (party.get("FormalName") or "" if party is not None else "")


def _stamp(item: etree._Element, *names: str) -> datetime | None:
    return next((m for e in children(item, *names) if (m := read_stamp(words(e))) is not None), None)


def _standfirst(item: etree._Element, titles: list[tuple[str, str]], body: list[Part]) -> Iterator[Part]:
    """Sub-headlines and summaries, where the body does not open with them."""
    opening = loose(" ".join(p.text for p in body[:2]))
    subs = [t for role, t in titles if "sub" in role.lower()]
    abouts = [words(d) for d in children(item, "description") if "summary" in (d.get("role") or "").lower()]
    for line in dict.fromkeys([*subs, *abouts]):
        if len(line.split()) >= 4 and loose(line)[:60] not in opening:
            yield Part(BlockKind.STANDFIRST, line)


def _place(meta: etree._Element | None) -> str | None:
    """The dateline's place where one is given, else where the item was filed."""
    line = words(first(meta, "dateline"))
    if line and not any(c.isdigit() for c in line):
        return line
    located = first(meta, "located")
    name = _named(located) if located is not None else ""
    return name if name and "no-data" not in name.lower() else None


def _images(items: list[etree._Element]) -> Iterator[Image]:
    for item in items[:50]:
        kind = first(item, "itemClass")
        if kind is None or (
            "picture" not in (kind.get("qcode") or "") and "graphic" not in (kind.get("qcode") or "")
        ):
            continue
        caption = next(
            (words(d) for d in children(item, "description") if "caption" in (d.get("role") or "").lower()),
            "",
        )
        remote = first(item, "remoteContent")
        source = first(item, "digitalSourceType")
        credit = words(first(item, "creditline")) or words(first(item, "by"))
        yield Image(
            caption=caption or None,
            credit=credit or None,
            alt=words(first(item, "headline")) or None,
            url=(remote.get("href") or None) if remote is not None else None,
            machine_made=is_synthetic(
                (source.get("uri") or source.get("qcode") or "") if source is not None else ""
            ),
        )
