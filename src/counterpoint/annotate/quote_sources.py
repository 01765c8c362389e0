"""Who speaks: the naming words of a quote, resolved within its article.

Data way: source Span, mentions, the quotes before it -> speaker's fullest name, or its noun phrase.
Pure.

The order of trust: a name in the naming words; an office that one mention holds; for a pronoun, the last speaker,
then the last person, of a fitting sex and number. A pronoun inside somebody's own words is never that somebody. What
stays unknown is None: an utterance given to the wrong person is worse than one given to nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.annotate import quote_cues as words
from counterpoint.text import loose
from counterpoint.types import Article, EntityKind, Mention, Sentence, Span

_REACH = 1_200  # characters back that a pronoun may reach for its person: some three paragraphs
_NEAR_TITLE = 24  # characters before a name in which a title tells its bearer's sex
_DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|their|its|der|die|das|ein|eine|le|la|les|l['’]|un|une|el|los|las|o|os|as|um|uma|il|lo|gli)\s+",
    re.IGNORECASE,
)
_SPEAKING = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE})
_BODY = re.compile(
    r"(?:ion|ment|ity|ism|report|study|survey|poll|police|court|agency|office|team|company|party|officials|scientists|authorities)$"
)
# Between a noun and the name in apposition to it: a comma, perhaps after a phrase of its own, or nothing.
_APPOSED = re.compile(r"^(?:\s+|[^,;]{0,60},\s*)$")
_POSSESSIVE = re.compile(r"['’]s?$")

# Third-person pronouns of the languages beside English, by sex.
_OTHER_MALE = frozenset("er il él ele egli lui hij он".split()) | {"彼", "他", "그", "هو"}
_OTHER_FEMALE = frozenset("elle ella ela lei zij она".split()) | {"彼女", "她", "그녀", "هي"}
_OTHER_ANY = frozenset("sie yeye ze они ils elles ellos eles loro wao".split())


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker as already resolved: what later pronouns reach back to."""

    speaker: str
    start: int  # of the naming words, or the content
    end: int


