"""Find sentences that a report takes from another outlet, where no remark is quoted: "first reported by the Gazette".

Data way: Reports -> Hearsay: a sentence, the words that name the outlet, the outlet; asked by `cluster.origins`. Pure.

Quotes with a source are annotation's and reach `cluster.press` with their utterance. These are the others: "as the Gazette
first reported", "citing a report in Le Monde", "told broadcaster Z about it". A phrase leads to a name, and the name must
be an outlet's: by `cluster.press`, by another passage of the story that calls it one, or by a capital article within the
sentence after "a report in" ("in The Lighthouse"). After "as first reported by" any name is one that is no person's and no
place's. The whole sentence rests on the outlet, or what stands after its semicolon: which clauses do is not told, and to count one origin too few does
less harm. Languages: English, French, German, Spanish, Italian, Portuguese, Dutch, Russian; Arabic where the name stands in
quotation marks after a word such as "newspaper".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterpoint.cluster.press import NOUN, Named, Press, outlet_key
from counterpoint.text import loose
from counterpoint.types import Article, Report, Sentence, Span


@dataclass(frozen=True, slots=True)
class Hearsay:
    """A sentence that rests on what another outlet reported."""

    sentence: Span  # or its part that the phrase closes; with the one before, where it looks back at it
    words: Span  # phrase and name
    outlet: Named


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What stands around an outlet's name."""

    before: re.Pattern[str] | None  # right before it; None: `after` alone leads to it
    after: re.Pattern[str] | None = None  # right after it
    sure: bool = False  # nobody else is named in this place
    titled: bool = False  # what is named has reports: a capital article within the sentence tells an outlet


_LONGEST = 2_000  # characters of a sentence that are looked at
_REACH = 80  # characters before a phrase in which the name that it follows stands
# "Об этом сообщает ТАСС", "Das berichtet die Küstenzeitung": what stands right before is meant.
_LOOKS_BACK = re.compile(
    r"(?:Об\s+этом|Это|(?:Das|Dies|Darüber)\s+(?:hat|berichte|melde|schreib)|(?:This|That|The\s+(?:news|story|information))\s+"
    r"(?:was|is|comes)\b|C['’]est\s+ce\s+(?:qu|que)|Así\s+lo|Lo\s+(?:informó|reveló|adelantó|publicó|riporta|riferisce)|"
    r"È\s+quanto|A\s+informação|Dat\s+(?:meldt|schrijft|bericht))"
)
_PART = 20  # characters between a semicolon and a phrase that closes what stands between them
_UP = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_LINKS = r"(?:of|de|du|des|della|delle|dello|del|di|la|le|el|der|the|do|da|dos|das|van|&)"
_RUN = rf"[{_UP}0-9][\w'’&.-]*(?:\s+(?:{_LINKS}\s+){{0,2}}[{_UP}0-9][\w'’&.-]*){{0,5}}"
_THE = r"(?:the|l['’]|le|la|les|der|die|das|dem|den|des|el|los|las|il|lo|gli|o|a|os|as|de|het|al)"
_PRINTED = re.compile(
    rf"(?P<printed>(?:(?i:{_THE})(?:\s+|(?<=['’])))?(?P<noun>(?:[\w-]+\s+){{0,2}}?{NOUN}\s+)?"
    rf"(?:[«„“\"‘](?P<quoted>[^»“”\"’\n]{{2,50}})[»“”\"’]|(?P<run>{_RUN})))"
)
_RUN_BEFORE = re.compile(rf"(?P<printed>(?:[Tt]he\s+)?(?P<run>{_RUN}))\s+$")
_CAPITAL_ARTICLE = re.compile(r"(?:The|Le|La|Les|Il|El|Die|Der|Das|De|O)\s+\S")
_STORY = (
    r"(?:report|story|article|investigation|dispatch|Bericht|Medienbericht|Artikel|article|enquête|reportage|information|"
    r"informe|reportaje|artículo|información|articolo|inchiesta|reportagem|artigo|notícia|bericht|artikel)s?(?:en)?(?:es)?"
)
_INFLECTED = re.compile(r"(?<=\we)n(?=\s+(?:Zeitung|Rundschau|Nachrichten|Presse|Post)\b)")


def _phrase(before: str, after: str = "", *, sure: bool = False) -> _Phrase:
    made = [
        re.compile(p, re.IGNORECASE) if p else None
        for p in (before and rf"\b(?:{before})(?:\s+|(?<=['’]))", after)
    ]
    return _Phrase(made[0], made[1], sure=sure, titled=_STORY in before or "first" in before)


