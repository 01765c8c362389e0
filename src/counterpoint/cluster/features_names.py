"""Names and places of a report, by surface alone: no tagger, since a stream has no time for one.

Data way: title and text -> names (loose, romanised) and ids of places, for `cluster.features`. Pure; gazetteers load once.

In scripts with capitals a name is a word that stands with one within a sentence and never without; elsewhere it is a run of
katakana, or is left to the terms. Names are kept word by word, so that "Barack Obama" and "Obama" meet.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from counterpoint.cluster.features_words import small_words
from counterpoint.dates import month_names, weekday_names
from counterpoint.places import is_territory, place_id, population, scripted_places
from counterpoint.romanise import far_skeleton, romanise
from counterpoint.text import loose

# Languages that write names with endings, which go: of the nominative too.
_INFLECTED = frozenset("be bg bs cs hr lt lv mk pl ru sk sl sr uk".split())
_ENDING = re.compile(
    r"(?:ovou|ovi|ova|ove|ogo|omu|ymi|imi|ami|ego|emu|iem|em|om|ym|im|oi|oy|ei|ey|ou|aia|[aeiouy])$"
)
_STEM = 3  # letters that stay
# Languages that begin every noun with a capital: there only two in a row are a name.
_NOUNS = frozenset({"de", "lb"})
# Languages of scripts without capitals.
_CASELESS = frozenset(
    "am ar bn fa gu he hi ja ka km kn ko ky_arab lo ml mr my ne or pa ps si ta te th ug ur yi zh".split()
)
_OTHER_SCRIPT = _CASELESS | frozenset("be bg el kk ky mk mn ru sr uk hy".split())
# A city must have this many inhabitants to be read from a bare word: smaller ones share their names with persons.
_CITY = 100_000
# And this many, where a capital shows nothing: at the head of a title, or in one whose words all have one.
_GREAT_CITY = 500_000
# How English makes an adjective of a state's name, which it writes with a capital: "German" - "an" + "any".
_NATIONAL = ("n", "i", "ns", "is", "an", "ans", "ian", "ians", "ean", "eans", "ese", "ish")
_STATE = ("", "a", "e", "y", "ia", "o", "any", "en", "ey", "ain", "ium", "istan")
_NATIONS = {
    "french": "FR", "dutch": "NL", "greek": "GR", "spanish": "ES", "polish": "PL", "danish": "DK", "irish": "IE", "swiss": "CH",
    "norwegian": "NO", "finnish": "FI", "thai": "TH", "peruvian": "PE", "afghan": "AF", "scottish": "GB", "welsh": "GB",
}  # fmt: skip
_NAMES_KEPT, _PLACES_KEPT = 32, 12
_LONGEST_PLACE = 8  # characters of a place's name where no spaces part words
_SCANNED = 600  # characters read for such, and of a title for places: longer ones are hostile
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper())
_CAPITAL = rf"[{_UPPER}][^\W\d_]*(?:['’-][^\W\d_]+)*"
_RUN = re.compile(rf"(?<![^\W_]){_CAPITAL}(?: {_CAPITAL})*")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_SENTENCE_END = frozenset('.!?…:;"“”«»„\n|•—–-')
_TITLE_CASE = 0.6  # share of a title's longer words with capitals, from which they say nothing
_VOWELS = "aeiouy"


def names_and_places(title: str, body: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of names, and the ids of the gazetteer's places."""
    if language in _CASELESS:
        text = f"{title}\n{body}"
        found = [romanise(run) for run in _KATAKANA.findall(text)] if language == "ja" else []
        names = dict.fromkeys(word for name in found for word in name.split() if len(word) > 2)
        return frozenset(list(names)[:_NAMES_KEPT]), _scripted(text[:_SCANNED], language)
    runs = _runs(title, body, language)
    places: dict[str, None] = dict.fromkeys(_headed(title, language))
    names = {}
    for run in runs:
        place = _place(" ".join(run), language)
        if place:
            places.setdefault(place)
            continue
        for word in run:
            key = _name(word, language)
            if key:
                names.setdefault(key)
    return frozenset(list(names)[:_NAMES_KEPT]), frozenset(list(places)[:_PLACES_KEPT])


@lru_cache(maxsize=65_536)
def bones(name: str) -> str:
    """Return what of a name is the same in another language of its script: it without the last vowels."""
    return name.rstrip(_VOWELS) if len(name) > _STEM else name


@lru_cache(maxsize=65_536)
def far_bones(name: str) -> str:
    """Return what of a name survives another script; "" where that is too little to know it by."""
    key = far_skeleton(name)
    return key if len(key) >= _STEM else ""


def script_of(language: str) -> str:
    """Return a word for the script a language is written in, as far as names are concerned: "latn" or its own."""
    return language if language in _OTHER_SCRIPT else "latn"


