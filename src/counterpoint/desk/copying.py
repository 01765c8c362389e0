"""Whose words each report of the stream carries: candidates from an index of the active reports, pairs to compare, rows.

Data way: signature -> candidates -> CopyPair -> Items -> Derivation (in a child, `run/copying.py`) -> CopyPair, Member.copy_of.
A pair is written down in the transaction that takes its report, compared with the next batch, and compared again when one of the
two is edited; what is withdrawn takes its pairs along. The index is restored from rows as the stream is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias, TypeVar

from django.db.models import Q, QuerySet

from counterpoint.cluster.derivation import worth
from counterpoint.cluster.shingles import CopyIndex, Signature
from counterpoint.desk import models, store, stream_rows
from counterpoint.desk.records import pack
from counterpoint.desk.stream_batch import item_of
from counterpoint.run.copying import ToCompare
from counterpoint.types import Copy, CopyKind, Rejected
from counterpoint.types.stream import Derivation

PAIRS = 128  # compared with one batch: a third of a second of CPU where they are of 400 words
MOST = 250_000  # reports that are looked for as sources: as many as the stream holds
_LONGEST = 4_096  # bytes of a signature; `shingle_hashes` keeps half of that
_NAMED = 500  # rows looked up in one query
_SETTLING = ("copy", "kind", "directed", "share", "evidence", "source__at")

Key = TypeVar("Key", str, int)
Passages: TypeAlias = tuple[tuple[tuple[int, int], tuple[int, int]], ...]  # code points, half-open


@dataclass(frozen=True, slots=True)
class Due:
    """A pair that is to be compared, as it was read."""

    pair: int  # row id
    copy: int  # row ids of members, and of their versions
    source: int
    versions: tuple[int, int]
    names: tuple[str, str]  # what to call the two


@dataclass(frozen=True, slots=True)
class DuePairs:
    """The pairs that are next, and what a child compares: in one order."""

    due: tuple[Due, ...]
    given: ToCompare


@dataclass(frozen=True, slots=True)
class Signed:
    """A report's words, taken note of."""

    number: int
    sign: bytes
    candidates: tuple[str, ...]  # Member.item of those before it that may share words


class Signs:
    """The words of the active reports, as far as samples of them tell. Not for use by two threads."""

    def __init__(self, days: float) -> None:
        self._index = CopyIndex(window=timedelta(days=days), most=MOST)
        self._next = 0

    @classmethod
    def restore(cls, days: float) -> Signs:
        """Return them as the rows have them."""
        signs = cls(days)
        signs._index.restore(signs._rows())
        return signs

    def _rows(self) -> Iterator[tuple[str, bytes, datetime | None]]:
        rows = models.Member.objects.filter(signed__isnull=False).order_by("signed")
        for item, number, sign, at in rows.values_list("item", "signed", "sign", "at").iterator(_NAMED):
            self._next = (number or 0) + 1
            yield item, bytes(sign or b""), at

    def take(self, item: str, sign: bytes, at: datetime | None) -> Signed:
        """Take note of a report's words; one that is known is replaced.

        Raises:
            ValueError: The bytes are no signature.

        """
        if len(sign) > _LONGEST:
            raise ValueError(f"no signature: {len(sign)} bytes")
        found = self._index.add_signature(item, Signature.from_bytes(sign), at)
        self._next += 1
        return Signed(self._next - 1, sign, tuple(one.id for one in found))

    def forget(self, item: str) -> None:
        """Look no more for a report as a source."""
        self._index.remove(item)


def any_due() -> bool:
    """Whether pairs wait to be compared."""
    return models.CopyPair.objects.filter(due=True).exists()


def due_pairs(most: int = PAIRS) -> DuePairs:
    """Return the pairs that are to be compared next, in the order in which they were found."""
    rows = models.CopyPair.objects.filter(due=True).order_by("pk").defer("passages")
    ends = [(pair.pk, pair.copy_id, pair.source_id) for pair in rows[:most]]
    members = _members({end for _, *two in ends for end in two})
    items = {key: item_of(m.article, m.version) for key, m in members.items()}
    places = {key: n for n, key in enumerate(items)}
    due = tuple(
        Due(
            pair, copy, source,
            (members[copy].version_id, members[source].version_id),
            (_name(members[copy]), _name(members[source])),
        )
        for pair, copy, source in ends
        if copy in members and source in members
    )  # fmt: skip
    # The one that came later is the copy where nobody can tell.
    pairs = tuple((places[max(one.copy, one.source)], places[min(one.copy, one.source)]) for one in due)
    return DuePairs(due, ToCompare(tuple(items.values()), pairs))


