"""Where a report's words come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from counterpoint.cluster.copies_translated import Aligned
from counterpoint.cluster.derivation import CopyRules, Deriver, derive
from counterpoint.types import CopyKind
from counterpoint.types.stream import Item

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
WIRE = (
    "The council of Marrow Bay closed the old pier on Monday after divers found cracks in nine of its piles.",
    "Engineers will inspect the rest of the structure before the summer season begins, the mayor told a meeting.",
    "Fishing boats have been moved to the inner harbour, where there is room for some forty of them at low tide.",
    "The ferry to the islands leaves from the northern quay until further notice, with two sailings fewer a day.",
    "Repairs could cost three million crowns, of which the region has promised to pay a third by the end of June.",
)
OWN = (
    "Shopkeepers along the promenade spoke of a lost summer when they met behind closed shutters last evening.",
    "Nobody had warned them, said the owner of a kiosk, who first read of it on a handwritten note by the gate.",
    "A petition that asks for a footbridge of pontoons had gathered some six hundred names before midnight.",
)

SHORE = (
    "Swimmers were seen at the far end of the beach, where the sand is coarse and a stream comes down the hill.",
    "The lighthouse keeper writes a diary of the weather; this week's pages speak of fog and of very little wind.",
)


def item(name: str, *lines: str, hour: int | None = None, **fields: object) -> Item:
    published = None if hour is None else NOON.replace(hour=hour)
    made = Item(name, "Pier closed", "\n\n".join(lines), "en", published, outlet=f"Outlet {name}")
    return replace(made, **fields)


def test_a_later_report_with_the_same_words_is_an_exact_copy():
    found = derive(item("b", *WIRE, hour=14), item("a", *WIRE, hour=9))

    assert found is not None
    assert (found.item, found.of, found.kind, found.directed) == ("b", "a", CopyKind.EXACT, True)
    assert "published later" in found.evidence


def test_the_copy_comes_first_whichever_is_asked_for():
    """The earlier one is never said to be derived from the later."""
    found = derive(item("a", *WIRE, hour=9), item("b", *WIRE[:2], hour=14))

    assert found is not None
    assert (found.item, found.of, found.kind) == ("b", "a", CopyKind.TRIMMED)


def test_passages_are_offsets_of_both_texts():
    """In the order of copy and source."""
    a, b = item("a", *WIRE, hour=9), item("b", OWN[0], *WIRE[1:3], hour=14)

    found = derive(a, b)

    assert found is not None
    for (start, end), (first, last) in found.passages:
        assert b.text[start:end] == a.text[first:last] != ""


def test_sentences_of_its_own_among_reworded_ones_make_a_rewritten_copy():
    lines = [line.replace(" on ", " this ").replace("will", "are to") for line in WIRE]
    found = derive(item("b", OWN[0], *lines[::-1], OWN[1], hour=14), item("a", *WIRE, hour=9))

    assert found is not None
    assert found.kind is CopyKind.REWRITTEN


def test_a_long_report_that_carries_a_short_one_is_not_called_trimmed():
    """It is later: what of it is the other's is little."""
    found = derive(item("b", WIRE[0], *WIRE[2:], *OWN, *OWN[::-1], hour=14), item("a", WIRE[0], hour=9))

    assert found is not None
    assert (found.item, found.kind) == ("b", CopyKind.PASSAGE)


def test_what_a_long_report_took_word_for_word_is_a_passage_where_no_time_tells_the_copy():
    """A fourth of the shorter one, a tenth and more of the longer: nobody reworded it, so neither is rewritten."""
    found = derive(item("b", *SHORE, *WIRE[1:], *OWN), item("a", WIRE[0], *OWN[::-1]))
    short = derive(item("b", *SHORE, *WIRE[1:], OWN[0]), item("a", WIRE[0], *OWN))

    assert short is not None
    assert (short.kind, short.directed) == (CopyKind.PASSAGE, False)
    assert found is not None
    assert found.kind is CopyKind.REWRITTEN


