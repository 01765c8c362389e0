"""The annotators together."""

import pytest

from counterpoint.annotate import annotate_article, annotate_articles
from counterpoint.models import load_models
from counterpoint.types import Article, Block, BlockKind, EntityKind

TEXT = "Mayor Ana Diaz opened the bridge in London on Tuesday. “It is safe,” Diaz said."


def made(name, text, language="en"):
    return Article(name, text, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), language=language)


@pytest.fixture(scope="session")
def models():
    return load_models(["en"])


def test_an_article_gets_every_kind_of_mark(models):
    """Sentences with tokens, names, times, quotes and claims, all in the article's own offsets."""
    article = made("a1", TEXT)
    marks = annotate_article(article, models)

    assert [article.read(s.span) for s in marks.sentences] == [
        "Mayor Ana Diaz opened the bridge in London on Tuesday.",
        "“It is safe,” Diaz said.",
    ]
    assert all(article.text[t.start : t.end] == t.text for s in marks.sentences for t in s.tokens)
    assert [(m.text, m.kind) for m in marks.mentions] == [
        ("Ana Diaz", EntityKind.PERSON),
        ("London", EntityKind.PLACE),
        ("Diaz", EntityKind.PERSON),
    ]
    assert marks.times
    assert marks.quotes
    assert marks.claims


def test_light_annotation_touches_no_model(models):
    """Rules alone: no tokens, names beside titles, and the page says what was not read."""
    marks = annotate_article(made("a1", TEXT), models, light=True)

    assert not any(s.tokens for s in marks.sentences)
    assert "Ana Diaz" in [m.text for m in marks.mentions]
    assert marks.unread == (
        "Read without grammar: names come from gazetteers and cues, claims are whole sentences.",
    )


def test_many_articles_are_annotated_as_one_by_one(models):
    """Batches change nothing, and a language without a model is said."""
    articles = [
        made("a1", TEXT),
        made("a2", "Rais wa Kenya Tom Okoro alifungua daraja.", "sw"),
        made("a3", ""),
    ]

    together = annotate_articles(articles, models)

    assert together == tuple(annotate_article(a, models) for a in articles)
    assert "Swahili" in together[1].unread[0]
    assert together[2].sentences == ()
