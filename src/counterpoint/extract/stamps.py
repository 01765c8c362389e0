"""When a page says it was published and changed: structured data first, then what is printed, then its address.

Data way: PageFacts and Layout -> datetimes. Pure: "today" is never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import MAXYEAR, UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from lxml import etree
from lxml.html import HtmlElement

from counterpoint.dates import parse_printed_date
from counterpoint.extract.passages import Layout, Region
from counterpoint.extract.structured import PageFacts

_EARLIEST = (
    1990  # no news page on the web is older; smaller years are mistakes of systems ("0001-01-01", 1970)
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?")
_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_IN_URL = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_HEAD = 12  # passages after the title among which a printed date is looked for
_LINE = 120  # longest printed line that is a date line
_SHORT_LINE = 40  # the same, where nothing but its words says so
_PIECES = re.compile(r"\s*[|•·–—/;]\s+|\s+-\s+|,\s+(?=[^\d\s]{4,})")
_MOST_GUESSED = 1_500_000  # bytes of markup; htmldate takes half a CPU second for each million
# Languages in which the last resort looks for a date; our own tables (dates.py) have been asked before, in the page's own.
_DATEPARSER = ("en", "es", "de", "fr", "pt", "it", "nl", "pl", "ru", "uk", "tr", "id")
_NOT_CONTENT = {Region.RELATED, Region.PROMOTION, Region.NAVIGATION, Region.NOTICE}
# Words beside a printed date that make it the time of a change.
_UPDATED = re.compile(
    r"updated|modified|last edited|aktualisiert|geändert|mis à jour|modifié|actualizad|atualizad|aggiornat|bijgewerkt|"
    r"uppdaterad|oppdatert|opdateret|zaktualizowan|обновлен|изменен|تحديث|更新|업데이트|수정|imesasishwa|päivitetty",
    re.IGNORECASE,
)


def read_stamp(raw: str, language: str = "") -> datetime | None:
    """Return the moment a machine-readable or printed value names, or None."""
    value = raw.strip().strip('"')[:_LINE]
    moment = (
        _from_iso(value)
        or _from_packed(value)
        or _from_mail(value)
        or parse_printed_date(value, language or "en")
    )
    if moment is None or moment.year < _EARLIEST:
        return None
    # The year 9999 means "never". In another zone it may have no place in UTC's calendar, and no record holds it.
    return moment.replace(tzinfo=UTC) if moment.year == MAXYEAR else moment


def _from_iso(value: str) -> datetime | None:
    value = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", value.replace("/", "-"))
    value = re.sub(r"(\d) (?=[+-]\d\d:?\d\d$)", r"\1", value)
    value = _OFFSET.sub(r"\1:\2", value) if "T" in value or " " in value else value
    value = re.sub(r"(\.\d{6})\d+", r"\1", value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    match = re.match(r"\d{4}-\d\d?-\d\d?(?=[T ]|$)", value)
    if not match:
        return None
    year, month, day = map(int, match.group().split("-"))
    return _moment(year, month, day)


def _moment(*fields: int) -> datetime | None:
    try:
        return datetime(*fields)  # type: ignore[arg-type]  # noqa: DTZ001 - the page gives no zone
    except ValueError:
        return None


def _from_packed(value: str) -> datetime | None:
    if _EPOCH.fullmatch(value):
        seconds = int(value[:10])
        return datetime.fromtimestamp(seconds, UTC)
    match = _PACKED.fullmatch(value)
    if not match:
        return None
    fields = [int(g) for g in match.groups()[:6] if g]
    moment = _moment(*fields)
    zone = match.group(7)
    if moment is not None and zone:
        return _from_iso(f"{moment.isoformat()}{'+00:00' if zone == 'Z' else zone}")
    return moment


def _from_mail(value: str) -> datetime | None:
    if not re.match(r"(?:\w{3},? )?\d{1,2} \w{3} \d{4} \d\d:", value):
        return None
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        return None


def find_published(
    facts: PageFacts,
    layout: Layout,
    title_at: int,
    url: str,
    language: str,
    *,
    tree: HtmlElement | None = None,
) -> datetime | None:
    """Return when the article was published.

    Args:
        facts: The page's structured data, which decides where it speaks.
        layout: The page as printed.
        title_at: Index of the title's passage.
        url: Where the page lives, or "".
        language: Of the page, such as "en-GB".
        tree: The page, for htmldate to look through where all else fails; None for no such guess.

    """
    structured = _first(facts.published, language)
    if structured is not None:
        return structured
    marked = _first(
        (
            s.value
            for s in layout.stamps
            if _near(s.at, title_at) and s.region not in _NOT_CONTENT and not s.modified
        ),
        language,
    )
    if marked is not None:
        return marked
    printed = _printed(layout, title_at, language, updated=False)
    in_url = _from_url(url)
    if printed is not None:
        return printed
    return in_url or _anywhere(layout, language) or _guess(tree)


def find_modified(
    facts: PageFacts, layout: Layout, title_at: int, language: str, published: datetime | None
) -> datetime | None:
    """Return when the article was last changed, where the page says so and it differs from its publication."""
    found = _first(facts.modified, language)
    if found is None:
        marked = (s.value for s in layout.stamps if s.modified and s.region not in _NOT_CONTENT)
        found = _first(marked, language) or _printed(layout, title_at, language, updated=True)
    return None if found == published else found


def _guess(tree: HtmlElement | None) -> datetime | None:
    """What htmldate finds in the page's words and attributes; the day of the run is never its answer."""
    if tree is None or len(etree.tostring(tree)) > _MOST_GUESSED:
        return None
    from htmldate import find_date  # noqa: PLC0415 - slow to import, seldom needed

    _limit_htmldate()
    try:
        found = find_date(tree, original_date=True, outputformat="%Y-%m-%d")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - third-party heuristics: no guess is an answer
        return None
    return read_stamp(found) if found else None


