"""The timeline of many reports: which days it shows, and what happened on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from counterpoint.align.timeline_days import DatedSentence
from counterpoint.align.timeline_storyline import storyline_timeline
from counterpoint.types import Article, Granularity, Span
from tests.make import article

JUNE = date(2026, 6, 1)


class Corpus:
    """Articles of one sentence each, and what they date."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.dated: list[DatedSentence] = []

    def says(
        self, text: str, day: date, *, language: str = "en", published: date = JUNE, alone: bool = True
    ) -> None:
        made = article("Pier", text, outlet=f"outlet {len(self.articles)}", language=language)
        self.articles[made.id] = made
        start = made.text.index(text)
        span = Span(made.id, start, start + len(text))
        self.dated.append(
            DatedSentence(span, text, day, "then", False, alone, published, made.outlet or "", language)
        )

    def timeline(self, **options: object):
        return storyline_timeline(self.dated, self.articles.__getitem__, **options)


class Pairs:
    """An embedder for which "pier" and "Anleger" are one word, and all else is another."""

    id, same, apart = "pairs", 0.9, 0.1

    def reads(self, language: str) -> bool:
        return language in {"en", "de"}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array(
            [[1.0, 0.0] if "pier" in t or "Anleger" in t else [0.0, 1.0] for t in texts], np.float32
        )


@pytest.fixture
def corpus() -> Corpus:
    """Three reports of the pier's closing, one of a concert on another day, one of the next council."""
    made = Corpus()
    made.says("On 12 May the council closed the old pier.", date(2026, 5, 12))
    made.says("The old pier, closed by the council on 12 May, stays shut.", date(2026, 5, 12))
    made.says("Divers had found cracks before the council closed the old pier on 12 May.", date(2026, 5, 12))
    made.says("A choir sang in the chapel of the harbour on 20 May.", date(2026, 5, 20))
    made.says("Engineers will open the new bridge to the island on 3 July.", date(2026, 7, 3))
    return made


def test_a_day_that_several_reports_name_is_told_once_with_a_citation_of_each(corpus):
    """In the words of one of them; each citation is that report's own sentence."""
    entry = corpus.timeline(most_dates=1)[0]

    assert (entry.date, entry.precision) == ("2026-05-12", Granularity.DAY)
    assert entry.text == "On 12 May the council closed the old pier"
    assert sorted(c.exact for c in entry.citations) == sorted(s.text for s in corpus.dated[:3])


def test_days_come_in_order_and_what_is_still_to_come_stays_out(corpus):
    """The bridge opens after the last report: it has not happened."""
    assert [e.date for e in corpus.timeline()] == ["2026-05-12", "2026-05-20"]
    assert [e.date for e in corpus.timeline(until=date(2026, 12, 31))][-1] == "2026-07-03"


def test_old_history_is_shown_only_where_it_is_asked_for(corpus):
    """A month before the first report is what the storyline grew out of; a century is not."""
    corpus.says("The pier was built by prisoners on 4 August 1890.", date(1890, 8, 4))

    assert "1890-08-04" not in {e.date for e in corpus.timeline()}
    assert "1890-08-04" in {e.date for e in corpus.timeline(since=date(1800, 1, 1))}


def test_a_day_s_second_happening_needs_three_reports(corpus):
    """One report's aside is none."""
    fire = "Firefighters saved seven horses from burning stables"
    corpus.says(f"{fire} on 12 May.", date(2026, 5, 12))
    corpus.says(f"In the evening of 12 May {fire.lower()}.", date(2026, 5, 12))
    before = corpus.timeline(most_dates=1)
    corpus.says(f"{fire} near the mill on 12 May.", date(2026, 5, 12))
    after = corpus.timeline(most_dates=1)

    assert (len(before), len(after)) == (1, 2)
    assert len(after[1].citations) == 3


def test_two_languages_are_told_as_one_where_a_model_reads_both(corpus):
    """With it the German report is cited under the English words; without, it is no second happening."""
    for place in ("am Hafen", "heute", "endlich"):
        corpus.says(f"Der alte Anleger wurde {place} am 12. Mai gesperrt.", date(2026, 5, 12), language="de")

    (alone,) = corpus.timeline(most_dates=1)
    (told,) = corpus.timeline(most_dates=1, embedder=Pairs())

    assert len(alone.citations) == 3
    assert len(told.citations) == 6


def test_a_sentence_that_looked_ahead_does_not_tell_what_happened():
    """A report from after the day is preferred to one that announced it."""
    corpus = Corpus()
    for n in range(3):
        corpus.says(f"The council will vote on the pier on 12 May, says report {n}.", date(2026, 5, 12),
                    published=date(2026, 5, 1))  # fmt: skip
    corpus.says("The council voted on 12 May for the pier to be torn down.", date(2026, 5, 12))

    assert "voted" in corpus.timeline()[0].text


def test_a_sentence_on_two_days_is_told_once():
    """ "From 3 to 9 May" is an entry of the first."""
    corpus = Corpus()
    corpus.says("From 3 May to 9 May the old pier was closed by divers.", date(2026, 5, 3), alone=False)
    first = corpus.dated[0]
    corpus.dated.append(replace(first, day=date(2026, 5, 9), expression="9 may"))

    assert [e.date for e in corpus.timeline()] == ["2026-05-03"]


def test_nothing_dated_makes_no_timeline():
    """And no days asked for give none."""
    assert storyline_timeline([], {}.__getitem__) == ()
    assert Corpus().timeline(most_dates=0) == ()


def test_a_negative_number_of_days_is_a_mistake_of_the_caller(corpus):
    """It is told at once."""
    with pytest.raises(ValueError, match="no negative number"):
        corpus.timeline(most_dates=-1)


def test_the_order_of_reports_changes_nothing(corpus):
    """The same sentences give the same timeline."""
    forward = corpus.timeline()
    corpus.dated.reverse()

    assert corpus.timeline() == forward


def test_only_cited_articles_are_asked_for(corpus):
    """A storyline's texts need not be in memory."""
    asked: list[str] = []

    def fetch(name: str) -> Article:
        asked.append(name)
        return corpus.articles[name]

    entries = storyline_timeline(corpus.dated, fetch, most_dates=1)

    assert sorted(asked) == sorted(c.span.article for e in entries for c in e.citations)


def test_ten_thousand_sentences_of_one_day_are_compared_only_in_part():
    """The work of a day is bounded: a crisis's first day is named by everybody."""
    corpus = Corpus()
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
    made = article("Pier", "x" * 400)
    for n in range(10_000):
        text = f"{words[n % 10]} {words[n // 10 % 10]} {words[n // 100 % 10]} {n} harbour pier closed"
        day = date(2026, 5, 12) + timedelta(days=n % 2)
        corpus.dated.append(
            DatedSentence(Span(made.id, 0, 9), text, day, "then", False, True, JUNE, "", "en")
        )

    assert len(storyline_timeline(corpus.dated, lambda _: made)) <= 4
