"""The second model is asked only where a report's language needs it, and the stories are the same however the stream is cut up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from counterpoint.config import StoriesSettings
from counterpoint.desk import bridging, models, stream_batch, streaming
from counterpoint.desk.records import unpack
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.run import sketching
from counterpoint.run.guard import Killed
from counterpoint.run.sketching import Packed, bridge_with, sketch_with
from tests.desk import standin
from tests.desk.killing import annotated
from tests.desk.test_stories import SETTINGS, Desk, grouped, rows

pytestmark = pytest.mark.django_db(transaction=True)


class First(LexicalEmbedder):
    """Reads English alone."""

    def reads(self, language):
        return language == "en"


class Second:
    """Reads the number at the end of a title, in any language, and remembers what it was asked."""

    id = "multilingual-e5/of-tests"
    same, apart = 0.9, 0.83

    def __init__(self):
        self.asked = []

    def embed(self, texts):
        self.asked += texts
        vectors = np.zeros((len(texts), 16), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            if text:
                row[int(text.split()[-1]) % 16] = 1.0
        return vectors


@pytest.fixture
def second(monkeypatch):
    """The one second model of a test."""
    model = Second()
    monkeypatch.setattr(
        sketching, "sketch", lambda given: sketch_with(given, First(), model if given.second else None)
    )
    monkeypatch.setattr(sketching, "bridge", lambda titles: bridge_with(titles, model))
    monkeypatch.setattr("counterpoint.run.storytelling.tell", standin.told)
    monkeypatch.setattr("counterpoint.run.jobs.annotate", annotated)
    return model


def english(desk, number, hours):
    """A report whose title ends in a number that no other has; returns its address."""
    words = {1: "Bridge closed", 2: "Council elected", 3: "Mill burns", 4: "Ferry delayed", 5: "School opens"}
    return desk.put(
        f"{words[number]} {number}",
        f"{words[number]} in Tavel, as {number * 11} people said on the day.",
        url=f"https://e{number}.example/",
        hours=hours,
    )


def greek(desk, number, hours):
    url = f"https://g{number}.example/{hours}"
    return desk.put(f"Είδηση {number}", "Το είπαν πολλοί.", language="el", url=url, hours=hours)


def bridged():
    """Addresses of the members that the second model was asked for."""
    found = models.Member.objects.order_by("pk").values_list("article__url", "sketch")
    return [url for url, sketch in found if unpack(sketch, Packed).bridge_model]


def drained(desk, *, restarts=False):
    """Do what is owed; with another worker after each batch, in the middle of catching up too."""
    while streaming.owe_stream(desk.tools, now=desk.now):
        behind = desk.tools.stories.missing
        streaming.run_batch(desk.tools)
        if restarts and (behind or not desk.tools.stories.missing):
            desk.tools = desk.another().tools


def test_a_stream_in_languages_that_the_first_model_reads_never_asks_the_second(second):
    """It takes fifty times as long as the rest."""
    desk = Desk()
    for n in range(1, 6):
        english(desk, n, n)
    drained(desk)

    assert second.asked == []
    assert bridged() == []


def test_the_first_report_that_needs_it_meets_those_before_it(second):
    """The active reports are caught up with before it is taken, each asked for once."""
    desk = Desk()
    for n in range(1, 4):
        english(desk, n, n)
    drained(desk)
    g = greek(desk, 2, 4)
    e = english(desk, 4, 5)
    drained(desk)

    assert ["https://e2.example/", g] in grouped()
    assert len(bridged()) == 5
    assert sorted(set(second.asked)) == sorted(models.Version.objects.values_list("title", flat=True))
    assert second.asked.count("Mill burns 3") == 1
    assert [e] in grouped()


@pytest.mark.parametrize("size", [1, 2, 32])
def test_the_same_stream_gives_the_same_stories_however_it_is_cut_up(second, monkeypatch, size):
    """With a restart after each batch, catching up in parts, and only the latest two caught up with."""
    monkeypatch.setattr(bridging, "LATEST", 2)
    monkeypatch.setattr(bridging, "BATCH", 1)
    monkeypatch.setattr(
        streaming, "next_batch", lambda now, licensed: stream_batch.next_batch(now, licensed, size)
    )
    desk = Desk()
    for n in range(1, 4):
        english(desk, n, n)
    a, b = greek(desk, 1, 4), greek(desk, 3, 4)
    english(desk, 4, 5)
    drained(desk, restarts=size < 32)
    desk.now += timedelta(hours=6)
    models.Article.objects.filter(url__in=[a, b]).update(withdrawn=desk.now, stream_due=desk.now)
    drained(desk, restarts=size < 32)
    english(desk, 5, 6)
    desk.now += timedelta(minutes=1)
    c = greek(desk, 5, 7)
    drained(desk, restarts=size < 32)

    assert bridged() == [f"https://e{n}.example/" for n in (2, 3, 4, 5)] + [c]
    assert ["https://e5.example/", c] in grouped()
    titles = dict(models.Member.objects.values_list("item", "article__url"))
    assert [titles[item] for item, *_ in rows()] == [
        *(f"https://e{n}.example/" for n in range(1, 6)),
        c,
    ]
    assert [number for _, _, number, _ in rows()] == [0, 1, 2, 5, 6, 7]


def test_a_title_that_kills_the_second_model_goes_without_it(second, monkeypatch):
    """The others are caught up with, and it is not asked for that one again."""

    def bridge(titles):
        if any("Mill" in title for title in titles):
            raise Killed("took more than 60 s of CPU")
        return bridge_with(titles, second)

    desk = Desk()
    for n in range(1, 4):
        english(desk, n, n)
    drained(desk)
    monkeypatch.setattr(sketching, "bridge", bridge)
    g = greek(desk, 2, 4)
    drained(desk)

    assert ["https://e2.example/", g] in grouped()
    assert len(bridged()) == 4
    mill = unpack(models.Member.objects.get(article__url="https://e3.example/").sketch, Packed)
    assert mill.bridge is None


def test_a_report_without_a_title_is_asked_for_once(second):
    """The second model says nothing of it; the stream goes on."""
    desk = Desk()
    desk.put("", "Bridge closed in Tavel, as many said.", url="https://untitled.example/")
    drained(desk)
    g = greek(desk, 2, 4)
    drained(desk)

    assert set(bridged()) == {"https://untitled.example/", g}
    assert second.asked.count("") == 1


def test_where_one_model_is_enough_for_the_reader_the_second_is_never_asked(second):
    """The setting stories.every_language."""
    desk = Desk(replace(SETTINGS, stories=StoriesSettings(every_language=False)))
    english(desk, 2, 1)
    greek(desk, 2, 4)
    drained(desk)

    assert second.asked == []
    assert models.Member.objects.count() == 2
