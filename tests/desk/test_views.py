"""The server answers what it has, refuses the rest in one form, and shows nothing of its inside."""

import socket
import threading

import pytest
from django.db import DatabaseError

from counterpoint.config import ServeSettings, Settings
from counterpoint.desk.health import Check, Readiness
from counterpoint.desk.server import Server, make_site
from counterpoint.errors import ConfigError
from tests.desk.served import serving

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_process_answers():
    """GET and HEAD alike, but for the body."""
    with serving() as server:
        whole, head = server.ask("/healthz"), server.ask("/healthz", "HEAD")

    assert (whole.status, whole.json) == (200, {"status": "ok"})
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.body))


def test_readiness_is_told_check_by_check():
    """A fresh store with nothing due is ready."""
    with serving() as server:
        answer = server.ask("/readyz")

    assert answer.status == 200
    assert answer.json["status"] == "ready"
    assert {name for name, check in answer.json["checks"].items() if check["passed"]} == {
        "database",
        "migrations",
        "disk",
        "work",
    }


def test_what_is_not_ready_answers_503():
    """So that whoever balances or watches needs to read no JSON."""
    found = Readiness((Check("disk", passed=False, says="Make room."),))
    with serving(readiness=lambda _: found) as server:
        answer = server.ask("/readyz")

    assert answer.status == 503
    assert answer.json == {"status": "not ready", "checks": {"disk": {"passed": False, "says": "Make room."}}}


def test_figures_come_in_the_form_that_is_asked_for():
    """Prometheus' own by default, OpenMetrics where it is named."""
    with serving() as server:
        plain = server.ask("/metrics")
        opened = server.ask("/metrics", Accept="application/openmetrics-text; version=1.0.0")

    assert plain.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert b"counterpoint_store_up 1.0" in plain.body
    assert opened.headers["content-type"].startswith("application/openmetrics-text")
    assert opened.body.endswith(b"# EOF\n")


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 404),
        ("/metrics/", "GET", 404),
        ("/../../etc/passwd", "GET", 404),
        ("/%ff%fe%00", "GET", 404),
        ("/healthz%0d%0aSet-Cookie:%20a=b", "GET", 404),
        ("/<script>", "GET", 404),
        ("/metrics", "POST", 405),
        ("/healthz", "DELETE", 405),
        ("/readyz", "OPTIONS", 405),
        ("/readyz", "TRACE", 405),
        ("/healthz", "BREW", 405),
        ("/" + "a" * 5_000, "GET", 414),
        ("/healthz?" + "a" * 5_000, "GET", 414),
        ("/" + "a" * 60_000, "GET", 431),
        ("/websub/x", "GET", 404),
        ("/websub/x", "PUT", 405),
        ("/websub/x?hub.mode=%ff", "GET", 400),
        ("/websub/x?" + "a=1&" * 100, "GET", 400),
    ],
    ids=lambda value: str(value)[:20],
)
def test_every_refusal_is_a_problem_document(path, method, status):
    """RFC 9457, with the headers that keep a browser from making anything of it, and no word of Django."""
    with serving() as server:
        answer = server.ask(path, method)

    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json["status"], answer.json["type"]) == (status, "about:blank")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "set-cookie" not in answer.headers
    assert b"django" not in answer.body.lower()
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    ("serve", "host", "status"),
    [
        (ServeSettings(), "localhost:8765", 200),
        (ServeSettings(), "127.0.0.1", 200),
        (ServeSettings(), "[::1]:8765", 200),
        (ServeSettings(), "evil.example", 400),
        (ServeSettings(), "localhost.evil.example", 400),
        (ServeSettings(), "192.0.2.7", 400),
        (ServeSettings(), "a b", 400),
        (ServeSettings(public_url="https://desk.example/at"), "desk.example", 200),
        (ServeSettings(public_url="https://desk.example/at"), "DESK.example:443", 200),
        (ServeSettings(host="0.0.0.0"), "192.0.2.7:8765", 200),
        (ServeSettings(host="0.0.0.0"), "evil.example", 400),
        (ServeSettings(host="::"), "[2001:db8::1]:8765", 200),
        (ServeSettings(host="desk.internal"), "desk.internal", 200),
    ],
)
def test_only_its_own_names_are_answered(serve, host, status):
    """Localhost, what it listens on and the public address: another site's name may not lead a browser here."""
    with serving(serve) as server:
        assert server.ask("/healthz", Host=host).status == status


