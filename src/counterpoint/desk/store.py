"""Records of the engine into the store, and out again: the one place where the two meet.

Data way: Capture, Article, Annotations, Rejected -> rows, and back. Each function runs inside the caller's
transaction (`guarded.kept`), so that a result and the end of its task are kept together or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from django.db.models import F, Q

from counterpoint import types
from counterpoint.desk import models
from counterpoint.desk.places import domain_of, place_of, place_of_guid
from counterpoint.desk.records import compress, expand, pack, unpack
from counterpoint.errors import MissingError
from counterpoint.masking import mask_url
from counterpoint.text import sha256
from counterpoint.types import Annotations, Changes, Rejected, Report, Signal

_EMPTY_HEADERS: tuple[tuple[str, str], ...] = ()


class Outcome(StrEnum):
    """What became of an item that was taken in."""

    STORED = "stored"  # a new article, or a new version of one
    UNCHANGED = "unchanged"  # known already
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Taken:
    """A capture in the store."""

    capture: int  # row id
    owed: bool  # its article has not been looked for yet; False: the same bytes from the same place have been through


@dataclass(frozen=True, slots=True)
class Put:
    """An article in the store."""

    outcome: Outcome
    version: int  # row id
    article: int  # row id
    latest: bool = True  # it is what the page says now


def take_capture(
    capture: types.Capture, *, now: datetime, signals: Sequence[Signal] = (), feed: int | None = None
) -> Taken:
    """Keep a capture's bytes, once. The caller owes the extraction (`tasks.owe`) where it says so."""
    where = storable(capture.url or str(capture.path or ""))
    key = sha256(f"{where}\n{capture.id}")
    if (known := _known(key, now)) is not None:
        if not _returned(known.capture, capture):
            return known
        key = sha256(f"{where}\n{capture.id}\n{capture.fetched}")
        if (known := _known(key, now)) is not None:
            return known
    # Locked, where the database locks rows: retention may be about to let these bytes go.
    blob = models.Blob.objects.select_for_update().only("pk").filter(pk=capture.id, data__isnull=False)
    if blob.first() is None:
        data = compress(capture.content)
        models.Blob.objects.update_or_create(
            hash=capture.id, defaults={"size": len(capture.content), "data": data}
        )
    row = models.Capture.objects.create(
        key=key,
        blob_id=capture.id,
        url=storable(capture.url or ""),
        asked=storable(capture.asked or ""),
        path=storable(str(capture.path or "")),
        content_type=storable(capture.content_type or ""),
        status=capture.status,
        fetched=in_utc(capture.fetched),
        headers=[[storable(name), storable(value)] for name, value in capture.headers],
        signals=pack(tuple(signals)) if signals else None,
        feed_id=feed,
        stored=now,
        seen=now,
    )
    return Taken(row.pk, owed=True)


def _known(key: str, now: datetime) -> Taken | None:
    known = models.Capture.objects.filter(key=key).values_list("pk", "outcome").first()
    if known is None:
        return None
    models.Capture.objects.filter(pk=known[0]).update(seen=now)
    return Taken(known[0], owed=not known[1])


def _returned(known: int, capture: types.Capture) -> bool:
    """Whether a page says again what it said before its latest version: an edit taken back, byte for byte."""
    at = in_utc(capture.fetched)
    if at is None:  # files: two of them may be of one article, and each is the same again at every look
        return False
    latest = models.Version.objects.filter(
        article__versions__captures=known, pk=F("article__latest"), at__lt=at
    )
    return latest.exclude(captures=known).exclude(captures__blob=capture.id).exists()


def load_capture(capture: int) -> types.Capture:
    """Return a capture as it was taken in.

    Raises:
        MissingError: There is none, or retention has let its bytes go.
    """
    row = models.Capture.objects.select_related("blob").filter(pk=capture).first()
    if row is None:
        raise MissingError(f"there is no capture {capture}")
    if row.blob.data is None:
        raise MissingError(
            f"the bytes of {row.url or row.path} are no longer kept (see the setting keep.captures_days)"
        )
    return types.Capture(
        id=row.blob.hash,
        content=expand(row.blob.data),
        url=row.url or None,
        path=Path(row.path) if row.path else None,
        content_type=row.content_type or None,
        fetched=row.fetched,
        headers=tuple((name, value) for name, value in row.headers) or _EMPTY_HEADERS,
        status=row.status,
        asked=row.asked or None,
    )


