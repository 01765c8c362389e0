"""Offices: one class for a title in all languages, the country beside it, and the phrases that stand for its holder.

Data way: align.entities asks. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from counterpoint.places import place_id, territories
from counterpoint.text import loose
from counterpoint.types import Article, Mention, Sentence

_CLASSES = {
    "president": "president präsident* président* president* presidente* prezydent* президент* rais 大統領 대통령 总统 總統 الرئيس cumhurbaşkanı presiden",
    "prime minister": (
        "prime-minister premier premierminister* minister-präsident premierministerin pm premier-ministre première-ministre "
        "primer-ministro primera-ministra primeiro-ministro primeira-ministra premiê премьер* premier* waziri-mkuu 首相 総理 "
        "총리 总理 總理 رئيس-الوزراء رئيسة-الوزراء başbakan perdana-menteri"
    ),
    "chancellor": "chancellor bundeskanzler* chancelier* canciller kanselier канцлер*",
    "king": "king könig roi rey rei re koning król король mfalme 国王 국왕 الملك",
    "queen": "queen königin reine reina rainha regina koningin królowa королева malkia 女王 여왕 الملكة",
    "pope": "pope papst pape papa paus papież папа 教皇 교황 البابا",
    "foreign minister": (
        "foreign-minister foreign-secretary secretary-of-state außenminister* ministre-des-affaires-étrangères canciller "
        "министр-иностранных-дел 外相 外務大臣 외교부-장관 외무상 外长 外交部长 وزير-الخارجية"
    ),
    "defence minister": "defense-minister defence-minister defense-secretary defence-secretary verteidigungsminister* 防衛相",
    "interior minister": "interior-minister home-secretary innenminister* 内相",
    "finance minister": "finance-minister chancellor-of-the-exchequer finanzminister* 財務相",
    "governor": "governor gov gouverneur* gobernador* governador* губернатор* gavana 知事 지사 州长",
    "mayor": "mayor bürgermeister* oberbürgermeister* maire alcalde* prefeito* sindaco burgemeester мэр* meya 市長 시장 市长",
    "speaker": "speaker spika спикер*",
    "attorney general": "attorney-general",
    "police chief": "police-chief chief-of-police polizeichef",
}  # fmt: skip

# What a reader of English may meet instead of the name.
_PHRASES = ("prime minister", "president", "premier", "chancellor", "king", "queen", "pope", "foreign minister",
            "defence minister", "defense minister", "interior minister", "finance minister", "governor", "mayor",
            "speaker", "attorney general", "police chief", "PM")  # fmt: skip
_SPOKEN = {"premier": "prime minister", "defense minister": "defence minister", "PM": "prime minister"}

# National adjectives of English beyond what a country's name gives by its first letters.
_ADJECTIVES = {
    "american": "US", "british": "GB", "french": "FR", "german": "DE", "dutch": "NL", "spanish": "ES", "swiss": "CH",
    "danish": "DK", "swedish": "SE", "polish": "PL", "turkish": "TR", "greek": "GR", "welsh": "GB", "scottish": "GB",
    "irish": "IE", "chinese": "CN", "filipino": "PH", "iraqi": "IQ", "saudi": "SA", "emirati": "AE", "us": "US",
    "south korean": "KR", "north korean": "KP", "south african": "ZA", "south sudanese": "SS", "u s": "US", "uk": "GB",
    "czech": "CZ", "ivorian": "CI", "burmese": "MM", "finnish": "FI", "norwegian": "NO", "cypriot": "CY",
    "palestinian": "PS", "israeli": "IL", "vietnamese": "VN", "new zealand": "NZ", "indian": "IN", "indonesian": "ID",
    "nigerian": "NG", "nigerien": "NE", "guinean": "GN", "peruvian": "PE", "ukrainian": "UA",
}  # fmt: skip
_NATION_LEFT = re.compile(r"(?:(?:[A-Z][\w.]+[ -])?[A-Z][\w.]+?)(?:[’']s?)?$")
_STEM = 4


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for name, words in _CLASSES.items():
        forms = [re.escape(w).replace(r"\*", r"\w*").replace(r"\-", "[- ]") for w in words.split()]
        found.append((name, re.compile("(?:.*\\b)?(?:" + "|".join(forms) + ")")))
    return tuple(found)


@cache
def role_class(role: str) -> str | None:
    """The class of an office as printed in any language; None where it is not one that a country or city has one of."""
    bare = role.lower().strip(" .,")
    if re.search(r"\b(?:vice|deputy|former|ex|then|assistant|acting|spokes\w*)\b|^ex-|^前", bare):
        return None
    best = None
    for name, pattern in _patterns():
        if pattern.fullmatch(bare) and (best is None or len(name) > len(best)):
            best = name
    return best


@cache
def _by_stem(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(territories(language)):
        code = place_id(name, language)
        if code and code.startswith("territory:") and " " not in name and len(name) >= _STEM:
            found.setdefault(loose(name)[: _STEM + 1], code)
            found.setdefault(loose(name)[:_STEM], code)
    return found


@cache
def nation(word: str, language: str) -> str | None:
    """The territory that an adjective, a possessive or a name before a title means."""
    bare = loose(word.removesuffix("'s").removesuffix("’s").rstrip("'’"))
    if bare in _ADJECTIVES:
        return f"territory:{_ADJECTIVES[bare]}"
    found = place_id(bare, language) or place_id(word, language)
    if found and found.startswith("territory:"):
        return found
    if " " in bare or len(bare) <= _STEM:
        return None
    stems = _by_stem(language)
    return stems.get(bare[: _STEM + 1]) or stems.get(bare[:_STEM])


def nation_before(article: Article, mention: Mention, language: str) -> str | None:
    """The country that stands before a person's title: "Kenyan President ..."."""
    if not mention.role:
        return None
    left = article.text[max(0, mention.span.start - 90) : mention.span.start]
    at = left.rfind(mention.role)
    if at < 0 and left[-1:].isascii():  # the title follows the name where words are not spaced
        return None
    before = _nation_at_end((left[:at] if at >= 0 else left).rstrip(), language)
    if before or at < 0:
        return before
    between = re.sub(
        r"^(?:d[aeiou]s?|del|della|von|van|wa|of)\s", "", left[at + len(mention.role) :].strip(" ,")
    )
    return (
        nation(between, language) if between else None
    )  # "presidente de Kenia, ...", "ministre japonais ..."


