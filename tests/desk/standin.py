"""In place of what needs models: sketches from words and names, stories told in a line. Children find both by name."""

from __future__ import annotations

from counterpoint.cluster.digested import digested
from counterpoint.cluster.storylines import link
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.run.sketching import Sketched, ToSketch, sketch_with, unpack_sketch
from counterpoint.run.storytelling import Told, ToTell, pack_digest, unpack_digest
from counterpoint.types import Story, VerifiedBrief


def sketched(given: ToSketch) -> Sketched:
    """Sketches without a model of meaning."""
    return sketch_with(given, LexicalEmbedder(), None)


def told(given: ToTell) -> Told:
    """A story of its reports, with nothing found in them."""
    articles = tuple(report.article for report in given.reports)
    brief = VerifiedBrief(articles[0].title, (), (), (), "", articles[0].language)
    story = Story(
        given.name, articles[0].title, tuple({a.language: None for a in articles}), None, None, articles,
        (), (), (), (), (), (), (), brief, (), (), (),
    )  # fmt: skip
    sketches = [unpack_sketch(one) for one in given.sketches]
    digest = digested(given.name, given.items, sketches, title=story.title, copies=given.copies)
    links = link(digest, [unpack_digest(one) for one in given.earlier])
    return Told(given.mark, story, pack_digest(digest), links)
