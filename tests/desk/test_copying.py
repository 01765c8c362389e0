"""The store knows whose words each report carries, over the whole stream, whatever is edited, withdrawn or started anew."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from counterpoint.cli import main
from counterpoint.desk import copying, decisions, models, store, stream_batch, stream_rows, streaming
from counterpoint.desk.carried import carried_by, carried_in
from counterpoint.desk.guarded import kept
from counterpoint.desk.show import show
from counterpoint.desk.stories import beside
from counterpoint.run import copying as children
from counterpoint.run.guard import Killed
from tests.desk import standin
from tests.desk.inline import NOON
from tests.desk.killing import annotated
from tests.desk.test_stories import Desk, listed, name_of

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Bridge over the Orle closed"
WORDS = """The old bridge over the river Orle was closed on Monday after an inspection found deep cracks in two of its piers,
the roads office said. Divers went down at dawn and measured one gap of eleven centimetres, wide enough for a hand. Buses turn back at
the mill until a temporary crossing is laid, which may take until the end of the year. Farmers on the far bank drive an hour to
the dairy, and the school has moved its morning bell."""
CUT = " ".join(WORDS.split()[:45])
OTHER = """Voters in Tavel elected a new council on Sunday, and the turnout was the lowest since the war. Counting went on past
midnight in the gymnasium, where two lists were eleven ballots apart. The mayor, who had not stood again, handed over the keys of
the town hall to her deputy and went home by bicycle."""


@pytest.fixture
def desk(monkeypatch):
    """A store with a worker of stand-ins; what compares two reports is real."""
    monkeypatch.setattr("counterpoint.run.sketching.sketch", standin.sketched)
    monkeypatch.setattr("counterpoint.run.storytelling.tell", standin.told)
    monkeypatch.setattr("counterpoint.run.jobs.annotate", annotated)
    return Desk()


def member(url):
    return models.Member.objects.get(article__url=url)


def source_of(url):
    found = member(url)
    return found.copy_of and found.copy_of.article.url, found.copy_kind


def test_a_copy_names_its_source_and_the_words_they_share(desk):
    """With the kind, the direction, the evidence, and where the passages stand in both texts."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, CUT, hours=2)
    c = desk.put("Tavel elects a council", OTHER, hours=3)
    desk.work()

    assert (source_of(a), source_of(b), source_of(c)) == ((None, ""), (a, "trimmed"), (None, ""))
    (found,) = carried_by(member(b).article_id)
    assert (found.copy.url, found.source.url, found.directed) == (b, a, True)
    assert "shorter text" in found.evidence
    (x, y), (z, w) = found.passages[0]
    mine, its = (text_of(url)[span] for url, span in ((b, slice(x, y)), (a, slice(z, w))))
    assert mine.split() == its.split()
    assert len(mine.split()) > 30
    shown = show(member(a).article_id, now=NOON)
    assert (shown.story, shown.copies) == (name_of(a), (found,))


def text_of(url):
    return store.load_article(member(url).version_id).text


def test_a_copy_whose_source_is_in_another_story_is_seen_from_both(desk):
    """It may be one event told as two, or a passage that was used again."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    desk.work()
    with kept():
        decisions.put_decision("part", name_of(a), now=desk.now, who="Ana", item=member(b).item)
    desk.work()
    assert name_of(a) != name_of(b)

    (found,) = carried_in(member(a).story)
    assert (found.across, found.copy.story, found.source.story) == (True, name_of(b), name_of(a))
    assert carried_in(member(b).story) == (found,)
    assert beside(member(b).story, "x", None).copies == (found,)
    parts = {part.url: part for story in listed() for part in story.articles}
    assert (parts[b].copy_kind, parts[b].copy_story) == ("exact", name_of(a))
    assert parts[b].copy_of == member(a).version.name
    assert (parts[a].copy_of, parts[a].copy_story) == (None, None)


def test_a_source_that_is_withdrawn_leaves_no_pointer_and_the_copies_find_another(desk):
    """The second outlet that carried it is the first that has the words now."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    c = desk.put(TITLE, WORDS, hours=2)
    desk.work()
    assert (source_of(b)[0], source_of(c)[0]) == (a, a)
    models.Article.objects.filter(url=a).update(withdrawn=desk.now, stream_due=desk.now)
    desk.work()

    assert (source_of(b), source_of(c)) == ((None, ""), (b, "exact"))
    assert models.CopyPair.objects.count() == 1


def test_a_dispatch_under_another_headline_and_caption_is_the_same_dispatch(desk):
    """The headline is each outlet's own; as counterpoint cluster has it."""
    a = desk.put(TITLE, WORDS)
    b = desk.put("Cracks: no way over the Orle until winter, says the roads office", WORDS, hours=1)
    desk.work()

    assert source_of(b) == (a, "exact")


def test_an_edited_source_is_compared_anew(desk):
    """What was cut out of it is not shared any more; when it comes back, it is."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    desk.work()
    assert source_of(b) == (a, "exact")
    desk.now += timedelta(hours=2)
    desk.put(TITLE, "The bridge is closed. More follows.", url=a)
    desk.work()
    assert source_of(b) == (None, "")
    assert models.CopyPair.objects.count() == 0
    desk.now += timedelta(hours=2)
    desk.put(TITLE, WORDS + " It was built in 1911.", url=a)
    desk.work()

    assert source_of(b)[0] == a or source_of(a)[0] == b
    assert not models.CopyPair.objects.filter(due=True).exists()


def test_a_pair_of_which_one_was_edited_while_it_was_compared_is_compared_again(desk):
    """What was found of the old words is not kept."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    streaming.run_batch(desk.tools)
    due = copying.due_pairs()
    desk.now += timedelta(hours=1)
    desk.put(TITLE, OTHER, url=b)
    streaming.run_batch(desk.tools)
    shared = children.compare(due.given).found[0]
    work = copying.Copying(desk.tools.stories.signs, desk.now)
    work.compared(due.due[0], shared)
    work.settle()
    assert source_of(b) == (None, "")
    desk.work()

    assert (source_of(a), source_of(b)) == ((None, ""), (None, ""))


