"""All that is known of one article, in one record.

Data way: Capture, Article, Annotations, Changes, Permission, from the store -> Shown. Reads only; the time is an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterpoint.desk import models, store
from counterpoint.desk.carried import Carried, carried_by
from counterpoint.desk.records import unpack
from counterpoint.desk.rights import signals_of
from counterpoint.errors import ConfigError, StoreError
from counterpoint.permission import permissions, quote_limit
from counterpoint.types import Annotations, Article, Changes, Permission, Signal


@dataclass(frozen=True, slots=True)
class ShownCapture:
    """A capture that gave a version, or that found nothing new in it."""

    number: int  # row id
    hash: str  # sha256 of the bytes, hex
    size: int  # bytes
    kept: bool  # False: retention has let the bytes go
    url: str
    asked: str  # the address that was asked, where a redirect led elsewhere
    path: str
    content_type: str
    status: int | None  # of HTTP
    fetched: datetime | None
    stored: datetime
    seen: datetime  # the last time that these very bytes were found there
    outcome: str
    version: int  # number of the version whose text it holds


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One state of the text."""

    number: int  # by arrival; 1 is the first that was seen
    id: str  # Article.id
    at: datetime  # when the page was so
    made: datetime
    title: str
    words: int
    latest: bool
    annotated: bool
    capture: int | None  # row id
    changes: (
        Changes | None
    )  # against the version before it in time; None for the first, and while not annotated


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as one of its versions has it, with all that is known of it."""

    number: int  # row id
    url: str
    path: str
    first_seen: datetime
    last_seen: datetime
    withdrawn: datetime | None  # since when its sender has taken it back
    withdrawn_why: str
    embargoed: bool  # not to be shown yet
    version: int  # number of the one below
    article: Article
    annotations: Annotations | None  # None while not annotated
    signals: tuple[Signal, ...]  # of the page, its site and the settings
    permissions: tuple[Permission, ...]  # one for each action
    quote_limit: int | None  # characters of one quotation, where a signal bounds it
    captures: tuple[ShownCapture, ...]  # in the order of their times
    versions: tuple[ShownVersion, ...]  # in the order of their times
    story: str | None = None  # that it is in; None: it waits for the stream, or may be in none
    copies: tuple[
        Carried, ...
    ] = ()  # whose words it carries, and who carries its own: as its latest version is


def show(row: int, *, now: datetime, licensed: Sequence[str] = (), version: int | None = None) -> Shown:
    """Return all that is known of an article.

    Args:
        row: Row id of the article; `find.find_article` finds it.
        now: The time, UTC: embargoes end.
        licensed: As in the settings: `rights.licensed`.
        version: Number of the version whose text and annotations are wanted; None for the latest.

    Raises:
        ConfigError: There is no version of that number.
        StoreError: The article is gone, or damaged.
    """
    home = models.Article.objects.filter(pk=row).first()
    if home is None:
        raise StoreError(f"there is no article {row}")
    chosen = _chosen(home, version)
    article = unpack(chosen.record, Article)
    signals = signals_of(chosen.capture_id, article, licensed)
    return Shown(
        number=home.pk,
        url=home.url,
        path=home.path,
        first_seen=home.first_seen,
        last_seen=home.last_seen,
        withdrawn=home.withdrawn,
        withdrawn_why=home.withdrawn_why,
        embargoed=chosen.embargo is not None and chosen.embargo > now,
        version=chosen.number,
        article=article,
        annotations=unpack(chosen.marks, Annotations) if chosen.marks is not None else None,
        signals=signals,
        permissions=permissions(article.rights, signals),
        quote_limit=quote_limit(signals),
        captures=_captures(row),
        versions=_versions(home),
        story=models.Member.objects.filter(article=row).values_list("story__name", flat=True).first(),
        copies=carried_by(row),
    )


def captured_bytes(row: int, *, version: int | None = None) -> bytes:
    """Return the bytes from which a version was extracted, the latest for None.

    Raises:
        ConfigError: There is no version of that number.
        StoreError: They are no longer kept.
    """
    home = models.Article.objects.filter(pk=row).first()
    if home is None:
        raise StoreError(f"there is no article {row}")
    chosen = _chosen(home, version)
    if chosen.capture_id is None:
        raise StoreError("the capture of this version is no longer kept (see the settings keep.*)")
    return store.load_capture(chosen.capture_id).content


def _chosen(home: models.Article, number: int | None) -> models.Version:
    wanted = home.versions.order_by("-at", "-number")
    chosen = wanted.first() if number is None else wanted.filter(number=number).first()
    if chosen is not None:
        return chosen
    if number is None:
        raise StoreError(f"article {home.pk} has no version")
    raise ConfigError(
        f"article #{home.pk} has no version {number}; its versions are 1 to {home.versions_count}"
        if home.versions_count > 1
        else f"article #{home.pk} has no version {number}; it has one"
    )


def _captures(row: int) -> tuple[ShownCapture, ...]:
    found = models.Capture.objects.filter(version__article_id=row).select_related("blob", "version")
    kept = set(
        models.Blob.objects.filter(capture__version__article_id=row, data__isnull=False).values_list(
            "pk", flat=True
        )
    )
    rows = found.defer("blob__data", "headers", "signals", "version__record", "version__marks")
    return tuple(
        ShownCapture(
            number=capture.pk,
            hash=capture.blob_id,
            size=capture.blob.size,
            kept=capture.blob_id in kept,
            url=capture.url,
            asked=capture.asked if capture.asked != capture.url else "",
            path=capture.path,
            content_type=capture.content_type,
            status=capture.status,
            fetched=capture.fetched,
            stored=capture.stored,
            seen=capture.seen,
            outcome=capture.outcome,
            version=capture.version.number if capture.version is not None else 0,
        )
        for capture in sorted(rows, key=lambda c: (c.fetched or c.stored, c.pk))
    )


def _versions(home: models.Article) -> tuple[ShownVersion, ...]:
    rows = home.versions.order_by("at", "number").defer("record", "marks")
    annotated = set(home.versions.filter(marks__isnull=False).values_list("pk", flat=True))
    return tuple(
        ShownVersion(
            number=row.number,
            id=row.name,
            at=row.at,
            made=row.made,
            title=row.title,
            words=row.words,
            latest=row.pk == home.latest_id,
            annotated=row.pk in annotated,
            capture=row.capture_id,
            changes=unpack(row.changes, Changes) if row.changes is not None else None,
        )
        for row in rows
    )
