"""An article with all that is known of it, as a page for people.

Data way: Shown -> standard output. What a reader must know before anything else (withdrawn, embargoed) stands first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from counterpoint.cli.layout import Page, ago, counted, moment, shown, size
from counterpoint.desk.show import Shown
from counterpoint.types import Annotations, Article, BlockKind, Change, Changes, EntityKind, Quote

_MOST = 12  # rows of each part; --json has all
_LONG = 240  # characters of one passage
_KINDS = {
    EntityKind.PERSON: "people",
    EntityKind.ORGANISATION: "organisations",
    EntityKind.PLACE: "places",
    EntityKind.WORK: "works",
    EntityKind.EVENT: "events",
}


def write_shown(found: Shown, now: datetime) -> None:
    """Write the page to standard output."""
    page = Page()
    _warnings(page, found)
    article = found.article
    page.heading(shown(article.title) or "(no title)")
    for name, value in _facts(found, now):
        if value:
            page.line(f"{name}: {value}", indent=2)
    _rights(page, found)
    _captures(page, found, now)
    _versions(page, found)
    _copies(page, found)
    if found.annotations is None:
        page.heading("Not annotated")
        page.line(
            "counterpoint run or the next counterpoint ingest does it, where it is owed and allowed", indent=2
        )
    else:
        _annotations(page, article, found.annotations)
    page.heading("Text")
    for block in article.blocks:
        kind = "" if block.kind is BlockKind.PARAGRAPH else f"[{block.kind.value}] "
        page.line(kind + shown(article.text[block.start : block.end]), indent=2)


def _warnings(page: Page, found: Shown) -> None:
    if found.withdrawn is not None:
        why = f": {shown(found.withdrawn_why)}" if found.withdrawn_why else ""
        page.line(f"WITHDRAWN by its sender {moment(found.withdrawn)}{why}", style="bold red")
    if found.embargoed:
        page.line(f"EMBARGOED: not to be shown before {moment(found.article.embargo)}", style="bold red")
    if not all(version.number != found.version or version.latest for version in found.versions):
        page.line(f"Version {found.version}, which is not the latest", style="bold")


def _facts(found: Shown, now: datetime) -> Iterable[tuple[str, str]]:
    article, dateline, agency = found.article, found.article.dateline, found.article.agency
    filed = (dateline.place, dateline.agency, dateline.date.isoformat() if dateline.date else None)
    yield "number and id", f"#{found.number}, {article.id}"
    yield "address", shown(found.url)
    yield "file", shown(found.path)
    yield "outlet", shown(article.outlet or "")
    yield "by", shown(", ".join(article.bylines))
    yield "contributors", shown("; ".join(article.contributors))
    yield "dateline", shown(", ".join(part for part in filed if part))
    yield "published", moment(article.published)
    yield "modified", moment(article.modified)
    yield "language", article.language
    yield "story", found.story or ""
    yield "kind", "" if article.genre == "report" else shown(article.genre)
    yield "sender's id", shown(article.guid or "")
    if agency is not None:
        said = "is its copy" if agency.copy else "is cited"
        yield "agency", f"{shown(agency.name)} {said} (“{_cut(agency.evidence)}”)"
    for label in article.machine_labels:
        yield "says that a machine made it", f"“{_cut(label.text)}” (of the {label.about})"
    yield "seen", f"first {ago(found.first_seen, now)}, last {ago(found.last_seen, now)}"


def _rights(page: Page, found: Shown) -> None:
    page.heading("Rights")
    rights = found.article.rights
    if rights.statement:
        page.line(f"says: “{_cut(rights.statement)}”", indent=2)
    for answer in found.permissions:
        page.line(
            f"{'yes' if answer.allowed else 'no ':3}  {answer.action.value}: {shown(answer.why)}", indent=2
        )
    if found.quote_limit is not None:
        page.line(f"a quotation may have {found.quote_limit} characters at most", indent=2)
    for signal in found.signals:
        page.line(f"signal {signal.kind.value}, {shown(signal.where)}: {_cut(signal.evidence)}", indent=2)


def _captures(page: Page, found: Shown, now: datetime) -> None:
    page.heading("Captures")
    page.table(
        ("when", "from", "sha256", "size", "bytes", "version"),
        [
            (
                moment(capture.fetched) or f"taken in {ago(capture.stored, now)}",
                shown(capture.url or capture.path),
                capture.hash[:16],
                size(capture.size),
                "kept" if capture.kept else "no longer kept",
                f"{capture.version}{' (nothing new)' if capture.outcome == 'unchanged' else ''}",
            )
            for capture in found.captures[-_MOST:]
        ],
    )
    if len(found.captures) > _MOST:
        page.line(f"and {len(found.captures) - _MOST:,} earlier ones: --json", indent=2)


def _versions(page: Page, found: Shown) -> None:
    page.heading("Versions")
    if len(found.versions) > _MOST:
        page.line(f"{len(found.versions) - _MOST:,} earlier ones: --json", indent=2)
    for version in found.versions[-_MOST:]:
        marks = [f"{version.words:,} words", *(["latest"] if version.latest else [])]
        page.line(f"{version.number}  {moment(version.at)}  {version.id}  {', '.join(marks)}", indent=2)
        if version.changes is not None:
            _changes(page, version.changes)


def _copies(page: Page, found: Shown) -> None:
    if not found.copies:
        return
    page.heading("Words in common with other reports")
    for one in found.copies[:_MOST]:
        mine = one.copy.story == found.story and one.copy.url == (found.url or None)
        other = one.source if mine else one.copy
        way = "from" if mine else "carried by"
        where = f" in the story {other.story}" if one.across else ""
        said = f"{one.kind}, {way} {other.id} {shown(other.outlet)} “{_cut(other.title)}”{where}"
        page.line(said if one.directed else f"{said} (or the other way round)", indent=2)
        page.line(shown(one.evidence), indent=5)
    if len(found.copies) > _MOST:
        page.line(f"and {len(found.copies) - _MOST:,} more: --json", indent=2)


def _changes(page: Page, changes: Changes) -> None:
    if changes.nothing:
        page.line("says the same as the version before", indent=5)
        return
    if changes.title is not None:
        page.line(f"title: “{_cut(changes.title[0])}” -> “{_cut(changes.title[1])}”", indent=5)
    for name, found in (("sentence", changes.sentences), ("claim", changes.claims)):
        for change in found[:_MOST]:
            page.line(f"{name} {change.kind.value}: {_change(change)}", indent=5)
        if len(found) > _MOST:
            page.line(f"and {counted(len(found) - _MOST, 'more ' + name)}: --json", indent=5)


def _change(change: Change) -> str:
    parts = [f"“{_cut(text)}”" for text in (change.before_text, change.after_text) if text is not None]
    return " -> ".join(parts)


def _annotations(page: Page, article: Article, marks: Annotations) -> None:
    page.heading(
        f"Found in the text: {counted(len(marks.sentences), 'sentence')}, {counted(len(marks.quotes), 'quote')}, "
        f"{counted(len(marks.claims), 'claim')}"
    )
    for unread in marks.unread:
        page.line(f"not read: {shown(unread)}", indent=2)
    for kind, name in _KINDS.items():
        _listed(page, name, [mention.text for mention in marks.mentions if mention.kind is kind])
    _listed(page, "times", [f"{time.text} ({time.value})" for time in marks.times])
    _listed(page, "quantities", [quantity.text for quantity in marks.quantities])
    for quote in marks.quotes[:_MOST]:
        page.line(
            f"{shown(quote.speaker or 'somebody')}, {quote.kind}: “{_cut(_words(article, quote))}”", indent=2
        )
    if len(marks.quotes) > _MOST:
        page.line(f"and {counted(len(marks.quotes) - _MOST, 'more quote')}: --json", indent=2)
    for claim in marks.claims[:_MOST]:
        said = claim.text or article.text[claim.span.start : claim.span.end]
        page.line(f"claim: {_cut(said)}{' (negated)' if claim.negated else ''}", indent=2)
    if len(marks.claims) > _MOST:
        page.line(f"and {counted(len(marks.claims) - _MOST, 'more claim')}: --json", indent=2)


def _listed(page: Page, name: str, found: Sequence[str]) -> None:
    if not found:
        return
    each = [f"{_cut(text)}{f' x{n}' if n > 1 else ''}" for text, n in Counter(found).most_common()]
    more = f" and {len(each) - _MOST:,} more" if len(each) > _MOST else ""
    page.line(f"{name}: {'; '.join(each[:_MOST])}{more}", indent=2)


def _words(article: Article, quote: Quote) -> str:
    return " ... ".join(article.text[span.start : span.end] for span in quote.content)


def _cut(text: str) -> str:
    line = shown(text)
    return line if len(line) <= _LONG else line[: _LONG - 3].rstrip() + "..."
