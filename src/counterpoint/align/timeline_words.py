"""Words around a date that say it is no happening's: a limit, a vague day, or a page's note on itself.

Data way: a sentence and where its date stands -> whether a timeline takes it. Pure; asked by `align.timeline` and
`align.timeline_days`.
"""

from __future__ import annotations

import re

from counterpoint.dates import month_names, weekday_names
from counterpoint.types import TimeMention

# What ends on a day, or is due by it, does not happen on it: "cancelled until Thursday".
_LIMIT = re.compile(
    r"(?:\b(?:until|till|through|by|up to|bis(?: zum)?|hasta|fino (?:a|al|all|alla)|até|tot(?: en met)?|t/m|til|fram till"
    r"|до|aż do|do|kadar|sampai|hadi)|\bjusqu['’]\w+|直到|截至)[ \u00a0]*(?:(?:am|the|el|la|le|il|l['’]|o|de)[ \u00a0]*)?['’]?$",
    re.IGNORECASE,
)
_REACH = 24  # characters before a date in which such a word ends
_LIMIT_AFTER = re.compile(r"^(?:까지|まで|[’']?(?:e|a|ye|ya)? kadar)", re.IGNORECASE)

# "These days", which is no day; "el pasado día 14", "no próximo dia 3", whose number the expression leaves out; "at the last
# minute", which is late on some day and no time of the report's own.
_THESE_DAYS = re.compile(
    r"^(?:estos días|estes dias|ces jours|dieser tage|diese tage|quest[ie] giorni|deze dagen)$", re.IGNORECASE
)
_DAY_WORD = re.compile(r"\b(?:day|día|dia|giorno|jour|tag|dag)$", re.IGNORECASE)
# "14", or what the day is one of: "the next day of the trial".
_GOES_ON = re.compile(r"^\s{1,3}(?:\d{1,2}|of|de|del|des|du|di|della|der|do|da|van)\b", re.IGNORECASE)
_SOME_HOUR = "TXX"  # ends the TIMEX3 value of an hour that is not said

# "This article was amended on 18 March", "Diese Meldung wurde am ... aktualisiert": pages speak of themselves.
_PAGE = re.compile(
    r"\b(?:article|story|report|page|post|headline|column|artikel|meldung|beitrag|artículo|nota|noticia|articolo|notizia"
    r"|artigo|notícia|статья|новость|материал|artykuł|haber)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:amended|corrected|updated|(?:re)?published|clarif\w+|aktualisiert|korrigiert|veröffentlicht|geändert|bijgewerkt"
    r"|gepubliceerd|actualizad[oa]|corregid[oa]|publicad[oa]|aggiornat[oa]|pubblicat[oa]|corrett[oa]|atualizad[oa]|corrigid[oa]"
    r"|corrigée?|publiée?|modifiée?|mis à jour|обновл\w+|опубликован\w*|zaktualizowan\w*|opublikowan\w*|güncellen\w+)\b",
    re.IGNORECASE,
)
_NOTE_WORDS = 24  # a longer sentence is a report's own, about somebody's article

_LETTERS = re.compile(r"[^\W\d_]+")
_MONTH_SIGNS = ("月", "월")


def is_limit(text: str, start: int, end: int) -> bool:
    """Whether the date at an offset only ends something: "until Thursday", "by 3 May"."""
    return (
        _LIMIT.search(text[max(0, start - _REACH) : start]) is not None
        or _LIMIT.search(text[start:end].partition(" ")[0]) is not None
        or _LIMIT_AFTER.match(text[end : end + 8]) is not None
    )


def is_vague(time: TimeMention, text: str) -> bool:
    """Whether an expression that was read as a day of its report is none, or another one."""
    if time.anchor is None:
        return False
    return (
        time.value.endswith(_SOME_HOUR)
        or _THESE_DAYS.match(time.text) is not None
        or (
            _DAY_WORD.search(time.text) is not None
            and _GOES_ON.match(text[time.span.end : time.span.end + 10]) is not None
        )
    )


def is_note(text: str) -> bool:
    """Whether a sentence is the page's note on itself."""
    return (
        len(text.split()) <= _NOTE_WORDS
        and _PAGE.search(text) is not None
        and _CHANGED.search(text) is not None
    )


def on_calendar(expression: str, language: str) -> bool:
    """Whether an expression of a day names a month or weekday, or is all figures."""
    return names_day(expression, language) or not _LETTERS.search(expression)


def names_day(expression: str, language: str) -> bool:
    """Whether an expression of time names a month or a weekday: "Tuesday at 21:40" does, "at 21:40" does not."""
    names = month_names(language).keys() | weekday_names(language).keys()
    return any(w in names or w[-1] in _MONTH_SIGNS for w in _LETTERS.findall(expression.casefold()))
