"""Blocks into sentences, each with its language.

Data way: Article -> Sentences (without tokens). Pure.

Method: sentencex's boundaries, joined again where news breaks them: after titles and months it does not know,
before a word that cannot open a sentence, after a quoted question that its speaker follows, and within ordinals
("3. Mann"). Thai, which has no full stop, is cut at spaces before connectives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import sentencex

from counterpoint.language import detect_language
from counterpoint.types import Article, Block, BlockKind, Sentence


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Titles, ranks, months and units that a full stop shortens in news, beyond sentencex's own lists. They never end
# a sentence; abbreviations that may ("U.S.", "Inc.", "p.m.") are settled by the word after them.
_ABBREVIATIONS: dict[str, frozenset[str]] = {
    "en": _table("Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Cpl Cmdr Adm Sen Rep Gov Rev Hon Fr St Mt Ft vs No Nos Jan Feb "
        "Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Atty Supt Insp Det Pvt Spc Brig Amb Pres Messrs Mme Mlle"),
    "de": _table("Dr Prof Hr Fr Nr St Bd Mio Mrd Jan Feb Apr Aug Sept Okt Nov Dez bzw ca z B d h u a sog"),
    "fr": _table("M MM Me Mgr Dr Pr St Ste janv févr avr juil sept oct nov déc av env"),
    "es": _table("Sr Sra Srta Sres D Dª Dr Dra Gral Cnel Lic Ing Prof ene feb mar abr ago sept oct nov dic"),
    "pt": _table("Sr Sra Dr Dra Prof Exmo D Gen Cel jan fev mar abr ago set out nov dez"),
    "it": _table("Sig On Dott Prof Avv Ing Gen Col Mons S"),
    "nl": _table("dhr mevr mw dr prof mr ir drs St jan feb mrt apr aug sept okt nov dec bijv"),
    "pl": _table("dr prof gen płk mgr inż ks ul św tys mln mld r godz"),
    "ru": _table("им ул д тыс млн млрд янв февр фев мар апр июн июл авг сент сен окт нояб ноя дек св ген"),
    "uk": _table("ім вул тис млн млрд січ лют бер квіт трав черв лип серп вер жовт лист груд"),
    "sw": _table("Bw Bi Dk Dkt Mh Mhe Prof Jen Kan Sh Ksh Tsh Nk Jan Feb Mac Apr Ago Sep Okt Nov Des"),
    "tr": _table("Dr Prof Doç Av Sn No Org Gen"),
    "id": _table("Dr Drs Ir Prof Tn Ny Jl No Rp"),
}  # fmt: skip

# In these languages a figure with a full stop is an ordinal, and no sentence ends there before a word.
_ORDINAL_STOPS = frozenset(
    ["cs", "da", "de", "et", "fi", "hr", "hu", "lv", "nb", "pl", "sk", "sl", "sr", "sw"]
)

_LAST_WORD = re.compile(r"(\w+)\.$")
_SHORT_STOP = re.compile(r"(?:\b[A-ZА-ЯЁ]|\d)\.$")
_INITIAL = re.compile(r"\b[A-ZА-ЯЁ]\.$")
_FIGURE = re.compile(r"\b\d{1,2}\.$")
_LOWER_START = re.compile(r"[\"'“”’»)\]]*\s*[^\W\d_]")
# Small words that open names, so that a lower-case start may still be a sentence's.
_NAME_PARTICLE = re.compile(
    r"(?:al|el|ad|an|as|ash|at|az|d|l|e|i)[-’'A-Z]|(?:de|di|da|du|von|van|bin|ibn) [A-Z]"
)
_CLOSED_QUOTE = re.compile(r"[?!.…][\"”’»」』]\s*$")
_QUOTED = re.compile(r"^[\"“‘«„「『]")
# A speaker and a verb of saying straight after a quoted question or exclamation.
_ATTRIBUTION = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|the|a|one|his|her|their) ){1,5}?"
    r"(?:said|asked|asks|says|added|adds|wrote|writes|told|replied|shouted|exclaimed|tweeted|posted|recalled)\b"
)
_KOREAN_PARTICLE = re.compile(r"(?:이?라고|이?라며|이?라는|고|며|면서|는)\b")
_CLOCK_STOP = re.compile(r"\b[ap]\.m\.$")
_AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{2,4}\b|\(|on\b")
_STATE_STOP = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C)\.$")
_AFTER_STATE = re.compile(
    r"(?:President|Secretary|Senator|Sen\.|Rep\.|House|Senate|Congress|Supreme|District|Court|Department|Embassy|"
    r"Ambassador|Army|Navy|Air|Marine|Attorney|Treasury|State|Central|Federal|Capitol|Coast|Open|Security|General|"
    r"Geological|National|Justice|Defense|Vice|Trade|Food|Bank|Steel|Forces|Customs|Immigration|Secret)\b"
)

_THAI_OPENER = re.compile(
    r" (?=ทั้งนี้|ขณะที่|อย่างไรก็ตาม|นอกจากนี้|ส่วน|ด้าน|ต่อมา|จากนั้น|สำหรับ|โดยเมื่อ|เมื่อวันที่|เมื่อเวลา|นาย|นาง)"
)
_THAI_SPACE = re.compile(r" ")
# Thai clauses run 40 to 80 letters; below, a space separates names or figures, not sentences (read by eye).
_THAI_SHORTEST = 60
_THAI_LONGEST = 180

# A sentence longer than this is cut at spaces, so that no later stage meets an unbounded one.
_LONGEST = 3000
# Letters that a block needs before its own language may overrule the article's: below, the guess errs too often.
_LANGUAGE_LETTERS = 80
_LANGUAGE_READ = 240  # code points of a block that are asked for its language; more say the same
_FUNCTION_WORDS = _table(
    "the of and to for that on with as it by from at was were be has have had he she they his her their this which not "
    "but are said who would will after before about into than when been its there"
)
# Measured on paragraphs of cluster_wmt21_crosslingual: English has 31 % of these words, no other language over 17 %.
_FUNCTION_SHARE = 0.2

# "TOKYO (AP) — ", "GENEVA, March 3 (Agency) - ": the line's own frame, not part of what the sentence says.
_DATELINE = re.compile(
    r"^[^\W\d_][^()\n]{0,60}?\(\s*[A-Z][^()\n]{1,40}\)\s*(?:[—–-]{1,2}|:)\s+"
    r"|^[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s*[—–]{1,2}\s+"
)


def split_sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of an article in reading order, none across blocks, trimmed of white space."""
    found: list[Sentence] = []
    for block in article.blocks:
        text = article.text[block.start : block.end]
        language = _block_language(text, article.language)
        for start, end in sentence_offsets(text, language, skip=_frame(text, block)):
            span = article.span(block.start + start, block.start + end)
            found.append(Sentence(span, block.kind, language))
    return tuple(found)