def _runs(title: str, body: str, language: str) -> list[tuple[str, ...]]:
    """Sequences of capitalised words, those first that stand first; of the body, and of the title as far as it shows."""
    inside, initial, low = _scan(body)
    sure = {word for run in inside for word in run} | {word for run in initial for word in run[1:]}
    sure = (
        {w for w in sure if w.lower() not in low}
        if language not in _NOUNS
        else {w for r in inside if len(r) > 1 for w in r}
    )
    runs: list[tuple[str, ...]] = []
    titled, started, plain = _scan(title)
    longer = sum(1 for w in plain if len(w) > 3)
    capital = sum(len(r) for r in (*titled, *started))
    shows = longer and capital / (capital + longer) < _TITLE_CASE and not title.isupper()
    for run in (*titled, *started):
        kept = tuple(w for w in run if w in sure) if not shows or run in started else run
        if kept:
            runs.append(kept)
    for run in (*inside, *initial):
        kept = tuple(w for w in run if w in sure)
        if kept:
            runs.append(kept)
    return runs


def _headed(title: str, language: str) -> list[str]:
    """States and great cities that a title names, whatever its capitals show; of two words first, as "New York"."""
    found: list[str] = []
    for match in _RUN.finditer(title[:_SCANNED]):
        words = match.group().split(" ")
        while words:
            size = next((n for n in (3, 2, 1) if _known(" ".join(words[:n]), language)), 0)
            if size:
                found.append(_known(" ".join(words[:size]), language))
            words = words[size or 1 :]
    return found


@lru_cache(maxsize=65_536)
def _known(name: str, language: str) -> str:
    bare = name.removesuffix("'s").removesuffix("’s")
    place = _place(name, language) if len(bare) > 1 and bare.lower() not in small_words() else None
    if not place:
        return _nation(bare) if language == "en" else ""
    return place if is_territory(bare, language) or population(bare) >= _GREAT_CITY else ""


def _nation(word: str) -> str:
    """The id of the state that an English adjective belongs to; "" where it is none, or no regular one."""
    low = word.lower()
    if low in _NATIONS:
        return f"territory:{_NATIONS[low]}"
    for ending in _NATIONAL:
        stem = low.removesuffix(ending)
        if len(stem) < _STEM or stem == low:
            continue
        for state in _STATE:
            if is_territory((stem + state).capitalize(), "en"):
                return place_id(stem + state, "en") or ""
    return ""


def _scan(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], set[str]]:
    """Runs of capitalised words within sentences, runs that begin one, and the words without a capital."""
    inside: list[tuple[str, ...]] = []
    initial: list[tuple[str, ...]] = []
    for match in _RUN.finditer(text):
        (initial if _begins(text, match.start()) else inside).append(tuple(match.group().split(" ")))
    return inside, initial, {word for word in set(_TOKEN.findall(text)) if not word[0].isupper()}


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins there: with the text, or behind marks of which one ends or opens it."""
    at = start - 1
    while at >= 0 and not text[at].isalnum():
        if text[at] in _SENTENCE_END:
            return True
        at -= 1
    return at < 0


@lru_cache(maxsize=65_536)
def _name(word: str, language: str) -> str:
    bare = word.removesuffix("'s").removesuffix("’s")
    small = bare.lower()
    if (
        small in small_words()
        or small in month_names(language)
        or small in weekday_names(language)
        or len(bare) < 2
    ):
        return ""
    key = romanise(bare) if not bare.isascii() else loose(bare)
    key = key.replace(" ", "")
    if language in _INFLECTED:
        short = _ENDING.sub("", key)
        key = short if len(short) >= _STEM else key
    return key


@lru_cache(maxsize=65_536)
def _place(name: str, language: str) -> str | None:
    bare = name.removesuffix("'s").removesuffix("’s")
    found = place_id(bare, language)
    if found is None:
        return None
    return (
        found
        if is_territory(bare, language) or not found.startswith("city:") or population(bare) >= _CITY
        else None
    )


def _scripted(text: str, language: str) -> frozenset[str]:
    known, heads = scripted_places(language), _heads(language)
    found: dict[str, None] = {}
    at = 0
    while at < len(text) and len(found) < _PLACES_KEPT:
        if text[at : at + 2] not in heads:
            at += 1
            continue
        for size in range(_LONGEST_PLACE, 1, -1):
            name = text[at : at + size]
            if name in known:
                place = _place(name, language)
                if place:
                    found.setdefault(place)
                at += size - 1
                break
        at += 1
    return frozenset(found)


@cache
def _heads(language: str) -> frozenset[str]:
    """The first two characters of places in such a script."""
    return frozenset(name[:2] for name in scripted_places(language))
