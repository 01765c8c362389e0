"""Divide a parsed sentence into clauses, and a clause into its core and the phrases that each add a fact.

Data way: Sentence tokens -> Clauses -> (annotate.claims) Claims. Pure: indices in, indices out.

Method: clause heads from dependencies as in ClausIE (Del Corro and Gemulla, WWW 2013); phrases that carry a time, a
place, an amount or a role are cut off as statements of their own, after the Summary Content Units of the Pyramid
method (Nenkova and Passonneau, NAACL 2004): readers agree on facts of that size, not on whole sentences.
Labels: ClearNLP for English, Universal Dependencies for French.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterpoint.types import Token

_ALWAYS = frozenset({"root", "ccomp", "relcl", "acl:relcl", "parataxis", "csubj", "csubjpass", "csubj:pass"})
_IF_FULL = frozenset({"advcl", "acl", "pcomp"})  # clauses of their own when they hold more than a word or two
_FULL = 3  # words of a participle's or adverbial clause that stand for a fact
_SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubjpass", "expl", "expl:subj"})
_PHRASE = frozenset(
    {
        "prep",
        "npadvmod",
        "advmod",
        "obl",
        "obl:mod",
        "obl:arg",
        "obl:agent",
        "agent",
        "nmod",
        "tmod",
        "dative",
    }
)  # phrases that may be cut off
_OBJECT = frozenset({"dobj", "obj", "iobj", "attr", "acomp", "oprd", "xcomp"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_MAX_DEPTH = 200  # of a parse tree; a deeper one is broken, and is read as one clause

# Kinds of marks that make a phrase a statement of its own, the telling ones first.
WHEN, HOW_MANY, WHERE, ROLE = "when", "how_many", "where", "role"
SOURCE = "source"  # "according to the police": whose statement it is, no statement of its own
_ATTRIBUTING = frozenset({"according", "selon"})
_RANK = {WHEN: 0, HOW_MANY: 1, WHERE: 2}


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase that adds a fact to its clause. `head` is the word that it hangs on."""

    role: str
    tokens: tuple[int, ...]
    head: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: indices into the sentence's tokens, each tuple in order."""

    head: int
    relation: str  # dependency label of the head
    own: tuple[int, ...]  # every token but those of other clauses
    core: tuple[int, ...]  # own, less the parts
    subject: tuple[int, ...]  # the subject's words, borrowed from the antecedent or the governing clause
    parts: tuple[Part, ...]
    governor: int | None  # head of the clause that this one hangs on


