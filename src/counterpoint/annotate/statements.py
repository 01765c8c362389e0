"""Write a sentence's clauses as statements: passage, predicate, slots, and the words of each alone.

Data way: Sentence + marks -> Drafts -> (annotate.claims) Claims. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterpoint.annotate.clauses import (
    HOW_MANY,
    ROLE,
    SOURCE,
    WHEN,
    WHERE,
    Clause,
    Part,
    find_clauses,
    noun_phrase,
)
from counterpoint.annotate.polarity import modality, negated
from counterpoint.annotate.sights import Sights, kinds_of
from counterpoint.annotate.statement_words import CATENATIVE, HONORIFICS, SAY
from counterpoint.types import (
    Article,
    Modality,
    Sentence,
    Slot,
    Span,
)

_FEW = 3  # words under which a clause without a subject states nothing
_TELLS = 2  # nouns, verbs, adjectives and figures that a statement has at the least: "he hopes" tells nothing
_SHORT = 9  # words of a sentence that is cited whole and not cut into phrases
_LONG_CORE = 14  # words of a core above which a phrase's own text keeps only subject, verb and object
_GAP = 2  # foreign words that a passage may step over and stay one passage
_WHO = frozenset({"nsubj", "csubj"})
_WHOM = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
_WHAT = frozenset({"dobj", "obj", "attr", "acomp", "oprd", "iobj", "dative"})
_VERB_GROUP = frozenset({"aux", "auxpass", "aux:pass", "aux:tense", "neg", "prt", "cop", "xcomp", "expl"})
_EDGE = frozenset({"PUNCT", "CCONJ", "SPACE"})
_EMPTY = re.compile(r"\(\s*\)|(?:-- ?|[–—] ?){2,}")
_HYPHENS = frozenset({"-", "‑", "'", "’", "/"})
_EMPTY_QUOTES = re.compile(r'"\s*"|“\s*”')
_QUOTES = re.compile(r'["“”]')
_CLOSING = frozenset({'"', "”", "»", "%", ")"})
_TELLING = frozenset(
    {"NOUN", "PROPN", "NUM", "ADJ", "VERB"}
)  # a phrase without one of these is a torn-off preposition


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has an id. Offsets into Article.text."""

    start: int
    end: int
    predicate: str
    slots: tuple[Slot, ...]
    negated: bool
    modality: Modality
    text: str
    focus: str


def draft_statements(article: Article, sentence: Sentence, sights: Sights) -> list[Draft]:
    """Return the statements of one parsed sentence, in no particular order."""
    writer = _Writer(article, sentence, sights)
    words = sum(t.pos not in _EDGE for t in sentence.tokens)
    drafts: list[Draft] = []
    for clause in find_clauses(sentence.tokens, writer.kinds):
        drafts.extend(writer.clause(clause, short=words <= _SHORT))
    drafts.extend(writer.roles())
    return drafts


