"""Where the information entered the press."""

from __future__ import annotations

from dataclasses import replace

from counterpoint.cluster.copies import find_copies
from counterpoint.cluster.origins import find_origins, with_origins
from counterpoint.types import (
    AgencyCredit,
    Article,
    Channel,
    ChannelKind,
    EdgeKind,
    MachineLabel,
    OriginKind,
    Quote,
    Rendering,
    Report,
    Utterance,
    count_voices,
)
from tests.make import article, report

WIRE = (
    "The council of Marrow Bay closed the old pier on Monday after divers found cracks in nine of its piles.",
    "Engineers will inspect the rest of the structure before the summer season begins, the mayor told a meeting.",
)


def origins_of(*reports: Report, utterances: tuple[Utterance, ...] = ()):
    return find_origins(reports, find_copies([r.article for r in reports]), (), utterances)


def rendering(of: Article, words: str) -> Rendering:
    at = of.text.index(words)
    return Rendering(of.span(at, at + len(words)), words, direct=True)


def test_fifty_outlets_with_one_agencys_copy_are_one_voice():
    """Two that credit the agency share one origin, even where their texts differ."""
    credit = AgencyCredit("Meridian Press Agency", "(MPA)", copy=True)
    found = origins_of(
        report("Pier closed", *WIRE, outlet="A", agency=credit),
        report("No more walks", "The pier is shut.", outlet="B", agency=credit),
        report("Ours", "Our reporter stood at the fence.", outlet="C"),
    )

    assert [(o.kind, len(o.articles)) for o in found.origins] == [
        (OriginKind.AGENCY, 2),
        (OriginKind.REPORTER, 1),
    ]


def test_uncredited_copies_are_one_voice_too():
    """Common text is enough."""
    found = origins_of(report("Pier closed", *WIRE, outlet="A"), report("Pier", *WIRE, outlet="B"))

    assert len(found.origins) == 1


def test_two_wordings_of_one_post_rest_on_the_post():
    """They share no five words, and still are one origin for that remark, not for the rest."""
    a = report("A", "The minister wrote online: “All are safe, thank God.”", outlet="A")
    b = report("B", "“Everybody survived, heaven be praised”, she posted.", outlet="B")
    via = Channel(ChannelKind.POST, "X", a.article.span(3, 6))
    remark = Utterance(
        "u1",
        "Ana Reyes",
        None,
        via,
        None,
        (
            rendering(a.article, "All are safe, thank God."),
            rendering(b.article, "Everybody survived, heaven be praised"),
        ),
    )

    found = origins_of(a, b, utterances=(remark,))
    (told,) = with_origins((remark,), found)

    post = next(o for o in found.origins if o.kind is OriginKind.POST)
    assert told.origin == post.id
    assert found.behind(remark.renderings[0].span, (told,)) == post.id
    assert found.behind(a.article.span(0, 3), (told,)) != post.id
    assert set(post.articles) == {a.article.id, b.article.id}


def test_a_shared_passage_has_one_origin_in_two_reports_of_their_own():
    """The rest of each report stays its own."""
    own = [
        f"Sentence number {n} was found out by this reporter alone on {n} {w}."
        for n, w in enumerate(["foot"] * 12)
    ]
    other = [f"Another matter, {n}, is told here as nobody else has told of it before." for n in range(12)]
    a, b = report("A", WIRE[0], *own, outlet="A"), report("B", WIRE[0], *other, outlet="B")

    found = origins_of(a, b)

    at = [r.article.text.index("closed the old pier") for r in (a, b)]
    spans = [r.article.span(x, x + 19) for r, x in zip((a, b), at, strict=True)]
    assert len({found.behind(s) for s in spans}) == 1
    assert len({found.behind(r.article.span(0, 1)) for r in (a, b)}) == 2


def test_a_machine_written_report_is_shown_but_never_corroborates():
    """It blends what others found."""
    label = MachineLabel("Written by AI", "en", "article")
    found = origins_of(report("A", "The pier is shut.", outlet="A", machine_labels=(label,)))

    assert [o.independent for o in found.origins] == [False]


def test_a_post_that_is_itself_a_report_is_its_own_origin():
    """The page's author is who speaks."""
    page = report(
        "Ana Reyes: All are safe", "All are safe.", outlet="Mastodon", bylines=("Ana Reyes",), genre="post"
    )
    found = origins_of(page)

    assert [(o.kind, o.name) for o in found.origins] == [(OriginKind.POST, "Ana Reyes")]


def test_an_article_without_an_outlet_is_known_by_its_file():
    """Two nameless files are two origins."""
    a = report("A", "The pier is shut.", path="in/one.txt")
    b = report("B", "A fence was put up.", path="in/two.txt")

    assert [o.name for o in origins_of(a, b).origins] == ["one.txt", "two.txt"]
    assert article("x").path is None


def spoken(number: int, source: str, *renderings: Rendering, channel: Channel | None = None) -> Utterance:
    return Utterance(f"u{number}", source, None, channel, None, renderings)


def quoting(of: Report, source: str, cue: str, content: str, channel: Channel | None = None) -> Report:
    """The report with one quote as annotation finds it."""
    text = of.article.text
    spans = [of.article.span(text.index(w), text.index(w) + len(w)) for w in (content, source, cue)]
    quote = Quote((spans[0],), spans[1], spans[2], "indirect", source, channel)
    return Report(of.article, replace(of.marks, quotes=(quote,)))


