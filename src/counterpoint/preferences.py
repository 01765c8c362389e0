"""What the published vocabularies of reuse say: their words, and the actions each denies.

Data way: words of a header, a tag or a site's file -> denied and allowed actions. Pure tables and small readers, used by
`extract` for pages and by `ingest` for the site's own files, so that a word means the same wherever it stands.

Whose: RFC 9309 (paths of robots.txt); TDM Reservation Protocol, W3C Community Group report; RSL 1.0 (rslstandard.org);
Content Signals (contentsignals.org); the IETF drafts on AI preferences (work in progress: see `USES`); the robots directives
as Google documents them, with DeviantArt's `noai`; Creative Commons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from counterpoint.types import Action, Signal, SignalKind

if TYPE_CHECKING:
    from lxml import etree

AGENT = "counterpoint"  # our product token, RFC 9309 section 2.2.1
RSL_TYPE = "application/rsl+xml"
_EVIDENCE = 300  # characters kept of one statement's words

# Words for uses in RSL 1.0 and its 0.9 draft, Content Signals and the AI preferences drafts. Training is denied to nobody
# here: nothing is trained. The AI preferences are drafts whose words changed from one to the next; a word stands in this
# table only where its meaning was the same in all of them.
USES: Mapping[str, tuple[Action, ...]] = {
    "all": (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH),
    "bots": (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH),
    "ai-all": (Action.ANALYSE, Action.SUMMARISE),
    "ai-input": (Action.ANALYSE, Action.SUMMARISE),
    "ai-use": (Action.ANALYSE, Action.SUMMARISE),
    "ai-index": (Action.ANALYSE,),
    "ai-summarize": (Action.SUMMARISE,),
    "search": (Action.QUOTE,),
    "ai-train": (),
    "train-ai": (),
    "train-genai": (),
}
_DIRECTIVES: Mapping[str, tuple[Action, ...]] = {
    "noai": (Action.ANALYSE, Action.SUMMARISE),
    "noml": (Action.ANALYSE, Action.SUMMARISE),
    "noimageai": (),
    "noarchive": (Action.REPUBLISH,),
    "nocache": (Action.REPUBLISH,),
    "noindex": (Action.REPUBLISH,),
    "none": (Action.REPUBLISH,),
    "nosnippet": (Action.QUOTE, Action.SUMMARISE),
}
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_AGENT_PREFIX = re.compile(r"\s*([\w.-]+)\s*:\s*(.*)", re.DOTALL)
_PREFERENCE = re.compile(r"([\w-]+)\s*=\s*\"?\??([\w-]+)\"?")
_FULL = (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH)
_CC = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z+-]{2,12})\b", re.IGNORECASE)
_CC_NAME = re.compile(r"\s*(?:cc|creative commons)[ -]?(by(?:[ -](?:nc|sa|nd)){0,2}|0|zero)\b", re.IGNORECASE)
# Licences of public bodies that allow everything with the source named.
_OPEN = re.compile(r"nationalarchives\.gov\.uk/doc/(?:open-government-licence|non-commercial)|govdata\.de/dl-de/(?:by|zero)", re.IGNORECASE)  # fmt: skip
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def words(text: str) -> str:
    """Return evidence on one line, without control characters, cut to what is kept of one statement."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _EVIDENCE]).split())
    return line if len(line) <= _EVIDENCE else line[: _EVIDENCE - 1] + "…"


