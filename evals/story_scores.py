"""The figures by which a whole story is compared with hand labels: matching by words and article.

Pure. A passage is a pair (article number, text). Two passages are one when they stand in the same article and share most
of the shorter one's words; a dispute is found when two of its values stand in passages of two labelled values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Passage = tuple[int, str]
Values = Sequence[Sequence[Passage]]  # one sequence of passages for each value

_SHARED = 0.6  # of the shorter passage's words
_NOT_WORDS = re.compile(r"\W+")


@dataclass
class Labels:
    """What a reader found in one event."""

    disputes: list[tuple[Values, bool]]  # with whether missing it counts
    lookalikes: list[Values]
    utterances: list[list[Passage]]
    agreed: list[list[Passage]]
    key: list[Passage]
    copies: set[tuple[int, ...]]
    unsure_copies: set[tuple[int, ...]] = field(default_factory=set)


@dataclass
class Answer:
    """What an engine says of the event."""

    disputes: list[Values]
    utterances: list[list[Passage]]
    claims: list[list[Passage]]
    cited: list[Passage]
    sentences: list[str]
    copies: set[tuple[int, ...]]


def tally_event(labels: Labels, answer: Answer) -> Counter[str]:
    """Count what an answer finds, misses and makes up."""
    tally: Counter[str] = Counter()
    tally += _tally_disputes(labels, answer)
    for name, wanted, given in (
        ("utterance", labels.utterances, answer.utterances),
        ("agreed", labels.agreed, answer.claims),
    ):
        held = [[sum(any(same(p, g) for p in group) for g in label) for group in given] for label in wanted]
        tally[f"{name}_all"] += len(wanted)
        tally[f"{name}_found"] += sum(any(n >= 2 for n in row) for row in held)
        for column in zip(*held, strict=True):
            whole = sum(n >= 2 for n in column)
            tally["groups"] += whole >= 1
            tally["groups_merged"] += whole >= 2
    tally["key_all"] += len(labels.key)
    for article, text in labels.key:
        cited = any(same((article, text), c) for c in answer.cited)
        tally["key_found"] += cited or any(shared(text, s) >= _SHARED for s in answer.sentences)
    given_copies = answer.copies - labels.unsure_copies
    tally["copies_hit"] += len(labels.copies & given_copies)
    tally["copies_given"] += len(given_copies)
    tally["copies_all"] += len(labels.copies)
    return +tally


def figures(tally: Counter[str]) -> dict[str, float]:
    """Precision, recall and shares from counts; 0 where nothing was counted."""
    right = tally["disputes_right"]
    precision = _ratio(right, right + tally["disputes_wrong"])
    recall = _ratio(right, right + tally["disputes_missed"])
    return {
        "disputes_precision": precision,
        "disputes_recall": recall,
        "disputes_f1": _ratio(2 * precision * recall, precision + recall),
        "false_alarms": _ratio(tally["false_alarms"], tally["lookalikes"]),
        "utterances_recall": _ratio(tally["utterance_found"], tally["utterance_all"]),
        "agreed_recall": _ratio(tally["agreed_found"], tally["agreed_all"]),
        "merged_share": _ratio(tally["groups_merged"], tally["groups"]),
        "key_recall": _ratio(tally["key_found"], tally["key_all"]),
        "copies_f1": _ratio(2 * tally["copies_hit"], tally["copies_given"] + tally["copies_all"]),
    }


def _tally_disputes(labels: Labels, answer: Answer) -> Counter[str]:
    tally: Counter[str] = Counter()
    seen: set[int] = set()
    for values in answer.disputes:
        right = {i for i, (gold, _) in enumerate(labels.disputes) if agree(values, gold)}
        seen |= right
        tally["disputes_right" if right else "disputes_wrong"] += 1
    tally["disputes_missed"] = sum(counts and i not in seen for i, (_, counts) in enumerate(labels.disputes))
    tally["lookalikes"] = len(labels.lookalikes)
    tally["false_alarms"] = sum(any(agree(v, gold) for v in answer.disputes) for gold in labels.lookalikes)
    return tally


def agree(values: Values, gold: Values) -> bool:
    """Whether two values of one dispute stand in passages of two values of the other."""
    taken: set[int] = set()
    for value in values:
        for i, evidence in enumerate(gold):
            if i not in taken and any(same(p, e) for p in value for e in evidence):
                taken.add(i)
                break
    return len(taken) >= 2


def same(one: Passage, other: Passage) -> bool:
    """Whether two passages are one: of one article, sharing most of the shorter's words."""
    if one[0] != other[0]:
        return False
    a, b = plain(one[1]), plain(other[1])
    return a in b or b in a or shared(one[1], other[1]) >= _SHARED


def shared(one: str, other: str) -> float:
    """The share of the shorter text's words that the longer has, counted with repetition."""
    short, long = sorted((plain(one).split(), plain(other).split()), key=len)
    return _ratio(sum((Counter(short) & Counter(long)).values()), len(short))


def plain(text: str) -> str:
    """Lower-case words with single spaces."""
    return _NOT_WORDS.sub(" ", text.lower()).strip()


def pairs_of(groups: Iterable[Iterable[int]]) -> set[tuple[int, ...]]:
    """Groups of two articles as ordered pairs."""
    return {tuple(sorted(g)) for g in groups}


def _ratio(a: float, b: float) -> float:
    return a / b if b else 0.0
