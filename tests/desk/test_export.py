"""Everything comes out again, whole or not at all."""

import base64
import errno
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from pyarrow import parquet

from counterpoint.desk import export_files, models, search, store
from counterpoint.desk.export import MANIFEST, UNFINISHED, Form, export
from counterpoint.desk.export_tables import TABLES, Kind
from counterpoint.desk.feeds import FOLDER, add_feed, feed_state, new_entries
from counterpoint.errors import PublishError
from counterpoint.extract import extract_article
from counterpoint.ingest.doors import open_door
from counterpoint.ingest.opml import parse_opml
from counterpoint.text import sha256
from counterpoint.types import (
    Action,
    Annotations,
    Article,
    Capture,
    Changes,
    Entry,
    Quantity,
    Rejected,
    Rights,
    Signal,
    SignalKind,
    Span,
    Subscription,
    Use,
)
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = " ".join(
    f"The bridge over the river was closed on day {n} after cracks were found." for n in range(12)
)
pytestmark = pytest.mark.django_db


def put(text, *, url="https://river.example/a", path=None, at=NOON, **fields):
    content = text.encode()
    capture = Capture(
        sha256(content),
        content,
        url=url,
        path=path,
        fetched=at if url else None,
        headers=(("server", "x"),),
        status=200,
    )
    taken = store.take_capture(capture, now=at)
    made = article("Bridge", text, url=url, **fields)
    found = store.put_article(taken.capture, made, now=at)
    search.index(found.article, made)
    return found, made


@pytest.fixture
def filled():
    """Two articles, one with two versions; a feed with an entry; a refusal."""
    add_feed(
        Subscription("https://river.example/feed", title="River", folders=("Local",)), now=NOON, kind="rss"
    )
    add_feed(Subscription("/srv/wire", title="wire"), now=NOON, kind=FOLDER)
    row = models.Feed.objects.get(url="https://river.example/feed").pk
    (entry,) = new_entries(feed_state(row), [Entry("1", "https://river.example/a", "Bridge")], now=NOON)
    old, first = put("A bridge fell.")
    new, second = put("A bridge fell. At least 20 were hurt.", at=NOON + HOUR)
    hurt = Quantity(Span(second.id, 24, 35), "At least 20", 20.0, float("inf"), "person")
    store.put_annotations(
        new.version, Annotations(second.id, quantities=(hurt,)), Changes(first.id, second.id)
    )
    put("Fog at sea.", url="https://sea.example/f", rights=Rights("Links only.", allows=Use.LINK))
    capture = models.Capture.objects.order_by("pk").first()
    models.Entry.objects.filter(pk=entry).update(capture=capture)
    store.add_signals(capture.pk, [Signal(SignalKind.TDMREP, "tdm", "header", denies=(Action.ANALYSE,))])
    store.put_rejected(Rejected("bad.html", "extract", "no text"), now=NOON)
    story = models.Story.objects.create(
        name="s1a2b3c4d5e", title="Bridge", opened=NOON, changed=NOON, articles=1, languages=["en"]
    )
    models.Member.objects.create(
        article_id=old.article, version_id=new.version, story=story, item="i1", at=NOON, sketch=b"", score=0.5
    )
    return old.article


def names(folder):
    return {path.name for path in folder.iterdir()}