def load_signals(capture: int) -> tuple[Signal, ...]:
    """Return what the page and its site said of reuse when the capture was made."""
    packed = models.Capture.objects.filter(pk=capture).values_list("signals", flat=True).first()
    return unpack(packed, tuple[Signal, ...]) if packed else ()


def add_signals(capture: int, signals: Sequence[Signal]) -> None:
    """Keep what a page says of reuse, beside what its site said when it was fetched."""
    known = load_signals(capture)
    more = [signal for signal in signals if signal not in known]
    if more:
        models.Capture.objects.filter(pk=capture).update(signals=pack((*known, *more)))


def put_article(capture: int, article: types.Article, *, now: datetime) -> Put:
    """Keep what was extracted from a capture: a new article, a new version, or nothing new.

    Versions are ordered by the time at which the page was so, not by arrival: an archive read late fills in the past.
    """
    taken = models.Capture.objects.get(pk=capture)
    at = min(
        taken.fetched or now, now
    )  # an archive's clock may be wrong: nothing is later than what comes later
    home = _home(article, taken, now)
    before, after = _neighbours(home, at)
    for near in (before, after):
        if near is not None and unpack(near.record, types.Article).text == article.text:
            settle(capture, Outcome.UNCHANGED, version=near.pk)
            return Put(Outcome.UNCHANGED, near.pk, home.pk, latest=home.latest_id == near.pk)
    version = models.Version.objects.create(
        article=home,
        number=home.versions_count + 1,
        name=article.id,
        capture=taken,
        at=at,
        made=now,
        title=storable(article.title),
        language=storable(article.language)[:35],
        outlet_name=storable(article.outlet or ""),
        published=in_utc(article.published),
        embargo=in_utc(article.embargo),
        words=len(article.text.split()),
        record=pack(article),
    )
    home.versions_count += 1
    if after is None:
        home.latest, home.stream_due = version, now
    home.save(update_fields=["versions_count", "latest", "last_seen", "stream_due"])
    settle(capture, Outcome.STORED, version=version.pk)
    return Put(Outcome.STORED, version.pk, home.pk, latest=after is None)


def _neighbours(home: models.Article, at: datetime) -> tuple[models.Version | None, models.Version | None]:
    """Return the versions before and after a time. An article that is new has none, as most are when they are kept."""
    if not home.versions_count:
        return None, None
    before = home.versions.filter(at__lte=at).order_by("-at", "-number").first()
    return before, home.versions.filter(at__gt=at).order_by("at", "number").first()


def _home(article: types.Article, taken: models.Capture, now: datetime) -> models.Article:
    """Return the row of the article at its place, locked where the database locks rows."""
    source = types.Capture(
        taken.blob_id, b"", url=taken.url or None, path=Path(taken.path) if taken.path else None
    )
    url = article.url or taken.url
    place = place_of(article, source)
    home, made = models.Article.objects.select_for_update().get_or_create(
        place=place,
        defaults={
            "url": storable(url or ""),
            "path": taken.path,
            "outlet": _outlet(url, article.outlet),
            "first_seen": now,
            "last_seen": now,
        },
    )
    if not made:
        home.last_seen = now
    elif (taken_back := models.Withdrawal.objects.filter(place=place).first()) is not None:
        home.withdrawn, home.withdrawn_why = taken_back.at, taken_back.why
        home.save(update_fields=["withdrawn", "withdrawn_why"])
    return home


def _outlet(url: str | None, name: str | None) -> models.Outlet | None:
    domain = storable(domain_of(url))
    if not domain or len(domain) > 253:
        return None
    called = storable(name or "")[:200]
    outlet, _ = models.Outlet.objects.get_or_create(domain=domain, defaults={"name": called})
    if called and not outlet.name:
        outlet.name = called
        outlet.save(update_fields=["name"])
    return outlet


def put_annotations(version: int, marks: Annotations, changes: Changes | None) -> None:
    """Keep what was learnt of a version's text, and what it changed."""
    models.Version.objects.filter(pk=version).update(
        marks=pack(marks), changes=None if changes is None else pack(changes)
    )


