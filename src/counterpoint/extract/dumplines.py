"""The lines of a dump and what each is by itself: prose, heading-like, caption, label, date, prompt, notice.

Data way: text -> Lines. Pure. What a line means where it stands is decided in `dumproles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import pairwise

from counterpoint.dates import ascii_digits, month_names, parse_printed_date, weekday_names
from counterpoint.extract import dumpcues as cues
from counterpoint.extract.byline import is_byline
from counterpoint.extract.captions import is_caption
from counterpoint.extract.dumpwire import unmark
from counterpoint.extract.labels import is_label
from counterpoint.extract.linecues import aside_of, is_note
from counterpoint.extract.rights import is_rights
from counterpoint.text import clean
from counterpoint.types import AsideKind

_PROSE_WORDS = 9  # a sentence of news has some 20 words; headings have fewer or do not end as sentences do
_PROSE_CJK = 24
_ONLY_PROSE = 1000  # characters from which a line is nothing but prose: captions and notices are shorter
_LONG_PROSE = 220  # characters from which a line is prose however it ends
_HEADLINE_LONGEST = 240
_SUBHEADING = 110
_DATE_LINE = 90
_PROMPT_LONGEST = 260
_NOTICE_LONGEST = 420
_BRIEF_NOTICE = 80
_RIGHTS_LONGEST = 420
_SENTENCE_END = re.compile(
    r"[.!?…。！？।؟։।][\"'”’»」』）)\]]*$|[.!?…][\"”»]\s*(?:\(.{2,40}\))?$|[。！？」』]$"
)
_FULL_STOP = re.compile(r"(?:[.;,:]|[。；，：।])[\"'”’»」』]?$")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.|\b(?:Jr|Sr|Inc|Co|Ltd|Corp|No|St|etc|Mr|Dr|a\.m|p\.m)\.)$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_RULE = re.compile(r"^[\W_]{1,80}$")
_BULLET = re.compile(r"^\s*(?:[•‣◦▪●○■□►▶➤*·‒–-]|\d{1,2}[.)])\s+\S")
_DIVIDER = re.compile(r"\s+[|·•»–—-]\s+|\s*[｜|]\s*")
_OUTLET_LONGEST = 48
_SHORTEST_TITLE = 6
_BARE_CREDIT = re.compile(
    r"^[©ⓒ]\s*[^\d,;|]{2,40}$"
)  # "© Agency" alone credits a picture more often than the page
_FILM = re.compile(
    r"^\W*(?:watch|video|vidéo|vídeo|видео|فيديو|動画|视频|영상)\b\s*(?:below|above|now)?\s*[:：]",
    re.IGNORECASE,
)
_STAMP_CUE = re.compile(
    r"\b(?:published|updated|posted|last|modified|on|at|created|first|date|veröffentlicht|aktualisiert|stand|am|um|uhr|vom|publié|mis|mise|jour|modifié|le|à|publicado|actualizado|atualizado|el|em|às|las|hora|hrs?|pubblicato|aggiornato|il|alle|ore|gepubliceerd|bijgewerkt|om|publicerad|uppdaterad|kl|den|klo|julkaistu|päivitetty|"
    r"opublikowano|dnia|godz|publikováno|опубликовано|обновлено|в|г|опубліковано|yayın(?:lanma)?|güncelleme|saat|tarihi?|diterbitkan|diperbarui|pukul|wib|imechapishwa|imesasishwa|saa|đăng|lúc|ngày|cập|nhật|نشر|تحديث|آخر|الساعة|am|pm|gmt|utc|cet|cest|est|edt|pst|pdt|ist|jst|kst|eat|bst|msk|мск)\b|公開|更新|配信|投稿|入力|入稿|発表|发布|發布|更新时间|时间|입력|수정|등록|기사|午前|午後|오전|오후|上午|下午",
    re.IGNORECASE,
)


class Look(StrEnum):
    """What a line looks like by itself."""

    RULE = "rule"  # "___", "***"
    LABEL = "label"  # machine-made
    DATE = "date"  # nothing but a date
    SUFFIXED = "suffixed"  # "headline | outlet" where the headline is another line
    BYLINE = "byline"
    CAPTION = "caption"
    NOTE = "note"  # contributors, corrections
    RIGHTS = "rights"
    COOKIE = "cookie"
    RELATED_HEADING = "related heading"
    REACTION_HEADING = "reaction heading"
    POINTER = "pointer"  # "Read also: ..."
    PROMPT = "prompt"
    MENU = "menu"
    PROSE = "prose"
    SHORT = "short"  # heading-like, or a fragment


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dump, cleaned."""

    text: str
    group: int  # number of the run of lines without a blank line that it stands in
    look: Look = Look.SHORT


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines that hold something, hard-wrapped ones joined again, each with its look."""
    raw = re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text)
    lines: list[Line] = []
    group, blank = 0, False
    for printed, header in unmark(raw):
        words = clean(printed)
        if not words:
            blank = True
            continue
        if blank and lines:
            group += 1
        blank = False
        lines.append(Line(words, group, Look.MENU if header else Look.SHORT))
    joined = _unwrap(lines)
    titles = {_key(line.text) for line in joined}
    return tuple(
        line if line.look is Look.MENU else replace(line, look=_look(line.text, titles)) for line in joined
    )


def _unwrap(lines: Sequence[Line]) -> list[Line]:
    """Join lines that were broken at a fixed width: most are near it and end inside a sentence."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.group == b.group]
    broken = [
        (a, b)
        for a, b in pairs
        if 40 <= len(a.text) <= 110 and not _SENTENCE_END.search(a.text) and not _RULE.match(b.text)
    ]
    if len(broken) < 6 or len(broken) < 0.5 * len(pairs):
        return list(lines)
    width = max(len(a.text) for a, _ in broken)
    if width > 110 or sum(b.text[0].islower() for _, b in broken) < 0.3 * len(broken):
        return list(lines)
    joined: list[Line] = [lines[0]]
    last = len(lines[0].text)
    for line in lines[1:]:
        apart = Look.MENU in {line.look, joined[-1].look} or is_byline(line.text)
        if line.group == joined[-1].group and last >= 0.72 * width and not apart:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        last = len(line.text)
    return joined


