from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.ingest.posts import POST_TYPE, is_posts, split_posts
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
NOTE = {
    "id": "https://social.example/users/helle/statuses/1", "type": "Note", "url": "https://social.example/@helle/1",
    "attributedTo": "https://social.example/users/helle", "published": "2026-04-14T07:00:00Z", "to": [PUBLIC], "summary": None,
    "content": "<p>The bridge is closed.</p>", "contentMap": {"en": "<p>The bridge is closed.</p>"},
    "attachment": [{"type": "Document", "url": "https://social.example/b.jpg", "name": "A closed bridge."}],
}  # fmt: skip
CREATE = {"type": "Create", "actor": "https://social.example/users/helle", "to": [PUBLIC], "object": NOTE}
STATUS = {
    "id": "9", "uri": "https://social.example/users/helle/statuses/9", "url": "https://social.example/@helle/9",
    "created_at": "2026-04-14T07:00:00.000Z", "content": "<p>The bridge is closed.</p>", "spoiler_text": "", "visibility": "public",
    "language": "en", "account": {"acct": "helle", "display_name": "Tora Helle", "url": "https://social.example/@helle"},
    "media_attachments": [{"url": "https://social.example/b.jpg", "description": None}], "reblog": None,
    "card": {"url": "https://herald.example/1", "title": "Bridge closed", "description": "For eight months."},
}  # fmt: skip
VIEW = {
    "uri": "at://did:plc:abc/app.bsky.feed.post/3k", "cid": "c",
    "author": {"did": "did:plc:abc", "handle": "helle.example", "displayName": "Tora Helle"},
    "record": {"$type": "app.bsky.feed.post", "text": "The bridge is closed.", "createdAt": "2026-04-14T07:00:00.000Z", "langs": ["en"]},
    "embed": {"$type": "app.bsky.embed.images#view", "images": [{"fullsize": "https://cdn.example/b", "alt": "A closed bridge."}]},
}  # fmt: skip
OWN = {
    "id": "1",
    "url": "https://x.example/helle/1",
    "author": {"name": "Tora Helle", "handle": "@helle"},
    "text": "The bridge is closed.",
    "published": "2026-04-14T07:00:00Z",
    "platform": "X",
}


def split(value: object) -> list[Capture | Rejected]:
    """What a value gives, as JSON; a list of strings stands for lines."""
    raw = "\n".join(value) if isinstance(value, tuple) else json.dumps(value)
    assert is_posts(raw.encode())
    return list(split_posts(raw.encode(), name="export.json"))


def post(value: object) -> dict[str, object]:
    """The only post of a value, in our form."""
    (got,) = split(value)
    assert isinstance(got, Capture), got
    return json.loads(got.content)


@pytest.mark.parametrize(
    ("value", "handle", "platform"),
    [
        ({"type": "OrderedCollection", "orderedItems": [CREATE]}, "@helle@social.example", "Mastodon"),
        ([STATUS], "@helle@social.example", "Mastodon"),
        (STATUS, "@helle@social.example", "Mastodon"),
        ({"feed": [{"post": VIEW}]}, "@helle.example", "Bluesky"),
        ({"posts": [VIEW]}, "@helle.example", "Bluesky"),
        (
            {"thread": {"$type": "app.bsky.feed.defs#threadViewPost", "post": VIEW}},
            "@helle.example",
            "Bluesky",
        ),
        ({"records": [{"uri": VIEW["uri"], "value": VIEW["record"]}]}, "did:plc:abc", "Bluesky"),
        (OWN, "@helle", "X"),
    ],
    ids=["outbox", "statuses", "status", "feed", "posts", "thread", "records", "own"],
)
def test_every_form_becomes_ours(value, handle, platform):
    """Words, author, time and platform, whatever the platform calls them."""
    got = post(value)

    assert "The bridge is closed." in str(got.get("text") or got.get("html"))
    assert got["author"]["handle"] == handle  # type: ignore[index]
    assert str(got["published"]).startswith("2026-04-14T07:00:00")
    assert got["platform"] == platform


def test_capture_is_canonical_and_addressed():
    """The order of keys and spaces of the source do not matter: equal posts have equal bytes."""
    (first,) = split(OWN)
    (second,) = split(dict(reversed(OWN.items())))

    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert first.content == second.content
    assert first.id == sha256(first.content)
    assert (first.url, first.path, first.content_type) == (OWN["url"], Path("export.json"), POST_TYPE)


def test_cards_alternative_texts_and_warnings_are_kept():
    """What a reader of the post sees beside its words."""
    assert post([STATUS])["links"] == [
        {"url": "https://herald.example/1", "title": "Bridge closed", "text": "For eight months."}
    ]
    assert post({"posts": [VIEW]})["media"] == [{"url": "https://cdn.example/b", "alt": "A closed bridge."}]
    assert post({"orderedItems": [{**CREATE, "object": {**NOTE, "summary": "storm"}}]})["warning"] == "storm"


