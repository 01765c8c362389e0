"""A hub that tells what is new."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.config import FetchSettings
from counterpoint.ingest.http import HttpFetcher
from counterpoint.ingest.websub import (
    HubSubscription,
    denied,
    discover,
    is_signed,
    lease_seconds,
    renew_at,
    request_fields,
    verify,
)
from tests.servers import Server, page

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ASKED = HubSubscription(
    hub="https://hub.example/",
    topic="https://outlet.example/feed.xml",
    callback="https://reader.example/hub/9f2c",
    secret="s3cret",
)
QUESTION = {
    "hub.mode": "subscribe",
    "hub.topic": ASKED.topic,
    "hub.challenge": "c-1",
    "hub.lease_seconds": "864000",
}


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (
            [("Link", '<https://hub.example/>; rel="hub"'), ("link", "<feed.xml>; rel=self")],
            (ASKED.hub, ASKED.topic),
        ),
        ([("Link", '<https://hub.example/>; rel="hub", </feed.xml>; rel="self"')], (ASKED.hub, ASKED.topic)),
        ([("Link", '</feed.xml>; title="a"; rel="alternate self"')], (None, ASKED.topic)),
        (
            [("Link", '<https://a.example/>; rel="hub", <https://b.example/>; rel="hub"')],
            ("https://a.example/", None),
        ),
        ([("Link", "hub"), ("X", "<a>; rel=hub")], (None, None)),
        ([("Link", "<http://[>; rel=hub")], ("http://[", None)),
        ([], (None, None)),
    ],
)
def test_headers_name_the_hub(headers, found):
    """And the address that the feed has there."""
    assert discover(headers, "https://outlet.example/rss") == found


@given(st.text(alphabet='<>;, rel="hubself', max_size=200))
def test_any_link_header_is_read(value):
    """Nothing raises."""
    assert len(discover([("Link", value)], "https://outlet.example/")) == 2


def test_a_request_says_what_is_wanted_for_how_long_and_how_it_is_signed():
    """The same to renew; without secret and lease to end it."""
    assert request_fields(ASKED) == {
        "hub.mode": "subscribe",
        "hub.topic": ASKED.topic,
        "hub.callback": ASKED.callback,
        "hub.secret": "s3cret",
        "hub.lease_seconds": "864000",
    }
    assert request_fields(replace(ASKED, wanted=False))["hub.mode"] == "unsubscribe"
    assert "hub.secret" not in request_fields(replace(ASKED, wanted=False))


def test_the_request_reaches_the_hub_through_the_fetcher():
    """As a form, guarded as everything is."""
    fetcher = HttpFetcher(clock=lambda: NOON, settings=FetchSettings(private_networks=("127.0.0.1",)))
    with Server({"/hub": page("", status=202)}) as hub:
        status = fetcher.post_form(hub.url + "/hub", request_fields(ASKED))
    fetcher.close()

    assert status == 202
    assert b"hub.topic=https%3A%2F%2Foutlet.example%2Ffeed.xml" in hub.asked[0].body


def test_a_hub_that_asks_whether_it_was_us_gets_its_challenge_back():
    """And the subscription lives as long as the hub says."""
    got = verify(QUESTION, ASKED, NOON)

    assert got.challenge == "c-1"
    assert got.subscription.expires == NOON + timedelta(days=10)
    assert renew_at(got.subscription, NOON) == NOON + timedelta(days=8)


@pytest.mark.parametrize(
    "change",
    [
        {"hub.mode": "unsubscribe"},
        {"hub.mode": ""},
        {"hub.topic": "https://outlet.example/other.xml"},
        {"hub.challenge": ""},
        {"hub.challenge": "x" * 5000},
        {"hub.lease_seconds": "soon"},
        {"hub.lease_seconds": "-1"},
        {"hub.lease_seconds": "٣"},
    ],
)
def test_a_question_that_is_not_ours_is_not_answered(change):
    """Anyone can ask at the callback; nobody is subscribed by it."""
    assert verify(QUESTION | change, ASKED, NOON) is None


def test_the_end_of_a_subscription_is_confirmed_only_when_it_was_asked_for():
    """A stranger cannot end it."""
    question = {key: value for key, value in QUESTION.items() if key != "hub.lease_seconds"}
    question["hub.mode"] = "unsubscribe"

    assert verify(question, ASKED, NOON) is None
    assert verify(question, replace(ASKED, wanted=False), NOON).subscription.expires is None


def test_a_hub_may_refuse():
    """In its own words, for this feed."""
    said = {"hub.mode": "denied", "hub.topic": ASKED.topic, "hub.reason": "no such feed"}

    assert denied(said, ASKED) == "no such feed"
    assert denied(said | {"hub.topic": "other"}, ASKED) is None
    assert denied(QUESTION, ASKED) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("1", 300), ("3600", 3600), ("9" * 40, 2_592_000), ("", None), (None, None), ("1.5", None)],
)
def test_leases_are_believed_within_bounds(value, seconds):
    """Neither a second nor a century."""
    assert lease_seconds(value) == seconds


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_the_hub_signed_is_taken(method):
    """In each of the four methods; with another secret, method or content it is not."""
    made = hmac.new(b"s3cret", b"<rss/>", getattr(hashlib, method)).hexdigest()

    assert is_signed(b"<rss/>", f"{method}={made}", "s3cret")
    assert is_signed(b"<rss/>", f" {method.upper()}={made.upper()} ", "s3cret")
    assert not is_signed(b"<rss />", f"{method}={made}", "s3cret")
    assert not is_signed(b"<rss/>", f"{method}={made}", "other")
    assert not is_signed(b"<rss/>", f"md5={made}", "s3cret")


@pytest.mark.parametrize("signature", [None, "", "sha256", "sha256=", "sha256=é", "=", "sha256=" + "0" * 64])
def test_what_is_not_signed_is_not_the_hubs(signature):
    """However little there is."""
    assert not is_signed(b"<rss/>", signature, "s3cret")


@pytest.mark.parametrize("secret", ["", "x" * 200])
def test_a_secret_of_the_wrong_length_is_the_callers_bug(secret):
    """The spec allows less than 200 bytes; none signs nothing."""
    with pytest.raises(ValueError, match="199"):
        replace(ASKED, secret=secret)
