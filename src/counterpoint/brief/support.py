"""Is a sentence supported by its cited passages? Names, numbers, dates, quotes, polarity, and the rest of its words.

Data way: Brief + cited passages -> VerifiedBrief. Pure.

Fails closed: what is not found is a problem, and a sentence with a problem is not published. The check reads
words, not meaning; that a writer swapped two people who both stand in the passage shows only in word order,
which `Support.score` weighs and `SCORE_FLOOR` bounds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from counterpoint.text import fold, loose

# Lowest score that is published. On QAGS (CNN/DM) 91 % of the sentences at or above it have a majority of readers
# calling them supported (74 % of all have), and 85 % of those that all readers call supported are kept.
SCORE_FLOOR = 0.85
_LONGEST_SENTENCE = 400  # characters; a longer passage is taken apart at its full stops
_STEM = 5  # letters of a word that inflection leaves alone, for most words of European languages

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*|\d+(?:[.,:]\d+)*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_NUMBER = regex.compile(r"\d+(?:[.,\u00a0 ]\d{3}(?!\d))*(?:[.,]\d+)?")
_QUOTED = regex.compile(r'"([^"]{2,600})"|[「『]([^」』]{2,600})[」』]')
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*")
_SENTENCE_END = regex.compile(r"(?<=[.!?。！？؟])\s+|(?<=[。！？])")
_SENTENCE_START = regex.compile(r"(?:^|[.!?…:]\s+|[\"“«(]\s*)$")

# Words that carry no content of their own, as stems under `loose`. Only what is frequent matters: a word too
# many here makes the check blind to it, one too few makes it stricter.
_FUNCTION = frozenset(
    (
        "a an the and or but of to in on at by for from with as that which who whom whose this these those it its "
        "he his him she her they their them we our us i my you your is are was were be been being has have had do "
        "does did will would can could may might shall should must than then there here also into onto over under "
        "after before during while when where about between against through up down out off so such if not no nor "
        "le la les un une des de du et ou a au aux en dans sur par pour avec qui que dont ce cette ces il elle ils "
        "elles son sa ses leur est sont etait a ont der die das ein eine und oder in im am an auf von vom zu zum mit "
        "fur bei nach aus ist sind war hat haben el los las una y o del al por con para que se su sus es fue o os as "
        "um uma e do da dos das no na em com и в на с по за из от к у о что это как не он она они его ее их был была "
        "wa ya na kwa ni za la katika cha vya"
    ).split()
)
_NEGATORS = frozenset(
    (
        "not no never nobody nothing none neither nor without cannot n't denied denies deny refused refuses failed "
        "fails nicht kein keine keinen keiner nie niemand ohne ne pas jamais aucun aucune sans rien no nunca nadie "
        "ninguno ninguna sin tampoco nao nunca nenhum nenhuma sem не нет никогда без ни si hapana kamwe bila"
    ).split()
)
_NEGATED_MORPHEMES = ("ない", "なかった", "ません", "않", "没有", "不是", "未", "لم ", "لن ", "ليس")
_NUMBER_WORDS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}


@dataclass(frozen=True, slots=True)
class Support:
    """How far passages support a sentence."""

    score: float  # 0..1: see _score
    problems: tuple[str, ...]  # each a reason not to publish, in words

    def refusal(self, floor: float = SCORE_FLOOR) -> str | None:
        """Why the sentence may not be published, or None where it may."""
        if self.problems:
            return "; ".join(self.problems)
        return None if self.score >= floor else f"too little of it stands in the passages ({self.score:.0%})"


def check_support(
    sentence: str,
    passages: Sequence[str],
    *,
    also: Collection[str] = (),
) -> Support:
    """Check one sentence against the passages it cites.

    Args:
        sentence: As it would be published.
        passages: The exact words cited, with as much of their sentence as is cited.
        also: Words the sentence may use though no passage has them: names of outlets it attributes to, other
            names of an entity that a passage names, a date that a passage's "Tuesday" was resolved to.

    Returns:
        The score and every problem found.
    """
    source = fold("\n".join(" ".join(p.split()) for p in passages))
    allowed = fold("\n".join(also))
    text = fold(sentence)
    problems = [
        *_missing_quotes(text, source),
        *_missing_numbers(text, source + "\n" + allowed),
        *_missing_names(text, source + "\n" + allowed),
        *_changed_polarity(
            _QUOTED.sub(" ", text), source
        ),  # what stands in quotation marks is checked to the letter
    ]
    return Support(_score(text, source, allowed), tuple(problems))


def _missing_quotes(text: str, source: str) -> Iterator[str]:
    folded = " ".join(source.split())
    for match in _QUOTED.finditer(text):
        words = " ".join((match.group(1) or match.group(2)).split()).strip(" .,;:!?")
        parts = [p.strip(" .,;:!?") for p in regex.split(r"\s*(?:…|\[[^\]]*\]|\.\.\.)\s*", words)]
        if any(p and p.casefold() not in folded.casefold() for p in parts):
            yield f"the quotation is not in the passage: {words[:60]}"


def _missing_numbers(text: str, source: str) -> Iterator[str]:
    there = set(_numbers(source))
    for number in _numbers(text):
        if number not in there:
            yield f"the number is not in the passage: {number}"


def _numbers(text: str) -> Iterator[str]:
    """Yield each number with separators of thousands removed; small number words as digits."""
    for match in _NUMBER.finditer(text):
        bare = regex.sub(r"[.,\u00a0 ](?=\d{3}(?!\d))", "", match.group())
        yield bare.replace(",", ".")
    for word in regex.findall(r"[a-z]+", text.casefold()):
        if word in _NUMBER_WORDS:
            yield _NUMBER_WORDS[word]


def _missing_names(text: str, source: str) -> Iterator[str]:
    """Yield each capitalised word of the sentence that the source has under no spelling."""
    there = set(_keys(source))
    joined = loose(source).replace(" ", "")
    for match in _NAME.finditer(text):
        word = regex.sub(r"'s?$", "", match.group())
        key = loose(word).replace(" ", "")
        starts = _SENTENCE_START.search(text, 0, match.start()) is not None
        if not key or key in _FUNCTION or key in _NUMBER_WORDS or key in joined:
            continue
        if starts and _stem(key) in {_stem(k) for k in there}:
            continue
        if starts and len(word) > 1 and _is_common(word, text):
            continue
        yield f"the name is not in the passage: {word}"


def _is_common(word: str, text: str) -> bool:
    """Whether a sentence's first word stands elsewhere in it in lower case: then it is no name."""
    return regex.search(rf"\b{regex.escape(word.casefold())}\b", text) is not None


