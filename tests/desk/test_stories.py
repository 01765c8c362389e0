"""Reports become stories in the store: in their order, once, however the work is cut up, and as editors say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from counterpoint.config import Settings, StoriesSettings, WorkSettings
from counterpoint.desk import decisions, models, store, stream_batch, streaming, tasks, telling
from counterpoint.desk.guarded import kept
from counterpoint.desk.stages import Tools
from counterpoint.desk.stories import Asked, Sort, find_story, list_stories
from counterpoint.desk.tasks import Kind
from counterpoint.desk.worker import Worker
from counterpoint.errors import ConfigError
from counterpoint.run.guard import Killed
from counterpoint.text import sha256
from counterpoint.types import Action, Capture, Signal, SignalKind
from tests.desk import standin
from tests.desk.inline import NOON
from tests.desk.killing import AtOnce, Guarding, annotated
from tests.make import article

pytestmark = pytest.mark.django_db(transaction=True)
SETTINGS = Settings(work=WorkSettings(processes=1), stories=StoriesSettings(tell_after=5.0))
BRIDGE = "The old bridge over the river Orle was closed on Monday after an inspection found deep cracks in two piers."
BALLOT = "Voters in Tavel elected a new council on Sunday, and the turnout was the lowest since the war."


@pytest.fixture
def desk(monkeypatch):
    """A store with a worker of stand-ins, and a clock that moves when it is told to."""
    monkeypatch.setattr("counterpoint.run.sketching.sketch", standin.sketched)
    monkeypatch.setattr("counterpoint.run.storytelling.tell", standin.told)
    monkeypatch.setattr("counterpoint.run.jobs.annotate", annotated)
    return Desk()


class Desk:
    def __init__(self, settings=SETTINGS):
        self.now = NOON
        self.tools = self._tools(settings)
        self._count = 0

    def _tools(self, settings):
        return Tools(settings, None, None, Guarding(), Guarding(), AtOnce(), lambda: self.now, lambda: 0.5)

    def put(self, title, text, *, url=None, hours=0.0, annotate=True, signals=(), **fields):
        """A report in the store, as extraction leaves it; returns its address."""
        self._count += 1
        url = url or f"https://outlet{self._count}.example/{self._count}"
        fields = {
            "published": NOON + timedelta(hours=hours),
            "url": url,
            "outlet": f"O{self._count}",
            **fields,
        }
        made = article(title, text, **fields)
        with kept():
            content = f"{made.text}{self._count}".encode()
            capture = Capture(sha256(content), content, url=url, fetched=self.now)
            taken = store.take_capture(capture, now=self.now, signals=signals)
            put = store.put_article(taken.capture, made, now=self.now)
            if annotate:
                tasks.owe(Kind.ANNOTATE, put.version, now=self.now)
        return url

    def work(self, name="worker"):
        worker = Worker(self.tools, children=1, polls=False, patient=False, name=name)
        worker.drain()
        return worker

    def another(self):
        """A second worker's tools, with a memory of its own."""
        return SimpleNamespace(now=self.now, tools=self._tools(self.tools.settings), work=Desk.work)


def grouped():
    """Which addresses are together."""
    rows = models.Story.objects.filter(articles__gt=0)
    return sorted(sorted(row.members.values_list("article__url", flat=True)) for row in rows)


def listed(**asked):
    return list_stories(Asked(**asked), now=NOON + timedelta(hours=1))


def two_events(desk):
    """Two reports of a bridge and one of a ballot; the addresses."""
    a = desk.put("Bridge over the Orle closed", BRIDGE)
    b = desk.put("Cracks close the bridge over the Orle", BRIDGE + " Nobody was hurt.", hours=1)
    c = desk.put("Tavel elects a council", BALLOT, hours=2)
    return a, b, c