def test_without_times_the_shorter_is_the_copy_and_equal_ones_have_no_direction():
    cut = derive(item("a", *WIRE[:2]), item("b", *WIRE))
    same = derive(item("a", *WIRE), item("b", *WIRE))

    assert cut is not None
    assert same is not None
    assert (cut.item, cut.directed) == ("a", True)
    assert (same.item, same.directed) == ("a", False)


def test_a_credit_outweighs_time():
    """A portal's clock runs ahead of the agency's."""
    agency = item("w", *WIRE, hour=14, outlet="Meridian Press Agency")
    found = derive(agency, item("p", *WIRE, hour=9, agency="Meridian Press Agency"))

    assert found is not None
    assert (found.item, found.of) == ("p", "w")
    assert "credits Meridian Press Agency" in found.evidence


def test_the_same_address_later_is_a_version():
    then = item("a", *WIRE, hour=9, url="https://a.example/pier")
    found = derive(replace(then, id="b", text=then.text + OWN[0], published=NOON), then)

    assert found is not None
    assert (found.kind, found.item) == (CopyKind.VERSION, "b")


def test_independent_reports_are_not_derived():
    assert derive(item("a", *WIRE), item("b", *OWN)) is None


def test_a_stream_names_the_best_source():
    """A passage in one, the whole text in another."""
    deriver = Deriver()
    first = [deriver.add(item("a", *WIRE, hour=8)), deriver.add(item("b", *OWN, WIRE[0], hour=9))]

    found = deriver.add(item("c", *WIRE, hour=10))

    assert first[0] is None
    assert first[1] is not None
    assert found is not None
    assert (found.of, found.kind) == ("a", CopyKind.EXACT)


def test_a_late_original_is_told_but_is_no_copy():
    """It arrives after its copy, and was published before."""
    deriver = Deriver()
    deriver.add(item("copy", *WIRE[:3], hour=12))
    original = item("original", *WIRE, hour=9)

    (told,) = deriver.add_all(original)

    assert (told.item, told.of) == ("copy", "original")
    assert Deriver().add(original) is None


def test_withdrawn_and_old_reports_are_no_sources():
    deriver = Deriver(CopyRules(window=timedelta(days=1)))
    deriver.add(item("a", *WIRE, hour=8))
    deriver.remove("a")

    assert deriver.add(item("b", *WIRE, hour=9)) is None
    for n in range(10):
        deriver.add(item(f"n{n}", f"Report {n} of the day", published=NOON + timedelta(days=4)))
    assert deriver.add(item("c", *WIRE, published=NOON + timedelta(days=4))) is None


class Numbered:
    """An embedder of sentences that hold a number in words of any language: equal numbers, equal vectors."""

    id, same, apart = "numbered", 0.6, 0.3

    def reads(self, language: str) -> bool:
        return language in {"en", "eo"}

    def embed(self, texts):
        rows = np.zeros((len(texts), 40), np.float32)
        for row, sentence in zip(rows, texts, strict=True):
            row[int(sentence.split("-")[1])] = 1
        return rows


def numbered(name: str, language: str, order, word: str) -> Item:
    return Item(name, "", "\n".join(f"{word}-{n}- {word} {word} {word}." for n in order), language, NOON)


@pytest.mark.parametrize(
    ("order", "language", "found"),
    [
        (range(10), "eo", CopyKind.TRANSLATED),
        ((0, 1, 2, 3, 5, 6, 7, 8, 9), "eo", CopyKind.TRANSLATED),
        ((9, 3, 1, 7, 5, 0, 8, 2, 6, 4), "eo", None),
        ((0, 20, 1, 21, 22, 2, 23, 24, 3, 25), "eo", None),
        (range(10), "fi", None),
        (range(10), "und", None),
        (range(10), "en", None),
        (range(4), "eo", CopyKind.TRANSLATED),
        (range(3), "eo", None),
    ],
)
def test_a_translation_has_the_same_sentences_in_the_same_order(order, language, found):
    """Not in another order, nor a few of them; not in a language that is not read or known, nor in the same one."""
    a, b = numbered("a", "en", range(10), "harbour"), numbered("b", language, order, "haveno")

    given = derive(b, a, Numbered())

    assert (given and given.kind) == found
    assert derive(b, a) is None


