"""Tell a story of the stream anew, in a child: its record, what storylines and ranking see of it, what it goes on from.

Data way: Reports, Sketches, earlier stories -> Told. Pure but for the models that it loads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import numpy as np

from counterpoint.align.edits import tell_edits
from counterpoint.align.since import since
from counterpoint.cluster.digested import digested
from counterpoint.cluster.references import back_references
from counterpoint.cluster.storylines import link
from counterpoint.models import load_models
from counterpoint.ports import Models
from counterpoint.run.compare import tell as tell_reports
from counterpoint.run.sketching import Packed, unpack_sketch
from counterpoint.types import Article, Changes, Edit, Outlet, Report, Story, count_voices
from counterpoint.types.since import Since
from counterpoint.types.stream import Digested, Item, Link, Referred


@dataclass(frozen=True, slots=True)
class PackedDigest:
    """A Digested without arrays and sets: the same fields, in one order."""

    id: str
    title: str
    first: datetime | None
    last: datetime | None
    articles: int
    outlets: tuple[str, ...]
    origins: int
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]
    days: tuple[int, ...]
    terms: tuple[tuple[str, float], ...]
    model: str
    vector: bytes  # little-endian single precision
    links: tuple[str, ...]
    urls: tuple[str, ...]
    published: tuple[datetime, ...]
    refers: tuple[tuple[int, int, tuple[str, ...]], ...] = ()  # as Referred


@dataclass(frozen=True, slots=True)
class Edited:
    """A version of a report, and what it changed."""

    article: Article
    changes: Changes
    at: datetime | None  # UTC: when the page was seen changed
    fresh: bool  # since the story was last told


@dataclass(frozen=True, slots=True)
class ToTell:
    """What a story is told from."""

    name: str
    mark: int  # Story.touched when it was read; comes back with what was told
    reports: tuple[Report, ...]  # those that it is told from
    items: tuple[Item, ...]  # all of its reports, without their texts
    sketches: tuple[Packed, ...]
    copies: tuple[str, ...]  # ids of items that carry another's words
    countries: tuple[tuple[str, str], ...]  # outlet, ISO 3166-1
    earlier: tuple[PackedDigest, ...]  # stories that it may go on from
    lines: tuple[tuple[str, str], ...] = ()  # of those, story and storyline
    linked: tuple[str, ...] = ()  # those that it was found to go on from before
    latest: int | None = None  # the first so many of `earlier` were chosen by time alone; None: all
    edits: tuple[Edited, ...] = ()  # oldest first
    before: Story | None = None  # as it was told last
    outlets: tuple[Outlet, ...] = ()  # whose owners are known: those of one owner count once


@dataclass(frozen=True, slots=True)
class Told:
    """A story, told."""

    mark: int
    story: Story
    digest: PackedDigest
    links: tuple[Link, ...]  # to earlier stories, the closest first
    edits: tuple[Edit, ...] = ()  # in the order of the versions
    new: Since | None = None  # against the last telling; None: it is told for the first time


def tell(given: ToTell) -> Told:
    """Tell a story; runs in a child."""
    languages = tuple(sorted({report.article.language for report in given.reports}))
    told = tell_reports(given.reports, models_of(languages), outlets=given.outlets)
    story = replace(told, id=given.name)
    digest = digested(
        given.name,
        given.items,
        [unpack_sketch(sketch) for sketch in given.sketches],
        title=story.title,
        origins=count_voices(story.origins),
        copies=given.copies,
        countries=dict(given.countries),
        links=(coverage.item.url for coverage in story.related if coverage.item.url),
        refers=_refers(given.reports),
    )
    earlier = [unpack_digest(one) for one in given.earlier]
    lines = dict(given.lines)
    links = link(digest, earlier, threads=lines, linked=given.linked, latest=given.latest)
    edits = [
        (edit, one.fresh) for one in given.edits for edit in tell_edits(one.changes, one.article, one.at)
    ]
    fresh = [edit for edit, is_fresh in edits if is_fresh]
    new = None if given.before is None else since(given.before, story, fresh)
    return Told(given.mark, story, pack_digest(digest), links, tuple(edit for edit, _ in edits), new)


def _refers(reports: Sequence[Report]) -> Iterator[Referred]:
    """Yield what reports look back to, such as the summit in January."""
    for article in (report.article for report in reports):
        if article.published is not None:
            yield from back_references(article.text, article.language, article.published.date())


@lru_cache(maxsize=32)
def models_of(languages: tuple[str, ...]) -> Models:
    """Return the models of languages, kept for the next story in them."""
    return load_models(languages)


def pack_digest(digest: Digested) -> PackedDigest:
    """Return a digest as plain data."""
    return PackedDigest(
        id=digest.id,
        title=digest.title,
        first=digest.first,
        last=digest.last,
        articles=digest.articles,
        outlets=tuple(sorted(digest.outlets)),
        origins=digest.origins,
        countries=tuple(sorted(digest.countries)),
        languages=tuple(sorted(digest.languages)),
        places=tuple(sorted(digest.places)),
        names=tuple(sorted(digest.names)),
        days=tuple(sorted(digest.days)),
        terms=digest.terms,
        model=digest.model,
        vector=digest.vector.astype("<f4").tobytes(),
        links=tuple(sorted(digest.links)),
        urls=tuple(sorted(digest.urls)),
        published=digest.published,
        refers=tuple((r.first, r.last, tuple(sorted(r.words))) for r in digest.refers),
    )


def unpack_digest(packed: PackedDigest) -> Digested:
    """Return the digest that was packed."""
    return Digested(
        id=packed.id,
        title=packed.title,
        first=packed.first,
        last=packed.last,
        articles=packed.articles,
        outlets=frozenset(packed.outlets),
        origins=packed.origins,
        countries=frozenset(packed.countries),
        languages=frozenset(packed.languages),
        places=frozenset(packed.places),
        names=frozenset(packed.names),
        days=frozenset(packed.days),
        terms=packed.terms,
        model=packed.model,
        vector=np.frombuffer(packed.vector, dtype="<f4").astype(np.float32),
        links=frozenset(packed.links),
        urls=frozenset(packed.urls),
        published=packed.published,
        refers=tuple(Referred(first, last, frozenset(words)) for first, last, words in packed.refers),
    )