def _nation_at_end(left: str, language: str) -> str | None:
    left = re.sub(r"\b(?:new|former|then|outgoing|interim)$", "", left).rstrip()
    match = _NATION_LEFT.search(left[-40:])
    if match:
        words = match[0].split(" ")
        return nation(match[0], language) or nation(words[-1], language)
    for length in range(2, 8):
        tail = left[-length:].removesuffix("の")
        code = place_id(tail, language) if tail and not tail.isascii() else None
        if code and code.startswith("territory:"):
            return code
    return None


_PHRASE = re.compile(
    rf"\b(?:[Tt]he |[Tt]heir |[Ii]ts )?(?P<nation>(?:[A-Z][\w.]+ )?[A-Z][\w.]+?(?:['’]s)? )?(?P<office>{'|'.join(_PHRASES)})\b"
    r"(?!-|(?:['’]s)? [A-Z]|\s+of\b)"
)


def phrases(article: Article, sentence: Sentence) -> Iterator[tuple[int, int, str, str | None]]:
    """Title phrases of an English sentence that stand for a person: start, end, role class, nation or None."""
    if sentence.language != "en":
        return
    for match in _PHRASE.finditer(article.text, sentence.span.start, sentence.span.end):
        office = match["office"]
        before = re.sub(r"^(?:[Tt]he|[Tt]heir|[Ii]ts)(?: |$)", "", (match["nation"] or "").strip())
        country = nation(before, "en") if before else None
        definite = match[0][:4].lower() in {"the ", "thei", "its "}
        if country is None and (before or not definite):
            continue  # "Acme president": not a country's, so not to be resolved by office alone
        yield match.start(), match.end(), _SPOKEN.get(office, office), country