def test_reports_of_one_event_come_together_and_others_stay_apart(desk):
    """The list has both stories with their counts; the one with two reports is told."""
    a, b, c = two_events(desk)
    desk.work()

    assert grouped() == sorted([sorted([a, b]), [c]])
    bridge, ballot = listed(sort=Sort.LATEST)[::-1]
    assert (len(bridge.articles), bridge.outlets, bridge.languages) == (2, 2, ("en",))
    assert (bridge.first_published, bridge.last_published) == (NOON, NOON + timedelta(hours=1))
    assert bridge.told is not None
    assert (ballot.told, ballot.origins, ballot.title) == (None, 1, "Tavel elects a council")
    assert models.Task.objects.count() == 0


def test_the_same_stream_gives_the_same_stories_however_it_is_cut_up(desk, monkeypatch):
    """All at once, or one report at a time with the stream restored from its rows in between: the same names, the same rows."""
    for n in range(6):
        desk.put(f"Bridge over the Orle closed {n}", BRIDGE, hours=n)
        desk.put(f"Tavel elects a council {n}", BALLOT, hours=n)
    with kept():
        point = list(models.Article.objects.values_list("pk", "stream_due"))
    desk.work()
    whole = rows()
    models.StoryNote.objects.all().delete()
    models.Member.objects.all().delete()
    models.Story.objects.all().delete()
    models.StreamMark.objects.all().delete()
    for pk, due in point:
        models.Article.objects.filter(pk=pk).update(stream_due=due)
    monkeypatch.setattr(stream_batch, "BATCH", 1)
    monkeypatch.setattr(
        streaming, "next_batch", lambda now, licensed: stream_batch.next_batch(now, licensed, 1)
    )
    while stream_batch.waiting(desk.now).exists():
        desk.tools = desk.another().tools
        streaming.run_batch(desk.tools)

    assert len(whole) == 12
    assert rows() == whole


def rows():
    members = models.Member.objects.order_by("number").values_list("item", "story__name", "number", "score")
    return [(item, story, number, round(score, 6)) for item, story, number, score in members]


def test_a_batch_that_could_not_be_kept_is_assigned_again_as_if_it_never_was(desk, monkeypatch):
    """The stream in memory had gone on; it is restored from the rows."""
    a, b, c = two_events(desk)
    refresh, failing = streaming.stream_rows.refresh, iter([True])

    def full(*given):
        if next(failing, False):
            raise RuntimeError("the disk is full")
        return refresh(*given)

    monkeypatch.setattr(streaming.stream_rows, "refresh", full)
    desk.work()
    assert models.Member.objects.count() == 0
    desk.now += timedelta(minutes=1)
    desk.work()

    assert grouped() == sorted([sorted([a, b]), [c]])
    assert list(models.Member.objects.order_by("number").values_list("number", flat=True)) == [0, 1, 2]


def test_another_worker_goes_on_where_the_first_one_was(desk):
    """Each restores the stream where the other has moved it; a report joins the story that the other opened."""
    a = desk.put("Bridge over the Orle closed", BRIDGE)
    desk.work()
    other = desk.another()
    b = desk.put("Bridge over the Orle closed still", BRIDGE)
    streaming.run_batch(other.tools)
    c = desk.put("Bridge over the Orle closed again", BRIDGE)
    streaming.run_batch(desk.tools)

    assert grouped() == [sorted([a, b, c])]


def test_one_worker_at_a_time_has_the_stream(desk):
    """While its task is leased, another finds nothing to do and changes nothing."""
    two_events(desk)
    with kept():
        tasks.owe(Kind.CLUSTER, streaming.THE_STREAM, now=NOON)
    tasks.claim("elsewhere/1/1", [Kind.CLUSTER], 1, now=NOON, lease=timedelta(minutes=5))

    assert streaming.run_batch(desk.tools) is False
    assert models.Member.objects.count() == 0


def test_who_holds_the_stream_goes_first(desk):
    """A worker that does not hold it takes it up only where the other has not moved it for a while."""
    two_events(desk)
    desk.work()
    models.Beat.objects.create(name="the first", at=desk.now)
    desk.put("Bridge over the Orle closed again", BRIDGE)
    other = desk.another()

    assert streaming.owe_stream(other.tools, now=desk.now) is False
    assert streaming.owe_stream(desk.tools, now=desk.now) is True
    models.Task.objects.all().delete()
    assert streaming.owe_stream(other.tools, now=desk.now + timedelta(minutes=1)) is True


