"""The fetcher, against a real server on this machine."""

from __future__ import annotations

import contextlib
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterpoint.config import FetchSettings
from counterpoint.errors import ConfigError, FetchError
from counterpoint.ingest.answers import NotModified, Validators
from counterpoint.ingest.http import HttpFetcher
from tests.servers import PAGE, Server, failing, misbehaving, moved, packed, page, reply

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SETTINGS = FetchSettings(
    private_networks=("127.0.0.0/8",), delay=0.0, timeout=1.0, total_timeout=5.0, retries=1
)


def fetching(resolver=None, **changes):
    """A fetcher that may reach this machine; names resolve to it."""
    return HttpFetcher(
        clock=lambda: NOON,
        settings=replace(SETTINGS, **changes),
        sleep=lambda _: None,
        resolver=resolver or (lambda host, _: [host if host[0].isdigit() else "127.0.0.1"]),
    )


@pytest.fixture
def fetcher():
    made = fetching()
    yield made
    made.close()


@pytest.fixture(scope="module")
def bad():
    """The server that misbehaves in every way it knows."""
    with Server(misbehaving()) as server:
        yield server


def test_a_page_becomes_a_capture():
    """With its bytes, addresses before and after redirects, status, type, headers and time."""
    routes = {"/moved": moved("/page#part"), "/page": page(b"<p>words</p>", x_two="a")}
    with Server(routes) as server:
        fetcher = fetching()
        got = fetcher.fetch(server.url + "/moved")
        fetcher.close()

    assert (got.content, got.status, got.fetched) == (b"<p>words</p>", 200, NOON)
    assert (got.asked, got.url) == (server.url + "/moved", server.url + "/page")
    assert got.content_type == "text/html; charset=utf-8"
    assert ("x-two", "a") in got.headers


@pytest.mark.parametrize(
    ("path", "kind", "temporary"),
    [
        ("/silent", "timeout", True),
        ("/hung-up", "broken", True),
        ("/truncated", "broken", True),
        ("/truncated-gzip", "broken", True),
        ("/no-http", "broken", True),
        ("/circle", "redirects", False),
        ("/nowhere", "redirects", False),
        ("/into-a-file", "address", False),
        ("/unavailable", "status", True),
        ("/5xx-then-200", "status", True),
        ("/gone", "gone", False),
        ("/forbidden", "status", False),
        ("/none", "status", False),
        ("/304-unasked", "status", False),
        ("/huge", "too_large", False),
        ("/huge-by-its-length", "too_large", False),
        ("/endless", "too_large", False),
        ("/endless-chunks", "broken", False),
        ("/endless-head", "broken", True),
        ("/endless-interim", "too_large", False),
        ("/many-headers", "too_large", False),
        ("/unknown-encoding", "encoding", False),
        ("/bomb-gzip", "ratio", False),
        ("/bomb-deflate", "ratio", False),
        ("/bomb-br", "ratio", False),
        ("/bomb-zstd", "ratio", False),
    ],
)
def test_what_cannot_be_fetched_says_why(bad, fetcher, path, kind, temporary):
    """One sentence that begins with the address; a kind to count by; whether to try again; within a CPU-second."""
    began = time.process_time()
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(bad.url + path)

    error = caught.value
    assert (error.kind, error.temporary, error.url) == (kind, temporary, bad.url + path)
    assert str(error).startswith(bad.url + path + ": ")
    assert "\n" not in str(error)
    assert time.process_time() - began < 2.0  # the server's share included


