"""What stands around a story, on the page, in Markdown, on a terminal and in the document."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from counterpoint.errors import CitationError
from counterpoint.render.around import NEWS_SHOWN, arrange_around, sentence_text
from counterpoint.render.document import story_document
from counterpoint.render.html import story_page
from counterpoint.render.i18n import LOCALES, interface
from counterpoint.render.markdown import story_markdown
from counterpoint.render.terminal import print_story
from counterpoint.types import ChangeKind, Edit, Granularity, Rights, Use
from counterpoint.types.around import Around, EditedVersions, Moved, SinceThen
from counterpoint.types.since import News, NewsKind, Since
from counterpoint.types.storyline import DatedBy, Happened, Neighbour, Storyline
from counterpoint.types.stream import Term
from tests.documents import check_document
from tests.make import article
from tests.render.hostile import PAYLOAD
from tests.render.sample import CLOSED, STORY, cite
from tests.render.sample_reports import WIRE

NOON = datetime(2031, 5, 4, 14, 2, tzinfo=UTC)
OLD = article(
    "Fire on the hill", "At least 12 people died in the fire.", outlet="Hill Gazette", language="en"
)
NEW = article(
    "Fire on the hill", "At least 15 people died in the fire.", outlet="Hill Gazette", language="en"
)


def place(one, words):
    start = one.text.index(words)
    return one.span(start, start + len(words))


def edit(slot="number", before="12 people", after="15 people", **fields):
    """An Edit of OLD into NEW, at two minutes past two."""
    made = Edit(
        NEW.id,
        NOON,
        slot,
        ChangeKind.ALTERED,
        "",
        place(OLD, before) if before and before in OLD.text else None,
        place(NEW, after) if after and after in NEW.text else None,
        before,
        after,
        ("At least 12 people died in the fire.", "At least 15 people died in the fire."),
    )
    return replace(made, **fields)


def edited(made, before=OLD, after=NEW):
    return EditedVersions(made, before, after, (1, 2), (NOON, NOON))


LINE = Storyline(
    "s1",
    "s2",
    (
        Neighbour(
            "s1",
            "The bridge opens",
            NOON,
            3,
            before=True,
            why=(Term("shared names", 1.0, 2.0, "both name Tolvane"),),
        ),
        Neighbour("s3", "The inquiry ends", NOON, 1, before=False, why=()),
    ),
    0,
    (
        Happened(
            "2031-04-30",
            Granularity.DAY,
            "The bridge was opened.",
            "en",
            here=True,
            sources=(
                DatedBy(
                    "s1", "a9", "Port Post", "Opened", "en", "https://post.example/1", NOON, 0, 9, "It opened"
                ),
            ),
        ),
    ),
)
NEWS = (
    News(NewsKind.MOVED, "d1", "the number of dead", (), ("12", "15"), ("Hill Gazette",)),
    News(NewsKind.CLAIM, "c1", CLOSED, (cite(WIRE, CLOSED),), (), ("Sound Wire",)),
    News(NewsKind.STORY, "s3", "The inquiry ends"),
)
AROUND = Around(
    reports=len(STORY.articles) + 3,
    storyline=LINE,
    edits=(edited(edit()),),
    moves=(Moved(NOON, came=True, whole=False, story="s7", reports=2, why="they are alike"),),
    since=SinceThen(NOON, Since(STORY.id, NEWS)),
)


def lines(around=AROUND, locale="en"):
    """What a terminal shows."""
    console = Console(record=True, file=io.StringIO(), width=300)
    print_story(STORY, console, locale=locale, around=around)
    return " ".join(console.export_text().split())


def test_an_edit_is_shown_with_both_wordings_and_the_versions_they_stand_in():
    """A sentence with the figures, then each passage, its changed words set off by elements that say so."""
    page = story_page(STORY, around=AROUND)

    assert re.search(r"changed the figure from <q>.*12 people.*</q> to <q>.*15 people", page)
    assert re.search(r"version 1.*<del>12 people</del> died in the fire", page, re.DOTALL)
    assert re.search(r"version 2.*<ins>15 people</ins> died in the fire", page, re.DOTALL)
    markdown = story_markdown(STORY, around=AROUND)
    assert (
        "4 May 2031, 14:02 UTC: Hill Gazette changed the figure from “12 people” to “15 people”" in markdown
    )
    assert "Before, version 1, seen 4 May 2031, 14:02 UTC: At least ~~12 people~~ died" in markdown
    assert "Now (version 2): “At least 15 people died in the fire.”" in lines()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_shows_all_of_it_in_the_readers_language(locale):
    """Storyline with its days, news, moves: headings from the catalogue, words of reports as they are."""
    ui = interface(locale)
    for shown in (
        story_page(STORY, around=AROUND, locale=locale),
        story_markdown(STORY, around=AROUND, locale=locale),
        lines(locale=locale),
    ):
        for section in ("since", "edits", "storyline", "moves"):
            assert ui.say(f"section.{section}") in shown
        assert "The bridge was opened" in shown
        assert "The inquiry ends" in shown
        assert ui.say("since.moved") in shown
        assert "Port Post" in shown


def test_a_page_around_which_nothing_stands_is_as_it_was():
    """A story of `compare`, and one of a store that has nothing to tell: no empty section."""
    bare = story_page(STORY)

    assert 'id="edits"' not in bare
    assert story_page(STORY, around=Around(len(STORY.articles))) == bare


def test_figures_that_moved_on_point_the_way_the_language_reads():
    """An arrow to the left in Arabic."""
    assert "12</bdi> → <bdi" in story_page(STORY, around=AROUND)
    assert "12</bdi> ← <bdi" in story_page(STORY, around=AROUND, locale="ar")


def test_news_is_cut_and_counted():
    """A reader who was long away is not buried."""
    many = tuple(News(NewsKind.REPORT, f"a{n}", f"Title {n}", (), (), ("Post",)) for n in range(30))
    around = replace(AROUND, since=SinceThen(NOON, Since(STORY.id, many)))

    view = arrange_around(around, STORY, interface("en"))

    (group,) = view.news
    assert (len(group.items), group.more) == (NEWS_SHOWN, 30 - NEWS_SHOWN)
    assert f"and {30 - NEWS_SHOWN} more" in lines(around)


def test_a_report_that_allows_a_link_only_shows_no_wording():
    """The few words that name what changed, and where it stands."""
    held = Rights("All rights reserved. Link only.", "Hill Gazette", Use.LINK)
    before, after = (replace(one, rights=held) for one in (OLD, NEW))
    around = replace(AROUND, edits=(edited(edit(), before, after),))

    for shown in (story_page(STORY, around=around), story_markdown(STORY, around=around), lines(around)):
        assert "died in the fire" not in shown
        assert interface("en").say("rights.withheld") in shown


def test_hostile_words_stay_words():
    """In titles, values, names of stories and reasons."""
    poisoned = Around(
        3,
        replace(
            LINE, neighbours=(replace(LINE.neighbours[0], title=PAYLOAD, why=(Term("x", 1, 1, PAYLOAD),)),)
        ),
        (edited(edit("title", None, None, before_text=PAYLOAD, after_text=PAYLOAD)),),
        (Moved(NOON, came=False, whole=True, story=PAYLOAD, reports=0, why=PAYLOAD),),
        SinceThen(
            NOON, Since("s", (News(NewsKind.OPENED, "d", PAYLOAD, (), (PAYLOAD, PAYLOAD), (PAYLOAD,)),))
        ),
    )
    page = story_page(STORY, around=poisoned)

    assert "<script" not in page
    assert "<img" not in page
    assert "<script" not in story_markdown(STORY, around=poisoned)
    assert "\x1b" not in lines(poisoned)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (edit("polarity"), "Hill Gazette now says the opposite"),
        (edit("modality", values=("possible", "fact")), "Hill Gazette says as a fact what it said as a possibility"),
        (edit("speaker", values=("Police", "")), "now says in its own name what it attributed to Police"),
        (edit("speaker", values=("", "police")), "now attributes to police what it said in its own name"),
        (edit("quote", "will", "shall"), "changed a quotation from “will” to “shall”"),
        (edit("title", "Old", "New"), "changed its headline from “Old” to “New”"),
        (edit("date", "May 3", "May 4", values=("P1D", "P2D")), "changed the length of time"),
        (edit("date", "9 a.m.", "9 p.m.", values=("2031-05-04T09:00", "2031-05-04T21:00")), "changed the time"),
        (edit("name", None, "Ana", kind=ChangeKind.ADDED), "put in “Ana”"),
        (edit("added", None, "It fell.", kind=ChangeKind.ADDED, within=(None, None)), "added a passage"),
        (edit("removed", "At least", None, kind=ChangeKind.REMOVED), "took out “At least”"),
        (edit("wording"), "reworded a passage"),
        (edit(more=2), "(and in 2 more places)"),
    ],
)  # fmt: skip
def test_each_kind_of_edit_is_a_sentence(made, words):
    """As the engine's own English one, without its time."""
    view = arrange_around(replace(AROUND, edits=(edited(made),)), STORY, interface("en"))

    assert words in sentence_text(view.edits[0].items[0].sentence, interface("en"))


def test_the_document_holds_it_and_is_valid():
    """Each wording with its version and place; citations of reports that are gone are left out."""
    gone = News(NewsKind.GONE, "a0", "Gone", (replace(cite(WIRE, CLOSED), span=place(OLD, "12 people")),))
    around = replace(AROUND, since=SinceThen(NOON, Since(STORY.id, (*NEWS, gone))))
    document = story_document(STORY, around)

    assert check_document(document) > 50
    written = document["around"]
    assert written["edits"][0]["before"]["text"] == "12 people"
    assert written["edits"][0]["before"]["version"] == OLD.id
    assert written["since"]["news"][-1]["citations"] == []
    assert story_document(STORY)["around"] is None


def test_a_wording_that_does_not_stand_in_its_version_is_refused():
    """As any passage."""
    wrong = replace(AROUND, edits=(edited(edit(before_text="13 people")),))

    with pytest.raises(CitationError):
        story_document(STORY, wrong)
