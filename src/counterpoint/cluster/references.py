"""Find what a report looks back to: "the summit in January", "the flood of 14 March", "last year's election".

Data way: text, language, when it was published -> Referred. Pure; no parser: a month without a day, a year, or "last week" in
the language's words, each with the words that stand beside it. Names of months are CLDR's.

A text that was published at an unknown time looks back to nothing that a calendar could place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from counterpoint.cluster.features_words import terms_of_text
from counterpoint.dates import alternatives, ascii_digits, month_names, safe_date
from counterpoint.types.stream import Referred

SCANNED = 4000  # characters: background stands far down
MOST = 8  # references of one report
BESIDE = 60  # characters before and after, within the sentence, whose words say what was then
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+|[。！？]")
_YEAR = re.compile(r"(?<![\w.,:/$€£-])(19[5-9]\d|20\d\d)(?![\w:/%-]|[.,]\d)")
_OLDEST = 10  # years back: what lies further is history, not a story that was told here
_YEARS = range(1900, 2200)
_CAPITALS = frozenset(
    {"de", "en"}
)  # languages that write months with capitals, and other words of the same letters without
_INFLECTED = frozenset("be bg cs fi hr hu lt lv pl ru sk sl sr tr uk".split())  # whose months have endings
_ABBREVIATED = 3  # letters of an abbreviation, which may be any word
_CJK = re.compile(r"(?:(\d{4})[年년]\s*)?(?<!\d)(\d{1,2})[月월](?:\s*(\d{1,2})[日일])?")

# "Last year", "last month", "last week", as alternatives of a regular expression on lower case.
_LAST: dict[str, tuple[str, str, str]] = {
    "ar": ("العام الماضي|السنة الماضية", "الشهر الماضي", "الأسبوع الماضي"),
    "de": (
        "(?:letzte[mns]?|vergangene[mns]?|vorige[mns]?) jahr(?:es)?|vorjahr(?:es)?",
        "(?:letzte|vergangene|vorige)[mns] monats?|vormonat",
        "(?:letzte|vergangene|vorige)n? woche",
    ),
    "en": ("last year|a year ago|year earlier", "last month|a month ago", "last week|a week ago"),
    "es": ("(?:el )?año pasado|hace un año", "mes pasado|hace un mes", "semana pasada|hace una semana"),
    "fr": (
        "l'an (?:dernier|passé)|l'année (?:dernière|passée)|il y a un an",
        "mois dernier|mois passé|il y a un mois",
        "semaine dernière|semaine passée|il y a une semaine",
    ),
    "it": (
        "(?:l'anno|lo) scorso(?: anno)?|un anno fa",
        "mese scorso|scorso mese|un mese fa",
        "settimana scorsa|scorsa settimana|una settimana fa",
    ),
    "ja": ("昨年|去年", "先月", "先週"),
    "ko": ("지난해|작년", "지난달", "지난주"),
    "nl": ("vorig jaar|afgelopen jaar", "vorige maand|afgelopen maand", "vorige week|afgelopen week"),
    "pl": (
        "(?:zeszł|ubiegł)(?:ym|ego) rok[ua]|rok temu",
        "(?:zeszł|ubiegł)(?:ym|ego) miesiąc[ua]|miesiąc temu",
        "(?:zeszł|ubiegł)(?:ym|ego) tygodni[ua]|tydzień temu",
    ),
    "pt": ("ano passado|há um ano", "mês passado|há um mês", "semana passada|há uma semana"),
    "ru": ("прошл(?:ом|ого) год[уа]|год назад", "прошл(?:ом|ого) месяц[еа]|месяц назад", "прошлой неделе|неделю назад"),
    "sw": ("mwaka (?:jana|uliopita)", "mwezi (?:uliopita|jana)", "wiki (?:iliyopita|jana)"),
    "tr": ("geçen (?:yıl|sene)", "geçen ay", "geçen hafta"),
    "uk": ("(?:минул|торішн)(?:ого|ому) ро[кц][уі]|рік тому|торік", "минулого місяця|місяць тому", "минулого тижня|тиждень тому"),
    "zh": ("去年", "上个?月", "上周|上星期"),
}  # fmt: skip


def back_references(text: str, language: str, published: date | None) -> tuple[Referred, ...]:
    """Return the times before its own that a text looks back to, in text order, each once.

    Args:
        text: Of a report; its beginning is read.
        language: BCP 47 primary subtag; of one without a table, months by CLDR and years are read.
        published: The day it was written; None, or one that no report can have: nothing is placed.

    """
    if published is None or published.year not in _YEARS:
        return ()
    found: dict[Referred, None] = {}
    for sentence in _SENTENCE.split(ascii_digits(text[:SCANNED].replace("’", "'"))):
        for start, end, first, last in sorted(_times(sentence, language, published)):
            if last < published.toordinal():
                beside = f"{sentence[max(0, start - BESIDE) : start]} {sentence[end : end + BESIDE]}"
                found.setdefault(Referred(first, last, _words(beside, language)))
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def _words(text: str, language: str) -> frozenset[str]:
    """Return the stems of a text but for figures and the names of months."""
    months = tuple(month_names(language))
    stems = (stem for stem, _ in terms_of_text("", text))
    return frozenset(s for s in stems if s.isalpha() and not any(m.startswith(s) for m in months))


def _times(sentence: str, language: str, published: date) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, first day, last day) of each expression of a sentence."""
    low = sentence.lower() if len(sentence.lower()) == len(sentence) else sentence
    taken: set[int] = set()
    for match in _months(language).finditer(low):
        taken.update(range(*match.span()))
        before, name, after, year = match.groups()
        if language in _CAPITALS and sentence[match.start("name")].islower():
            continue  # "may", "march": no months
        month = next(m for n, m in _stems(language) if name.startswith(n))
        span = _span(int(year or 0), month, int(before or after or 0), published)
        if span:
            yield (*match.span(), *span)
    for match in _CJK.finditer(low):
        taken.update(range(*match.span()))
        parts = [int(number or 0) for number in match.groups()]
        span = _span(parts[0], parts[1], parts[2], published)
        if span:
            yield (*match.span(), *span)
    for pattern, (first, last) in zip(_last(language), _last_spans(published), strict=False):
        for match in pattern.finditer(low):
            yield (*match.span(), first, last)
    for match in _YEAR.finditer(low):
        year = int(match.group())
        if match.start() not in taken and 0 < published.year - year <= _OLDEST:
            yield (*match.span(), date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())


