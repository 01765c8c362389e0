"""Which wire agency a report is from, with the exact words that show it.

Data way: text, dateline, bylines, credits, rights statement -> AgencyCredit. Pure.

Copy or only cited? The dateline's slug, the byline, a closing slug, an agency's own writer among the contributors and an
agency's rights statement say that the report as a whole is the agency's. "told AFP", "according to Reuters", "with files
from" and a picture's credit say only that something in it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from counterpoint.extract.agencies import agency_named, names_and_slugs, slug_table
from counterpoint.text import clean
from counterpoint.types import AgencyCredit, Dateline

_CLOSING = 90  # characters of a last line that may be nothing but credits: "dpa-infocom, dpa:260113-99-1/3"
_CLOSING_LINES = 4  # rights lines, editors' codes and contact lines stand below a slug
_OPENING = 160  # characters from the start in which a slug in brackets stands for a dateline
_CITED_WITHIN = (
    100_000  # characters of the report, from its start, in which one that is cited is looked for: likewise
)
_MOST_MENTIONS = 300  # of agencies' names among which one that is cited is looked for: a bound on time
_NEAR = 40  # characters between an agency's name and a word that says how it was used

_LONGEST_SLUG = 6  # letters of an agency's slug; longer words in a dateline's brackets are its own names
_AGENCY_NOUN = re.compile(
    r"\b(?:press|news|wire)\s+(?:agency|service)$|\bnachrichtenagentur\b|^agence\s|^agencia\s|^agência\s|^agenzia\s|"
    r"информагентство|通信社$|通讯社$|통신사?$|^وكالة\s",
    re.IGNORECASE,
)

_STAFF = r"(?:writers?|reporters?|journalists?|correspondents?|staff|редактор|корреспондент\w*|journalistes?|periodistas?|jornalistas?|giornalist\w+|redakteur\w*|記者|记者|기자)"
_CONTRIBUTED = r"(?:contributed|contributing)\b|reporting by|reported (?:from|this)"
_CITED = (
    r"told|tells|interview with|speaking to|spoke to|according to|as reported by|reported by|reports?|reported|said|says|quoted by|cited by|citing|quoting|seen by|"
    r"with files from|with (?:reporting|information|material) from|additional reporting|contributed to this|poll|tally|news agency|wire service|correspondent in|"
    r"sagte|laut|nach angaben|berichtet\w*|meldet\w*|zufolge|mit material|gegenüber|der nachrichtenagentur|nachrichtenagentur|"
    r"a déclaré à|selon|d'après|a indiqué|rapporte|agence|avec|"
    r"según|dijo a|informó|reportó|declaró a|agencia|con información de|segundo|disse à|informou|agência|com informações d[aeo]s?|"
    r"secondo|ha detto|riferisce|agenzia|сообщ\w+|передает|передаёт|сказал\w*|по данным|со ссылкой|агентств\w+|повідом\w+|"
    r"volgens|meldt|aldus|persbureau|enligt|säger|uppger|ifølge|siger|skriver|oplyser|kertoo|mukaan|jak podaje|podał\w*|poinformował\w*|agencj\w+|podle|uvedl\w*|agentur\w*|"
    r"göre|bildirdi|aktardı|ajansı?|kepada|menurut|lapor|melaporkan|kwa mujibu wa|liliripoti|limeripoti|shirika la habari|theo|hãng tin|وفق|نقلت|نقلا عن|قال|قالت|أفادت|ذكرت|وكالة|لوكالة|"
    r"خبرگزاری|به گزارش|के अनुसार|को बताया|ने बताया|समाचार एजेंसी|によると|が報じ|が伝え|に語|に対し|通信社?|据|據|报道|報道|报导|報導|援引|에 따르면|보도|전했|통신"
)
_CITED_WORD = re.compile(_CITED, re.IGNORECASE)
_STAFF_AFTER = re.compile(rf"^\W{{0,3}}(?:'s |’s )?{_STAFF}\b", re.IGNORECASE)
_CONTRIBUTED_WORD = re.compile(_CONTRIBUTED, re.IGNORECASE)
_DIVIDERS = re.compile(r"[;,|•]|\s+[-–—]\s+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|&", re.IGNORECASE)


def find_agency(
    text: str,
    *,
    dateline: Dateline,
    bylines: Sequence[str],
    credits: Sequence[str] = (),  # noqa: A002 - what pictures print is called a credit
    rights_statement: str | None = None,
) -> AgencyCredit | None:
    """Return the wire agency that a report shows itself to be from, else one it cites, else None.

    Args:
        text: The report's text, contributor lines included.
        dateline: As read from its first paragraph.
        bylines: As printed, without "By".
        credits: Credits of its pictures; alone they never make a copy.
        rights_statement: The page's own, as printed.

    """
    whole = agency_of_all(text, dateline=dateline, bylines=bylines, rights_statement=rights_statement)
    if whole is not None:
        return whole
    cited = _cited(text[:_CITED_WITHIN])
    if cited:
        return AgencyCredit(*cited, copy=False)
    for credit in credits:
        if found := _named_in(credit):
            return AgencyCredit(found[0], credit, copy=False)
    return None


def agency_of_all(
    text: str, *, dateline: Dateline, bylines: Sequence[str], rights_statement: str | None = None
) -> AgencyCredit | None:
    """Return the wire agency that a report as a whole is from, as `find_agency` does; one that is only cited is not looked for."""
    for name, evidence in _of_the_whole(text, dateline, bylines, rights_statement):
        return AgencyCredit(name, evidence, copy=True)
    return None


def _of_the_whole(
    text: str, dateline: Dateline, bylines: Sequence[str], rights: str | None
) -> Iterator[tuple[str, str]]:
    if dateline.agency and (name := agency_named(dateline.agency)):
        yield name, _as_printed(text, dateline.agency)
    elif dateline.agency and (strange := _unlisted(dateline.agency, text, bylines, rights)):
        yield strange, _as_printed(text, dateline.agency)
    for byline in bylines:
        if _AGENCY_NOUN.search(byline):
            yield byline, byline
        for bit in (byline, *_DIVIDERS.split(byline)):
            if name := agency_named(clean(bit)):
                yield name, byline
    yield from _closing(text)
    yield from _own_writer(text)
    if rights and re.search(
        r"©|ⓒ|\(c\)|copyright|저작권|版权|news from|rights reserved|rechte", rights, re.IGNORECASE
    ):
        for line in rights.split("\n"):
            if found := _named_in(line):
                yield found[0], line


def _unlisted(slug: str, text: str, bylines: Sequence[str], rights: str | None) -> str | None:
    """The name behind a slug that no table has: words that begin with its letters, where the page prints them.

    "(MPA)" beside "© Meridian Press Agency". A slug alone is a credit too, but under no better name.
    """
    letters = [c for c in slug if c.isalpha()]
    if not 2 <= len(letters) <= _LONGEST_SLUG or not slug.isupper():
        return None
    spelt = r"\W+(?:of |the |de |du |di )?".join(rf"{re.escape(c)}[^\W\d_]+" for c in letters)
    for printed in (rights or "", *bylines, text):
        if found := re.search(rf"\b{spelt}\b", printed):
            return found.group()
    return slug


def _as_printed(text: str, slug: str) -> str:
    """The slug with its brackets; those that hold little else come before those that hold a place too."""
    start, mark = text[: _OPENING * 4], re.escape(slug)
    inside = r"[^()\[\]【】（）]"
    for pattern in (
        rf"[(\[【（［]\s*{mark}{inside}{{0,12}}?[)\]】）］]",
        rf"[(\[【（［]{inside}{{0,20}}?[=＝ ]?{mark}{inside}{{0,12}}?[)\]】）］]",
        rf"/\s*{mark}\s*/",
    ):
        if found := re.search(pattern, start):
            return found.group()
    return slug


def _closing(text: str) -> Iterator[tuple[str, str]]:
    """A slug as the last words: a line of its own, in brackets, after a dash or in capitals after the last sentence."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in reversed(lines[-_CLOSING_LINES:] if len(lines) > 1 else lines):
        bare = line.strip(" .()[]*–—-")
        if len(line) <= _CLOSING and (name := _all_slugs(bare)):
            yield name, line
            continue
        tail = re.search(
            r"(?:[(\[（【〔]\s*([^()\[\]（）【】]{2,40})\s*[)\]）】〕]|(?:[.!?。\"”»]\s*|\s)[-–—]{1,2}\s*([^\s].{1,30})|[.!?\"”]\s+([A-Z]{3,12}))\s*$",
            line,
        )
        if tail:
            inner = next(g for g in tail.groups() if g)
            name = _all_slugs(inner.strip(" ."))
            if name and not _is_picture_credit(line):
                yield name, tail.group().strip(' .!?。"”»')


