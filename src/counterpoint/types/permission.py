"""What publishers say of reuse, and what follows from it.

Data way: Capture (headers, bytes) and the site's own files -> Signals -> Permission. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What may be done with a report, each asked for on its own."""

    FETCH = "fetch"  # ask the server for it
    STORE = "store"  # keep the bytes beyond the moment of analysis
    ANALYSE = "analyse"  # text and data mining: annotate, compare, count
    QUOTE = "quote"  # show a short quotation with its source
    SUMMARISE = "summarise"  # restate closely
    REPUBLISH = "republish"  # show the whole


class SignalKind(StrEnum):
    """How a reservation or licence is said."""

    ROBOTS = "robots"  # robots.txt, RFC 9309
    TDMREP = "tdmrep"  # TDM Reservation Protocol: header, meta or /.well-known/tdmrep.json
    RSL = "rsl"  # Really Simple Licensing 1.0
    AI_TXT = "ai.txt"
    META = "meta"  # robots metas and X-Robots-Tag: noai, noarchive, nosnippet ...
    SCHEMA = "schema"  # schema.org license, usageInfo, copyrightNotice
    WIRE = "wire"  # rights of ninjs, NewsML, NITF
    FEED = "feed"  # rights of the feed or its entry
    NOTICE = "notice"  # words in the text
    HELD = "held"  # a licence of the user's own, named in the settings


@dataclass(frozen=True, slots=True)
class Signal:
    """One statement, with the exact words that make it."""

    kind: SignalKind
    evidence: str  # exact words: the header's line, the tag, the sentence
    where: str  # the URL of the file, "header", "page" or "wire"
    denies: tuple[Action, ...] = ()
    allows: tuple[Action, ...] = ()  # beyond the law's default, such as by CC BY
    licence: str | None = None  # URL or name of the licence or policy it points to


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer for one action."""

    action: Action
    allowed: bool
    why: str  # a sentence that names what decided
    signal: Signal | None = None  # None: the default of law or settings
