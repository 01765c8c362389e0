"""Speak to the reader: interface words, plurals, dates and numbers in the reader's language.

Data way: locale code -> Interface, which the page, the terminal and Markdown ask. Reads only the message
files of this package (messages/*.toml); otherwise pure.

Plural categories, dates, numbers and lists follow CLDR through Babel. Dates are said as precisely as
they are known: a month stays a month.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from counterpoint.errors import ConfigError

LOCALES = ("en", "sw", "ja", "ko", "fr", "ar")  # in the order shown to users

# English for the world (9 March 2026), not for one country.
_REGIONS = {"en": "en_001"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}  # TIMEX3 codes
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|AU|WI)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Interface:
    """One reader's language. Messages are templates with `{named}` places."""

    code: str
    locale: Locale
    messages: dict[str, str]  # "section.key" -> template; plurals as "section.key.<category>"
    direction: str  # "ltr" or "rtl"

    def template(self, key: str) -> str:
        """Return a message as written in the catalogue.

        Raises:
            KeyError: No such message: a caller's bug.

        """
        return self.messages[key]

    def plural(self, key: str, count: int) -> str:
        """Return the template of a counted message for this count."""
        category = self.locale.plural_form(count)
        return self.messages.get(f"{key}.{category}") or self.messages[f"{key}.other"]

    def say(self, key: str, **values: object) -> str:
        """Return a message with its places filled, as plain text."""
        return self.template(key).format(**values)

    def count(self, key: str, count: int) -> str:
        """Return a counted message: "3 reports"."""
        return self.plural(key, count).format(n=self.number(count))

    def known(self, section: str, key: str) -> str:
        """Return the message of an open-ended code, or the code itself where the catalogue has none."""
        return self.messages.get(f"{section}.{key}", key)

    def number(self, value: float) -> str:
        """Return a number with the locale's digits and separators."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """Return a share of 1 as a whole percentage, rounded down so that 100 % means all."""
        return str(format_percent(int(share * 100) / 100, locale=self.locale))

    def listing(self, items: Sequence[str], style: str = "standard") -> str:
        """Return items joined as the language joins them; style "or" for alternatives."""
        return str(format_list(list(items), style=style, locale=self.locale))  # type: ignore[arg-type]

    def language(self, code: str) -> str:
        """Return a language's name in the reader's language, or its code."""
        return self.locale.languages.get(code) or code

    def moment(self, when: datetime) -> str:
        """Return a date and time, with its offset from UTC where it has one."""
        clock = format_skeleton("Hm", when, locale=self.locale)
        glue = str(self.locale.datetime_formats["medium"])
        said = glue.replace("'", "").format(clock, self.day(when))
        offset = when.utcoffset()
        return said if offset is None else f"{said} {_offset(offset)}"

    def day(self, when: date) -> str:
        """Return a calendar day."""
        return str(format_date(when, "long", locale=self.locale))

    def date(self, value: str) -> str:
        """Return an ISO 8601 or TIMEX3 date for a reader, as precise as it is; other values as they are."""
        for pattern, speak in _FORMS:
            match = pattern.fullmatch(value)
            if match:
                try:
                    return speak(self, match)
                except ValueError:  # such as month 13
                    return value
        try:
            when = datetime.fromisoformat(value)
        except ValueError:
            return value
        return self.moment(when) if "T" in value else self.day(when)


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


def _year(ui: Interface, match: re.Match[str]) -> str:
    return str(format_skeleton("y", date(int(match[0]), 1, 1), locale=ui.locale))


def _month(ui: Interface, match: re.Match[str]) -> str:
    return str(format_skeleton("yMMMM", date.fromisoformat(f"{match[0]}-01"), locale=ui.locale))


def _week(ui: Interface, match: re.Match[str]) -> str:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return ui.say("date.week", date=ui.day(monday))


def _quarter(ui: Interface, match: re.Match[str]) -> str:
    day = date(int(match[1]), 3 * int(match[2]), 1)
    return ui.say("date.quarter", quarter=format_skeleton("yQQQQ", day, locale=ui.locale))


def _season(ui: Interface, match: re.Match[str]) -> str:
    return ui.say(f"date.{_SEASONS[match[2]]}", year=match[1])


_FORMS: tuple[tuple[re.Pattern[str], Callable[[Interface, re.Match[str]], str]], ...] = (
    (_YEAR, _year),
    (_MONTH, _month),
    (_WEEK, _week),
    (_QUARTER, _quarter),
    (_SEASON, _season),
)


@cache
def interface(code: str) -> Interface:
    """Return the interface in a language, by BCP 47 tag; a region is accepted and ignored.

    Raises:
        ConfigError: No catalogue for it; the message names those there are.

    """
    primary = code.replace("_", "-").split("-")[0].lower()
    if primary not in LOCALES:
        known = ", ".join(LOCALES)
        raise ConfigError(f"There is no interface in “{code}”; choose one of {known}.", key="locale")
    locale = Locale.parse(_REGIONS.get(primary, primary))
    return Interface(primary, locale, _messages(primary), locale.text_direction)


def _messages(code: str) -> dict[str, str]:
    file = resources.files("counterpoint.render") / "messages" / f"{code}.toml"
    flat: dict[str, str] = {}
    for section, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for key, message in entries.items():
            if isinstance(message, str):
                flat[f"{section}.{key}"] = message
            else:
                flat |= {f"{section}.{key}.{category}": text for category, text in message.items()}
    return flat


@cache
def direction(language: str) -> str:
    """Return the writing direction of a language, or "auto" where it is unknown."""
    if language == "und":
        return "auto"
    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (ValueError, UnknownLocaleError):
        return "auto"
