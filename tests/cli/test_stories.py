"""stories and story, as they are typed."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.cli import main
from counterpoint.cli.times import since_of
from counterpoint.desk import models
from counterpoint.errors import ConfigError
from tests.desk.inline import NOON
from tests.desk.test_stories import SETTINGS, desk, two_events  # noqa: F401 - a fixture
from tests.documents import check_document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def typed(desk, monkeypatch, capsys):  # noqa: F811 - the fixture
    """Type a command on the store of the tests: its exit status, and what was said on both outputs."""
    for command in ("stories", "story"):
        monkeypatch.setattr(f"counterpoint.cli.{command}.opened", lambda _: SETTINGS)
    monkeypatch.setattr("counterpoint.desk.tools.open_tools", lambda *_, **__: nullcontext(desk.tools))

    def call(*arguments):
        status = main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    call.desk = desk
    return call


def test_an_empty_store_says_how_stories_come_about(typed):
    """And its JSON is an empty list."""
    assert "counterpoint ingest" in typed("stories")[1]
    assert json.loads(typed("stories", "--format", "json")[1]) == []


def test_the_json_of_stories_names_each_with_its_articles(typed):
    """The keys that programs rely on, for every story of the store."""
    a, b, c = two_events(typed.desk)
    typed.desk.work()
    found = json.loads(typed("stories", "--format", "json")[1])

    bridge, ballot = sorted(found, key=lambda story: -len(story["articles"]))
    assert {article["url"] for article in bridge["articles"]} == {a, b}
    assert [article["url"] for article in ballot["articles"]] == [c]
    wanted = {
        "id", "title", "articles", "origins", "languages", "disputed", "first_published", "last_published", "storyline",
    }  # fmt: skip
    assert wanted <= bridge.keys()
    assert (bridge["languages"], bridge["disputed"], bridge["storyline"]) == (["en"], False, bridge["id"])
    assert datetime.fromisoformat(bridge["first_published"]) == NOON
    assert set(bridge["articles"][0]) >= {"id", "path", "url"}
    assert "why" not in bridge


def test_the_table_says_how_many_reports_and_why(typed):
    """Control characters of a title reach no terminal."""
    two_events(typed.desk)
    typed.desk.put("Odd \x1b[31mtitle", "Something else happened in the harbour of Port Orlen at night.")
    typed.desk.work()
    status, out, _ = typed("stories", "--why", "--limit", "5")

    assert status == 0
    assert "2 reports; 2 outlets" in out
    assert "in all" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("form", ["terminal", "json", "markdown", "html"])
def test_a_story_is_shown_in_every_form_that_compare_has(typed, form):
    """By the beginning of its name."""
    two_events(typed.desk)
    typed.desk.work()
    name = models.Story.objects.get(articles=2).name
    status, out, err = typed("story", name[:7], "--format", form)

    assert (status, err) == (0, "")
    assert "bridge over the Orle" in out
    if form == "json":
        assert check_document(json.loads(out)) >= 0
        assert json.loads(out)["story"]["id"] == name


def test_a_story_that_was_joined_to_another_says_so(typed):
    """The decision is taken up at once, and the old name leads on."""
    _, _, c = two_events(typed.desk)
    typed.desk.work()
    into, left = models.Story.objects.get(articles=2).name, models.Story.objects.get(articles=1).name
    assert typed("story", into, "--join", left, "--who", "Ana")[1] == "Done.\n"
    status, out, err = typed("story", left)

    assert status == 0
    assert f"{left} is now part of {into}" in err
    assert f"Ana joined {left} to {into}" in out
    assert models.Member.objects.get(article__url=c).story.name == into


def test_a_report_is_taken_out_and_put_back_by_its_address(typed):
    """Whom nobody names it is the one who is logged in."""
    _, b, _ = two_events(typed.desk)
    typed.desk.work()
    story = models.Story.objects.get(articles=2).name
    assert typed("story", story, "--part", b)[0] == 0
    assert models.Member.objects.get(article__url=b).story.name != story
    assert typed("story", story, "--hold", b)[0] == 0
    assert models.Member.objects.get(article__url=b).story.name == story
    assert models.Decision.objects.filter(applied=None).count() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("story", "s0000000000"),
        ("story", "s"),
        ("stories", "--since", "yesterday-ish"),
        ("story", "s0000000000", "--part", "nothing"),
    ],
)
def test_what_cannot_be_is_one_sentence(typed, arguments):
    """Exit status 2, and no traceback."""
    status, out, err = typed(*arguments)

    assert (status, out, err.count("\n")) == (2, "", 1)


def test_a_story_joined_to_itself_is_refused_before_anything_is_written(typed):
    """Under either of two spellings of its name."""
    two_events(typed.desk)
    typed.desk.work()
    name = models.Story.objects.get(articles=2).name
    assert typed("story", name, "--join", name[:8])[0] == 2
    assert models.Decision.objects.count() == 0


def test_what_stands_beside_a_story_is_given_as_json(typed):
    """Its notes, its storyline and what is new, for programs."""
    two_events(typed.desk)
    typed.desk.work()
    row = models.Story.objects.get(articles=2)
    models.StoryNote.objects.create(story=row, at=NOON, kind="edit", text="Hill Gazette took out a passage.")

    beside = json.loads(typed("story", row.name, "--beside")[1])

    assert [note["text"] for note in beside["notes"]] == ["Hill Gazette took out a passage."]
    assert (beside["storyline"], beside["reports"], beside["neighbours"]) == (row.name, 2, [])


@pytest.mark.parametrize(
    ("since", "locale", "words"),
    [
        ("2026-03-02", "en", "All of it is new since 2 March 2026"),
        ("2031-01-01", "en", "Nothing is new since 1 January 2031"),
        ("2031-01-01", "fr", "Rien de nouveau depuis : 1 janvier 2031"),
        ("2031-01-01", "ar", "لا جديد منذ"),
    ],
)
def test_what_is_new_is_said_in_the_readers_language(typed, since, locale, words):
    """To who looked before the story opened all of it is."""
    two_events(typed.desk)
    typed.desk.work()
    row = models.Story.objects.get(articles=2)

    _, out, _ = typed("story", row.name, "--since", since, "--locale", locale)

    assert words in " ".join(out.split())


def test_a_region_lifts_the_stories_of_it_and_why_says_so(typed, monkeypatch):
    """By a flag, in whose place the setting stands else; an unknown place is one sentence."""
    monkeypatch.setattr("counterpoint.desk.clock.now", lambda: NOON + timedelta(hours=3))
    two_events(typed.desk)
    power = "Trams stood still in Zurich for an hour when a cable failed below the main station."
    typed.desk.put("Trams stand still in Zurich", power, hours=-7)
    typed.desk.put("Cable fails: trams stand still in Zurich", power + " Nobody was hurt.", hours=-6)
    typed.desk.work()

    def first(*flags):
        listed = json.loads(typed("stories", "--format", "json", "--why", *flags)[1])
        return listed[0]["title"], {term["name"]: term["words"] for term in listed[0]["why"]}

    assert first()[0] != "Trams stand still in Zurich"
    title, why = first("--region", "CH", "--region", "Zurich", "--interest", "trams")
    assert title == "Trams stand still in Zurich"
    assert why["region"].startswith("here or from here: ")
    assert why["interests"] == "tells of trams"
    status, out, err = typed("stories", "--region", "Nowhere-on-Sea")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_list_is_said_in_the_readers_language(typed):
    """Counts in its plural forms, terms by their names."""
    two_events(typed.desk)
    typed.desk.work()

    _, out, _ = typed("stories", "--why", "--locale", "fr")

    assert "2 articles; 2 médias" in out
    assert "origines : " in out
    assert "en tout" in out


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("90m", NOON - timedelta(minutes=90)),
        ("6h", NOON - timedelta(hours=6)),
        (" 3D ", NOON - timedelta(days=3)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T14:00+02:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_time_is_a_day_a_moment_or_how_long_ago(text, time):
    """In UTC where no zone is given."""
    assert since_of(text, NOON) == time


@pytest.mark.parametrize("text", ["", "soon", "-3d", "0001-01-01T00:00+14:00", "2026-13-01"])
def test_what_is_no_time_is_said_with_examples(text):
    """Not a traceback."""
    with pytest.raises(ConfigError, match="how long ago"):
        since_of(text, NOON)