def _look(text: str, titles: set[str]) -> Look:
    if len(text) > _ONLY_PROSE:
        return Look.PROSE
    if _RULE.match(text) and not _CJK.search(text):
        return Look.RULE
    if len(text) <= 200 and is_label(text):
        return Look.LABEL
    if is_date_line(text):
        return Look.DATE
    if suffixed(text, titles):
        return Look.SUFFIXED
    short = len(text) <= 120
    if short and cues.RELATED_HEADING.match(text):
        return Look.RELATED_HEADING
    if short and cues.REACTION_HEADING.match(text):
        return Look.REACTION_HEADING
    if short and (cues.MENU.match(text) or cues.TIME_AGO.match(text)):
        return Look.MENU
    if len(text) <= _RIGHTS_LONGEST and is_rights(text) and not _BARE_CREDIT.match(text):
        return Look.RIGHTS
    if _is_cookie_notice(text):
        return Look.COOKIE
    if is_note(text) or (len(text) <= 300 and cues.ORIGIN_NOTE.match(text)):
        return Look.NOTE
    if is_caption(text):
        return Look.CAPTION
    if short and is_byline(text):
        return Look.BYLINE
    aside = aside_of(text, 0.0)
    if aside is AsideKind.RELATED:
        # "Watch: The minister speaks to reporters." is what stands under a film, not a headline elsewhere.
        return Look.CAPTION if _FILM.match(text) and len(text.split()) >= _PROSE_WORDS else Look.POINTER
    if aside is AsideKind.PROMOTION or is_prompt(text):
        return Look.PROMPT
    return Look.PROSE if is_prose(text) else Look.SHORT


