"""A worker passes over hosts whose turn has not come, and over no other."""

from dataclasses import replace

import pytest

from counterpoint.desk import feeds, models
from counterpoint.desk.guarded import kept
from counterpoint.desk.polling import Hosts
from counterpoint.types import Subscription
from tests.desk.test_worker import LOCAL, NOON, SETTINGS, a_worker, counts, html, rss, serve
from tests.servers import Server, page

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_host_that_was_never_let_through_is_open():
    """The gate knows no host that robots.txt closes, and forgets those at rest: both may be asked."""
    with a_worker() as worker:
        hosts = Hosts(worker._tools)
        hosts.asked("outlet.example")

        assert [hosts.closed() for _ in range(100)] == [[]] * 100


def test_a_host_that_asks_to_wait_is_closed_until_then():
    """And no longer."""
    with a_worker() as worker:
        hosts, gate = Hosts(worker._tools), worker._tools.fetcher.gate
        hosts.asked("outlet.example")
        gate.close_until("outlet.example", gate.ready_at("outlet.example") + 60)

        assert hosts.closed() == ["outlet.example"]


def test_every_page_of_a_host_that_robots_closes_is_refused():
    """The first refusal does not leave the others waiting for ever."""
    settings = replace(SETTINGS, fetch=replace(LOCAL, obey_robots=True))
    with Server({}) as server, Server({}) as closed, a_worker(settings=settings) as worker:
        closed.routes["/robots.txt"] = page("User-agent: *\nDisallow: /\n", content_type="text/plain")
        closed.routes["/one"] = page(html("Bridge closed"))
        serve(server, feed=rss(closed, "one", "two", "three"))
        with kept():
            feeds.add_feed(Subscription(server.url + "/feed"), now=NOON)
        worker.drain()

        assert counts("fetch") == {"rejected": 3}
        assert not models.Task.objects.filter(kind="fetch").exists()
