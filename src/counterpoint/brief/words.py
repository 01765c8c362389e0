"""The few words the brief adds of its own, by language.

Data way: write and verify. Pure data: whatever is not in these tables or in a cited passage is not published.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.types import ChannelKind


@dataclass(frozen=True, slots=True)
class Words:
    """The brief's own words in one language. `{}` fields are filled from cited passages."""

    differ: str  # {about}, {values}
    changed: str  # {about}, {values}: an update, in order of time
    value: str  # {value}, {outlets}
    said: str  # {speaker}, {channel}, {quote}
    said_as: str  # {outlet}, {quote}: a short quotation from a report whose rights forbid more
    joiner: str  # between values
    and_: str  # between the last two outlets
    slots: dict[str, str]  # what the reports differ on, by Dispute.slot
    channels: dict[ChannelKind, str]  # {name} may be empty
    quote: tuple[str, str] = ("“", "”")


_EN = Words(
    differ="Reports differ on {about}: {values}.",
    changed="{about} changed as reporting went on: {values}.",
    value="{value} ({outlets})",
    said="{speaker} said{channel}: {quote}",
    said_as="{outlet} reports: {quote}",
    joiner="; ",
    and_=" and ",
    slots={
        "date": "the date", "time": "the time", "number": "the number", "place": "the place", "name": "the name",
        "category": "what it was", "speaker": "who said it", "polarity": "whether it happened", "cause": "the cause",
        "attribution": "who said it", "other": "a detail", "wording": "the wording",
    },
    channels={
        ChannelKind.POST: " in a post{name}", ChannelKind.VIDEO: " in a video", ChannelKind.STATEMENT: " in a statement",
        ChannelKind.CONFERENCE: " at a news conference", ChannelKind.INTERVIEW: " in an interview",
        ChannelKind.SPEECH: "", ChannelKind.DOCUMENT: " in a document", ChannelKind.BROADCAST: " on air",
    },
)  # fmt: skip
_FR = Words(
    differ="Les articles divergent sur {about} : {values}.",
    changed="{about} a changé au fil des articles : {values}.",
    value="{value} ({outlets})",
    said="{speaker}{channel} : {quote}",
    said_as="Selon {outlet} : {quote}",
    joiner=" ; ",
    and_=" et ",
    slots={
        "date": "la date", "time": "l’heure", "number": "le nombre", "place": "le lieu", "name": "le nom",
        "category": "la nature de la chose", "speaker": "l’auteur des propos", "polarity": "la réalité du fait",
        "cause": "la cause", "attribution": "l’auteur des propos", "other": "un détail", "wording": "les mots exacts",
    },
    channels={
        ChannelKind.POST: ", dans un message{name}", ChannelKind.VIDEO: ", dans une vidéo",
        ChannelKind.STATEMENT: ", dans un communiqué", ChannelKind.CONFERENCE: ", devant la presse",
        ChannelKind.INTERVIEW: ", en entretien", ChannelKind.SPEECH: "", ChannelKind.DOCUMENT: ", dans un document",
        ChannelKind.BROADCAST: ", à l’antenne",
    },
    quote=("« ", " »"),
)  # fmt: skip
_DE = Words(
    differ="Die Berichte unterscheiden sich: {about}: {values}.",
    changed="Im Lauf der Berichte änderte sich: {about}: {values}.",
    value="{value} ({outlets})",
    said="{speaker}{channel}: {quote}",
    said_as="{outlet} berichtet: {quote}",
    joiner="; ",
    and_=" und ",
    slots={
        "date": "das Datum", "time": "die Zeit", "number": "die Zahl", "place": "der Ort", "name": "der Name",
        "category": "worum es sich handelt", "speaker": "wer es sagte", "polarity": "ob es geschah", "cause": "die Ursache",
        "attribution": "wer es sagte", "other": "eine Einzelheit", "wording": "der Wortlaut",
    },
    channels={
        ChannelKind.POST: " in einem Beitrag{name}", ChannelKind.VIDEO: " in einem Video",
        ChannelKind.STATEMENT: " in einer Mitteilung", ChannelKind.CONFERENCE: " vor der Presse",
        ChannelKind.INTERVIEW: " im Interview", ChannelKind.SPEECH: "", ChannelKind.DOCUMENT: " in einem Dokument",
        ChannelKind.BROADCAST: " im Rundfunk",
    },
    quote=("„", "“"),
)  # fmt: skip


