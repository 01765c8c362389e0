"""What a site's own files say of reuse: robots.txt, tdmrep.json, ai.txt and RSL documents.

Data way: the text of such a file + a page's address -> Signals for that page, stored with its capture. Pure: the fetcher
brings the files; `site_files` names them. None of the readers raises, whatever the text: a file that is not of its format
says nothing. Rules that name other crawlers are not about us and give no Signal.

Whose: RFC 9309 with its groups and paths; RSL 1.0's `License`; Content Signals; the drafts of `Content-Usage`; the TDM
Reservation Protocol's tdmrep.json (first match in sequence); Spawning's ai.txt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from counterpoint.preferences import (
    AGENT,
    match_length,
    path_of,
    preference_signal,
    rsl_signals,
    tdm_signal,
    words,
)
from counterpoint.types import Action, Signal, SignalKind

_LARGEST = 512_000  # characters read of one file; RFC 9309, section 2.5, asks for 500 kiB at least
_MOST_RULES = 5_000  # of one tdmrep.json
_LINE = re.compile(r"\s*([A-Za-z][\w-]*)\s*:\s*(.*)")
_TOKEN = re.compile(r"[A-Za-z_-]+")
# Spawning's ai.txt opts out by kind of file, text among them; a page without an extension is text.
_TEXT_FILES = frozenset({"txt", "html", "htm", "xhtml", "xml", "md", "doc", "docx", "pdf", "rtf", "odt"})
_EXTENSION = re.compile(r"(?:/?\*)?\*?\.(\w{1,8})\$?")


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site that may say something of reuse."""

    kind: SignalKind
    url: str


_Rule = tuple[str, str, str]  # name in lower case, value, the line itself


def site_files(url: str) -> tuple[SiteFile, ...]:
    """Return the well-known files of a page's origin, in the order to ask for them; none for what is not http(s).

    RSL documents have no place of their own: robots.txt, headers and pages point to them (preferences.unread_licences).
    """
    origin = _origin(url)
    if origin is None:
        return ()
    return (
        SiteFile(SignalKind.ROBOTS, f"{origin}/robots.txt"),
        SiteFile(SignalKind.TDMREP, f"{origin}/.well-known/tdmrep.json"),
        SiteFile(SignalKind.AI_TXT, f"{origin}/ai.txt"),
    )


def site_signals(file: SiteFile, text: str, page: str, *, agent: str = AGENT) -> tuple[Signal, ...]:
    """Return what any of a site's files says of one page.

    Args:
        file: Which it is, and where it was read.
        text: Its content, decoded.
        page: The page's address.
        agent: Our product token or whole user agent.

    """
    match file.kind:
        case SignalKind.ROBOTS:
            return robots_signals(text, page, agent)
        case SignalKind.TDMREP:
            return tdmrep_signals(text, page)
        case SignalKind.AI_TXT:
            return ai_txt_signals(text, page, agent)
        case SignalKind.RSL:
            return rsl_document_signals(text, page, file.url)
        case _:
            return ()


def robots_signals(text: str, url: str, agent: str = AGENT) -> tuple[Signal, ...]:
    """Return what a robots.txt says of a page to our crawler.

    Args:
        text: The file.
        url: The page's address.
        agent: Our product token or whole user agent; its group counts, `*` where it has none.

    Returns:
        Disallow where it holds for the page (denies fetching), preferences for the page, and pointers to RSL documents.

    """
    where, path = _file(url, "/robots.txt"), path_of(url)
    ours, everyone = _rules(text, agent)
    found: list[Signal | None] = []
    if (ban := _ban(ours, path)) is not None:
        found.append(Signal(SignalKind.ROBOTS, words(ban), where, (Action.FETCH,)))
    for name, value, line in (*everyone, *ours):
        if name in {"content-signal", "content-usage"}:
            stated = _for_path(value, path)
            found.append(preference_signal(stated, line, where, SignalKind.ROBOTS) if stated else None)
        elif name == "license" and value:
            found.append(Signal(SignalKind.RSL, words(line), where, licence=_joined(where, value)))
    return tuple(dict.fromkeys(s for s in found if s is not None))


def tdmrep_signals(json_text: str, page_url: str) -> tuple[Signal, ...]:
    """Return what /.well-known/tdmrep.json says of a page: the first rule in sequence whose location matches it."""
    try:
        rules = json.loads(json_text.removeprefix("\ufeff")) if len(json_text) <= _LARGEST else None
    except (ValueError, RecursionError):
        return ()
    listed = [rules] if isinstance(rules, dict) else rules if isinstance(rules, list) else []
    path = path_of(page_url)
    for rule in listed[:_MOST_RULES]:
        if not isinstance(rule, dict) or not isinstance(location := rule.get("location"), str):
            continue
        pattern = (
            location
            if location.startswith(("/", "*"))
            else path_of(location)
            if "://" in location
            else f"/{location}"
        )
        if match_length(pattern, path) is None:
            continue
        policy = rule.get("tdm-policy")
        line = json.dumps(
            {k: rule[k] for k in ("location", "tdm-reservation", "tdm-policy") if k in rule},
            ensure_ascii=False,
        )
        where = _file(page_url, "/.well-known/tdmrep.json")
        signal = tdm_signal(
            str(rule.get("tdm-reservation")), policy if isinstance(policy, str) else None, line, where
        )
        return (signal,) if signal is not None else ()
    return ()


