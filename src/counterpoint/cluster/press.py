"""Tell when the source that a report names is itself an outlet or an agency: "the Gazette reported".

Data way: a quote's source -> the outlet or agency it names; asked by `cluster.origins`. Pure: which agencies and
broadcasters are known by name is passed in.

A name counts as an outlet's when it is a known one, an outlet of the story's own reports, follows a noun that says so
("the newspaper", "der Sender"), or ends as newspapers' names end. "Local media" and "state television" name nobody.
Languages: the nouns and endings are of English, German, French, Spanish, Portuguese, Italian, Dutch and Russian; in
others, known names and the story's own outlets alone are recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from counterpoint.text import loose


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet or agency, by the name under which it counts once."""

    name: str
    agency: bool = False


# Answers for words that are nothing but the name of a known agency or broadcaster.
Known = Callable[[str], Named | None]

_ARTICLE = re.compile(
    r"^(?:the|an?|der|die|das|dem|den|le|la|les|l['’]|el|(?-i:los)|il|lo|gli|o|a|os|as|de|het)(?:\s+|(?<=['’]))",
    re.IGNORECASE,
)
# What an outlet is called before its name, as a pattern; in small letters, where the language has them so: "the Morning Daily" is a
# name, "the daily Morning" has a noun. No person and no place is called so.
NOUN = (
    r"(?:[Nn]ewspaper|daily|weekly|magazine|tabloid|broadcaster|news\s+(?:agency|site|website|service|outlet|channel)|wire\s+service|"
    r"(?:TV|television|radio)\s+(?:station|channel|network)|"
    r"(?:Tages|Wochen|Sonntags|Boulevard|Lokal|Regional)zeitung|Zeitung|(?:Fernseh|Radio)sender|Sender|(?:Nachrichtena|A)gentur|(?:Nachrichtenm|M)agazin|"
    r"journal|quotidien|hebdomadaire|chaîne|agence(?:\s+de\s+presse)?|magazine|"
    r"diario|periódico|agencia(?:\s+de\s+noticias)?|cadena|emisora|semanario|revista|"
    r"jornal|agência|emissora|quotidiano|giornale|agenzia|emittente|settimanale|"
    r"krant|dagblad|persbureau|omroep|"
    r"[Гг]азет\w*|[Тт]елеканал\w*|(?:[Ии]нформа|[Аа])гентств\w*|радиостанци\w*|издани\w*|журнал\w*)"
)
_NOUN = re.compile(rf"^(?:[\w-]+\s+){{0,2}}?(?P<noun>{NOUN})\s+(?P<name>[«\"„“‘']?[A-ZÀ-ÖØ-ÞА-ЯЁ].{{1,60}})$")
# "Petra news agency", "the Morning Tide newspaper"
_NOUN_AFTER = re.compile(
    r"^(?P<name>[A-ZÀ-ÖØ-ÞА-ЯЁ].{0,60}?)\s+(?:(?:state|daily|official)\s+)?(?P<noun>news\s+(?:agency|site|website|channel|"
    r"service)|newspaper|daily|weekly|magazine|broadcaster|(?:TV|television|radio)(?:\s+(?:station|channel|network))?)$"
)
# "a report in Le Monde", "un article du quotidien La Digue": whose it is names the outlet.
_REPORT_OF = re.compile(
    r"^(?:(?:an?|the|some|une?|des|les|l['’]|ein(?:em|en|er)?|una?|uno|uma?|een|het)(?:\s+|(?<=['’])))?(?:[\w-]+\s+){0,2}?"
    r"(?:reports?|stor(?:y|ies)|articles?|investigation|dispatch|(?:medien)?berichte?n?s?|artikel|enquête|reportages?|"
    r"informe|reportaje|artículo|articolo|inchiesta|reportagem|artigo|bericht)\s+"
    r"(?:published\s+|publié\s+|paru\s+)?(?:by|in|from|on|of|par|dans|du|de|d['’]|der|des|von|im|del|della|di|su|da|do|van)"
    r"(?:\s+|(?<=['’]))(?=\S)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"agen|persbureau|агентств", re.IGNORECASE)
# A name that ends so is a paper's or a station's when it has another word before it or an article.
_ENDING = re.compile(
    r"(?:times|gazette|herald|tribune|chronicle|courier|telegraph|examiner|inquirer|newspaper|news|tv|"
    r"television|radio|magazine|zeitung|rundschau|nachrichten|anzeiger|allgemeine|tageblatt|tagblatt|dagblad|dagbladet)$"
)
_ENDING_AFTER_ARTICLE = re.compile(
    r"(?:post|mail|journal|observer|sun|mirror|standard|globe|star|independent)$"
)
# What only says that there is an outlet.
_GENERIC = re.compile(
    r"^(?:(?:tages|wochen|sonntags|boulevard|lokal|regional|partei|schüler)?zeitung|newspaper|news|tv|television|radio|"
    r"magazine|nachrichten)$"
)
_COMPOUND = re.compile(r"^\w{3,}(?:zeitung|blatt|anzeiger)$")
_NO_NAME = re.compile(r"^(?:state|local|national|media|official|public|social|iranian|russian|chinese)\b")
_NEWS_OF = re.compile(r"(?<=\b[A-Z]{3})\s+News$")
_QUOTES = "«»\"„“”‘’'"


class Press:
    """The outlets that the reports of one story may name."""

    def __init__(self, outlets: Iterable[str], known: Known) -> None:
        """Args: outlets: Names of the reports' own outlets. known: See `Known`."""
        self._own = {outlet_key(name): name for name in outlets if name}
        self._known = known

    def named(self, source: str, printed: str = "") -> Named | None:
        """Return the outlet or agency that a quote's source is, or None.

        Args:
            source: As resolved within the article, perhaps without its article: "Orlen Gazette".
            printed: The source as it stands there, which may show an article: "the Orlen Gazette".

        """
        # "The Gazette, which first reported the story"
        first = printed.split(",", maxsplit=1)[0].strip() or source
        source, first = _REPORT_OF.sub("", source), _REPORT_OF.sub("", first)
        bare = _ARTICLE.sub("", first)
        called = _NOUN.match(bare) or (None if _NO_NAME.search(loose(bare)) else _NOUN_AFTER.match(bare))
        names = [n.strip(_QUOTES + " .") for n in (called["name"] if called else "", source, first) if n]
        for name in names:
            if found := self._known(_ARTICLE.sub("", name)) or self._known(name):
                return found
            if own := self._of_story(outlet_key(name)):
                return Named(own)
        if called:
            return Named(names[0], agency=_AGENCY.search(called["noun"]) is not None)
        return Named(_ARTICLE.sub("", names[-1])) if names and _is_papers_name(names[-1]) else None

    def known(self, name: str) -> Named | None:
        """Return the outlet or agency whose whole name this is: a known one, or one of the story's reports."""
        own = self._own.get(outlet_key(name))
        return self._known(_ARTICLE.sub("", name)) or self._known(name) or (Named(own) if own else None)

    def _of_story(self, bare: str) -> str | None:
        """The one outlet of the story's reports that is called so: in full, or by a last word that says paper."""
        if bare in self._own:
            return self._own[bare]
        if " " in bare or not (_ENDING.search(bare) or _ENDING_AFTER_ARTICLE.search(bare)):
            return None
        found = {name for key, name in self._own.items() if key.endswith(f" {bare}")}
        return found.pop() if len(found) == 1 else None


def report_of(source: str) -> str:
    """Return whose report a source is: "a recent report by the harbour office"; "" where it is none."""
    whose = _REPORT_OF.sub("", source)
    return "" if whose == source else whose


def outlet_key(name: str) -> str:
    """Return a key under which an outlet is met again: "The Tide" and "Tide" are one, so are "NBC" and "NBC News"."""
    return loose(_NEWS_OF.sub("", _ARTICLE.sub("", name)))


def _is_papers_name(name: str) -> bool:
    bare = outlet_key(name)
    with_article = bare != loose(name)
    if _NO_NAME.search(bare) or _GENERIC.search(bare) or not _ARTICLE.sub("", name)[:1].isupper():
        return False
    if _COMPOUND.search(bare):
        return True
    if _ENDING.search(bare):
        return with_article or " " in bare
    return with_article and " " in bare and _ENDING_AFTER_ARTICLE.search(bare) is not None
