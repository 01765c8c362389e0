"""What a reader types, read: no input breaks it.

Data way: text -> Query. Pure. Words are all sought; "a phrase" as it stands; -word left out; a OR b either; word* by its
beginning; title:word in the title; lang:fr, site:outlet.example, after:2026-01-31 and before:2026-02 narrow down. Whatever
is none of these is sought as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import regex

from counterpoint.desk.words import query_words

MOST_PIECES = 32  # of a query; more are passed over: nobody types them, and each costs a look-up
# To rank is to read every match: of words that stand everywhere, only the newest so many are ranked.
RANKED = 1_000
_PIECE = regex.compile(r'(?P<not>-?)(?:(?P<field>\p{L}{2,10}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DATE = regex.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "−": "-", "–": "-"}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens that follow one another."""

    tokens: tuple[str, ...]
    beginning: bool = False  # the last token is the beginning of a word
    title: bool = False  # only in titles


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted` (each a choice of pieces) and none of `unwanted`, within the bounds."""

    wanted: tuple[tuple[Piece, ...], ...] = ()
    unwanted: tuple[Piece, ...] = ()
    languages: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    after: datetime | None = None  # inclusive, UTC
    before: datetime | None = None  # exclusive, UTC


def parse_query(text: str) -> Query:
    """Return what a text asks for. Never fails; "" asks for everything."""
    wanted: list[tuple[Piece, ...]] = []
    unwanted: list[Piece] = []
    bounds: dict[str, list[str]] = {"lang": [], "site": []}
    times: dict[str, datetime] = {}
    either = False
    for match in list(_PIECE.finditer(text.translate(_QUOTES)))[:MOST_PIECES]:
        said = match["phrase"] if match["phrase"] is not None else match["word"]
        name = (match["field"] or "").lower()
        if said in {"OR", "|"} and not name and match["word"]:
            either = bool(wanted)
            continue
        if name in bounds and said:
            bounds[name].append(said.lower().removeprefix("www."))
        elif name in {"after", "before"} and (moment := _moment(said)) is not None:
            times[name] = moment
        else:
            piece = _piece(
                said if name in {"", "title"} else f"{match['field']} {said}", title=name == "title"
            )
            if piece is None:
                continue
            if match["not"]:
                unwanted.append(piece)
            elif either:
                wanted[-1] = (*wanted[-1], piece)
            else:
                wanted.append((piece,))
        either = False
    return Query(
        tuple(wanted),
        tuple(unwanted),
        tuple(bounds["lang"]),
        tuple(bounds["site"]),
        times.get("after"),
        times.get("before"),
    )


def _piece(said: str, *, title: bool) -> Piece | None:
    tokens, beginning = query_words(said)
    return Piece(tuple(tokens), beginning or said.endswith("*"), title) if tokens else None


def _moment(said: str) -> datetime | None:
    """The start of a year, month or day."""
    match = _DATE.fullmatch(said)
    if match is None:
        return None
    try:
        return datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=UTC)
    except ValueError:
        return None