def test_who_keeps_an_error_keeps_no_body(bad, fetcher):
    """Errors wait in queues; ten megabytes in the frames of each would be a leak."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(bad.url + "/huge")

    held, error = 0, caught.value
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            held += sum(len(v) for v in frame.f_locals.values() if isinstance(v, bytes | bytearray))
        error = error.__cause__
    assert caught.value.__cause__ is not None
    assert held < 100_000


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/too-long-for-its-length", PAGE[:20]),
        ("/gzip-that-is-none", PAGE),
        ("/changing-etag", PAGE),
        ("/wrong-charset", "<p>Où ça ?</p>".encode("latin-1")),
    ],
)
def test_what_is_merely_wrong_is_read(bad, fetcher, path, content):
    """Twice: what a wrong length leaves over is not taken for the next answer."""
    assert [fetcher.fetch(bad.url + path).content for _ in range(2)] == [content] * 2


@pytest.mark.parametrize("path", ["/dripped-body", "/dripped-head"])
def test_bytes_that_drip_keep_nothing_alive(bad, path):
    """A byte every now and then is no progress: the whole has an end."""
    fetcher = fetching(total_timeout=0.5)
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.5 seconds as a whole") as caught:
        fetcher.fetch(bad.url + path)
    fetcher.close()

    assert caught.value.kind == "timeout"
    assert time.monotonic() - began < 3.0


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_packed_pages_are_unpacked(fetcher, encoding):
    """As asked for in Accept-Encoding."""
    with Server({"/": packed(PAGE * 9, encoding)}) as server:
        assert fetcher.fetch(server.url).content == PAGE * 9
        assert encoding in server.asked[-1].headers["accept-encoding"]


# Redirects


def test_redirects_are_counted():
    """As many as set, and no more."""
    routes = {f"/{n}": moved(f"/{n - 1}") for n in range(1, 9)} | {"/0": page()}
    with Server(routes) as server:
        fetcher = fetching(max_redirects=3)
        got = fetcher.fetch(server.url + "/3")
        with pytest.raises(FetchError, match="redirects more than 3 times"):
            fetcher.fetch(server.url + "/4")
        fetcher.close()

    assert got.url == server.url + "/0"


@pytest.mark.parametrize(
    ("first", "second", "told"), [(301, 308, "/c"), (301, 302, "/b"), (302, 301, None), (308, 307, "/b")]
)
def test_permanent_redirects_are_told(fetcher, first, second, told):
    """As far as they go without a temporary one before: a feed's address can follow them."""
    with Server({"/a": moved("/b", first), "/b": moved("/c", second), "/c": page()}) as server:
        got = fetcher.ask(server.url + "/a")

    assert got.moved == (told and server.url + told)


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:PORT/secret",
        "http://[::ffff:127.0.0.1]:PORT/secret",
        "http://127.1:PORT/secret",
        "http://2130706433:PORT/secret",
        "http://0x7f.1:PORT/secret",
        "http://0177.0.0.1:PORT/secret",
        "http://localhost:PORT/secret",
        "http://①②⑦.0.0.1:PORT/secret",
        "http://127。0。0。1:PORT/secret",
        "http://１２７.0.0.1:PORT/secret",
        "http://outlet.example@127.0.0.1:PORT/secret",
        "http://127.0.0.1:25/",
        "http://127.0.0.1.:PORT/secret",
        "//127.0.0.1:PORT/secret",
        "gopher://127.0.0.1/",
        "http://[",
    ],
)
def test_no_redirect_leads_inside(location):
    """Every hop is checked as the first is; the redirecting server alone is named as allowed."""
    with Server({"/secret": page("secret")}) as server:
        location = location.replace("PORT", str(server.port))
        fetcher = HttpFetcher(
            clock=lambda: NOON,
            settings=replace(SETTINGS, private_networks=()),
            allowed=lambda address: address == "127.0.0.9",
            resolver=lambda host, port: ["127.0.0.9"] if host == "outlet.example" else _system(host, port),
        )
        with Server({"/": moved(location)}, host="127.0.0.9") as outlet, pytest.raises(FetchError) as caught:
            fetcher.fetch(f"http://outlet.example:{outlet.port}/")
        fetcher.close()

    assert caught.value.kind in {"private", "address"}
    assert server.asked == []


def _system(host, port):
    from counterpoint.ingest.connections import resolve

    return resolve(host, port)


# Addresses


