"""The report that seems to tell of another event is named."""

from __future__ import annotations

from counterpoint.align.odd import find_odd
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.types import Entity, EntityKind, Report
from tests.make import report

PIER = "Council closes the old pier of Marrow Bay after divers find cracks in nine piles under the deck"
A = report(PIER, "The old pier of Marrow Bay is closed after divers found cracks in nine piles.", outlet="A")
B = report(PIER + " today", "Divers found cracks in nine piles of the old pier of Marrow Bay.", outlet="B")
OTHER = report(
    "Quarterly grain exports rise", "Wheat and barley shipments grew by a tenth, traders said.", outlet="C"
)


def names(*reports: Report) -> tuple[Entity, ...]:
    """Two people whom all of these reports name, in their first words."""
    spans = [r.article.span(0, 3) for r in reports]
    return tuple(Entity(f"e{n}", EntityKind.PERSON, f"P{n}", (), tuple(spans)) for n in range(2))


def test_reports_of_one_event_have_no_odd_one():
    """They are near to each other."""
    assert find_odd([A, B], (), LexicalEmbedder()) == ()


def test_a_report_near_to_no_other_is_named_with_the_reason():
    """The rest stay together."""
    (odd,) = find_odd([A, OTHER, B], (), LexicalEmbedder())

    assert odd.article == OTHER.article.id
    assert "near to no other report" in odd.reason


def test_of_two_reports_apart_both_are_named():
    """Neither is the rule."""
    assert {o.article for o in find_odd([A, OTHER], (), LexicalEmbedder())} == {
        A.article.id,
        OTHER.article.id,
    }


def test_names_in_common_hold_reports_together():
    """Two outlets may tell one event in quite other words."""
    assert find_odd([A, OTHER], names(A, OTHER), LexicalEmbedder()) == ()


def test_one_report_alone_is_not_odd():
    """It has no other to be near to."""
    assert find_odd([A], (), LexicalEmbedder()) == ()
