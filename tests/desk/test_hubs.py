"""Hubs are asked, believed only where we asked and they sign, and let go."""

import hashlib
import hmac
import http.client
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from counterpoint.config import ServeSettings
from counterpoint.desk import feeds, hubs, models, tasks
from counterpoint.desk.guarded import kept
from counterpoint.desk.hubs import Taken
from counterpoint.desk.tasks import Kind
from counterpoint.types import Subscription
from tests.desk.served import serving
from tests.desk.test_worker import NOON, SETTINGS, a_worker
from tests.servers import Server, page, reply

pytestmark = pytest.mark.django_db(transaction=True)
FEED = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>River</title><id>urn:r</id>'
    '<updated>2026-03-02T11:00:00Z</updated><link rel="hub" href="{url}/hub"/><link rel="self" href="{url}/feed"/></feed>'
)


class Hub:
    """A hub that does as W3C says: answers 202, and asks back from a thread of its own."""

    def __init__(self, *, lease="864000", at_once=False, answers=None) -> None:
        self.asked: list[dict[str, str]] = []
        self.told: list[tuple[int, bytes]] = []
        self.lease, self.at_once, self.answers = lease, at_once, answers
        self._threads: list[threading.Thread] = []

    def __call__(self, request):
        fields = dict(parse_qsl(request.body.decode()))
        self.asked.append(fields)
        if self.answers is not None:
            return [reply(self.answers)]
        thread = threading.Thread(target=self.verify, args=(fields,))
        self._threads.append(thread)
        thread.start()
        if self.at_once:  # some hubs ask back before they answer
            thread.join(20)
        return [reply(202)]

    def verify(self, fields):
        query = {
            "hub.mode": fields["hub.mode"],
            "hub.topic": fields["hub.topic"],
            "hub.challenge": "abc 123",
            "hub.lease_seconds": self.lease,
        }
        self.told.append(call(fields["hub.callback"] + "?" + urlencode(query)))

    def settle(self):
        """Wait for what was asked back."""
        for thread in self._threads:
            thread.join(20)

    def push(self, body=b"<feed/>", *, signed=True, of=0, content_type="application/atom+xml"):
        fields = self.asked[of]
        made = hmac.new(fields["hub.secret"].encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": content_type, "X-Hub-Signature": f"sha256={made if signed else 'ff'}"}
        return call(fields["hub.callback"], "POST", body, headers)[0]


def call(url, method="GET", body=None, headers=None):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextmanager
def a_desk(hub, *, websub=True):
    """A worker, the server that hubs reach, and a site with a feed and its hub."""
    now = []

    def clock():
        return now[0]()

    with (
        Server({}) as site,
        serving(ServeSettings(websub=True, public_url="http://127.0.0.1"), clock=clock) as desk,
    ):
        site.routes["/hub"] = hub
        site.routes["/feed"] = page(FEED.format(url=site.url), content_type="application/atom+xml")
        settings = replace(SETTINGS, serve=ServeSettings(websub=websub, public_url=desk.url))
        with a_worker(settings=settings) as worker:
            now.append(worker.clock)
            with kept():
                feeds.add_feed(Subscription(f"{site.url}/feed"), now=NOON)
            worker.site = site
            yield worker


def work(worker, hub, **later):
    """Let some time pass, and have done what is due then, the hub's part too."""
    worker.clock.on(**(later or {"seconds": 61}))
    worker.drain()
    hub.settle()


def subscribed(worker, hub):
    """Poll, so that the hub is known, and then ask it."""
    worker.drain()
    work(worker, hub)


def poll_due():
    return models.Task.objects.get(kind="poll").due


@pytest.mark.parametrize("at_once", [False, True])
def test_a_feeds_hub_is_asked_and_confirmed(at_once):
    """With an address and a secret of the feed's own; then polls are only to make sure."""
    hub = Hub(at_once=at_once)
    with a_desk(hub) as worker:
        subscribed(worker, hub)

        (asked,) = hub.asked
        assert asked["hub.mode"] == "subscribe"
        assert asked["hub.topic"] == f"{worker.site.url}/feed"
        assert len(asked["hub.callback"].rpartition("/websub/")[2]) == 43
        assert len(asked["hub.secret"]) == 43
        assert hub.told == [(200, b"abc 123")]
        feed = models.Feed.objects.get()
        assert feed.lease_until == worker.clock() + timedelta(days=10)
        work(worker, hub, days=1)
        assert len(hub.asked) == 1


def test_a_signed_push_has_the_feed_polled_at_once():
    """What is not signed has not, and is answered the same."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        worker.clock.on(minutes=5)
        before = poll_due()

        assert hub.push(signed=False) == 202
        assert poll_due() == before
        assert hub.push() == 202
        assert poll_due() == worker.clock()
        polls = worker.site.paths().count("/feed")
        worker.drain()
        assert worker.site.paths().count("/feed") == polls + 1


def test_a_hub_that_pushes_without_end_buys_few_polls():
    """Half a minute lies between two."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        models.Feed.objects.update(polled=worker.clock() - timedelta(seconds=10))
        for _ in range(3):
            assert hub.push() == 202

        assert poll_due() == worker.clock() + timedelta(seconds=20)


def test_a_push_while_a_poll_is_under_way_is_not_lost():
    """That poll may have come too early: another follows."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        lease = timedelta(minutes=5)
        worker.clock.on(days=1)
        (job,) = tasks.claim("other", [Kind.POLL], 1, now=worker.clock(), lease=lease)
        assert hub.push() == 202
        with kept():
            tasks.again(job, due=worker.clock() + timedelta(days=1))
        worker.clock.on(seconds=61)
        hubs.subscribe_due(worker._tools)

        assert poll_due() == worker.clock()
        assert models.HubLease.objects.get().pushed is None


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"<feed/>", "application/x-www-form-urlencoded", 415),
        (b"<feed/>", "", 415),
        (b"<feed/>", "multipart/form-data; boundary=x", 415),
        (b"x" * 5_000_000, "text/xml", 202),
        (b"", "text/xml; charset=utf-8", 202),
        (b"\xff\x00" * 1000, "application/json", 202),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_pushed_has_a_form_and_a_size(body, content_type, status):
    """It is never read as a feed, whatever it is."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)

        assert hub.push(body, content_type=content_type) == status


def test_only_what_was_asked_for_is_confirmed():
    """Another topic, another mode, no challenge, a strange lease, an address that was never given: 404."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        home = hub.asked[0]["hub.callback"]
        good = {
            "hub.mode": "subscribe",
            "hub.topic": hub.asked[0]["hub.topic"],
            "hub.challenge": "<b>x</b>",
            "hub.lease_seconds": "60",
        }
        for wrong in (
            {"hub.topic": "https://elsewhere.example/"},
            {"hub.mode": "unsubscribe"},
            {"hub.challenge": ""},
            {"hub.lease_seconds": "-1"},
        ):
            assert call(f"{home}?{urlencode(good | wrong)}")[0] == 404
        assert call(f"{home}x?{urlencode(good)}")[0] == 404
        assert call(home)[0] == 404
        assert call(f"{home}?{urlencode(good)}") == (200, b"<b>x</b>")


def test_nothing_is_confirmed_or_taken_before_it_was_asked():
    """A row that waits for its turn believes nobody."""
    feed = models.Feed.objects.create(url="https://river.example/feed", added=NOON)
    models.HubLease.objects.create(
        feed=feed, token="t", secret="s", hub="h", topic="t", callback="c", due=NOON
    )
    query = {
        "hub.mode": "subscribe",
        "hub.topic": "t",
        "hub.challenge": "x",
        "hub.lease_seconds": "600",
    }

    assert hubs.confirm("t", query, now=NOON) is None
    assert hubs.pushed("t", b"", "sha256=", now=NOON) is Taken.UNKNOWN
    assert hubs.pushed("\x00", b"", None, now=NOON) is Taken.UNKNOWN


def test_a_lease_is_renewed_before_it_ends():
    """At the same address and with the same secret."""
    hub = Hub(lease="86400")
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        work(worker, hub, hours=18)
        assert len(hub.asked) == 1
        work(worker, hub, hours=2)

        first, second = hub.asked
        assert first == second
        assert models.Feed.objects.get().lease_until == worker.clock() + timedelta(days=1)


def test_a_feed_that_is_not_polled_any_more_is_let_go():
    """The hub is asked to end, confirms that, and its address is unknown from then on."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        models.Feed.objects.update(active=False)
        work(worker, hub)

        assert [asked["hub.mode"] for asked in hub.asked] == ["subscribe", "unsubscribe"]
        assert hub.told[-1] == (200, b"abc 123")
        assert not models.HubLease.objects.exists()
        assert models.Feed.objects.get().lease_until is None
        assert hub.push() == 410


def test_a_hub_that_does_not_confirm_the_end_is_asked_three_times():
    """Its lease runs out by itself."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        models.Feed.objects.update(active=False)
        hub.answers = 202
        for _ in range(5):
            work(worker, hub, hours=5)

        assert [asked["hub.mode"] for asked in hub.asked] == ["subscribe", *["unsubscribe"] * 3]
        assert not models.HubLease.objects.exists()


def test_a_hub_that_fails_is_named_and_asked_ever_less():
    """After an hour, two, four; the feed is polled as ever."""
    hub = Hub(answers=500)
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        for hours in (1, 1, 1, 1):
            work(worker, hub, hours=hours, seconds=61)

        assert len(hub.asked) == 3
        (refused,) = models.Rejection.objects.filter(stage="hub")
        assert "the server answers 500" in refused.reason
        assert refused.times == 3
        assert models.Feed.objects.get().lease_until is None
        assert models.Tally.objects.get(stage="hub").outcome == "rejected"


def test_a_hub_that_denies_is_left_alone_for_a_week():
    """It says so with a GET; what it gave before has ended."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        home, topic = hub.asked[0]["hub.callback"], hub.asked[0]["hub.topic"]
        query = urlencode({"hub.mode": "denied", "hub.topic": topic, "hub.reason": "no more\x00"})

        assert call(f"{home}?{query}") == (200, b"")
        assert models.Feed.objects.get().lease_until is None
        assert hub.push() == 410
        work(worker, hub, days=6)
        assert len(hub.asked) == 1
        work(worker, hub, days=2)
        assert len(hub.asked) == 2


def test_a_feed_that_moves_to_another_hub_is_asked_for_there():
    """With a new address and secret; the old hub's are unknown. Not more than once in an hour."""
    hub = Hub()
    with a_desk(hub) as worker:
        subscribed(worker, hub)
        models.Feed.objects.update(topic=f"{worker.site.url}/feed?session=2")
        work(worker, hub)
        assert len(hub.asked) == 1
        work(worker, hub, hours=1)

        first, second = hub.asked
        assert second["hub.topic"].endswith("session=2")
        assert second["hub.callback"] != first["hub.callback"]
        assert second["hub.secret"] != first["hub.secret"]
        assert (hub.push(of=0), hub.push(of=1)) == (410, 202)


def test_where_hubs_are_not_wanted_none_is_asked():
    """And what they had promised is not relied on."""
    hub = Hub()
    with a_desk(hub, websub=False) as worker:
        worker.drain()
        models.Feed.objects.update(lease_until=NOON + timedelta(days=9))
        work(worker, hub)

        assert hub.asked == []
        assert models.Feed.objects.get().lease_until is None


def test_a_hub_in_the_answers_header_is_found():
    """A feed served from files may have it nowhere else; the header goes before what the feed says."""
    hub = Hub()
    with a_desk(hub) as worker:
        url = worker.site.url
        link = f'<{url}/hub>; rel="hub", <{url}/feed?canonical>; rel="self"'
        atom = FEED.format(url=url).replace(f"{url}/hub", f"{url}/other-hub")
        worker.site.routes["/feed"] = page(atom, content_type="application/atom+xml", link=link)
        subscribed(worker, hub)

        assert [asked["hub.topic"] for asked in hub.asked] == [f"{url}/feed?canonical"]
        assert "/other-hub" not in worker.site.paths()