@cache
def _limit_htmldate() -> None:
    """Have htmldate's last resort, dateparser, read dates in languages of many pages and not in all 205 that it knows.

    It builds its tables for each at the first date that it is asked for: 3 to 4 s of CPU, which killed the child that read
    an ordinary page, three in 200.
    """
    from htmldate.extractors import get_external_parser  # noqa: PLC0415 - as above

    get_external_parser().languages = list(_DATEPARSER)


def _first(values: Iterable[str], language: str) -> datetime | None:
    return next((moment for value in values if (moment := read_stamp(value, language)) is not None), None)


def _near(at: int, title_at: int) -> bool:
    return title_at - _HEAD <= at <= title_at + _HEAD


def _printed(layout: Layout, title_at: int, language: str, *, updated: bool) -> datetime | None:
    """The first date line around the title, those after it first."""
    passages = layout.passages
    after = range(title_at + 1, min(title_at + _HEAD, len(passages)))
    before = range(title_at - 1, max(title_at - _HEAD // 2, -1), -1)
    for index in (*after, *before):
        passage = passages[index]
        if passage.region in _NOT_CONTENT - {Region.NOTICE} or len(passage.text) > 2 * _LINE:
            continue
        for line in passage.text.split("\n"):
            if (
                bool(_UPDATED.search(line)) is updated
                and (moment := printed_date(line, language)) is not None
            ):
                return moment
    return None


def printed_date(line: str, language: str) -> datetime | None:
    """Return the date that a line prints, alone or between separators: "12 May 2026 | Culture | 3 min read"."""
    if len(line) > 2 * _LINE or not any(c.isdigit() for c in line):
        return None
    for piece in (line, *_PIECES.split(line)):
        moment = parse_printed_date(piece[:_LINE].strip(), language or "en")
        if moment is not None and moment.year >= _EARLIEST:
            return moment
    return None


def _from_url(url: str) -> datetime | None:
    match = _IN_URL.search(url)
    return _moment(*map(int, match.groups())) if match else None


def _anywhere(layout: Layout, language: str) -> datetime | None:
    """A line that is a date and little else, in the article's own part of the page; marked as one, or short."""
    for longest, regions in ((_LINE, {Region.BYLINE}), (_SHORT_LINE, {Region.BODY, Region.NAVIGATION})):
        for passage in layout.passages:
            if (
                passage.region in regions
                and len(passage.text) <= longest
                and (moment := printed_date(passage.text, language)) is not None
            ):
                return moment
    return None
