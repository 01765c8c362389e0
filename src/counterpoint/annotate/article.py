"""All that is known of an article's text: the annotators, in the order in which each needs the ones before.

Data way: Article -> Annotations. Pure but for the models, which are passed in.

Many articles are read together, so that a tagger sees all sentences of a language in one batch, and each distinct
sentence once: the reports of one story share many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from babel import Locale

from counterpoint.annotate.claims import find_claims
from counterpoint.annotate.names import find_mentions
from counterpoint.annotate.quantities import find_quantities
from counterpoint.annotate.quotes import find_quotes
from counterpoint.annotate.sentences import split_sentences
from counterpoint.annotate.times import find_times
from counterpoint.errors import ModelError
from counterpoint.ports import Models, TaggedText, Tagger
from counterpoint.types import Annotations, Article, Sentence, Token

_Tagged = tuple[TaggedText | None, ...]


def annotate_article(article: Article, models: Models, *, light: bool = False) -> Annotations:
    """Return the annotations of one article.

    Args:
        article: As extracted.
        models: Loaded lazily; not touched when `light`.
        light: Rules only: no grammar, so no tokens, names by gazetteers and cues, claims as whole sentences.

    """
    return annotate_articles([article], models, light=light)[0]


def annotate_articles(
    articles: Sequence[Article], models: Models, *, light: bool = False
) -> tuple[Annotations, ...]:
    """Return the annotations of many articles, in order; the tagger is called once for each language."""
    named = find_names(articles, models, light=light)
    return tuple(_annotate(a, m) for a, m in zip(articles, named, strict=True))


def find_names(
    articles: Sequence[Article], models: Models, *, light: bool = False
) -> tuple[Annotations, ...]:
    """Return sentences, tokens and names alone: what the entities of a story rest on."""
    split = [split_sentences(a) for a in articles]
    tagged, failed = _tag(articles, split, None if light else models.tagger)
    return tuple(
        _named(a, s, t, (*failed, *_unread(s, models.tagger, light=light)))
        for a, s, t in zip(articles, split, tagged, strict=True)
    )


def _named(
    article: Article, plain: tuple[Sentence, ...], tagged: _Tagged, unread: tuple[str, ...]
) -> Annotations:
    sentences = tuple(_with_tokens(s, t) for s, t in zip(plain, tagged, strict=True))
    mentions = find_mentions(article, sentences, tagged)
    return Annotations(article.id, sentences, mentions, unread=tuple(dict.fromkeys(unread)))


def _annotate(article: Article, marks: Annotations) -> Annotations:
    """Call the annotators that build on sentences and names, in their order."""
    sentences, mentions = marks.sentences, marks.mentions
    times = find_times(article, sentences)
    quantities = find_quantities(article, sentences, times)
    quotes = find_quotes(article, sentences, mentions)
    claims = find_claims(article, sentences, mentions, times, quantities, quotes)
    return replace(marks, times=times, quantities=quantities, quotes=quotes, claims=claims)


def _tag(
    articles: Sequence[Article], split: Sequence[tuple[Sentence, ...]], tagger: Tagger | None
) -> tuple[list[_Tagged], tuple[str, ...]]:
    """Tag every sentence whose language the tagger reads; return results in the shape of `split`, and failures."""
    tagged: list[list[TaggedText | None]] = [[None] * len(sentences) for sentences in split]
    failed: list[str] = []
    for language in sorted({s.language for sentences in split for s in sentences}) if tagger else ():
        if tagger is None or not tagger.reads(language):
            continue
        places = [
            (a, n)
            for a, sentences in enumerate(split)
            for n, s in enumerate(sentences)
            if s.language == language
        ]
        texts = [articles[a].read(split[a][n].span) for a, n in places]
        try:
            results = tagger.tag(texts, language)
        except ModelError as error:
            failed.append(str(error))
            continue
        for (a, n), result in zip(places, results, strict=True):
            tagged[a][n] = result
    return [tuple(t) for t in tagged], tuple(failed)


def _with_tokens(sentence: Sentence, tagged: TaggedText | None) -> Sentence:
    """A sentence with the tagger's tokens, moved to the article's offsets."""
    if tagged is None:
        return sentence
    shift = sentence.span.start
    moved = (replace(t, start=t.start + shift, end=t.end + shift) for t in tagged.tokens)
    return replace(sentence, tokens=tuple[Token, ...](moved))


def _unread(sentences: Iterable[Sentence], tagger: Tagger, *, light: bool) -> tuple[str, ...]:
    """What could not be read, in sentences for a reader."""
    if light:
        return ("Read without grammar: names come from gazetteers and cues, claims are whole sentences.",)
    found = []
    for language in sorted({s.language for s in sentences}):
        if tagger.reads(language):
            continue
        advice = tagger.missing(language)
        found.append(
            advice
            or f"No grammar model reads {_language_name(language)}: names come from gazetteers and cues, claims are whole sentences."
        )
    return tuple(found)


def _language_name(language: str) -> str:
    """A language's name in English; the code where there is none."""
    name: str | None = Locale("en").languages.get(language)
    return name or f"the language “{language}”"
