"""Where the information entered the press."""

from __future__ import annotations

from counterpoint.cluster.copies import find_copies
from counterpoint.cluster.origins import find_origins, with_origins
from counterpoint.types import (
    AgencyCredit,
    Article,
    Channel,
    ChannelKind,
    MachineLabel,
    OriginKind,
    Rendering,
    Report,
    Utterance,
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
