"""What reports in two languages state in common comes into one group, whatever its figures."""

from dataclasses import replace

import numpy as np

from counterpoint.align.claims import group_claims
from counterpoint.types import Report
from tests.align.test_claim_groups import amount, claimed, origins, words_of
from tests.make import report

# What each sentence is about, by a word of it: a stand-in for an encoder of several languages.
MEANINGS = (("ferry", "Fähre"), ("baker", "Bäcker"), ("trains", "Züge"), ("market", "Markt"))


class Meanings:
    """An embedder that knows what the sentences of this test mean."""

    id = "meanings"
    same = 0.6
    apart = 0.4

    def reads(self, language):
        return bool(language)

    def embed(self, texts):
        out = np.full((len(texts), len(MEANINGS) + 1), 0.05, dtype=np.float32)
        for row, text in enumerate(texts):
            for column, words in enumerate(MEANINGS):
                out[row, column] += any(w in text for w in words)
            out[row] /= np.linalg.norm(out[row])
        return out


def german(made: Report) -> Report:
    sentences = tuple(replace(s, language="de") for s in made.marks.sentences)
    article = replace(made.article, language="de")
    return Report(article, replace(made.marks, sentences=sentences))


def told():
    one = claimed(
        report(
            "A",
            "The ferry left with 40 people.",
            "A baker gave away bread.",
            "All trains stopped.",
            outlet="en",
        )
    )
    two = claimed(
        german(
            report(
                "B",
                "Die Fähre fuhr mit 60 Menschen ab.",
                "Ein Bäcker half.",
                "Der Markt blieb zu.",
                outlet="de",
            )
        )
    )
    return (
        replace(one, marks=replace(one.marks, quantities=(amount(one, "40 people", 40),))),
        replace(two, marks=replace(two.marks, quantities=(amount(two, "60 Menschen", 60),))),
    )


def test_a_statement_and_its_translation_are_one_group():
    """Shared words are not asked of two languages; what only one report tells stays alone."""
    one, two = told()

    groups = group_claims((one, two), (), (), origins(one, two), Meanings())

    together = [words_of(g, one, two) for g in groups if len(g.supports) > 1]
    assert {"A baker gave away bread.", "Ein Bäcker half."} in together
    assert all("Der Markt blieb zu." not in words for words in together)


def test_a_figure_that_differs_does_not_part_them():
    """40 and 60 in translations of one statement are what a dispute looks like."""
    one, two = told()

    groups = group_claims((one, two), (), (), origins(one, two), Meanings())

    ferry = next(g for g in groups if "40" in " ".join(words_of(g, one, two)))
    assert words_of(ferry, one, two) == {
        "The ferry left with 40 people.",
        "Die Fähre fuhr mit 60 Menschen ab.",
    }


def test_the_page_speaks_the_language_of_most_reports():
    """A group of both languages is named in the words of the report whose language leads."""
    one, two = told()

    groups = group_claims((one, two), (), (), origins(one, two), Meanings())

    assert any(g.text == "The ferry left with 40 people" for g in groups)