@pytest.mark.parametrize("size", [1, 3, 32])
def test_the_same_stream_gives_the_same_sources_however_it_is_cut_up(desk, monkeypatch, size):
    """All at once, or a few at a time with the index restored from its rows in between; edits and a withdrawal among them."""

    def stream():
        for n in range(4):
            desk.put(TITLE, WORDS if n % 2 else CUT, url=f"https://b{n}.example/", hours=n)
            desk.put("Tavel votes", f"{OTHER} It was ballot {n}.", url=f"https://c{n}.example/", hours=n)
        yield
        desk.now += timedelta(hours=1)
        desk.put(TITLE, WORDS + " Nobody was hurt.", url="https://b1.example/", hours=1)
        models.Article.objects.filter(url="https://c0.example/").update(
            withdrawn=desk.now, stream_due=desk.now
        )
        yield
        desk.put("Late", f"{WORDS}\n{OTHER}", url="https://late.example/", hours=5)
        yield

    monkeypatch.setattr(
        streaming, "next_batch", lambda now, licensed: stream_batch.next_batch(now, licensed, size)
    )
    for _ in stream():
        while streaming.owe_stream(desk.tools, now=desk.now):
            streaming.run_batch(desk.tools)
            if size < 32:
                desk.tools = desk.another().tools
        desk.now += timedelta(minutes=1)

    found = {url: source_of(url) for url in models.Member.objects.values_list("article__url", flat=True)}
    assert found == {
        "https://b0.example/": (None, ""),
        "https://b1.example/": ("https://b0.example/", "rewritten"),
        "https://b2.example/": ("https://b0.example/", "exact"),
        "https://b3.example/": ("https://b1.example/", "trimmed"),
        "https://c1.example/": (None, ""),
        "https://c2.example/": ("https://c1.example/", "exact"),
        "https://c3.example/": ("https://c1.example/", "exact"),
        "https://late.example/": ("https://b0.example/", "rewritten"),
    }


def test_a_pair_that_kills_its_child_is_named_and_the_others_are_compared(desk, monkeypatch):
    """Nothing vanishes: the refusal says which two."""
    compare = children.compare

    def compared(given):
        if any("poison" in item.title for item in given.items):
            raise Killed("took more than 60 s of CPU")
        return compare(given)

    monkeypatch.setattr("counterpoint.run.copying.compare", compared)
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    bad = desk.put("A poison pill", WORDS, hours=2)
    desk.work()

    assert source_of(b) == (a, "exact")
    assert source_of(bad) == (None, "")
    refused = models.Rejection.objects.filter(stage="cluster", item=bad)
    assert sorted(a if a in row.reason else b for row in refused) == [a, b]
    assert not models.CopyPair.objects.filter(due=True).exists()


def test_what_is_too_old_for_the_stream_is_no_source_and_takes_no_room(desk):
    """Its signature goes; the pairs that were found stay."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    desk.work()
    assert member(a).sign is not None
    stream_rows.retire([member(a).item])
    desk.tools = desk.another().tools
    c = desk.put(TITLE, WORDS, hours=2)
    desk.work()

    assert (member(a).sign, member(a).signed) == (None, None)
    assert (source_of(b)[0], source_of(c)[0]) == (a, b)


def test_a_story_that_is_not_told_yet_counts_copies_of_one_source_once(desk):
    """Be the source in another story; two that are nobody's copies are two."""
    for n in range(3):
        desk.put(TITLE, WORDS, hours=n, annotate=False)
    while streaming.owe_stream(desk.tools, now=desk.now):
        streaming.run_batch(desk.tools)
        models.Task.objects.all().delete()

    (story,) = models.Story.objects.all()
    assert (story.articles, story.told, story.origins) == (3, None, 1)


def test_a_signature_that_is_none_is_refused_with_its_report(desk, monkeypatch):
    """A child may have been taken over by what it read."""

    def sketched(given):
        found = standin.sketched(given)
        return replace(found, signs=tuple(b"x" * 5000 for _ in found.signs))

    monkeypatch.setattr("counterpoint.run.sketching.sketch", sketched)
    url = desk.put(TITLE, WORDS)
    desk.work()

    assert models.Member.objects.count() == 0
    assert "signature" in models.Rejection.objects.get(item=url).reason


def test_the_terminal_names_the_other_story_that_has_the_words(desk, monkeypatch, capsys):
    """On the page of either story; and the article itself says whose words it carries."""
    a = desk.put(TITLE, WORDS)
    b = desk.put(TITLE, WORDS, hours=1)
    desk.work()
    with kept():
        decisions.put_decision("part", name_of(a), now=desk.now, who="Ana", item=member(b).item)
    desk.work()
    for command in ("story", "show"):
        monkeypatch.setattr(f"counterpoint.cli.{command}.opened", lambda _: desk.tools.settings)
    monkeypatch.setattr("counterpoint.desk.tools.open_tools", lambda *_, **__: nullcontext(desk.tools))

    for url in (a, b):
        assert main(["story", name_of(url), "--format", "terminal"]) == 0
        said = capsys.readouterr().out
        assert "Words in common with other stories" in said
        assert f"{name_of(b)}  O2" in said
        assert main(["show", url]) == 0
        assert f"in the story {name_of(a if url == b else b)}" in capsys.readouterr().out
