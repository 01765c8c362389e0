"""What shows that reports rest on an origin, and which origins count once, wherever a story is shown."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from lxml import html
from rich.console import Console

from counterpoint.render.document import story_document
from counterpoint.render.grounds import MOST_PASSAGES
from counterpoint.render.html import story_page
from counterpoint.render.markdown import story_markdown
from counterpoint.render.terminal import print_story
from counterpoint.render.view import arrange
from counterpoint.types import Affiliation, AffiliationKind, EdgeKind, OriginEdge, Status
from tests.render.sample import CLAIMS, ORIGINS, STORY, TOWN, WIRE, at

VIEW = arrange(STORY)


def owned(*ids, owner="Lake Papers"):
    """The sample with origins of one owner, the first of which stands for all."""
    voice = {i: ids[0] if i != ids[0] else "" for i in ids}
    origins = tuple(replace(o, owner=owner, voice=voice[o.id]) if o.id in voice else o for o in ORIGINS)
    return replace(STORY, origins=origins)


def words(story=STORY):
    tree = html.document_fromstring(story_page(story))
    return {
        li.get("id"): " ".join(li.text_content().split())
        for li in tree.xpath("//section[@class='origins']//li[@id]")
    }


def printed(story, width=200):
    console = Console(file=io.StringIO(), width=width)
    print_story(story, console)
    return " ".join(console.file.getvalue().split())


def test_each_ground_leads_to_the_words_or_says_them():
    """A credit in the text, one outside it, a label, a page that is the statement itself."""
    shown = {
        (o, g.article.id, g.kind.value): (g.words, len(g.passages))
        for o, gs in VIEW.grounds.items()
        for g in gs
    }

    assert shown["o1", "awire", "credit"] == (("TOLVANE (MW)",), 1)
    assert shown["o1", "aport", "credit"] == (("Meridian Wire",), 0)
    assert shown["o1", "aport", "shared-text"] == (("Four people were hurt when a main cable…",), 1)
    assert shown["o4", "asaut", "machine"] == (("Imeandikwa na mashine",), 0)
    assert shown["o5", "amina", "page"] == ((), 0)


def test_the_words_of_a_ground_are_among_the_passages_with_the_origin_as_their_place():
    """The count can be followed down to words, and back."""
    (ground,) = (g for g in VIEW.grounds["o2"] if g.article.id == "awire")
    passage = VIEW.passage(ground.passages[0])

    assert passage.excerpt.withheld or passage.excerpt.exact == "wrote on Chirp"
    assert [p.anchor for p in passage.places] == ["origin-E"]


def test_many_passages_of_one_kind_are_cut_and_the_same_words_stand_once():
    """A page stays quiet; the document has them all."""
    spans = [at(TOWN, w) for w in ("By noon", "by evening", "The cable sang")]
    edges = tuple(OriginEdge("o6", "atown", EdgeKind.CHANNEL, (s, spans[0])) for s in spans)
    story = replace(STORY, edges=edges)

    (ground,) = arrange(story).grounds["o6"]

    assert len(ground.passages) == MOST_PASSAGES
    assert len(story_document(story)["edges"]) == 3


def test_the_page_opens_what_shows_an_origin_on_request_and_keeps_own_reporting_quiet():
    """In a details element, closed, without script."""
    tree = html.document_fromstring(story_page(STORY))
    details = tree.xpath("//section[@class='origins']//details[not(@open)]")

    assert len(details) == 4  # not for the two that only report themselves
    assert "Meridian Wire: credits it TOLVANE (MW)" in " ".join(details[0].text_content().split())
    assert tree.xpath("//ul[@class='facts']//a[@href='#origins']")


def test_two_outlets_of_one_owner_are_shown_as_such_and_counted_once():
    """In the list, in the count, at the claim, in every form."""
    claim = replace(CLAIMS[2], status=Status.SINGLE)  # the cost, of o5 and o6
    story = replace(owned("o5", "o6"), claims=(*CLAIMS[:2], claim, *CLAIMS[3:]))

    shown = words(story)

    assert "One owner, Lake Papers, with C: they count once" in shown["origin-A"]
    assert "One owner, Lake Papers, with A: they count once" in shown["origin-C"]
    assert "4 independent origins" in story_page(story)
    assert "One origin · origins of one owner or speaker count once" in story_page(story)
    assert "One owner, Lake Papers, with C: they count once" in printed(story)
    assert "One origin (origins of one owner or speaker count once)" in printed(story, width=40)
    assert "One owner, Lake Papers, with C: they count once" in story_markdown(story)
    assert story_document(story)["origins"][5]["voice"] == "o5"


def test_one_speaker_is_said_apart_from_one_owner_and_a_lone_owner_quietly():
    """Three sentences for three things."""
    assert "The same speaker as" in words(owned("o2", "o5", owner=""))["origin-E"]
    assert "Owner: Lake Papers" in words(owned("o6"))["origin-A"]
    assert not any("Owner" in w for w in words().values())


@pytest.mark.parametrize("owner", ["<b>x</b>", "\u202eabc", "{0} {owner}"])
def test_an_owners_name_takes_no_effect(owner):
    """It comes from a file of somebody's."""
    page = story_page(owned("o3", "o6", owner=owner))

    assert "<b>x</b>" not in page
    assert "\u202e" not in printed(owned("o3", "o6", owner=owner))


