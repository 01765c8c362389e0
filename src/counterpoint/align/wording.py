"""The words that show a claim to a reader: a passage of its report that reads alone.

Data way: StoryIndex + Claim -> Wording, by which align.claims names and weighs its groups. Pure.

A claim may be as little as "at the harbour": it then is shown by the clause around it, from its subject to its end,
in the report's exact words, so that hyphens and quotations survive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.align.index import StoryIndex
from counterpoint.types import BlockKind, Claim, Sentence, Token

_BEST_WORDS = 12  # length of a text that reads as a complete short statement
_PATIENCE = 36  # words over that which weigh as much as having none
_MOST_WORDS = 34  # of a passage; a longer one is a paragraph
_LEAST_WORDS = 4  # of a piece without grammar that may be a statement
_LETTERS_A_WORD = 2.2  # characters that count as a word in scripts without spaces
_SENTENCE = 0.7  # how whole a claim is that only its sentence makes readable
_REACH = 60  # characters over which a torn quotation is mended

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "expl", "expl:subj"})
_BESIDE = frozenset({"relcl", "acl", "acl:relcl", "csubj", "advcl"})  # clauses that lean on another one
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "poss", "predet", "nmod", "quantmod"})
_DEEP = 4  # heads that a word may be away from the noun it belongs to
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_RELATIVE_WORDS = frozenset({"qui", "que", "dont", "lequel", "laquelle"})
_APART = frozenset({BlockKind.HEADING, BlockKind.CAPTION})
_PRONOUNS = frozenset(
    "he she it they him her them his its their this that these those who which we i you our my there "
    "il elle ils elles ce cela qui que on nous vous je son sa ses leur leurs "
    "er sie es dies diese dieser él ella ellos ele ela eles он она они оно".split()
)
_TORN = frozenset(
    {"of", "the", "a", "an", "to", "in", "by", "for", "and", "with", "on", "at", "that", "de", "la", "le"}
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("(", ")"), ("「", "」"))
_EDGE = " ,;:–—-"


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim as shown: `whole` is 1.0 for a clause of its own, less for a wider sentence, 0.0 for a fragment."""

    text: str
    whole: float
    apart: bool  # from a title or a caption
    language: str


def word_claim(index: StoryIndex, claim: Claim) -> Wording:
    """Return the words that show a claim best."""
    sentence = index.sentence_of(claim)
    text = index.report_of[claim.span.article].article.text
    apart = sentence.block in _APART
    first, last = _reach(claim, sentence)
    for reach, whole in (((first, last), 1.0), ((sentence.span.start, sentence.span.end), _SENTENCE)):
        start, end = _mended(text, *reach, sentence)
        words = _shown(text[start:end])
        if size(words) <= _MOST_WORDS and _is_whole(claim, sentence, start, end, words):
            return Wording(words, whole, apart, sentence.language)
    return Wording(_shown(index.texts[index.row(claim)]), 0.0, apart, sentence.language)


def clarity(wording: Wording, language: str) -> float:
    """How well some words stand alone in a page of a language: whole, of a good length, no dangling pronoun."""
    words = wording.text.split()
    if not words:
        return -9.0
    count = size(wording.text)
    length = min((count - _BEST_WORDS) / _BEST_WORDS, (_BEST_WORDS - count) / _PATIENCE)
    pronouns = -0.8 * (words[0].casefold().strip("'\"“”,.") in _PRONOUNS)
    torn = -0.4 * (words[-1].casefold() in _TORN)
    return (
        length
        + pronouns
        + torn
        + 2.0 * wording.whole
        - 1.2 * wording.apart
        + 1.5 * (wording.language == language)
    )


def size(text: str) -> float:
    """How many words a text has; characters make words where a script has no spaces."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced / _LETTERS_A_WORD + len(_UNSPACED.sub(" ", text).split())


def _reach(claim: Claim, sentence: Sentence) -> tuple[int, int]:
    """From a claim's subject to its own last word, or the other way round."""
    spans = [claim.span]
    spans += [s.span for s in claim.slots if s.role in {"who", "whom"} and sentence.span.contains(s.span)]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return _completed(sentence.tokens, start, end) if sentence.tokens else (start, end)