class Doubtful(Numbered):
    """As the one above, but unsure of the sentences 3 and 5: their vectors lie between two bounds."""

    def embed(self, texts):
        rows = super().embed(texts)
        for row, sentence in zip(rows, texts, strict=True):
            n = int(sentence.split("-")[1])
            if n in (3, 5) and sentence.startswith("haveno"):
                row[:] = 0
                row[[n, 8, 39]] = 0.35, 0.45, 0.82
        return rows


def test_what_stands_between_paired_sentences_counts_though_another_is_nearer():
    """The order tells, where they are not far from each other; not where most has no like."""
    a, b = numbered("a", "en", range(7), "harbour"), numbered("b", "eo", range(7), "haveno")
    far = numbered("c", "eo", (0, 1, 2, 8, 9, 10, 5), "haveno")

    found = derive(b, a, Doubtful())

    assert found is not None
    assert (found.kind, len(found.passages)) == (CopyKind.TRANSLATED, 7)
    assert derive(far, a, Doubtful()) is None


@pytest.mark.parametrize(
    ("lengths", "figures", "found"),
    [
        ((3, 3, 3, 3, 3), True, CopyKind.TRANSLATED),
        ((6, 6, 6, 6, 6), True, CopyKind.TRANSLATED),
        ((3, 3, 3, 3, 3), False, CopyKind.TRANSLATED),
        ((1, 30, 2, 60, 3), True, None),
        ((1, 12, 1, 15, 3), False, None),
    ],
)
def test_translations_keep_the_proportions_and_the_figures(lengths, figures, found):
    """Two accounts of one event may tell five facts in one order; hardly at as much length each."""
    a = numbered("a", "en", range(5), "harbour")
    lines = [f"haveno-{n}- " + "haveno " * size for n, size in enumerate(lengths)]
    told = [line + (f"{n}0{n}" if not figures else "") + "." for n, line in enumerate(lines)]
    b = Item("b", "", "\n".join(told), "eo", NOON)

    given = derive(b, a, Numbered())

    assert (given and given.kind) == found


def test_who_leaves_out_sentences_on_the_way_tells_it_anew():
    pairs = tuple((n, n) for n in range(6))

    def aligned(left_out: float) -> Aligned:
        return Aligned(pairs, share=0.8, nearest=0.8, lengths=0.2, figures=0.7, left_out=left_out)

    assert aligned(left_out=0.0).is_translation
    assert not aligned(left_out=1.0).is_translation


def test_a_translation_that_keeps_a_title_in_the_first_language_is_no_passage():
    title = "harbour-30- the long title of a book that nobody has ever translated."
    a, b = numbered("a", "en", range(12), "harbour"), numbered("b", "eo", range(12), "haveno")
    a, b = (replace(x, text=f"{x.text}\n{title}") for x in (a, b))

    found, without = derive(b, a, Numbered()), derive(b, a)

    assert found is not None
    assert without is not None
    assert (found.kind, without.kind) == (CopyKind.TRANSLATED, CopyKind.PASSAGE)


def test_a_stream_finds_translations_among_the_reports_it_is_told_of():
    a, b = numbered("a", "en", range(10), "harbour"), numbered("b", "eo", range(10), "haveno")
    deriver = Deriver(embedder=Numbered())
    deriver.add(a)

    assert deriver.add(b) is None
    found = deriver.add(b, among=("a", "b", "unknown"))

    assert found is not None
    assert (found.of, found.kind, found.share) == ("a", CopyKind.TRANSLATED, 1.0)
    assert b.text[slice(*found.passages[0][0])] == "haveno-0- haveno haveno haveno."