def alone(pairs: DuePairs, n: int) -> ToCompare:
    """Return one of the pairs by itself."""
    copy, source = pairs.given.pairs[n]
    return ToCompare((pairs.given.items[copy], pairs.given.items[source]), ((0, 1),))


def _members(keys: Iterable[int]) -> dict[int, models.Member]:
    rows = models.Member.objects.filter(pk__in=list(keys)).select_related(
        "version", "article", "article__outlet"
    )
    return {m.pk: m for m in rows.defer("sketch", "standing", "sign", "version__marks", "version__changes")}


def _name(member: models.Member) -> str:
    return member.article.url or member.article.path or member.version.name


@dataclass(slots=True)
class Copying:
    """What one batch does to pairs, inside its transaction."""

    signs: Signs
    now: datetime
    _signed: dict[str, Signed] = field(default_factory=dict)  # by item
    _settle: set[int] = field(default_factory=set)  # members whose best source may be another now

    def take(self, item: str, sign: bytes, at: datetime | None) -> None:
        """Take note of a report that is new in the stream, or edited."""
        self._signed[item] = self.signs.take(item, sign, at)

    def edited(self, member: models.Member) -> None:
        """Have all that was found of a report's words found again: they are others."""
        _pairs_of(member.pk).update(due=True, passages=None)

    def leave(self, member: models.Member) -> None:
        """Let a report go, before its row does: those that carried its words may have them from another."""
        self.signs.forget(member.item)
        self._signed.pop(member.item, None)
        for pair in _pairs_of(member.pk).values_list("copy_id", "source_id"):
            self._settle |= {*pair} - {member.pk}
        orphans = models.Member.objects.filter(copy_of=member, signed__isnull=False).order_by("signed")
        for item, sign, at in orphans.values_list("item", "sign", "at"):
            self._signed[item] = self.signs.take(item, bytes(sign or b""), at)

    def write(self, gone: Iterable[str]) -> None:
        """Write signatures and new pairs, when all members have their rows; those that left the window are forgotten."""
        for item in gone:
            self.signs.forget(item)
        rows = models.Member.objects
        wanted = [*self._signed, *(other for signed in self._signed.values() for other in signed.candidates)]
        keys: dict[str, int] = {}
        for some in _parts(list(dict.fromkeys(wanted))):
            keys.update(rows.filter(item__in=some).values_list("item", "pk"))
        left = set(gone)
        for item, signed in self._signed.items():
            if item not in left:
                rows.filter(item=item).update(sign=signed.sign, signed=signed.number)
            self._pair(keys[item], [keys[other] for other in signed.candidates if other in keys])

    def _pair(self, member: int, others: Sequence[int]) -> None:
        known = {end for two in _pairs_of(member).values_list("copy_id", "source_id") for end in two}
        new = [models.CopyPair(copy_id=member, source_id=other) for other in others if other not in known]
        models.CopyPair.objects.bulk_create(new)

    def compared(self, due: Due, found: Derivation | Rejected | None) -> None:
        """Keep what a pair shares, unless one of the two is another meanwhile."""
        pair = models.CopyPair.objects.filter(pk=due.pair, due=True).first()
        rows = models.Member.objects.filter(pk__in=[due.copy, due.source])
        if pair is None or {due.copy, due.source} != {pair.copy_id, pair.source_id}:
            return
        if dict(rows.values_list("pk", "version")) != dict(
            zip((due.copy, due.source), due.versions, strict=True)
        ):
            return
        self._settle |= {due.copy, due.source}
        if isinstance(found, Rejected):
            store.put_rejected(found, now=self.now)
        if found is None or isinstance(found, Rejected):
            pair.delete()
            return
        items = dict(rows.values_list("item", "pk"))
        if {found.item, found.of} != set(items):
            raise ValueError(f"{found.item} and {found.of} are not what was to be compared")
        pair.copy_id, pair.source_id, pair.due = items[found.item], items[found.of], False
        _put(pair, found.kind, found.evidence, directed=found.directed, share=found.share)
        pair.passages = pack(found.passages)
        pair.save()

    def settle(self) -> None:
        """Note each report's best source, where it is another now; all pairs are as they will be."""
        settle(self._settle)


