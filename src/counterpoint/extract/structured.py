"""What a page says about itself for machines: schema.org, Open Graph, Dublin Core, meta names.

Data way: an HTML tree -> PageFacts, which html.py joins with what is printed. Pure.

The vocabularies: schema.org NewsArticle and its kin (JSON-LD with @graph, and microdata), the Open Graph
protocol's article properties, Dublin Core, and the meta names that publishing systems write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from counterpoint.extract.parse import whole_escapes, words_within
from counterpoint.text import clean

# schema.org types that are an article, the surest first.
_ARTICLE_TYPES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Article", "BlogPosting", "Report",
    "AdvertiserContentArticle", "SatiricalArticle", "ScholarlyArticle", "TechArticle", "SocialMediaPosting",
    "DiscussionForumPosting", "WebPage",
)  # fmt: skip
_RANK = {name.lower(): rank for rank, name in enumerate(_ARTICLE_TYPES)}
_PAGE_RANK = _RANK["webpage"]

# Properties that lead to other articles, which must not be taken for this one.
_ELSEWHERE = frozenset(
    {
        "liveBlogUpdate",
        "hasPart",
        "comment",
        "itemListElement",
        "isRelatedTo",
        "relatedLink",
        "citation",
        "review",
    }
)
_MAX_NODES = 4000  # of JSON-LD objects looked at on one page; the largest real page seen has some 600
_MAX_JSON = 2_000_000  # characters of one JSON-LD script
_MAX_VALUE = 10_000  # characters of one value; rights statements and descriptions stay under 5,000
_MAX_VALUES = 500  # of one meta name
_MAX_BODY = 1_000_000  # characters of articleBody
_MAX_TITLE = 1_000  # characters of `<title>`
_MAX_CELL = 5_000  # characters of one itemprop as written, indentation included
_MAX_MARKS = (
    500  # itemprops of interest looked at: the article's own stand before those of cards and comments
)
_MAX_MARKED = 300  # characters of one itemprop, from which it is no headline, name or time

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dcterms.created",
    "dcterms.issued", "dc.date.issued", "dc.date.created", "rnews:datepublished", "bt:pubdate", "vr:published_time",
    "citation_publication_date", "originalpublicationdate", "pubdate", "publish-date", "publishdate", "publish_date",
    "publication_date", "article_date_original", "og:published_time", "og:pubdate", "shareaholic:article_published_time",
    "last-published", "date", "dc.date", "dcterms.date", "datecreated", "article.published", "article.created",
    "releasedate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "datemodified", "og:updated_time", "og:article:modified_time", "dcterms.modified",
    "dc.date.modified", "article.updated", "last-modified", "revised", "lastmod", "shareaholic:article_modified_time",
)  # fmt: skip
_AUTHOR = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "article:author_name", "og:author",
    "og:article:author", "dc.creator", "dcterms.creator", "dc.contributor", "citation_author", "cxenseparse:author",
    "rbauthors", "article.author", "citation_authors", "creator",
)  # fmt: skip
_SITE = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher",
         "apple-mobile-web-app-title", "al:android:app_name")  # fmt: skip
_TITLE = ("og:title", "headline", "parsely-title", "sailthru.title", "twitter:title", "dc.title", "dcterms.title",
          "citation_title", "title", "rbtitle")  # fmt: skip
_DESCRIPTION = (
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "sailthru.description",
)
_RIGHTS = ("dc.rights", "dcterms.rights", "dcterms.rightsholder", "rights", "copyright")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture as schema.org describes it."""

    url: str | None
    caption: str | None
    credit: str | None
    machine_made: bool | None  # True for a digitalSourceType of trained or composite synthesis


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The page's own account of itself; every field may be empty, and may be wrong."""

    titles: tuple[str, ...] = ()  # candidates, best first; the `<title>` element is not among them
    head_title: str = ""  # `<title>`, with the outlet's suffix
    description: str = ""
    outlets: tuple[str, ...] = ()
    authors: tuple[
        tuple[str, ...], ...
    ] = ()  # one group for each vocabulary that names any, the surest first
    published: tuple[str, ...] = ()  # as written, best first
    modified: tuple[str, ...] = ()
    language: str = ""  # `<html lang>` or the article's inLanguage
    page_language: str = ""  # `<html lang>` alone
    url: str = ""
    body: str = ""  # articleBody: used to check, never as text
    rights: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()  # lower-case schema.org and og types found
    pictures: tuple[PictureFacts, ...] = field(default=())