def test_private_addresses_are_refused_however_they_are_written():
    """By name, by number, in hexadecimal: what counts is the address connected to."""
    with Server({"/": page()}) as server:
        fetcher = HttpFetcher(clock=lambda: NOON)
        for host in (
            "127.0.0.1",
            "localhost",
            "127.1",
            "2130706433",
            "0x7f.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ):
            with pytest.raises(FetchError) as caught:
                fetcher.fetch(f"http://{host}:{server.port}/page")
            assert caught.value.kind == "private", host
        fetcher.close()

    assert server.asked == []


def test_a_name_that_changes_its_address_is_checked_at_each_connection():
    """The address that was checked is the one connected to: the name is resolved once for each connection."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    fetcher = fetching(resolver=lambda *_: next(answers), private_networks=("127.0.0.1",))
    with Server({"/": page(connection="close"), "/robots.txt": page("", 404, connection="close")}) as server:
        url = f"http://outlet.example:{server.port}/"
        first = fetcher.fetch(url)
        with pytest.raises(FetchError, match=r"private network \(10\.0\.0\.1\)") as caught:
            fetcher.fetch(url)
    fetcher.close()

    assert first.content == PAGE
    assert (caught.value.kind, caught.value.temporary) == ("private", False)
    assert server.paths() == ["/"]


def test_a_name_with_one_private_address_is_refused():
    """A public address beside it excuses nothing."""
    fetcher = fetching(resolver=lambda *_: ["127.0.0.1", "192.168.1.1"])
    with Server({"/": page()}) as server, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"http://outlet.example:{server.port}/")
    fetcher.close()

    assert (caught.value.kind, server.asked) == ("private", [])


@pytest.mark.parametrize(
    ("error", "kind"), [(OSError("no such name"), "name"), (UnicodeError("label too long"), "name")]
)
def test_a_name_that_is_not_found_says_so(error, kind):
    """Also where the resolver chokes on it."""

    def resolver(*_):
        raise error

    fetcher = fetching(resolver=resolver)
    with pytest.raises(FetchError, match=r"outlet\.example was not found") as caught:
        fetcher.fetch("http://outlet.example/")
    fetcher.close()

    assert caught.value.kind == kind


def test_a_resolver_that_never_answers_is_not_waited_for():
    """The system's resolver knows no deadline; the fetcher does."""
    release = threading.Event()
    fetcher = fetching(resolver=lambda *_: release.wait(30) and [], total_timeout=0.3)
    with pytest.raises(FetchError) as caught:
        fetcher.fetch("http://outlet.example/")
    release.set()
    fetcher.close()

    assert caught.value.temporary
    assert caught.value.kind in {"timeout", "robots"}


def test_environment_proxies_are_not_used(fetcher, monkeypatch):
    """A proxy would resolve and connect unchecked."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Server({"/": page()}) as server:
        made = fetching()
        assert made.fetch(server.url).content == PAGE
        made.close()


@pytest.mark.parametrize(
    "url",
    """|outlet.example|ftp://outlet.example/|http://|http:///x|http://..|http://a b/|http://[::1|http://a%2eb/
    |http://name:word@outlet.example/|http://outlet.example:22/|http://outlet.example:99999/|javascript:alert(1)
    |http://[fe80::1%25eth0]/""".replace("\n    ", "").split("|"),
)
def test_what_is_no_address_of_the_web_is_refused(fetcher, url):
    """Before anything is asked of anyone."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)

    assert caught.value.kind == "address"


@pytest.mark.parametrize(
    "url", ["\x00", "http://\ud800.com/", "http://xn--\u0378/", "http://a/" + "a" * 9000]
)
def test_odd_characters_and_endless_addresses_are_refused(fetcher, url):
    """In one error, whatever the parsers of addresses and names think of them."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)

    assert caught.value.kind == "address"


@pytest.mark.parametrize(
    ("host", "resolved"),
    [
        ("bücher.example", "xn--bcher-kva.example"),
        ("OUTLET.example.", "outlet.example"),
        ("outlet。example", "outlet.example"),
        ("under_score.example", "under_score.example"),
    ],
)
def test_names_are_asked_for_in_their_normal_form(host, resolved):
    """So that one host is one host, to the resolver, the server and the gate."""
    names = []
    fetcher = fetching(resolver=lambda name, _: names.append(name) or ["127.0.0.1"])
    with Server({"/": page(connection="close")}) as server:
        fetcher.fetch(f"http://{host}:{server.port}/")
    fetcher.close()

    assert set(names) == {resolved}
    assert server.asked[-1].headers["host"] == f"{resolved}:{server.port}"