def test_what_another_outlet_reported_rests_on_that_outlet():
    """ "The Hill Gazette reported": not this report's own, and not the named one's dispatch of its own a second time."""
    gazette = report("Mine", "The minister will go.", outlet="Hill Gazette")
    other = report("Theirs", "The minister will go, the Hill Gazette reported.", outlet="Other")
    other = quoting(other, "the Hill Gazette", "reported", "The minister will go")
    remark = spoken(1, "Hill Gazette", rendering(other.article, "The minister will go"))

    found = origins_of(gazette, other, utterances=(remark,))

    assert dict(found.of_utterance)["u1"] == dict(found.of_article)[gazette.article.id]
    edge = next(e for e in found.edges if e.kind is EdgeKind.NAMED)
    assert (edge.article, edge.utterance) == (other.article.id, "u1")
    assert [other.article.read(s) for s in edge.spans] == ["the Hill Gazette reported"]


def test_an_outlet_that_carries_an_agencys_copy_passes_the_agency_on():
    """The named paper's own page here is the agency's: that is where the words entered the press."""
    credit = AgencyCredit("Meridian Press Agency", "(MPA)", copy=True)
    gazette = report("Mine", "(MPA) The minister will go.", outlet="Hill Gazette", agency=credit)
    other = report("Theirs", "The minister will go, the Hill Gazette said.", outlet="Other")
    remark = spoken(1, "Hill Gazette", rendering(other.article, "The minister will go"))

    found = origins_of(gazette, other, utterances=(remark,))

    behind = dict(found.of_utterance)["u1"]
    assert next(o for o in found.origins if o.id == behind).kind is OriginKind.AGENCY


def test_every_origin_is_reached_by_an_edge_and_every_article_has_one():
    """The count leads down to words, or says why there are none."""
    credit = AgencyCredit("Meridian Press Agency", "(MPA)", copy=True)
    label = MachineLabel("Written by AI", "en", "article")
    reports = (
        report("Pier closed", "(MPA) " + WIRE[0], WIRE[1], outlet="A", agency=credit),
        report("Pier", *WIRE, outlet="B"),
        report("Ours", "Our reporter stood at the fence.", outlet="C"),
        report("Blend", "All in all it is shut.", outlet="D", machine_labels=(label,)),
        report("Reyes", "All are safe.", outlet="Net", bylines=("Ana Reyes",), genre="post"),
    )

    found = origins_of(*reports)

    kinds = {r.article.outlet: {e.kind for e in found.edges if e.article == r.article.id} for r in reports}
    assert kinds == {
        "A": {EdgeKind.CREDIT, EdgeKind.SHARED_TEXT},  # which of the two came first is not known
        "B": {EdgeKind.SHARED_TEXT},
        "C": {EdgeKind.OWN},
        "D": {EdgeKind.MACHINE},
        "Net": {EdgeKind.PAGE},
    }
    assert {o.id for o in found.origins} == {e.origin for e in found.edges}


def test_one_speakers_word_is_one_voice_by_whichever_way_it_came():
    """A post and a statement of the same minister: two origins, counted once."""
    a = report("A", "On Chirp she wrote that all are safe.", outlet="A")
    b = report("B", "In a statement she said nobody was hurt.", outlet="B")
    post = Channel(ChannelKind.POST, "Chirp", a.article.span(3, 11))
    paper = Channel(ChannelKind.STATEMENT, None, b.article.span(3, 17))
    remarks = (
        spoken(1, "Ana Reyes", rendering(a.article, "all are safe"), channel=post),
        spoken(2, "Ana Reyes", rendering(b.article, "nobody was hurt"), channel=paper),
    )

    found = origins_of(a, b, utterances=remarks)

    pair = {origin for _, origin in found.of_utterance}
    assert len(pair) == 2
    assert count_voices(found.origins, pair) == 1


def test_a_sentence_that_is_mostly_a_remark_rests_where_the_remark_does():
    """ "She wrote: ..." states the post, not the reporter's knowledge; a clause beside other news does not."""
    a = report("A", "She wrote: all of them are safe.", "He fled, and she wrote: all is well.", outlet="A")
    via = Channel(ChannelKind.POST, "X", a.article.span(3, 6))
    remarks = (
        spoken(1, "Ana Reyes", rendering(a.article, "all of them are safe"), channel=via),
        spoken(2, "Ana Reyes", rendering(a.article, "all is well"), channel=via),
    )
    found = origins_of(a, utterances=remarks)

    def behind(words: str) -> str:
        return found.behind(rendering(a.article, words).span, remarks)

    assert behind("She wrote: all of them are safe.") == dict(found.of_utterance)["u1"]
    assert behind("He fled, and she wrote: all is well.") == dict(found.of_article)[a.article.id]


def test_told_to_a_house_is_said_in_public_and_told_to_a_paper_is_that_papers():
    """Only an outlet or agency can be where words entered the press for having been told them."""
    a = report(
        "A", "She told the Assembly that all is well.", "She told the Hill Gazette she would go.", outlet="A"
    )
    house = Channel(ChannelKind.INTERVIEW, "Assembly", rendering(a.article, "told the Assembly").span)
    paper = Channel(ChannelKind.INTERVIEW, "Hill Gazette", rendering(a.article, "told the Hill Gazette").span)
    remarks = (
        spoken(1, "Ana Reyes", rendering(a.article, "that all is well"), channel=house),
        spoken(2, "Ana Reyes", rendering(a.article, "she would go"), channel=paper),
    )

    found = origins_of(a, utterances=remarks)

    behind = dict(found.of_utterance)
    kinds = {o.id: (o.kind, o.name) for o in found.origins}
    assert kinds[behind["u1"]] == (OriginKind.STATEMENT, "Ana Reyes")
    assert kinds[behind["u2"]] == (OriginKind.REPORTER, "Hill Gazette")
