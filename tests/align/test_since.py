"""What is new in a story since somebody last looked: each piece with its citations, and nothing where nothing is."""

from dataclasses import replace

from counterpoint.align.since import since
from counterpoint.types import (
    ChangeKind,
    ClaimGroup,
    Copy,
    CopyKind,
    Dispute,
    DisputeKind,
    Edit,
    Origin,
    OriginKind,
    Rendering,
    Span,
    Status,
    Story,
    Support,
    Utterance,
    Value,
    VerifiedBrief,
)
from counterpoint.types.since import NewsKind
from tests.make import article

BRIEF = VerifiedBrief("Fire", (), (), (), "", "en")
DEAD = "Twelve people died in the fire."
SHUT = "The road was shut all day."
HILL = article("Fire on the hill", DEAD, SHUT, outlet="Hill Gazette", url="https://hill.example/fire")
COAST = article(
    "Twelve dead on hill", DEAD, "Rain came.", outlet="Coast Times", url="https://coast.example/9"
)
LATER = article("Fifteen dead on hill", "Fifteen people died in the fire.", outlet="Port Post")


def span(one, words):
    start = one.text.index(words)
    return one.span(start, start + len(words))


def claim(id_, words, *articles, status=Status.SINGLE, **fields):
    supports = tuple(Support(span(a, words), f"o{n}") for n, a in enumerate(articles))
    return ClaimGroup(id_, words, status, tuple(s.origin for s in supports), supports, **fields)


def remark(id_, source, *said):
    return Utterance(
        id_, source, None, None, None, tuple(Rendering(span(a, w), w, direct=True) for a, w in said)
    )


def story(*articles, **fields):
    empty = dict.fromkeys(
        "origins copies entities utterances claims disputes variants timeline related rejected".split(), ()
    )
    return Story("s1", "Fire", ("en",), None, None, tuple(articles), brief=BRIEF, **{**empty, **fields})


def number(id_, *values, kind=DisputeKind.UPDATE, claim_id="c1"):
    made = tuple(Value(words.split()[0].lower(), words.split()[0], (span(a, words),)) for a, words in values)
    return Dispute(id_, claim_id, "number", "the number of dead", made, kind)


def kinds(found):
    return [(n.kind, n.text) for n in found.news]


def test_a_story_that_is_as_it_was_has_no_news():
    """Though its claims have other ids, in another order."""
    claims = claim("c1", DEAD, HILL, COAST), claim("c2", SHUT, HILL)
    before = story(HILL, COAST, claims=claims)
    now = story(COAST, HILL, claims=(replace(claims[1], id="c1"), replace(claims[0], id="c2")))

    assert since(before, now).nothing
    assert since(before, now).nothing


def test_a_new_report_brings_its_claims_and_is_cited():
    """The statement with its exact words; the report with its title."""
    before = story(HILL, claims=(claim("c1", DEAD, HILL),))
    now = story(HILL, COAST, claims=(claim("c1", DEAD, HILL), claim("c2", "Rain came.", COAST)))

    new, told = since(before, now).news

    assert (new.kind, new.text, new.who) == (NewsKind.CLAIM, "Rain came.", ("Coast Times",))
    assert new.citations[0].exact == "Rain came."
    assert (told.kind, told.id, told.citations[0].exact) == (NewsKind.REPORT, COAST.id, "Twelve dead on hill")


def test_a_statement_that_a_second_origin_makes_is_corroborated_not_new():
    """The new passage is cited first."""
    before = story(HILL, claims=(claim("c1", DEAD, HILL),))
    now = story(HILL, COAST, claims=(claim("c7", DEAD, HILL, COAST, status=Status.CORROBORATED),))

    (found,) = since(before, now).of(NewsKind.CORROBORATED)

    assert [c.span.article for c in found.citations] == [COAST.id, HILL.id]
    assert since(before, now).of(NewsKind.CLAIM) == ()


def test_a_statement_known_in_nearly_the_same_words_is_not_new():
    """From a report whose passage was grouped by itself; another figure is another statement."""
    other = article("Hill fire", "Twelve people have died in the fire.", "Some 40 houses burned.", outlet="B")
    first = article("Hill fire", "Some 30 houses burned.", outlet="A")
    before = story(
        HILL, first, claims=(claim("c1", DEAD, HILL), claim("c2", "Some 30 houses burned.", first))
    )
    now = story(
        HILL,
        first,
        other,
        claims=(
            *before.claims,
            claim("c3", "Twelve people have died in the fire.", other),
            claim("c4", "Some 40 houses burned.", other),
        ),
    )

    assert [n.text for n in since(before, now).of(NewsKind.CLAIM)] == ["Some 40 houses burned."]


def test_a_figure_that_moved_is_told_in_the_order_of_time():
    """And the claim that is disputed is not told again."""
    before = story(HILL, claims=(claim("c1", DEAD, HILL),))
    moved = number("d1", (HILL, DEAD), (LATER, "Fifteen people died in the fire."))
    now = story(
        HILL, LATER, claims=(claim("c1", "Fifteen people died in the fire.", LATER),), disputes=(moved,)
    )

    found = since(before, now)

    assert kinds(found)[0] == (NewsKind.MOVED, "the number of dead")
    assert found.of(NewsKind.CLAIM) == ()
    assert (found.news[0].values, found.news[0].who) == (("Twelve", "Fifteen"), ("Hill Gazette", "Port Post"))
    assert {c.exact for c in found.news[0].citations} == {DEAD, "Fifteen people died in the fire."}


