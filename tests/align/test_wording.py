"""The words that show a claim are a passage that a reader understands alone."""

from dataclasses import replace

from counterpoint.align.index import build_index
from counterpoint.align.wording import clarity, word_claim
from counterpoint.types import Article, BlockKind, Claim, Report, Sentence, Slot
from tests.align.test_claim_groups import Words
from tests.annotate.parsed import parsed
from tests.make import report

# "The ferry Ida-Lou, a steamer, left the quay at noon with forty guests."
LEFT = """
The|DET|det|2 ferry|NOUN|compound|3 Ida-Lou|PROPN|nsubj|8 ,|PUNCT|punct|3 a|DET|det|6 steamer|NOUN|appos|3
,|PUNCT|punct|3 left|VERB|root|0|VBD|leave the|DET|det|10 quay|NOUN|dobj|8 at|ADP|prep|8 noon|NOUN|pobj|11
with|ADP|prep|8 forty|NUM|nummod|15 guests|NOUN|pobj|13 .|PUNCT|punct|8
"""


def shown(article: Article, sentence: Sentence, words: str, who: str | None = None, focus: str = ""):
    """How a claim about some words of a sentence is shown."""
    text = article.text

    def span(part):
        at = text.index(part, sentence.span.start)
        return article.span(at, at + len(part))

    slots = (Slot("who", span(who), who),) if who else ()
    claim = Claim(f"{article.id}:c0", span(words), 0, "leave", slots=slots, focus=focus)
    made = report("x", "y")
    made = Report(article, replace(made.marks, article=article.id, sentences=(sentence,), claims=(claim,)))
    return word_claim(build_index((made,), (), Words()), claim)


def test_a_phrase_is_shown_in_its_clause():
    """ "at noon" alone tells nothing: the passage from the subject on does, in the report's own words."""
    article, sentence = parsed(LEFT)

    got = shown(article, sentence, "at noon", who="ferry Ida-Lou", focus="when")

    assert got.text == "The ferry Ida-Lou, a steamer, left the quay at noon"
    assert got.whole == 1.0


def test_what_has_no_verb_is_shown_with_its_sentence():
    """A noun phrase is no statement: its sentence stands for it, and counts as less whole."""
    article, sentence = parsed(LEFT)

    got = shown(article, sentence, "forty guests", focus="how_many")

    assert got.text == "The ferry Ida-Lou, a steamer, left the quay at noon with forty guests"
    assert 0 < got.whole < 1


def test_an_unparsed_sentence_is_shown_as_it_stands():
    """Without grammar a sentence is the statement, its quotation marks and hyphens kept."""
    made = report("T", "Die Talbahn „Blau-Weiß“ fuhr am Montag nicht.")
    sentence = replace(made.marks.sentences[1], language="de")

    got = shown(made.article, sentence, "Die Talbahn „Blau-Weiß“ fuhr am Montag nicht.")

    assert got.text == "Die Talbahn „Blau-Weiß“ fuhr am Montag nicht"
    assert got.whole == 1.0


def test_a_torn_quotation_is_mended():
    """A passage that holds one mark of a pair takes in the other."""
    made = report("T", "Le train « Bleu-Blanc » reste à quai.")
    sentence = replace(made.marks.sentences[1], language="fr")

    got = shown(made.article, sentence, "Le train « Bleu-Blanc")

    assert got.text == "Le train « Bleu-Blanc »"


def test_titles_foreign_words_and_pronouns_come_last():
    """Between two wordings, prose in the page's language that names its subject is clearer."""
    article, sentence = parsed(LEFT)
    prose = shown(article, sentence, "left the quay", who="ferry Ida-Lou")
    caption = shown(article, replace(sentence, block=BlockKind.CAPTION), "left the quay", who="ferry Ida-Lou")
    pronoun = replace(prose, text="It left the quay")

    assert clarity(prose, "en") > clarity(caption, "en")
    assert clarity(prose, "en") > clarity(prose, "de")
    assert clarity(prose, "en") > clarity(pronoun, "en")
