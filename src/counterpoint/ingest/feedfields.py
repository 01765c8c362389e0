"""What each element of an entry is read as.

Data way: child element of an item -> a field of its Draft. Pure. One function per kind of field, one table of names.

Specs: RSS 2.0, RFC 4287, Media RSS 1.5.1, Dublin Core in RSS, the content and itunes modules. Where elements compete, the rules
are feedparser's: the last date wins, the last alternate link wins, the first title wins, Media RSS's texts come last.
"""

# ruff: noqa: ARG001 - every field is read by a function of one signature, and few need all of it

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree

from counterpoint.ingest.feeddates import parse_feed_date
from counterpoint.ingest.feeddraft import MAX_EXTRA, Draft, person, size_of
from counterpoint.ingest.feednames import XML_LANG, attributes_of, label_of, name_of
from counterpoint.ingest.feedtext import construct, leaf, looks_like_html, one_line, plain, repaired
from counterpoint.ingest.feedurls import absolute
from counterpoint.types.feed import EntrySource, Media

Field = Callable[[Draft, etree._Element, "str | None", bool], None]  # noqa: SLF001 - the type lxml gives

_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "html", "xhtml"})
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
# Texts that may be HTML, though no field holds them: subtitles of feeds and of the feeds that entries were taken from.
_TEXTS = frozenset("subtitle tagline info itunes:subtitle".split())
# Elements and attributes, by their local names, that hold a URL.
_URLS = frozenset(
    "comments comment commentrss docs icon id logo url uri href homepage resource about src".split()
)
_REFERENCES = ("/", "./", "../", "?", "#")  # how a relative reference starts that can be nothing else


def title_of(element: etree._Element, *, atom: bool) -> str:
    """A title as one line of plain text. RSS does not say whether its titles are HTML."""
    text, marked = construct(element, "text")
    return plain(text) if marked or (not atom and looks_like_html(text)) else one_line(text)


def read_link(
    draft: Draft, element: etree._Element, base: str | None, *, atom: bool
) -> tuple[str, str | None]:
    """Read a link of any format into `draft`; return its relation and its absolute URL."""
    rel = (element.get("rel") or "alternate").strip().lower().rpartition("/relation/")[2]
    given = element.get("href") or element.get("url") or element.get("uri") or leaf(element)
    link = absolute(base, given) if given or element.get("href") is None else base
    kind = (element.get("type") or "").strip().lower()
    if rel == "enclosure" and link:
        size = size_of(element.get("length"))
        draft.show(Media(url=link, type=kind or None, size=size, title=element.get("title")))
    elif rel == "alternate" and kind in _HTML_TYPES and link:
        draft.url = link
    elif rel not in {"self", "hub"} or not link:
        draft.keep(f"link:{rel}", link or given.strip() or None)
    return rel, link


def flatten(draft: Draft, element: etree._Element, base: str | None) -> None:
    """Keep an element that has no field: its texts and attributes, those of what is inside it as "outer/inner"."""
    if len(draft.extra) >= MAX_EXTRA:
        return
    label = label_of(element)
    if name_of(str(element.tag)) in _TEXTS:
        draft.keep(label, construct(element, "html", base)[0])
        return
    if not len(element):
        _keep_node(draft, label, element, base)
        return
    for node in islice(element.iter(tag=etree.Element), MAX_EXTRA):
        _keep_node(draft, label if node is element else f"{label}/{label_of(node)}", node, base)


def _keep_node(draft: Draft, name: str, node: etree._Element, base: str | None) -> None:
    text = repaired((node.text or "").strip())
    if text:
        draft.keep(name, resolved(base, text) if name_of(str(node.tag)).rpartition(":")[2] in _URLS else text)
    for key, value in attributes_of(node):
        attribute = str(key).rpartition("}")[2]
        if key != XML_LANG:
            draft.keep(
                f"{name}@{attribute}", resolved(base, value) if attribute in _URLS else str(value).strip()
            )


