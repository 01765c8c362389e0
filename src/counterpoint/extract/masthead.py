"""Title, outlet and bylines of a page: what its structured data says, checked against what is printed.

Data way: PageFacts and Layout -> title, outlet, names. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from counterpoint.extract.agencies import agency_named
from counterpoint.extract.byline import read_names
from counterpoint.extract.passages import Passage, Region
from counterpoint.extract.structured import PageFacts
from counterpoint.text import loose

_SEPARATOR = re.compile(r"\s+[|–—·•»«:›‹-]\s+|\s*[|｜丨]\s*|_(?=[^_]*$)")
_SAME = 0.6  # share of shared words from which a printed heading is the title that the head announces
_PROMPT = re.compile(r"\s+(?:follow|contact|view|see|read)\b.*$", re.IGNORECASE)  # buttons beside a name
_SECOND_LEVEL = {"co", "com", "org", "net", "gov", "ac", "or", "ne", "go", "edu", "gob", "gouv", "in"}
_NOT_CONTENT = {Region.RELATED, Region.PROMOTION, Region.NAVIGATION}
_BYLINE_REACH = 10  # passages after the title in which a byline is looked for; half as many after the text
_BYLINE_LENGTH = 120
_PIECE = 8  # shortest piece of a `<title>` that a printed heading may be recognised by, in characters
_TITLE_TAGS = {"h1", "h2", "h3", "div", "p", "span"}
_KICKER = 20  # shortest announced title before which a heading's first words are a kicker
_NO_NAMES = frozenset(
    "admin administrator redaktion redaktionsteam redakteur editor editors editorial staff newsroom newsdesk desk team webmaster "
    "redaccion redacción redacao redação redazione rédaction redactie redaktionen redakcja редакция author autor unknown "
    "publisher root user guest news press presse online web".split()
)


def find_title(facts: PageFacts, passages: Sequence[Passage], outlet: str | None) -> tuple[str, int]:
    """Return the title as printed and the index of its passage, or -1 where it is only in the head.

    A printed heading that agrees with what the head announces is best, a first-level one before others; then a lone
    first-level heading; then the announced title without the outlet's name.
    """
    announced = {
        loose(t): t for t in (strip_outlet(t, outlet, facts) for t in (*facts.titles, facts.head_title)) if t
    }
    sites = {loose(n) for n in (outlet, *facts.outlets) if n}
    pieces = {
        k
        for t in (*facts.titles, facts.head_title)
        for p in _SEPARATOR.split(t)
        if len(k := loose(p)) > _PIECE
    } - sites
    known = [(i, p, loose(p.text)) for i, p in enumerate(passages) if p.tag in _TITLE_TAGS]
    for index, passage, key in known:
        if passage.tag == "h1" and key not in sites and (title := _agreed(key, passage.text, announced)):
            return title, index
    for tags in ({"h1", "h2", "h3"}, _TITLE_TAGS):
        matches = [
            (len(k), -i, p)
            for i, p, k in known
            if p.tag in tags and k in pieces and p.region not in _NOT_CONTENT
        ]
        if matches:
            _, at, passage = max(matches, key=lambda m: m[:2])
            return passage.text.replace("\n", " "), -at
    first = [(i, p) for i, p in enumerate(passages) if p.tag == "h1" and p.region not in _NOT_CONTENT]
    if len(first) == 1 and (not announced or len(first[0][1].text.split()) >= 3):
        return first[0][1].text.replace("\n", " "), first[0][0]
    if announced:
        return next(iter(announced.values())), -1
    return (first[0][1].text.replace("\n", " "), first[0][0]) if first else ("", -1)


def _agreed(key: str, printed: str, announced: Mapping[str, str]) -> str | None:
    """The title that a printed heading and the announced titles agree on: as printed, without a kicker before it."""
    if not key:
        return None
    words = set(key.split())
    for other, title in announced.items():
        if key.endswith(f" {other}") and len(other) > _KICKER:
            return title
        short, long = sorted((len(key), len(other)))
        if key == other or ((key in other or other in key) and short > _PIECE and short >= _SAME * long):
            return printed.replace("\n", " ")
        union = words | set(other.split())
        if len(words & set(other.split())) >= _SAME * len(union):
            return printed.replace("\n", " ")
    return None


def strip_outlet(title: str, outlet: str | None, facts: PageFacts) -> str:
    """Return a title without the outlet's name before or after a separator."""
    names = {loose(n) for n in (outlet, *facts.outlets, _domain_name(facts.url)) if n}
    pieces = [(m.start(), m.end()) for m in _SEPARATOR.finditer(title)]
    if not pieces:
        return title
    last, first = pieces[-1], pieces[0]
    tail, head = loose(title[last[1] :]), loose(title[: first[0]])
    if _names_outlet(tail, names):
        return strip_outlet(title[: last[0]].strip(), outlet, facts)
    if _names_outlet(head, names):
        return strip_outlet(title[first[1] :].strip(), outlet, facts)
    bar = re.search(r"\s*[|｜]\s*[^|｜]{2,40}$", title)
    if bar and len(title[: bar.start()]) > 20:
        return title[: bar.start()].strip()
    return title