def test_a_view_that_fails_answers_500_and_says_nothing_more():
    """The log has the traceback."""

    def fails(_):
        raise RuntimeError("the secret inside")

    with serving(readiness=fails) as server:
        answer = server.ask("/readyz")
        after = server.ask("/healthz")

    assert (answer.status, after.status) == (500, 200)
    assert answer.json["title"] == "Internal Server Error"
    assert b"secret" not in answer.body


def test_a_database_that_is_away_is_told_and_the_process_still_answers(monkeypatch):
    """/readyz says 503, /metrics has what needs no store, /healthz is as ever."""

    def away(*_, **__):
        raise DatabaseError("connection to 10.0.0.7 refused for user desk")

    with serving() as server:
        monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", away)
        ready, figures, alive = (server.ask(path) for path in ("/readyz", "/metrics", "/healthz"))

    assert (ready.status, figures.status, alive.status) == (503, 200, 200)
    assert b"10.0.0.7" not in ready.body
    assert not any(check["passed"] for check in ready.json["checks"].values())
    assert b"counterpoint_store_up 0.0" in figures.body
    assert b"counterpoint_articles" not in figures.body


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n",
        b"POST /websub/x HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 99999999\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n",
    ],
    ids=["no http", "negative length", "two lengths", "too large", "bad header"],
)
def test_what_is_no_request_is_refused_and_the_server_goes_on(sent):
    """Before any view sees it."""
    with serving() as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
            raw.sendall(sent)
            got = raw.recv(10_000)
        after = server.ask("/healthz")

    assert got.startswith((b"HTTP/1.0 4", b"HTTP/1.1 4"))
    assert b"Traceback" not in got
    assert after.status == 200


def test_a_crowd_is_answered():
    """More askers at a time than there are threads."""
    seen = []
    with serving() as server:
        crowd = [
            threading.Thread(target=lambda: seen.append(server.ask("/metrics").status)) for _ in range(40)
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()

    assert seen == [200] * 40


def test_what_is_asked_is_logged_without_what_is_secret(caplog):
    """No query, and no token of a subscription."""
    caplog.set_level("INFO", "counterpoint")
    with serving() as server:
        server.ask("/websub/the-token?hub.challenge=the-challenge")
        server.ask("/nowhere?key=the-key")

    said = " ".join(record.getMessage() for record in caplog.records)
    assert "/websub/..." in said
    assert "/nowhere" in said
    assert not any(word in said for word in ("the-token", "the-challenge", "the-key"))


def test_a_port_in_use_is_one_sentence():
    """With the settings that choose another."""
    with serving() as server, pytest.raises(ConfigError, match=r"serve\.port"):
        Server(lambda *_: [], "127.0.0.1", server.port)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_one_sentence(host):
    """A name that is unknown, an address of another machine."""
    with pytest.raises(ConfigError, match="cannot be listened on"):
        Server(lambda *_: [], host, 0)


def test_hubs_need_an_address_to_reach():
    """serve.websub without serve.public_url is a mistake worth a sentence."""
    wanted = Settings(serve=ServeSettings(websub=True))

    with pytest.raises(ConfigError, match="public_url"):
        make_site(wanted, takes_pushes=True)
    assert not make_site(wanted).takes_pushes


def test_the_server_stops_within_seconds_while_somebody_is_connected():
    """A silent connection does not hold it."""
    stopped = threading.Event()
    server = Server(lambda *_: [], "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, args=(stopped,), daemon=True)
    thread.start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=5):
        stopped.set()
        thread.join(timeout=9)

        assert not thread.is_alive()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port), timeout=5)
