"""Who wrote a report, and who else worked on it: bylines and contributor lines.

Data way: a printed line -> names. Pure.

A byline is a cue ("By", "Von", "Автор:", "記者") and names, or names alone where the page marks the line as one. A name is
two to five capitalised words, or two to four characters in Chinese, Japanese and Korean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterpoint.text import clean

_LONGEST_BYLINE = 160  # characters: four names with their papers
_LONGEST_NOTE = 700

_WORD = r"(?:[^\W\d_][^\W\d_'’.-]*(?:[-'’.][^\W\d_]+)*\.?)"
_CUE = re.compile(
    r"^\W{0,3}(?:(?:by|byline|written by|words by|story by|text by|reported by|report by|author|authors|"
    r"von|text|autor(?:in|en)?|verfasst von|ein (?:bericht|artikel|beitrag) von|"
    r"par|auteure?|propos recueillis par|publié par|écrit par|por|autor|autora|redacción|escrito por|texto|reportagem de|"
    r"di|a cura di|autore|door|auteur|av|tekst|skriven av|af|skrevet af|kirjoittanut|teksti|toimittaja|"
    r"autor|napisał|napisała|opracował|opracowała|oprac|připravil|szerző|írta|scris de|de|текст|автор[ыа]?|написал[аи]?|подготовил[аи]?|"
    r"κείμενο|του|της|συντάκτης|yazan|haber|yazar|muhabir|na|oleh|penulis|pewarta|reporter|na mwandishi|mwandishi|imeandikwa na|tác giả|bài|bởi|"
    r"بقلم|كتبه?|كتبت|إعداد|تقرير|نویسنده|توسط|מאת|द्वारा|लेखक|রিপোর্ট|லேகன்)\b\s*[:：]?\s+"
    r"|(?:文|记者|記者|作者|撰文|執筆|取材・文|文・写真|本报记者|本報記者|편집|글)\s*[:：/／|｜=＝丨 ]\s*)",
    re.IGNORECASE,
)
# Cues that are everyday words: a byline only when nothing but names follows.
_SUFFIX = re.compile(
    r"^(?P<names>.{2,60}?)\s*(?:記者|特派員|기자|특파원|인턴기자|通讯员)\s*(?:[=＝]?|[\w.+-]+@[\w.-]+)\s*$"
)
_HANDLE = re.compile(r"\S+@\S+|@\w+|https?://\S+|\(\s*\)")
_TITLE = re.compile(
    r"^(?:the|staff|special to|senior|chief|deputy|political|foreign|our|by|in|at|for|of|and|mr|mrs|ms|dr|prof)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:writers?|reporters?|editors?|correspondents?|journalists?|bureau|staff|press|news|reuters|afp|dpa|agency|agencies|photographer|producer|analyst|columnist|"
    r"redaktion|redakteurin?|korrespondentin?|journaliste|correspondante?|rédaction|redacción|redação|redazione|corresponsal|enviad[oa]|repórter|редакция|корреспондент|desk|team|"
    r"magazine|times|post|today|online|service|updated|published|min read|minutes?|january|february|march|april|june|july|august|september|october|november|december|gmt|utc|am|pm)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|/|\||·|•|&|、|，|ㆍ|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bta\b|\bog\b|\boch\b|\bja\b|\bi\b|\bve\b|\bdan\b|\bna\b|\ben\b|\bو(?=\S)|\bavec\b|\bwith\b|\bmit\b|\bcon\b)\s*", re.IGNORECASE)  # fmt: skip
_PLACE_AFTER = re.compile(
    r"\s+(?:in|à|en|aus|em|a|from|at|for|of|в|из|für|für die|pour|para|per|di|mjini|huko)\s+.*$|\s*[(（].*$|\s+[-–—|]\s+.*$"
)
_PARTICLES = frozenset(
    "de del della di da dos das du des van von der den ten ter el al la le bin ibn ben abu e y zu zur af av ap mac st san bint".split()
)
_CJK_NAME = re.compile(
    r"^[\u4e00-\u9fff々ァ-ヶー]{2,5}$|^[가-힣]{2,4}$|^[\u4e00-\u9fff]{1,3} [\u4e00-\u9fff]{1,3}$|^[가-힣]{1,2} [가-힣]{1,3}$"
)

_CONTRIBUTED = re.compile(
    r"^(?P<who>.{3,320}?)\s*,?\s+(?:(?:also\s+)?(?:have\s+|has\s+)?contributed(?: (?:to|reporting|from|additional)|\b)|reported from|provided (?:additional )?reporting|helped (?:to )?report|"
    r"(?:haben|hat)\b.{0,40}mitgewirkt|(?:ont|a) (?:participé|contribué)|contribuy(?:ó|eron)|colabor(?:ó|aron)|contribu(?:iu|íram)|ha(?:nno)? (?:contribuito|collaborato)|"
    r"(?:участвовал|внес|подготов)\w*|wamechangia|amechangia|alichangia|walichangia|katkıda bulundu|berkontribusi|ساهم\w*)",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"(?:(?:additional|further|supplementary)?\s*(?:reporting|report|writing) by|contributors?\s*[:：]|contributing reporters?\s*[:：]?|with (?:additional )?reporting (?:by|from)|with contributions from|"
    r"mitarbeit\s*[:：]?|unter mitarbeit von|avec la (?:collaboration|contribution|participation) de|con (?:la )?(?:colaboración|información|contribución) de|com (?:a )?(?:colaboração|reportagem) de|con il contributo di|"
    r"при участии|в подготовке (?:материала )?участвовал\w*\s*[:：]?|за участі|mchango wa|imechangiwa na|katkıda bulunanlar?\s*[:：]|kontributor\s*[:：]|ساهم في (?:التغطية|الإعداد)[^:]{0,20}[:：]?|取材協力\s*[:：]|協力\s*[:：])\s*(?P<who>[^.;)）。]{3,300})",
    re.IGNORECASE,
)  # fmt: skip
# "in Lima, Peru," and "in Austin, Texas,": the country or state after the city is nobody's name.
_WHERE = re.compile(
    r"\s+(?:in|à|en|aus|em|a|at)\s+[^\W\d_][^,;.]{2,40},\s+(?:[^\W\d_][\w.]+ ?){1,3},(?=\s+(?:contributed|and\b|[^\W\d_]+ contributed))"
)
_EMPLOYER = re.compile(
    r"^.*?\b(?:writers?|reporters?|journalists?|correspondents?|producers?|staff(?:ers)?|editors?|photographers?|videojournalists?|autor(?:in|en)?|redakteurin?|journalistes?|periodistas?|jornalistas?|giornalist[aie]|"
    r"корреспондент\w*|журналист\w*|mwandishi|waandishi)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)


def read_names(line: str, *, cue_needed: bool = False) -> tuple[str, ...]:
    """Return the names that a byline gives, or () where the line is none.

    Args:
        line: As printed: "By Ana Diaz and Ben Okri, Harbour Times".
        cue_needed: Whether the line must say that it is a byline; False where the page marks it as one.

    """
    text = clean(_HANDLE.sub(" ", line)).strip(" .·|-–—•*")
    if not text or len(text) > _LONGEST_BYLINE or text.count("\n") > 2:
        return ()
    cue = _CUE.match(text)
    suffix = _SUFFIX.match(text)
    if cue:
        text = text[cue.end() :]
    elif suffix:
        text = suffix["names"]
    elif cue_needed:
        return ()
    bits = [_PLACE_AFTER.sub("", b).strip(" .:·|-–—*") for b in _AND.split(text) if b.strip(" .:·|-–—*")]
    names = [n for b in bits if (n := _name(b))]
    if cue_needed and not suffix and (not names or not _name(bits[0])):
        return ()
    return tuple(dict.fromkeys(names))


def is_byline(line: str) -> bool:
    """Whether a line of a page is a byline, cue and names and little else."""
    return bool(read_names(line, cue_needed=True))


def read_contributors(note: str) -> tuple[str, ...]:
    """Return who contributed to a report, as a note says: "Agency writer A in Oslo and B contributed to this report"."""
    text = clean(note)
    if len(text) > _LONGEST_NOTE:
        return ()
    found: list[str] = []
    for passage in _passages(_WHERE.sub("", text)):
        found.extend(
            n
            for b in _AND.split(_EMPLOYER.sub("", passage))
            if (n := _name(_PLACE_AFTER.sub("", _EMPLOYER.sub("", b)).strip(" .:()")))
        )
    return tuple(dict.fromkeys(found))


def _passages(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[a-zа-я\d)][.;。])\s+|\n", text):
        if match := _CONTRIBUTED.match(sentence.strip(" (*–—-")):
            yield match["who"]
        yield from (m["who"] for m in _CREDITED.finditer(sentence))


def _name(bit: str) -> str | None:
    """The bit as a name, or None."""
    if _CJK_NAME.match(bit):
        return bit
    words = bit.split()
    if words and words[0].casefold() in {"the", "and", "by"}:
        return None
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in bit) or _ROLE.search(bit):
        return None
    for i, word in enumerate(words):
        if i < len(words) - 1 and word.casefold().strip(".") in _PARTICLES:
            continue
        letter = word.lstrip("'’")[:1]
        cased = letter.lower() != letter.upper()
        if not letter.isalpha() or (cased and not letter.isupper()) or _TITLE.match(word):
            return None
        if not re.fullmatch(_WORD + r"|[\u0590-\u0dff\u0e00-\u0e7f]+", word):
            return None
    if all(w.isupper() and len(w) > 2 for w in words if w.casefold() not in _PARTICLES):
        return " ".join(
            w.lower() if i and w.casefold() in _PARTICLES else w.capitalize() for i, w in enumerate(words)
        )
    return bit
