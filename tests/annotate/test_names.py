"""Names in one article."""

import pytest

from counterpoint.annotate.names import find_mentions
from counterpoint.annotate.sentences import split_sentences
from counterpoint.ports import TaggedEntity, TaggedText
from counterpoint.types import Article, Block, BlockKind, EntityKind

PERSON, ORGANISATION, PLACE, WORK = (
    EntityKind.PERSON,
    EntityKind.ORGANISATION,
    EntityKind.PLACE,
    EntityKind.WORK,
)


def article(*paragraphs, language="en"):
    blocks, text = [], ""
    for n, paragraph in enumerate(paragraphs):
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH if n else BlockKind.HEADING, start, start + len(paragraph)))
    return Article("a1", paragraphs[0], text, tuple(blocks), language=language)


def names(*paragraphs, language="en", tags=()):
    """Mentions as (text, kind, role); `tags` are (words, kind) that a tagger would have found."""
    made = article(*paragraphs, language=language)
    sentences = split_sentences(made)
    tagged = []
    for sentence in sentences:
        words = made.read(sentence.span)
        found = [TaggedEntity(words.index(t), words.index(t) + len(t), k) for t, k in tags if t in words]
        tagged.append(TaggedText((), tuple(found)) if tags else None)
    return [(m.text, m.kind, m.role) for m in find_mentions(made, sentences, tagged)]


def test_titles_are_roles_and_not_part_of_the_name():
    """ "Kenyan Foreign Minister Ana Diaz" names Ana Diaz, the Foreign Minister."""
    assert names("News", "Kenyan Foreign Minister Ana Diaz met Mayor Tom Okoro.") == [
        ("Ana Diaz", PERSON, "Foreign Minister"),
        ("Tom Okoro", PERSON, "Mayor"),
    ]


def test_a_tagger_is_corrected_by_title_possessive_and_full_name():
    """A surname tagged as a body is the person named in full; possessives and titles go; demonyms are no places."""
    tags = [("President Ana Diaz's", PERSON), ("Diaz promised", ORGANISATION), ("Kenyan", PLACE)]

    got = names("News", "President Ana Diaz's Kenyan plan failed.", "Later Diaz promised more.", tags=tags)

    assert ("Ana Diaz", PERSON, "President") in got
    assert not any(text == "Kenyan" for text, _, _ in got)


def test_a_name_once_found_is_found_everywhere():
    """Surnames and full names that the tagger missed are found again, also in a title-case heading."""
    got = names(
        "Okoro Wins the Vote After Long Night",
        "Ana Okoro won. Voters cheered Okoro.",
        tags=[("Ana Okoro", PERSON)],
    )

    assert [t for t, _, _ in got] == ["Okoro", "Ana Okoro", "Okoro"]
    assert {k for _, k, _ in got} == {PERSON}


def test_quoted_titles_are_works_when_a_cue_says_so():
    """A film and the songs listed with it are works; a quoted remark is not."""
    got = names(
        "News",
        'They sang the hits "Blue River" and "Long Road" from the film "Night Train". It was "a mess".',
    )

    assert [(t, k) for t, k, _ in got] == [("Blue River", WORK), ("Long Road", WORK), ("Night Train", WORK)]


def test_an_office_is_a_body():
    """ "Prime Minister's Office" is an organisation, not a title."""
    assert ("Prime Minister's Office", ORGANISATION, None) in names(
        "News", "It was shown on the Prime Minister's Office channel."
    )


def test_pronouns_weekdays_and_demonyms_are_no_names():
    """Capitals alone make no name."""
    assert names("News", "On Tuesday the French said I must go. He went.") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die kenianische Präsidentin Ana Lind traf Regierungssprecher Tom Brandt in Südkorea.", {("Ana Lind", PERSON), ("Tom Brandt", PERSON), ("Südkorea", PLACE)}),
        ("es", 'El presidente de Kenia, Tom Okoro, viajó a Madrid con la película "El mar".', {("Kenia", PLACE), ("Tom Okoro", PERSON), ("Madrid", PLACE), ("El mar", WORK)}),
        ("fr", "La Première ministre kényane Ana Lind a rencontré M. Okoro.", {("Ana Lind", PERSON), ("Okoro", PERSON)}),
        ("pt", "A primeira-ministra Ana Lind está no Brasil.", {("Ana Lind", PERSON), ("Brasil", PLACE)}),
        ("sw", "Rais wa Kenya Tom Okoro alikutana na Waziri Mkuu Ana Lind nchini Japani.", {("Kenya", PLACE), ("Tom Okoro", PERSON), ("Ana Lind", PERSON), ("Japani", PLACE)}),
        ("ru", "Президент Кении Том Окоро приехал в США.", {("Кении", PLACE), ("Том Окоро", PERSON), ("США", PLACE)}),
        ("ja", "ケニアのトム・オコロ大統領は山本一郎首相と会談し、映画「海の道」を見た。", {("ケニア", PLACE), ("トム・オコロ", PERSON), ("山本一郎", PERSON), ("海の道", WORK)}),
        ("ko", "김민우 대통령은 서울에서 다나카 유키오 총리를 만났다.", {("김민우", PERSON), ("서울", PLACE), ("다나카 유키오", PERSON)}),
        ("zh", "美国总统约翰·史密斯说，他将访问北京。", {("美国", PLACE), ("约翰·史密斯", PERSON), ("北京", PLACE)}),
        ("ar", "التقى الرئيس الكيني توم أوكورو في القاهرة.", {("توم أوكورو", PERSON), ("القاهرة", PLACE)}),
    ],
)  # fmt: skip
def test_languages_without_a_tagger_are_read_by_titles_and_gazetteers(language, text, expected):
    """In ten languages: persons beside titles, countries and cities by their names there."""
    assert {(t, k) for t, k, _ in names("—", text, language=language)} >= expected


@pytest.mark.parametrize(
    "text", ["", "—", "'''", "“” «»", "A" * 5000, "Mr. " * 500, "「" * 300, "(" * 300 + "Ana"]
)
def test_odd_text_gives_no_error(text):
    """Marks, repeats and emptiness are read without complaint."""
    for language in ("en", "ja", "ar", "ko", "zh", "xx"):
        names(text or "x", text, language=language, tags=[("Ana", PERSON)])
