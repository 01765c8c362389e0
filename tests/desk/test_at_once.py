"""Two workers tell and move the stories of one storyline at one time: what stands at the end is as if they had taken turns."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

from counterpoint.desk import decisions, models, storylines, streaming, tasks, telling
from counterpoint.desk.guarded import insisted, kept
from counterpoint.types.stream import Link
from tests.desk import standin
from tests.desk.inline import NOON
from tests.desk.killing import annotated
from tests.desk.test_stories import Desk

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = (
    ("Bridge closed", "Inspectors found cracks in two piers and turned the buses back."),
    ("Council elected", "Voters chose a new mayor by eleven ballots after midnight."),
    ("Ferry sinks", "Divers brought up the hull; its crew had swum ashore unhurt."),
    ("School strike", "Teachers stayed away because wages had not risen for years."),
    ("Mill burns", "Flames destroyed the grain store while firemen lacked water."),
    ("Dairy sold", "A foreign company bought the cheese maker for nine million."),
)
STORIES = len(EVENTS)
SECONDS = 6.0  # at the most
ROUNDS = 40  # of each worker


@pytest.fixture
def desk(monkeypatch):
    """A store with six stories of one report each, annotated."""
    monkeypatch.setattr("counterpoint.run.sketching.sketch", standin.sketched)
    monkeypatch.setattr("counterpoint.run.storytelling.tell", standin.told)
    monkeypatch.setattr("counterpoint.run.jobs.annotate", annotated)
    put_keys = storylines.put_keys

    def slowly(*given):
        time.sleep(0.05)  # between naming a storyline and the commit: where another worker comes in between
        put_keys(*given)

    monkeypatch.setattr(storylines, "put_keys", slowly)
    desk = Desk()
    for n, (title, text) in enumerate(EVENTS):
        desk.put(title, text, hours=50 * n)
    desk.work()
    assert models.Story.objects.count() == STORIES
    return desk


def telling_of(name, before):
    """Tell a story anew, as going on from another."""
    row = models.Story.objects.get(name=name)
    given = telling.to_tell(row, 40)
    links = (Link(before, name, 0.9, ()),) if before else ()
    told = replace(standin.told(given), links=links)

    def keep():
        with kept():
            telling.put_told(row.pk, told, NOON)

    insisted(keep)


def both(*work):
    """Have each done by a thread with a connection of its own; raise what one of them raised."""
    failed = []

    def run(one):
        try:
            one()
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if failed:
        raise failed[0]


def consistent():
    """Whether each story bears the name of the first that its closest links lead to."""
    rows = models.Story.objects.filter(into=None, articles__gt=0)
    names = dict(rows.values_list("pk", "name"))
    above = {}
    links = models.StoryLink.objects.order_by("-score", "before__name")
    for before, after in links.values_list("before_id", "after_id"):
        above.setdefault(after, before)
    wanted = {pk: names[storylines._top(pk, above)] for pk in names}
    return {name: line or name for name, line in rows.values_list("name", "storyline")} == {
        names[pk]: line for pk, line in wanted.items()
    }


def test_two_workers_that_tell_the_stories_of_one_storyline_agree_on_its_name(desk):
    """One links the head of a chain to an earlier story, or lets it go, while the other hangs a story on the chain's end."""
    names = list(models.Story.objects.order_by("pk").values_list("name", flat=True))
    telling_of(names[2], names[1])
    for number in range(8):
        head, tail = (names[0], names[2]) if number % 2 == 0 else (None, None)
        both(partial(telling_of, names[1], head), partial(telling_of, names[3], tail or names[2]))
        assert consistent()
        both(partial(telling_of, names[3], None), partial(telling_of, names[4], names[3]))
        assert consistent()


def test_stories_are_joined_and_parted_while_others_are_told(desk):
    """The stream moves reports in its transactions, a second worker tells: no story is lost, no link leads nowhere."""
    names = list(models.Story.objects.order_by("pk").values_list("name", flat=True))
    end = time.monotonic() + SECONDS
    other = desk.another()

    def moving():
        for one, into in ((names[5], names[4]), (names[3], names[4]), (names[1], names[0])):
            with kept():
                decisions.put_decision("join", one, now=NOON, who="Ana", other=into)
            insisted(lambda: streaming.run_batch(other.tools))

    def tellings():
        chance = random.Random(3)
        for _ in range(ROUNDS):
            if time.monotonic() > end:
                break
            name = chance.choice(names[1:])
            if models.Story.objects.filter(name=name, into=None, articles__gt=0).exists():
                telling_of(name, chance.choice([*names[: names.index(name)], None]))

    both(moving, tellings)

    assert not models.Decision.objects.filter(applied=None).exists()
    assert sum(models.Story.objects.values_list("articles", flat=True)) == STORIES
    assert not models.StoryLink.objects.filter(before__into__isnull=False).exists()
    assert not models.StoryLink.objects.filter(after__into__isnull=False).exists()
    assert consistent()
    assert not models.Task.objects.filter(kind=tasks.Kind.CLUSTER).exists()