def _span(year: int, month: int, number: int, published: date) -> tuple[int, int] | None:
    """Return the first and last day of a month, or of the day where its number is known: the latest one before publication."""
    for candidate in (year,) if year else (published.year, published.year - 1):
        first = safe_date(candidate, month, number or 1) if candidate in _YEARS else None
        if first is None:
            continue
        last = first if number else (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if last < published:
            return first.toordinal(), last.toordinal()
    return None


def _last_spans(published: date) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Return the days of the last year, month and week before a day."""
    month = published.replace(day=1) - timedelta(days=1)
    monday = published.toordinal() - published.weekday() - 7
    return (
        (date(published.year - 1, 1, 1).toordinal(), date(published.year - 1, 12, 31).toordinal()),
        (month.replace(day=1).toordinal(), month.toordinal()),
        (monday, monday + 6),
    )


@cache
def _last(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?:{p})") for p in _LAST.get(language, ()))


@cache
def _stems(language: str) -> tuple[tuple[str, int], ...]:
    """Return the beginnings of the names of months, longest first; whole names where the language does not inflect them."""
    names = {n: m for n, m in month_names(language).items() if len(n) > _ABBREVIATED or not n.isascii()}
    if language in _INFLECTED:
        names |= {n[:-1]: m for n, m in names.items() if len(n) > _ABBREVIATED + 1}
    return tuple(sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _months(language: str) -> re.Pattern[str]:
    """A month's name with the day before or behind it and the year, where they stand."""
    names = alternatives(dict(_stems(language)))
    ending = r"\w{0,2}" if language in _INFLECTED else ""
    if not names:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?:(?<!\d)(\d{{1,2}})(?:\.|º|er|th|st|nd|rd)?\s+(?:de\s+|of\s+)?)?(?<!\w)(?P<name>(?:{names}){ending})(?!\w)\.?"
        r"(?:\s+(\d{1,2})(?!\d|:)(?:th|st|nd|rd)?)?(?:,?\s+(?:de\s+)?(\d{4})(?!\d))?"
    )
