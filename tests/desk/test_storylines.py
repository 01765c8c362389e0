"""Stories are linked over months in the store, however many were told in between, and stay so when they are merged."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from counterpoint.cluster import predecessors
from counterpoint.cluster.predecessors import keys_of
from counterpoint.cluster.storylines import Storylines, link
from counterpoint.desk import models, storylines, stream_rows, telling
from counterpoint.desk.guarded import kept
from counterpoint.desk.records import pack
from counterpoint.run.storytelling import pack_digest, unpack_digest
from counterpoint.types.stream import Digested, Link, Move, MoveKind
from tests.desk import standin
from tests.desk.inline import NOON
from tests.desk.killing import annotated
from tests.desk.test_stories import BALLOT, BRIDGE, Desk

pytestmark = pytest.mark.django_db(transaction=True)
FLOOD = ("orle", "tavel", "mayor brunek")


def put(name, *, days=0.0, names=(), links=(), urls=(), **fields):
    """A told story of two reports that began so many days after noon, found by its names; returns its row and digest."""
    at = NOON + timedelta(days=days)
    digest = digest_of(name, at, names, links, urls)
    row = models.Story.objects.create(
        name=name, title=name, opened=at, changed=at, first_published=at, last_published=at,
        articles=2, touched=1, told=1, digest=pack(pack_digest(digest)), storyline=name, **fields,
    )  # fmt: skip
    storylines.put_keys(row, pack_digest(digest))
    return row, digest


def digest_of(name, at, names, links=(), urls=()):
    """The flood's stories are in the same words; any two others have neither words nor topic in common."""
    thread = FLOOD[0] if set(names) & set(FLOOD) else name
    vector = np.random.default_rng(zlib.crc32(thread.encode())).normal(size=32)
    return Digested(
        id=name, title=name, first=at, last=at, articles=2, languages=frozenset({"en"}), names=frozenset(names),
        terms=tuple((f"{thread} {n}", 1.0) for n in range(4)), model="m",
        vector=(vector / np.linalg.norm(vector)).astype(np.float32),
        links=frozenset(links), urls=frozenset(urls), published=(at, at),
    )  # fmt: skip


def put_unrelated(number, *, everybody=""):
    """So many stories of other things, told one after another from a month on; `everybody`: a name that all have."""
    with kept():
        for n in range(number):
            names = (everybody,) if everybody else (f"person {n}", f"town {n}", f"body {n}")
            put(f"u{n:04}", days=30 + n / 1440, names=names)


def tell(row, digest):
    """Link a story as its telling does."""
    given = storylines.find_earlier(row, keys_of(digest))
    earlier = [unpack_digest(one) for one in given.digests]
    links = link(digest, earlier, threads=dict(given.lines), linked=given.linked, latest=given.latest)
    with kept():
        storylines.put_links(row, links)
    row.refresh_from_db()
    return [one.before for one in links]


def hang(after, before, score=0.9):
    """Link a story to an earlier one, as a telling found it."""
    with kept():
        storylines.put_links(after, [Link(before.name, after.name, score, ())])
    after.refresh_from_db()


def lines():
    return dict(models.Story.objects.exclude(storyline="").values_list("name", "storyline"))


def names_of(found):
    return [digest.id for digest in found.digests]


def merge(left, into):
    with kept():
        stream_rows.move(Move(MoveKind.MERGED, left.name, into.name, (), "they are one"), NOON)


def test_a_story_two_months_later_is_linked_whatever_was_told_in_between():
    """Four hundred other stories are later than the one that it goes on from."""
    put("flood", names=FLOOD)
    put_unrelated(400)
    after, digest = put("trial", days=60, names=FLOOD)

    assert tell(after, digest) == ["flood"]
    assert after.storyline == "flood"
    assert storylines.find_earlier(after, ()).latest == predecessors.LATEST


def test_an_unrelated_story_is_linked_to_none():
    """Though it shares a town with one of them."""
    put("flood", names=FLOOD)
    put_unrelated(200)
    after, digest = put("ballot", days=60, names=("town 7", "governor ash", "senate"))

    assert tell(after, digest) == []
    assert after.storyline == "ballot"


def test_what_lies_further_back_than_a_key_reaches_is_not_found():
    """A year ago is found, two years ago is not."""
    put("older", days=-730, names=FLOOD)
    put("old", days=-365, names=FLOOD)
    after, digest = put("now", names=FLOOD)

    assert names_of(storylines.find_earlier(after, keys_of(digest))) == ["old"]


