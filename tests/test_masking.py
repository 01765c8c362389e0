"""Secrets do not reach people's eyes: neither from addresses nor from headers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.masking import is_secret, mask_text, mask_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://desk:hunter2@db.example/news", "postgresql://desk:***@db.example/news"),
        ("postgresql://desk:hun/ter@2@db.example/news", "postgresql://desk:***@db.example/news"),
        ("postgresql://desk@db.example/news", "postgresql://desk@db.example/news"),
        ("postgresql:///news?user=desk&password=hunter2", "postgresql:///news?user=desk&password=***"),
        ("https://desk:hunter2@outlet.example/feed", "https://***@outlet.example/feed"),
        ("https://hunter2@outlet.example/feed", "https://***@outlet.example/feed"),
        ("https://social.example/@desk?access_token=hunter2&n=1", "https://social.example/@desk?access_token=***&n=1"),
        ("https://a.example/?X-Amz-Signature=hunter2&accessToken=hunter2", "https://a.example/?X-Amz-Signature=***&accessToken=***"),
        ("https://a.example/?u=https%3A%2F%2Fb.example%3Ftoken%3Dhunter2%26n%3D1", "https://a.example/?u=https%3A%2F%2Fb.example%3Ftoken%3D***%26n%3D1"),
        ("see https://a:hunter2@b.example and https://c.example", "see https://***@b.example and https://c.example"),
        ("https://a.example/?keyword=fish&monkey=2", "https://a.example/?keyword=fish&monkey=2"),
        ("counterpoint.db", "counterpoint.db"),
    ],
)  # fmt: skip
def test_passwords_and_secret_parameters_of_addresses_are_masked(url, shown):
    """What is no secret stays readable; masking again changes nothing."""
    assert mask_url(url) == shown
    assert mask_url(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer hunter2hunter2",
        "{'Cookie': 'session=hunter2; b=hunter2', 'Accept': '*/*'}",
        "[(b'Set-Cookie', b'session=hunter2; HttpOnly'), (b'Age', b'3')]",
        "the server refused Bearer hunter2hunter2",
        "proxy-authorization: Basic aHVudGVyMg==hunter2",
    ],
)
def test_headers_that_carry_credentials_are_masked(text):
    """As they stand in messages of libraries."""
    shown = mask_text(text)

    assert "hunter2" not in shown
    assert "***" in shown
    assert mask_text(shown) == shown


def test_names_of_secrets_are_told_from_names_that_sound_alike():
    """An author is no authorization."""
    secret = ["password", "db_password", "Authorization", "Set-Cookie", "api_key", "access token", "client-secret"]  # fmt: skip
    plain = ["author", "key", "keyword", "sentences", "passage", "url", ""]

    assert [name for name in secret + plain if is_secret(name)] == secret


PIECES = ["token=", "postgresql://", "https://", "Cookie: ", "%3D", *"aZ0:/@?&=#*'\" \n\x00.-_é"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_is_taken(text):
    """It never raises, and what it returns is text."""
    assert isinstance(mask_text(text), str)


@pytest.mark.parametrize("piece", ["a", "a.", "token", "a://", "postgres://a:", "Cookie: ", "%3Ftoken", "b-", "http://a@"])  # fmt: skip
def test_the_time_grows_with_the_length_only(piece):
    """No text of a stranger makes the masking slow: 200 kB in well under two CPU seconds, where a square takes a minute."""
    text = piece * (200_000 // len(piece))

    began = time.process_time()
    mask_text(text)

    assert time.process_time() - began < 2