class _Writer:
    """Turns the clauses of one sentence into drafts."""

    def __init__(self, article: Article, sentence: Sentence, sights: Sights) -> None:
        self.article = article
        self.tokens = sentence.tokens
        self.sentence = sentence
        self.sights = sights
        self.kinds = kinds_of(sentence.tokens, sights)

    def clause(self, clause: Clause, *, short: bool) -> list[Draft]:
        if self._only_says(clause):
            return []
        if short and clause.relation == "root":
            return [self._draft(clause, range(len(self.tokens)), self._join(range(len(self.tokens))), "")]
        drafts = []
        run = self._run(clause)
        if self._states(clause, run):
            drafts.append(self._draft(clause, run, self._core_text(clause), ""))
        for part in clause.parts:
            tokens = part.tokens
            if part.role == SOURCE:
                continue
            if part.role == ROLE or self.tokens[tokens[0]].dep == "appos":
                tokens = tuple(sorted({*noun_phrase(self.tokens, part.head), *tokens}))
                named = self._join(noun_phrase(self.tokens, part.head))
                drafts.append(self._draft(clause, tokens, f"{named}, {self._join(part.tokens)}", part.role))
            elif any(self.tokens[i].pos in _TELLING for i in tokens):
                drafts.append(self._draft(clause, tokens, self._part_text(clause, part), part.role))
        return drafts

    def roles(self) -> list[Draft]:
        """Who somebody is, from the title or office beside the name."""
        drafts = []
        for mention in self.sights.mentions:
            if not mention.role or mention.role.casefold().rstrip(".") in HONORIFICS:
                continue
            at = self.article.text.rfind(
                mention.role, self.sentence.span.start, mention.span.end + len(mention.role) + 4
            )
            if at < 0:
                continue
            start, end = min(at, mention.span.start), max(at + len(mention.role), mention.span.end)
            if end - start > len(mention.role) + len(mention.text) + 12:
                continue
            who = Slot("who", mention.span, mention.text)
            drafts.append(
                Draft(start, end, "be", (who,), negated=False, modality=Modality.FACT, text="", focus=ROLE)
            )
        return drafts

    def _only_says(self, clause: Clause) -> bool:
        """Whether a clause only gives words to a source: who said it is the quote's business."""
        head = self.tokens[clause.head]
        children = self._children(clause.head)
        content = any(self._label(i) == "ccomp" and i not in clause.own for i in children)
        empty = not any(self._label(i) in _WHAT for i in children if i in clause.own)
        says = head.lemma in SAY or any(c.start <= head.start < c.end for c in self.sights.cues)
        aside = clause.relation in {"conj", "parataxis"} and not any(self._label(i) in _WHO for i in children)
        return (content and empty) or (says and (content or empty or aside))

    def _states(self, clause: Clause, run: Sequence[int]) -> bool:
        words = [i for i in run if self.tokens[i].pos not in _EDGE]
        if not words:
            return False
        telling = [i for i in {*words, *clause.subject} if self.tokens[i].pos in _TELLING or i in self.kinds]
        return len(telling) >= _TELLS and (len(words) >= _FEW or bool(clause.subject))

    def _run(self, clause: Clause) -> tuple[int, ...]:
        """The stretch of the core around its head that reads as one passage."""
        core = set(clause.core)
        cut = {i for p in clause.parts for i in p.tokens}
        run = {clause.head}
        for step in (-1, 1):
            at, gap = clause.head + step, 0
            pending: list[int] = []
            while 0 <= at < len(self.tokens) and gap <= _GAP:
                pending.append(at)
                if at in core:
                    if self.tokens[at].pos not in _EDGE:
                        run.update(pending)
                        pending, gap = [], 0
                elif step < 0 and at in cut:
                    break  # "Ana Diaz, 40, was ...": the subject stands in the slot, her age in its own statement
                elif self.tokens[at].pos not in _EDGE:
                    gap += 1
                at += step
        ordered = sorted(run)
        while len(ordered) > 1 and (
            self.tokens[ordered[0]].pos in _EDGE or self._label(ordered[0]) == "mark"
        ):
            ordered = ordered[1:]
        while len(ordered) > 1 and self._dangles(ordered[-1], ordered):
            ordered = ordered[:-1]
        return tuple(ordered)

    def _dangles(self, last: int, kept: Sequence[int]) -> bool:
        """Whether a word at the end waits for what was cut off: "began a debate on", "said that the"."""
        token = self.tokens[last]
        if token.pos in _EDGE:
            return True
        waits = token.pos in {"ADP", "DET", "SCONJ"} or token.dep in {"prep", "agent"}
        return (
            waits and token.dep != "prt" and not any(self.tokens[i].head == last for i in kept if i != last)
        )

    def _draft(self, clause: Clause, tokens: Iterable[int], text: str, focus: str) -> Draft:
        inside = sorted(tokens)
        start, end = self.tokens[inside[0]].start, self.tokens[inside[-1]].end
        own = [self.tokens[i] for i in clause.own]
        return Draft(
            start=start,
            end=max(end, start + 1),
            predicate=self._predicate(clause),
            slots=self._slots(clause, Span(self.article.id, start, end), focus),
            negated=negated(own),
            modality=modality(own),
            text=text,
            focus=focus,
        )

    def _predicate(self, clause: Clause) -> str:
        head = self.tokens[clause.head]
        if head.lemma in CATENATIVE:
            below = [t for t in self.tokens if t.dep == "xcomp" and t.head == clause.head]
            if below:
                return below[0].lemma
        return head.lemma

    def _slots(self, clause: Clause, span: Span, focus: str) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        if clause.subject:
            passive = any(self._label(i) in _WHOM for i in self._children(clause.head))
            slots.append(self._phrase("whom" if passive else "who", clause.subject))
        for child in self._children(clause.head):
            if child in clause.own and self._label(child) in _WHAT:
                slots.append(self._phrase("what", noun_phrase(self.tokens, child)))
            elif child in clause.own and self._label(child) in {"agent", "obl:agent"}:
                below = [
                    i for i in clause.own if self.tokens[i].head == child and self.tokens[i].dep == "pobj"
                ] or [child]
                slots.append(self._phrase("who", noun_phrase(self.tokens, below[0])))
        own = [
            Span(self.article.id, self.tokens[i].start, self.tokens[i].end)
            for i in clause.own
            if i in self.kinds
        ]
        slots += [
            s
            for s in self.sights.slots(self.sentence.span)
            if s.role in {WHEN, HOW_MANY, WHERE}
            and any(s.span.overlaps(o) for o in own)
            and (not focus or s.span.overlaps(span))
        ]
        if not focus:
            taken = [s.span for s in slots]
            slots += [s for s in self.sights.slots(span) if not any(s.span.overlaps(t) for t in taken)]
        return tuple(slots)

    def _phrase(self, role: str, tokens: Sequence[int]) -> Slot:
        span = Span(self.article.id, self.tokens[tokens[0]].start, self.tokens[tokens[-1]].end)
        named = [m.text for m in self.sights.mentions if m.span.overlaps(span)]
        words = " ".join(self.tokens[i].lemma for i in tokens if self.tokens[i].pos not in {"DET", "PUNCT"})
        return Slot(role, span, named[-1] if named else words)

    def _core_text(self, clause: Clause) -> str:
        return self._with_subject(clause, clause.core)

    def _part_text(self, clause: Clause, part: Part) -> str:
        base = clause.core
        if len(base) > _LONG_CORE:
            group = {clause.head, *(i for i in self._children(clause.head) if self._label(i) in _VERB_GROUP)}
            objects = {
                j
                for i in self._children(clause.head)
                if self._label(i) in _WHAT
                for j in noun_phrase(self.tokens, i)
            }
            base = tuple(sorted((group | objects | set(clause.subject)) & set(clause.own)))
        return self._with_subject(clause, tuple(sorted({*base, *part.tokens})))

    def _with_subject(self, clause: Clause, tokens: Sequence[int]) -> str:
        """Join words, with the subject that another clause holds put in front."""
        if not clause.subject or set(clause.subject) & set(tokens):
            return self._join(tokens)
        kept = [
            i
            for i in tokens
            if not (self.tokens[i].tag in {"WDT", "WP"} or "PronType=Rel" in self.tokens[i].tag)
        ]
        rest = self._join(kept)
        if kept and kept[0] == 0 and self.tokens[0].pos != "PROPN":
            rest = rest[:1].lower() + rest[1:]
        return f"{self._join(clause.subject)} {rest}".strip()

    def _join(self, tokens: Iterable[int]) -> str:
        """The words of some tokens, with the text's own spacing where they are neighbours."""
        out: list[str] = []
        before: int | None = None
        ordered = sorted(tokens)
        while ordered and (self.tokens[ordered[0]].pos in _EDGE or self._label(ordered[0]) == "mark"):
            ordered = ordered[1:]
        while (
            ordered and self._dangles(ordered[-1], ordered) and self.tokens[ordered[-1]].text not in _CLOSING
        ):
            ordered = ordered[:-1]
        if not ordered:  # nothing but marks
            return ""
        for here, following in zip(ordered, [*ordered[1:], -1], strict=True):
            beside = before is not None and here == before + 1
            if self.tokens[here].text == "," and not (beside and following == here + 1):
                continue  # what it set off is left out
            if before is not None:
                gap = self.article.text[self.tokens[before].end : self.tokens[here].start]
                if gap and not (beside or gap in _HYPHENS):
                    gap = " "
                out.append(" " if gap and not gap.strip() else gap)
            out.append(self.tokens[here].text)
            before = here
        return _balanced("".join(out))

    def _children(self, head: int) -> list[int]:
        return [i for i, t in enumerate(self.tokens) if t.head == head and i != head]

    def _label(self, index: int) -> str:
        return self.tokens[index].dep.lower()


def _balanced(words: str) -> str:
    """Words without the quotation marks whose contents or counterparts were left out."""
    words = " ".join(words.split()).replace(" .", "").replace(" ,", ",")
    words = _EMPTY.sub("", _EMPTY_QUOTES.sub("", words))
    if words.count("(") != words.count(")"):
        words = words.replace("(", "").replace(")", "")
    if words.count('"') % 2 or words.count("“") != words.count("”"):
        words = _QUOTES.sub("", words)
    return " ".join(words.split())
