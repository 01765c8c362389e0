"""Sources and clauses by the order of words, where the parser lost its way.

Data way: a Parse and its quoted passages -> token sets for quote_english. Pure.

News puts its speakers in few places: right before the verb, before a parenthesis that ends at the verb, right after
the verb. Small parsers miss them just there, beside quotation marks and parentheses, so these places are read directly.
"""

from __future__ import annotations

from counterpoint.annotate import quote_cues as words
from counterpoint.annotate.quote_parse import Parse

_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "SYM"})
_LINKS = frozenset({"of", "for", "in", "at", "from", "and", "&", "to", "with", "on"})
_SKIPPED = frozenset({"ADV", "AUX"})
_PARENTHESIS = 25  # tokens between the commas of a parenthesis
_PHRASE = 14  # tokens of a noun phrase with its links
_SHORTEST_CLAUSE = 2  # tokens before a comma and a speaker
_ADVERBIAL = 8  # tokens between a verb and the comma that closes its parenthesis
_COMMAS = frozenset({",", "—", "–", "--", "-"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def source_before(parse: Parse, verb: int) -> set[int] | None:
    """Return the noun phrase that ends at a verb, or at a parenthesis before it."""
    tokens = parse.tokens
    if tokens[verb].tag == "VBG":
        return first_phrase(parse, verb)
    at = verb - 1
    while at >= 0 and tokens[at].pos in _SKIPPED and tokens[at].dep != "nsubj":
        at -= 1
    if at >= 0 and tokens[at].text in _COMMAS:
        opening = next(
            (k for k in range(at - 1, max(-1, at - _PARENTHESIS), -1) if tokens[k].text in _COMMAS), None
        )
        if opening is None:
            return None
        at = opening - 1
    elif at >= 0 and tokens[at].text.lower() in {"who", "which"}:
        at -= 2 if at and tokens[at - 1].text in _COMMAS else 1
    return phrase_ending(parse, at)


def phrase_ending(parse: Parse, last: int) -> set[int] | None:
    """Return the noun phrase whose last token is given."""
    tokens = parse.tokens
    if last < 0 or tokens[last].pos not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}:
        return None
    row = [last]
    at = last - 1
    while at >= 0 and len(row) < _PHRASE:
        link = tokens[at].text.lower() in _LINKS and at > 0 and tokens[at - 1].pos in {"NOUN", "PROPN"}
        if not (tokens[at].pos in _NOMINAL or link or tokens[at].tag == "HYPH"):
            break
        row.append(at)
        at -= 1
    while row and (tokens[row[-1]].text.lower() in _LINKS or tokens[row[-1]].tag in {"HYPH", "POS"}):
        row.pop()
    if not any(tokens[k].pos in {"NOUN", "PROPN", "PRON"} for k in row):
        return None
    if row[-1] and tokens[row[-1] - 1].pos == "ADP":
        return None  # "in a video": not who, but where
    return set(row)


def first_phrase(parse: Parse, before: int) -> set[int] | None:
    """Return the noun phrase that opens a sentence, when a comma or a verb ends it."""
    tokens = parse.tokens
    at = 0
    while at < min(before, _PHRASE) and (tokens[at].pos in _NOMINAL or tokens[at].tag == "HYPH"):
        at += 1
    if not at or at >= before or not (tokens[at].text in _COMMAS or tokens[at].pos in {"VERB", "AUX", "ADV"}):
        return None
    return phrase_ending(parse, at - 1)


def opens_sentence(parse: Parse, verb: int) -> bool:
    """Whether a verb follows the phrase that opens its sentence, perhaps after a parenthesis."""
    phrase = first_phrase(parse, verb)
    if not phrase:
        return False
    last = max(phrase)
    between = parse.tokens[last + 1 : verb]
    if not between:
        return True
    return len(between) <= _PARENTHESIS and between[0].text in _COMMAS and between[-1].text in _COMMAS


def source_after(parse: Parse, verb: int) -> set[int] | None:
    """Return the noun phrase that starts right after a verb: "..., said Ana Diaz of the union"."""
    tokens = parse.tokens
    row: list[int] = []
    at = verb + 1
    while at < len(tokens) and len(row) < _PHRASE:
        link = (
            tokens[at].text.lower() in {"of", "for"}
            and row
            and at + 1 < len(tokens)
            and tokens[at + 1].pos in _NOMINAL
        )
        if not (tokens[at].pos in _NOMINAL or link or tokens[at].tag == "HYPH"):
            break
        row.append(at)
        at += 1
    if not row or not any(tokens[k].pos in {"NOUN", "PROPN"} or tokens[k].tag == "PRP" for k in row):
        return None
    return set(row)


def around(parse: Parse, verb: int, source: set[int]) -> set[int]:
    """Return the sentence around "..., X said, ...", where commas fence off speaker and verb."""
    tokens = parse.tokens
    if tokens[verb].tag not in _FINITE:
        return set()
    first, last = min(source | {verb}), max(source | {verb})
    if last - first > _PARENTHESIS or first < _SHORTEST_CLAUSE or tokens[first - 1].text != ",":
        return set()
    close = next(
        (k for k in range(last + 1, min(len(tokens), last + _ADVERBIAL)) if tokens[k].pos == "PUNCT"), None
    )
    if close is None or tokens[close].text not in {",", ".", ";"}:
        return set()
    before = set(range(first - 1))
    if not any(tokens[k].pos in {"VERB", "AUX"} for k in (*before, *range(close + 1, len(tokens)))):
        return set()
    return before | set(range(close + 1, len(tokens))) if tokens[close].text == "," else before


def opens_clause(parse: Parse, verb: int) -> int | None:
    """Return the first token of a clause that follows a verb directly, or None."""
    tokens = parse.tokens
    at = verb + 1
    if at < len(tokens) and tokens[at].text == ",":
        return None
    if at < len(tokens) and tokens[at].lemma == "that":
        return at
    if (
        at < len(tokens)
        and tokens[at].tag == "PRP"
        and tokens[at].text.lower() not in {"it", "them", "him", "her", "us", "me"}
    ):
        return at
    for k in range(at, min(len(tokens), at + _PHRASE)):
        if tokens[k].tag in _FINITE | {"MD"} and k > at:
            return at
        if tokens[k].pos not in _NOMINAL and tokens[k].text.lower() != "of":
            return None
    return None


def clause_end(parse: Parse, first: int) -> int:
    """Return the token after a clause: before a comma with another cue's participle, or the sentence's end."""
    tokens = parse.tokens
    for k in range(first + 1, len(tokens)):
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        if (
            tokens[k].text in {",", ";"}
            and nxt is not None
            and nxt.tag == "VBG"
            and nxt.lemma in words.CLAUSE
        ):
            return k
        if tokens[k].text in {".", "!", "?"} and k == len(tokens) - 1:
            return k
    return len(tokens)