def _completed(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """A passage with the words before its first noun that belong to it, and those after its last."""
    inside = [i for i, t in enumerate(tokens) if start <= t.start and t.end <= end]
    if not inside:
        return start, end
    first, last = inside[0], inside[-1]
    while first > 0 and _opens(tokens[first - 1], first, last):
        first -= 1
    while last + 1 < len(tokens) and _continues(tokens, first, last):
        last += 1
    return min(start, tokens[first].start), max(end, tokens[last].end)


def _opens(word: Token, first: int, last: int) -> bool:
    """Whether the word before a passage belongs to its first noun: "the passenger | ferry"."""
    beside = word.head == first and word.pos in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}
    return beside or (word.dep in _BEFORE and first <= word.head <= last)


def _continues(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the next word belongs to a noun of the passage: "lifeboats | and fishing boats", "minutes | before"."""
    at = last + 1
    word = tokens[at]
    if word.pos in {"PUNCT", "SPACE"} or word.dep in _BESIDE:
        return False
    if word.pos == "ADP" and tokens[last].head == at:
        return True
    for _ in range(_DEEP):
        if first <= tokens[at].head <= last:
            return tokens[at].dep not in _BESIDE and tokens[tokens[at].head].pos not in {"VERB", "AUX"}
        at = tokens[at].head
    return False


def _is_whole(claim: Claim, sentence: Sentence, start: int, end: int, words: str) -> bool:
    """Whether a passage states something by itself: a subject with its finite verb; without grammar, a beginning."""
    inside = {i: t for i, t in enumerate(sentence.tokens) if start <= t.start and t.end <= end}
    if inside:
        return any(_governs(sentence.tokens, i, inside) for i in inside)
    begins = start <= sentence.span.start + 1 and not claim.focus
    return (begins or start <= sentence.span.start) and size(words) >= _LEAST_WORDS


def _governs(tokens: Sequence[Token], subject: int, inside: dict[int, Token]) -> bool:
    """Whether a word is the subject of a main clause whose verb stands in the passage too."""
    word = tokens[subject]
    if word.dep not in _SUBJECT or word.head not in inside or tokens[word.head].dep in _BESIDE:
        return False
    if word.tag in _RELATIVE or word.text.casefold() in _RELATIVE_WORDS:
        return False
    group = [
        tokens[word.head],
        *(t for t in inside.values() if t.head == word.head and t.dep.startswith("aux")),
    ]
    penn = any(t.tag.startswith(("VB", "MD")) for t in group)
    return any(t.tag in _FINITE for t in group) if penn else any(t.pos in {"VERB", "AUX"} for t in group)


def _mended(text: str, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """A passage with the marks that it opens or closes on one side only taken in, where they are near."""
    for opening, closing in _PAIRS:
        words = text[start:end]
        if words.count(opening) > words.count(closing):
            at = text.find(closing, end, min(sentence.span.end, end + _REACH))
            end = at + 1 if at >= 0 else end
        elif words.count(closing) > words.count(opening) and opening != "„":
            at = text.rfind(opening, max(sentence.span.start, start - _REACH), start)
            start = at if at >= 0 else start
    if text[start:end].count('"') % 2:
        after = text.find('"', end, min(sentence.span.end, end + 3))
        before = text.rfind('"', max(sentence.span.start, start - 3), start)
        end = after + 1 if after >= 0 else end
        start = before if after < 0 <= before else start
    return start, end


def _shown(words: str) -> str:
    """Words on one line, begun with a capital, without a full stop's or a comma's rest."""
    words = " ".join(words.split()).strip(_EDGE)
    if words.endswith(".") and not words.endswith("..") and words.count(".") == 1:
        words = words[:-1]
    return words[:1].upper() + words[1:]
