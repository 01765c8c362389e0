"""Who reads: what of their region, languages and interests counts when stories are ranked.

Data way: settings and flags -> Reader. Pure. Nothing is guessed: who says nothing counts for nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from counterpoint.errors import ConfigError

if TYPE_CHECKING:
    from counterpoint.cluster.ranking import Reader
    from counterpoint.config import ReaderSettings


def add_reader(parser: argparse.ArgumentParser) -> None:
    """Take the reader's choices as flags, each of which may be given again."""
    for flag, metavar, says in (
        (
            "--region",
            "PLACE",
            "stories from there or told there rank higher: a country's code such as CH, or a place's name",
        ),
        ("--reads", "TAG", "stories with reports in this language rank higher, such as fr"),
        ("--interest", "WORDS", "stories that tell of a name or word rank higher"),
    ):
        parser.add_argument(
            flag,
            action="append",
            default=[],
            metavar=metavar,
            help=f"{says} (may be given again; default: the settings reader.*)",
        )


def reader_of(options: argparse.Namespace, settings: ReaderSettings, locale: str) -> Reader | None:
    """Return who reads; None for somebody of whom nothing is said.

    Args:
        options: With the flags of `add_reader`, each of which takes the place of its setting.
        settings: The section [reader].
        locale: In whose language places are named, beside English.

    Raises:
        ConfigError: No gazetteer knows a place.
    """
    from counterpoint.cluster.ranking import Reader

    region = options.region or settings.region
    countries, places = _region(region, locale.replace("_", "-").split("-")[0].lower())
    languages = options.reads or settings.languages
    reader = Reader(
        countries=countries,
        places=places,
        languages=frozenset(tag.replace("_", "-").split("-")[0].lower() for tag in languages),
        terms=frozenset(options.interest or settings.interests),
    )
    return None if reader == Reader() else reader


def _region(names: Sequence[str], language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Countries by code, and places by id; a country that is named in full is a country."""
    from counterpoint.places import country_of, name_of, place_id

    countries: set[str] = set()
    places: set[str] = set()
    for name in (n.strip() for n in names):
        code = name.upper()
        if len(name) == 2 and name_of(code, "en") != code:
            countries.add(code)
            continue
        place = place_id(name, language)
        if place is None:
            raise ConfigError(
                f"no place is known as {name or 'nothing'}; name a country by its code, such as CH, or a larger town",
                key="reader.region",
            )
        country = country_of(place) if place.startswith("territory:") else None
        if country is None:
            places.add(place)
        else:
            countries.add(country)
    return frozenset(countries), frozenset(places)
