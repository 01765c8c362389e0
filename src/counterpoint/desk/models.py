"""The tables of the store: DESIGN's terms, each once.

Only `desk` reads or writes them, and records of the engine go in and out through `desk/store.py` alone. What a stage
found is kept whole as a packed record (`desk/records.py`); the columns beside it are what is asked for by a query.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Outlet(models.Model):
    """Who publishes; an agency is one of kind "agency"."""

    domain = models.CharField(max_length=253, unique=True)  # lower case, without "www."
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, default="outlet")
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1
    region = models.CharField(max_length=100, blank=True)
    languages = models.JSONField(default=list)  # BCP 47
    owner = models.CharField(max_length=200, blank=True)
    affiliations = models.JSONField(
        default=list
    )  # names of associations and networks, from a file of outlets
    ties = models.JSONField(default=list)  # [kind, domain], as its latest trust.txt states; not of control


class Feed(models.Model):
    """What is polled: a feed, a sitemap, a folder or an archive file."""

    url = models.TextField(unique=True)  # or the absolute path of a folder or file
    kind = models.CharField(max_length=16, blank=True)  # FeedKind, "folder", "file"; "": never answered
    title = models.TextField(blank=True)
    site = models.TextField(blank=True)
    folders = models.JSONField(default=list)  # of the OPML it came from
    language = models.CharField(max_length=35, blank=True)
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.SET_NULL)
    added = models.DateTimeField()
    active = models.BooleanField(default=True)

    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    validated = models.TextField(blank=True)  # the address that gave the two
    fingerprint = models.CharField(max_length=64, blank=True)  # sha256 of the bytes last parsed
    polled = models.DateTimeField(null=True)
    succeeded = models.DateTimeField(null=True)
    next_poll = models.DateTimeField(null=True, db_index=True)  # None: not again by itself
    failures = models.IntegerField(default=0)  # in a row
    error = models.TextField(blank=True)  # of the last poll, in plain words
    history = models.JSONField(default=list)  # of the latest polls answered: 1 where one brought something
    minutes = models.IntegerField(null=True)  # how often to ask at most, as the feed says

    hub = models.TextField(blank=True)  # WebSub, as the feed says itself
    topic = models.TextField(blank=True)
    lease_until = models.DateTimeField(null=True)  # so long its hub tells what is new


class HubLease(models.Model):
    """What was asked of a feed's hub (WebSub), and how far it has come; `desk/hubs.py` alone reads and writes it."""

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="lease")
    token = models.CharField(max_length=64, unique=True)  # ends our address for it: nobody else knows it
    secret = models.CharField(max_length=64)  # the hub signs with it
    hub = models.TextField()  # as it was asked
    topic = models.TextField()
    callback = models.TextField()
    wanted = models.BooleanField(default=True)  # False: it is to end
    asked = models.DateTimeField(null=True)
    verified = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)  # since it was verified last
    due = models.DateTimeField(db_index=True)  # when the hub is to be asked next
    pushed = models.DateTimeField(null=True)  # told while a poll was under way: another is owed after it
    error = models.TextField(blank=True)