def resolved(base: str | None, text: str) -> str:
    """A URL made absolute where it is clearly a relative reference; any other text as it is."""
    return (absolute(base, text) if text.startswith(_REFERENCES) else None) or text


def _link(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    rel, link = read_link(draft, element, base, atom=atom)
    if rel in {"self", "hub"} and link:
        draft.keep(f"link:{rel}", link)


def _title(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    if not draft.title:
        draft.title = title_of(element, atom=atom)
        _speak(draft, element, "title")


def _media_title(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    draft.media_title = draft.media_title or title_of(element, atom=False)


def _speak(draft: Draft, element: etree._Element, kind: str) -> None:
    draft.spoken.setdefault(kind, (element.get(XML_LANG) or "").strip().replace("_", "-") or None)


def _summary(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    draft.say(construct(element, "text" if atom else "html", base)[0])
    _speak(draft, element, "summary")


def _content(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    if (source := element.get("src")) and not len(element) and not (element.text or "").strip():
        draft.keep(f"{label_of(element)}@src", absolute(base, source) or source)
        return
    draft.contents.append(construct(element, "text" if atom else "html", base)[0])
    _speak(draft, element, "content")


def _id(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    text = leaf(element)
    attributes = {str(k).lower(): str(v).strip().lower() for k, v in attributes_of(element)}
    permanent = attributes.get("ispermalink", "true") == "true"
    if permanent and text.startswith(_REFERENCES):
        text = absolute(base, text) or text
    draft.id = text or draft.id
    if permanent and not atom and text.startswith(("http://", "https://")):
        draft.guid_url = absolute(base, text)


def _published(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    text = leaf(element)
    moment = parse_feed_date(text)
    if moment:
        draft.published = moment
    else:
        draft.keep(label_of(element), text)


def _updated(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    text = leaf(element)
    moment = parse_feed_date(text)
    if moment:
        draft.updated = moment
    else:
        draft.keep(label_of(element), text)


def _author(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    if not len(element):
        text = one_line(leaf(element))
        name = person(text)
        draft.authors.append(name)
        if name != text:
            draft.keep(label_of(element), text)
        return
    label, name, email = label_of(element), "", ""
    for child in element:
        kind, text = name_of(str(child.tag)).rpartition(":")[2], one_line(leaf(child))
        if kind == "name":
            name = name or text
        else:
            email = email or (text if kind == "email" else "")
            draft.keep(f"{label}/{kind}", resolved(base, text))
    draft.authors.append(name or email or one_line(element.text or ""))


def _category(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    for node in islice(element.iter(tag=etree.Element), MAX_EXTRA):
        draft.categories.append(node.get("term") or node.get("text") or one_line(repr_text(node)))
        for key in ("scheme", "domain", "label"):
            pair = (f"{label_of(element)}@{key}", node.get(key) or "")
            if pair not in draft.extra:
                draft.keep(*pair)


def repr_text(node: etree._Element) -> str:
    """The text of a node itself, without its children's."""
    return (node.text or "").strip()


def _keywords(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    draft.categories.extend(word.strip() for word in leaf(element).split(","))


def _language(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    draft.declared = leaf(element).replace("_", "-") or draft.declared


def _rights(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    text = construct(element, "text", base)[0]
    if draft.rights and text != draft.rights:
        draft.keep(label_of(element), text)
    draft.rights = draft.rights or text


def _source(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    """RSS gives the feed's URL and its name; Atom the head of the feed that an entry was taken from."""
    if not len(element):
        draft.source = EntrySource(
            title=one_line(leaf(element)) or None, url=absolute(base, element.get("url"))
        )
        return
    inner = Draft()
    label = label_of(element)
    for child in element:
        name = name_of(str(child.tag))
        if name in {"title", "dc:title"}:
            inner.title = inner.title or title_of(child, atom=atom)
        elif name == "rights":
            draft.keep(f"{label}/{label_of(child)}", construct(child, "text", base)[0])
        elif name == "link":
            read_link(inner, child, base, atom=atom)
        else:
            flatten(inner, child, base)
    draft.source = EntrySource(title=inner.title or None, url=inner.url)
    for name, value in inner.extra:
        draft.keep(f"{label}/{name}", value)


def _enclosure(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    url = absolute(base, element.get("url") or element.get("href") or element.get(_RESOURCE))
    if url:
        kind = (element.get("type") or "").strip() or None
        draft.show(Media(url=url, type=kind, size=size_of(element.get("length")), title=element.get("title")))
    else:
        flatten(draft, element, base)


def _media_texts(nodes: Iterator[etree._Element]) -> tuple[str | None, str | None, str | None]:
    """Title, description and credit among the children of one media element."""
    title = text = None
    given: list[str] = []
    for node in nodes:
        name = name_of(str(node.tag))
        if name == "media:title":
            title = title_of(node, atom=False)
        elif name in {"media:description", "media:text"}:
            text = text or construct(node, "text")[0]
        elif name in {"media:credit", "media:copyright"} and leaf(node):
            given.append(one_line(leaf(node)))
    return title, text, ", ".join(dict.fromkeys(given)) or None


def _media_content(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    players = [c.get("url") for c in element if name_of(str(c.tag)) == "media:player"]
    url = absolute(base, element.get("url") or next((p for p in players if p), None))
    if not url:
        flatten(draft, element, base)
        return
    title, text, credit = _media_texts(iter(element))
    kind = element.get("type") or element.get("medium")
    draft.show(Media(url, kind or None, size_of(element.get("fileSize")), title, text, credit))
    for child in element:
        name = name_of(str(child.tag))
        if name not in {"media:title", "media:description", "media:text", "media:credit", "media:player"}:
            reader = FIELDS.get(name)
            if reader and name in {"media:thumbnail", "media:category", "media:keywords"}:
                reader(draft, child, base, atom)
            else:
                flatten(draft, child, base)


def _thumbnail(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    url = absolute(base, element.get("url") or leaf(element))
    if url:
        draft.show(Media(url=url))


def _media_group(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    for child in element:
        name = name_of(str(child.tag))
        reader = FIELDS.get(name) if name.startswith("media:") and name != "media:group" else None
        if reader:
            reader(draft, child, base, atom)
        else:
            flatten(draft, child, base)


def _media_text(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    draft.media_text = draft.media_text or construct(element, "text")[0]


def _credit(draft: Draft, element: etree._Element, base: str | None, atom: bool) -> None:
    if text := one_line(leaf(element)):
        draft.credit.append(text)
    draft.keep(f"{label_of(element)}@role", element.get("role"))


FIELDS: dict[str, Field] = {
    **dict.fromkeys(("title", "dc:title"), _title),
    **dict.fromkeys(("link",), _link),
    **dict.fromkeys(("guid", "id"), _id),
    **dict.fromkeys(("description", "summary", "abstract", "dc:description", "itunes:summary"), _summary),
    **dict.fromkeys(("content", "content:encoded", "body", "xhtml:body", "fullitem", "xhtml:div"), _content),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), _published),
    **dict.fromkeys(("updated", "modified", "dc:date", "dcterms:modified", "lastbuilddate"), _updated),
    **dict.fromkeys(("author", "managingeditor", "dc:creator", "dc:author", "itunes:author"), _author),
    **dict.fromkeys(("category", "dc:subject", "itunes:category", "media:category"), _category),
    **dict.fromkeys(("keywords", "tags", "itunes:keywords", "media:keywords"), _keywords),
    **dict.fromkeys(("language", "dc:language"), _language),
    **dict.fromkeys(("rights", "copyright", "dc:rights"), _rights),
    "source": _source,
    "enclosure": _enclosure,
    "media:content": _media_content,
    "media:thumbnail": _thumbnail,
    "media:group": _media_group,
    "media:title": _media_title,
    **dict.fromkeys(("media:description", "media:text"), _media_text),
    "media:credit": _credit,
}