def find_clauses(tokens: Sequence[Token], kinds: Mapping[int, str]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, in the order of their heads.

    Args:
        tokens: A parsed sentence.
        kinds: For tokens inside a time, an amount or a place: "when", "how_many", "where".

    """
    tree = _Tree(tokens)
    if not tree.sound:
        return ()
    heads = [i for i in range(len(tokens)) if _heads_clause(tree, i)]
    own = _divide(tree, heads)
    return tuple(_clause(tree, h, own, kinds) for h in heads)


class _Tree:
    """Children, labels and subtrees of one parsed sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.label = [t.dep.lower() for t in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i and 0 <= token.head < len(tokens):
                self.children[token.head].append(i)
        self.sound = all(self._reaches_root(i) for i in range(len(tokens)))

    def _reaches_root(self, index: int) -> bool:
        for _ in range(_MAX_DEPTH):
            head = self.tokens[index].head
            if head == index:
                return True
            if not 0 <= head < len(self.tokens):
                return False
            index = head
        return False

    def below(self, index: int) -> list[int]:
        """The subtree of a token, in order."""
        out, todo = [], [index]
        while todo:
            at = todo.pop()
            out.append(at)
            todo.extend(self.children[at])
        return sorted(out)

    def has(self, index: int, labels: frozenset[str]) -> bool:
        return any(self.label[c] in labels for c in self.children[index])


def _heads_clause(tree: _Tree, index: int) -> bool:
    label, token = tree.label[index], tree.tokens[index]
    if token.head == index or (label in _ALWAYS and (label != "ccomp" or _finite(tree, index))):
        return True
    verbal = token.pos in _VERBAL or tree.has(index, frozenset({"cop"}))
    if label == "conj":
        return verbal and (_heads_clause(tree, token.head) or tree.has(index, _SUBJECT))
    words = sum(tree.tokens[i].pos != "PUNCT" for i in tree.below(index))
    infinitive = any(tree.tokens[c].tag == "TO" for c in tree.children[index])
    return label in _IF_FULL and verbal and words >= _FULL and not (infinitive and label == "acl")


def _finite(tree: _Tree, index: int) -> bool:
    """Whether a clause has a finite verb; True where the tags do not say (they are Penn's in English only)."""
    tags = {tree.tokens[i].tag for i in (index, *tree.children[index])}
    return bool(tags & {"VBD", "VBZ", "VBP", "MD"}) or not tags & {"VB", "VBG", "VBN", "TO"}


def _divide(tree: _Tree, heads: Sequence[int]) -> dict[int, list[int]]:
    """Give every token to the nearest clause head above it."""
    among = set(heads)
    out: dict[int, list[int]] = {h: [] for h in heads}
    for i in range(len(tree.tokens)):
        at = i
        while at not in among:
            at = tree.tokens[at].head
        out[at].append(i)
    return out


def _clause(tree: _Tree, head: int, own: Mapping[int, list[int]], kinds: Mapping[int, str]) -> Clause:
    mine = frozenset(own[head])
    parts: list[Part] = []
    left = _carve(tree, head, mine, kinds, parts)
    parts = _keep_complement(tree, head, left, parts)
    cut = {i for p in parts for i in p.tokens}
    governor = None if tree.tokens[head].head == head else _owner(own, tree.tokens[head].head)
    return Clause(
        head=head,
        relation=tree.label[head],
        own=tuple(own[head]),
        core=tuple(i for i in own[head] if i not in cut),
        subject=_subject(tree, head, mine, governor),
        parts=tuple(sorted(parts, key=lambda p: p.tokens[0])),
        governor=governor,
    )


def _owner(own: Mapping[int, list[int]], token: int) -> int | None:
    return next((h for h, tokens in own.items() if token in tokens), None)


def _carve(
    tree: _Tree, top: int, mine: frozenset[int], kinds: Mapping[int, str], parts: list[Part]
) -> list[int]:
    """Cut marked phrases and appositions off a subtree, the innermost first; return what is left of it."""
    left = [top]
    for child in tree.children[top]:
        if child not in mine:
            continue
        if tree.tokens[child].text.lower() in _ATTRIBUTING and tree.label[child] not in _OBJECT:
            parts.append(Part(SOURCE, tuple(i for i in tree.below(child) if i in mine), top))
            continue
        rest = _carve(tree, child, mine, kinds, parts)
        role = _role(tree, child, rest, kinds)
        if role is None:
            left.extend(rest)
        else:
            parts.append(Part(role, tuple(_trim(tree, sorted(rest))), top))
    return left


def _role(tree: _Tree, child: int, rest: Sequence[int], kinds: Mapping[int, str]) -> str | None:
    """Which statement of its own a phrase makes, or None where it belongs to what it hangs on."""
    label = tree.label[child]
    if label == "appos":
        amount = len([i for i in rest if tree.tokens[i].pos != "PUNCT"]) <= 3 and any(
            kinds.get(i) == HOW_MANY for i in rest
        )
        return HOW_MANY if amount else ROLE
    found = sorted({kinds[i] for i in rest if i in kinds}, key=_RANK.__getitem__)
    above = tree.tokens[child].head
    if found and kinds.get(above) == found[0] and any(abs(i - above) == 1 and i in kinds for i in rest):
        return None  # one date in two branches: "mars" and "2024"
    if label == "conj" and tree.tokens[child].pos in _NOMINAL:
        return HOW_MANY if HOW_MANY in found else None
    if label in _IF_FULL and found:  # "aged 52", too short for a clause
        return found[0]
    if label not in _PHRASE or not found:
        return None
    if (
        found[0] == WHERE
        and tree.tokens[tree.tokens[child].head].pos in _NOMINAL
        and not _locative(tree, child)
    ):
        return None
    return found[0]


_OF = frozenset({"of", "de", "du", "des", "d'"})  # what it brings belongs to its noun: "the age of 52"
# Prepositions that place a thing, where "of" or "from" only describe it.
_PLACING = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "off",
        "on",
        "over",
        "above",
        "under",
        "around",
        "across",
        "beside",
        "dans",
        "à",
        "près",
        "sur",
    ]
)