class Entry(models.Model):
    """What a feed has listed: known once, whatever becomes of it."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE)
    key = models.CharField(max_length=64)  # sha256 of the entry's id, or of a file's path
    # Changes when the entry does: its time of update, a file's size and time.
    mark = models.CharField(max_length=64, blank=True)
    url = models.TextField(blank=True)
    title = models.TextField(blank=True)
    published = models.DateTimeField(null=True)
    seen = models.DateTimeField()
    record = models.BinaryField()  # types.feed.Entry
    capture = models.ForeignKey("Capture", null=True, on_delete=models.SET_NULL)  # what its page was last
    rechecks = models.IntegerField(default=0)  # times that its page was asked again, for edits

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "key"], name="entry_once")]
        indexes: ClassVar = [
            models.Index(fields=["feed", "published"], name="entry_newest"),
            models.Index(fields=["feed", "mark"], name="entry_mark"),
        ]


class Blob(models.Model):
    """Bytes, once for each content, compressed. `data` is None when retention has let them go."""

    hash = models.CharField(max_length=64, primary_key=True)  # sha256, hex
    size = models.IntegerField()  # before compression
    data = models.BinaryField(null=True)  # zstd

    class Meta:
        # Their sum without reading the rows, each of which holds a page.
        indexes: ClassVar = [
            models.Index(fields=["size"], condition=models.Q(data__isnull=False), name="blob_kept")
        ]


class Capture(models.Model):
    """Bytes as they came from one place at one time."""

    key = models.CharField(
        max_length=64, unique=True
    )  # sha256 of place and content: the same page twice is one capture
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)
    url = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    path = models.TextField(blank=True)
    content_type = models.TextField(blank=True)
    status = models.IntegerField(null=True)
    fetched = models.DateTimeField(null=True)
    headers = models.JSONField(default=list)  # pairs
    signals = models.BinaryField(null=True)  # tuple[types.permission.Signal, ...] of the page and its site
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL)
    stored = models.DateTimeField()
    seen = models.DateTimeField()  # the last time that these very bytes were found there
    outcome = models.CharField(
        max_length=16, blank=True, db_index=True
    )  # "" while at work; stored, unchanged, rejected
    reason = models.TextField(blank=True)  # of a rejection
    version = models.ForeignKey("Version", null=True, on_delete=models.SET_NULL, related_name="captures")


class Article(models.Model):
    """A report at its place, through all its versions."""

    place = models.CharField(max_length=64, unique=True)  # sha256 of what names it: see store.place_of
    url = models.TextField(blank=True)
    path = models.TextField(blank=True)
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.SET_NULL)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    versions_count = models.IntegerField(default=0)
    withdrawn = models.DateTimeField(null=True)  # since when its sender has taken it back: not to be shown
    withdrawn_why = models.TextField(blank=True)
    search_key = models.BigIntegerField(null=True)  # of its row in the index; None: not in it
    latest = models.ForeignKey("Version", null=True, on_delete=models.SET_NULL, related_name="+")
    # When the stream of stories is to look at it: it is new, edited, withdrawn, or its embargo ends. None: it has.
    stream_due = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["stream_due", "latest"],
                condition=models.Q(stream_due__isnull=False),
                name="article_stream",
            )
        ]


class Picture(models.Model):
    """What is kept of a picture that reports show, by its address or file: how it looks, never the picture."""

    key = models.CharField(
        max_length=64, unique=True
    )  # sha256 of its surest name: picture_names.keys_of_picture
    address = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # sha256 of its address without a size
    name = models.TextField()
    at = models.DateTimeField()
    reason = models.TextField(blank=True)  # why it has no print
    record = models.BinaryField(null=True)  # types.picture.PicturePrint


class Withdrawal(models.Model):
    """An item that its sender has taken back, whether it is here yet or not."""

    place = models.CharField(max_length=64, unique=True)  # as Article.place
    at = models.DateTimeField()
    why = models.TextField(blank=True)


class Version(models.Model):
    """One state of an article's text: never changed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()  # 1 is the first that was seen
    name = models.CharField(max_length=16, db_index=True)  # Article.id of the engine
    capture = models.ForeignKey(Capture, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()  # when the page was so: time of fetch, else of storing
    made = models.DateTimeField()
    title = models.TextField()
    language = models.CharField(max_length=35)
    outlet_name = models.TextField(blank=True)  # as the page prints it
    published = models.DateTimeField(null=True, db_index=True)  # UTC; a time without a zone is taken as UTC
    embargo = models.DateTimeField(null=True)  # UTC; not to be shown before
    words = models.IntegerField(default=0)
    record = models.BinaryField()  # types.Article
    marks = models.BinaryField(null=True)  # types.Annotations, once made
    changes = models.BinaryField(null=True)  # types.Changes against the version before

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "number"], name="version_once")]


class Rejection(models.Model):
    """An item that a stage refused. The same refusal again is counted, not repeated."""

    key = models.CharField(max_length=64, unique=True)  # sha256 of item, stage and reason
    item = models.TextField()
    stage = models.CharField(max_length=16, db_index=True)
    reason = models.TextField()
    capture = models.ForeignKey(Capture, null=True, on_delete=models.CASCADE)
    feed = models.ForeignKey(Feed, null=True, on_delete=models.CASCADE)
    first = models.DateTimeField()
    last = models.DateTimeField(db_index=True)
    times = models.IntegerField(default=1)


class Task(models.Model):
    """A piece of work that is owed. Done is deleted, in the transaction that keeps the result."""

    kind = models.CharField(max_length=16)  # as tasks.Kind
    key = models.CharField(max_length=100, unique=True)  # what it is owed for: asked twice, it is owed once
    subject = models.BigIntegerField(null=True)  # id of the Feed, Entry, Capture or Version it is about
    host = models.CharField(max_length=253, blank=True)  # whom it will ask: politeness picks by it
    priority = models.IntegerField(default=0)  # lower goes first
    due = models.DateTimeField()
    state = models.CharField(max_length=12, default="ready")  # ready, leased, quarantined
    worker = models.CharField(max_length=200, blank=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)  # that failed
    error = models.TextField(blank=True)
    created = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "kind", "priority", "due"], name="task_due"),
            models.Index(fields=["state", "leased_until"], name="task_lease"),
        ]


class Story(models.Model):
    """One event, as its reports tell it. One that was merged stays as a redirect: `into` says where to."""

    name = models.CharField(max_length=32, unique=True)  # what the stream calls it: "s1a2b3c4d5e"
    into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.TextField(blank=True)
    opened = models.DateTimeField()
    changed = models.DateTimeField(db_index=True)  # when a report last came, left or was edited
    first_published = models.DateTimeField(null=True)  # UTC
    last_published = models.DateTimeField(null=True, db_index=True)
    articles = models.IntegerField(default=0)
    outlets = models.IntegerField(default=0)
    origins = models.IntegerField(default=0)  # independent ones; until it is told: reports that copy no other
    languages = models.JSONField(default=list)  # most frequent first
    disputed = models.JSONField(default=list)  # what is, in words
    touched = models.BigIntegerField(default=0)  # grows with each change: what was told of is `told`
    told = models.BigIntegerField(null=True)
    told_at = models.DateTimeField(null=True)
    storyline = models.CharField(max_length=32, blank=True)  # name of its first story
    digest = models.BinaryField(null=True)  # types.stream.Digested, as told last
    record = models.BinaryField(null=True)  # types.Story; the last column: SQLite reads rows from the front

    class Meta:
        indexes: ClassVar = [models.Index(fields=["storyline"], name="story_line")]


