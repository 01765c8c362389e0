from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.cluster.origins import find_origins
from counterpoint.extract import extract_article
from counterpoint.extract.posts import extract_post
from counterpoint.types import Annotations, Article, BlockKind, Capture, OriginKind, Rejected, Report
from tests.extract.pages import blocks, capture, read, refuse

TYPE = "application/vnd.counterpoint.post+json"
POST = {
    "id": "https://social.example/users/helle/statuses/1",
    "url": "https://social.example/@helle/1",
    "author": {"name": "Tora Helle", "handle": "@helle@social.example"},
    "html": "<p>The bridge is <b>closed</b> until May.<br>Use the ferry.</p><p>Details: <a href='https://lindvik.example'>"
    "<span class='invisible'>https://</span>lindvik.example</a></p><script>alert(1)</script>",
    "published": "2026-04-14T07:00:00Z",
    "edited": "2026-04-14T08:00:00Z",
    "language": "en",
    "warning": "storm damage",
    "media": [{"url": "https://social.example/b.jpg", "alt": "A crane beside the closed bridge."}],
    "links": [{"url": "https://herald.example/1", "title": "Bridge closed"}],
    "quoted": {"author": "Per Dahl", "text": "Is it true?"},
    "platform": "Mastodon",
}


def post(**changed: object) -> bytes:
    """The post with some fields changed."""
    return json.dumps({**POST, **changed}).encode()


def test_post_gives_words_author_and_platform():
    """HTML is made plain, scripts are dropped, a line's end stays."""
    article = read(post(), content_type=TYPE, url=str(POST["url"]))

    assert article.genre == "post"
    assert article.bylines == ("Tora Helle", "@helle@social.example")
    assert (article.outlet, article.language, article.guid) == ("Mastodon", "en", POST["id"])
    assert article.published == datetime(2026, 4, 14, 7, tzinfo=UTC)
    assert article.modified == datetime(2026, 4, 14, 8, tzinfo=UTC)
    assert blocks(article, BlockKind.PARAGRAPH) == [
        "The bridge is closed until May.\nUse the ferry.",
        "Details: https://lindvik.example",
    ]


def test_what_stands_beside_the_words_has_its_own_kind():
    """Warning, quoted post, card and description are not the author's account."""
    article = read(post(), content_type=TYPE)

    assert [
        (b.kind.value, article.text[b.start : b.end])
        for b in article.blocks
        if b.kind is not BlockKind.PARAGRAPH
    ] == [
        ("note", "storm damage"),
        ("embed", "Per Dahl\nIs it true?"),
        ("embed", "Bridge closed\nhttps://herald.example/1"),
        ("caption", "A crane beside the closed bridge."),
    ]


def test_title_is_the_first_sentence_and_not_printed_twice():
    """A post has no headline: its words name it."""
    article = read(post(), content_type=TYPE)

    assert article.title == "The bridge is closed until May."
    assert blocks(article, BlockKind.HEADING) == []


def test_own_form_is_known_without_a_declared_type():
    """A file of one post is told by its keys."""
    assert read(post()).genre == "post"


def test_official_post_is_an_origin_of_its_own():
    """The person who posted is the origin, not the platform."""
    article = read(post(), content_type=TYPE)

    (origin,) = find_origins([Report(article, Annotations(article.id))], [], [], []).origins

    assert (origin.kind, origin.name) == (OriginKind.POST, "Tora Helle")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"3", json.dumps({**POST, "html": "", "media": []}).encode(), b'{"text": "' + b"x" * 200_000 + b'"}', b"[" * 100_000],
)  # fmt: skip
def test_post_without_words_or_too_long_is_refused(content):
    """Cut, empty and overlong posts have a reason."""
    assert refuse(content, content_type=TYPE).stage == "extract"


def test_deeply_nested_html_is_refused():
    """Markup made to exhaust a reader is never read."""
    assert "no words" in refuse(post(html="<div>a" * 5_000, media=[]), content_type=TYPE).reason


@settings(deadline=None)  # the first call loads what it needs
@given(st.dictionaries(st.sampled_from(sorted(POST)), st.none() | st.text(max_size=20) | st.lists(st.text(max_size=5)) | st.dictionaries(st.sampled_from(["name", "url", "alt", "text"]), st.text(max_size=5) | st.integers())))  # fmt: skip
def test_fields_of_any_type_are_answered(fields):
    """An article or a reason, whatever the fields hold."""
    content = json.dumps({**POST, **fields}).encode()

    assert isinstance(extract_article(capture(content, content_type=TYPE)), (Article, Rejected))


@settings(deadline=None)  # the first call loads what it needs
@given(st.text(max_size=200))
def test_any_text_is_answered(text):
    """Never an exception."""
    assert isinstance(extract_post(text, Capture("x", b"")), (Article, Rejected))
