"""Headlines that a page links to beside its article, with their dates where printed.

Data way: Layout -> RelatedItems. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime
from urllib.parse import urljoin

from lxml.html import HtmlElement

from counterpoint.extract.dumpcues import RELATED_HEADING
from counterpoint.extract.linecues import aside_of
from counterpoint.extract.passages import Layout, Passage, Region
from counterpoint.extract.stamps import printed_date, read_stamp
from counterpoint.text import clean, loose
from counterpoint.types import RelatedItem

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINKED = 0.7  # share of a headline's characters that stand in its link
_SHORTEST = 18  # characters of a headline; half of it in scripts without spaces
_LONGEST = 220
_NO_CARDS = {Region.NAVIGATION, Region.NOTICE, Region.BYLINE, Region.CAPTION, Region.EMBED, Region.PROMOTION}
_MOST = 100  # headlines kept of one page
_CARD = 6  # elements up from a headline to its card
_CARD_TEXT = 1200  # characters a card may hold
_DATE_LINE = 80


def find_related(
    layout: Layout, article: Container[int], title: str, base: str, language: str
) -> tuple[RelatedItem, ...]:
    """Return what the page leads to.

    Args:
        layout: The page.
        article: Indices of the passages that are the article.
        title: Its title, which is not related to itself.
        base: URL against which links are resolved, or "".
        language: Of the page around the article, for printed dates.

    """
    found: dict[str, RelatedItem] = {}
    own = loose(title)
    for index, passage in enumerate(layout.passages):
        headline = _headline(passage) if index not in article and len(found) < _MOST else None
        if headline is None or (key := loose(headline)) == own or key in found:
            continue
        start = max(index - 3, 0)
        near = [
            p
            for j, p in enumerate(layout.passages[start : index + 4], start)
            if j not in article and j != index
        ]
        card = _card(passage)
        mates = [p for p in near if card is not None and _inside(p.element, card)]
        url = passage.href or next((p.href for p in mates if p.href), None) or _card_link(card)
        if url is None and passage.region is not Region.RELATED:
            continue
        when = _date([passage, *mates] if headline != passage.text else mates, card, language)
        found[key] = RelatedItem(headline, when, _absolute(url, base) if url else None, _summary(mates))
    return tuple(found.values())


def _headline(passage: Passage) -> str | None:
    """The headline that a passage is, or None: its link's words, whatever cue or date stands beside them."""
    if passage.region in _NO_CARDS or passage.links > 1 or RELATED_HEADING.match(passage.text):
        return None
    text = passage.text.replace("\n", " ")
    if passage.links and passage.linked < len(text):
        link = _link_text(passage)
        rest = text.replace(link, " ", 1)
        beside = len(rest) <= _DATE_LINE and (
            any(c.isdigit() for c in rest) or aside_of(text, 1.0) is not None
        )
        text = link if beside or passage.linked >= _LINKED * len(text) else ""
    elif not passage.links and not (passage.tag in _HEADINGS and passage.region is Region.RELATED):
        return None
    shortest = _SHORTEST if text.isascii() or " " in text else _SHORTEST // 2
    if not shortest <= len(text) <= _LONGEST or (" " in text and len(text.split()) < 3):
        return None
    return text


def _link_text(passage: Passage) -> str:
    """The words of a passage's link."""
    links = passage.element.iter("a") if passage.element is not None else ()
    return next(
        (text for a in links if (text := clean(" ".join(a.text_content().split()))) and text in passage.text),
        "",
    )


def _card(passage: Passage) -> HtmlElement | None:
    """The largest element around a headline that still holds only one card."""
    element, best = passage.element, passage.element
    for _ in range(_CARD):
        if element is None or element.tag in {"body", "main", "section", "ul", "ol", "aside"}:
            break
        headings = sum(1 for _ in element.iter(*_HEADINGS))
        if headings > 1 or len(element) > 12 or sum(1 for _ in element.iter("a")) > 4:
            break
        best = element
        if element.tag in {"li", "article"}:
            break
        element = element.getparent()
    return best


def _inside(element: HtmlElement | None, card: HtmlElement) -> bool:
    for _ in range(_CARD + 2):
        if element is None:
            return False
        if element is card:
            return True
        element = element.getparent()
    return False


def _card_link(card: HtmlElement | None) -> str | None:
    if card is None:
        return None
    if card.tag == "a":
        return str(card.get("href") or "") or None
    link = next(card.iter("a"), None)
    up = card.getparent()
    if link is None and up is not None and up.tag == "a":
        link = up
    href = link.get("href") if link is not None else None
    return str(href) if href else None


def _date(mates: Sequence[Passage], card: HtmlElement | None, language: str) -> datetime | None:
    if card is not None:
        for stamp in card.iter("time"):
            if (moment := read_stamp(stamp.get("datetime") or stamp.text_content(), language)) is not None:
                return moment
    for mate in mates:
        if len(mate.text) <= _LONGEST and (moment := printed_date(mate.text, language)) is not None:
            return moment
    return None


def _summary(mates: Sequence[Passage]) -> str | None:
    texts = [
        m.text
        for m in mates
        if m.tag in {"p", "div"} and len(m.text) > _DATE_LINE // 2 and m.linked < len(m.text)
    ]
    return texts[0].replace("\n", " ")[:_CARD_TEXT] if texts else None


def _absolute(url: str, base: str) -> str | None:
    if url.startswith(("javascript:", "#", "mailto:", "data:")):
        return None
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return None