class Member(models.Model):
    """An article in the stream, as its version was when it was looked at, and where it belongs."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="member")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="members")
    item = models.CharField(max_length=64, unique=True)  # what the stream calls it: begins Article.place
    number = models.BigIntegerField(null=True, unique=True)  # its place among those that were active
    at = models.DateTimeField(db_index=True)  # of publication, else of arrival
    sketch = models.BinaryField()  # run.sketching.Packed
    standing = models.BinaryField(null=True)  # streaming.Standing; None: too old to attract others any more
    score = models.FloatField(default=0.0)
    # Its best source, as its pairs have it.
    copy_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    copy_kind = models.CharField(max_length=16, blank=True)  # types.CopyKind
    copy_directed = models.BooleanField(default=False)
    copy_share = models.FloatField(default=0.0)  # of the shorter one's words
    copy_evidence = models.TextField(blank=True)
    signed = models.BigIntegerField(null=True)  # when its words were taken note of, among the others'
    sign = models.BinaryField(
        null=True
    )  # cluster.shingle_hashes.Signature, while it is looked for as a source

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["number"], condition=models.Q(standing__isnull=False), name="member_active"),
            models.Index(fields=["signed"], condition=models.Q(signed__isnull=False), name="member_signed"),
        ]


class CopyPair(models.Model):
    """Two reports of the stream that may share words, and what they do: `desk/copying.py`. No other row has the same two."""

    copy = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="carried")
    due = models.BooleanField(default=True)  # they are to be compared, again where one was edited
    kind = models.CharField(max_length=16, blank=True)  # types.CopyKind; "": not compared yet
    directed = models.BooleanField(default=False)  # False: `copy` is the one that came later
    share = models.FloatField(default=0.0)  # of the shorter one's words
    evidence = models.TextField(blank=True)
    passages = models.BinaryField(
        null=True
    )  # copying.Passages: in the copy and in the source, of Member.version

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["copy", "source"], name="pair_once")]
        indexes: ClassVar = [models.Index(fields=["id"], condition=models.Q(due=True), name="pair_due")]


class Decision(models.Model):
    """What an editor has said of stories; the stream never undoes it."""

    kind = models.CharField(max_length=12)  # hold, part, join, keep_apart
    story = models.CharField(max_length=32)  # name
    item = models.CharField(max_length=64, blank=True)  # of hold and part: Member.item
    other = models.CharField(max_length=32, blank=True)  # of join and keep_apart: name of the second story
    who = models.TextField(blank=True)
    at = models.DateTimeField()
    applied = models.DateTimeField(null=True)  # when the stream took it up
    error = models.TextField(blank=True)  # why it could not be


class StoryNote(models.Model):
    """What happened to a story: told anew, an edit, a move, an editor's decision. The latest are kept."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)  # told, edit, move, decision
    text = models.TextField()  # a sentence
    item = models.CharField(max_length=64, blank=True)  # the report that it is about
    record = models.BinaryField(null=True)  # of "told": types.since.Since; of "move": types.around.Moved

    class Meta:
        indexes: ClassVar = [models.Index(fields=["story", "at"], name="note_latest")]


class StoryLink(models.Model):
    """Two stories of one storyline."""

    before = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="links_after")
    after = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="links_before")
    score = models.FloatField()
    why = models.BinaryField()  # tuple[types.stream.Term, ...]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["before", "after"], name="link_once")]


class StoryKey(models.Model):
    """A name, place or address by which a told story is found by those that go on from it: `desk/storylines.py`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=64)
    at = models.DateTimeField()  # of the story's latest report when it was told

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "key"], name="key_once")]
        indexes: ClassVar = [models.Index(fields=["key", "at", "story"], name="key_found")]


class StreamMark(models.Model):
    """How far the stream has come: one row. Whoever holds the stream in memory knows by it whether that is true still."""

    steps = models.BigIntegerField(default=0)  # reports taken
    state = models.BinaryField(null=True)  # cluster.online.State
    mark = models.CharField(max_length=32)  # drawn anew at each batch
    at = models.DateTimeField()


class Tally(models.Model):
    """How many items left a stage with which outcome, since the store was made."""

    stage = models.CharField(max_length=16)
    outcome = models.CharField(max_length=32)
    count = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["stage", "outcome"], name="tally_once")]


class Beat(models.Model):
    """A worker that is there; `desk/health.py` says for how long a row is believed."""

    name = models.CharField(max_length=200, primary_key=True)  # as in Task.worker
    at = models.DateTimeField()
