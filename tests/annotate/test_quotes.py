"""Quotes: content, source, speaker and channel, in English with its parser and in other languages by cues."""

from __future__ import annotations

import pytest

from counterpoint.annotate.article import annotate_article
from counterpoint.annotate.quotes import find_quotes
from counterpoint.annotate.sentences import split_sentences
from counterpoint.models import load_models
from counterpoint.ports import Models
from counterpoint.types import Annotations, Article, Block, BlockKind, ChannelKind, Quote


@pytest.fixture(scope="module")
def models() -> Models:
    return load_models(("en",))


def article(*paragraphs: str, language: str = "en", kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Article("a1", "", text, tuple(blocks), language=language)


def read(models: Models, *paragraphs: str) -> tuple[Article, Annotations]:
    made = article(*paragraphs)
    return made, annotate_article(made, models)


def words(made: Article, quote: Quote) -> str:
    return " | ".join(made.read(s) for s in quote.content)


def test_direct_quote_with_speaker_after_it(models):
    """The content stands without marks and closing comma; the surname is resolved to the full name."""
    made, marks = read(
        models,
        "Finance Minister Ana Diaz opened the bridge on Monday.",
        '"The bridge will stand for a hundred years," said Diaz.',
    )

    (quote,) = marks.quotes

    assert words(made, quote) == "The bridge will stand for a hundred years"
    assert quote.kind == "direct"
    assert quote.speaker == "Ana Diaz"


def test_indirect_quote_is_the_clause_of_its_verb(models):
    """What follows the verb of saying, with its conjunction, is the content."""
    made, marks = read(models, "The police chief said that the road would stay closed until Friday.")

    (quote,) = marks.quotes

    assert words(made, quote) == "that the road would stay closed until Friday"
    assert quote.kind == "indirect"
    assert made.read(quote.source) == "The police chief"


def test_mixed_quote_keeps_its_quoted_part_apart(models):
    """An indirect statement with words in marks is mixed, and `quoted` holds just those words."""
    made, marks = read(models, 'Maria Novak said the plan was "an insult to every farmer" in the valley.')

    (quote,) = marks.quotes

    assert quote.kind == "mixed"
    assert [made.read(s) for s in quote.quoted] == ["an insult to every farmer"]


def test_according_to_gives_both_sides(models):
    """The statement around "according to" is the content, its noun phrase the source."""
    made, marks = read(models, "According to the fire service, three houses were destroyed.")

    (quote,) = marks.quotes

    assert words(made, quote) == "three houses were destroyed"
    assert made.read(quote.source) == "the fire service"


def test_quote_split_by_its_speaker(models):
    """Both halves belong to one quote."""
    made, marks = read(models, '"We are tired," Diaz said, "but we will go on."')

    (quote,) = marks.quotes

    assert words(made, quote) == "We are tired | but we will go on."


def test_a_speaker_goes_on_without_a_cue(models):
    """A quoted sentence after an attributed one is the same speaker's, with the same channel."""
    _, marks = read(
        models,
        '"The river is rising fast," Mayor Tom Baker said in a statement. "Please leave your houses now."',
    )

    first, second = marks.quotes

    assert second.speaker == first.speaker == "Tom Baker"
    assert second.cue is None
    assert second.channel == first.channel
    assert first.channel.kind is ChannelKind.STATEMENT


def test_scare_quotes_and_titles_of_works_are_nobodys_words(models):
    """Short marked phrases without a cue are no quotes."""
    _, marks = read(models, 'The band played "Sunrise" and a "special" encore in the old town.')

    assert marks.quotes == ()


def test_who_is_reported_in_anothers_words(models):
    """A remark within a quotation is a quote of its own, and "he" there is not the one who speaks."""
    made, marks = read(
        models,
        "President Karl Lund met Prime Minister Ana Diaz in the harbour town.",
        '"When we met last year, he said it was his dream to sail here," Diaz said.',
    )

    outer, inner = marks.quotes

    assert outer.speaker == "Ana Diaz"
    assert inner.speaker == "Karl Lund"
    assert words(made, inner) == "it was his dream to sail here"


def test_first_person_within_a_quotation_makes_no_second_quote(models):
    """ "I think" belongs to the speaker's words."""
    _, marks = read(models, '"I think the law is wrong," Diaz said.')

    assert len(marks.quotes) == 1


@pytest.mark.parametrize(
    ("sentence", "kind", "name"),
    [
        ('"It is over," Diaz told reporters.', ChannelKind.CONFERENCE, None),
        ('"It is over," Diaz told Reuters.', ChannelKind.INTERVIEW, "Reuters"),
        ('"It is over," Diaz said in a statement.', ChannelKind.STATEMENT, None),
        ('"It is over," Diaz wrote on Instagram.', ChannelKind.POST, "Instagram"),
        ('In a video posted by her office, Diaz said: "It is over for us all."', ChannelKind.VIDEO, None),
        ('"It is over," Diaz told the court.', ChannelKind.SPEECH, None),
    ],
)
def test_channels(models, sentence, kind, name):
    """The words beside a quote say how it reached the press."""
    _, marks = read(models, sentence)

    assert (marks.quotes[0].channel.kind, marks.quotes[0].channel.name) == (kind, name)


def test_a_channel_named_inside_the_quotation_is_none(models):
    """What the speaker says of X does not mean that it was said there."""
    _, marks = read(models, '"I saw it on Instagram yesterday," Diaz said.')

    assert marks.quotes[0].channel is None


def test_an_embedded_post_is_its_accounts_words():
    """The text of an embed is a post by the named account."""
    made = article("The lake is open again, see you on Sunday! — Lake Office (@lake)", kind=BlockKind.EMBED)

    (quote,) = find_quotes(made, split_sentences(made), ())

    assert quote.speaker == "Lake Office"
    assert quote.channel.kind is ChannelKind.POST


@pytest.mark.parametrize(
    ("language", "text", "speaker", "content"),
    [
        ("de", "„Wir bauen die Brücke neu“, sagte Ministerin Anna Weber.", "Ministerin Anna Weber", "Wir bauen die Brücke neu"),
        ("de", "Der Bürgermeister betonte, dass die Arbeiten im Mai beginnen.", "Der Bürgermeister", "dass die Arbeiten im Mai beginnen"),
        ("de", "Laut Polizei wurden drei Menschen verletzt.", "Polizei", "wurden drei Menschen verletzt"),
        ("fr", "« Nous reconstruirons le pont », a déclaré la ministre Anne Weber.", "la ministre Anne Weber", "Nous reconstruirons le pont"),
        ("es", "El alcalde aseguró que las obras empezarán en mayo.", "El alcalde", "que las obras empezarán en mayo"),
        ("pt", '"Vamos reconstruir a ponte", disse a ministra Ana Dias em nota.', "a ministra Ana Dias", "Vamos reconstruir a ponte"),
        ("ru", "«Мы восстановим мост», — сказала министр Анна Вебер журналистам.", "министр Анна Вебер", "Мы восстановим мост"),
        ("ar", 'وأكدت الوزيرة آنا ويبر: "سنعيد بناء الجسر".', "الوزيرة آنا ويبر", "سنعيد بناء الجسر"),
        ("ja", "鈴木大臣は「橋を再建します」と述べた。", "鈴木大臣", "橋を再建します"),
        ("ko", '김 장관은 "다리를 다시 짓겠다"고 말했다.', "김 장관", "다리를 다시 짓겠다"),
        ("zh", "部长李华表示：“我们将重建大桥”。", "部长李华", "我们将重建大桥"),
        ("sw", "Meya alisema kwamba kazi itaanza Mei.", "Meya", "kwamba kazi itaanza Mei"),
    ],
)  # fmt: skip
def test_other_languages_by_cues(language, text, speaker, content):
    """Marks, conjunctions and word order give source and content where no parser reads."""
    made = article(text, language=language)

    (quote,) = find_quotes(made, split_sentences(made), ())

    assert quote.speaker == speaker
    assert words(made, quote) == content


def test_german_reported_mood_goes_on():
    """A sentence in the subjunctive after a quote is the same speaker's."""
    made = article("Weber sagte, die Kosten seien hoch. Sie habe das früh gewusst.", language="de")

    first, second = find_quotes(made, split_sentences(made), ())

    assert second.kind == "indirect"
    assert second.speaker == first.speaker


@pytest.mark.parametrize("text", ["", '"', "“" * 400, "said " * 300, '" said "' * 200, "«»" * 300])
def test_odd_texts_are_read_without_harm(text):
    """No input fails."""
    for language in ("en", "de", "ja", "xx"):
        made = article(text, language=language)
        find_quotes(made, split_sentences(made), ())
