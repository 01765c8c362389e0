"""Read a plain-text dump: text copied from a page or a wire, navigation lines and all.

Data way: text + Capture -> Article, or Rejected with its reason. Pure.

A report without a title (a wire's dump) is called by its first sentence, shortened; its text then has no heading block, so
that no words stand in it twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time

from counterpoint.dates import parse_printed_date
from counterpoint.extract import dumpcues as cues
from counterpoint.extract.agency import find_agency
from counterpoint.extract.assemble import assemble
from counterpoint.extract.byline import read_contributors, read_names
from counterpoint.extract.captions import split_credit
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.dumplines import Line, Look, read_date, read_lines
from counterpoint.extract.dumprelated import read_related
from counterpoint.extract.dumproles import Arranged, arrange
from counterpoint.extract.labels import find_labels
from counterpoint.extract.rights import read_rights
from counterpoint.text import article_id
from counterpoint.types import Article, Aside, AsideKind, BlockKind, Capture, Dateline, Image, Rejected

_TITLE_LONGEST = 120  # characters of a title made from a first sentence
_LONGEST = (
    500_000  # characters with all that stands around the report; the longest of the dev data has 40,000
)
_FEWEST_WORDS = 12  # a report in brief has some 20 words with its title
_FEWEST_CJK = 25
_MOST_LINES = 5_000  # the longest live report of the dev data has some 700
_FILLED_LINE = re.compile(r"^.*\S.*$", re.MULTILINE)
_UPDATED = re.compile(r"updat|modif|aktualis|mis à jour|actualiz|atualiz|aggiorn|bijgewerkt|uppdater|opdater|päivit|aktualiz|обновл|оновл|güncell|diperbarui|imesasish|cập nhật|تحديث|更新|수정", re.IGNORECASE)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]|\s|[\u0900-\u0dff\u064b-\u065f]")
_FULL_DATE = re.compile(
    r"\b(?:[^\W\d_]{3,12}\.? \d{1,2}, \d{4}|\d{1,2}\.?(?: de)? [^\W\d_]{3,14}\.?(?: de)? \d{4})\b|\d{4}年\d{1,2}月\d{1,2}日|\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
)
_BEHIND = re.compile(r"\s(?:[|–—-]|::)\s(?P<name>[^|]{2,40})$")
_OUTLET = re.compile(
    r"\.(?:com|org|net|info|news|tv|fm|[a-z]{2})\b|\b(?:News|Times|Post|Herald|Tribune|Gazette|Chronicle|Journal|Daily|Guardian|Mail|Mirror|Star|Press|Telegraph|Observer|Standard|Review|Radio|TV|Online|Zeitung|Nachrichten|Anzeiger|Kurier|Tageblatt|Rundschau|Presse|Courrier|Dépêche|Diario|Periódico|Noticias|Mundo|Jornal|Folha|Gazeta|Corriere|Giornale|Krant|Dagblad|Nyheter|Avisen|Posten|Sanomat|Gazetesi|Haber|Новости|Газета|Вести)\b|新聞|新闻|日报|日報|時報|ニュース|일보|신문|뉴스",
)
_SENTENCE = re.compile(
    r".+?(?<![.\s][A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bSen)(?<!\bGov)(?<!\bRep)(?<!\bNo)[.!?…](?=[\"'”’»」)]*(?:\s|$))|.+?[。！？]"
)


def extract_dump(text: str, capture: Capture) -> Article | Rejected:
    """Return the report that a dump holds, with what stands around it, or why it holds none."""
    if len(text) > _LONGEST:  # before anything reads it line by line
        reason = f"the file has {len(text):,} characters, more than any report; save the article alone"
        return Rejected(capture.name, "extract", reason)
    sound = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair has no place in a text
    if len(_FILLED_LINE.findall(sound)) > _MOST_LINES:
        return Rejected(
            capture.name,
            "extract",
            f"the file has more than {_MOST_LINES} lines, too many for one report; save the article alone",
        )
    lines = read_lines(sound)
    problem = _not_an_article(lines)
    if problem:
        return Rejected(capture.name, "extract", problem)
    return _article(arrange(lines), capture)


def _not_an_article(lines: Sequence[Line]) -> str | None:
    whole = " ".join(line.text for line in lines)
    cjk = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", whole))
    if not any(c.isalpha() for c in whole):
        return "the file holds no words; check that it is a report saved as text"
    if len(whole.split()) < _FEWEST_WORDS and cjk < _FEWEST_CJK:
        return "the file holds only a few words, too little for a report; check that it was saved whole"
    report = {Look.PROSE, Look.CAPTION, Look.NOTE}
    if not any(line.look in report for line in lines):
        return "the file holds no sentence of a report, only headings or lists; save the article's own page"
    letters = len(_LETTERS.findall(whole))
    if letters < 0.6 * len(whole) and cjk < _FEWEST_CJK:
        return "the file holds mostly figures and signs, not a report; save the article's own page as text"
    return None


def _article(page: Arranged, capture: Capture) -> Article:
    text, blocks, asides = assemble(page.title, page.parts)
    published, modified = _stamps(page)
    paragraphs = [
        text[b.start : b.end] for b in blocks if b.kind in {BlockKind.PARAGRAPH, BlockKind.STANDFIRST}
    ]
    dateline = _dateline(paragraphs, published, page)
    if published is None and dateline.date is not None:
        published = datetime.combine(dateline.date, time())
    notes = [text[b.start : b.end] for b in blocks if b.kind is BlockKind.NOTE]
    images = _images(page)
    rights = read_rights([*page.rights, *notes])
    bylines = tuple(dict.fromkeys(n for line in page.bylines for n in (read_names(line) or (line,))))
    return Article(
        id=article_id(capture.url or (capture.path.name if capture.path else ""), text),
        title=page.title or _title_from(text),
        text=text,
        blocks=blocks,
        capture=capture.id,
        path=str(capture.path) if capture.path else None,
        url=capture.url,
        outlet=page.outlet or _outlet_behind(page.title),
        bylines=bylines,
        contributors=tuple(dict.fromkeys(n for note in notes for n in read_contributors(note))),
        dateline=dateline,
        published=published,
        modified=modified,
        language=page.language,
        interface_language=page.interface,
        images=images,
        rights=rights,
        machine_labels=find_labels(page.labels, hint=page.interface),
        agency=find_agency(
            text,
            dateline=dateline,
            bylines=page.bylines,
            credits=[i.credit for i in images if i.credit],
            rights_statement=rights.statement,
        ),
        related=read_related(page.related, page.interface, page.language),
        asides=_with_repeats(page, asides),
        genre="statement" if cues.PRESS_RELEASE.match(_opening(page)) else "report",
    )


def _outlet_behind(title: str) -> str | None:
    """The outlet's name behind a title, where it reads as one: "Goats saved - Harbour Times"; the title stays as printed."""
    found = _BEHIND.search(title)
    return found["name"].strip() if found and _OUTLET.search(found["name"]) else None