_PHRASES: Mapping[str, Sequence[_Phrase]] = {
    "en": (
        _phrase(r"as\s+(?:was\s+)?first\s+(?:reported|published|revealed)\s+by", sure=True),
        _phrase(
            r"first\s+(?:\w+\s+and\s+)?(?:reported|published|revealed|disclosed|broken)(?:\s+(?:on|last|earlier)\s+\w+)?"
            r"\s+(?:by|in|on)"
        ),
        _phrase(r"as\s+(?:earlier\s+|previously\s+)?reported\s+(?:earlier\s+)?by|(?:citing|quoting)|cited\s+by"),
        _phrase(
            rf"(?:according\s+to|citing|quoting|in)\s+(?:an?\s+|the\s+)?(?:\w+\s+){{0,2}}?{_STORY}\s+"
            r"(?:published\s+)?(?:by|in|from|on)"
        ),
        _phrase(r"as", r"\s+(?:first|previously)\s+(?:reported|revealed)\s*(?:[,.;:)]|$)", sure=True),
        _phrase(r"as", r"\s+(?:first\s+|has\s+|had\s+|previously\s+){0,2}(?:reported|revealed)\b"),
        _phrase("", r"(?:was\s+(?:the\s+)?)?first\s+(?:reported|revealed|to\s+report)\b|broke\s+the\s+(?:story|news)\b"),
        _phrase(r"told|speaking\s+to|according\s+to|reported\s+(?:by|in)"),
    ),
    "fr": (
        _phrase(
            rf"(?:selon|d['’]après|citant)\s+(?:une?\s+|des\s+|les\s+|l['’])(?:\w+\s+)?{_STORY}\s+"
            r"(?:publiée?s?\s+(?:par|dans)|parue?s?\s+dans|du|de|d['’]|des|dans)"
        ),
        _phrase(r"(?:révélée?s?|rapportée?s?|publiée?s?|citée?s?|relayée?s?)\s+par|selon|d['’]après|citant"),
        _phrase(r"(?:comme\s+)?(?:l['’]a\s+)?(?:révélé|rapporté|indiqué)|rapporte|révèle|écrit"),
    ),
    "de": (
        _phrase(
            rf"(?:laut|nach|gemäß|unter\s+Berufung\s+auf)\s+(?:einem\s+|einen\s+|den\s+|dem\s+)?(?:{_STORY}|Informationen|"
            r"Recherchen|Angaben)\s+(?:der|des|von|im|in\s+der)"
        ),
        _phrase(r"unter\s+Berufung\s+auf|laut|zuerst\s+(?:hatten?|berichtete[n]?|meldete)"),
        _phrase(r"wie", r"\s+(?:zuerst\s+|zuvor\s+)?(?:berichtete?t?|meldete?t?|schreibt|schrieb)\b"),
        _phrase(r"(?:das|darüber)\s+(?:berichtete?t?|meldete?t?|schreibt)"),
    ),
    "es": (
        _phrase(
            rf"(?:según|citando)\s+(?:una?\s+)?{_STORY}\s+(?:publicad[oa]\s+(?:por|en)|del?|en)"
        ),
        _phrase(
            r"(?:según|como|tal\s+y\s+como)\s+(?:ha\s+|había\s+)?(?:informó|publicó|adelantó|reveló|informa|publica|adelanta|"
            r"informado|publicado|adelantado|revelado)"
        ),
        _phrase(r"(?:adelantad|publicad|revelad|citad)[oa]s?\s+por|según|citando\s+al?"),
    ),
    "it": (
        _phrase(rf"(?:secondo|citando)\s+(?:un['’]?\s*|una\s+|l['’])?{_STORY}\s+(?:pubblicat[oa]\s+(?:da|su)|di|del|della|su)"),
        _phrase(
            r"(?:secondo\s+quanto|come)\s+(?:ha\s+)?(?:riporta|riferisce|scrive|rivela|riportato|riferito|scritto|rivelato)"
            r"(?:\s+d[ae]l?)?"
        ),
        _phrase(r"(?:riportat|rivelat|citat|anticipat)[oaie]\s+d[ae]l?|secondo|citando"),
    ),
    "pt": (
        _phrase(rf"(?:segundo|de\s+acordo\s+com|citando)\s+(?:uma?\s+)?{_STORY}\s+(?:publicad[oa]\s+(?:por|pel[oa]|n[oa])|d[oae])"),
        _phrase(r"(?:como|conforme|segundo)\s+(?:informou|noticiou|revelou|publicou|informa|noticia)"),
        _phrase(r"(?:revelad|noticiad|publicad|citad)[oa]s?\s+(?:por|pel[oa])|segundo|de\s+acordo\s+com|citando"),
    ),
    "nl": (
        _phrase(rf"volgens\s+(?:een\s+|het\s+)?(?:{_STORY}|berichtgeving)\s+(?:in|van)"),
        _phrase(r"zoals", r"\s+(?:eerder\s+|eerst\s+)?(?:meldde|berichtte|schreef|meldt|schrijft)\b"),
        _phrase(r"(?:meldt|schrijft|meldde|schreef|berichtte)|volgens|gemeld\s+door"),
    ),
    "ru": (
        _phrase(
            r"со\s+ссылкой\s+на|по\s+(?:данным|информации|сообщению)|(?:сообща(?:ет|ют|л[аои]?)|сообщил[аои]?|пишет|писал[аои]?|"
            r"переда(?:ет|ёт|ют|л[аои]?))"
        ),
    ),
}  # fmt: skip
_ARABIC = re.compile(
    r"(?:وفق(?:ا|اً)?\s+ل|بحسب\s+|حسب\s+|نقلا\s+عن\s+|نقلاً\s+عن\s+|ذكرت\s+|أفادت\s+|كشفت\s+|أوردت\s+)"
    r"(?:صحيفة|جريدة|قناة|وكالة|موقع|مجلة|إذاعة)\s+(?:\w+\s+){0,2}?[«\"“](?P<name>[^»\"”\n]{2,40})[»\"”]"
)