def sentence_offsets(text: str, language: str, *, skip: int = 0) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of one block, leaving out its first `skip` code points."""
    offsets: list[tuple[int, int]] = []
    for start, end in _lines(text, skip):
        offsets += _joined(text, _pieces(text, start, end, language), language)
    return [cut for a, b in offsets for cut in _trimmed(text, a, b)]


def _frame(text: str, block: Block) -> int:
    """The length of a dateline at the head of a paragraph."""
    if block.kind is not BlockKind.PARAGRAPH:
        return 0
    match = _DATELINE.match(text[:120])
    return match.end() if match else 0


def _block_language(text: str, article_language: str) -> str:
    """The article's language, unless the block is long enough to be clearly in another."""
    if article_language == "und":
        return detect_language(text)
    if sum(map(str.isalpha, text)) < _LANGUAGE_LETTERS:
        return article_language
    if article_language == "en" and _reads_english(text[:_LANGUAGE_READ]):
        return article_language
    return detect_language(text[:_LANGUAGE_READ], hint=article_language)


def _reads_english(text: str) -> bool:
    """Whether so many words are English function words that asking the statistics would be a waste."""
    found = text.lower().split()
    return sum(w in _FUNCTION_WORDS for w in found) >= _FUNCTION_SHARE * len(found)


def _lines(text: str, skip: int) -> Iterator[tuple[int, int]]:
    """Lines are their own sentences, save one that runs on: no stop at its end, a lower-case letter after."""
    start = skip
    for match in re.finditer(r"\n+", text):
        if match.start() < start:
            continue
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if after.islower() and before not in ".!?:;":
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _pieces(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The first cut: sentencex's, or Thai's spaces."""
    line = text[start:end]
    if language == "th":
        yield from ((start + a, start + b) for a, b in _thai(line))
        return
    for boundary in sentencex.get_sentence_boundaries(language, line):
        yield start + boundary["start_index"], start + boundary["end_index"]


def _joined(text: str, pieces: Iterable[tuple[int, int]], language: str) -> list[tuple[int, int]]:
    """Join pieces that sentencex tore apart."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and _belongs(
            text[joined[-1][0] : joined[-1][1]].rstrip(), text[start:end].lstrip(), language
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belongs(before: str, after: str, language: str) -> bool:
    """Whether `after` continues the sentence that `before` began."""
    if not any(map(str.isalnum, after)) or not any(map(str.isalnum, before)):
        return True
    tail = before[-40:]
    last = _LAST_WORD.search(tail)
    if last and last[1] in _ABBREVIATIONS.get(language, frozenset()):
        return True
    if _INITIAL.search(tail) and not _STATE_STOP.search(tail) and after[:1].isupper() and len(before) > 3:
        return _SHORT_STOP.search(tail) is not None and not _CLOCK_STOP.search(tail) and _names_on(tail)
    if language in _ORDINAL_STOPS and _FIGURE.search(tail):
        return True
    if _CLOCK_STOP.search(tail):
        return _AFTER_CLOCK.match(after) is not None
    if _STATE_STOP.search(tail) and _AFTER_STATE.match(after):
        return True
    if _CLOSED_QUOTE.search(tail) and _QUOTED.match(before):
        if language == "ko":
            return _KOREAN_PARTICLE.match(after) is not None
        if language == "en" and _ATTRIBUTION.match(after):
            return True
    return _continues(after)


def _names_on(tail: str) -> bool:
    """Whether a single capital with a stop is an initial in a name: a capitalised word or the start before it."""
    return re.search(r"(?:^|[A-ZА-ЯЁ][\w’'-]*\.? )[A-ZА-ЯЁ]\.$", tail) is not None


def _continues(after: str) -> bool:
    """Whether a piece opens with a lower-case letter that no name explains."""
    match = _LOWER_START.match(after)
    return match is not None and after[match.end() - 1].islower() and not _NAME_PARTICLE.match(after)


def _thai(line: str) -> Iterator[tuple[int, int]]:
    """Cut Thai before connectives once a clause's length is reached, or at any space when it is long."""
    start = 0
    for space in _THAI_SPACE.finditer(line):
        length = space.start() - start
        if length >= _THAI_LONGEST or (length >= _THAI_SHORTEST and _THAI_OPENER.match(line, space.start())):
            yield start, space.end()
            start = space.end()
    yield start, len(line)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Leave out white space at both ends, and cut what is longer than any sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut + 1 if text[cut] == " " else cut
    if start < end:
        yield start, end
