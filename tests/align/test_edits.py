"""What an edit changed, in sentences: few, traceable, facts before wording."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.align.edits import tell_edits
from counterpoint.align.versions import changes
from counterpoint.annotate import annotate_articles
from counterpoint.models import load_models
from counterpoint.types import Change, ChangeKind, Changes, Report, Span
from tests.make import article, report

NOON = datetime(2031, 5, 4, 14, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def models():
    return load_models(("en", "fr"))


def told(models, old, new, *, language="en", titles=("On the hill", "On the hill"), at=NOON):
    """The Edits between two annotated texts of Hill Gazette."""
    made = [
        article(t, *text.split("\n"), language=language, outlet="Hill Gazette", published=NOON)
        for t, text in zip(titles, (old, new), strict=True)
    ]
    marks = annotate_articles(made, models)
    reports = [Report(a, m) for a, m in zip(made, marks, strict=True)]
    found = tell_edits(changes(*reports), made[1], at)
    for edit in found:
        for span, text, one in (
            (edit.before, edit.before_text, made[0]),
            (edit.after, edit.after_text, made[1]),
        ):
            if span is not None and not edit.more:
                assert one.read(span) == text
    return found


def test_a_changed_figure_is_a_sentence_with_outlet_figures_time_and_passage(models):
    """The words before and after are exact."""
    (edit,) = told(models, "At least 12 people died in the fire.", "At least 15 people died in the fire.")

    assert edit.text == (
        "Hill Gazette changed the figure from “12 people” to “15 people” at 14:02 UTC on 4 May 2031: "
        "“At least 15 people died in the fire.”"
    )
    assert (edit.slot, edit.kind, edit.at) == ("number", ChangeKind.ALTERED, NOON)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Prices rose 3.5% in May.", "Prices rose 35% in May.", ("number", "3.5%", "35%")),
        ("It was -5 there at noon.", "It was 5 there at noon.", ("number", "-5", "5")),
        ("The team won 2-1 in the cup.", "The team won 3-1 in the cup.", ("number", "2", "3")),
        (
            "It burned on Jan. 3, police said.",
            "It burned on 4 January, police said.",
            ("date", "Jan. 3", "4 January"),
        ),
        ("It happened in Bergen.", "It happened in Oslo.", ("place", "Bergen", "Oslo")),
        ("Ana Diaz was elected.", "Ana Dias was elected.", ("name", "Diaz", "Dias")),
        ("The suspect was arrested.", "The suspect was charged.", ("statement", "arrested", "charged")),
    ],
)
def test_what_changed_is_told_by_its_kind_and_by_the_words_that_differ(models, old, new, expected):
    """Also where no annotator reads the value."""
    (edit,) = told(models, old, new)

    assert (edit.slot, edit.before_text, edit.after_text) == expected


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The suspect was arrested.", "The suspect was not arrested.", "now says the opposite"),
        (
            "The mayor allegedly took bribes.",
            "The mayor took bribes.",
            "as a fact what it said as a possibility",
        ),
        (
            "The mayor will resign.",
            "The mayor has resigned.",
            "as a fact what it said as planned or expected",
        ),
        (
            "Police said the driver had been drinking.",
            "Witnesses said the driver had been drinking.",
            "now attributes to Witnesses what it attributed to Police",
        ),
        (
            "Police said the driver had been drinking.",
            "The driver had been drinking.",
            "now says in its own name what it attributed to Police",
        ),
    ],
)
def test_denials_sureness_and_sources_are_told_in_words(models, old, new, words):
    """One note for each, and no second one for the words themselves."""
    (edit,) = told(models, old, new)

    assert words in edit.text
    assert "edited at 14:02" in edit.text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a figure with the words that bound it, and what came with another figure
        (
            "The boat ran aground, and at least 23 people were hurt.",
            "The boat ran aground, and 31 people were hurt, four of them badly.",
            [("number", "at least 23 people", "31 people"), ("added", None, "four of them badly")],
        ),
        # a number that takes the place of a denial is no number that was put in
        (
            "Nobody was killed.",
            "One person was killed.",
            [("polarity", "Nobody was killed.", "One person was killed.")],
        ),
        # the bound alone
        ("At least 12 people died.", "12 people died.", [("removed", "At least", None)]),
        # what was measured in another unit
        (
            "The fire is 5 km from the town.",
            "The fire is 3 miles from the town.",
            [("number", "5 km", "3 miles")],
        ),
        (
            "“We will rebuild,” Mayor Anna Becker said.",
            "“We shall rebuild,” Mayor Anna Becker said.",
            [("quote", "will", "shall")],
        ),
        (
            "The company knew of the leak.",
            "The company denies that it knew of the leak.",
            [("added", None, "denies that it")],
        ),
        # a remark that no annotator can give anybody is not one that lost its speaker
        (
            "“It was a mistake,” he said. “We are sorry.”",
            "“It was an error,” he said. “We are very sorry.”",
            [("quote", "a mistake", "an error"), ("quote", None, "very")],
        ),
        # a clause that was added, with the figure in it
        (
            "Two people died.",
            "Two people died and three were hurt.",
            [("added", None, "and three were hurt")],
        ),
        (
            "Police arrested three men.",
            "Police arrested three men, one of them a former guard of the palace.",
            [("added", None, "one of them a former guard of the palace")],
        ),
        ("The brigde fell at noon.", "The bridge fell at noon.", [("statement", "brigde", "bridge")]),
    ],
)
def test_a_value_is_told_with_the_words_that_changed_with_it_and_nothing_twice(models, old, new, expected):
    """Not “added the figure four” of four that were badly hurt, nor “one person” of what was nobody."""
    assert [(e.slot, e.before_text, e.after_text) for e in told(models, old, new)] == expected


def test_words_that_were_put_into_a_sentence_are_told_with_the_sentence(models):
    """“denies that it” alone says nothing."""
    (edit,) = told(models, "The company knew of the leak.", "The company denies that it knew of the leak.")

    assert "added “denies that it”" in edit.text
    assert "“The company denies that it knew of the leak.”" in edit.text


@pytest.mark.parametrize(
    ("language", "old", "new", "expected"),
    [
        ("fr", "Au moins 12 personnes sont mortes.", "Douze personnes sont mortes.",
         ("number", "Au moins 12 personnes", "Douze personnes")),
        ("fr", "« Nous sommes prêts », a dit le maire.", "« Nous étions prêts », a dit le maire.",
         ("quote", "sommes", "étions")),
        ("fr", "Le vote a lieu lundi.", "Le vote a lieu mardi.", ("date", "lundi", "mardi")),
    ],
)  # fmt: skip
def test_one_change_is_one_edit_in_french(models, language, old, new, expected):
    """Also where an annotator takes a number for a name."""
    (edit,) = told(models, old, new, language=language)

    assert (edit.slot, edit.before_text, edit.after_text) == expected


def test_a_source_before_a_figure_is_no_part_of_it(models):
    """“la police, 30 personnes” is two values."""
    old, new = (
        "Selon la police, 30 personnes ont été arrêtées.",
        "Selon le préfet, 40 personnes ont été arrêtées.",
    )
    number, *_ = told(models, old, new, language="fr")

    assert (number.before_text, number.after_text) == ("30 personnes", "40 personnes")


def test_what_is_taken_out_and_added_is_told_passage_by_passage(models):
    """Neighbouring sentences are one passage."""
    old = "The council met on Friday. The bridge was closed in 2029."
    new = "The council met on Friday. A judge freed the captain in Bergen. He left."

    removed, added = told(models, old, new)

    assert "took out" in removed.text
    assert "“The bridge was closed in 2029.”" in removed.text
    assert added.after_text == "A judge freed the captain in Bergen. He left."
    assert "added 2 sentences" in added.text


def test_facts_stand_before_wording_and_the_title(models):
    """Whatever their order in the text."""
    old = "The storm hit the huge old harbour. Nothing was left. Six people died."
    new = "The storm struck the big old port. Nothing was left. Nine people died."

    found = told(models, old, new, titles=("Storm hits", "Storm hits hard"))

    assert found[0].slot == "number"
    assert [e.slot for e in found].index("title") < len(found)
    assert found[-1].slot in {"statement", "wording", "title"}


def test_a_figure_changed_in_several_places_is_told_once(models):
    """With their number."""
    found = told(
        models,
        "Six people died. Rain fell all day long on the hill. The police confirmed that six people died.",
        "Nine people died. Rain fell all day long on the hill. The police confirmed that nine people died.",
    )

    assert [e.slot for e in found] == ["number"]
    assert "(and in 1 more place)" in found[0].text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He said “yes” – twice – to her.", 'He said "yes" - twice - to her.'),
        ("The CAFÉ closed.", "The cafe closed."),
        ("One. Two came.\nThree left.", "One.\nTwo came. Three left."),
    ],
)
def test_typography_is_not_told(models, old, new):
    """Quotation marks, dashes, accents, paragraphs."""
    assert told(models, old, new) == ()


def test_a_numeral_spelt_out_is_wording(models):
    """Five is 5."""
    (edit,) = told(models, "5 people died in the fire.", "Five people died in the fire.")

    assert edit.slot == "wording"


def test_other_languages_are_read(models):
    """French with a parser; Japanese and Swahili without one."""
    french = told(
        models, "Cinq personnes sont mortes à Lyon.", "Six personnes sont mortes à Lyon.", language="fr"
    )
    japanese = told(
        models, "警察によると、けが人は12人だった。", "警察によると、けが人は15人だった。", language="ja"
    )
    swahili = told(models, "Watu 15 walikufa katika ajali.", "Watu 17 walikufa katika ajali.", language="sw")

    assert [e.slot for e in (*french, *japanese, *swahili)] == ["number"] * 3


def test_german_nouns_are_no_names():
    """Every noun has a capital there."""
    old, new = (report("T", f"Gestern kam der neue {w} an.", language="de") for w in ("Wagen", "Zug"))

    assert [e.slot for e in tell_edits(changes(old, new), new.article, None)] == ["wording"]


def test_without_a_time_or_an_outlet_the_sentence_says_neither():
    """A page of which only the text is known."""
    old, new = (report("T", f"It has {n} rooms.") for n in (4, 5))

    (edit,) = tell_edits(changes(old, new), new.article, None)

    assert edit.text == "The report changed the figure from “4” to “5”: “It has 5 rooms.”"


def test_changes_stored_before_details_were_kept_are_told_by_their_sentences():
    """An older store's records have no details."""
    before, after = Span("a", 3, 18), Span("b", 3, 18)
    words = "It has 4 rooms.", "It has 5 rooms."
    change = Change(ChangeKind.ALTERED, before, after, *words)

    (edit,) = tell_edits(
        Changes("a", "b", None, (change,), (change,)), article("T", "x", outlet="Hill"), NOON
    )

    assert (edit.before, edit.after, edit.slot) == (Span("a", 10, 11), Span("b", 10, 11), "number")