def _plain(
    differ: str,
    changed: str,
    said_as: str,
    and_: str,
    slots: str,
    *,
    quote: tuple[str, str] = ("“", "”"),
    colon: str = ": ",
) -> Words:
    """Words for a language in which a channel is not put into a sentence; slots in the order of `_SLOTS`."""
    names = dict(zip(_SLOTS, slots.split("|"), strict=True))
    names |= {
        "attribution": names["speaker"],
        "wording": names["other"],
        "time": names["date"],
        "cause": names["other"],
    }
    return Words(
        differ=differ + colon + "{about}" + colon + "{values}.",
        changed=changed + colon + "{about}" + colon + "{values}.",
        value="{value} ({outlets})",
        said="{speaker}" + colon + "{quote}",
        said_as=said_as + colon + "{quote}",
        joiner="; ",
        and_=and_,
        slots=names,
        channels=dict.fromkeys(ChannelKind, ""),
        quote=quote,
    )


_SLOTS = ("date", "number", "place", "name", "category", "speaker", "polarity", "other")

WORDS: dict[str, Words] = {
    "en": _EN,
    "fr": _FR,
    "de": _DE,
    "es": _plain(
        "Las versiones difieren", "La cifra cambió con el tiempo", "Según {outlet}", " y ",
        "la fecha|el número|el lugar|el nombre|qué era|quién lo dijo|si ocurrió|un detalle", quote=("«", "»"),
    ),
    "pt": _plain(
        "As notícias divergem", "O dado mudou com o tempo", "Segundo {outlet}", " e ",
        "a data|o número|o lugar|o nome|o que era|quem o disse|se aconteceu|um pormenor",
    ),
    "ru": _plain(
        "Сообщения расходятся", "Данные менялись со временем", "{outlet} сообщает", " и ",
        "дата|число|место|имя|что это было|кто это сказал|произошло ли это|подробность", quote=("«", "»"),
    ),
    "ar": _plain(
        "تختلف التقارير", "تغيّر الرقم مع الوقت", "بحسب {outlet}", " و",
        "التاريخ|العدد|المكان|الاسم|ماهية الأمر|صاحب القول|وقوع الأمر|تفصيل", quote=("«", "»"),
    ),
    "ja": _plain(
        "報道に食い違いがあります", "報道の経過で変わりました", "{outlet}によると", "、",
        "日付|数|場所|名前|種類|発言者|事実の有無|細部", quote=("「", "」"), colon="：",
    ),
    "ko": _plain(
        "보도가 엇갈립니다", "보도가 이어지며 바뀌었습니다", "{outlet} 보도", ", ",
        "날짜|숫자|장소|이름|종류|발언자|사실 여부|세부 사항",
    ),
    "zh": _plain(
        "报道不一", "数字随报道变化", "据{outlet}报道", "、",
        "日期|数字|地点|名称|类别|发言者|是否发生|细节", colon="：",
    ),
    "sw": _plain(
        "Ripoti zinatofautiana", "Takwimu ilibadilika kadiri ripoti zilivyotoka", "{outlet} inaripoti", " na ",
        "tarehe|idadi|mahali|jina|aina|aliyesema|kama ilitokea|jambo dogo",
    ),
}  # fmt: skip


def words_for(language: str) -> Words:
    """Return the brief's own words in a language, in English where there are none."""
    return WORDS.get(language, _EN)