def ai_txt_signals(text: str, page_url: str, agent: str = AGENT) -> tuple[Signal, ...]:
    """Return what an ai.txt in Spawning's form says of a page: whether its text may be mined.

    Its rules are those of robots.txt over paths and kinds of files ("Disallow: *.txt"); a kind of text speaks for every page
    whose address ends in no other kind of file. The longest rule wins, of equal ones the one that disallows.
    """
    path = path_of(page_url)
    ours, everyone = _rules(text, agent)
    best: tuple[int, bool, str] | None = None
    for name, value, line in (*everyone, *ours):
        if name in {"allow", "disallow"} and (length := _reach(value, path)) is not None:
            best = max(best or (-1, False, ""), (length, name == "disallow", line))
    if best is None or not best[1]:
        return ()
    return (Signal(SignalKind.AI_TXT, words(best[2]), _file(page_url, "/ai.txt"), (Action.ANALYSE,)),)


def rsl_document_signals(xml_text: str, page_url: str, where: str) -> tuple[Signal, ...]:
    """Return what an RSL document says of a page; see preferences.rsl_signals.

    Args:
        xml_text: The document.
        page_url: The page's address.
        where: The document's address.

    """
    return rsl_signals(xml_text.removeprefix("\ufeff"), page_url, where)


def _rules(text: str, agent: str) -> tuple[list[_Rule], list[_Rule]]:
    """The rules of our group (`*` where we have none), and those that stand before or between all groups.

    A `License` set apart by a blank line is for everyone, as RSL's own examples have it.
    """
    token = _product(agent) or AGENT
    blocks: list[tuple[set[str], list[_Rule]]] = []
    everyone: list[_Rule] = []
    naming = apart = False  # whether crawlers are being named; whether a blank line came last
    for name, value, line in _lines(text):
        if name == "user-agent":
            if not naming:
                blocks.append((set(), []))
            blocks[-1][0].add(_product(value) or value)
            naming, apart = True, False
        elif not name:
            apart = True
        elif name == "sitemap":
            continue
        elif not blocks or (name == "license" and apart):
            everyone.append((name, value, line))
        else:
            naming = False
            blocks[-1][1].append((name, value, line))
    for wanted in (token, "*"):
        ours = [rules for crawlers, rules in blocks if wanted in crawlers]
        if ours:
            return [rule for rules in ours for rule in rules], everyone
    return [], everyone


def _product(agent: str) -> str | None:
    """The product token of a user agent, in lower case (RFC 9309, section 2.2.1)."""
    found = _TOKEN.match(agent.strip())
    return found[0].lower() if found else None


def _lines(text: str) -> Iterator[_Rule]:
    """Each line as name in lower case, value and the line itself; an empty name for a blank line."""
    for raw in text[:_LARGEST].removeprefix("\ufeff").splitlines():
        line = raw.partition("#")[0].strip()
        if not line and not raw.strip():
            yield "", "", ""
        elif found := _LINE.fullmatch(line):
            yield found[1].lower(), found[2].strip(), line


def _ban(rules: Sequence[_Rule], path: str) -> str | None:
    """The Disallow line that holds for a path: the longest match, Allow before Disallow of equal ones (RFC 9309, 2.2.2)."""
    best = (-1, True, "")
    for name, value, line in rules:
        if name in {"allow", "disallow"} and (length := match_length(value, path)) is not None:
            best = max(best, (length, name == "allow", line))
    return None if best[1] else best[2]


def _for_path(value: str, path: str) -> str | None:
    """The preferences of a line, which may begin with the path they are for; None where that is another path."""
    if not value.startswith("/"):
        return value
    pattern, _, stated = value.partition(" ") if " " in value else value.partition("\t")
    return stated if match_length(pattern, path) is not None else None


def _reach(pattern: str, path: str) -> int | None:
    """The length of an ai.txt pattern where it holds for a path, else None."""
    kind = _EXTENSION.fullmatch(pattern)
    if kind is None:
        return match_length(pattern, path)
    ending = re.search(r"\.(\w{1,8})$", path.partition("?")[0])
    own = ending[1].lower() if ending and not ending[1].isdigit() else "html"
    text = kind[1].lower() in _TEXT_FILES and own in {"html", "htm", "xhtml", "php", "asp", "aspx", "jsp"}
    return len(pattern) if text or kind[1].lower() == own else None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _file(url: str, path: str) -> str:
    return f"{_origin(url) or ''}{path}"


def _origin(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    netloc = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme.lower(), netloc, "", "", ""))