def _names_outlet(key: str, names: set[str]) -> bool:
    joined = key.replace(" ", "")
    return bool(joined) and any(
        joined == n.replace(" ", "") or (len(n) > 3 and n in key and len(key) < 2 * len(n) + 8) for n in names
    )


def find_outlet(facts: PageFacts, url: str) -> str | None:
    """Return who publishes the page: its own name for itself, else the suffix of its title, else its domain."""
    for name in facts.outlets:
        if 1 < len(name) <= 60 and "://" not in name:
            return _SEPARATOR.split(name)[0].strip(" @") or name  # "Fjord Herald | News from the coast"
    domain = _domain_name(url or facts.url)
    pieces = _SEPARATOR.split(facts.head_title)
    if len(pieces) > 1:
        tail = pieces[-1].strip()
        compact = loose(tail).replace(" ", "")
        if (
            compact
            and domain
            and (
                compact in domain.replace(".", "").replace("-", "")
                or domain.split(".")[0].replace("-", "") in compact
            )
        ):
            return tail
    return domain or None


def _domain_name(url: str) -> str:
    host = (urlsplit(url).hostname or "") if "://" in url else ""
    parts = host.split(".")
    if len(parts) < 2 or parts[-1].isdigit():  # an address in numbers has no domain
        return host
    keep = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-keep:])


def find_bylines(
    facts: PageFacts, passages: Sequence[Passage], title_at: int, last: int, outlet: str | None
) -> tuple[str, ...]:
    """Return the authors' names: structured data first, then the byline printed near the title."""
    for group in facts.authors:
        kept = _people(
            [n for value in group for n in read_names(value) or _single_name(value)], outlet, facts
        )
        if kept:
            return kept
    head = range(max(title_at - 3, 0), min(title_at + _BYLINE_REACH, len(passages)))
    foot = range(max(last - 2, title_at + 1), min(last + _BYLINE_REACH // 2, len(passages)))
    for index in (*head, *foot):
        passage = passages[index]
        if passage.region in _NOT_CONTENT or len(passage.text) > _BYLINE_LENGTH or index == title_at:
            continue
        marked = passage.region is Region.BYLINE and index in head
        names = [n for line in passage.text.split("\n") for n in read_names(line, cue_needed=not marked)]
        if kept := _people(names, outlet, facts):
            return kept
    return ()


def _single_name(value: str) -> tuple[str, ...]:
    """A name of one word, as writers of columns and weblogs sign, where the page's data calls it the author."""
    word = value.strip()
    if (
        not word.isalpha()
        or not word[0].isupper()
        or word.casefold() in _NO_NAMES
        or agency_named(word)
        or word.isupper()
    ):
        return ()
    return (word,)


def _people(names: Sequence[str], outlet: str | None, facts: PageFacts) -> tuple[str, ...]:
    """Names that are not the outlet's own, each once, the fuller form of those that one is part of another."""
    outlets = {loose(n).replace(" ", "") for n in (outlet, *facts.outlets, _domain_name(facts.url)) if n}
    kept: dict[str, str] = {}
    for name in (_PROMPT.sub("", n).strip() for n in names):
        key = loose(name)
        if not key or key.replace(" ", "") in outlets or "@" in name or "://" in name or len(name) > 80:
            continue
        if any(key in other for other in kept):
            continue
        kept = {k: v for k, v in kept.items() if k not in key}
        kept[key] = name
    return tuple(kept.values())