CLUB = Affiliation(AffiliationKind.MEMBERS, "Lake Press Club", "club.example", ("o5", "o6"), ("o2",))


def test_an_affiliation_is_shown_beside_the_origins_it_ties_and_in_the_count_and_lowers_nothing():
    """In every form. Who only says that it is a member is told apart, and not beside those of whom it is known."""
    story = replace(STORY, affiliations=(CLUB,))

    shown = words(story)

    assert "In one association or network, Lake Press Club, with C" in shown["origin-A"]
    assert (
        "Says that it is in one association or network, Lake Press Club, with C and A; not confirmed"
        in shown["origin-E"]
    )
    for text in (story_page(story), printed(story), story_markdown(story)):
        assert "5 independent origins (3 of them share an affiliation)" in text
    assert "In one association or network, Lake Press Club, with C" in printed(story)
    assert "In one association or network, Lake Press Club, with C" in story_markdown(story)
    (written,) = story_document(story)["affiliations"]
    assert written == {
        "kind": "members",
        "name": "Lake Press Club",
        "domain": "club.example",
        "origins": ["o5", "o6"],
        "claimed": ["o2"],
    }


def test_a_claim_all_of_whose_voices_share_an_affiliation_says_so():
    """It stays corroborated."""
    claim = replace(CLAIMS[2], status=Status.CORROBORATED)  # of o5 and o6
    story = replace(STORY, affiliations=(CLUB,), claims=(*CLAIMS[:2], claim, *CLAIMS[3:]))

    assert "Corroborated · they share an affiliation" in story_page(story)
    assert "Corroborated (they share an affiliation)" in printed(story, width=40)
    assert "Corroborated (they share an affiliation)" in story_markdown(story)


def test_one_voice_has_no_affiliation_with_itself():
    """Two papers of one house in one association: the house is told, once."""
    story = replace(owned("o5", "o6"), affiliations=(replace(CLUB, claimed=()),))

    assert "Lake Press Club" not in story_page(story)
    assert "share an affiliation" not in printed(story)


def test_one_suppliers_words_are_told_apart_from_one_owner_and_one_speaker():
    """A voice without an owner, of two outlets."""
    assert (
        "The same supplier as C, in the same words: they count once"
        in words(owned("o5", "o6", owner=""))["origin-A"]
    )


def test_edges_of_what_is_not_there_are_passed_over():
    """An edge of an origin that the story does not have shows nothing."""
    story = replace(STORY, edges=(OriginEdge("o99", WIRE.id, EdgeKind.OWN),))

    assert all(g == () for g in arrange(story).grounds.values())