def _changed_polarity(text: str, source: str) -> Iterator[str]:
    """A negator must negate the same words on both sides."""
    mine, theirs = _negated(text), _negated(source)
    my_words, their_words = ({_stem(k) for k in _keys(t)} for t in (text, source))
    for word in mine:
        if not theirs or (word in their_words and word not in theirs):
            yield f"the passage does not negate: {word}"
    for word, plain in theirs.items():
        if word in my_words and word not in mine and not plain:
            yield f"the passage negates: {word}"
    for morpheme in _NEGATED_MORPHEMES:
        if morpheme in text and morpheme not in source:
            yield f"the passage does not negate: {morpheme.strip()}"


def _negated(text: str) -> dict[str, bool]:
    """Return the two content words after each negator, each with whether it stands un-negated elsewhere."""
    found: dict[str, bool] = {}
    everything: list[tuple[str, bool]] = []
    for clause in regex.split(r"[.,;:!?\"\n]", regex.sub(r"n't\b", " not", text.casefold())):
        words = [loose(w) for w in regex.findall(r"[\p{L}\p{M}]+", clause)]
        reach = 0
        for word in words:
            if word in _NEGATORS:
                reach = 2
            elif word not in _FUNCTION and word:
                everything.append((_stem(word), reach > 0))
                reach = max(0, reach - 1)
    for word, negated in everything:
        if negated:
            found[word] = False
    for word, negated in everything:
        if not negated and word in found:
            found[word] = True
    return found


def _score(text: str, source: str, allowed: str) -> float:
    """Mean of two shares, either near 1 for a sentence that compresses one passage and low for one that fuses.

    The content words that the best single sentence of the source holds, and the runs of three words that the
    source has. Words of `allowed` count as found.
    """
    free = {_stem(k) for k in _keys(allowed)}
    words = [_stem(k) for k in _keys(text)]
    content = [_stem(k) for k in _keys(text) if k not in _FUNCTION and _stem(k) not in free]
    lines = source.split("\n")  # a cited sentence is one line, whatever full stops it holds
    whole = [line for line in lines if 0 < len(line) <= _LONGEST_SENTENCE]
    cut = [s for line in lines if len(line) > _LONGEST_SENTENCE for s in _SENTENCE_END.split(line)]
    sentences = [[_stem(k) for k in _keys(s)] for s in whole + cut]
    best = max((sum(w in held for w in content) for held in map(set, sentences)), default=0)
    there = [k for s in sentences for k in s]
    runs = set(zip(there, there[1:], there[2:], strict=False))
    mine = [r for r in zip(words, words[1:], words[2:], strict=False) if free.isdisjoint(r)]
    share_of_best = best / len(content) if content else 1.0
    share_of_runs = sum(r in runs for r in mine) / len(mine) if mine else share_of_best
    return (share_of_best + share_of_runs) / 2


def _keys(text: str) -> Iterator[str]:
    """Yield the words of a text under `loose`; characters pairwise in scripts without spaces."""
    for match in _WORD.finditer(text):
        word = match.group()
        if _UNSPACED.search(word):
            yield from (word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            yield from (_NUMBER_WORDS.get(key, key) for key in loose(word).split())


def _stem(word: str) -> str:
    return word if word.isdigit() or _UNSPACED.search(word) else word[:_STEM]