def test_contradictions_open_grow_and_settle():
    """Matched by their passages; one that only has another id is no news."""
    pair = ((HILL, DEAD), (LATER, "Fifteen people died in the fire."))
    third = article("Nine dead", "Nine people died in the fire.", outlet="Third")
    two = number("d1", *pair, kind=DisputeKind.CONTRADICTION)
    three = number("d5", *pair, (third, "Nine people died in the fire."), kind=DisputeKind.CONTRADICTION)
    none = story(HILL, LATER)
    some = story(HILL, LATER, disputes=(two,))
    more = story(HILL, LATER, third, disputes=(three,))

    assert kinds(since(none, some)) == [(NewsKind.OPENED, "the number of dead")]
    assert since(some, story(HILL, LATER, disputes=(replace(two, id="d9"),))).nothing
    grown = since(some, more).of(NewsKind.OPENED)
    assert [n.citations[0].exact for n in grown] == ["Nine people died in the fire."]
    assert kinds(since(some, none)) == [(NewsKind.SETTLED, "the number of dead")]


def test_a_contradiction_settled_by_an_edit_says_what_still_stands():
    """The page that said otherwise says so no longer; the citations are of the earlier words."""
    old = article("Fire", "Nine people died in the fire.", outlet="Third", url="https://third.example/1")
    new = article("Fire", DEAD, outlet="Third", url="https://third.example/1")
    dispute = number(
        "d1", (HILL, DEAD), (old, "Nine people died in the fire."), kind=DisputeKind.CONTRADICTION
    )

    (found,) = since(story(HILL, old, disputes=(dispute,)), story(HILL, new)).news

    assert (found.kind, found.values) == (NewsKind.SETTLED, ("Twelve",))
    assert "Nine people died in the fire." in {c.exact for c in found.citations}


def test_an_edited_report_is_not_a_new_one():
    """Its page is known by its address, and what it still says is known too; what changed is told as edits."""
    edited = article(
        "Fire on the hill", "Rescuers came.", DEAD, outlet="Hill Gazette", url="https://hill.example/fire"
    )
    before = story(HILL, claims=(claim("c1", DEAD, HILL),))
    now = story(edited, claims=(claim("c1", DEAD, edited),))
    at = span(edited, "Rescuers came.")
    edit = Edit(edited.id, None, "added", ChangeKind.ADDED, "Hill Gazette added: “Rescuers came.”", None, at, None, "Rescuers came.")  # fmt: skip

    (found,) = since(before, now, [edit]).news

    assert (found.kind, found.edit, found.citations[0].exact) == (NewsKind.EDIT, edit, "Rescuers came.")


def test_new_remarks_are_told_with_their_speaker():
    """A remark of the same speaker in nearly the same words is the same one."""
    one = article("A", "“We lost all that we had in there,” she said.", outlet="A")
    two = article("B", "“We lost all we had in there,” she said. “Nobody came.”", outlet="B")
    known = remark("u1", "Ana Diaz", (one, "We lost all that we had in there,"))
    same = remark("u4", "Ana Diaz", (two, "We lost all we had in there,"))
    other = remark("u5", "Ana Diaz", (two, "Nobody came."))

    found = since(story(one, utterances=(known,)), story(one, two, utterances=(known, same, other)))

    assert [(n.text, n.who) for n in found.of(NewsKind.REMARK)] == [("Nobody came.", ("Ana Diaz",))]


def test_new_origins_and_copies_are_told():
    """An origin by its name; a report that carries another's words says whose."""
    wire = Origin("o1", OriginKind.AGENCY, "Gull Agency", (HILL.id,))
    video = Origin(
        "o2", OriginKind.VIDEO, "a video of the coast guard", (COAST.id,), (span(COAST, "Rain came."),)
    )
    copied = Copy(
        (COAST.id, HILL.id), directed=True, kind=CopyKind.REWRITTEN, passages=(), share=0.6, evidence=""
    )

    found = since(
        story(HILL, origins=(wire,)),
        story(HILL, COAST, origins=(video, replace(wire, id="o9")), copies=(copied,)),
    )

    assert [(n.kind, n.text, n.who, n.values) for n in found.news] == [
        (NewsKind.ORIGIN, "a video of the coast guard", ("Coast Times",), ()),
        (NewsKind.REPORT, "Twelve dead on hill", ("Coast Times",), ("Hill Gazette",)),
    ]


def test_a_report_that_left_the_story_is_told():
    """Nothing vanishes."""
    (found,) = since(story(HILL, COAST), story(HILL)).news

    assert (found.kind, found.id) == (NewsKind.GONE, COAST.id)
    assert found.citations[0].exact == "Twelve dead on hill"
    assert (found.text, found.who) == ("Twelve dead on hill", ("Coast Times",))


def test_a_story_that_was_empty_has_all_of_it_new():
    """As for somebody who never looked."""
    now = story(HILL, claims=(claim("c1", DEAD, HILL),), utterances=(remark("u1", "Ana", (HILL, SHUT)),))

    assert [n.kind for n in since(story(), now).news] == [NewsKind.CLAIM, NewsKind.REMARK, NewsKind.REPORT]


def test_a_passage_cited_twice_is_cited_once():
    """Each article once before any of them again."""
    group = claim("c1", DEAD, HILL, COAST)
    twice = replace(group, supports=(*group.supports, *group.supports))

    (found,) = since(story(HILL, COAST), story(HILL, COAST, claims=(twice,))).news

    assert [c.span for c in found.citations] == [span(HILL, DEAD), span(COAST, DEAD)]
    assert found.citations[0].span == Span(
        HILL.id, found.citations[0].span.start, found.citations[0].span.end
    )