def test_wrong_settings_are_told_at_once():
    """Not at the first fetch."""
    for wrong in ({"private_networks": ("home",)}, {"user_agent": "Reader\r\nX: y"}, {"contact": "é"}):
        with pytest.raises(ConfigError):
            HttpFetcher(clock=lambda: NOON, settings=FetchSettings(**wrong))


# Asking again


@pytest.mark.parametrize("etag", ['"abc"', 'W/"weak-1"', "unquoted", '"sp ace"'])
def test_what_has_not_changed_is_not_sent_again(fetcher, etag):
    """Entity tags go back exactly as they came, weak ones too."""
    from tests.servers import conditional

    with Server({"/feed": conditional(etag, "Mon, 04 May 2026 12:00:00 GMT")}) as server:
        first = fetcher.ask(server.url + "/feed")
        again = fetcher.fetch_if_changed(server.url + "/feed", first.validators)

    assert first.validators == Validators(etag, "Mon, 04 May 2026 12:00:00 GMT", server.url + "/feed")
    assert isinstance(again, NotModified)
    assert (again.url, again.fetched) == (server.url + "/feed", NOON)
    assert server.asked[-1].headers["if-none-match"] == etag


def test_what_has_changed_comes_whole(fetcher):
    """With the validators of what came."""
    with Server(
        {"/": lambda r: [reply(200, PAGE, etag=f'"{r.nth}"', cache_control="max-age=600")]}
    ) as server:
        first = fetcher.ask(server.url + "/")
        second = fetcher.ask(server.url + "/", first.validators)

    assert second.answer.content == PAGE
    assert (second.validators.etag, second.max_age) == ('"2"', 600)


def test_validators_go_to_no_other_address(fetcher):
    """A tag is a mark by which another server could know the reader again."""
    with Server({"/": page()}) as server:
        fetcher.ask(server.url + "/", Validators(etag='"1"', url="https://outlet.example/feed"))

    assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize("value", ["x" * 2000, "caf\u0101", "tab\there"])
def test_validators_that_cannot_be_sent_are_dropped(value):
    """A header that would not pass, or would cost more than it saves."""
    from counterpoint.ingest.answers import validators_of

    assert validators_of((("ETag", value),), "http://outlet.example/").etag is None


def test_cookies_are_not_kept():
    """A reader of many sites has nothing to remember for them."""
    with Server({"/": page(set_cookie="id=1")}) as server:
        fetcher = fetching()
        fetcher.fetch(server.url)
        fetcher.fetch(server.url)
        fetcher.close()

    assert "cookie" not in server.asked[-1].headers


def test_temporary_failures_are_tried_again():
    """As often as set; the waits grow and are random."""
    waits = []
    with Server({"/": failing(2, page())}) as server:
        fetcher = HttpFetcher(
            clock=lambda: NOON, settings=replace(SETTINGS, retries=3), sleep=waits.append, random=lambda: 0.5
        )
        got = fetcher.ask(server.url + "/")
        fetcher.close()

    assert (got.answer.content, got.tries, waits) == (PAGE, 3, [0.5, 1.0])


@pytest.mark.parametrize("path", ["/forbidden", "/gone", "/bomb-gzip", "/circle"])
def test_lasting_failures_are_not_tried_again(bad, path):
    """They would be the same."""
    fetcher = fetching(retries=5)
    before = len(bad.paths())
    with pytest.raises(FetchError):
        fetcher.fetch(bad.url + path)
    fetcher.close()

    assert len(bad.paths()) - before <= 2  # two for the circle