def read_facts(tree: HtmlElement) -> PageFacts:
    """Collect what the page's head and its embedded data say."""
    meta = _meta(tree)
    nodes = list(_json_ld(tree))
    article = _article_node(nodes)
    index = {str(n["@id"]): n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    micro = _microdata(tree)
    head = tree.find(".//title")
    page_language = (
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or tree.get("xml:lang")
        or ""
    )
    types = {t for n in nodes for t in _types(n)} | {f"og:{v.lower()}" for v in meta.get("og:type", ())}
    return PageFacts(
        titles=_unique([_string(article.get("headline")), *_first(meta, _TITLE), *micro.get("headline", ())]),
        head_title=clean(words_within(head, _MAX_TITLE)[:_MAX_TITLE]) if head is not None else "",
        description=next(iter(_unique([*_first(meta, _DESCRIPTION), _string(article.get("description"))])), ""),
        outlets=_unique([*_first(meta, _SITE[:1]), *_names(article.get("publisher"), index), *_first(meta, _SITE[1:])]),
        authors=tuple(
            group
            for group in (
                _unique(_names(article.get("author") or article.get("creator"), index)),
                _unique([v for v in _all(meta, _AUTHOR) if "://" not in v]),
                _unique(list(micro.get("author", ()))),
            )
            if group
        ),
        published=_unique([_string(article.get("datePublished")), *_all(meta, _PUBLISHED), *micro.get("datePublished", ()),
                           _string(article.get("dateCreated"))]),
        modified=_unique([_string(article.get("dateModified")), *_all(meta, _MODIFIED), *micro.get("dateModified", ())]),
        language=_string(article.get("inLanguage")) or page_language or next(iter(_all(meta, ("og:locale", "content-language", "language"))), ""),
        page_language=page_language,
        url=sound_url(_canonical(tree) or next(iter(_first(meta, ("og:url",))), "") or _string(article.get("url"))),
        body=_string(article.get("articleBody"), _MAX_BODY),
        rights=_unique([*_all(meta, _RIGHTS), _string(article.get("copyrightNotice")), _string(article.get("usageInfo"))]),
        types=frozenset(types),
        pictures=tuple(_pictures(article, index)),
    )  # fmt: skip


def sound_url(url: str) -> str:
    """Return an absolute address that can be taken apart, or ""."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    return url if host else ""


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = clean((element.get("content") or "")[:_MAX_VALUE])
        if name and content:
            values = found.setdefault(name.strip().lower(), [])
            if len(values) < _MAX_VALUES:
                values.append(content)
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [meta[name][0] for name in names if name in meta]


def _all(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in meta.get(name, ())]


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))


def _canonical(tree: HtmlElement) -> str:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").startswith(
            "http"
        ):
            return str(element.get("href")).strip()
    return ""


# JSON-LD


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """Yield every object of the page's JSON-LD scripts, outer before inner."""
    left = _MAX_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        stack = [_loads(script.text or "")]
        while stack and left:
            left -= 1
            value = stack.pop(0)
            if isinstance(value, list):
                stack[:0] = value[:_MAX_NODES]
            elif isinstance(value, dict):
                yield value
                stack.extend(
                    v for k, v in value.items() if k not in _ELSEWHERE and isinstance(v, (dict, list))
                )


def _loads(raw: str) -> object:
    raw = raw.strip()[:_MAX_JSON]
    raw = re.sub(r"\A(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\Z", "", raw).strip().rstrip(";")
    for attempt in (raw, re.sub(r",(?=\s*[}\]])", "", raw)):
        try:
            value: object = json.loads(whole_escapes(attempt), strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _types(node: dict[str, object]) -> list[str]:
    value = node.get("@type")
    listed = value if isinstance(value, list) else [value]
    return [str(v).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for v in listed if isinstance(v, str)]


def _article_node(nodes: list[dict[str, object]]) -> dict[str, object]:
    """Return the object that describes the page's article: the surest type, then the longest body."""
    best: tuple[tuple[int, int], dict[str, object]] | None = None
    for node in nodes:
        ranks = [_RANK[t] for t in _types(node) if t in _RANK]
        if not ranks or not (node.get("headline") or node.get("datePublished") or node.get("author")):
            continue
        rank = min(ranks)
        key = (0 if rank < _PAGE_RANK else 1, -len(_string(node.get("articleBody"), _MAX_BODY)))
        if best is None or key < best[0]:
            best = (key, node)
    return best[1] if best else {}


def _string(value: object, most: int = _MAX_VALUE) -> str:
    """Return the plain text of a JSON-LD value, "" where it has none, cut where it is longer than any."""
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, (str, dict))), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    return clean(unescape_markup(value[:most]))


