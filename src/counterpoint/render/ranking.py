"""Why a story matters, in the reader's language.

Data way: Term (cluster/ranking.py) + Interface -> its name and its value in words. Pure.
"""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_timedelta

from counterpoint.places import name_of
from counterpoint.render.i18n import Interface
from counterpoint.types.stream import Term

PACE_HOURS = 6  # cluster.ranking.PACE_WINDOW; a test holds the two together


def term_words(term: Term, ui: Interface) -> tuple[str, str]:
    """Return a term's name and its value in words; in English, as they were made, where the term is not known here."""
    name = ui.messages.get(f"rank.{term.name}")
    said = _value(term, ui)
    return (term.name, term.words) if name is None or said is None else (name, said)


def _value(term: Term, ui: Interface) -> str | None:
    count = int(term.value)
    match term.name:
        case "origins":
            return ui.count("count.origins", count)
        case "countries":
            return ui.count("count.of_countries", count) if count else ui.say("rank.no_country")
        case "languages":
            return ui.count("count.languages", count) if count else ui.say("rank.no_language")
        case "pace":
            return _pace(term, ui)
        case "age":
            return _age(term, ui)
        case "region":
            names = dict.fromkeys(name_of(part, ui.code) for part in term.parts)
            return ui.say("rank.near", places=ui.listing(list(names)))
        case "interests":
            return ui.say("rank.tells", words=ui.listing(term.parts))
        case "readable":
            return ui.say("rank.read", languages=ui.listing([ui.language(code) for code in term.parts]))
    return None


def _pace(term: Term, ui: Interface) -> str:
    if not term.value or not term.parts:
        hours = format_timedelta(
            timedelta(hours=PACE_HOURS), granularity="hour", threshold=2, locale=ui.locale
        )
        return ui.say("rank.no_pace", hours=hours)
    times = ui.number(float(term.parts[0]))
    return ui.say("rank.pace_words", pace=ui.number(round(term.value, 1)), times=times)


def _age(term: Term, ui: Interface) -> str:
    if not term.parts:
        return ui.say("rank.no_time")
    past = timedelta(hours=-max(1.0, term.value))
    ago = format_timedelta(past, granularity="hour", threshold=2, add_direction=True, locale=ui.locale)
    return ui.say("rank.age_words", ago=ago)
