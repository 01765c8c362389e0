"""What is shown of a storyline: the stories around one, and when what happened, in words that may be shown."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.annotate.sentences import split_sentences
from counterpoint.annotate.times import find_times
from counterpoint.desk import before_after, models
from counterpoint.desk.before_after import storyline_of
from counterpoint.desk.records import pack, unpack
from counterpoint.run.guard import Killed
from counterpoint.types import Action, Annotations, Article, Signal, SignalKind
from tests.desk.inline import NOON
from tests.desk.test_stories import Desk
from tests.desk.test_storylines import hang

pytestmark = pytest.mark.django_db(transaction=True)
RESERVED = Signal(SignalKind.META, "nosnippet", "page", denies=(Action.QUOTE, Action.SUMMARISE))
CLOSED = (
    "The old bridge over the river Orle was closed on 3 February 2026 after an inspection found deep cracks."
)
TRIAL = "The engineer who signed the papers of the Orle bridge stood trial in Tavel on 28 March 2026 over the cracks."
LOOK_BACK = (
    "The bridge over the river Orle was closed on 3 February 2026 when cracks were found in its piers."
)
VERDICT = "A court in Tavel sent the engineer of the Orle bridge to prison for two years on 12 May 2026."
DAYS = {"bridge": "2026-02-03", "trial": "2026-03-28", "verdict": "2026-05-12"}


class Shelved:
    """Stories in the store with their reports, annotated without a model."""

    def __init__(self, *signals):
        self.desk = Desk()
        self.tools = self.desk.tools
        self._signals = signals

    def story(self, name, day, *texts, title=""):
        """A told story of that day with two reports of the same words; returns its row."""
        at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        self.desk.now = at + timedelta(hours=3)
        row = models.Story.objects.create(
            name=name, title=title or name, opened=at, changed=at, first_published=at, last_published=at,
            articles=2, touched=1, told=1, storyline=name,
        )  # fmt: skip
        for n in range(2):
            url = self.desk.put(
                f"{title or name} {n}", " ".join(texts), published=at, signals=self._signals, annotate=False
            )
            version = models.Version.objects.get(article__url=url)
            read = unpack(version.record, Article)
            sentences = split_sentences(read)
            marks = Annotations(read.id, tuple(sentences), times=tuple(find_times(read, sentences)))
            version.marks = pack(marks)
            version.save()
            models.Member.objects.create(
                article=version.article, version=version, story=row, item=url, at=at, sketch=b""
            )
        return row


def told(*signals):
    """A closure, a trial and a verdict, hung on each other; returns the shelf and the rows."""
    shelf = Shelved(*signals)
    bridge = shelf.story("bridge", DAYS["bridge"], CLOSED)
    trial = shelf.story("trial", DAYS["trial"], TRIAL, LOOK_BACK)
    verdict = shelf.story("verdict", DAYS["verdict"], VERDICT)
    hang(trial, bridge)
    hang(verdict, trial)
    return shelf, {row.name: models.Story.objects.get(pk=row.pk) for row in (bridge, trial, verdict)}


@pytest.fixture
def line():
    return told()


def test_a_story_shows_what_happened_before_and_after_with_the_days(line):
    """Each day once, in order, with the reports that date it: the trial's own look back is one for the closure."""
    shelf, rows = line
    shown = storyline_of(rows["trial"], shelf.tools)

    assert (shown.id, shown.story, shown.more, shown.unread) == (
        rows["bridge"].name,
        rows["trial"].name,
        0,
        (),
    )
    assert [(one.id, one.before) for one in shown.neighbours] == [
        (rows["bridge"].name, True),
        (rows["verdict"].name, False),
    ]
    assert [day.date for day in shown.timeline] == list(DAYS.values())
    closed, _, verdict = shown.timeline
    assert "closed on 3 February 2026" in closed.text
    assert {source.story for source in closed.sources} == {rows["bridge"].name, rows["trial"].name}
    assert (closed.here, verdict.here) == (True, False)
    for source in (source for day in shown.timeline for source in day.sources):
        article = models.Version.objects.get(name=source.article)
        assert source.exact
        assert source.title == article.title
        assert source.url