def test_a_busy_host_is_left_alone_until_it_says(bad):
    """429 with Retry-After closes the gate for every page of the host; others go on."""
    fetcher = fetching(retries=3)
    with pytest.raises(FetchError) as busy:
        fetcher.fetch(bad.url + "/busy")
    with pytest.raises(FetchError) as later:
        fetcher.fetch(bad.url + "/page")
    wait = fetcher.gate.ready_at("127.0.0.1") - time.monotonic()
    elsewhere = fetcher.fetch(f"http://outlet.example:{bad.port}/page")
    fetcher.close()

    assert (busy.value.status, busy.value.retry_after) == (429, 120.0)
    assert (later.value.kind, later.value.temporary) == ("later", True)
    assert 110 < later.value.retry_after <= 120
    assert 110 < wait <= 120
    assert elsewhere.content == PAGE


def test_turns_are_waited_for_within_one_patience():
    """A chain of redirects over one host does not add up."""
    routes = {f"/{n}": moved(f"/{n + 1}") for n in range(5)}
    fetcher = fetching(delay=0.3, total_timeout=0.7)
    with Server(routes) as server, pytest.raises(FetchError) as caught:
        fetcher.fetch(server.url + "/0")
    fetcher.close()

    assert caught.value.kind == "later"
    assert 2 <= len(server.paths()) <= 3


# Connections


def test_connections_are_used_again(fetcher):
    """Also after an error page and an answer without a body."""
    with Server({"/": page(), "/304": lambda _: [reply(304, content_length="")]}) as server:
        for path in ("/", "/none", "/304", "/"):
            with contextlib.suppress(FetchError):
                fetcher.fetch(server.url + path)
        assert server.paths() == ["/", "/none", "/304", "/"]
        assert len(server.ports()) == 1


def test_a_kept_connection_that_died_is_replaced(fetcher):
    """A server may close between two requests; that is no failure."""
    with Server({"/": page()}) as server:
        fetcher.fetch(server.url)
        server.hang_up()
        assert fetcher.fetch(server.url).content == PAGE


def test_many_threads_fetch_at_once():
    """Each gets its own page, over hosts and pages mixed."""
    with Server({"/*": lambda r: [reply(200, (r.headers["host"] + r.target).encode())]}) as server:
        fetcher = fetching(per_host=4, retries=3)
        urls = [f"http://h{n % 7}.example:{server.port}/{n}" for n in range(300)]
        with ThreadPoolExecutor(24) as pool:
            got = list(pool.map(fetcher.fetch, urls))
        fetcher.close()

    assert [c.content.decode() for c in got] == [u.removeprefix("http://") for u in urls]


def test_closing_ends_what_is_under_way(bad):
    """Within a moment, in words; whoever waits for a turn is sent away as well."""
    fetcher = fetching(timeout=30.0, total_timeout=30.0)
    errors = []

    def work():
        try:
            fetcher.fetch(bad.url + "/silent")
        except FetchError as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    before = len(bad.paths())
    for thread in threads:
        thread.start()
    while len(bad.paths()) == before:
        time.sleep(0.01)
    fetcher.close()
    for thread in threads:
        thread.join(5)

    assert [error.kind for error in errors] == ["stopped"] * 3
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(bad.url + "/page")
    assert caught.value.kind == "stopped"


# robots.txt


def test_robots_txt_is_obeyed():
    """The error names the host and the setting; what is allowed comes."""
    rules = page("User-agent: *\nDisallow: /private\n", content_type="text/plain")
    with Server({"/*": page(), "/robots.txt": rules}) as server:
        fetcher = fetching()
        with pytest.raises(FetchError, match=r"robots\.txt of 127\.0\.0\.1 disallows it") as caught:
            fetcher.fetch(server.url + "/private/1")
        got = fetcher.fetch(server.url + "/open")
        fetcher.close()
        free = fetching(obey_robots=False)
        assert free.fetch(server.url + "/private/1").content == PAGE
        free.close()

    assert (caught.value.kind, caught.value.temporary) == ("robots", False)
    assert "fetch.obey_robots" in str(caught.value)
    assert got.content == PAGE
    assert [r.path for r in server.asked] == ["/robots.txt", "/open", "/private/1"]


