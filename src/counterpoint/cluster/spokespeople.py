"""Find who speaks for whom: "police spokesman Karl Weber" in one report is the "police" of another.

Data way: Reports + Utterances -> Spokespeople; asked by `cluster.restated`. Pure.

A speaker is an institution's voice where words introduce them so: by name ("Karl Weber, a spokesman for the ministry"),
or without one ("a police spokesman said"); so is a report by it. A title alone makes no spokesperson: an officer may have seen it off duty. Of an
institution that is named with several qualifiers in the story ("state police", "Tavel police") the bare word may mean
either, and ties nobody. Languages: English, German, French, Spanish, Italian, Portuguese, Dutch.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterpoint.cluster.press import report_of
from counterpoint.text import loose
from counterpoint.types import Report, Span, Utterance

_WORD = (
    r"(?:spokes(?:man|woman|person|people|men)|press\s+officer|sprecher(?:in)?|porte-parole|portavoz|portavoce|porta-voz|"
    r"woordvoerder|woordvoerster)"
)
_SPOKES = re.compile(rf"[\w-]*?{_WORD}\b", re.IGNORECASE)
_REACH = 90  # characters on either side in which name and institution stand
_OF = (
    r"(?:\s+(?:for|of|at|with|der|des|de\s+l['’]|de\s+la|du|des|de|del|della|dello|dell['’]|do|da|van|bij)(?:\s+|(?<=['’]))"
    r"(?:the\s+|het\s+|de\s+|la\s+|el\s+)?)"
)
_FORMER = re.compile(
    r"\b(?:former|ex|retired|then|ehemalig\w*|frühere\w*|anci\w+|ex-\w+|antig\w+|voormalig\w*)[\s-]*$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"^(?:an?|the|der|die|das|den|dem|ein|eine|einer|le|la|les|un|une|una|el|los|las|il|lo|o|os|as|um|uma|de|het|een)\s+|^l['’]",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    rf"^(?:(?P<before>[\w.&-]+(?:\s+[\w.&-]+){{0,4}}?)(?:['’]s)?[\s-]*{_WORD}|{_WORD}{_OF}(?P<after>.+))$", re.IGNORECASE
)  # fmt: skip
# Words before an institution that make it another one.
_QUALIFIER = re.compile(
    r"(?:^|\s)(?P<word>[A-ZÀ-ÖØ-Þ][\w-]+(?:['’]s)?|state|federal|local|city|county|military|national|regional|border|transport|"
    r"traffic|tourist|riot|provincial|municipal)\s+$"
)
# Words that begin a sentence before it.
_NO_QUALIFIER = re.compile(
    r"the|an?|d(?:er|ie|as|en|em)|l[aeo]s?|el|il|os?|as?|de|het|but|and|when|while|as|later|then|meanwhile|on|in|after|before|"
    r"since|if|that|this|their|its|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+ly",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Words that introduce a speaker as an institution's spokesperson."""

    person: str  # key of the speaker
    institution: str  # key of the institution
    words: Span