def test_a_name_that_everybody_has_brings_nothing_and_its_keys_stop():
    """What is found beside the latest stories is found by the rare name alone."""
    put("flood", names=FLOOD)
    put_unrelated(predecessors.HUB + 20, everybody="president")
    row, digest = put("visit", days=60, names=("president", "orle"))
    found = storylines.find_earlier(row, keys_of(digest))

    assert names_of(found)[found.latest :] == ["flood"]
    keys = set(row.keys.values_list("key", flat=True))
    assert "name:orle" in keys
    assert "name:president" not in keys


def test_the_stories_that_share_the_most_rare_keys_come_first_and_no_more_than_so_many(monkeypatch):
    """The same each time."""
    monkeypatch.setattr(predecessors, "LATEST", 1)
    monkeypatch.setattr(predecessors, "FOUND", 2)
    put("one", days=1, names=("orle",))
    put("two", days=2, names=("orle", "tavel"))
    put("three", days=3, names=("orle", "tavel", "mayor brunek"))
    put("latest", days=4)
    row, digest = put("now", days=9, names=FLOOD)
    keys = keys_of(digest)

    assert names_of(storylines.find_earlier(row, keys)) == ["latest", "three", "two"]
    assert storylines.find_earlier(row, keys) == storylines.find_earlier(row, reversed(keys))


def test_a_story_that_is_linked_to_is_found_without_a_name():
    """By the address of one of its reports."""
    put("flood", urls=("https://outlet.example/flood",))
    put_unrelated(200)
    row, digest = put("trial", days=60, links=("https://outlet.example/flood",))
    found = storylines.find_earlier(row, keys_of(digest))

    assert names_of(found)[found.latest :] == ["flood"]


def test_the_whole_thread_of_a_story_that_is_found_is_compared(monkeypatch):
    """Its first and latest members come too, though they share no key: a story has to fit them all."""
    monkeypatch.setattr(predecessors, "LATEST", 1)
    rows = [put(f"line{n:02}", days=n, names=("orle",) if n == 5 else (f"x{n}",))[0] for n in range(12)]
    for before, after in pairwise(rows):
        hang(after, before)
    put("latest", days=20)
    row, digest = put("now", days=30, names=("orle",))
    found = storylines.find_earlier(row, keys_of(digest))

    assert names_of(found) == ["latest", "line05", "line00", *(f"line{n:02}" for n in range(6, 12))]
    assert set(dict(found.lines).values()) == {"latest", "line00"}


def test_what_hangs_on_a_story_moves_with_it_at_whatever_remove():
    """A storyline that goes on from an earlier story after all has that story's name throughout."""
    rows = [put(f"s{n}", days=n)[0] for n in range(5)]
    for before, after in pairwise(rows[1:]):
        hang(after, before)
    assert lines() == {"s0": "s0", "s1": "s1", "s2": "s1", "s3": "s1", "s4": "s1"}
    hang(rows[1], rows[0])
    assert set(lines().values()) == {"s0"}
    rows[3].refresh_from_db()
    with kept():
        storylines.put_links(rows[3], [])  # told anew, it goes on from none

    assert lines() == {"s0": "s0", "s1": "s0", "s2": "s0", "s3": "s3", "s4": "s3"}


def test_a_story_never_goes_on_from_what_goes_on_from_it():
    """However the telling came to think so."""
    a, b, c = (put(name, days=n)[0] for n, name in enumerate("abc"))
    hang(b, a)
    hang(c, b)
    hang(a, c)

    assert set(lines().values()) == {"a"}
    assert models.StoryLink.objects.filter(after=a).count() == 0


def test_a_merge_keeps_the_line():
    """What hung on the story that is gone hangs on the one that took its reports, which goes on from what it went on from."""
    a, b, c, d = (put(name, days=n, names=("orle",))[0] for n, name in enumerate("abcd"))
    other, _ = put("other", days=1)
    hang(b, a)
    hang(c, b)
    hang(d, c)
    merge(b, other)

    assert lines() == {"a": "a", "other": "a", "c": "a", "d": "a"}
    links = models.StoryLink.objects.order_by("after__first_published", "after__name")
    assert list(links.values_list("before__name", "after__name")) == [
        ("a", "other"),
        ("other", "c"),
        ("c", "d"),
    ]
    assert models.StoryKey.objects.filter(story=b).count() == 0


