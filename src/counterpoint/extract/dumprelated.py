"""Read the section of a dump that leads to other articles: cards and lists of dates and headlines.

Data way: the section's Lines -> RelatedItems. Pure. A list may print each date above its headline or below it; which, is
seen from how the list begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from counterpoint.extract.dumplines import Line, Look, is_headline, read_date
from counterpoint.text import loose
from counterpoint.types import RelatedItem

_POINTER = re.compile(r"^[^:：>|]{2,60}[:：>|]\s*(?P<title>.{8,})$")


def read_related(lines: Sequence[Line], interface: str, language: str) -> tuple[RelatedItem, ...]:
    """Return the headlines of a section, dated ones with their dates, cards with their summaries.

    Args:
        lines: Of the section, in order.
        interface: Language of the page, in which its dates are printed as a rule.
        language: Of the article.

    """
    items: dict[str, RelatedItem] = {}
    above = _dates_stand_above(lines)
    for i, line in enumerate(lines):
        if line.look is Look.POINTER:
            found = _POINTER.match(line.text)
            item = RelatedItem(found["title"], None) if found else None
        elif line.look in {Look.SHORT, Look.PROSE} and _is_title(lines, i, above=above):
            stamp = _date_of(lines, i, above=above)
            item = RelatedItem(
                line.text, _moment(stamp, interface, language), text=None if stamp else _summary(lines, i)
            )
        else:
            item = None
        if item is not None:
            items.setdefault(loose(item.title), item)
    return tuple(items.values())


def _dates_stand_above(lines: Sequence[Line]) -> bool:
    at = [i for i, line in enumerate(lines) if line.look is Look.DATE]
    if not at:
        return True
    titles_above = sum(i > 0 and lines[i - 1].look in {Look.SHORT, Look.PROSE} for i in at)
    titles_below = sum(i + 1 < len(lines) and lines[i + 1].look in {Look.SHORT, Look.PROSE} for i in at)
    return titles_below >= titles_above


def _is_title(lines: Sequence[Line], i: int, *, above: bool) -> bool:
    dated = _date_of(lines, i, above=above) is not None
    # A headline in quotation marks or with a question may look like prose; beside a date it is none.
    return len(lines[i].text) <= 260 and (
        dated or (lines[i].look is Look.SHORT and is_headline(lines[i].text))
    )


def _date_of(lines: Sequence[Line], i: int, *, above: bool) -> str | None:
    j = i - 1 if above else i + 1
    return lines[j].text if 0 <= j < len(lines) and lines[j].look is Look.DATE else None


def _moment(stamp: str | None, interface: str, language: str) -> datetime | None:
    return read_date(stamp, interface, language) if stamp is not None else None


def _summary(lines: Sequence[Line], i: int) -> str | None:
    """The paragraph under a card's headline, labels passed over."""
    for line in lines[i + 1 : i + 4]:
        if line.look is Look.PROSE:
            return line.text
        if line.look is not Look.LABEL:
            return None
    return None
