"""Claims follow the source that a report gives for them elsewhere."""

from __future__ import annotations

from counterpoint.cluster.origins import find_origins
from counterpoint.cluster.restated import settle_claims
from counterpoint.types import (
    AgencyCredit,
    Channel,
    ChannelKind,
    ClaimGroup,
    EdgeKind,
    OriginKind,
    Rendering,
    Report,
    Span,
    Status,
    Support,
    Utterance,
)
from tests.make import report

LEAD = "Thirty-one people were hurt in the harbour."
TOLD = "thirty-one people were hurt in the harbour"
STATED = f"In a statement the coastguard said that {TOLD}."


def at(of: Report, words: str) -> Span:
    start = of.article.text.index(words)
    return of.article.span(start, start + len(words))


def said(number: int, source: str, *spans: tuple[Report, str], channel: Channel | None = None) -> Utterance:
    renderings = tuple(Rendering(at(r, w), w, direct=False) for r, w in spans)
    return Utterance(f"u{number}", source, None, channel, None, renderings)


def settled(reports, utterances, *passages):
    """One group of the passages' claims, settled; with the map."""
    origins = find_origins(reports, (), (), utterances)
    spans = [at(r, w) for r, w in passages]
    supports = tuple(Support(s, origins.behind(s, utterances)) for s in spans)
    group = ClaimGroup("c1", LEAD, Status.SINGLE, tuple(sorted({s.origin for s in supports})), supports)
    (group,), found = settle_claims([group], reports, utterances, origins)
    return group, found


def kinds(group, found):
    return [next(o.kind for o in found.origins if o.id == i) for i in group.origins]


def test_a_lead_that_restates_what_the_report_attributes_further_down_is_no_second_origin():
    """One report, one statement: its own opening corroborates nothing."""
    one = report("Ferry", LEAD, STATED, outlet="A")
    via = Channel(ChannelKind.STATEMENT, None, at(one, "In a statement"))
    utterances = (said(1, "the coastguard", (one, TOLD), channel=via),)

    group, found = settled((one,), utterances, (one, LEAD), (one, TOLD))

    assert group.status is Status.SINGLE
    assert kinds(group, found) == [OriginKind.STATEMENT]
    edge = next(e for e in found.edges if e.kind is EdgeKind.RESTATED)
    assert [one.article.read(s) for s in edge.spans] == [LEAD, TOLD]
    assert found.behind(at(one, LEAD), utterances) == group.origins[0]


def test_a_copy_that_dropped_the_attribution_rests_on_the_statement_too():
    """The dispatch names the coastguard; the outlet that cut it says the same in the agency's voice."""
    credit = AgencyCredit("Meridian Press Agency", "(MPA)", copy=True)
    wire = report("Ferry", STATED, outlet="MPA", agency=credit)
    cut = report("Ferry hits", LEAD, outlet="B", agency=credit)
    via = Channel(ChannelKind.STATEMENT, None, at(wire, "In a statement"))

    group, _ = settled(
        (wire, cut), (said(1, "the coastguard", (wire, TOLD), channel=via),), (wire, TOLD), (cut, LEAD)
    )

    assert group.status is Status.SINGLE


def test_what_a_speakers_own_words_say_in_passing_is_no_source_of_the_reports():
    """ "She was brave in saving all aboard", somebody wrote: the report knows by itself that they were saved."""
    saved = "All aboard were saved."
    one = report("Ferry", saved, 'Ana Diaz wrote: "She was so very brave in saving all aboard".', outlet="A")
    remark, claim = "She was so very brave in saving all aboard", "saving all aboard"
    via = Channel(ChannelKind.POST, "Chirp", at(one, "wrote"))
    rendering = Rendering(at(one, remark), remark, direct=True)
    utterances = (Utterance("u1", "Ana Diaz", None, via, None, (rendering,)),)

    group, found = settled((one,), utterances, (one, saved), (one, claim))

    assert sorted(kinds(group, found)) == [OriginKind.POST, OriginKind.REPORTER]
    assert not [e for e in found.edges if e.kind is EdgeKind.RESTATED]