def lines(folder, name):
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_json_lines_hold_every_row_of_every_table(filled, tmp_path):
    """Records come back as they were; bytes are Base64."""
    export(tmp_path / "out", Form.JSONL, now=NOON)

    out = tmp_path / "out"
    found = {table.name: lines(out, table.name) for table in TABLES}
    assert {name: len(rows) for name, rows in found.items()} == {
        "feeds": 2,
        "contents": 3,
        "articles": 2,
        "versions": 3,
        "captures": 3,
        "annotations": 1,
        "changes": 1,
        "entries": 1,
        "stories": 1,
        "members": 1,
        "rejections": 1,
    }
    for row in found["versions"]:
        assert msgspec.convert(row["record"], Article) == store.load_article(row["id"])
    (entry,) = found["entries"]
    assert msgspec.convert(entry["record"], Entry).title == "Bridge"
    assert entry["capture"] == found["captures"][0]["id"]
    contents = {row["hash"]: base64.b64decode(row["content"]) for row in found["contents"]}
    assert contents[found["captures"][0]["hash"]] == b"A bridge fell."
    assert found["captures"][0]["signals"][0]["evidence"] == "tdm"
    assert found["rejections"][0]["reason"] == "no text"
    assert (found["stories"][0]["name"], found["stories"][0]["languages"]) == ("s1a2b3c4d5e", ["en"])
    assert found["members"][0]["story"] == found["stories"][0]["id"]
    (quantity,) = found["annotations"][0]["record"]["quantities"]
    assert (quantity["low"], quantity["high"]) == (20.0, None)


def test_what_may_be_done_stands_beside_each_text(filled, tmp_path):
    """By its words, its page and the licences that the user holds."""
    export(tmp_path / "out", Form.JSONL, now=NOON)
    export(tmp_path / "held", Form.JSONL, now=NOON, licensed=("sea.example",))

    plain, held = (
        {row["url"]: row for row in lines(tmp_path / name, "articles")} for name in ("out", "held")
    )
    assert plain["https://river.example/a"]["may_quote"] is True
    assert plain["https://sea.example/f"]["may_quote"] is False
    assert held["https://sea.example/f"]["may_republish"] is True
    versions = {row["id"]: row for row in lines(tmp_path / "out", "versions")}
    assert [versions[n]["may_analyse"] for n in sorted(versions)] == [False, True, True]


def test_parquet_has_the_same_rows_in_bounded_groups(filled, tmp_path, monkeypatch):
    """Typed columns, each with its meaning; records as JSON text."""
    monkeypatch.setattr(export_files, "GROUP_ROWS", 2)
    export(tmp_path / "lines", Form.JSONL, now=NOON)
    export(tmp_path / "out", Form.PARQUET, now=NOON)

    for table in TABLES:
        file = parquet.ParquetFile(tmp_path / "out" / f"{table.name}.parquet")
        groups = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
        assert max(groups, default=0) <= 2
        assert [f.metadata[b"meaning"].decode() for f in file.schema_arrow] == [c.says for c in table.columns]
        rows = file.read().to_pylist()
        plain = lines(tmp_path / "lines", table.name)
        assert len(rows) == len(plain)
        for row, other in zip(rows, plain, strict=True):
            for column in table.columns:
                value, expected = row[column.name], other[column.name]
                if value is None:
                    assert expected is None
                elif column.kind is Kind.RECORD:
                    assert json.loads(value) == expected
                elif column.kind is Kind.BYTES:
                    assert base64.b64encode(value).decode() == expected
                elif column.kind is Kind.TIME:
                    assert value == datetime.fromisoformat(expected)
                else:
                    assert value == expected


def page(title, words=WORDS):
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
    ).encode()


def take_in(captures):
    """As the worker does: kept, extracted, kept."""
    for n, capture in enumerate(captures):
        assert isinstance(capture, Capture)
        taken = store.take_capture(capture, now=NOON + n * timedelta(seconds=1))
        found = extract_article(capture)
        if isinstance(found, Rejected):
            store.put_rejected(found, now=NOON, capture=taken.capture)
        else:
            store.put_article(taken.capture, found, now=NOON + n * timedelta(seconds=1))


def texts():
    return sorted(
        (v.article.place, v.article.url, v.article.path, v.number, v.name, store.load_article(v.pk).text)
        for v in models.Version.objects.select_related("article")
    )


