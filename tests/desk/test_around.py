"""What stands around a story, out of the store: edits with both versions, moves, and what is new since a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counterpoint.desk import models, stream_rows
from counterpoint.desk.around import around_story
from counterpoint.desk.records import pack
from counterpoint.desk.stories import find_story
from counterpoint.desk.telling import told_story
from counterpoint.run.guard import Killed
from counterpoint.run.retelling import ToRetell
from counterpoint.types.around import Moved
from counterpoint.types.since import News, NewsKind, Since
from counterpoint.types.stream import Move, MoveKind
from tests.desk.inline import NOON
from tests.desk.test_stories import BRIDGE, desk, two_events  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def retold(given: ToRetell) -> Since:
    """In place of a telling: reports by their ids, with the texts of then."""
    then = {report.article.id for report in given.before}
    new = (a for a in given.now.articles if a.id not in then)
    return Since(given.now.id, tuple(News(NewsKind.REPORT, a.id, a.title) for a in new))


@pytest.fixture
def told(desk, monkeypatch):  # noqa: F811 - the fixture
    """A desk with the story of the bridge, and what stands around it on request."""
    monkeypatch.setattr("counterpoint.run.retelling.since_then", retold)
    desk.urls = two_events(desk)
    desk.work()

    def call(since=None):
        row = find_story(models.Story.objects.get(articles__gt=1).name)
        story = told_story(row, desk.tools)
        return around_story(find_story(row.name), story, desk.tools, since=since)

    call.desk = desk
    return call


def test_an_edit_comes_with_both_versions_and_their_numbers(told):
    """The wordings stand in them."""
    told.desk.now = NOON + timedelta(hours=3)
    told.desk.put(
        "Bridge over the Orle closed", BRIDGE.replace("two piers", "three piers"), url=told.desk.urls[0]
    )
    told.desk.work()

    (edited, *_) = told().edits

    assert edited.numbers == (1, 2)
    assert edited.seen == (NOON, NOON + timedelta(hours=3))
    assert edited.before.read(edited.edit.before) == edited.edit.before_text
    assert edited.after.read(edited.edit.after) == edited.edit.after_text
    assert told(since=NOON + timedelta(hours=4)).edits == ()


def test_what_came_and_went_again_is_not_new(told):
    """A report edited and edited back says what it said then."""
    for hours, text in ((3, BRIDGE.replace("two piers", "three piers")), (4, BRIDGE)):
        told.desk.now = NOON + timedelta(hours=hours)
        told.desk.put("Bridge over the Orle closed", text, url=told.desk.urls[0])
        told.desk.work()

    around = told(since=NOON + timedelta(hours=1))

    assert around.since.new.news == ()
    assert not around.since.whole
    assert around.edits == ()
    assert len({edited.numbers for edited in told().edits}) == 2


def test_edits_since_a_time_are_those_of_the_version_of_then(told):
    """Two edits of one figure are one."""
    for hours, piers in ((3, "three piers"), (4, "four piers")):
        told.desk.now = NOON + timedelta(hours=hours)
        text = BRIDGE.replace("two piers", piers)
        told.desk.put("Bridge over the Orle closed", text, url=told.desk.urls[0])
        told.desk.work()

    (edited,) = told(since=NOON + timedelta(hours=1)).edits

    assert edited.numbers == (1, 3)
    assert (edited.edit.before_text, edited.edit.after_text) == ("two", "four")


def test_a_report_that_was_known_and_not_compared_is_not_new(told, monkeypatch):
    """Where a story has more reports than it is told from, which ones these are may change."""
    monkeypatch.setattr("counterpoint.desk.around.most_telling", lambda reports, _: reports[:1])
    told.desk.now = NOON + timedelta(hours=3)
    came = told.desk.put("The Orle bridge stays closed", BRIDGE, hours=3)
    told.desk.work()

    news = told(since=NOON + timedelta(hours=1)).since.new.news

    added = models.Member.objects.get(article__url=came).version.name
    assert [(n.kind, n.id) for n in news] == [(NewsKind.REPORT, added)]


def test_to_who_looked_before_the_story_began_all_of_it_is_new(told):
    """Nothing is told piece by piece then."""
    since = told(since=NOON - timedelta(days=1)).since

    assert since.whole
    assert since.new.news == ()


def test_reports_that_left_and_stories_that_followed_are_told(told):
    """A report that came back is not gone; a story of the storyline that was there already is not new."""
    row = models.Story.objects.get(articles__gt=1)
    back = told_story(row, told.desk.tools).articles[0]
    gone = (News(NewsKind.GONE, "a0", "Old title"), News(NewsKind.GONE, back.id, back.title))
    at = NOON + timedelta(hours=2)
    models.StoryNote.objects.create(
        story=row, at=at, kind="told", text="x", record=pack(Since(row.name, gone))
    )
    for name, opened in (("s0a", NOON), ("s0b", at)):
        models.Story.objects.create(
            name=name, title=name, opened=opened, changed=opened, articles=1, storyline=row.name
        )
    models.Story.objects.filter(pk=row.pk).update(storyline=row.name)

    news = told(since=NOON + timedelta(hours=1)).since.new.news

    assert [(n.kind, n.id) for n in news] == [(NewsKind.GONE, "a0"), (NewsKind.STORY, "s0b")]


def test_a_telling_that_is_killed_is_said(told, monkeypatch):
    """The page stands all the same."""
    told.desk.now = NOON + timedelta(hours=3)
    told.desk.put("The Orle bridge stays closed", BRIDGE, hours=3)
    told.desk.work()

    def killed(_):
        raise Killed("took too long")

    monkeypatch.setattr("counterpoint.run.retelling.since_then", killed)

    (said,) = told(since=NOON + timedelta(hours=1)).since.unread

    assert "could not be told" in said


@pytest.mark.parametrize("kind", list(MoveKind))
def test_moves_are_shown_from_both_sides(told, kind):
    """What came here and what went."""
    row = models.Story.objects.get(articles__gt=1)
    why = "they are alike (0.9)"
    stream_rows.move(Move(kind, "s0c", row.name, ("a", "b"), why), NOON)
    stream_rows.move(Move(MoveKind.SPLIT, row.name, "s0d", ("a", "b"), why), NOON)

    went, came = told().moves

    assert came == Moved(NOON, True, kind is MoveKind.MERGED, "s0c", 0 if kind is MoveKind.MERGED else 2, why)
    assert went == Moved(NOON, False, False, "s0d", 2, why)
