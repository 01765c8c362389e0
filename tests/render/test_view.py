"""The arrangement that page, terminal and Markdown share."""

from dataclasses import replace

from counterpoint.render.html import story_page
from counterpoint.render.markdown import story_markdown
from counterpoint.render.matrix import CellState, matrix_cells
from counterpoint.render.view import ROWS_LIMIT, arrange, key
from counterpoint.types import Dispute, Origin, OriginKind, Rights, Status, Support, Use, Value
from tests.render.sample import (
    CLAIMS,
    DISPUTES,
    ORIGINS,
    PORTAL,
    STORY,
    TOWN,
    UTTERANCES,
    WIRE,
    at,
    rendering,
)

VIEW = arrange(STORY)


def states(row):
    return {cell.origin.id: [e.state.value for e in cell.entries] for cell in row.cells if cell.entries}


def cell_of(row, origin):
    return next(cell for cell in row.cells if cell.origin.id == origin)


def test_claims_stand_by_weight():
    """The most central first."""
    assert [r.claim.weight for r in VIEW.rows] == sorted((c.weight for c in CLAIMS), reverse=True)


def test_an_origin_counts_once_however_many_outlets_carry_it():
    """The dispatch and its copy: one column, two dots."""
    first = cell_of(VIEW.rows[0], "o1")

    assert [s.article for s in first.entries[0].spans] == ["awire", "aport"]


def test_a_disputed_claim_shows_who_says_otherwise_and_what():
    """The value stands in the cell of each origin that gives it."""
    row = VIEW.rows[0]

    assert states(row) == {"o1": ["says"], "o3": ["says"], "o4": ["otherwise"], "o5": ["says"]}
    assert cell_of(row, "o4").entries[0].value.display == "Tuesday 10 March"


def test_an_update_shows_the_latest_figure_as_said_and_the_others_as_earlier():
    """A figure that grew is not a contradiction; one origin may give both."""
    assert states(VIEW.rows[1]) == {
        "o1": ["earlier"],
        "o3": ["says"],
        "o4": ["earlier"],
        "o5": ["earlier"],
        "o6": ["earlier", "says"],
    }


def test_a_value_without_origins_is_placed_by_its_passages():
    """Older documents name no origins in values: the claim's supports tell."""
    bare = replace(DISPUTES[0], values=tuple(replace(v, origins=()) for v in DISPUTES[0].values))
    cells = matrix_cells(CLAIMS[0], [bare], ORIGINS)

    assert [len(c.entries) for c in cells] == [1, 0, 1, 1, 1, 0]


def test_columns_are_the_origins_that_say_something():
    """An origin behind no claim has a key but no column."""
    silent = Origin("o9", OriginKind.DOCUMENT, "survey of 2019", ("alac",))
    view = arrange(replace(STORY, origins=(*ORIGINS, silent)))

    assert "o9" not in {o.id for o in view.columns}
    assert "o9" in view.keys


def test_origins_behind_most_claims_come_first_and_dependent_ones_last():
    """The fullest columns stand beside the claims; what corroborates nothing stands at the end."""
    assert [o.id for o in VIEW.origins] == ["o6", "o1", "o5", "o3", "o2", "o4"]
    assert [VIEW.keys[o.id] for o in VIEW.origins] == list("ABCDEF")


def test_a_value_that_no_origin_carries_leaves_the_cells_as_they_are():
    """Broken input is shown, not raised."""
    stray = Value("x", "x", (at(TOWN, "herring"),), ("no such origin",))
    dispute = Dispute("d9", CLAIMS[4].id, "name", "x", (stray, stray))
    cells = matrix_cells(CLAIMS[4], [dispute], ORIGINS)

    assert [c.entries[0].state for c in cells if c.entries] == [CellState.SAYS]