@pytest.mark.parametrize(
    "odd", ["", "\n\n\n", "?!…", "\ud800", "ha " * 100_000, "x" * 1_000_000, "。" * 1000]
)
def test_odd_texts_pass(odd):
    """Never an error; what it says of them is about them."""
    deriver = Deriver(embedder=Numbered())
    for name in ("a", "b", "c"):
        found = deriver.add(Item(name, "", odd, "en"))
        assert found is None or found.of in {"a", "b"}


def test_five_hundred_of_one_text_stay_cheap():
    """Each is compared with a handful and all have the first for their source."""
    deriver = Deriver()
    found = [deriver.add(item(f"n{n}", *WIRE, hour=9)) for n in range(500)]

    assert {d.of for d in found[1:] if d is not None} <= {"n0", "n1", "n2", "n3"}
    assert all(d is not None and d.kind is CopyKind.EXACT for d in found[1:])


def test_what_was_copied_twice_is_the_first_ones():
    """Both have all of the words: the second has them from the first."""
    deriver = Deriver()
    deriver.add(item("a", *WIRE, hour=8))
    deriver.add(item("b", *WIRE[:4], hour=9))

    found = deriver.add(item("c", *WIRE[:2], hour=10))

    assert found is not None
    assert (found.of, found.kind) == ("a", CopyKind.TRIMMED)


def test_what_was_published_later_is_never_named_as_a_source():
    """Two portals that credit one agency: which had it first cannot be told, but not from tomorrow's."""
    deriver = Deriver()
    deriver.add(item("late", *WIRE, hour=15, agency="Meridian Press Agency"))

    (told,) = deriver.add_all(item("early", *WIRE, hour=9, agency="Meridian Press Agency"))

    assert (told.item, told.of, told.directed) == ("late", "early", False)
    assert "both credit Meridian Press Agency" in told.evidence


def test_a_copy_with_a_line_added_is_exact():
    """Nothing was cut."""
    found = derive(item("b", *WIRE, OWN[0], hour=14), item("a", *WIRE, hour=9))

    assert found is not None
    assert (found.item, found.kind) == ("b", CopyKind.EXACT)


def test_what_is_no_account_is_not_compared():
    """Two reports under one notice share nothing; one whose notice differs is still an exact copy."""
    first, second = (item(n, *lines, SHORE[0], hour=9) for n, lines in (("a", WIRE), ("b", WIRE)))
    other = item("c", *OWN, SHORE[0], hour=10)
    whole = [(0, len(x.text) - len(SHORE[0]) - 2) for x in (first, second, other)]
    deriver = Deriver()
    deriver.add(replace(first, account=(whole[0],)))

    copied = deriver.add(replace(second, account=(whole[1],), text=second.text + SHORE[1], published=NOON))

    assert copied is not None
    assert copied.kind is CopyKind.EXACT
    assert copied.passages == (((0, whole[1][1] - 1), (0, whole[0][1] - 1)),)
    assert deriver.add(replace(other, account=(whole[2],))) is None


def test_a_remark_that_only_one_of_two_sets_in_quotation_marks_is_still_a_remark():
    """Each heard it; what they wrote themselves they do not share."""
    remark = " ".join(WIRE)
    mine, theirs = item("b", *OWN, *SHORE, f'"{remark}"', hour=14), item("a", WIRE[0][:70], remark, hour=9)

    found = derive(mine, theirs)

    assert found is None or found.kind is CopyKind.PASSAGE


def test_a_second_embedder_reads_what_the_first_does_not():
    class Only(Numbered):
        def reads(self, language: str) -> bool:
            return language == "en"

    a, b = numbered("a", "en", range(10), "harbour"), numbered("b", "eo", range(10), "haveno")
    one, two = Deriver(embedder=Only()), Deriver(embedder=Only(), bridge=Numbered())
    for deriver in (one, two):
        deriver.add(a)

    found = two.add(b, among=("a",))

    assert one.add(b, among=("a",)) is None
    assert found is not None
    assert found.kind is CopyKind.TRANSLATED