class Spokespeople:
    """Speakers of one story, those of one institution under one key."""

    def __init__(self, reports: Sequence[Report], utterances: Sequence[Utterance]) -> None:
        """Args: reports: Of the story. utterances: Whose sources are looked for."""
        sources = sorted({u.source for u in utterances if u.source})
        self._qualifiers = _qualifiers(reports, sources)
        self.introductions = tuple(self._introductions(reports, sources))
        institutions = {speaker_key(s) for s in sources}
        self._of: dict[str, str] = {}  # institution's key by speaker's
        for each in self.introductions:
            self._of.setdefault(each.person, self._of.get(each.institution, each.institution))
        for source in sources:
            institution = self._unnamed(source) or speaker_key(report_of(source))
            if institution in institutions:
                self._of.setdefault(speaker_key(source), self._of.get(institution, institution))
        self._of |= {key: key for key in self._of.values()}

    def institution(self, source: str) -> str:
        """Return the key of the institution that speaks with this source's voice; "" where nobody speaks for one."""
        return self._of.get(speaker_key(source), "")

    def _unnamed(self, source: str) -> str:
        """The institution of a spokesperson without a name; "" where it is none, or may be one of several."""
        match = _UNNAMED.match(_DEFINITE.sub("", source))
        key = speaker_key((match["before"] or match["after"] or "") if match else "")
        return "" if len(self._qualifiers.get(key, ())) > 1 else key

    def _introductions(self, reports: Sequence[Report], sources: Sequence[str]) -> Iterator[Introduction]:
        keys = {speaker_key(s): _DEFINITE.sub("", s) for s in sources if not _SPOKES.search(s)}
        for report in reports:
            text = report.article.text
            for found in _SPOKES.finditer(text):
                start = max(0, found.start() - _REACH, text.rfind("\n", 0, found.start()) + 1)
                window = text[start : found.end() + _REACH].partition("\n")[0]
                lower = window.lower()
                named = [k for k, printed in keys.items() if _surname(printed) in window]
                there = [(k, printed) for k, printed in keys.items() if printed and printed.lower() in lower]
                for person in named:
                    for institution, printed in there:
                        at = self._introduces(window, keys[person], printed)
                        if person != institution and at is not None:
                            words = report.article.span(start + at[0], start + at[1])
                            yield Introduction(person, institution, words)

    def _introduces(self, window: str, person: str, institution: str) -> tuple[int, int] | None:
        """Where the words introduce the one as the other's spokesperson."""
        if not _is_name(person) or not institution:
            return None
        inst = re.escape(institution)
        name = rf"(?:[\w.]+\s+){{0,2}}?(?:{re.escape(person)}|{re.escape(_surname(person))})\b"
        chief = r"(?:chief\s+|lead\s+)?"
        patterns = (
            rf"(?P<inst>\b{inst})(?:['’]s)?(?:\s+|-)?{chief}{_WORD},?\s+{name}",
            rf"(?P<lead>\b){_WORD}{_OF}(?P<inst>{inst}),?\s+{name}",
            rf"{name},\s+(?P<lead>(?:\w+\s+){{0,2}}?){_WORD}{_OF}(?P<inst>{inst}\b)",
            rf"{name},\s+(?:an?\s+|the\s+)?(?:[A-Z]\w+\s+)?(?P<inst>\b{inst})(?:['’]s)?(?:\s+|-)?{chief}{_WORD}",
        )
        for pattern in patterns:
            match = re.search(pattern, window, re.IGNORECASE)
            if match is None:
                continue
            before = window[: match.start("inst")]
            lead = match.groupdict().get("lead")
            if _FORMER.search(before) or (lead is not None and _FORMER.search(window[: match.end("lead")])):
                continue
            if _QUALIFIER.search(before) and len(self._qualifiers.get(speaker_key(institution), ())) > 1:
                continue
            return match.start(), match.end()
        return None


def speaker_key(source: str) -> str:
    """Return a key under which the same speaker is met again."""
    return loose(_DEFINITE.sub("", source)).replace("isation", "ization")


def _is_name(source: str) -> bool:
    """Whether a source may be a person's name: two words or more, each with a capital."""
    words = source.split()
    return len(words) > 1 and all(w[:1].isupper() or len(w) <= 3 for w in words)  # "van", "de la"


def _surname(person: str) -> str:
    return person.rsplit(maxsplit=1)[-1] if person.strip() else person


def _qualifiers(reports: Sequence[Report], sources: Iterable[str]) -> dict[str, set[str]]:
    """The words that stand before an institution's bare word in the story, for each institution of one word."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        bare = _DEFINITE.sub("", source)
        if " " in bare or not bare:
            continue
        for report in reports:
            for match in re.finditer(rf"\b{re.escape(bare)}\b", report.article.text, re.IGNORECASE):
                before = report.article.text[max(0, match.start() - 40) : match.start()]
                qualifier = _QUALIFIER.search(before)
                if qualifier and not _NO_QUALIFIER.fullmatch(qualifier["word"]):
                    found[speaker_key(source)].add(loose(qualifier["word"].removesuffix("'s")))
    return found