def path_of(url: str) -> str:
    """Return the path and query of an address, "/" where it has none; what patterns of site files are held against."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def match_length(pattern: str, path: str) -> int | None:
    """Return the length of a pattern in octets where it matches a path from its beginning, else None.

    `*` is any run of characters, a closing `$` the path's end (RFC 9309, section 2.2.3). Linear in both lengths.
    """
    if not pattern:
        return None
    pattern, path = _canonical(pattern), _canonical(path)
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return None
    at = len(first)
    last = rest.pop() if anchored and rest else None
    for part in rest:
        at = path.find(part, at)
        if at < 0:
            return None
        at += len(part)
    ends = at == len(path) if last is None else len(path) - at >= len(last) and path.endswith(last)
    return len(pattern) if ends or not anchored else None


def preference_signal(value: str, line: str, where: str, kind: SignalKind) -> Signal | None:
    """Return what a list of preferences denies (`search=yes, ai-input=no`), None where it holds no known word.

    Args:
        value: The list, as in `Content-Signal` and `Content-Usage`.
        line: The whole line, as evidence.
        where: See `Signal.where`.
        kind: What it was read from.

    """
    stated = {name.lower(): said.lower() for name, said in _PREFERENCE.findall(value[:2000])}
    known = {name: said for name, said in stated.items() if name in USES}
    if not known:
        return None
    denies = _ordered(a for name, said in known.items() if said in {"n", "no", "0"} for a in USES[name])
    return Signal(kind, words(line), where, denies)


def directive_signal(value: str, line: str, where: str, agent: str | None) -> Signal | None:
    """Return what robots directives say (`noai, max-snippet:50`), None where none of them concerns reuse.

    Args:
        value: The directives; a header may name crawlers in it ("otherbot: noindex, noai").
        line: The whole tag or header, as evidence.
        where: "page" or "header".
        agent: Whom the tag is addressed to by its name, None for everyone. What is addressed to another crawler is kept as
            evidence and denies nothing.

    """
    denies: list[Action] = []
    concerns = False
    for raw in value[:2000].split(","):
        piece = raw
        prefix = _AGENT_PREFIX.match(piece)
        if prefix and prefix[1].lower() not in _VALUED:
            agent, piece = prefix[1].lower(), prefix[2]
        word = re.sub(r"\s", "", piece).lower()
        found = _snippet(word) if word.startswith("max-snippet:") else _DIRECTIVES.get(word)
        if found is not None:
            concerns = True
            denies += found if agent in {None, AGENT} else ()
    return Signal(SignalKind.META, words(line), where, _ordered(denies)) if concerns else None


def _snippet(word: str) -> tuple[Action, ...] | None:
    """`max-snippet`: 0 is `nosnippet`, -1 no bound; a bound leaves short quotations and no more (quote_limit)."""
    bound = re.fullmatch(r"max-snippet:(-?\d{1,9})", word)
    if bound is None or int(bound[1]) < 0:
        return None
    return _DIRECTIVES["nosnippet"] if int(bound[1]) == 0 else (Action.SUMMARISE,)


def tdm_signal(reservation: str, policy: str | None, line: str, where: str) -> Signal | None:
    """Return what a TDM reservation says: 1 reserves analysis, 0 does not, anything else is no value of the protocol.

    A policy is an offer to license, not a licence: analysis stays reserved until the user holds one.
    """
    match reservation.strip():
        case "1":
            return Signal(SignalKind.TDMREP, words(line), where, (Action.ANALYSE,), licence=policy or None)
        case "0":
            return Signal(SignalKind.TDMREP, words(line), where, allows=(Action.ANALYSE,))
        case _:
            return None


def licence_allows(address: str) -> tuple[Action, ...]:
    """Return what a public licence allows beyond the law's default, by its address or name; nothing for any other."""
    if _OPEN.search(address):
        return (Action.QUOTE, Action.SUMMARISE) if "non-commercial" in address.lower() else _FULL
    found = _CC.search(address) or _CC_NAME.match(address)
    if found is None:
        return ()
    terms = found[1].lower().replace(" ", "-").split("-")
    if "nd" in terms:
        return (Action.QUOTE,) if "nc" in terms else (Action.STORE, Action.ANALYSE, Action.QUOTE)
    if "nc" in terms:
        return (Action.QUOTE, Action.SUMMARISE)
    return _FULL if terms[0] in {"by", "zero", "mark", "0"} else ()


def licence_signal(address: str, line: str, where: str, *, kind: SignalKind, ours: bool = True) -> Signal:
    """Return a pointer to a licence; it allows something where the licence is public and is the report's own.

    Args:
        address: URL of the licence.
        line: The tag or header, as evidence.
        where: See `Signal.where`.
        kind: What vocabulary it stands in.
        ours: Whether the tag speaks for the report as a whole, not for a picture or a widget in it.

    """
    return Signal(
        kind, words(line), where, allows=licence_allows(address) if ours else (), licence=words(address)
    )


def unread_licences(signals: Collection[Signal]) -> tuple[str, ...]:
    """Return the addresses of RSL documents that signals only point to, in order: to be asked for and read."""
    found = (s.licence for s in signals if s.kind is SignalKind.RSL and not (s.denies or s.allows))
    return tuple(dict.fromkeys(a for a in found if a and a.startswith(("http://", "https://"))))


