"""An article is found by whatever a person calls it, and shown whole."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint.desk import models, search, store
from counterpoint.desk.find import find_article
from counterpoint.desk.show import captured_bytes, show
from counterpoint.errors import ConfigError, StoreError
from counterpoint.text import sha256
from counterpoint.types import (
    Action,
    Annotations,
    Capture,
    Change,
    ChangeKind,
    Changes,
    Rejected,
    Signal,
    SignalKind,
    Span,
)
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://river.example/news/bridge"
pytestmark = pytest.mark.django_db


def put(text, *, url=URL, path=None, at=NOON, asked=None, title="Bridge falls", **fields):
    content = text.encode()
    capture = Capture(sha256(content), content, url=url, path=path, fetched=at if url else None, asked=asked)
    taken = store.take_capture(capture, now=at)
    made = article(title, text, url=url, outlet=f"{url}{path}", **fields)
    found = store.put_article(taken.capture, made, now=at)
    search.index(found.article, made)
    return found, made


@pytest.mark.parametrize(
    "name",
    [
        URL,
        "http://www.river.example/news/bridge/?utm_source=x#top",
        "https://river.example/r/17",  # what was asked, and led there
        "{row}",
        "#{row}",
        "{id}",
        " {id} ",
        "{begin}",
    ],
)
def test_an_article_has_many_names(name):
    """Its number, its id or the beginning of it, its address in any of its forms."""
    found, made = put("A bridge fell.", asked="https://river.example/r/17")
    put("Other news.", url="https://river.example/other", title="Other")

    called = name.format(row=found.article, id=made.id, begin=made.id[:6])

    assert find_article(called) == found.article


def test_an_earlier_versions_id_leads_to_the_article():
    """Whoever kept the id of a version finds what became of it."""
    old, first = put("A bridge fell.")
    put("A bridge fell. Two were hurt.", at=NOON + HOUR)

    assert find_article(first.id) == old.article


def test_a_file_is_found_by_its_path_as_given_and_in_full(tmp_path, monkeypatch):
    """From the folder where it was taken in."""
    monkeypatch.chdir(tmp_path)
    given_, _ = put("One.", url=None, path=Path("wire/one.txt"))
    full, _ = put("Two.", url=None, path=tmp_path / "two.txt")

    assert find_article("wire/one.txt") == given_.article
    assert find_article("two.txt") == full.article


def test_a_wire_item_is_found_by_its_senders_id():
    """As the sender's desk would call it."""
    found, _ = put("One.", url=None, path=Path("a.xml"), guid="urn:newsml:wire.example:2026:1")

    assert find_article("urn:newsml:wire.example:2026:1") == found.article


def test_a_name_of_several_names_them():
    """A file with two items; the sentence gives numbers to choose from."""
    one, _ = put("One.", url=None, path=Path("a.xml"), guid="1", title="First item")
    content = b"Two"
    taken = store.take_capture(Capture(sha256(content), content, path=Path("a.xml")), now=NOON)
    two = store.put_article(taken.capture, article("Second item", "Two.", guid="2"), now=NOON)

    with pytest.raises(ConfigError, match="2 articles") as caught:
        find_article("a.xml")

    assert f"#{one.article} “First item”" in str(caught.value)
    assert f"#{two.article} “Second item”" in str(caught.value)


def test_an_unknown_name_is_a_sentence_with_the_nearest():
    """By the words in it, those of an address's last part."""
    found, _ = put("A bridge fell.")

    with pytest.raises(ConfigError, match="nearest") as caught:
        find_article("https://elsewhere.example/a/bridge-falls.html")

    assert f"#{found.article} “Bridge falls”" in str(caught.value)


def test_what_was_rejected_says_why_there_is_no_article():
    """It was not lost."""
    store.put_rejected(Rejected("bad/menu.html", "extract", "the page holds no prose"), now=NOON)

    with pytest.raises(ConfigError, match="the page holds no prose"):
        find_article("bad/menu.html")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text())
def test_no_name_breaks_the_search_for_it(name):
    """Whatever is typed, the answer is a sentence."""
    with pytest.raises(ConfigError):
        find_article(name)


@pytest.mark.parametrize("name", ["http://[", "9" * 40, "%", "_", "\x00", "https://", "*", "/", "\ud800"])
def test_odd_names_are_not_found(name):
    """No error of the database's, no wildcard, no overflow."""
    put("A bridge fell.")

    with pytest.raises(ConfigError, match="there is no article"):
        find_article(name)