def unescape_markup(value: str) -> str:
    """Return a value without tags and character references, as careless systems write them."""
    if "&" in value:
        from html import unescape  # noqa: PLC0415 - a table of 2,000 names, for the few values that need it

        value = unescape(value)
    return re.sub(r"<[^<>]{0,300}>", " ", value) if "<" in value else value


def _names(value: object, index: dict[str, dict[str, object]]) -> list[str]:
    """Return the names of persons or organisations, following @id references once."""
    listed = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in listed[:20]:
        entry: object = item
        if isinstance(item, dict) and "name" not in item:
            entry = index.get(str(item.get("@id")), item)
        if isinstance(entry, dict):
            name = entry.get("name")
            names += [_string(v) for v in (name if isinstance(name, list) else [name])]
        elif isinstance(entry, str) and "://" not in entry:
            names.append(_string(entry))
    return [n for n in names if n]


# Pictures

# IPTC's digital source types that say a machine made the picture, wholly or in part.
_SYNTHETIC = (
    "trainedalgorithmicmedia",
    "compositesynthetic",
    "compositewithtrainedalgorithmicmedia",
    "algorithmicmedia",
)


def is_synthetic(source: str) -> bool | None:
    """Whether an IPTC digital source type (a name, code or address) means a machine made it; None for ""."""
    name = re.split(r"[/:#]", source.strip().lower())[-1]
    return name in _SYNTHETIC if name else None


def _pictures(article: dict[str, object], index: dict[str, dict[str, object]]) -> Iterator[PictureFacts]:
    value = article.get("image")
    for item in (value if isinstance(value, list) else [value])[:30]:
        entry: object = item
        if isinstance(item, dict) and "url" not in item and "contentUrl" not in item:
            entry = index.get(str(item.get("@id")), item)
        if isinstance(entry, str):
            yield PictureFacts(entry, None, None, None)
        elif isinstance(entry, dict):
            credited = [_string(entry.get(k)) for k in ("creditText", "copyrightNotice")]
            names = _names(entry.get("creator") or entry.get("author"), index)
            yield PictureFacts(
                url=_string(entry.get("contentUrl")) or _string(entry.get("url")) or None,
                caption=_string(entry.get("caption")) or _string(entry.get("description")) or None,
                credit=next((c for c in [*credited, *names] if c), None),
                machine_made=is_synthetic(_string(entry.get("digitalSourceType"))),
            )


# Microdata

_MICRO = {"headline", "datePublished", "dateModified", "author"}


def _microdata(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the itemprops of the first article on the page; those inside other items are left out."""
    found: dict[str, list[str]] = {}
    left = _MAX_MARKS
    for element in tree.iter(etree.Element):
        prop = element.get("itemprop")
        if prop not in _MICRO or element.tag == "meta":
            continue
        left -= 1
        if left < 0:
            break
        if _in_other_item(element):
            continue
        if prop == "author":
            name = next(
                (e for e in islice(element.iter(), _MAX_MARKED) if e.get("itemprop") == "name"), element
            )
            value = name.get("content") or words_within(name, _MAX_CELL)
        else:
            value = element.get("content") or element.get("datetime") or words_within(element, _MAX_CELL)
        value = clean(value[:_MAX_CELL])
        if value and len(value) < _MAX_MARKED:
            found.setdefault(prop, []).append(value)
    return found


def _in_other_item(element: HtmlElement) -> bool:
    """Whether the property belongs to a comment, a review or an item of a list."""
    for up in element.iterancestors():
        kind = (up.get("itemtype") or "").lower()
        if kind and up is not element:
            return not any(kind.endswith("/" + name) for name in _RANK)
    return False