class Cast:
    """The persons and bodies of one article, with the names they go by."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        quoted: Sequence[tuple[int, int]],
    ) -> None:
        self.article = article
        self.starts = [s.span.start for s in sentences]
        self.mentions = [m for m in mentions if m.kind in _SPEAKING]
        self.people = [m for m in self.mentions if m.kind is EntityKind.PERSON]
        self.unquoted = [m for m in self.people if not any(a <= m.span.start < b for a, b in quoted)]
        self._spelt = Counter(_POSSESSIVE.sub("", m.text) for m in self.people)
        self._holding = self._by_part()
        self._names = {key: self._fullest(key) for key in {_key(m.text) for m in self.people}}
        self._parts = self._name_parts()
        self._sex: dict[str, Counter[str]] = {}
        self._read_titles()

    def vote(self, name: str, sex: str, weight: int = 1) -> None:
        """Note a sign of a person's sex."""
        self._sex.setdefault(loose(name), Counter())[sex] += weight

    def name(self, mention: Mention) -> str:
        """Return the fullest form of a mention's name that the article prints."""
        if mention.kind is EntityKind.PERSON:
            return self._names.get(_key(mention.text), mention.text)
        return self.known(mention.text) or _POSSESSIVE.sub("", mention.text)

    def known(self, word: str) -> str | None:
        """Return the person whose name, or last or first name, a word is; None when several are."""
        return self._names.get(_key(word)) or self._parts.get(_key(word))

    def sentence(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset."""
        return bisect_right(self.starts, offset)

    def sex(self, name: str) -> str:
        """Return "m", "f" or "" for a speaker's name."""
        votes = self._sex.get(loose(name))
        return votes.most_common(1)[0][0] if votes else ""

    def is_person(self, name: str) -> bool:
        """Whether a speaker's name is one of the article's persons."""
        return any(full == name for full in self._names.values())

    def _name_parts(self) -> dict[str, str]:
        """Single names that lead to one person only: the tagger often takes a bare surname for a body or a place."""
        owners: dict[str, set[str]] = {}
        for full in self._names.values():
            parts = _key(full).split()
            for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
                if len(part) > 1:
                    owners.setdefault(part, set()).add(full)
        return {part: next(iter(full)) for part, full in owners.items() if len(full) == 1}

    def _by_part(self) -> dict[str, list[tuple[str, list[str]]]]:
        """The names that hold a word, in the order of the text, with their words: a name is sought among these only."""
        holding: dict[str, list[tuple[str, list[str]]]] = {}
        for name in self._spelt:
            parts = _key(name).split()
            for part in dict.fromkeys(parts or [""]):
                holding.setdefault(part, []).append((name, parts))
        return holding

    def _fullest(self, key: str) -> str:
        parts = key.split()
        counts = {
            name: self._spelt[name]
            for name, longer in self._holding[parts[0] if parts else ""]
            if longer == parts or (len(longer) > len(parts) and _within(parts, longer))
        }
        best = max(len(_key(name).split()) for name in counts)
        fullest = [name for name in counts if len(_key(name).split()) == best]
        rivals = {_key(name) for name in counts if len(_key(name).split()) > 1}
        if (
            len(parts) == 1
            and len({r.split()[0] for r in rivals}) > 1
            and len({r.split()[-1] for r in rivals}) == 1
        ):
            return next(n for n in counts if _key(n) == key) if key in {_key(n) for n in counts} else key
        return max(fullest, key=lambda n: counts[n])

    def _read_titles(self) -> None:
        text = self.article.text
        for mention in self.people:
            before = text[max(0, mention.span.start - _NEAR_TITLE) : mention.span.start].rsplit("\n", 1)[-1]
            titles = {w.lower() for w in re.findall(r"[^\W\d_]+\.?", before)[-2:]}
            titles |= set((mention.role or "").lower().split())
            if titles & words.MALE_TITLES:
                self.vote(self.name(mention), "m", 3)
            if titles & words.FEMALE_TITLES:
                self.vote(self.name(mention), "f", 3)


def resolve_speaker(
    cast: Cast,
    source: Span,
    head: tuple[int, int] | None,
    turns: Sequence[Turn],
    *,
    barred: str | None = None,
    within: bool = False,
) -> str | None:
    """Return who the naming words mean, or None when the article does not say.

    Args:
        cast: The article's persons.
        source: The naming words.
        head: Offsets of their grammatical head where a parser found it.
        turns: Earlier speakers, in text order.
        barred: The speaker in whose own words this source stands: not whom "he" means.
        within: The source stands in somebody's words, so that persons named there count.

    """
    text = cast.article.read(source)
    low = text.lower().strip(" ,.")
    if low in words.FIRST_PERSON:
        return barred
    sex = _pronoun(low)
    if sex is not None:
        return _antecedent(cast, source, turns, barred, cast.people if within else cast.unquoted)
    if low == "it":
        return _body(cast, source, turns)
    if low in words.IMPERSONAL | words.RELATIVE | words.SECOND_PERSON:
        return None
    mention = _named(cast, source, head)
    if mention is not None:
        return cast.name(mention)
    person = cast.known(cast.article.text[head[0] : head[1]]) if head else cast.known(text)
    if person is not None and text[:1].isupper():
        return person
    holder = _office(cast, low, barred)
    return holder or text.strip(" ,.;:")


def _pronoun(low: str) -> str | None:
    if low in words.MALE or low in _OTHER_MALE:
        return "m"
    if low in words.FEMALE or low in _OTHER_FEMALE:
        return "f"
    return "" if low in words.PLURAL or low in _OTHER_ANY else None


def _antecedent(
    cast: Cast, source: Span, turns: Sequence[Turn], barred: str | None, people: Sequence[Mention]
) -> str | None:
    """Return the nearest fitting speaker or person: by sentence backwards, in each the speaker, then who is named first."""
    low = cast.article.read(source).lower().strip(" ,.")
    sex = _pronoun(low)
    if low in words.PLURAL:
        back = [t for t in turns if t.end <= source.start <= t.end + _REACH]
        return back[-1].speaker if back and not cast.is_person(back[-1].speaker) else None
    first = source.start - _REACH
    candidates = [
        (cast.sentence(t.start), 0, t.start, t.speaker)
        for t in turns
        if first <= t.start and t.end <= source.start
    ]
    candidates += [
        (cast.sentence(m.span.start), 1, m.span.start, cast.name(m))
        for m in people
        if first <= m.span.start and m.span.end <= source.start
    ]
    for _, rank, _, name in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if name == barred or {cast.sex(name), sex} == {"m", "f"} or (rank == 0 and not _human(cast, name)):
            continue
        return name
    return None


def _body(cast: Cast, source: Span, turns: Sequence[Turn]) -> str | None:
    """Return the body that "it" says something for: the last speaker of the paragraph, when no person."""
    back = [t for t in turns if t.end <= source.start and "\n" not in cast.article.text[t.end : source.start]]
    return back[-1].speaker if back and not cast.is_person(back[-1].speaker) else None


def _human(cast: Cast, speaker: str) -> bool:
    """Whether "he" or "she" may mean a speaker: a person's name, or a noun phrase that is no body's name."""
    if cast.is_person(speaker):
        return True
    last = re.findall(r"[^\W\d_]+", speaker.lower())
    return bool(last) and bool(_DETERMINER.match(speaker)) and not _BODY.search(last[-1])


def _named(cast: Cast, source: Span, head: tuple[int, int] | None) -> Mention | None:
    inside = [
        m
        for m in cast.mentions
        if source.contains(m.span) or (m.span.overlaps(source) and m.span.contains(source))
    ]
    if head is not None:
        for mention in inside:
            if mention.span.start <= head[0] < mention.span.end:
                return mention
        # "the union's leader, Ana Diaz", "his brother Karim": the name stands in apposition to the noun.
        text = cast.article.text
        named = [
            m
            for m in inside
            if m.span.start >= head[1]
            and (m.kind is EntityKind.PERSON or text[head[1] : m.span.start].strip() == ",")
        ]
        return next((m for m in named if _APPOSED.search(text[head[1] : m.span.start])), None)
    people = [m for m in inside if m.kind is EntityKind.PERSON]
    if people:
        return people[0]
    beside = [m for m in cast.people if 1 <= m.span.start - source.end <= 2]
    if beside and cast.article.text[source.end] == ",":  # "la ministre des Transports, Ana Diaz"
        return beside[0]
    text = cast.article.read(source)
    whole = [m for m in inside if len(m.text) >= 0.6 * len(_DETERMINER.sub("", text))]
    return whole[0] if whole else None


def _office(cast: Cast, low: str, barred: str | None) -> str | None:
    """Return the one person whose role is named: "the minister"."""
    wanted = loose(_DETERMINER.sub("", low))
    if not wanted or len(wanted.split()) > 4 or not _DETERMINER.match(low):
        return None
    holding = [m for m in cast.people if cast.name(m) != barred and _beside(cast.article.text, m)]
    holders = {cast.name(m) for m in holding if f" {wanted} " in f" {loose(m.role or '')} "}
    exact = {cast.name(m) for m in holding if loose(m.role or "").endswith(wanted)}
    chosen = holders if len(holders) == 1 else exact
    return next(iter(chosen)) if len(chosen) == 1 else None


def _beside(text: str, mention: Mention) -> bool:
    """Whether a mention's role stands right at the name: "Judge Ana Diaz", "Ana Diaz, the judge"."""
    role = (mention.role or "").casefold()
    before = text[: mention.span.start].rstrip()[-len(role) :] if role else ""
    after = text[mention.span.end : mention.span.end + len(role) + 8].casefold()
    return bool(role) and (
        before.casefold() == role or bool(re.match(rf",\s+(?:\w+\s+)?{re.escape(role)}", after))
    )


def _key(name: str) -> str:
    return loose(_POSSESSIVE.sub("", name))


def _within(parts: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether a short name is part of a longer one at its start or end: "Lee" of "Lee Kwang", "Diaz" of "Ana Diaz"."""
    n = len(parts)
    return list(longer[:n]) == list(parts) or list(longer[-n:]) == list(parts)