@dataclass(frozen=True, slots=True)
class Names:
    """Who may be named in a story."""

    press: Press
    heard: Mapping[str, Named]  # outlets that other passages of the story call so, by loose name
    others: Collection[str]  # loose names of persons and places: no outlets, however they are introduced

    def outlet(self, name: str, printed: str, phrase: _Phrase, *, nouns: bool) -> Named | None:
        """Return the outlet that a name in the place of one is.

        Args:
            name: With capitals.
            printed: With what leads to it.
            phrase: That leads to it.
            nouns: The language writes all nouns with capitals, so that the name may have gone on into one.

        """
        name, printed = (_INFLECTED.sub("", words).rstrip(" .,'’") for words in (name, printed))
        bare = loose(name)
        found = (
            (self._opening(name) if nouns else None)
            or self.press.named(name, printed)
            or self.heard.get(outlet_key(name))
        )
        if found is not None or not bare or any(bare in other.split() for other in self.others):
            return found
        if bare in self.others or not (phrase.sure or (phrase.titled and _CAPITAL_ARTICLE.match(printed))):
            return None
        return Named(name)

    def _opening(self, name: str) -> Named | None:
        """The known outlet whose name stands first: "Reuters Menschen"."""
        words = name.split()
        known = (self.press.known(" ".join(words[:n])) for n in range(len(words), 0, -1))
        return next((outlet for outlet in known if outlet is not None), None)


def find_hearsay(reports: Sequence[Report], names: Names) -> list[Hearsay]:
    """Return the sentences that reports take from another outlet, in the order of the reports; each sentence once."""
    found: list[Hearsay] = []
    for report in reports:
        before: Sentence | None = None
        for sentence in report.marks.sentences:
            said = next(_in_sentence(report.article, sentence, before, names), None)
            if said is not None:
                found.append(said)
            before = sentence
    return found


def _in_sentence(
    article: Article, sentence: Sentence, before: Sentence | None, names: Names
) -> Iterator[Hearsay]:
    text = article.read(sentence.span)[:_LONGEST]
    first = sentence.span.start
    whole = sentence.span
    if before is not None and before.block is sentence.block and _LOOKS_BACK.match(text):
        whole = article.span(before.span.start, whole.end)
    for start, end, outlet in _named(text, sentence.language.partition("-")[0], names):
        if whole == sentence.span:
            whole = article.span(first + _part(text, start), whole.end)
        size = len(text[start:end].rstrip(" .,"))
        yield Hearsay(whole, article.span(first + start, first + start + size), outlet)


def _part(text: str, phrase: int) -> int:
    """Where the part of a sentence begins that a phrase closes: after a colon or semicolon with words before the phrase."""
    cut = max(text.rfind(mark, 0, phrase) for mark in (": ", "; "))
    return cut + 2 if cut >= 0 and phrase - cut > _PART else 0


def _named(text: str, language: str, names: Names) -> Iterator[tuple[int, int, Named]]:
    if language == "ar":
        for match in _ARABIC.finditer(text):
            name = match["name"].strip()
            yield match.start(), match.end(), names.press.named(name) or Named(name)
    for phrase in _PHRASES.get(language, ()):
        for start, end, name, printed in _places(phrase, text):
            outlet = names.outlet(name, printed, phrase, nouns=language == "de")
            if outlet is not None:
                yield start, end, outlet


def _places(phrase: _Phrase, text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where a phrase stands with a name: start, end, the name, the name as printed with what leads to it."""
    if phrase.before is None:
        for match in phrase.after.finditer(text) if phrase.after else ():
            named = _RUN_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
            if named is not None:
                yield named.start(), match.end(), named["run"], named["printed"]
        return
    for match in phrase.before.finditer(text):
        named = _PRINTED.match(text, match.end())
        after = phrase.after.match(text, named.end()) if named and phrase.after else named
        if named is not None and after is not None:
            yield match.start(), after.end(), named["quoted"] or named["run"], named["printed"]
