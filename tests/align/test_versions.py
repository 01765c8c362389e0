"""What an edit changed: sentences first, then what the article states."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.align.versions import changes
from counterpoint.annotate import annotate_articles
from counterpoint.models import load_models
from counterpoint.types import Annotations, ChangeKind, Report
from tests.make import article, report

TITLE = "Fire on a ferry"
FIRE = "A fire broke out on a ferry off the northern coast early in the morning."
CREW = "The crew lowered the boats and called for help by radio."
OWNER = "The company that owns the ship opened an inquiry of its own."
SCHOOL = "Lessons at the harbour school were cancelled for the rest of the week."
ADDED, REMOVED, ALTERED = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.ALTERED


@pytest.fixture(scope="module")
def models():
    return load_models(("en", "fr"))


def told(found):
    """Changes as they read."""
    return [(c.kind, c.before_text, c.after_text) for c in found]


def edit(models, old, new, language="en", title=TITLE):
    """What changed between two annotated texts of one paragraph each, published on Sunday, 4 May 2031."""
    day = datetime(2031, 5, 4, 18, tzinfo=UTC)
    titles = (title, title) if isinstance(title, str) else title
    made = [
        article(t, *text.split("\n"), language=language, published=day)
        for t, text in zip(titles, (old, new), strict=True)
    ]
    marks = annotate_articles(made, models)
    return changes(*(Report(a, m) for a, m in zip(made, marks, strict=True)))


def test_an_added_and_a_removed_sentence_are_named():
    """Each with its words, on the side where it stands."""
    found = changes(report(TITLE, FIRE, CREW), report(TITLE, FIRE, OWNER))

    assert told(found.sentences) == [(REMOVED, CREW, None), (ADDED, None, OWNER)]
    assert found.title is None


def test_what_changed_is_listed_where_it_stands_in_the_later_version():
    """What is gone stands after the sentence it followed."""
    found = changes(
        report(TITLE, CREW, FIRE, OWNER), report(TITLE, SCHOOL, FIRE, OWNER + " It had two ships.")
    )

    assert told(found.sentences) == [
        (REMOVED, CREW, None),
        (ADDED, None, SCHOOL),
        (ADDED, None, "It had two ships."),
    ]


def test_a_reworded_sentence_is_altered():
    """Both wordings are given."""
    reworded = "The crew lowered all the boats and called for help on two channels."
    found = changes(report(TITLE, FIRE, CREW, OWNER), report(TITLE, FIRE, reworded, OWNER))

    assert told(found.sentences) == [(ALTERED, CREW, reworded)]


def test_a_figure_changed_in_a_short_sentence_is_an_alteration():
    """Few words are left to pair them by; the place helps."""
    found = changes(
        report(TITLE, FIRE, "The toll is 14.", CREW), report(TITLE, FIRE, "The toll is 1,215.", CREW)
    )

    assert told(found.sentences) == [(ALTERED, "The toll is 14.", "The toll is 1,215.")]


@pytest.mark.parametrize(
    "same",
    [
        (f"{FIRE} {CREW}", OWNER),
        (OWNER, FIRE, CREW),
        (FIRE, CREW.upper(), OWNER.replace(" ", "\u00a0")),
    ],
    ids=["paragraphs", "order", "typography"],
)
def test_paragraphs_order_and_typography_are_no_change(same):
    """Sentences may move, and be set otherwise."""
    assert changes(report(TITLE, FIRE, CREW, OWNER), report(TITLE, *same)).nothing


def test_quotation_marks_of_another_house_are_no_change():
    """Curly or straight, dashes long or short; accents left out in capitals."""
    old = report("L’État enquête", "“We saw it – all of us,” he said.")
    new = report("L'ETAT ENQUÊTE", '"We saw it - all of us," he said.')

    assert changes(old, new).nothing


@pytest.mark.parametrize(
    ("old", "new"),
    [("It cost $5.", "It cost €5."), ("It rose 3.5 points.", "It rose 35 points."), ("It was -5 there.", "It was 5 there."),
     ("He left.", "He left?"), ("He called it a rescue.", 'He called it a "rescue".')],
)  # fmt: skip
def test_a_sign_that_means_something_is_a_change(old, new):
    """Money, a decimal point, a minus, a question, words put in quotation marks."""
    assert told(changes(report(TITLE, FIRE, old), report(TITLE, FIRE, new)).sentences) == [
        (ALTERED, old, new)
    ]


def test_a_sentence_split_in_two_is_altered():
    """Its words are kept, so nothing was added; merging is the same the other way round."""
    whole = "The crew lowered the boats and the captain called for help by radio."
    parts = "The crew lowered the boats. The captain called for help by radio."
    one, two = report(TITLE, FIRE, whole, OWNER), report(TITLE, FIRE, parts, OWNER)

    assert told(changes(one, two).sentences) == [(ALTERED, whole, parts)]
    assert told(changes(two, one).sentences) == [(ALTERED, parts, whole)]


def test_a_sentence_said_once_more_is_added_once():
    """Equal sentences are counted."""
    assert told(changes(report(TITLE, FIRE), report(TITLE, FIRE, FIRE)).sentences) == [(ADDED, None, FIRE)]


def test_an_altered_sentence_is_found_where_it_moved_to():
    """By its words."""
    reworded = "The crew lowered the boats at once and called for help by radio."
    found = changes(report(TITLE, CREW, FIRE, OWNER, SCHOOL), report(TITLE, FIRE, OWNER, SCHOOL, reworded))

    assert told(found.sentences) == [(ALTERED, CREW, reworded)]


def test_unspaced_writing_is_compared_by_its_characters():
    """Japanese has no spaces between words."""
    old, new = "警察は五日、港で男を逮捕したと発表した", "警察は六日、港で男を逮捕したと発表した"

    assert told(changes(report(TITLE, old), report(TITLE, new)).sentences) == [(ALTERED, old, new)]


def test_a_new_title_is_told_apart_from_the_sentences():
    """Old and new; the text has no change."""
    found = changes(report(TITLE, FIRE), report("Fire on a ferry kills two", FIRE))

    assert found.title == (TITLE, "Fire on a ferry kills two")
    assert found.sentences == ()


def test_a_report_without_annotations_is_compared_by_its_blocks():
    """Where annotation failed the edit is still seen."""
    old, new = (
        Report(a, Annotations(a.id)) for a in (article(TITLE, FIRE, CREW), article(TITLE, FIRE, OWNER))
    )

    assert told(changes(old, new).sentences) == [(REMOVED, CREW, None), (ADDED, None, OWNER)]


@pytest.mark.parametrize("paragraphs", [(), ("",), ("***",), ("?!",), ("\ud800 x",), ("a" * 50_000,)])
def test_odd_texts_are_compared(paragraphs):
    """Empty, without a word, with half a surrogate pair, one endless word."""
    odd = report(TITLE, *paragraphs)

    assert changes(odd, odd).nothing
    assert changes(report(TITLE, FIRE), odd).sentences[0].before_text == FIRE


def test_two_wholly_different_long_texts_are_compared_in_linear_time():
    """400,000 characters each, some 5,000 sentences: under 2 s of CPU here; the bound leaves room for a busy machine."""

    def long(letter):
        words = [f"{letter}{n * 7919 % 20_011}" for n in range(62_000)]
        lines = [" ".join(words[n : n + 12]).capitalize() + "." for n in range(0, len(words), 12)]
        return report(letter, *(" ".join(lines[n : n + 5]) for n in range(0, len(lines), 5)))

    old, new = long("x"), long("y")
    assert min(len(old.article.text), len(new.article.text)) > 400_000
    began = time.process_time()
    found = changes(old, new)

    assert time.process_time() - began < 6
    assert {c.kind for c in found.sentences} == {ADDED, REMOVED}


NUMBERS = st.sampled_from(["Five", "Six", "About 20", "No"])
ACTS = st.sampled_from(
    ["people died", "sailors were rescued", "ships sank", "ships sank and sailors were rescued"]
)
PLACES = st.sampled_from(["", " in Bergen", " off the coast on Monday", ", police said"])
SENTENCES = st.builds(lambda n, a, p: f"{n} {a}{p}.", NUMBERS, ACTS, PLACES)
TEXTS = st.lists(SENTENCES, max_size=7)
SWAPPED = {ADDED: REMOVED, REMOVED: ADDED, ALTERED: ALTERED}


@given(TEXTS)
def test_a_version_compared_with_itself_has_no_change(text):
    """Whatever it says, however often."""
    assert changes(report(TITLE, *text), report(TITLE, *text)).nothing


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_spans_read_back_and_swapping_versions_swaps_the_change(models, one, other):
    """Annotated: sentences and statements, seen from both sides."""
    made = [article(TITLE, *one, outlet="a"), article("Two ferries burn", *other, outlet="b")]
    old, new = (Report(a, m) for a, m in zip(made, annotate_articles(made, models), strict=True))
    there, back = changes(old, new), changes(new, old)

    for c in (*there.sentences, *there.claims):
        assert c.before_text == (c.before and old.article.read(c.before))
        assert c.after_text == (c.after and new.article.read(c.after))
        assert (c.before is None, c.after is None) == (c.kind is ADDED, c.kind is REMOVED)
    for forth, mirrored in ((there.sentences, back.sentences), (there.claims, back.claims)):
        seen_back = {(SWAPPED[c.kind], c.after, c.before) for c in mirrored}
        assert {(c.kind, c.before, c.after) for c in forth} == seen_back


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Five people died in the fire.", "Six people died in the fire."),
        ("At least 15 people died in the fire.", "At least 17 people died in the fire."),
        ("Prices rose 3.5% in May.", "Prices rose 35% in May."),
        ("The suspect was arrested.", "The suspect was not arrested."),
        ("The mayor will resign.", "The mayor has resigned."),
        ("The mayor allegedly took bribes.", "The mayor took bribes."),
        ("Police said the driver had been drinking.", "Witnesses said the driver had been drinking."),
        ("Police said the driver had been drinking.", "The driver had been drinking."),
        ("Ana Diaz was elected.", "Ana Dias was elected."),
        ("The suspect was arrested.", "The suspect was charged."),
    ],
    ids=["count", "bound", "decimal", "polarity", "plan", "hedge", "source", "unsourced", "name", "act"],
)  # fmt: skip
def test_a_statement_that_changed_is_altered(models, old, new):
    """A count, the polarity, how sure it is, who says so, of whom, what was done."""
    (change,) = edit(models, old, new).claims

    assert change.kind is ALTERED
    assert change.before_text in old
    assert change.after_text in new


def test_a_changed_date_is_told_once_by_its_own_words(models):
    """The clause is otherwise as it was."""
    found = edit(
        models,
        "A ferry caught fire on Jan. 3, police said.",
        "A ferry caught fire on 4 January, police said.",
    )

    assert told(found.claims) == [(ALTERED, "on Jan. 3", "on 4 January")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 people died in the fire.", "Five people died in the fire."),
        ("A ferry caught fire on Jan. 3, police said.", "A ferry caught fire on 3 January, police said."),
        ("About 20 passengers were rescued.", "Twenty passengers were rescued."),
        ("He walked 5 km.", "He walked 5 kilometres."),
        ("The bank lost $5 million.", "The bank lost 5 million dollars."),
        ("It happened at 5 p.m. on Friday.", "It happened at 17:00 on Friday."),
        ("Police shot the man.", "The man was shot by police."),
        ("A ferry burned, killing five people.", "Five people died when a ferry burned."),
        ("The police closed the road. Two lanes were flooded.", "The police closed the road; two lanes were flooded."),
    ],
    ids=["numeral", "date", "about", "unit", "money", "clock", "voice", "clause", "semicolon"],
)  # fmt: skip
def test_a_statement_put_otherwise_is_no_change(models, old, new):
    """The sentence is altered, what it states is not."""
    found = edit(models, old, new)

    assert [c.kind for c in found.sentences] == [ALTERED]
    assert found.claims == ()


def test_a_corrected_age_is_told_beside_what_else_changed(models):
    """The age and the fate are two statements of one sentence."""
    found = edit(
        models,
        "The operator said the driver, 52, was being treated in hospital.",
        "The operator said the driver, 54, had died in hospital.",
    )

    assert told(found.claims) == [
        (ALTERED, "the driver, 52", "the driver, 54"),
        (ALTERED, "was being treated in hospital", "had died in hospital"),
    ]


def test_statements_come_and_go_with_their_sentences(models):
    """One for each clause, not one for each phrase."""
    found = edit(
        models,
        "The council met on Friday. The bridge was closed in 2029.",
        "The council met on Friday. A judge freed the captain in Bergen on Sunday.",
    )

    assert [(c.kind, (c.before_text or c.after_text).split(" in ")[0]) for c in found.claims] == [
        (ADDED, "A judge freed the captain"),
        (REMOVED, "The bridge was closed"),
    ]


def test_what_the_earlier_version_said_already_is_not_added(models):
    """A summary put on top repeats what is known."""
    old = "Heavy rain fell. Six sailors were rescued by the coast guard."
    found = edit(
        models, old, "Coast guard rescued six sailors, officials announced with pride today.\n" + old
    )

    assert ADDED in {c.kind for c in found.sentences}
    assert not [c for c in found.claims if "six sailors" in (c.after_text or "") and c.kind is ADDED]


def test_a_changed_headline_figure_is_a_changed_statement(models):
    """Titles state things too."""
    found = edit(models, FIRE, FIRE, title=("Five dead in ferry fire", "Six dead in ferry fire"))

    assert told(found.claims) == [(ALTERED, "Five dead in ferry fire", "Six dead in ferry fire")]


def test_an_edit_in_french(models):
    """Count, date, polarity and speaker; a score that is spelt out is the same score."""
    found = edit(
        models,
        "Cinq personnes sont mortes le 3 janvier, a annoncé la police. Le capitaine a été arrêté.\n"
        "Une vingtaine de passagers ont été secourus.",
        "Six personnes sont mortes le 4 janvier, a annoncé la police. Le capitaine n'a pas été arrêté.\n"
        "20 passagers ont été secourus.",
        language="fr",
        title="Incendie d'un ferry",
    )

    assert told(found.claims) == [
        (ALTERED, "Cinq personnes sont mortes", "Six personnes sont mortes"),
        (ALTERED, "le 3 janvier", "le 4 janvier"),
        (ALTERED, "Le capitaine a été arrêté.", "Le capitaine n'a pas été arrêté."),
    ]


def test_an_edit_where_no_parser_reads_the_language(models):
    """Figures are read all the same."""
    found = edit(
        models, "Watu 15 walikufa katika ajali hiyo.", "Watu 17 walikufa katika ajali hiyo.", language="sw"
    )

    assert [c.kind for c in found.claims] == [ALTERED]