def _opening(page: Arranged) -> str:
    return (
        next((p.text for p in page.parts if p.kind is not AsideKind.PROMOTION), "")
        if not cues.PRESS_RELEASE.match(page.title)
        else page.title
    )


def _with_repeats(page: Arranged, asides: tuple[Aside, ...]) -> tuple[Aside, ...]:
    """The title printed again is kept too: nothing of a dump vanishes."""
    again = [
        Aside(AsideKind.REPEATED, p.text)
        for p in page.parts
        if isinstance(p.kind, BlockKind) and page.title and p.text == page.title
    ]
    return (*asides, *again)


def _stamps(page: Arranged) -> tuple[datetime | None, datetime | None]:
    """Published and modified, from the lines of dates beside the title."""
    published = modified = None
    for line in page.dates:
        moment = read_date(line, page.interface, page.language)
        if moment is None:
            continue
        if _UPDATED.search(line) and not (
            published is None and re.search(r"publ|veröff|опубл|公開|등록|입력|发布", line, re.IGNORECASE)
        ):
            modified = modified or moment
        else:
            published = published or moment
    return published or modified, modified  # out at the latest when it was updated


def _dateline(paragraphs: Sequence[str], published: datetime | None, page: Arranged) -> Dateline:
    """The dateline of the first paragraph that has one; a caption's full date settles a missing year."""
    known = published or _date_in_captions(page)
    for paragraph in paragraphs[:3]:
        line, end = split_dateline(paragraph, known)
        if end:
            return line
    return Dateline()


def _date_in_captions(page: Arranged) -> datetime | None:
    found = []
    for caption, _ in page.captions:
        for match in _FULL_DATE.finditer(caption):
            moment = parse_printed_date(match.group(), page.language)
            if moment is not None:
                found.append(moment.replace(tzinfo=None))
    return max(found, default=None)


def _images(page: Arranged) -> tuple[Image, ...]:
    images: dict[str, Image] = {}
    for caption, machine in page.captions:
        words, credit = split_credit(caption)
        images.setdefault(caption, Image(words or None, credit, machine_made=True if machine else None))
    return tuple(images.values())


def _title_from(text: str) -> str:
    """The first sentence, without its dateline, cut at a word where it is long."""
    first = text.split("\n", 1)[0]
    first = first[split_dateline(first, None)[1] :]
    sentence = _SENTENCE.match(first)
    title = (sentence.group() if sentence else first).strip().rstrip(".。")
    if len(title) <= _TITLE_LONGEST:
        return title
    cut = (
        title[:_TITLE_LONGEST].rsplit(" ", 1)[0] if " " in title[:_TITLE_LONGEST] else title[:_TITLE_LONGEST]
    )
    return cut.rstrip(" ,;:–—-") + "…"