def test_reports_that_may_not_be_quoted_are_named_and_not_shown():
    """The day stands, with who reports it, and none of their words; a title and an address are no quotation."""
    shelf, rows = told(RESERVED)
    shown = storyline_of(rows["trial"], shelf.tools)

    assert [day.date for day in shown.timeline] == list(DAYS.values())
    assert {day.text for day in shown.timeline} == {""}
    assert {source.exact for day in shown.timeline for source in day.sources} == {""}
    assert all(source.title and source.url for day in shown.timeline for source in day.sources)


def test_a_day_is_told_in_the_words_of_a_report_that_may_be_quoted():
    """Though others that may not say it first; they are named with it."""
    shelf = Shelved(RESERVED)
    first = shelf.story("bridge", DAYS["bridge"], CLOSED)
    shelf._signals = ()
    later = shelf.story("trial", DAYS["trial"], LOOK_BACK)
    hang(later, first)
    (day,) = storyline_of(first, shelf.tools).timeline

    assert day.text.startswith("The bridge over the river Orle was closed on 3 February 2026 when")
    assert [(one.story, bool(one.exact)) for one in day.sources] == [
        ("trial", True),
        ("trial", True),
        ("bridge", False),
        ("bridge", False),
    ]


def test_a_story_alone_has_no_storyline_to_show():
    """And nothing is read for it."""
    shelf = Shelved()
    row = shelf.story("ballot", "2026-06-14", "Voters in Tavel elected a new council on 14 June 2026.")
    shelf.tools.annotating.run = None
    shown = storyline_of(row, shelf.tools)

    assert (shown.id, shown.neighbours, shown.timeline) == ("ballot", (), ())


def test_a_child_that_dies_leaves_the_storyline_without_days(line, monkeypatch):
    """And says so."""
    shelf, rows = line

    def dies(given):
        raise Killed("took more than 1 s of CPU")

    monkeypatch.setattr("counterpoint.run.storylining.date_line", dies)
    shown = storyline_of(rows["trial"], shelf.tools)

    assert (len(shown.neighbours), shown.timeline) == (2, ())
    assert shown.unread == ("The days of this storyline could not be read: it took more than 1 s of CPU.",)


def test_what_is_not_read_yet_or_embargoed_gives_no_days(line):
    """The first is said."""
    shelf, rows = line
    verdict = models.Version.objects.filter(article__member__story=rows["verdict"])
    verdict.update(marks=None)
    trial = models.Version.objects.filter(article__member__story=rows["trial"])
    trial.update(embargo=shelf.desk.now + timedelta(days=1))
    shown = storyline_of(rows["bridge"], shelf.tools)

    assert [day.date for day in shown.timeline] == ["2026-02-03"]
    assert shown.unread == ("2 reports are not read yet; no days come from there.",)


def test_a_long_storyline_is_cut_to_its_first_story_and_those_nearest(line, monkeypatch):
    """The others are counted."""
    monkeypatch.setattr(before_after, "NEIGHBOURS", 3)
    shelf, rows = line
    for n in range(20):
        at = NOON.replace(year=2026, month=6) + timedelta(days=n)
        row = models.Story.objects.create(
            name=f"n{n:02}", title=f"n{n}", opened=at, changed=at, first_published=at, last_published=at,
            articles=1, storyline=rows["bridge"].name,
        )  # fmt: skip
        hang(row, rows["verdict"])
    middle = models.Story.objects.get(name="n10")
    shown = storyline_of(middle, shelf.tools)

    assert [one.id for one in shown.neighbours] == [rows["bridge"].name, "n09", "n11"]
    assert shown.more == 19