def _is_picture_credit(line: str) -> bool:
    return bool(
        re.search(
            r"photo|foto|image|bild\b|picture|via\b|写真|사진|图片|صورة|picha", line[-60:], re.IGNORECASE
        )
    )


def _all_slugs(words: str) -> str | None:
    """The first agency of words that are nothing but agencies and their codes: "AFP/dpa", "Reuters, AP", "dpa/lby"."""
    code = re.match(r"^(?:©\s*)?(\w+)-infocom, dpa:\d", words)
    if code:
        return agency_named(code.group(1))
    bits = [b.strip() for b in re.split(r"[,/;|•]|\s+(?:and|und|et|y|e|и|with|mit)\s+", words) if b.strip()]
    names = [
        agency_named(b) if len(b.split()) <= 4 and (b in slug_table() or len(b) > 4) else None for b in bits
    ]
    if not names or names[0] is None:
        return None
    return names[0] if all(n or len(b) <= 4 for n, b in zip(names, bits, strict=True)) else None


def _own_writer(text: str) -> Iterator[tuple[str, str]]:
    """Find an agency's own writer among the contributors: the report as a whole is then that agency's."""
    paragraphs = [p for p in text.split("\n") if len(p) < 500]
    for paragraph in paragraphs[-12:]:
        if not _CONTRIBUTED_WORD.search(paragraph):
            continue
        for start, end, name in _mentions(paragraph):
            if _STAFF_AFTER.match(paragraph[end:]) and start < 60:
                yield name, paragraph.strip()