def _is_cookie_notice(text: str) -> bool:
    word = cues.COOKIE_WORD.search(text) if len(text) <= _NOTICE_LONGEST else None
    if word is None or not cues.COOKIES.search(text):
        return False
    # In a sentence of some length the site itself must speak, or speak to the reader: a report may mention cookies.
    return (
        len(text) <= _BRIEF_NOTICE
        or word.start() <= 25
        or bool(cues.WE_USE.search(text))
        or speaks_to_reader(text)
    )


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph: at least one whole sentence of some length."""
    if len(text) >= _LONG_PROSE:
        return True
    if not _SENTENCE_END.search(text):
        return False
    cjk = len(_CJK.findall(text))
    return cjk >= _PROSE_CJK if cjk > len(text) // 3 else len(text.split()) >= _PROSE_WORDS


def is_headline(text: str) -> bool:
    """Whether a line may be a headline: short, and not ended as a sentence of prose is."""
    if not 2 <= len(text) <= _HEADLINE_LONGEST or not any(c.isalpha() for c in text):
        return False
    if _FULL_STOP.search(text) and not _ABBREVIATION.search(text):
        return False
    cjk = len(_CJK.findall(text))
    return len(text) >= 6 if cjk > len(text) // 3 else len(text.split()) >= 3


def is_subheading(text: str) -> bool:
    """Whether a short line may head a part of the report: a headline, or one or two words without a stop."""
    brief = len(text.split()) <= 2 and text[0].isalnum() and text[-1].isalnum() and not text[0].islower()
    return len(text) <= _SUBHEADING and (brief or is_headline(text))


def is_prompt(text: str) -> bool:
    """Whether a line asks the reader to subscribe, choose, comment, follow; a sentence that quotes somebody does not."""
    if len(text) > _PROMPT_LONGEST or re.search(r"[\"“”«»„「]", text):
        return False
    found = cues.PROMPT.search(text)
    if not found:
        return False
    # In a longer line the cue alone may be news ("readers can sign up at the town hall"): it must speak to the reader.
    return len(text) <= 60 or found.start() <= 3 or bool(cues.SECOND_PERSON.search(text))


def speaks_to_reader(text: str) -> bool:
    """Whether a short line addresses the reader and quotes nobody."""
    return (
        len(text) <= _PROMPT_LONGEST
        and bool(cues.SECOND_PERSON.search(text))
        and not re.search(r"[\"“”«»„「]", text)
    )


def is_list_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return bool(_BULLET.match(text))


def is_date_line(text: str, language: str = "") -> bool:
    """Whether a line is a printed date and hardly anything else."""
    return printed_date_language(text, language) is not None


def printed_date_language(text: str, *preferred: str) -> str | None:
    """Return the language in which a line is a date and hardly anything else, or None."""
    if len(text) > _DATE_LINE or not _YEAR.search(ascii_digits(text)):
        return None
    plain = _in_order(text)
    for language in dict.fromkeys((*filter(None, preferred), *_languages(plain))):
        if parse_printed_date(plain, language) is not None and _strangers(plain, language) <= 2:
            return language
    return None


def read_date(text: str, *preferred: str) -> datetime | None:
    """Return the moment that a line of a date gives, read in the first language that fits."""
    language = printed_date_language(text, *preferred)
    return parse_printed_date(_in_order(text), language) if language else None


def _in_order(text: str) -> str:
    """Put a Japanese, Chinese or Korean date printed in Western order into its own: "2. 3月 2027" is 2027年3月2日."""
    return _WESTERN_ORDER.sub(r"\g<y>年\g<m>月\g<d>日", text)


_WESTERN_ORDER = re.compile(r"(?P<d>\d{1,2})\s*[.日일]?\s*(?P<m>\d{1,2})\s*[月월]\s*,?\s*(?P<y>\d{4})(?!\d)")


def _languages(text: str) -> tuple[str, ...]:
    """Languages whose word for a month or weekday stands in the line; English for figures alone."""
    lowered = ascii_digits(text).casefold()
    known = _calendar_words()
    found = [code for word in _WORDS.findall(lowered) for code in known.get(word, ())]
    if found or _FIGURES.search(lowered):
        return tuple(dict.fromkeys((*found, "en", "de")))
    return ()


@cache
def _calendar_words() -> dict[str, tuple[str, ...]]:
    """First words of the names of months and weekdays -> the languages that have them."""
    table: dict[str, list[str]] = {}
    for code in _DATE_LANGUAGES:
        for name in {**month_names(code), **weekday_names(code)}:
            first = _WORDS.match(name)
            if first and len(first.group()) > 1:
                table.setdefault(first.group(), []).append(code)
    return {word: tuple(dict.fromkeys(codes)) for word, codes in table.items()}


_WORDS = re.compile(r"(?:[^\W\d_]|[\u0900-\u0dff\u0e30-\u0e4e\u064b-\u065f])+")
_FIGURES = re.compile(r"\d{4}\s*[-/.年년]\s*\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_YEAR = re.compile(r"(?:19|20|25)\d\d|(?:令和|平成|昭和)|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}\b")
_DATE_LANGUAGES = (
    "en de fr es pt it nl sv da nb fi is et lv lt pl cs sk sl hr sr hu ro bg ru uk el tr id ms sw vi ar fa ur he hi bn ta te th ja ko zh ca".split()
)  # fmt: skip


@cache
def _names_of(language: str) -> re.Pattern[str]:
    names = {*month_names(language), *weekday_names(language), *month_names("en"), *weekday_names("en")}
    return re.compile("|".join(rf"(?<![^\W\d]){re.escape(n)}" for n in sorted(names, key=len, reverse=True)))


def _strangers(text: str, language: str) -> int:
    """Words of a line that a printed date does not account for."""
    rest = _names_of(language).sub(" ", _STAMP_CUE.sub(" ", ascii_digits(text).casefold()))
    if _CJK.search(rest):
        return len(
            re.findall(
                r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]",
                re.sub(r"[年月日時分秒年월일시분초년曜週周星期요]", "", rest),
            )
        )
    return sum(len(w) > 2 for w in re.findall(r"[^\W\d_]+", rest))


def suffixed(text: str, titles: set[str]) -> tuple[str, str] | None:
    """Return (headline, outlet) where a line is another line with an outlet's name behind it."""
    if len(text) > _HEADLINE_LONGEST + _OUTLET_LONGEST:
        return None
    for found in _DIVIDER.finditer(text):
        title, outlet = text[: found.start()].strip(), text[found.end() :].strip()
        if _FULL_STOP.search(title):
            continue
        if len(title) >= _SHORTEST_TITLE and 2 <= len(outlet) <= _OUTLET_LONGEST and _key(title) in titles:
            return title, outlet
    return None


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