def test_all_that_is_known_is_shown():
    """Captures, versions, signals and what they allow, annotations."""
    signal = Signal(SignalKind.META, "<meta name=robots content=nosnippet>", "page", denies=(Action.QUOTE,))
    found, made = put("A bridge fell.", signals=(signal,))
    store.put_annotations(found.version, Annotations(made.id), None)

    shown = show(found.article, now=NOON)

    assert shown.article == made
    assert shown.annotations == Annotations(made.id)
    assert shown.signals == (signal,)
    assert [p.action for p in shown.permissions] == list(Action)
    assert not next(p for p in shown.permissions if p.action is Action.QUOTE).allowed
    (capture,) = shown.captures
    assert (capture.hash, capture.size, capture.kept, capture.url) == (
        sha256("A bridge fell."),
        14,
        True,
        URL,
    )
    (version,) = shown.versions
    assert (version.number, version.id, version.latest, version.annotated) == (1, made.id, True, True)


def test_versions_stand_in_the_order_of_their_times_with_what_each_changed():
    """One that is chosen is shown with its own text."""
    old, first = put("A bridge fell.")
    new, second = put("A bridge fell. Two were hurt.", at=NOON + HOUR)
    added = Change(ChangeKind.ADDED, None, Span(second.id, 30, 44), None, "Two were hurt.")
    changes = Changes(first.id, second.id, sentences=(added,))
    store.put_annotations(new.version, Annotations(second.id), changes)

    latest, earlier = show(old.article, now=NOON), show(old.article, now=NOON, version=1)

    assert [v.number for v in latest.versions] == [1, 2]
    assert [v.changes for v in latest.versions] == [None, changes]
    assert (latest.version, latest.article) == (2, second)
    assert (earlier.version, earlier.article, earlier.annotations) == (1, first, None)


def test_a_capture_that_found_nothing_new_is_among_the_captures():
    """So that one sees when the page was last so."""
    found, made = put("A bridge fell.")
    content = b"A bridge fell. <ad>"
    later = store.take_capture(
        Capture(sha256(content), content, url=URL, fetched=NOON + HOUR), now=NOON + HOUR
    )
    store.put_article(later.capture, made, now=NOON + HOUR)

    shown = show(found.article, now=NOON)

    assert [(c.outcome, c.version) for c in shown.captures] == [("stored", 1), ("unchanged", 1)]


def test_withdrawn_and_embargoed_are_said():
    """An embargo ends with its time."""
    found, _ = put("A bridge fell.", embargo=NOON + HOUR)
    models.Article.objects.update(withdrawn=NOON, withdrawn_why="killed by the sender")

    shown = show(found.article, now=NOON)

    assert (shown.withdrawn, shown.withdrawn_why) == (NOON, "killed by the sender")
    assert shown.embargoed
    assert not show(found.article, now=NOON + 2 * HOUR).embargoed


def test_a_licence_that_the_user_holds_counts():
    """As the settings name it."""
    found, _ = put("A bridge fell.")

    held = show(found.article, now=NOON, licensed=("river.example",))

    assert next(p for p in held.permissions if p.action is Action.REPUBLISH).allowed


def test_a_version_that_is_not_there_is_a_sentence():
    """With how many there are."""
    found, _ = put("A bridge fell.")

    with pytest.raises(ConfigError, match="no version 9; it has one"):
        show(found.article, now=NOON, version=9)
    with pytest.raises(ConfigError, match="no version 0"):
        captured_bytes(found.article, version=0)


def test_the_captured_bytes_of_each_version_are_at_hand():
    """As they came."""
    old, _ = put("A bridge fell.")
    put("A bridge fell. Two were hurt.", at=NOON + HOUR)

    assert captured_bytes(old.article) == b"A bridge fell. Two were hurt."
    assert captured_bytes(old.article, version=1) == b"A bridge fell."


def test_an_article_that_is_gone_is_a_store_error():
    """It was there when it was looked for."""
    with pytest.raises(StoreError, match="no article"):
        show(1, now=NOON)


def test_times_without_a_zone_stay_so():
    """In the record; the column beside it is UTC."""
    found, _ = put("A bridge fell.", published=datetime(2026, 3, 2, 9))  # noqa: DTZ001 - the point

    assert show(found.article, now=NOON).article.published == NOON.replace(hour=9).replace(tzinfo=None)