def _put(pair: models.CopyPair, kind: CopyKind, evidence: str, *, directed: bool, share: float) -> None:
    pair.kind, pair.evidence = kind.value, store.storable(evidence)
    pair.directed, pair.share = directed, share


def _pairs_of(member: int) -> QuerySet[models.CopyPair]:
    return models.CopyPair.objects.filter(Q(copy=member) | Q(source=member))


def settle(members: Iterable[int]) -> None:
    """Note of each report its best source; stories that wait to be told count their origins by it."""
    stories: set[int] = set()
    for some in _parts(sorted(members)):
        pairs = models.CopyPair.objects.filter(copy__in=some).select_related("source")
        best = best_pairs(pairs.only(*_SETTLING))
        for row in models.Member.objects.filter(pk__in=some).defer("sketch", "standing", "sign"):
            pair = best.get(row.pk)
            before = row.copy_of_id, row.copy_kind, row.copy_share, row.copy_directed, row.copy_evidence
            after = (
                (None, "", 0.0, False, "")
                if pair is None
                else (pair.source_id, pair.kind, pair.share, pair.directed, pair.evidence)
            )
            if before != after:
                row.copy_of_id, row.copy_kind, row.copy_share, row.copy_directed, row.copy_evidence = after
                row.save(
                    update_fields=["copy_of", "copy_kind", "copy_share", "copy_directed", "copy_evidence"]
                )
                stories.add(row.story_id)
    for story in sorted(stories):
        stream_rows.count_origins(story)


def best_pairs(pairs: Iterable[models.CopyPair]) -> dict[int, models.CopyPair]:
    """Return of each report that carries another's words the pair that says most, by the report's row id."""
    # A passage leaves the rest a report's own; one without a kind waits to be compared.
    copies = (pair for pair in pairs if pair.kind not in {"", CopyKind.PASSAGE.value})
    best: dict[int, models.CopyPair] = {}
    for pair in sorted(copies, key=rank):
        best.setdefault(pair.copy_id, pair)
    return best


def rank(pair: models.CopyPair) -> tuple[int, float, datetime, int]:
    """Sort pairs: what says most of the copy first, passages last; of two sources of the same words the earlier."""
    return *worth(CopyKind(pair.kind), pair.share), pair.source.at, pair.pk


def add_told(copies: Sequence[tuple[Copy, int, int]]) -> None:
    """Add what a story's telling found and the stream does not: translations, and sources too old for its window.

    Args:
        copies: Each with the row ids of its members, in the order of `Copy.articles`.

    """
    settled: set[int] = set()
    for found, one, two in sorted(copies, key=lambda c: worth(c[0].kind, c[0].share)):
        copy, source = (one, two) if found.directed or one > two else (two, one)
        if _between(copy, source).exists():
            continue
        if found.kind is not CopyKind.TRANSLATED and (
            copy in settled or models.CopyPair.objects.filter(copy=copy).exclude(kind="").exists()
        ):
            continue
        swapped = (copy, source) != (one, two)
        spans = [(y, x) if swapped else (x, y) for x, y in found.passages]
        pair = models.CopyPair(copy_id=copy, source_id=source, due=False)
        _put(pair, found.kind, found.evidence, directed=found.directed, share=found.share)
        pair.passages = pack(tuple(((x.start, x.end), (y.start, y.end)) for x, y in spans))
        pair.save()
        settled.add(copy)
    settle(settled)


def _between(one: int, two: int) -> QuerySet[models.CopyPair]:
    return models.CopyPair.objects.filter(Q(copy=one, source=two) | Q(copy=two, source=one))


def _parts(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[start : start + _NAMED] for start in range(0, len(keys), _NAMED))