def test_a_report_that_kills_its_child_does_not_stop_the_stream(desk, monkeypatch):
    """Of a batch the one that kills is refused by name; the others are in their stories."""

    def sketched(given):
        if any("poison" in item.title for item in given.items):
            raise Killed("took more than 60 s of CPU")
        return standin.sketched(given)

    monkeypatch.setattr("counterpoint.run.sketching.sketch", sketched)
    a, b, c = two_events(desk)
    bad = desk.put("A poison pill", "Text.")
    desk.work()

    assert grouped() == sorted([sorted([a, b]), [c]])
    refused = models.Rejection.objects.get(stage="cluster")
    assert (refused.item, refused.reason) == (bad, "it took more than 60 s of CPU")
    assert not stream_batch.waiting(desk.now).exists()


def test_a_report_that_the_stream_cannot_take_is_refused_and_the_rest_goes_on(desk, monkeypatch):
    """By a bug of ours in clustering: nothing of its batch is kept, and the next one goes without it."""
    a, b, c = two_events(desk)
    bad = desk.put("Odd one", "Text.")
    add = streaming.Stream.add

    def odd(stream, sketch):
        if sketch.id == models.Article.objects.get(url=bad).place[:20]:
            raise ZeroDivisionError("division by zero")
        return add(stream, sketch)

    monkeypatch.setattr(streaming.Stream, "add", odd)
    desk.work()

    assert grouped() == sorted([sorted([a, b]), [c]])
    assert "division by zero" in models.Rejection.objects.get(item=bad).reason


def test_what_is_withdrawn_embargoed_or_reserved_is_in_no_story(desk):
    """A withdrawn report leaves its story, an embargoed one comes at its time, a reserved one is refused with the reason."""
    a, b, _ = two_events(desk)
    early = desk.put("Bridge over the Orle closed soon", BRIDGE, embargo=NOON + timedelta(hours=3))
    reserved = Signal(SignalKind.TDMREP, "tdm-reservation: 1", "header", denies=(Action.ANALYSE,))
    barred = desk.put("Bridge over the Orle closed, too", BRIDGE, signals=(reserved,), annotate=False)
    desk.work()
    assert sorted([a, b]) in grouped()
    assert "rights.licensed" in models.Rejection.objects.get(item=barred).reason
    models.Article.objects.filter(url=b).update(withdrawn=desk.now, stream_due=desk.now)
    desk.work()
    assert [a] in grouped()
    desk.now = NOON + timedelta(hours=4)
    desk.work()

    assert sorted([a, early]) in grouped()
    assert {b, barred}.isdisjoint(url for group in grouped() for url in group)


def test_a_withdrawal_owes_the_stream_its_look(desk):
    """As the sender's own notice does it, through the refusal that says so."""
    url = desk.put("Bridge over the Orle closed", BRIDGE, guid="urn:x:1")
    desk.work()
    place = models.Article.objects.get(url=url)
    with kept():
        store._withdraw(place.place, "killed by its sender", desk.now)
    desk.work()

    assert grouped() == []
    with pytest.raises(ConfigError, match="is left"):
        find_story(models.Story.objects.get().name)


def test_an_edited_report_is_looked_at_again_and_its_story_told_anew(desk):
    """It stays where it belongs; the member is the new version."""
    a, b, _ = two_events(desk)
    desk.work()
    told = models.Story.objects.get(members__article__url=a).told
    desk.now += timedelta(hours=1)
    desk.put("Cracks close the bridge over the Orle", BRIDGE + " Two men were hurt.", url=b, hours=1)
    desk.work()

    member = models.Member.objects.get(article__url=b)
    assert member.version_id == member.article.latest_id
    assert member.version.number == 2
    assert member.story.told == member.story.touched > told
    assert sorted([a, b]) in grouped()


