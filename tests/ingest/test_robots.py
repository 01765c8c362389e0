"""What robots.txt says, and how long it is remembered."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import FetchError
from counterpoint.ingest.robots import (
    FAILED_SECONDS,
    KEPT_SECONDS,
    RobotsCache,
    RobotsFile,
    agent_token,
    decode_robots,
    read_rules,
    sitemaps,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
URL = "https://outlet.example/robots.txt"
PAGE = "https://outlet.example/news/1.html?x=1"


def rules(text, problem=None):
    return read_rules(RobotsFile(URL, text, NOON, problem=problem), "counterpoint")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("user-agent:*\r\ndisallow:/news", False),
        ("User-agent: *\nDisallow: /news\nAllow: /news/1", True),  # the longest rule counts
        ("User-agent: *\nDisallow: /*.html$", True),  # the query is part of the path
        ("User-agent: *\nDisallow: /*.html", False),
        ("User-agent: *\nDisallow: /*?x=", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: counterpointer\nDisallow: /", True),
        ("User-agent: counter\nDisallow: /", True),
        ("User-agent: COUNTERPOINT/2.0 (all)\nDisallow: /", False),
        (
            "User-agent: *\nDisallow: /\n\nUser-agent: Counterpoint\nDisallow: /private",
            True,
        ),  # ours alone counts
        ("User-agent: *\nDisallow: /\nUser-agent: Counterpoint\nDisallow:", True),
        ("User-agent: Counterpoint\nUser-agent: other\nDisallow: /", False),
        (
            "User-agent: Counterpoint\nAllow: /a\n\nUser-agent: Counterpoint\nDisallow: /",
            False,
        ),  # groups merge
        (
            "User-agent: Counterpoint\nSitemap: https://outlet.example/s.xml\nUser-agent: b\nDisallow: /",
            False,
        ),
        ("Disallow: /", True),  # of nobody
        ("# User-agent: *\n# Disallow: /", True),
        ("User-agent: * # all\nDisallow: / # everything", False),
        ("<!doctype html><title>Not found</title>", True),
    ],
)
def test_rules_are_read_as_rfc_9309_says(text, allowed):
    """Groups by product token, the longest match, one group for all who are not named."""
    assert rules(text).allows(PAGE, "counterpoint") is allowed


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 10", 10.0),
        ("Crawl-delay: 2.5", 2.5),
        ("Crawl-delay: 86400", 60.0),
        ("Request-rate: 1/5", 5.0),
        ("Crawl-delay: soon", 0.0),
        ("Crawl-delay: -3", 0.0),
        ("Crawl-delay: nan", 0.0),
        ("Disallow: /x", 0.0),
    ],
)
def test_a_delay_that_is_asked_for_is_told(line, seconds):
    """In seconds, a minute at most."""
    assert rules(f"User-agent: *\n{line}\n").delay("counterpoint") == seconds


def test_sitemaps_are_listed():
    """Wherever they stand, each once."""
    text = "Sitemap: https://a.example/1.xml\nUser-agent: *\nsitemap:https://a.example/2.xml\nSitemap: https://a.example/1.xml"

    assert sitemaps(text) == ("https://a.example/1.xml", "https://a.example/2.xml")


@pytest.mark.parametrize(
    ("agent", "token"),
    [("Counterpoint/0.3 (news; +x)", "counterpoint"), ("My-Reader 2", "my-reader"), ("9", "counterpoint")],
)
def test_the_name_that_rules_are_looked_up_by(agent, token):
    """The product token of the user agent."""
    assert agent_token(agent) == token


def test_the_text_is_utf_8_whatever_it_holds():
    """A byte order mark is no part of it; damage is shown, not raised."""
    assert decode_robots(b"\xef\xbb\xbfUser-agent: *\xff") == "User-agent: *\ufffd"


@given(st.text(alphabet="User-agent:*\n Disallow/$#abc\r\t\u2028", max_size=300))
def test_any_text_is_read(text):
    """Nothing raises."""
    assert rules(text).allows(PAGE, "counterpoint") in {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: b{n}\n" for n in range(12_000)) + "Disallow: /x\n" * 20_000,
        "User-agent: counterpoint\n" * 10_000 + "Disallow: /x\n" * 20_000,
        "User-agent: *\n" + "Disallow: /a*b*c*d*e$\n" * 23_000,
        "User-agent: *\nDisallow: /" + "*a" * 250_000,
        "User-agent: *\nDisallow: /" + "$" * 490_000,
        "User-agent" + " " * 500_000,
        " " * 500_000,
        "Sitemap: https://a.example/s.xml\n" * 15_000,
    ],
)
def test_no_robots_txt_costs_a_second(text):
    """Of the largest size that is read, made to be slow."""
    began = time.process_time()
    read = rules(text)
    read.allows(f"https://outlet.example/{'a' * 2000}", "counterpoint")
    sitemaps(text)

    assert len(text) <= 600_000
    assert time.process_time() - began < 1.0


class Reader:
    """Gives robots.txt files and counts what it was asked; the clock is its own."""

    def __init__(self):
        self.now = 0.0
        self.asked = []
        self.text = "User-agent: *\nDisallow: /private"
        self.problem = None

    def read(self, origin):
        self.asked.append(origin)
        return RobotsFile(origin + "/robots.txt", "" if self.problem else self.text, NOON, 200, self.problem)

    def cache(self):
        return RobotsCache(self.read, "counterpoint", lambda: self.now)


FAILED = FetchError("https://outlet.example/robots.txt: no answer", url=URL, temporary=True)


def test_a_file_is_read_once_a_day():
    """For each origin."""
    reader = Reader()
    cache = reader.cache()
    for origin, now in (
        ("https://a", 0),
        ("https://a", KEPT_SECONDS - 1),
        ("https://b", 10),
        ("https://a", KEPT_SECONDS),
    ):
        reader.now = now
        cache.rules(origin)

    assert reader.asked == ["https://a", "https://b", "https://a"]


def test_a_file_that_could_not_be_read_is_asked_for_again_soon():
    """And until then known as such."""
    reader = Reader()
    cache = reader.cache()
    reader.problem = FAILED
    assert cache.rules("https://a").file.problem is FAILED
    reader.now = FAILED_SECONDS - 1
    assert cache.rules("https://a").file.problem is FAILED
    reader.now, reader.problem = FAILED_SECONDS, None
    assert cache.rules("https://a").file.problem is None

    assert len(reader.asked) == 2


def test_an_older_file_serves_while_the_new_one_cannot_be_read():
    """As RFC 9309 allows."""
    reader = Reader()
    cache = reader.cache()
    cache.rules("https://a")
    reader.now, reader.problem = KEPT_SECONDS + 1, FAILED

    assert not cache.rules("https://a").allows("https://a/private", "counterpoint")
    assert len(reader.asked) == 2


def test_threads_that_ask_at_once_read_it_once():
    """The others wait for the first."""
    reader = Reader()
    release = threading.Event()
    slow = RobotsCache(lambda origin: release.wait(10) and reader.read(origin), "counterpoint", lambda: 0.0)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(slow.rules, "https://a") for _ in range(8)]
        release.set()
        got = [each.result(10) for each in asked]

    assert len({id(each) for each in got}) == 1
    assert reader.asked == ["https://a"]


def test_a_bug_of_the_reader_does_not_stop_the_origin_for_ever():
    """It is raised to who asked, and the next one asks anew."""
    calls = iter([True, False])

    def read(origin):
        if next(calls):
            raise MemoryError
        return RobotsFile(origin, "", NOON)

    cache = RobotsCache(read, "counterpoint", lambda: 0.0)
    with pytest.raises(MemoryError):
        cache.rules("https://a")

    assert cache.rules("https://a").allows("https://a/", "counterpoint")


def test_memory_is_bounded_by_what_is_kept():
    """A thousand origins with the largest file each: the oldest are forgotten."""
    reader = Reader()
    reader.text = "#" * 500_000
    cache = reader.cache()
    for n in range(300):
        cache.rules(f"https://{n}")
    cache.rules("https://299")
    cache.rules("https://0")

    assert len(reader.asked) == 301
