"""Read a file of outlets: who publishes, where, in which languages, and who owns it.

Data way: CSV, JSON or JSON lines -> Outlets, before any report. Pure: bytes in.

A row needs a domain, or a name where the reports are files without an address. Columns may stand in any order; those that are
not known are passed over and named. What is wrong with a row is said with its line, and the other rows are read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from counterpoint.text import loose
from counterpoint.types import Outlet, Rejected

COLUMNS = ("domain", "name", "kind", "country", "region", "languages", "owner", "affiliations")
MAX_BYTES = 20_000_000  # a row is some 100 bytes: all the world's newspapers fit
MAX_ROWS = 100_000
_LONGEST = 200  # characters of a name, a region or an owner
_MOST_AFFILIATIONS = 20  # of one outlet
_MOST_SAID = 50  # refusals that are named one by one
_DOMAIN = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_KINDS = frozenset({"outlet", "agency"})
# Written where nobody is meant: they would make one owner of all who write so.
_NOBODY = frozenset({"", "-", "?", "n/a", "na", "none", "null", "unknown", "independent", "self", "own"})


@dataclass(frozen=True, slots=True)
class OutletFile:
    """What a file of outlets holds."""

    outlets: tuple[Outlet, ...]  # each domain once, in the file's order
    rejected: tuple[Rejected, ...]
    passed_over: tuple[str, ...] = ()  # names of columns that are not known


def read_outlets(content: bytes, *, name: str) -> OutletFile | Rejected:
    """Return the outlets of a file, or why it is none.

    Args:
        content: The file's bytes: UTF-8 (or UTF-16 with its mark); CSV with a line of column names, separated by commas,
            semicolons or tabs, or a JSON list of objects, or one object a line.
        name: What to call it where something is refused.

    """
    if len(content) > MAX_BYTES:
        return Rejected(name, "ingest", f"larger than {MAX_BYTES // 1_000_000} MB: split the file")
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig").replace(
            "\x00", ""
        )
    except UnicodeDecodeError:
        return Rejected(name, "ingest", "not UTF-8: save it as UTF-8")
    if not text.strip():
        return Rejected(name, "ingest", f"an empty file; the first line names columns: {','.join(COLUMNS)}")
    try:
        rows = list(_json(text) if text.lstrip()[0] in "[{" else _csv(text))
    except (ValueError, csv.Error, RecursionError) as error:
        return Rejected(name, "ingest", f"cannot be read: {error}")
    return _outlets(rows[:MAX_ROWS], name, cut=len(rows) > MAX_ROWS)


def domain_in(words: str) -> str:
    """Return the domain of an address or a bare domain, lower case and without "www."; "" where there is none."""
    bare = words.strip().lower()
    try:
        host = urlsplit(bare if "//" in bare else f"//{bare}").hostname or ""
        host = host.rstrip(".").removeprefix("www.").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    return host if _DOMAIN.fullmatch(host) else ""


_Row = tuple[int, Mapping[str, object]]  # with its line, or its place in the list


def _csv(text: str) -> Iterator[_Row]:
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = [(n or "").strip().lower() for n in reader.fieldnames or ()]
    if not {"domain", "name"} & set(names):
        raise ValueError(
            f"its first line names no column domain or name; it is to be like {','.join(COLUMNS)}"
        )
    if len(set(names)) < len(names):
        raise ValueError("two columns of its first line have one name")
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, {k: v for k, v in row.items() if k is not None}


def _json(text: str) -> Iterator[_Row]:
    stripped = text.lstrip()
    if stripped[0] == "[":
        for number, row in enumerate(json.loads(text), start=1):
            yield number, row if isinstance(row, dict) else {}
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            row = json.loads(line)
            yield number, row if isinstance(row, dict) else {}


def _outlets(rows: Sequence[_Row], name: str, *, cut: bool) -> OutletFile:
    found: dict[str, Outlet] = {}
    refused: list[Rejected] = []
    for line, row in rows:
        made = _outlet({str(k).strip().lower(): v for k, v in row.items()})
        if isinstance(made, str):
            refused.append(Rejected(f"{name}:{line}", "ingest", made))
        elif (key := made.domain or made.name) in found:
            refused.append(Rejected(f"{name}:{line}", "ingest", f"{key} stands there twice; the first holds"))
        else:
            found[key] = made
    if len(refused) > _MOST_SAID:
        more = f"and {len(refused) - _MOST_SAID} more rows were refused"
        refused[_MOST_SAID:] = [Rejected(name, "ingest", more)]
    if cut:
        refused.append(Rejected(name, "ingest", f"rows after the first {MAX_ROWS:,}: split the file"))
    known = {str(k).strip().lower() for _, row in rows for k in row}
    return OutletFile(tuple(found.values()), tuple(refused), tuple(sorted(known - {*COLUMNS, ""})))


def _outlet(row: Mapping[str, object]) -> Outlet | str:
    """One row as an outlet, or what is wrong with it."""
    said = _words(row.get("domain"))
    domain = domain_in(said)
    called = _words(row.get("name"))[:_LONGEST]
    if said and not domain:
        return f"{said[:80]!r} is no domain: write it like example.org"
    if not domain and not called:
        return "neither a domain nor a name"
    kind = _words(row.get("kind")).lower() or "outlet"
    if kind not in _KINDS:
        return f"the kind is outlet or agency, not {kind[:40]!r}"
    country = _words(row.get("country")).upper()
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        return f"the country is two letters (ISO 3166-1), such as DE, not {country[:40]!r}"
    owner = _words(row.get("owner"))[:_LONGEST]
    return Outlet(
        domain=domain,
        name=called,
        kind=kind,
        country=country,
        region=_words(row.get("region"))[: _LONGEST // 2],
        languages=_languages(row.get("languages")),
        owner="" if owner.casefold() in _NOBODY else owner,
        affiliations=_names(row.get("affiliations")),
    )


def _languages(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else re.split(r"[\s,;|]+", _words(value))
    tags = [str(w).strip().lower() for w in words]
    return tuple(dict.fromkeys(t for t in tags if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", t)))


def _names(value: object) -> tuple[str, ...]:
    """The names of a list, or of a cell that separates them by semicolons or bars; each once, however it is spelt."""
    words = value if isinstance(value, list) else re.split(r"[;|]", _words(value))
    named = (_words(w)[:_LONGEST] for w in words)
    found = {loose(n): n for n in reversed([n for n in named if n.casefold() not in _NOBODY and loose(n)])}
    return tuple(reversed(found.values()))[:_MOST_AFFILIATIONS]


def _words(value: object) -> str:
    """A cell as one line; lists and objects are none."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
