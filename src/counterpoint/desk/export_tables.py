"""What an export holds: each table, each column with its meaning, and how a row of it is read.

Data way: rows of the store -> plain values and records of the engine. Reads only, a few rows at a time, so that a store of any
size needs the memory of a few rows. docs/reference/store.md says the same for people, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db.models import Max, Model

from counterpoint.desk import export_rows as rows
from counterpoint.desk import models
from counterpoint.desk.export_rows import Row, Scope
from counterpoint.desk.search import search

_KEYS = 2_000  # row ids read at a time
_FEW = 32  # rows read at a time
_FEWER = 4  # of those that hold a page's bytes


class Kind(StrEnum):
    """What a column holds; any may be null."""

    NUMBER = "number"
    TEXT = "text"
    TIME = "time"  # UTC
    TRUTH = "truth"
    BYTES = "bytes"  # Base64 in JSON
    TEXTS = "texts"  # a list
    RECORD = "record"  # an object in JSON lines, JSON text in Parquet


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    kind: Kind
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an export."""

    name: str
    says: str
    columns: tuple[Column, ...]
    model: type[Model]
    read: Callable[[Any, Scope], Row | None]  # None: the row has nothing for this table
    article: str | None  # how a row leads to its Article: a look-up of Django's; None where it does not
    joined: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()  # columns of the store that it does not need
    few: int = _FEW
    always: bool = False  # with a search, too

    def rows(self, scope: Scope) -> Iterator[Row]:
        """Yield the rows of the scope, by their ids."""
        keys = self.keys(scope)
        while some := list(islice(keys, self.few)):
            query = self.model._default_manager.filter(pk__in=some).order_by("pk")  # noqa: SLF001 - Django's own name for it
            for row in query.select_related(*self.joined).defer(*self.unread):
                values = self.read(row, scope)
                if values is not None:
                    yield values

    def keys(self, scope: Scope) -> Iterator[int | str]:
        """Yield the row ids of the scope, in order."""
        every = self.model._default_manager.order_by("pk")  # noqa: SLF001 - as above
        if scope.articles is not None and not self.always:
            yield from self._keys_of(scope.articles)
            return
        if self.name in scope.last:
            every = every.filter(pk__lte=scope.last[self.name])
        some = list(every.values_list("pk", flat=True)[:_KEYS])
        while some:
            yield from some
            some = list(every.filter(pk__gt=some[-1]).values_list("pk", flat=True)[:_KEYS])

    def _keys_of(self, articles: Sequence[int]) -> Iterator[int | str]:
        if self.article is None:
            return
        known: set[int | str] = set()  # of these articles only: one blob may be of several
        for start in range(0, len(articles), _KEYS // 4):
            wanted = {f"{self.article}__in": articles[start : start + _KEYS // 4]}
            query = self.model._default_manager.filter(**wanted).order_by("pk")  # noqa: SLF001 - as above
            for key in query.values_list("pk", flat=True):
                if key not in known:
                    known.add(key)
                    yield key


def last_rows() -> dict[str, int]:
    """Return the highest row id of each table, those that refer to others first: what they refer to is then there."""
    found = {}
    for table in reversed(TABLES):
        if table.model is not models.Blob:
            highest = table.model._default_manager.aggregate(last=Max("pk"))["last"]  # noqa: SLF001 - as above
            found[table.name] = highest or 0
    return found


def _columns(text: str) -> tuple[Column, ...]:
    """Columns from lines of name, kind and meaning."""
    parts = (line.split(None, 2) for line in text.strip().splitlines())
    return tuple(Column(name, Kind(kind), says) for name, kind, says in parts)


_RIGHTS = """
may_store       truth  whether its bytes may be kept
may_analyse     truth  whether it may be analysed: text and data mining
may_quote       truth  whether a short quotation may be shown
may_summarise   truth  whether its sentences may be restated closely
may_republish   truth  whether it may be shown whole
quote_limit     number characters that a quotation may have; null where nothing bounds it
"""

# Those that are referred to stand before those that refer to them.
TABLES = (
    Table(
        "feeds",
        "What is polled: feeds, sitemaps, folders, archives.",
        _columns("""
id         number row of the store
url        text   address, or absolute path
kind       text   rss, atom, json, sitemap, sitemap_index, folder or file; empty before the first success
title      text   as it calls itself
site       text   the site it belongs to
folders    texts  of the list it came from, outermost first
language   text   as it declares, BCP 47
added      time   when it was added
active     truth  false: it is not polled any more
polled     time   the last poll
succeeded  time   the last poll that went well
next_poll  time   when it is polled next
failures   number polls that failed in a row
error      text   of the last poll
"""),
        models.Feed,
        rows.feed_row,
        article=None,
        unread=("history",),
        always=True,
    ),
    Table(
        "contents",
        "The bytes of captures, once for each content.",
        _columns("""
hash       text   sha256 of the bytes, hex
size       number bytes
content    bytes  the bytes as captured; null where retention has let them go
"""),
        models.Blob,
        rows.content_row,
        article="capture__version__article_id",
        few=_FEWER,
    ),
    Table(
        "articles",
        "Reports at their places, through all their versions. What may be done is said of the latest.",
        _columns(f"""
id              number row of the store
url             text   address of the page
path            text   of the file it was read from
domain          text   of its outlet
outlet          text   name of its outlet
first_seen      time   when it was first taken in
last_seen       time   when a capture of it was last taken in
versions        number how many there are
latest          number id of the latest version
withdrawn       time   since when its sender has taken it back: not to be shown
withdrawn_why   text   what the sender says
{_RIGHTS.strip()}
"""),
        models.Article,
        rows.article_row,
        article="pk",
        joined=("latest__capture", "outlet"),
        unread=("latest__marks", "latest__changes", "latest__capture__headers"),
    ),
    Table(
        "versions",
        "States of articles: texts, never changed.",
        _columns(f"""
id              number row of the store
article         number id in articles
number          number 1 is the first that was seen
name            text   Article.id of the engine
capture         number id in captures
at              time   when the page was so
made            time   when it was extracted
title           text   headline
language        text   BCP 47
outlet          text   as the page prints it
published       time   as the page says; a time without a zone is taken as UTC
embargo         time   not to be shown before
words           number of the text
text            text   title, standfirst, paragraphs, captions, joined by blank lines
rights          text   what the report says of its reuse
{_RIGHTS.strip()}
record          record types.Article
"""),
        models.Version,
        rows.version_row,
        article="article_id",
        joined=("capture",),
        unread=("marks", "changes", "capture__headers"),
    ),
    Table(
        "captures",
        "Bytes as they came from one place at one time.",
        _columns("""
id            number row of the store
hash          text   of the bytes, in contents
url           text   where it was fetched, after redirects
asked         text   the address that was asked
path          text   of the file it was read from
content_type  text   as declared
status        number of HTTP
fetched       time   when; null for files
headers       record pairs of name and value
signals       record types.Signal, several: what the page and its site say of reuse
feed          number id in feeds
stored        time   when it was taken in
seen          time   when these very bytes were last found there
outcome       text   stored, unchanged or rejected; empty while at work
reason        text   of a rejection
version       number id in versions: what it gave, or what it repeats
"""),
        models.Capture,
        rows.capture_row,
        article="version__article_id",
    ),
    Table(
        "annotations",
        "What is known of each version's text.",
        _columns("""
version    number id in versions
name       text   Article.id of the engine
record     record types.Annotations; a bound that is not there (at least 20) is null
"""),
        models.Version,
        rows.annotations_row,
        article="article_id",
        unread=("record", "changes"),
    ),
    Table(
        "changes",
        "What each version changed against the one before it.",
        _columns("""
version    number id in versions
before     text   Article.id of the version before
after      text   Article.id of this version
record     record types.Changes
"""),
        models.Version,
        rows.changes_row,
        article="article_id",
        unread=("record", "marks"),
    ),
    Table(
        "entries",
        "What the feeds have listed.",
        _columns("""
id         number row of the store
feed       number id in feeds
url        text   address of its page
title      text   as the feed gives it
published  time   as the feed says
seen       time   when it was first listed so
capture    number id in captures: what its page was last
record     record types.Entry
"""),
        models.Entry,
        rows.entry_row,
        article="capture__version__article_id",
    ),
    Table(
        "stories",
        "Events, as their reports tell them.",
        _columns("""
id               number row of the store
name             text   what counterpoint story calls it
into             number id in stories: of the one that took its reports, where it was merged
title            text   of its brief; until it is told, of its first report
first_published  time   of its reports
last_published   time   of its reports
articles         number how many reports
outlets          number how many outlets
origins          number independent ones; until it is told, reports that copy no other
languages        texts  BCP 47, most frequent first
disputed         texts  what is disputed
told             time   when its reports were last compared
storyline        text   name of the first story of its storyline
"""),
        models.Story,
        rows.story_row,
        article="members__article_id",
        unread=("record", "digest"),
    ),
    Table(
        "members",
        "Which report belongs to which story, and whose words it carries.",
        _columns("""
id             number row of the store
story          number id in stories
article        number id in articles
version        number id in versions: as it was when it was looked at
at             time   of publication, else of arrival
score          number how sure it is that it belongs there, in thousandths
copy_of        number id in members: of the report whose words it carries
copy_kind      text   exact, trimmed, rewritten, translated, version or passage
copy_evidence  text   a sentence
"""),
        models.Member,
        rows.member_row,
        article="article_id",
        unread=("sketch", "standing", "sign"),
    ),
    Table(
        "rejections",
        "What was refused, and why.",
        _columns("""
id         number row of the store
item       text   address, path or id
stage      text   ingest, poll, fetch, extract, annotate, cluster or tell
reason     text   a sentence
capture    number id in captures
feed       number id in feeds
first      time   when it was first refused for this reason
last       time   when last
times      number how often
"""),
        models.Rejection,
        rows.rejection_row,
        article=None,
    ),
)


def found_by(text: str) -> tuple[int, ...]:
    """Return the row ids of the articles that a search finds, in order."""
    found: list[int] = []
    while hits := search(text, ranked=False, limit=1000, offset=len(found)):
        found += [hit.article for hit in hits]
    return tuple(sorted(set(found)))
