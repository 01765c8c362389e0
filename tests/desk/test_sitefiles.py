"""What a site says of reuse in its own files is read once a day, and trouble is not taken for consent for long."""

from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.config import FetchSettings
from counterpoint.desk import sitefiles
from counterpoint.desk.sitefiles import SiteFiles
from counterpoint.ingest.http import HttpFetcher
from counterpoint.types import Action, SignalKind
from tests.servers import Server, page

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LOCAL = FetchSettings(delay=0.0, private_networks=("127.0.0.0/8",), retries=0, timeout=5.0)
TEXT = {"content_type": "text/plain"}
ROUTES = {
    "/robots.txt": page("User-agent: *\nLicense: /licence.xml\nContent-Usage: train-ai=n", **TEXT),
    "/.well-known/tdmrep.json": page('[{"location": "/", "tdm-reservation": 1}]', **TEXT),
    "/ai.txt": page("User-Agent: *\nDisallow: *.txt", **TEXT),
    "/licence.xml": page(
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license></content></rsl>',
        content_type="application/rsl+xml",
    ),
}


class Site:
    """A server, and what its files say at a time."""

    def __init__(self, server):
        self.server = server
        self.at = NOON
        self.fetcher = HttpFetcher(clock=lambda: self.at, settings=LOCAL)
        self.files = SiteFiles(self.fetcher, lambda: self.at)

    def kinds(self):
        return {s.kind for s in self.files.signals(f"{self.server.url}/a")}


@pytest.fixture
def asked():
    """Gives a Site for a server, and closes its connections."""
    sites = []
    yield lambda server: sites.append(Site(server)) or sites[-1]
    for site in sites:
        site.fetcher.close()


def test_all_of_a_sites_files_are_read_and_remembered_for_a_day(asked):
    """robots.txt, tdmrep.json, ai.txt and the licence they point to; each is asked for once."""
    with Server(dict(ROUTES)) as server:
        site = asked(server)
        assert site.kinds() == {SignalKind.ROBOTS, SignalKind.TDMREP, SignalKind.AI_TXT, SignalKind.RSL}
        assert any(Action.ANALYSE in s.denies for s in site.files.signals(f"{server.url}/b"))
        assert sorted(server.paths()) == ["/.well-known/tdmrep.json", "/ai.txt", "/licence.xml"]

        site.at += timedelta(hours=25)
        site.kinds()
        assert server.paths().count("/ai.txt") == 2


def test_a_site_without_files_says_nothing(asked):
    """404 is an answer, remembered as one."""
    with Server({}) as server:
        site = asked(server)
        assert (site.kinds(), site.kinds()) == (set(), set())
        assert server.paths().count("/ai.txt") == 1


def test_a_file_in_trouble_is_asked_for_again_after_an_hour(asked):
    """503 today does not open the site for a day."""
    with Server({"/.well-known/tdmrep.json": page("", status=503)}) as server:
        site = asked(server)
        site.kinds()
        server.routes["/.well-known/tdmrep.json"] = ROUTES["/.well-known/tdmrep.json"]
        site.at += timedelta(minutes=61)

        assert site.kinds() == {SignalKind.TDMREP}


def test_what_is_remembered_is_bounded(monkeypatch):
    """By number and by size, licences among it; the oldest goes first."""
    monkeypatch.setattr(sitefiles, "_ALL", 100)
    files = SiteFiles(None, lambda: NOON)
    for n in range(5):
        files._remember(str(n), sitefiles._Site(NOON, ((None, "x" * 40),)))

    assert list(files._sites) == ["3", "4"]
    assert files._size == 80


def test_what_is_no_page_of_the_web_has_no_files():
    """A file on this machine."""
    assert SiteFiles(None, lambda: NOON).signals("/srv/a.html") == ()
