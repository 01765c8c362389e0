"""One entity under all its names."""

import pytest

from counterpoint.align.entities import resolve_entities
from counterpoint.align.name_forms import form, same_person
from counterpoint.romanise import romanise
from counterpoint.types import Annotations, Article, Block, BlockKind, EntityKind, Mention, Report, Sentence

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def report(name, text, *mentions, language="en"):
    """A report of one paragraph; mentions are (words, kind) or (words, kind, role), found in order."""
    made = Article(name, "", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), language=language)
    found, at = [], 0
    for words, kind, *role in mentions:
        at = text.index(words, at)
        found.append(Mention(made.span(at, at + len(words)), kind, words, role[0] if role else None))
        at += len(words)
    sentence = Sentence(made.span(0, len(text)), BlockKind.PARAGRAPH, language)
    return Report(made, Annotations(name, (sentence,), tuple(found)))


def entities(*reports):
    return {e.name: set(e.aliases) for e in resolve_entities(reports)}


def test_hyphens_spaces_case_and_accents_do_not_part_a_name():
    """Spelling variants across reports are one entity under the most frequent full form."""
    got = entities(
        report("a", "Kim Min Su came. Kim Min Su left.", ("Kim Min Su", PERSON), ("Kim Min Su", PERSON)),
        report("b", "Kim Min-su and KIM MIN SU.", ("Kim Min-su", PERSON), ("KIM MIN SU", PERSON)),
    )

    assert got == {"Kim Min Su": {"Kim Min-su", "KIM MIN SU"}}


def test_a_surname_is_the_full_name_of_its_own_article():
    """Two persons with one surname stay apart, each with the surname of the report that names it."""
    got = resolve_entities(
        [
            report("a", "Ana Diaz spoke. Diaz left.", ("Ana Diaz", PERSON), ("Diaz", PERSON)),
            report("b", "Tom Diaz spoke. Diaz left.", ("Tom Diaz", PERSON), ("Diaz", PERSON)),
        ]
    )

    assert [(e.name, [s.article for s in e.mentions]) for e in got] == [
        ("Ana Diaz", ["a", "a"]),
        ("Tom Diaz", ["b", "b"]),
    ]


def test_a_surname_that_two_share_in_one_article_is_nobodys():
    """Where either may be meant, the bare surname joins neither."""
    got = entities(
        report(
            "a",
            "Ana Diaz and Tom Diaz spoke. Diaz left.",
            ("Ana Diaz", PERSON),
            ("Tom Diaz", PERSON),
            ("Diaz", PERSON),
        )
    )

    assert got == {"Ana Diaz": set(), "Tom Diaz": set(), "Diaz": set()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Marianne Brandt", "Marianna Brandt", True),
        ("Khaled Omar Nasser", "Khalid Nasir", True),
        ("Tim Okoro", "Thomas Okoro", False),  # neither its beginning nor in the table
        ("Tom Okoro", "Thomas Okoro", True),
        ("Dave Okoro", "David Okoro", True),
        ("T. Okoro", "Thomas Okoro", True),
        ("Mario Silva", "Maria Silva", False),
        ("Daniel Silva", "Daniela Silva", False),
        ("Ana Diaz", "Tom Diaz", False),
        ("Sanae Okoro", "Okoro Sanae", True),
        ("Mike Bratlon", "Michael Bartlon", True),
        ("Ana Diaz", "Ana Diaz Lopez", True),
        ("ドナルド・オコナー", "Donald Oconner", True),
        ("Ангела Меркуш", "Angela Merkush", True),
    ],
)
def test_full_names_are_compared_by_spelling_and_sound(one, other, same):
    """Typing slips, transcriptions, initials and familiar forms agree; other given names do not."""
    assert same_person(form(one), form(other)) is same


def test_acronyms_and_brackets_join_a_body():
    """ "ABC" is the only body of the story with those initials."""
    got = entities(
        report("a", "The Agency for Bridge Control met.", ("Agency for Bridge Control", ORGANISATION)),
        report("b", "ABC said no.", ("ABC", ORGANISATION)),
    )

    assert got == {"Agency for Bridge Control": {"ABC"}}


def test_places_meet_across_languages():
    """A state and a city are one entity under their names in every language."""
    got = resolve_entities(
        [
            report("a", "South Korea and Munich", ("South Korea", PLACE), ("Munich", PLACE)),
            report("b", "Südkorea und München", ("Südkorea", PLACE), ("München", PLACE), language="de"),
            report("c", "韓国", ("韓国", PLACE), language="ja"),
        ]
    )

    assert [len(e.mentions) for e in got] == [3, 2]


def test_an_office_joins_names_in_scripts_that_do_not_sound():
    """Ideographs have no reading here: the one prime minister of each language is the same person."""
    got = entities(
        report("a", "Japanese Prime Minister Yuko Mori spoke.", ("Yuko Mori", PERSON, "Prime Minister")),
        report("b", "日本の森優子首相は", ("森優子", PERSON, "首相"), language="ja"),
    )

    assert got == {"Yuko Mori": {"森優子"}}


def test_title_phrases_stand_for_the_only_holder():
    """ "the Kenyan president" is the president of Kenya; "the president" is nobody's where two are in the story."""
    text = "Kenyan President Ana Diaz met Ghanaian President Tom Okoro. The Kenyan president smiled. The president left."
    found = resolve_entities(
        [report("a", text, ("Ana Diaz", PERSON, "President"), ("Tom Okoro", PERSON, "President"))]
    )

    assert {e.name: len(e.mentions) for e in found} == {"Ana Diaz": 2, "Tom Okoro": 1}


def test_the_majority_settles_a_kind():
    """A name tagged a place once and a person twice is a person."""
    found = resolve_entities(
        [
            report(
                "a",
                "Ana Diaz, Ana Diaz, Ana Diaz",
                ("Ana Diaz", PERSON),
                ("Ana Diaz", PLACE),
                ("Ana Diaz", PERSON),
            )
        ]
    )

    assert [(e.kind, len(e.mentions)) for e in found] == [(PERSON, 3)]


def test_every_mention_is_in_one_entity_and_the_order_is_stable():
    """Nothing is lost, nothing doubled, and the same reports give the same ids."""
    made = [
        report(
            "a",
            "Ana Diaz, Diaz, ABC, Lima",
            ("Ana Diaz", PERSON),
            ("Diaz", PERSON),
            ("ABC", ORGANISATION),
            ("Lima", PLACE),
        ),
        report("b", "Lima, Diaz", ("Lima", PLACE), ("Diaz", PERSON)),
    ]
    found = resolve_entities(made)

    spans = [s for e in found for s in e.mentions]
    assert sorted(spans) == sorted(m.span for r in made for m in r.marks.mentions)
    assert found == resolve_entities(made)
    assert [e.id for e in found] == ["e1", "e2", "e3"]


def test_no_reports_no_entities():
    """An empty story is not an error."""
    assert resolve_entities([]) == ()


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Путин", "putin"), ("トランプ", "toranpu"), ("서울", "seoul"), ("Íñigo", "inigo"), ("高市", "高市")],
)
def test_names_are_romanised_roughly(name, latin):
    """Cyrillic, kana and Hangul become Latin letters; ideographs stay."""
    assert romanise(name) == latin
