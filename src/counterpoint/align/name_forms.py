"""When two written names may be one person's, body's, place's or work's.

Data way: align.entities asks. Pure.

Method: tokens compared one by one, as equal, as an initial, or as spellings (edit distance and consonant skeleton);
a name that has fewer tokens agrees when the others hold all of its own. Calibrated on the spelling-variant pairs of
gold_stories and the participants of ECB+ (evals/entities.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA, Levenshtein

from counterpoint.romanise import far_skeleton, romanise, skeleton
from counterpoint.text import loose

# Letters that a word needs before one letter, or two, may differ between spellings of one name.
_ONE_EDIT = 5
_TWO_EDITS = 8
# A skeleton shorter than this says too little.
_SKELETON = 3
_FAR_SKELETON = 3
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
# Familiar forms that are not a name's beginning.
_FAMILIAR = {
    "dave": "david", "davy": "david", "mike": "michael", "mick": "michael", "mickey": "michael", "bill": "william",
    "billy": "william", "will": "william", "willy": "william", "bob": "robert", "bobby": "robert", "rob": "robert",
    "dick": "richard", "rick": "richard", "jim": "james", "jimmy": "james", "jack": "john", "johnny": "john",
    "ted": "edward", "ed": "edward", "eddie": "edward", "joe": "joseph", "tony": "anthony", "larry": "lawrence",
    "harry": "henry", "hank": "henry", "chuck": "charles", "charlie": "charles", "steve": "stephen", "steven": "stephen",
    "peggy": "margaret", "maggie": "margaret", "kate": "katherine", "kathy": "katherine", "liz": "elizabeth",
    "betty": "elizabeth", "beth": "elizabeth", "sue": "susan", "tom": "thomas", "tommy": "thomas", "andy": "andrew", "nick": "nicholas",
    "jeff": "jeffrey", "geoff": "geoffrey", "gerry": "gerald", "jerry": "gerald", "vova": "vladimir", "sasha": "alexander",
    "alex": "alexander", "pepe": "jose", "paco": "francisco", "pancho": "francisco", "gigi": "luigi", "rosie": "rosemary",
}  # fmt: skip
_TITLES_AFTER = frozenset(["jr", "sr", "ii", "iii", "iv"])
_LEGAL = frozenset("inc corp corporation ltd limited llc plc co company group ag gmbh sa spa nv the".split())
_SMALL = frozenset("of the for and on in de du des la le der die das für und di del della y e et".split())


@dataclass(frozen=True, slots=True)
class Form:
    """A name ready for comparison."""

    text: str
    key: str  # without case, accents, marks and spaces
    tokens: tuple[str, ...]  # romanised where the script has a table
    foreign: bool  # romanised, so that only far skeletons compare


@cache
def form(text: str) -> Form:
    """Return a name's form; hyphens part tokens, as "Min-su" and "Min Su" are one."""
    plain = loose(text)
    foreign = not plain.isascii() and romanise(text) != plain
    tokens = tuple(t for t in (romanise(text) if foreign else plain).split() if t not in _TITLES_AFTER)
    return Form(text, plain.replace(" ", ""), tokens or (plain,), foreign)


def same_person(one: Form, other: Form) -> bool:
    """Whether two full names (two tokens or more, or ideographs) may be one person's."""
    if one.key == other.key or sorted(one.tokens) == sorted(other.tokens):
        return True
    if one.foreign or other.foreign:
        return _same_abroad(one, other)
    if _IDEOGRAPH.search(one.text) or _IDEOGRAPH.search(other.text):
        return False
    short, long = sorted((one.tokens, other.tokens), key=len)
    if len(short) < 2:
        return False
    return _covered(short, long)