def test_passages_are_numbered_as_a_reader_meets_them():
    """Headline and brief first; each passage once, with every place that uses it."""
    assert [p.number for p in VIEW.passages] == list(range(1, len(VIEW.passages) + 1))
    assert VIEW.sentences[0].passages == (1, 2, 3)
    assert len({p.span for p in VIEW.passages}) == len(VIEW.passages)
    assert [p.kind for p in VIEW.passages[0].places] == ["headline", "sentence"]


def test_a_protected_claim_borrows_words_that_may_be_quoted():
    """If another report of the same language states it, its words are shown instead."""
    other = Support(at(TOWN, "I was buying herring when the cable went"), "o6")
    claim = replace(CLAIMS[0], supports=(*CLAIMS[0].supports, other))
    view = arrange(replace(STORY, claims=(claim,), disputes=()))

    assert view.rows[0].words == "I was buying herring when the cable went"
    assert VIEW.rows[0].words == "Four people were hurt when a main cable…"


def test_a_claim_in_the_engines_own_words_is_shown_whole():
    """Facts may be restated whatever the rights."""
    text = "A main cable of the bridge broke and several people were hurt, reports say."
    view = arrange(replace(STORY, claims=(replace(CLAIMS[4], text=text),), disputes=()))

    assert view.rows[0].words == text


def test_a_timeline_does_not_smuggle_protected_words():
    """An entry that copies a protected report is cut like a quotation."""
    words = "The bridge, opened in 1968 and repaired last spring, carried about 3,000 people a day"
    entry = replace(STORY.timeline[0], text=words)
    view = arrange(replace(STORY, timeline=(entry,)))
    free = arrange(
        replace(
            STORY,
            timeline=(entry,),
            articles=(replace(WIRE, rights=Rights(None, None, Use.QUOTE)), *STORY.articles[1:]),
        )
    )

    assert view.timeline[0].words == "The bridge, opened in 1968 and repaired last…"
    assert free.timeline[0].words == words


def test_keys_go_on_after_the_alphabet():
    """Twenty-seven origins are possible."""
    assert [key(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_statuses_of_the_sample_are_all_there():
    """The sample is rich enough to test with."""
    assert {r.claim.status for r in VIEW.rows} == set(Status)


def test_copies_render_a_remark_once():
    """The dispatch and its copy word it alike: one wording, two reports."""
    copied = rendering(PORTAL, "We heard the cable sing before it went", direct=True)
    utterance = replace(UTTERANCES[0], renderings=(*UTTERANCES[0].renderings, copied))
    view = arrange(replace(STORY, utterances=(utterance,)))

    assert len(view.remarks[0].wordings) == 4
    assert [a.id for a in view.remarks[0].wordings[0].articles] == ["awire", "aport"]


def test_claims_are_shown_in_the_readers_language_where_a_report_states_them_so():
    """A reader of Swahili or French gets those reports' words; of Korean, the clearest ones."""
    words = {
        code: (arrange(STORY, code).rows[0].words, arrange(STORY, code).rows[0].language)
        for code in ("sw", "fr", "ko")
    }

    assert words["sw"] == ("Waya mkuu wa Daraja la Taa mjini Tolvane ulikatika siku ya Jumanne", "sw")
    assert words["fr"][1] == "fr"
    assert words["ko"][1] == "en"


def test_a_page_keeps_what_matters_and_says_how_much_more_there_is():
    """Disputed and corroborated claims before single ones; nothing is dropped without a word."""
    many = tuple(replace(CLAIMS[8], id=f"k{n}", weight=0.99) for n in range(200))
    story = replace(STORY, claims=(*many, *CLAIMS))
    view = arrange(story)

    assert len(view.rows) == ROWS_LIMIT
    assert {c.id for c in CLAIMS if c.status is not Status.SINGLE} <= {r.claim.id for r in view.rows}
    assert view.claims_beyond == 200 + len(CLAIMS) - ROWS_LIMIT
    assert f"{view.claims_beyond} more claims stand in the JSON document." in story_page(story)
    assert f"{view.claims_beyond} more claims stand in the JSON document." in story_markdown(story)
