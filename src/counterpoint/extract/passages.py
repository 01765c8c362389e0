"""A page's text as it is laid out: one Passage for each run of words that stands by itself.

Data way: an HTML tree -> Passages in reading order, each with where on the page it stands. Nothing is left out
but scripts and controls; content.py says which passages are the article. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from counterpoint.extract.parse import words_within

_SKIPPED = frozenset(
    {"script", "style", "template", "svg", "math", "iframe", "object", "select", "textarea", "canvas", "audio", "video",
     "map", "head", "input", "noscript", "datalist", "applet", "dialog"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "picture", "pre", "section", "summary", "table",
     "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_LEAF_NAMES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "figcaption", "td", "th", "dd", "dt", "blockquote",
                         "pre", "summary", "caption"})  # fmt: skip


class Region(StrEnum):
    """Which part of the page a passage stands in, by elements, roles and class names."""

    BODY = "body"
    NAVIGATION = "navigation"
    RELATED = "related"
    PROMOTION = "promotion"
    NOTICE = "notice"
    BYLINE = "byline"
    CAPTION = "caption"
    EMBED = "embed"
    STANDFIRST = "standfirst"


_TAG_REGIONS = {"nav": Region.NAVIGATION, "footer": Region.NAVIGATION, "menu": Region.NAVIGATION, "button": Region.NAVIGATION,
                "form": Region.PROMOTION, "aside": Region.RELATED, "figcaption": Region.CAPTION, "address": Region.BYLINE,
                "figure": Region.CAPTION}  # fmt: skip

# Words in class names, ids and roles, whole parts only ("nav", not "navy"). First that matches wins.
_CLASS_REGIONS = (
    (Region.EMBED, (r"twitter-tweet|twitter-video|mastodon-embed|bluesky-embed|instagram-media|tiktok-embed|fb-post|"
                   r"threads-post|text-post-media|reddit-embed-bq|vk_post|telegram-post")),
    (Region.PROMOTION, (r"newsletter\w*|subscri\w+|paywall\w*|sign-?up|signin|log-?in|donat\w+|advert\w*|ads?|adbox|sponsor\w*|"
                       r"promo\w*|comments?|comment-?(?:s|list|form|area|section)|disqus|kommentare?|comentarios|commentaires|"
                       r"abo|abonn\w+|respond|follow-?us|app-?download|cta|banner|werbung|anzeige|publicidad")),
    (Region.NOTICE, (r"cookie\w*|consent|gdpr|cmp|copyright|legal|disclaimer|impressum|imprint|cc-bar|rights")),
    (Region.RELATED, (r"related\w*|recommend\w*|recirc\w*|read-?(?:more|next|also)|more-?(?:stories|news|articles|from|on)|"
                     r"also-?(?:read|like)|most-?(?:read|popular|viewed)|popular|trending|outbrain|taboola\w*|sidebar|"
                     r"teaser\w*|latest|top-?stories|see-?also|similar\w*|similaires|relacionad\w+|verwandt\w*|mehr-?zum|"
                     r"weiterlesen|onward|next-?post|prev-?post|post-?navigation|yarpp\w*|carousel|widget\w*|aside|zum-?thema")),
    (Region.NAVIGATION, (r"nav|navi|navbar|navigation|menu\w*|breadcrumbs?|share\w*|sharing|social\w*|toolbar|pagination|pager|"
                        r"footer|masthead|skip-?links?|tags?|tag-?list|topics?|keywords?|site-?header|languages?|lang-?switch\w*|"
                        r"search|contentinfo|sr-only|visually-hidden|screen-reader-text|print-only")),
    (Region.BYLINE, (r"bylines?|authors?|author-?(?:name|info|box|bio)|autor(?:en)?|autores|auteurs?|dateline-?date|pub-?date|"
                    r"publish\w*|timestamp|post-?(?:date|meta|info)|entry-?(?:meta|date)|article-?(?:meta|date|info|author)|"
                    r"meta|datum|date|time|reading-?time|posted-?on")),
    (Region.CAPTION, (r"captions?|wp-caption-text|image-?(?:caption|credit|copyright)|photo-?(?:caption|credit)|"
                     r"bildunterschrift|credits?|legende?|pie-?(?:de-)?foto")),
    (Region.STANDFIRST, (r"standfirst|dek|subtitle|sub-?headline|subhead|deck|article-?(?:summary|intro|lead)|strapline|lead|lede|intro|excerpt|summary|ingress|entradilla|copete|chapo|sommario|resumo|linha-fina|anriss|unterzeile|"
                        r"vorspann|chapeau|bajada|abstract|tagline")),
)  # fmt: skip
# Names of an article's own container that carry one of the words above without meaning it.
_TRUSTED = re.compile(
    r"(?:article|story|entry|post|page|main)[-_]?(?:content|body|text|main)|articlebody|hentry", re.IGNORECASE
)
_PATTERN = re.compile(
    "|".join(
        f"(?P<{region.name}>(?:^|[\\s_])(?:[a-z0-9]+-{{1,2}})?(?:{words})(?:$|[\\s_-]))"
        for region, words in _CLASS_REGIONS
    ),
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_CLASS = 200  # characters of a class name looked at: a bound on time


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that stands by itself on the page."""

    text: str  # spaces collapsed; a single `<br>` is a line break
    tag: str  # the nearest element that gives it its form: "p", "h2", "li", "figcaption", "td", "div" ...
    region: Region
    element: HtmlElement | None  # the block element around it
    linked: int  # how many of its characters stand in links
    group: int  # which list or table it belongs to; 0 for none
    figure: int  # which figure it belongs to; 0 for none
    href: str | None = None  # where its first link leads
    links: int = 0  # how many links it holds