def test_an_archive_read_back_gives_the_same_articles_and_texts(tmp_path, monkeypatch):
    """Answers with their heads, redirects, files with odd names, versions in their order, what was rejected."""
    monkeypatch.setattr(export_files, "WARC_BYTES", 1_500)  # several archives
    answers = [
        (page("One"), "https://river.example/1", NOON),
        (page("One", WORDS + " It was opened again."), "https://river.example/1", NOON + HOUR),
        (page("Zwei"), "https://river.example/zwei?a=b%20c", NOON),
    ]
    captures = [
        Capture(
            sha256(content), content, url=url, fetched=at, status=200, asked="https://river.example/r",
            content_type="text/html; charset=utf-8",
            headers=(("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip"), ("etag", '"1"')),
        )
        for content, url, at in answers
    ]  # fmt: skip
    captures += [
        Capture(sha256(page(name)), page(name), path=Path(name))
        for name in ("wire/é ü.html", "/srv/in/100%#?.html", "plain.html")
    ]
    captures.append(Capture(sha256(b"<nav>Menu</nav>"), b"<nav>Menu</nav>", path=Path("menu.html")))
    take_in(captures)
    before, hashes = texts(), sorted(models.Capture.objects.values_list("key", flat=True))
    rejected = list(models.Rejection.objects.values_list("item", "reason"))

    made = export(tmp_path / "out", Form.WARC, now=NOON + 9 * HOUR)
    for model in (models.Article, models.Rejection, models.Capture, models.Blob):
        model.objects.all().delete()
    archives = [file.name for file in made.files if file.holds == "captures"]
    take_in(item for name in archives for item in open_door(str(tmp_path / "out" / name), None))

    assert len(archives) > 1
    assert made.rows == {"captures": 7}
    assert len(before) == 6
    assert texts() == before
    assert sorted(models.Capture.objects.values_list("key", flat=True)) == hashes
    assert list(models.Rejection.objects.values_list("item", "reason")) == rejected


def test_feeds_come_as_a_list_that_any_reader_takes(filled, tmp_path):
    """With folders; what is polled on this machine only is in the table."""
    export(tmp_path, Form.WARC, now=NOON)

    listed = parse_opml((tmp_path / "feeds.opml").read_bytes(), name="feeds.opml")

    assert [(s.url, s.title, s.folders) for s in listed] == [
        ("https://river.example/feed", "River", ("Local",))
    ]


def test_the_manifest_names_every_file_with_its_hash_and_rows(filled, tmp_path):
    """So that a copy can be checked."""
    made = export(tmp_path, Form.JSONL, now=NOON)

    manifest = json.loads((tmp_path / MANIFEST).read_bytes())
    assert (manifest["format"], manifest["format_version"], manifest["form"]) == (
        "counterpoint-export",
        1,
        "jsonl",
    )
    assert {file["name"] for file in manifest["files"]} | {MANIFEST} == names(tmp_path)
    for file in manifest["files"]:
        content = (tmp_path / file["name"]).read_bytes()
        assert (sha256(content), len(content)) == (file["sha256"], file["bytes"])
        if file["name"].endswith(".jsonl"):
            assert content.count(b"\n") == file["rows"]
    assert made.rows["versions"] == 3


def test_bytes_that_are_no_longer_kept_are_counted(filled, tmp_path):
    """The rest is whole."""
    models.Blob.objects.filter(hash=sha256("A bridge fell.")).update(data=None)

    made = export(tmp_path / "warc", Form.WARC, now=NOON)
    export(tmp_path / "lines", Form.JSONL, now=NOON)

    assert (made.rows["captures"], made.without_bytes) == (2, 1)
    assert [row["content"] for row in lines(tmp_path / "lines", "contents")].count(None) == 1


def test_a_search_narrows_it_down(filled, tmp_path):
    """To the articles found and what belongs to them; feeds are always all there."""
    made = export(tmp_path, Form.JSONL, now=NOON, only="fell")

    assert made.only == "fell"
    counted = {table.name: len(lines(tmp_path, table.name)) for table in TABLES}
    assert counted == {
        "feeds": 2,
        "contents": 2,
        "articles": 1,
        "versions": 2,
        "captures": 2,
        "annotations": 1,
        "changes": 1,
        "entries": 1,
        "stories": 1,
        "members": 1,
        "rejections": 0,
    }


