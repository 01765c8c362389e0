"""How common a term is in the window of a stream."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.cluster.background import Background, figure_key, name_key
from counterpoint.types.stream import Sketch


def sketch(name: str, *terms: str, language: str = "en") -> Sketch:
    return Sketch(
        name, None, language, "", "m", np.zeros(2, np.float32), terms=tuple((t, 1.0) for t in terms),
        names=frozenset({"lind"}), numbers=frozenset({"140"}), places=frozenset({"city:1"}),
    )  # fmt: skip


def test_what_many_reports_have_is_less_rare() -> None:
    """A word that a third of the reports have says nothing; one that two have says much."""
    known = Background([sketch(str(n), "fire", *(["harbour"] if n < 2 else [])) for n in range(100)])

    assert known.rarity("fire") == 0.0
    assert known.rarity("harbour") > 0.7
    assert known.rarity("never seen") == known.rarity("harbour")


def test_a_length_is_that_of_the_weights_times_how_rare_each_term_is() -> None:
    """What many reports have adds nothing to it."""
    known = Background([sketch(str(n), "fire", *(["harbour"] if n < 5 else [])) for n in range(100)])
    scale = known.scale("en")
    terms = (("fire", 3.0), ("harbour", 2.0), ("never seen", 1.0))

    by_hand = sum((weight * known.rarity(term, scale)) ** 2 for term, weight in terms) ** 0.5
    assert known.length(terms, scale) == pytest.approx(by_hand)
    assert known.length((("fire", 3.0),), scale) == known.length((), scale) == 0.0


def test_a_report_taken_back_leaves_no_trace() -> None:
    """Adding and removing in any order gives the same window as adding what is left."""
    a, b, c = sketch("a", "fire"), sketch("b", "fire", "harbour"), sketch("c", "flood", language="de")
    known = Background([a, b, c])
    known.remove(b)
    other = Background([c, a])

    assert len(known) == len(other) == 2
    for term in ("fire", "harbour", "flood", name_key("lind"), figure_key("140"), "city:1"):
        assert known.rarity(term) == other.rarity(term)
        assert known.rarity(term, known.scale("de")) == other.rarity(term, other.scale("de"))


def test_taking_back_what_was_never_added_is_a_callers_bug() -> None:
    """The counts stay as they were."""
    known = Background([sketch("a", "fire")])

    with pytest.raises(ValueError, match="b is not in this background"):
        known.remove(sketch("b", "flood"))
    assert len(known) == 1


def test_names_terms_and_figures_are_counted_apart() -> None:
    """A name that is also a word is as rare as a name as its own reports make it."""
    known = Background([sketch(str(n), "word") for n in range(50)] + [sketch("x", "lind")])

    assert known.rarity("lind") > known.rarity(name_key("lind"))


def test_words_are_rare_among_reports_of_their_language() -> None:
    """What every Danish report has is common in Danish, however few they are among the English."""
    known = Background(
        [sketch(str(n), "fire") for n in range(2000)]
        + [sketch(f"d{n}", "brand", language="da") for n in range(100)]
    )

    assert known.rarity("brand", known.scale("da")) < known.rarity("brand")


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.sampled_from([0, 1, 30, 3_000]))
def test_the_loop_over_two_reports_words_says_what_rarity_says(counts: list[int], reports: int) -> None:
    """Terms seen as often as `counts` says, in a small window and in a large one."""
    background = Background(sketch(f"r{n}") for n in range(reports))
    for n, count in enumerate(counts):
        for m in range(count):
            background.add(sketch(f"{n}/{m}", f"t{n}"))
    scale = background.scale("en")
    terms = [(f"t{n}", 0.5 + n / 10) for n in range(len(counts))]
    mine = dict(terms[::2])
    rare = {term: background.rarity(term, scale) for term, _ in terms}

    both, product, length = background.shared(mine, terms, scale)

    assert both == pytest.approx(sum(rare[term] for term in mine))
    assert product == pytest.approx(sum((weight * rare[term]) ** 2 for term, weight in mine.items()))
    assert length == pytest.approx(sum((weight * rare[term]) ** 2 for term, weight in terms) ** 0.5)