def test_quoted_post_stands_beside_the_words():
    """The words of another are not the author's."""
    quoted = {
        "record": {
            "uri": "at://did:plc:z/app.bsky.feed.post/1",
            "author": {"displayName": "Per Dahl"},
            "value": {"text": "Really?"},
        }
    }
    got = post({"posts": [{**VIEW, "embed": {"$type": "app.bsky.embed.record#view", **quoted}}]})

    assert got["text"] == "The bridge is closed."
    assert got["quoted"] == {
        "url": "at://did:plc:z/app.bsky.feed.post/1",
        "author": "Per Dahl",
        "text": "Really?",
    }


@pytest.mark.parametrize(
    "value",
    [
        [{**STATUS, "content": "", "account": {"acct": "fan"}, "reblog": STATUS}],
        {
            "feed": [
                {
                    "post": VIEW,
                    "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"handle": "fan.example"}},
                }
            ]
        },
    ],
    ids=["boost", "repost"],
)
def test_repost_stands_for_the_original(value):
    """Who passes a post on says nothing: the words are their author's."""
    assert post(value)["author"]["name"] == "Tora Helle"  # type: ignore[index]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"type": "Announce", "actor": "https://s.example/users/a", "object": "https://o.example/1", "to": [PUBLIC]}, "repost without words"),
        ({**CREATE, "to": ["https://s.example/users/b"], "object": {**NOTE, "to": ["https://s.example/users/b"]}}, "not public"),
        ({**STATUS, "visibility": "direct"}, "not public"),
        ({"type": "Like", "actor": "https://s.example/users/a", "object": "https://o.example/1"}, "no post"),
        ({**OWN, "text": "", "repost_of": "https://o.example/1"}, "repost without words"),
        ({**OWN, "text": ""}, "no words"),
    ],
)  # fmt: skip
def test_what_is_left_out_has_a_reason(entry, reason):
    """Private messages, likes and bare reposts never become reports."""
    (got,) = split({"orderedItems": [entry]} | {"@context": "https://www.w3.org/ns/activitystreams"})

    assert isinstance(got, Rejected)
    assert reason in got.reason


def test_deletion_names_the_post_it_takes_back():
    """What was stored of it is found by its identifier."""
    (got,) = split({"orderedItems": [{"type": "Delete", "object": NOTE["id"]}]})

    assert isinstance(got, Rejected)
    assert got.withdraws == NOTE["id"]


def test_one_bad_line_does_not_stop_the_rest():
    """Each line answers for itself; a misspelt key is told with the nearest known one."""
    lines = (
        json.dumps(OWN),
        json.dumps({**OWN, "auther": {}}),
        "not json",
        json.dumps({**OWN, "text": 3}),
        json.dumps({**OWN, "id": "2"}),
    )
    got = split(lines)

    assert [type(g) for g in got] == [Capture, Rejected, Rejected, Rejected, Capture]
    assert [g.reason for g in got if isinstance(g, Rejected)] == [
        "unknown key 'auther'; did you mean 'author'?", "the line is no JSON object", "'text' is no string",
    ]  # fmt: skip
    assert [g.item for g in got if isinstance(g, Rejected)] == [
        "export.json#2",
        "export.json#3",
        "export.json#4",
    ]


def test_whole_thread_is_read_in_order():
    """The post that is answered, the post, the answers; those not to be seen are refused."""
    reply = {
        "$type": "app.bsky.feed.defs#threadViewPost",
        "post": {**VIEW, "record": {**VIEW["record"], "text": "An answer."}},
    }  # type: ignore[dict-item]
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": True}
    thread = {"$type": "app.bsky.feed.defs#threadViewPost", "post": VIEW, "parent": gone, "replies": [reply]}
    got = split({"thread": thread})

    assert [type(g) for g in got] == [Rejected, Capture, Capture]


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"{}", b"[]", b'{"headline": "x", "body_text": "y", "text": "z", "author": {}}', b'{"version": "https://jsonfeed.org/version/1.1"}',
     b"<html>app.bsky.feed.</html>"],
)  # fmt: skip
def test_other_files_are_no_posts(content):
    """News items, feeds and pages are left to their own readers."""
    assert not is_posts(content)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*OWN, *STATUS, *VIEW, *NOTE, "$type", "thread", "post", "orderedItems", "object", "value"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)  # the first call loads what it needs
@given(_VALUES)
def test_any_shape_of_json_is_answered(value):
    """Fields of any type give a post or a reason, never an exception."""
    content = json.dumps(value).encode()

    assert is_posts(content) in {True, False}
    assert all(isinstance(g, (Capture, Rejected)) for g in split_posts(content, name="x"))


@settings(deadline=None)  # the first call loads what it needs
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(content):
    """Whatever comes, a capture or a reason."""
    assert list(split_posts(content, name="x"))
    assert is_posts(content) in {True, False}
