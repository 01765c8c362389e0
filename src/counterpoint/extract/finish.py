"""The last step of every extractor of marked-up input: a Draft becomes an Article.

Data way: Draft (from a page or a wire format) + Capture -> Article. Pure. What the text itself shows (dateline, agency,
rights, labels) is read here, in one place, so that pages and wire formats agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from counterpoint.extract.agency import find_agency
from counterpoint.extract.assemble import Part, assemble
from counterpoint.extract.byline import read_contributors
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.labels import find_labels
from counterpoint.extract.rights import read_rights
from counterpoint.language import CANDIDATES, detect_language, settled_language
from counterpoint.text import article_id, clean
from counterpoint.types import (
    AgencyCredit,
    Article,
    AsideKind,
    BlockKind,
    Capture,
    Dateline,
    Image,
    RelatedItem,
    Rights,
)

_LANGUAGE_SAMPLE = 1200  # characters of prose from which a language is told
_SHORT_SAMPLE = 40  # characters of prose under which the title is looked at too
_INTERFACE_SAMPLE = 700
_OTHER_NAMES = {
    "no",
    "nn",
    "iw",
    "in",
    "sh",
    "bs",
    "und",
    "mul",
    "zxx",
    "eng",
    "ger",
    "deu",
    "fra",
    "fre",
    "spa",
    "ita",
    "por",
}
# Without one of these a line states no rights; rights.py decides on the others.
_RIGHTS_ROOTS = (
    *(
        "© ⓒ (c) （c） copy right recht droit derech direit diritt drept prav prawa práva rättighet rettighet oikeud jog hak δικαι "
        "επιφύλ quyền прав материал перепеч запрещ заборон передрук использ общественн 版权 版權 著作 权利 無断 転載 转载 轉載 禁 不得 "
        "复制 複製 公有 引用 저작권 전재 복제 금지 퍼블릭 حقوق نشر يحظر يمنع پخش זכויות अधिकार স্বত্ব publi prohib forbid verb untersag "
        "gestattet erlaubt interdit proib vedad vietat riproduz reprod broadcast distribut reuse creative cc0 cc- domain domin "
        "licen lizenz zabron izin dilarang hairuhusiwi marufuku nyenzo"
    ).split(),
    "cc ",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page or a wire item gives, before its text is put together."""

    title: str
    parts: tuple[Part, ...]
    headed: bool = True  # False: the title is made of the text's own words and not printed a second time
    outlet: str | None = None
    bylines: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    declared: str = ""  # language as declared: "en-GB"
    sure: bool = False  # the declared language is the sender's own: believed where the words do not settle it
    interface: str = ""  # language declared for the page around it
    url: str | None = None
    images: tuple[Image, ...] = ()
    related: tuple[RelatedItem, ...] = ()
    credits: tuple[str, ...] = ()  # lines that credit a source for the report or its pictures
    rights: tuple[str, ...] = ()  # statements given as data: dc.rights, usage terms
    labels: tuple[
        tuple[str, str], ...
    ] = ()  # lines that may be machine-made labels, with what they stand beside
    dateline: Dateline = field(default_factory=Dateline)  # as given by a wire format
    agency: AgencyCredit | None = None  # as given by a wire format
    genre: str = "report"
    guid: str | None = None
    version: int | None = None
    embargo: datetime | None = None


def finish_article(draft: Draft, capture: Capture) -> Article:
    """Return the Article of a Draft: text and blocks, language, dateline, agency, rights and labels."""
    text, blocks, asides = assemble(draft.title if draft.headed else "", draft.parts)
    prose = [
        text[b.start : b.end]
        for b in blocks
        if b.kind in {BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.LIST}
    ]
    sample = "\n".join(prose)[:_LANGUAGE_SAMPLE]
    sample = sample if len(sample) >= _SHORT_SAMPLE else text[:_LANGUAGE_SAMPLE]
    given = _primary(draft.declared)
    believed = draft.sure and given not in {"", *_OTHER_NAMES} and settled_language(sample) is None
    language = given if believed else _language(sample, draft.declared)
    around = [a.text for a in asides if a.kind is not AsideKind.RELATED] or [a.text for a in asides]
    interface = _interface("\n".join(around), draft.interface, language)
    dateline = _dateline(draft, [text[b.start : b.end] for b in blocks if b.kind is BlockKind.PARAGRAPH])
    notes = [text[b.start : b.end] for b in blocks if b.kind is BlockKind.NOTE]
    lines = dict.fromkeys(line for a in asides for line in a.text.split("\n"))
    rights = _rights(draft, [*filter(_may_state, lines), *notes])
    captions = [(text[b.start : b.end], "picture") for b in blocks if b.kind is BlockKind.CAPTION]
    beside = [(a.text, "related" if a.kind is AsideKind.RELATED else "article") for a in asides]
    labels = find_labels([*draft.labels, *((note, "article") for note in notes), *captions, *beside])
    agency = draft.agency or find_agency(
        text,
        dateline=dateline,
        bylines=draft.bylines,
        credits=draft.credits,
        rights_statement=rights.statement,
    )
    url = draft.url or capture.url
    return Article(
        id=article_id(url or (capture.path.name if capture.path else ""), text),
        title=clean(draft.title),
        text=text,
        blocks=blocks,
        capture=capture.id,
        path=str(capture.path) if capture.path else None,
        url=url,
        outlet=draft.outlet,
        bylines=draft.bylines,
        contributors=tuple(dict.fromkeys(n for note in notes for n in read_contributors(note))),
        dateline=dateline,
        published=draft.published,
        modified=draft.modified,
        language=language,
        interface_language=interface,
        images=draft.images,
        rights=rights,
        machine_labels=tuple(dict.fromkeys(labels)),
        agency=agency,
        related=draft.related,
        asides=asides,
        genre=draft.genre,
        guid=draft.guid,
        version=draft.version,
        embargo=draft.embargo,
    )


def _rights(draft: Draft, lines: list[str]) -> Rights:
    """What the text and its data state; the fields of a wire format state rights by their place, whatever their words."""
    rights = read_rights([*draft.rights, *lines])
    if not (draft.sure and draft.rights):
        return rights
    stated = dict.fromkeys([*map(clean, draft.rights), *filter(None, (rights.statement or "").split("\n"))])
    return replace(rights, statement="\n".join(stated))


def _language(sample: str, declared: str) -> str:
    """What is declared where the detector does not know that language, else what it finds."""
    code = _primary(declared)
    known = code in CANDIDATES or not (code.isalpha() and 2 <= len(code) <= 3) or code in _OTHER_NAMES
    return detect_language(sample, hint=declared) if known else code


def _primary(declared: str) -> str:
    return declared.replace("_", "-").split("-")[0].lower()


def _may_state(line: str) -> bool:
    """Whether a line holds any root without which it cannot state rights: a quick look before the slow one."""
    folded = line.casefold()
    return any(root in folded for root in _RIGHTS_ROOTS)


def _interface(around: str, declared: str, language: str) -> str:
    """The language of the words around the article; where there are few, what the page declares, else the article's."""
    sample = around[:_INTERFACE_SAMPLE]
    if len(sample) < 80:
        return _primary(declared) or language
    return _language(sample, declared)


def _dateline(draft: Draft, paragraphs: list[str]) -> Dateline:
    """The dateline printed before the first paragraph, completed by what a wire format gives, which may be the desk's."""
    printed, _ = split_dateline(paragraphs[0], draft.published) if paragraphs else (Dateline(), 0)
    given = draft.dateline
    return Dateline(printed.place or given.place, printed.agency or given.agency, printed.date or given.date)