def load_article(version: int) -> types.Article:
    """Return one version of an article.

    Raises:
        MissingError: There is none.
    """
    packed = models.Version.objects.filter(pk=version).values_list("record", flat=True).first()
    if packed is None:
        raise MissingError(f"there is no version {version}")
    return unpack(packed, types.Article)


def load_report(version: int) -> Report | None:
    """Return a version with its annotations; None while it has none."""
    row = models.Version.objects.filter(pk=version).only("record", "marks").first()
    if row is None or row.marks is None:
        return None
    return Report(unpack(row.record, types.Article), unpack(row.marks, Annotations))


def is_annotated(version: int) -> bool:
    """Whether a version's annotations are there."""
    return models.Version.objects.filter(pk=version, marks__isnull=False).exists()


def load_changes(version: int) -> Changes | None:
    """Return what a version changed against the one before it."""
    packed = models.Version.objects.filter(pk=version).values_list("changes", flat=True).first()
    return unpack(packed, Changes) if packed else None


def version_before(version: int) -> int | None:
    """Return the version that a version replaced."""
    row = models.Version.objects.only("article_id", "at", "number").get(pk=version)
    earlier = Q(at__lt=row.at) | Q(at=row.at, number__lt=row.number)
    others = models.Version.objects.filter(earlier, article_id=row.article_id)
    return others.order_by("-at", "-number").values_list("pk", flat=True).first()


def version_after(version: int) -> int | None:
    """Return the version that replaced a version."""
    row = models.Version.objects.only("article_id", "at", "number").get(pk=version)
    later = Q(at__gt=row.at) | Q(at=row.at, number__gt=row.number)
    others = models.Version.objects.filter(later, article_id=row.article_id)
    return others.order_by("at", "number").values_list("pk", flat=True).first()


def put_rejected(
    rejected: Rejected, *, now: datetime, capture: int | None = None, feed: int | None = None
) -> None:
    """Keep a refusal. The same again is counted."""
    item, reason = storable(rejected.item), mask_url(storable(rejected.reason))
    row, made = models.Rejection.objects.get_or_create(
        key=sha256(f"{rejected.stage}\n{item}\n{reason}"),
        defaults={
            "item": mask_url(item),
            "stage": rejected.stage,
            "reason": reason,
            "capture_id": capture,
            "feed_id": feed,
            "first": now,
            "last": now,
        },
    )
    if not made:
        models.Rejection.objects.filter(pk=row.pk).update(times=F("times") + 1, last=now)
    if capture is not None:
        settle(capture, Outcome.REJECTED, reason=reason)
    if rejected.withdraws:
        url = models.Capture.objects.filter(pk=capture or 0).values_list("url", flat=True).first()
        _withdraw(place_of_guid(rejected.withdraws, url), reason, now)


def _withdraw(place: str, why: str, now: datetime) -> None:
    """Note that a sender takes an item back; it may come after its withdrawal, since files are read side by side."""
    models.Withdrawal.objects.get_or_create(place=place, defaults={"at": now, "why": why})
    models.Article.objects.filter(place=place, withdrawn=None).update(
        withdrawn=now, withdrawn_why=why, stream_due=now
    )


def settle(capture: int, outcome: Outcome, *, reason: str = "", version: int | None = None) -> None:
    """Say what became of a capture."""
    models.Capture.objects.filter(pk=capture).update(outcome=outcome.value, reason=reason, version_id=version)


def count(stage: str, outcome: str, number: int = 1) -> None:
    """Add to the count of items that left a stage with an outcome."""
    rows = models.Tally.objects.filter(stage=stage, outcome=outcome)
    if not rows.update(count=F("count") + number):
        models.Tally.objects.get_or_create(stage=stage, outcome=outcome)
        rows.update(count=F("count") + number)


def storable(text: str) -> str:
    """Return text that every database takes: no NUL, no lone surrogate (names of files may hold both)."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "backslashreplace").decode("utf-8")


def in_utc(time: datetime | None) -> datetime | None:
    """Return a time in UTC; one without a zone is kept as if it were. None where UTC has no such year."""
    if time is None or time.tzinfo is None:
        return time and time.replace(tzinfo=UTC)
    try:
        return time.astimezone(UTC)
    except OverflowError:
        return None