def _cited(text: str) -> tuple[str, str] | None:
    for start, end, name in islice(_mentions(text), _MOST_MENTIONS):
        before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        before = re.split(r"[.!?。\n]\s*", before)[-1]
        after = re.split(r"[.!?。\n]", after)[0]
        cues = list(_CITED_WORD.finditer(before))
        later = _CITED_WORD.search(after)
        if not cues and not later:
            continue
        left = start - len(before) + cues[-1].start() if cues else start
        right = end if cues or later is None else end + later.end()
        return name, text[left:right]
    return None


def _named_in(words: str) -> tuple[str, str] | None:
    return next(((name, words[start:end]) for start, end, name in _mentions(words)), None)


def _mentions(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _pattern().finditer(text):
        yield found.start(), found.end(), _canonical()[found.group()]


@cache
def _canonical() -> dict[str, str]:
    table: dict[str, str] = {}
    for printed, name, _ in names_and_slugs():
        table.setdefault(printed, name)
    return table


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation of all names and slugs, longest first; words in spaced scripts end at word boundaries."""
    printed = sorted(_canonical(), key=lambda p: (-len(p), p))
    spaced = [p for p in printed if not re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", p)]
    unspaced = [p for p in printed if p not in set(spaced) and len(p) > 2]
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, spaced))})(?!\w)|(?:{'|'.join(map(re.escape, unspaced))})"
    )