def test_a_story_is_not_told_more_often_than_it_is_asked(desk):
    """Reports that come within the seconds of stories.tell_after are told together."""
    two_events(desk)
    streaming.run_batch(desk.tools)
    due = models.Task.objects.get(kind=Kind.TELL).due
    desk.now += timedelta(seconds=2)
    desk.put("Bridge over the Orle closed again", BRIDGE)
    streaming.run_batch(desk.tools)

    assert models.Task.objects.get(kind=Kind.TELL).due == due == NOON + timedelta(seconds=5)


def test_what_comes_while_a_story_is_told_is_told_of_afterwards(desk):
    """The telling is kept, and the task is there still."""
    two_events(desk)
    streaming.run_batch(desk.tools)
    for task in models.Task.objects.filter(kind=Kind.ANNOTATE):
        version = models.Version.objects.get(pk=task.subject)
        store.put_annotations(
            version.pk,
            annotated(SimpleNamespace(article=store.load_article(version.pk), before=None)).marks,
            None,
        )
    models.Task.objects.filter(kind=Kind.ANNOTATE).delete()
    desk.now += timedelta(seconds=10)
    (job,) = tasks.claim("me", [Kind.TELL], 1, now=desk.now, lease=timedelta(minutes=5))
    told = telling.begin_tell(job, desk.tools).result()
    desk.put("Bridge over the Orle closed again", BRIDGE, annotate=False)
    streaming.run_batch(desk.tools)
    with kept():
        assert telling.keep_tell(job, told, desk.tools) == "told"

    task = models.Task.objects.get(kind=Kind.TELL)
    assert (task.state, task.due) == (tasks.State.READY, desk.now + timedelta(seconds=5))
    story = models.Story.objects.get(pk=task.subject)
    assert story.told < story.touched


def decide(desk, kind, story, **about):
    with kept():
        decisions.put_decision(kind, story, now=desk.now, who="Ana", **about)
    desk.work()


def name_of(url):
    return models.Member.objects.get(article__url=url).story.name


def item_of(url):
    return models.Member.objects.get(article__url=url).item


def test_stories_that_an_editor_joins_leave_a_redirect(desk):
    """The old name leads to the new one, its reports are there, and the note says who."""
    a, b, c = two_events(desk)
    desk.work()
    bridge, ballot = name_of(a), name_of(c)
    decide(desk, "join", ballot, other=bridge)

    assert grouped() == [sorted([a, b, c])]
    assert find_story(ballot).name == bridge
    assert ballot not in {story.id for story in listed()}
    assert models.StoryNote.objects.filter(kind="decision", text__startswith="Ana joined").exists()
    assert len(models.Story.objects.get(name=bridge).languages) == 1


def test_what_an_editor_parts_stays_apart_when_it_is_edited_and_the_worker_is_another(desk):
    """The decision is in the rows: a stream that is restored from them keeps to it."""
    a, b, _ = two_events(desk)
    desk.work()
    decide(desk, "part", name_of(a), item=item_of(b))
    assert [b] in grouped()
    desk.tools = desk.another().tools
    desk.put("Cracks close the bridge over the Orle", BRIDGE + " One more line.", url=b, hours=1)
    desk.work()

    assert [b] in grouped()
    assert models.Member.objects.get(article__url=b).version.number == 2


def test_what_an_editor_holds_stays_where_it_was_put(desk):
    """Though it is about something else; and stories kept apart do not merge."""
    a, b, c = two_events(desk)
    desk.work()
    decide(desk, "hold", name_of(a), item=item_of(c))
    assert grouped() == [sorted([a, b, c])]
    desk.put("Tavel elects a council", BALLOT + " Recount.", url=c, hours=3)
    desk.work()

    assert grouped() == [sorted([a, b, c])]


