"""The desk over HTTP: Django's WSGI application behind waitress, until stopped.

Data way: connections -> requests -> `views.py` -> answers, each logged. Listens on one port and opens nothing outward.
Waitress reads requests under limits of size and time; what it refuses before Django sees it is a problem document too.
A thread has a connection to the database for the time of a request.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from counterpoint.config import Settings
from counterpoint.desk import health, hubs
from counterpoint.desk.clock import now
from counterpoint.desk.metrics import registry_of
from counterpoint.desk.views import HEADERS, LONGEST_PUSH, SITE, Site, site_of
from counterpoint.errors import ConfigError
from counterpoint.logs import get_logger

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from prometheus_client import CollectorRegistry

log = get_logger("counterpoint.server")

_THREADS = 8  # answers at a time: most wait for the database and not for a core
_CONNECTIONS = 100  # at a time; more wait to be accepted
_IDLE = 30  # seconds that a connection may be silent
_HEAD = 32_768  # bytes of a request's head
_TICK = 0.5  # seconds until a stop is seen
_LAST = 3  # rounds in which the last answers leave
_QUIET = frozenset(
    {"/healthz", "/readyz", "/metrics"}
)  # asked each few seconds: logged only where it goes wrong


class _Refused(ErrorTask):  # type: ignore[misc]
    """What waitress refuses (a head too long, no HTTP), as RFC 9457 has it and not as text."""

    def execute(self) -> None:
        """Send it and hang up."""
        error = self.request.error
        said = {"type": "about:blank", "title": error.reason, "status": error.code}
        body = (json.dumps(said) + "\n").encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "application/problem+json"), *HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _Refused


class Server:
    """A port that is listened on; `run` answers."""

    def __init__(self, application: WSGIApplication, host: str, port: int) -> None:
        """Listen.

        Args:
            application: What answers.
            host: A name or address of this machine.
            port: 0 takes any free one.

        Raises:
            ConfigError: It cannot be listened on.
        """
        self._map: dict[int, Any] = {}
        try:
            self._server = create_server(
                application,
                map=self._map,
                host=host or "0.0.0.0",  # noqa: S104 - the user's word
                port=port,
                threads=_THREADS,
                connection_limit=_CONNECTIONS,
                channel_timeout=_IDLE,
                max_request_header_size=_HEAD,
                max_request_body_size=LONGEST_PUSH + 1,
                ident=None,
                clear_untrusted_proxy_headers=True,
                asyncore_use_poll=True,
            )
        except (OSError, ValueError) as error:  # ValueError: the host's name is not found
            self.close()
            said = error.strerror if isinstance(error, OSError) else "no such host"
            raise ConfigError(
                f"{host} port {port} cannot be listened on ({said}); set another with serve.host and serve.port",
                key="serve.port",
            ) from error
        listening = [each for each in self._map.values() if isinstance(each, BaseWSGIServer)]
        for each in listening:
            each.channel_class = _Channel
        self.port = int(listening[0].effective_port)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def run(self, stopped: threading.Event) -> None:
        """Answer until stopped; answers that are under way are waited for, some seconds."""
        while not stopped.is_set():
            wasyncore.loop(timeout=_TICK, use_poll=True, map=self._map, count=1)
        self._server.task_dispatcher.shutdown()
        for _ in range(_LAST):
            wasyncore.loop(timeout=0.01, use_poll=True, map=self._map, count=1)
        self.close()

    def close(self) -> None:
        """Hang up."""
        for each in list(self._map.values()):
            each.close()


def make_site(
    settings: Settings, *, registry: CollectorRegistry | None = None, takes_pushes: bool = False
) -> Site:
    """Return what a server works with.

    Args:
        settings: All of them.
        registry: The figures that it shows; by default the store's and this process's.
        takes_pushes: Whether hubs may send here.

    Raises:
        ConfigError: Hubs are to push, and nobody has said where to.
    """
    serve = settings.serve
    if takes_pushes and serve.websub and not serve.public_url:
        raise ConfigError(
            "serve.websub needs serve.public_url, the address at which hubs reach this server",
            key="serve.public_url",
        )
    return site_of(
        serve,
        registry=registry if registry is not None else registry_of(now),
        readiness=health.readiness,
        clock=now,
        takes_pushes=takes_pushes and hubs.is_on(serve),
    )


@contextmanager
def beside(application: WSGIApplication, host: str, port: int) -> Iterator[Server]:
    """Answer from a thread of its own while the block lasts.

    Raises:
        ConfigError: As Server.
    """
    server, stopped = Server(application, host, port), threading.Event()
    thread = threading.Thread(target=server.run, args=(stopped,), name="server", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        thread.join(timeout=_TICK * 4)


def application(site: Site) -> WSGIApplication:
    """Return what answers requests to one site. Nothing a request holds makes it raise."""
    # Every answer is logged below, and a refusal is no warning; where a view fails Django logs the traceback.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    inner = WSGIHandler()

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began, status = time.monotonic(), "500"

        def started(line: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - as WSGI has it
            nonlocal status
            status = line.partition(" ")[0]
            return start_response(line, headers, *more)

        environ[SITE] = site
        try:
            return inner(environ, started)
        except Exception:
            log.exception("a request could not be answered")
            headers = [("Content-Type", "application/problem+json"), *HEADERS.items()]
            start_response("500 Internal Server Error", headers)
            return [b'{"type": "about:blank", "title": "Internal Server Error", "status": 500}\n']
        finally:
            connections.close_all()
            _say(environ, status, time.monotonic() - began)

    return answer


def _say(environ: WSGIEnvironment, status: str, seconds: float) -> None:
    """Log an answer: no query, and no address that is a secret."""
    path = str(environ.get("PATH_INFO", ""))
    if path.startswith("/websub/"):
        path = "/websub/..."
    say = log.debug if path in _QUIET and status < "400" else log.info
    say(
        "answered",
        method=environ.get("REQUEST_METHOD"),
        path=path,
        status=int(status),
        ms=round(seconds * 1000, 1),
        client=environ.get("REMOTE_ADDR"),
    )