def test_an_empty_store_is_an_export_too(tmp_path):
    """Files without rows, that tools can read."""
    for form in Form:
        made = export(tmp_path / form.value, form, now=NOON)
        assert sum(made.rows.values()) == 0
    assert parquet.read_table(tmp_path / "parquet" / "versions.parquet").num_rows == 0
    (read,) = open_door(str(tmp_path / "warc" / "captures-00001.warc.gz"), None)
    assert "holds no report" in read.reason


def test_a_folder_with_other_things_is_refused(filled, tmp_path):
    """And left as it is."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(PublishError, match="not empty"):
        export(tmp_path, Form.JSONL, now=NOON)
    with pytest.raises(PublishError, match="is a file"):
        export(tmp_path / "notes.txt", Form.JSONL, now=NOON)

    assert names(tmp_path) == {"notes.txt"}


@pytest.mark.parametrize("manifest", ["{}", "[1]", "not json", '{"format": "other"}'])
def test_anothers_manifest_makes_no_former_export(filled, tmp_path, manifest):
    """A browser extension, for one, has a manifest.json."""
    (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")

    with pytest.raises(PublishError, match="not empty"):
        export(tmp_path, Form.JSONL, now=NOON)

    assert (tmp_path / MANIFEST).read_text(encoding="utf-8") == manifest


def test_a_former_export_is_replaced_with_all_its_files(filled, tmp_path):
    """None of another form is left; what the user has put beside them is."""
    export(tmp_path, Form.PARQUET, now=NOON)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    made = export(tmp_path, Form.JSONL, now=NOON)

    assert names(tmp_path) == {file.name for file in made.files} | {MANIFEST, "notes.txt"}


class Full(export_files.Hashed):
    """A file on a disk that takes 1,000 bytes."""

    def write(self, data):
        if self.size + len(data) > 1000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("form", list(Form))
def test_a_full_disk_is_a_sentence_and_leaves_nothing_half(filled, tmp_path, monkeypatch, form):
    """The former export is as it was."""
    before = export(tmp_path, Form.JSONL, now=NOON)
    put("Another bridge " * 500, url="https://river.example/long")
    monkeypatch.setattr("counterpoint.desk.export.Hashed", Full)
    monkeypatch.setattr("counterpoint.desk.export_files.Hashed", Full)

    with pytest.raises(PublishError, match="no room"):
        export(tmp_path, form, now=NOON + HOUR)

    assert names(tmp_path) == {file.name for file in before.files} | {MANIFEST}
    assert json.loads((tmp_path / MANIFEST).read_bytes())["made"] == "2026-03-02T12:00:00Z"


def test_an_export_that_was_killed_is_no_export_and_is_taken_up(filled, tmp_path, monkeypatch):
    """While it writes and while it moves: no manifest, and the next one goes into the same folder."""
    moved = []

    def killed(self, target):
        if len(moved) == 3:
            raise KeyboardInterrupt
        moved.append(target)
        return self.rename(target)

    monkeypatch.setattr(Path, "replace", killed)
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)  # as if nothing had run after the kill
    with pytest.raises(KeyboardInterrupt):
        export(tmp_path, Form.JSONL, now=NOON)
    monkeypatch.undo()

    assert UNFINISHED in names(tmp_path)
    assert MANIFEST not in names(tmp_path)
    made = export(tmp_path, Form.PARQUET, now=NOON)
    assert names(tmp_path) == {file.name for file in made.files} | {MANIFEST}


def test_rows_that_come_while_it_writes_are_left_to_the_next(filled, tmp_path):
    """What is exported fits together."""
    added = []

    def busy(name, done, total):
        if not added:
            added.append(put("Later news.", url="https://river.example/later"))

    made = export(tmp_path, Form.JSONL, now=NOON, tell=busy)

    assert made.rows["versions"] == 3
    assert {row["article"] for row in lines(tmp_path, "versions")} == {
        row["id"] for row in lines(tmp_path, "articles")
    }


def test_a_folder_that_cannot_be_written_is_a_sentence(filled, tmp_path):
    """With what to do."""
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(PublishError, match="cannot be written"):
        export(tmp_path / "file" / "out", Form.JSONL, now=NOON)