def test_a_decision_that_cannot_be_carried_out_says_why(desk):
    """A story cannot be joined to itself; nothing moves, the stream goes on."""
    a, *_ = two_events(desk)
    desk.work()
    before = grouped()
    decide(desk, "join", name_of(a), other=name_of(a))

    assert "itself" in models.Decision.objects.get().error
    assert grouped() == before


def test_a_report_too_old_for_the_stream_is_moved_by_an_editor_all_the_same(desk):
    """The stream has let go of it: the rows are moved, and later reports do not bring it back."""
    a, b, c = two_events(desk)
    desk.work()
    models.Member.objects.update(standing=None)
    desk.tools = desk.another().tools
    decide(desk, "part", name_of(a), item=item_of(b))
    assert [b] in grouped()
    decide(desk, "join", name_of(c), other=name_of(b))

    assert sorted([b, c]) in grouped()


def test_stories_are_listed_by_language_time_and_dispute(desk):
    """Each flag narrows down; a limit cuts; the terms of a weight add up to it."""
    a, _, c = two_events(desk)
    french = desk.put("Le pont fermé", "Le vieux pont fut fermé lundi soir.", language="fr", hours=-48)
    desk.work()
    models.Story.objects.filter(members__article__url=a).update(disputed=["the number of piers"])

    def urls(**asked):
        return sorted(part.url for story in listed(**asked) for part in story.articles)

    assert urls(language="fr") == [french]
    assert c in urls(since=NOON + timedelta(hours=2))
    assert french not in urls(since=NOON)
    (disputed,) = listed(disputed=True)
    assert disputed.disputes == ("the number of piers",)
    assert len(listed(limit=1)) == 1
    weighed = listed(why=True)[0]
    assert weighed.why
    assert weighed.score == pytest.approx(sum(term.weight for term in weighed.why))


def test_a_story_of_one_report_is_told_when_it_is_asked_for(desk):
    """And kept, so that the next one who asks does not wait."""
    url = desk.put("Tavel elects a council", BALLOT, annotate=False)
    desk.work()
    row = models.Story.objects.get()
    assert row.record is None
    story = telling.told_story(row, desk.tools)

    assert [a.url for a in story.articles] == [url]
    assert models.Story.objects.get().told == row.touched


def test_a_name_that_stands_for_no_story_or_for_several_is_an_error_with_the_remedy(desk):
    """The beginning of a name is enough where it fits one."""
    two_events(desk)
    desk.work()
    name = listed()[0].id

    assert find_story(name[:8]).name == name
    with pytest.raises(ConfigError, match="counterpoint stories"):
        find_story("s000nothing")
    with pytest.raises(ConfigError, match="counterpoint stories"):
        find_story("")


def test_stories_that_are_switched_off_are_left_until_they_are_switched_on(desk):
    """Nothing is lost: what came meanwhile is put together then."""
    off = replace(SETTINGS, stories=StoriesSettings(enabled=False))
    desk.tools = desk._tools(off)
    two_events(desk)
    desk.work()
    assert models.Member.objects.count() == 0
    desk.tools = desk._tools(SETTINGS)
    desk.work()

    assert models.Member.objects.count() == 3


def test_of_a_large_story_copies_and_further_reports_of_one_outlet_are_left_out_first():
    """The rest is told in the order of time."""
    from tests.make import report

    reports = [
        report("One", "The same words.", outlet="A"),
        report("Two", "The same words.", outlet="B"),
        report("Three", "Words of its own.", outlet="A"),
        report("Four", "More words of its own.", outlet="C"),
    ]

    assert [r.article.title for r in telling.most_telling(reports, 2)] == ["One", "Four"]
    assert [r.article.title for r in telling.most_telling(reports, 3)] == ["One", "Three", "Four"]
    assert len(telling.most_telling(reports, 4)) == 4


def test_a_page_that_says_it_is_published_next_year_counts_from_when_it_was_seen(desk):
    """One false date would carry the stream's time away."""
    desk.put("Bridge over the Orle closed", BRIDGE, published=datetime(2031, 1, 1, tzinfo=NOON.tzinfo))
    desk.work()

    assert models.Member.objects.get().at == NOON
