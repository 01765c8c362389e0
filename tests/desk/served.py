"""The desk's server on a free port, and what is asked of it."""

import http.client
import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from counterpoint.config import ServeSettings
from counterpoint.desk import health
from counterpoint.desk.metrics import registry_of
from counterpoint.desk.server import application, beside
from counterpoint.desk.views import site_of

LOCAL = ServeSettings()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """One answer, read."""

    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@contextmanager
def serving(serve=LOCAL, *, clock=lambda: NOON, readiness=health.readiness, registry=None, pushes=True):
    """The server while the block lasts; `ask` on it asks it once."""
    site = site_of(
        serve, registry=registry or registry_of(clock), readiness=readiness, clock=clock, takes_pushes=pushes
    )
    with beside(application(site), "127.0.0.1", 0) as server:

        def ask(path, method="GET", body=None, **headers):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            try:
                connection.request(method, path, body, {n.replace("_", "-"): v for n, v in headers.items()})
                answer = connection.getresponse()
                return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
            finally:
                connection.close()

        server.ask = ask
        yield server