def test_the_first_story_of_a_line_is_merged_and_the_line_has_the_others_name():
    """Also where the other one went on from it."""
    a, b, c = (put(name, days=n)[0] for n, name in enumerate("abc"))
    hang(b, a)
    hang(c, b)
    merge(a, c)

    assert lines() == {"c": "c", "b": "c"}
    assert list(models.StoryLink.objects.values_list("before__name", "after__name")) == [("c", "b")]


def test_a_story_that_is_left_empty_takes_its_links_and_keys_along():
    """What hung on it begins a storyline of its own."""
    a, b, c = (put(name, days=n, names=("orle",))[0] for n, name in enumerate("abc"))
    hang(b, a)
    hang(c, b)
    with kept():
        stream_rows.refresh(a.pk, NOON)

    assert lines() == {"b": "b", "c": "b"}
    assert models.StoryKey.objects.filter(story=a).count() == 0
    assert models.StoryLink.objects.count() == 1


def test_keys_follow_what_is_told_and_take_any_text():
    """A name that is gone is no key any more; one that no database takes, or that is long, is one all the same."""
    row, _ = put("s", names=("orle", "tavel"))
    told = pack_digest(digest_of("s", NOON, ("orle", "n" * 900, "a\x00b", "\udc80")))
    with kept():
        storylines.put_keys(row, told)
    keys = set(row.keys.values_list("key", flat=True))

    assert "name:orle" in keys
    assert "name:tavel" not in keys
    assert len(keys) == 8
    assert max(map(len, keys)) == 64


def test_a_stream_gives_the_telling_what_shares_its_keys(monkeypatch):
    """From reports to the telling: the keys of a story that was never told come from its reports' sketches."""
    monkeypatch.setattr("counterpoint.run.sketching.sketch", standin.sketched)
    monkeypatch.setattr("counterpoint.run.storytelling.tell", standin.told)
    monkeypatch.setattr("counterpoint.run.jobs.annotate", annotated)
    monkeypatch.setattr(predecessors, "LATEST", 1)
    desk = Desk()
    for day, title, text in (
        (0, "Bridge over the Orle closed", BRIDGE),
        (20, "Tavel elects a council", BALLOT),
        (
            60,
            "Engineer on trial",
            "The engineer who inspected the Orle bridge stood trial in Tavel over the cracks.",
        ),
    ):
        desk.now = NOON + timedelta(days=day)
        for _ in range(2):
            desk.put(title, text, hours=24 * day)
        desk.work()
    stories = {row.title: row for row in models.Story.objects.filter(articles__gt=0)}
    given = telling.to_tell(stories["Engineer on trial"], 50)

    assert [one.title for one in given.earlier] == ["Tavel elects a council", "Bridge over the Orle closed"]
    assert given.latest == 1
    assert all(row.keys.exists() for row in stories.values())


def test_the_store_and_memory_link_the_same_stories(monkeypatch):
    """What the eval measures in memory is what a user gets from the rows: also where few are latest and a name is everybody's."""
    monkeypatch.setattr(predecessors, "LATEST", 3)
    monkeypatch.setattr(predecessors, "HUB", 6)
    monkeypatch.setattr(predecessors, "FOUND", 4)
    memory, made = Storylines(), {}
    for n in range(24):
        names = FLOOD[: 1 + n % 3] if n % 4 == 0 else (f"person {n % 5}", f"town {n % 7}")
        row, digest = put(
            f"s{n:02}", days=9 * n, names=(*names, "president"), urls=(f"https://a.example/{n}",)
        )
        again = replace(digest, links=frozenset({f"https://a.example/{n - 4}"}))
        assert tell(row, again) == [one.before for one in memory.add(again)]
        made[row.name] = (row, again)
    for name in ("s04", "s12", "s20"):  # grown since: what hangs on them is no predecessor of theirs
        row, digest = made[name]
        grown = replace(digest, articles=5, names=digest.names | {"orle", "tavel"})
        with kept():
            storylines.put_keys(row, pack_digest(grown))
        assert tell(row, grown) == [one.before for one in memory.add(grown)]

    assert lines() == {name: memory.storyline_of(name) for name in made}
    assert len(set(lines().values())) < len(made)