def test_each_hop_asks_the_robots_txt_of_its_own_site():
    """A redirect is no way around it."""
    rules = page("User-agent: Counterpoint\nDisallow: /\n")
    with (
        Server({"/": page(), "/robots.txt": rules}) as barred,
        Server({"/": moved(barred.url + "/")}) as open_,
    ):
        fetcher = fetching()
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(open_.url + "/")
        fetcher.close()

    assert caught.value.kind == "robots"
    assert barred.paths() == []


@pytest.mark.parametrize(
    ("robots", "kind"),
    [
        (page("", status=404), None),
        (page("", status=403), None),
        (moved("/robots.txt?again"), None),
        (page("<html>not found</html>"), None),
        (page(b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), "robots"),
        (page("", status=503), "robots"),
        (page("", status=429), "robots"),
        (lambda _: [b"\r\nConnection: close"], "robots"),
    ],
)
def test_a_robots_txt_that_is_missing_allows_and_one_that_fails_does_not(fetcher, robots, kind):
    """RFC 9309: 4xx and circles mean there is none; no answer and 5xx mean to keep away for now."""
    with Server({"/": page(), "/robots.txt": robots}) as server:
        try:
            got = fetcher.fetch(server.url + "/").content
        except FetchError as error:
            got = error.kind

    assert got == (kind or PAGE)


def test_a_site_that_cannot_be_reached_is_told_as_that(fetcher):
    """Not as a matter of its robots.txt."""
    with Server({}) as server:
        url = server.url
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        fetcher.fetch(url + "/")

    assert (caught.value.kind, caught.value.temporary) == ("connect", True)


def test_the_robots_txt_can_be_read_by_others(fetcher):
    """Its text, where it stands and when it was read: licences are named there. Read once for all."""
    text = "License: https://outlet.example/license.xml\nUser-agent: *\nAllow: /\n"
    with Server({"/": page(), "/robots.txt": page(text)}) as server:
        fetcher.fetch(server.url + "/")
        file = fetcher.robots(server.url + "/any/page?x=1")

    assert (file.text, file.url, file.fetched, file.status) == (text, server.url + "/robots.txt", NOON, 200)
    assert len(server.asked) == 2


def test_a_huge_robots_txt_is_cut_off():
    """What stands in the first 500 kB counts."""
    text = b"User-agent: *\nDisallow: /private\n" + b"#" * 3_000_000
    with Server({"/*": page(), "/robots.txt": page(text)}) as server:
        fetcher = fetching(max_bytes=1_000_000)
        assert len(fetcher.robots(server.url).text) == 512_000
        with pytest.raises(FetchError, match="disallows"):
            fetcher.fetch(server.url + "/private")
        fetcher.close()


# Forms


def test_a_form_is_posted(fetcher):
    """Over redirects that keep the method; robots.txt is not asked: a hub is a program's place to call."""
    routes = {"/hub": moved("/hub2", 307), "/hub2": page("", status=202), "/robots.txt": page("no", 500)}
    with Server(routes) as server:
        status = fetcher.post_form(
            server.url + "/hub", {"hub.mode": "subscribe", "hub.topic": "http://a/?b&c"}
        )

    assert status == 202
    assert [(r.method, r.path) for r in server.asked] == [("POST", "/hub"), ("POST", "/hub2")]
    assert server.asked[-1].body == b"hub.mode=subscribe&hub.topic=http%3A%2F%2Fa%2F%3Fb%26c"
    assert server.asked[-1].headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("route", "kind"), [(page("", status=400), "status"), (moved("/x", 302), "redirects")]
)
def test_a_form_that_is_not_taken_says_so(fetcher, route, kind):
    """And is guarded as every request."""
    with Server({"/hub": route}) as server, pytest.raises(FetchError) as caught:
        fetcher.post_form(server.url + "/hub", {"a": "b"})
    with pytest.raises(FetchError) as private:
        fetcher.post_form("http://10.0.0.1/hub", {"a": "b"})

    assert (caught.value.kind, private.value.kind) == (kind, "private")
