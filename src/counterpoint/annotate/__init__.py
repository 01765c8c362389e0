"""Article -> Annotations: sentences, names, times, quantities, quotes, claims."""

from counterpoint.annotate.article import annotate_article, annotate_articles

__all__ = ["annotate_article", "annotate_articles"]