@dataclass(frozen=True, slots=True)
class Picture:
    """An `<img>` and where it stands."""

    element: HtmlElement
    at: int  # index of the passage that follows it
    region: Region
    figure: int  # the figure around it; 0 for none


@dataclass(frozen=True, slots=True)
class Stamp:
    """A `<time>` and where it stands."""

    value: str  # its `datetime`, or its words
    at: int
    region: Region
    modified: bool  # its attributes speak of an update


@dataclass(frozen=True, slots=True)
class Layout:
    """A page as it is laid out, in reading order."""

    passages: tuple[Passage, ...]
    pictures: tuple[Picture, ...]
    stamps: tuple[Stamp, ...]


@lru_cache(maxsize=4096)
def region_of_class(names: str) -> Region | None:
    """Which region class names, id and role speak of, if any."""
    match = _PATTERN.search(_CAMEL.sub("-", names[:_MAX_CLASS]).lower())
    return Region[match.lastgroup] if match and match.lastgroup else None


@lru_cache(maxsize=4096)
def _is_trusted(names: str) -> bool:
    return _TRUSTED.search(names) is not None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"


def _region(element: HtmlElement, tag: str, around: Region) -> Region:
    """The region that begins at an element, given the one it stands in."""
    names = _names(element)
    if tag == "main" or (element.get("itemprop") or "") == "articleBody" or _is_trusted(names[:_MAX_CLASS]):
        return Region.BODY if around is not Region.EMBED else around
    found = _TAG_REGIONS.get(tag)
    if found is None and tag not in {"body", "html", "article"} and len(names) > 2:
        found = region_of_class(names)
    if found is None or around in {Region.EMBED, Region.NAVIGATION}:
        return around
    if around in {Region.PROMOTION, Region.RELATED, Region.NOTICE} and found is not Region.EMBED:
        return around
    if around is Region.CAPTION and found not in {Region.EMBED, Region.PROMOTION, Region.RELATED}:
        return around
    return found


def _form(tag: str, around: str) -> str:
    """What gives a passage its form: the element itself, unless it only groups inside a list, table or quotation."""
    if tag in _LEAF_NAMES:
        return around if tag == "p" and around in _KEPT_FORMS else tag
    return around if around in _KEPT_FORMS else tag


class _Open(NamedTuple):
    """A block element that is being read."""

    element: HtmlElement | None
    region: Region
    form: str
    group: int
    figure: int