def _covered(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each token of the shorter name has its own in the longer one, in order, surname with surname."""
    if tuple(long[: len(short)]) == tuple(short):  # a second surname, or a headline's next word
        return True
    loosened = 0
    if short[-1] != long[-1]:
        if not same_spelling(short[-1], long[-1]):
            return _joined(short, long) or _same_bones(short, long)
        loosened += 1
    place = 0
    for token in short[:-1]:
        while place < len(long) - 1 and not _same_given(token, long[place]):
            place += 1
        if place >= len(long) - 1:
            return _joined(short, long)
        loosened += token != long[place] and not _is_short_for(token, long[place])
        place += 1
    return loosened <= 1 or _same_bones(short, long)


def _same_bones(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether first and last tokens have the same consonants: "Khaled Nasser" and "Khalid Nasir"."""
    pairs = ((short[0], long[0]), (short[-1], long[-1]))
    return all(skeleton(a) == skeleton(b) and len(skeleton(a)) > 1 and len(a) > 3 < len(b) for a, b in pairs)


def _joined(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the two differ in where their parts are cut: "Abu Nasr" and "Abunasr"."""
    return "".join(short) == "".join(long)


def _same_given(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return _is_short_for(one, other) or (same_spelling(one, other) and not _by_gender(one, other))


def _is_short_for(one: str, other: str) -> bool:
    """Whether one is the other's familiar form: its beginning ("Greg"), or in the table ("Bill")."""
    short, long = sorted((one, other), key=len)
    return ((len(short) == 1 or len(long) - len(short) > 1) and long.startswith(short)) or (
        _FAMILIAR.get(short, short) == _FAMILIAR.get(long, long)
    )


def _by_gender(one: str, other: str) -> bool:
    """Whether the two differ as a man's and a woman's name do: Mario and Maria, Daniel and Daniela."""
    short, long = sorted((one, other), key=len)
    if long in {short + "a", short + "e", short + "le", short + "ne"}:
        return True
    return len(one) == len(other) and one[:-1] == other[:-1] and {one[-1], other[-1]} == {"o", "a"}


def same_spelling(one: str, other: str) -> bool:
    """Whether two words may be spellings of one name."""
    if one == other:
        return True
    shortest = min(len(one), len(other))
    if shortest < _ONE_EDIT - 1 or (one[0] != other[0] and skeleton(one)[:1] != skeleton(other)[:1]):
        return False
    edits = OSA.distance(one, other, score_cutoff=2)  # a transposition is one slip of the keys
    if edits <= (2 if shortest >= _TWO_EDITS else 1) and shortest >= _ONE_EDIT:
        return True
    bones = skeleton(one)
    return len(bones) >= _SKELETON and bones == skeleton(other) and abs(len(one) - len(other)) <= 2


def _same_abroad(one: Form, other: Form) -> bool:
    """Whether two names in different scripts sound alike, token by token in either order."""
    a, b = ([_open_ended(far_skeleton(t)) for t in f.tokens] for f in (one, other))
    if sum(map(len, a)) < _FAR_SKELETON or sum(map(len, b)) < _FAR_SKELETON or len(a) != len(b):
        return _sounds("".join(a), "".join(b))
    return _sounds("".join(a), "".join(b)) or _sounds("".join(a), "".join(reversed(b)))


def _open_ended(bones: str) -> str:
    """A far skeleton without a final r, which kana and Hangul write as a long vowel or not at all."""
    return bones.removesuffix("r") if len(bones) > 2 else bones


def _sounds(one: str, other: str) -> bool:
    """Whether two far skeletons differ in at most a fifth of their consonants."""
    longest = max(len(one), len(other))
    return longest > _FAR_SKELETON and Levenshtein.distance(one, other) <= longest // 5


def sounds_like(one: str, other: str) -> bool:
    """Whether two single words in different scripts sound alike."""
    a, b = far_skeleton(one), far_skeleton(other)
    return len(a) >= _FAR_SKELETON and a == b


def body_tokens(found: Form) -> tuple[str, ...]:
    """An organisation's tokens without articles and legal forms."""
    kept = tuple(t for t in found.tokens if t not in _LEGAL)
    return kept or found.tokens


def initials(text: str) -> frozenset[str]:
    """The acronyms that a name of several words may have: with and without its small words."""
    parts = [w for w in re.split(r"[\s-]+", text) if w[:1].isalpha()]
    if len(parts) < 2:
        return frozenset()
    every = "".join(w[0] for w in parts if w.lower() != "the")
    large = "".join(w[0] for w in parts if w.lower() not in _SMALL)
    capital = "".join(w[0] for w in parts if w[0].isupper())
    return frozenset(a.upper() for a in (every, large, capital) if len(a) > 1)


def is_acronym(text: str) -> bool:
    """Whether a name is two to eight capitals: "AP", "U.N."."""
    bare = text.replace(".", "")
    return bare.isalpha() and bare.isupper() and bare.isascii() and 2 <= len(bare) <= 8


def is_unspaced(text: str) -> bool:
    """Whether a name is written in a script that parts no words."""
    return _UNSPACED.search(text) is not None