def test_a_speaker_whom_a_report_quotes_from_another_outlet_is_followed_there_at_each_of_his_words():
    """The opening gives his words without a source, the rest says that he told a broadcaster."""
    one = report(
        "Ferry", "Bo Lind said all were saved.", "He told Sky News: all aboard are safe.", outlet="A"
    )
    via = Channel(ChannelKind.INTERVIEW, "Sky News", at(one, "told Sky News"))
    utterances = (
        said(1, "Bo Lind", (one, "all were saved")),
        said(2, "Bo Lind", (one, "all aboard are safe"), channel=via),
    )

    group, found = settled((one,), utterances, (one, "all were saved"), (one, "all aboard are safe"))

    assert len(group.origins) == 1
    assert [o.name for o in found.origins if o.id in group.origins] == ["Sky News"]


def test_a_report_by_an_institution_is_its_own_word():
    """ "A recent report by the Harbour Organisation" here, the organization there, spelt otherwise."""
    one = report("Ferry", "A recent report by the Harbour Organisation said all were saved.", outlet="A")
    two = report("Boats", "The Harbour Organization says nobody was lost.", outlet="B")
    utterances = (
        said(1, "A recent report by the Harbour Organisation", (one, "all were saved")),
        said(2, "The Harbour Organization", (two, "nobody was lost")),
    )

    group, _ = settled((one, two), utterances, (one, "all were saved"), (two, "nobody was lost"))

    assert group.status is Status.SINGLE


def test_another_voice_that_states_the_same_of_its_own_corroborates():
    """Only a voice's own attribution is followed, never another's."""
    one, two = report("Ferry", STATED, outlet="A"), report("Boats", LEAD, outlet="B")
    via = Channel(ChannelKind.STATEMENT, None, at(one, "In a statement"))

    group, _ = settled(
        (one, two), (said(1, "the coastguard", (one, TOLD), channel=via),), (one, TOLD), (two, LEAD)
    )

    assert group.status is Status.CORROBORATED


def test_own_words_with_other_figures_stay_the_reports_own():
    """31 in its own words and 23 of a statement may be two states of affairs."""
    one = report("Ferry", "31 people were hurt.", "The coastguard said 23 people were hurt.", outlet="A")
    via = Channel(ChannelKind.STATEMENT, None, at(one, "The coastguard"))
    utterances = (said(1, "the coastguard", (one, "23 people were hurt"), channel=via),)

    group, found = settled((one,), utterances, (one, "31 people were hurt."), (one, "23 people were hurt"))

    assert len(group.origins) == 2
    assert not [e for e in found.edges if e.kind is EdgeKind.RESTATED]


def test_two_reports_that_give_a_claim_to_one_speaker_are_one_origin():
    """Without a channel, and worded so differently that they are two utterances."""
    one = report("Ferry", "The coastguard said: all aboard were saved.", outlet="A")
    two = report("Boats", "Nobody was lost, according to the coastguard.", outlet="B")
    utterances = (
        said(1, "The coastguard", (one, "all aboard were saved")),
        said(2, "the coastguard", (two, "Nobody was lost")),
    )

    group, found = settled((one, two), utterances, (one, "all aboard were saved"), (two, "Nobody was lost"))

    assert group.status is Status.SINGLE
    assert kinds(group, found) == [OriginKind.STATEMENT]
    assert dict(found.of_utterance) == {"u1": group.origins[0], "u2": group.origins[0]}
    assert {e.article for e in found.edges if e.origin == group.origins[0]} == {
        one.article.id,
        two.article.id,
    }


def test_two_witnesses_are_two():
    """ "A witness" is somebody else each time."""
    one = report("Ferry", "A witness said all aboard were saved.", outlet="A")
    two = report("Boats", "Nobody was lost, a witness said.", outlet="B")
    utterances = (
        said(1, "A witness", (one, "all aboard were saved")),
        said(2, "a witness", (two, "Nobody was lost")),
    )

    group, _ = settled((one, two), utterances, (one, "all aboard were saved"), (two, "Nobody was lost"))

    assert group.status is Status.CORROBORATED


def test_nothing_to_settle_changes_nothing():
    """No groups; a group without remarks."""
    one, two = report("Ferry", LEAD, outlet="A"), report("Boats", LEAD.upper(), outlet="B")

    group, found = settled((one, two), (), (one, LEAD), (two, LEAD.upper()))

    assert group.status is Status.CORROBORATED
    assert settle_claims([], (one, two), (), found) == ((), found)