def test_a_long_quotation_is_cut_in_the_sentence_and_whole_beside_it():
    """At a word."""
    long = " ".join(f"word{n}" for n in range(300)) + "."
    old, new = report("T", "It stayed."), report("T", "It stayed.", long)

    (edit,) = tell_edits(changes(old, new), new.article, None)

    assert edit.after_text == long
    assert len(edit.text) < 200
    assert "…”" in edit.text


@pytest.mark.parametrize("odd", ["", "***", "\ud800 x", "a" * 50_000, "„", "5" * 5_000, "?!"])
def test_odd_texts_are_told(odd):
    """Half a surrogate pair, an endless word, only signs."""
    old, new = report("T", "It stayed."), report(odd or "T", odd)

    found = tell_edits(changes(old, new), new.article, None)

    assert all(len(e.text) < 700 for e in found)
    assert tell_edits(changes(new, new), new.article, None) == ()


def test_a_passage_of_endless_words_is_told_in_time():
    """Two long passages without a stop: compared as wholes."""
    old, new = (
        report("T", "It began here and " + " ".join(f"{c}{n}" if n % 9 else "and" for n in range(20_000)))
        for c in "xy"
    )
    began = time.process_time()

    tell_edits(changes(old, new), new.article, None)

    assert time.process_time() - began < 5


WORDS = st.lists(
    st.sampled_from("six nine 5 12 Ana Bergen died not on Friday said the “x” 犬".split()), max_size=8
)
TEXTS = st.lists(WORDS.map(lambda w: " ".join(w) + "."), max_size=5)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_every_edit_reads_back_in_its_version(one, other):
    """The exact words stand where the Spans say, and an edit that changes nothing tells nothing."""
    old, new = report("T", *one, outlet="a"), report("T", *other, outlet="b")

    for edit in tell_edits(changes(old, new), new.article, NOON):
        assert edit.text
        assert edit.before is None or edit.more or old.article.read(edit.before) == edit.before_text
        assert edit.after is None or edit.more or new.article.read(edit.after) == edit.after_text
    assert tell_edits(changes(old, old), old.article, NOON) == ()