class _Walker:
    """Collects passages over one walk of the tree; its state is the run of words being read and what is open."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.pictures: list[Picture] = []
        self.stamps: list[Stamp] = []
        self.open = [_Open(None, Region.BODY, "div", 0, 0)]
        self._pieces: list[str] = []
        self._linked = 0
        self._href: str | None = None
        self._links_in = 0
        self._links: list[str] = []
        self._groups = 0
        self._fresh = False  # a link has begun whose words were not met yet

    def start(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            self._links.append(element.get("href") or "")
            self._fresh = True
        elif tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "img":
            self.pictures.append(
                Picture(element, len(self.passages), self.open[-1].region, self.open[-1].figure)
            )
        elif tag == "time":
            self._stamp(element)
        if tag in _BLOCKS or (tag == "span" and _stands_alone(element)):
            self.flush()
            self._enter(element, tag)
        self.add(element.text)

    def _enter(self, element: HtmlElement, tag: str) -> None:
        around = self.open[-1]
        group, figure = around.group, around.figure
        if tag in {"ul", "ol", "table", "dl"}:
            self._groups += 1
            group = self._groups
        elif tag == "figure":
            self._groups += 1
            figure = self._groups
        self.open.append(
            _Open(element, _region(element, tag, around.region), _form(tag, around.form), group, figure)
        )

    def _stamp(self, element: HtmlElement) -> None:
        value = element.get("datetime") or words_within(element, 100)
        names = f"{_names(element)} {element.get('itemprop') or ''}".lower()
        modified = any(word in names for word in ("modif", "update", "aktualis"))
        self.stamps.append(Stamp(value.strip()[:100], len(self.passages), self.open[-1].region, modified))

    def end(self, element: HtmlElement, tag: str) -> None:
        if self.open[-1].element is element:
            self.flush()
            self.open.pop()
        if tag == "a" and self._links:
            self._links.pop()

    def add(self, text: str | None) -> None:
        if not text:
            return
        self._pieces.append(text)
        if self._links and not text.isspace():
            self._linked += len(text.strip())
            self._href = self._href or self._links[-1]
            self._links_in += self._fresh
            self._fresh = False

    def flush(self) -> None:
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        linked, href, links = self._linked, self._href, self._links_in
        self._pieces, self._linked, self._href, self._links_in = [], 0, None, 0
        if raw.isspace():
            return
        here = self.open[-1]
        line = " ".join(raw.split())
        for part in _BREAKS.split(line) if _BREAK in line else (line,):
            if text := _ONE_BREAK.sub("\n", part).strip():
                form, linked_here = here.form, min(linked, len(text))
                self.passages.append(
                    Passage(
                        text,
                        form,
                        here.region,
                        here.element,
                        linked_here,
                        here.group,
                        here.figure,
                        href,
                        links,
                    )
                )


_BREAK = "\ue000"  # private use: stands for one <br> while a run of words is read
_BREAKS = re.compile(rf"{_BREAK}(?:\s*{_BREAK})+")
_ONE_BREAK = re.compile(rf" ?{_BREAK} ?")
_KEPT_FORMS = frozenset({"li", "td", "th", "figcaption", "blockquote", "dd", "dt"})


def _stands_alone(element: HtmlElement) -> bool:
    """Whether a span is a caption, a credit or a byline by its class."""
    names = element.get("class")
    return names is not None and region_of_class(names) in {Region.CAPTION, Region.BYLINE}


def read_layout(tree: HtmlElement) -> Layout:
    """Return the page's passages, pictures and times in reading order. Time grows with the page's size alone."""
    walker = _Walker()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end":
                walker.add(element.tail)
        elif event == "start":
            if tag in _SKIPPED:
                events.skip_subtree()
            else:
                walker.start(element, tag)
        else:
            if tag not in _SKIPPED:
                walker.end(element, tag)
            if element is not tree:
                walker.add(element.tail)
    walker.flush()
    return Layout(tuple(walker.passages), tuple(walker.pictures), tuple(walker.stamps))
