"""Reports set aside: they come back as they were, with their languages known."""

from datetime import UTC, datetime

import pytest

from counterpoint.run import spool
from counterpoint.run.spool import spooled
from counterpoint.types.stream import Item

REPORTS = [
    Item("a", "Ferry burns off Port Orlen", "The ferry caught fire at dawn on Sunday, and all were saved."),
    Item("b", "Le ferry brûle", "Le ferry a pris feu dimanche à l'aube au large du port.", published=datetime(2031, 5, 4, tzinfo=UTC)),
    Item("c", "", "half a pair \ud83d stays half a pair", language="en-GB"),
]  # fmt: skip


@pytest.mark.parametrize("in_memory", [1, 10_000_000])
def test_reports_come_back_in_order_with_their_languages(monkeypatch, in_memory):
    """From memory and from the disk alike; nothing but the language is changed."""
    monkeypatch.setattr(spool, "_IN_MEMORY", in_memory)

    with spooled(REPORTS * 50) as (items, languages):
        back = list(items)

    assert languages == {"en", "fr"}
    assert [i.id for i in back] == ["a", "b", "c"] * 50
    assert [(i.title, i.text, i.published) for i in back[:3]] == [
        (i.title, i.text, i.published) for i in REPORTS
    ]
    assert [i.language for i in back[:3]] == ["en", "fr", "en"]


def test_no_reports_need_no_language():
    """An empty corpus is no error."""
    with spooled([]) as (items, languages):
        assert (list(items), languages) == ([], frozenset())