def rsl_signals(xml: str, page: str, where: str) -> tuple[Signal, ...]:
    """Return what an RSL 1.0 document says of one page; nothing where it is no RSL or does not cover the page.

    Uses that are only offered for payment, through a licence server, or to some users or places, are not held and so are
    denied; a licence that costs nothing or a mention of the source allows what it permits. Short quotations are denied only
    by name. Of several licences for a page any one may be taken, so that what one of them allows is not denied.

    Args:
        xml: The document, or the part of a page that holds one.
        page: The page's address.
        where: Where the document was read: its address, or "page".

    """
    contents = [c for c in _rsl_contents(xml) if _covers(c.get("url"), page) is not None]
    if not contents:
        return ()
    closest = max(_covers(c.get("url"), page) or 0 for c in contents)
    licences = [
        _terms(licence, content.get("server"))
        for content in contents
        if _covers(content.get("url"), page) == closest
        for licence in _named(content, "license")
    ]
    if not licences:
        return ()
    allows = _ordered(a for terms in licences for a in terms.allows)
    denies = _ordered(a for terms in licences for a in terms.denies if a not in allows)
    said = words("; ".join(terms.said for terms in licences))
    return (Signal(SignalKind.RSL, said, where, denies, allows, (where if allows else None)),)


@dataclass(frozen=True, slots=True)
class _Terms:
    """One licence of an RSL document."""

    said: str
    denies: tuple[Action, ...]
    allows: tuple[Action, ...]


# What a list of permitted uses that leaves an action out denies, and what one that names it allows. Quotations and copies
# are no part of RSL's uses but for `all` and `search`, and are never denied by silence.
_LISTED = (Action.ANALYSE, Action.SUMMARISE)
_FREE_OF_CHARGE = frozenset({"free", "attribution"})
_LARGEST_RSL = 500_000  # characters of a document; a site's whole catalogue in RSL is a feed, and is not read
_MOST_CONTENTS = 2_000


def _terms(licence: etree._Element, server: str | None) -> _Terms:
    permits, prohibits, conditions = set[str](), set[str](), [f'server="{server}"'] if server else []
    said = []
    for element in _named(licence, "permits", "prohibits", "payment"):
        kind, name = (element.get("type") or "").strip().lower(), _local(element)
        value = " ".join("".join(map(str, element.itertext())).split())
        said.append(f'<{name} type="{kind}">{value if name != "payment" else ""}</{name}>')
        if name == "payment":
            conditions += [kind] if kind and kind not in _FREE_OF_CHARGE else []
        elif kind in {"usage", ""}:
            (permits if name == "permits" else prohibits).update(re.split(r"[\s,]+", value.lower()))
        else:
            conditions.append(kind)
    forbidden = {a for use in prohibits for a in USES.get(use, ())}
    listed = {a for use in permits for a in USES.get(use, ())} if permits - {""} else set(_LISTED)
    held = set() if conditions else (listed & {Action.ANALYSE}) - forbidden
    denied = forbidden | (set(_LISTED) if conditions else set(_LISTED) - listed)
    return _Terms(
        " ".join([*said, *(c for c in conditions if c.startswith("server"))]) or "<license>",
        _ordered(denied),
        _ordered(held),
    )


def _rsl_contents(xml: str) -> list[etree._Element]:
    """The `content` elements of a document; entities stay unresolved and nothing is fetched."""
    from lxml import etree  # noqa: PLC0415 - a fifth of a CPU second that most runs never need

    if len(xml) > _LARGEST_RSL or "license" not in xml:
        return []
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8"
    )
    bare = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", xml).strip()
    try:
        root = etree.fromstring(bare.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    return list(islice(root.iter("{*}content"), _MOST_CONTENTS)) if root is not None else []


def _named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of an element with one of some names, in any namespace."""
    return element.iterchildren(*(f"{{*}}{name}" for name in names))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _covers(pattern: str | None, page: str) -> int | None:
    """Return how closely a `content` pattern covers a page, None where it does not; no pattern covers what it stands in."""
    if not pattern:
        return 0
    pattern = pattern.strip()
    if pattern.startswith("/"):
        return match_length(pattern, path_of(page))
    try:
        wanted, given = urlsplit(pattern), urlsplit(page)
        same = (wanted.hostname or "") == (given.hostname or "")
    except ValueError:
        return None
    return match_length(path_of(pattern), path_of(page)) if same else None


def _ordered(actions: Iterable[Action]) -> tuple[Action, ...]:
    found = set(actions)
    return tuple(a for a in Action if a in found)


def _canonical(path: str) -> str:
    """A path as RFC 9309 compares it: unreserved characters decoded, all others percent-encoded in capitals."""

    def decoded(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    plain = _ESCAPE.sub(decoded, path)
    return (
        plain
        if plain.isascii()
        else quote(plain, safe="".join(map(chr, range(0x21, 0x7F))), errors="replace")
    )
