"""What may be done with a report: one function decides, and says why.

Data way: Rights and Signals -> Permission. Pure; nothing here reads a page, a file or a setting.

The rule: what any signal denies is denied, save where an explicit licence for the very report allows it. A licence is for
the very report when it stands in the report's own words, in its page, in its wire item or in the answer that brought it,
and it overrules only what is said as near to the report or farther away: the agency's notice in the text stands against the
site's licence in the page's head. Without either, the law's default holds. Why so: docs/design/0007-rights-are-obeyed.md;
each signal and what it denies: docs/reference/rights.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from counterpoint.text import loose
from counterpoint.types import Action, Article, Permission, Rights, Signal, SignalKind, Use

SETTINGS = "settings"  # Signal.where of a licence that the user holds

_EVERYTHING = (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH)
_DONE = {
    Action.FETCH: "asked for",
    Action.STORE: "kept",
    Action.ANALYSE: "analysed",
    Action.QUOTE: "quoted",
    Action.SUMMARISE: "restated closely",
    Action.REPUBLISH: "shown whole",
}
# Where nothing is said. Copying for analysis and short quotations with their source are the law's exceptions (Directive
# (EU) 2019/790, article 4; Berne Convention, article 10); showing a work whole is the author's right.
_DEFAULT = {
    Action.FETCH: (True, "what is public may be asked for, politely"),
    Action.STORE: (True, "copies may be kept for one's own analysis"),
    Action.ANALYSE: (True, "text and data mining is not reserved"),
    Action.QUOTE: (True, "short quotations with their source are free"),
    Action.SUMMARISE: (True, "single sentences may be restated with their source"),
    Action.REPUBLISH: (False, "showing it whole needs a licence, and none is stated"),
}
# What the scale of a notice says of each action: see extract/rights.py for how words become a Use.
_NOTICE_DENIES = {
    Use.LINK: (Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH),
    Use.QUOTE: (Action.SUMMARISE, Action.REPUBLISH),
    Use.SUMMARISE: (Action.REPUBLISH,),
    Use.REPUBLISH: (),
}
_NOTICE_ALLOWS = {
    Use.LINK: (),
    Use.QUOTE: (),
    Use.SUMMARISE: (Action.QUOTE, Action.SUMMARISE),
    Use.REPUBLISH: _EVERYTHING,
}
# How near to the report a signal stands; what is nearer speaks of it more surely.
_FILE, _ANSWER, _PAGE, _WORDS, _HELD = range(5)
_LONGEST_EVIDENCE = 200  # characters of evidence in a sentence for people
_MAX_SNIPPET = re.compile(r"max-snippet\s*:\s*(\d{1,9})", re.IGNORECASE)


def decide(action: Action, *, rights: Rights | None = None, signals: Sequence[Signal] = ()) -> Permission:
    """Return whether an action is allowed, and why.

    Args:
        action: What is to be done.
        rights: What the report's own words say of its reuse; None where they were not read.
        signals: What is said besides: by the page, the answer's headers, the wire item, the site's files, the settings
            (`held_licences`). Their order does not matter.

    Returns:
        The answer with the signal that decided, None where the law's default does. `why` is one sentence in English.

    """
    said = (*notice_signals(rights), *signals)
    grants = [s for s in said if action in s.allows]
    standing = [s for s in said if action in s.denies and not any(_overrules(g, s) for g in grants)]
    if standing:
        signal = max(standing, key=_nearness)
        return Permission(
            action,
            False,
            f"It may not be {_DONE[action]}: {_says(signal)} “{_short(signal.evidence)}”.",
            signal,
        )
    if grants:
        signal = max(grants, key=lambda s: (s.licence is not None, _nearness(s)))
        return Permission(
            action, True, f"It may be {_DONE[action]}: {_says(signal)} “{_short(signal.evidence)}”.", signal
        )
    allowed, reason = _DEFAULT[action]
    return Permission(action, allowed, f"It may {'' if allowed else 'not '}be {_DONE[action]}: {reason}.")


def permissions(rights: Rights | None = None, signals: Sequence[Signal] = ()) -> tuple[Permission, ...]:
    """Return the answer for every action, in the order of `Action`."""
    return tuple(decide(action, rights=rights, signals=signals) for action in Action)


def may(action: Action, article: Article) -> bool:
    """Whether an action is allowed on an article, by its own words and by the signals it carries."""
    return decide(action, rights=article.rights, signals=article.signals).allowed


def widest_use(article: Article) -> Use:
    """Return the most that may be shown of an article, on the scale of `Use`.

    More than a short quotation is shown only where a licence says so, never by default.
    """
    answers = {p.action: p for p in permissions(article.rights, article.signals)}
    if not answers[Action.QUOTE].allowed:
        return Use.LINK
    if answers[Action.REPUBLISH].allowed:
        return Use.REPUBLISH
    restated = answers[Action.SUMMARISE]
    return Use.SUMMARISE if restated.allowed and restated.signal is not None else Use.QUOTE


def quote_limit(signals: Sequence[Signal]) -> int | None:
    """Return the most characters a quotation may have (`max-snippet`), None where no signal bounds it."""
    licences = [s for s in signals if Action.QUOTE in s.allows]
    limits = [
        int(found)
        for s in signals
        if s.kind is SignalKind.META and Action.SUMMARISE in s.denies
        if not any(_overrules(licence, s) for licence in licences)
        for found in _MAX_SNIPPET.findall(s.evidence)
    ]
    return min(limits, default=None)


def notice_signals(
    rights: Rights | None,
    *,
    kind: SignalKind = SignalKind.NOTICE,
    where: str = "page",
    evidence: str | None = None,
) -> tuple[Signal, ...]:
    """Return what a statement of rights says as a Signal; none where nothing is stated.

    Args:
        rights: As read by extract/rights.py.
        kind: Whose statement it is: the text's own, or a field of metadata.
        where: See `Signal.where`.
        evidence: Exact words, where they are more than the statement; such as the tag that holds it.

    """
    if rights is None or (rights.statement is None and rights.allows is Use.QUOTE):
        return ()
    allows = _NOTICE_ALLOWS[rights.allows]
    said = evidence or rights.statement or ""
    licence = (said or "stated") if allows else None
    return (Signal(kind, said, where, _NOTICE_DENIES[rights.allows], allows, licence),)


def held_licences(
    licensed: Iterable[str], *, names: Iterable[str | None] = (), url: str | None = None
) -> tuple[Signal, ...]:
    """Return the licences that the user holds for a report, as signals that allow everything but fetching.

    Args:
        licensed: Holders ("The Gull Agency") and hosts ("gull.example", which covers its subdomains), from the settings.
        names: Who the report is from, as far as known: the rights' holder, the agency whose copy it is, the outlet.
        url: Where it was read.

    """
    known = {loose(name) for name in names if name} - {""}
    host = _host(url)
    return tuple(
        Signal(SignalKind.HELD, f"licensed: {entry}", SETTINGS, allows=_EVERYTHING, licence=entry)
        for entry in sorted(licensed)
        if loose(entry) in known or _covers(entry, host)
    )


def _overrules(grant: Signal, denial: Signal) -> bool:
    """Whether what one signal allows stands against what another denies."""
    near, far = _nearness(grant), _nearness(denial)
    if grant.licence is not None:
        return near >= max(far, _ANSWER)
    return grant.kind is denial.kind and near > far  # TDMRep: the page's own value supersedes the site's


def _nearness(signal: Signal) -> int:
    if signal.kind is SignalKind.HELD:
        return _HELD
    if signal.kind in {SignalKind.NOTICE, SignalKind.WIRE}:
        return _WORDS
    if signal.where == "page":
        return _PAGE
    return _ANSWER if signal.where == "header" or signal.kind is SignalKind.FEED else _FILE


def _says(signal: Signal) -> str:
    if signal.kind is SignalKind.HELD:
        return "the settings name a licence,"
    if signal.kind is SignalKind.NOTICE:
        return "the report says"
    places = {"page": "its page says", "header": "the server's answer says", "wire": "the wire item says"}
    return places.get(signal.where, f"{signal.where} says")


def _short(evidence: str) -> str:
    line = " ".join(evidence.split())
    return line if len(line) <= _LONGEST_EVIDENCE else line[: _LONGEST_EVIDENCE - 1].rstrip() + "…"


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _covers(entry: str, host: str) -> bool:
    name = entry.strip().casefold().strip(".")
    return "." in name and bool(host) and (host == name or host.endswith(f".{name}"))