def _locative(tree: _Tree, child: int) -> bool:
    words = [
        tree.tokens[child].lemma,
        *(tree.tokens[c].lemma for c in tree.children[child] if tree.label[c] == "case"),
    ]
    return any(w in _PLACING for w in words)


def _trim(tree: _Tree, tokens: list[int]) -> list[int]:
    """Drop punctuation and conjunctions at the edges."""
    while len(tokens) > 1 and tree.tokens[tokens[-1]].pos in {"PUNCT", "CCONJ", "SPACE"}:
        tokens = tokens[:-1]
    while len(tokens) > 1 and tree.tokens[tokens[0]].pos in {"PUNCT", "CCONJ", "SPACE"}:
        tokens = tokens[1:]
    return tokens


def _keep_complement(tree: _Tree, head: int, left: Sequence[int], parts: list[Part]) -> list[Part]:
    """Give a bare verb back the phrase that follows it: "was sentenced" says little without "to 25 years"."""
    if tree.tokens[head].pos not in _VERBAL or any(
        tree.label[c] in _OBJECT for c in tree.children[head] if c in left
    ):
        return parts
    if any(
        tree.label[c] in _PHRASE and len(tree.below(c)) > 1
        for c in tree.children[head]
        if c in left and c > head
    ):
        return parts
    after = sorted(
        (p for p in parts if p.head == head and p.tokens[0] > head and p.role != ROLE),
        key=lambda p: p.tokens[0],
    )
    first = next((p for p in after if p.role == HOW_MANY), after[0] if after else None)
    return [p for p in parts if p is not first]


def _subject(tree: _Tree, head: int, mine: frozenset[int], governor: int | None) -> tuple[int, ...]:
    """The words that name who or what the clause is about."""
    for child in tree.children[head]:
        if tree.label[child] in _SUBJECT and child in mine:
            if tree.tokens[child].pos == "PRON" and tree.label[head] in {"relcl", "acl:relcl"}:
                return noun_phrase(tree.tokens, tree.tokens[head].head)
            return noun_phrase(tree.tokens, child)
    if tree.label[head] in {"acl", "relcl", "acl:relcl"}:
        return noun_phrase(tree.tokens, tree.tokens[head].head)
    if tree.label[head] in {"conj", "advcl", "pcomp"} and governor is not None and governor != head:
        above = [c for c in tree.children[governor] if tree.label[c] in _SUBJECT]
        return noun_phrase(tree.tokens, above[0]) if above else ()
    return ()


_IN_NAME = frozenset(
    {
        "det",
        "compound",
        "amod",
        "nummod",
        "poss",
        "case",
        "flat:name",
        "flat",
        "flat:foreign",
        "nmod",
        "quantmod",
        "fixed",
    }
)


def noun_phrase(tokens: Sequence[Token], head: int) -> tuple[int, ...]:
    """A noun with its determiners, compounds and possessor, without what is appended after it."""
    out, todo = [], [head]
    while todo:
        at = todo.pop()
        out.append(at)
        for i, t in enumerate(tokens):
            if (
                t.head == at
                and i != at
                and t.dep.lower() in _IN_NAME
                and (i < head or t.dep.lower().startswith("flat") or t.dep.lower() == "case")
            ):
                todo.append(i)
    return tuple(sorted(set(out)))
