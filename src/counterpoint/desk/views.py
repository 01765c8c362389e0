"""What the server answers: health, readiness, figures, and hubs (WebSub).

Data way: a request -> the store's figures, or a hub's word -> a response. What a view works with comes with the request,
as a `Site`, so that one process may serve two. No view parses forms, sets a cookie or shows a template.
Spec: errors are RFC 9457 problem details; methods, HEAD and Allow as in RFC 9110.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from prometheus_client import CollectorRegistry

from counterpoint.config import ServeSettings
from counterpoint.desk import hubs
from counterpoint.desk.health import Lately, Readiness
from counterpoint.desk.hubs import Taken
from counterpoint.desk.metrics import exposed
from counterpoint.errors import StoreError
from counterpoint.logs import get_logger

log = get_logger("counterpoint.server")

SITE = "counterpoint.site"  # where the request has it
LONGEST_PUSH = 5_000_000  # bytes of what a hub sends: as much as one feed may have
_LONGEST_URL = 4_000  # characters: a hub's challenge is the longest thing that is asked
_MOST_FIELDS = 20  # of a query: hubs send five
_READY_SECONDS = 1.0  # that readiness is kept
_ANY = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to

# Nothing that is answered here is a page: a browser that is led here is to show it, and do nothing with it.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Answer: TypeAlias = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Site:
    """What one server works with."""

    names: frozenset[str]  # by which it may be asked for, lower case, without a port
    by_address: bool  # whether by any address too: it listens on all of this machine
    registry: CollectorRegistry
    ready: Lately[Readiness]
    clock: Callable[[], datetime]
    takes_pushes: bool  # of hubs


def site_of(
    serve: ServeSettings,
    *,
    registry: CollectorRegistry,
    readiness: Callable[[datetime], Readiness],
    clock: Callable[[], datetime],
    takes_pushes: bool,
) -> Site:
    """Return what a server with these settings works with."""
    public = urlsplit(serve.public_url).hostname if serve.public_url else None
    names = {
        "localhost",
        "127.0.0.1",
        "[::1]",
        _bracketed(serve.host.lower()),
        _bracketed(public or "localhost"),
    }
    return Site(
        frozenset(names - set(_ANY)),
        serve.host in _ANY,
        registry,
        Lately(lambda: readiness(clock()), seconds=_READY_SECONDS),
        clock,
        takes_pushes,
    )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """Return an error as RFC 9457 has it. `detail` is one sentence, and nothing from the request."""
    said = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return HttpResponse(json.dumps(said) + "\n", status=status, content_type="application/problem+json")


def fenced(get_response: Answer) -> Answer:
    """Django's middleware: who may ask, how long the question may be, and the headers of every answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        site: Site = request.META[SITE]
        asked = request.META.get("PATH_INFO", ""), request.META.get("QUERY_STRING", "")
        if not _is_ours(request.META.get("HTTP_HOST", ""), site):
            response = problem(
                HTTPStatus.BAD_REQUEST,
                "This server does not go by that name; serve.public_url is where its name is set.",
            )
        elif sum(map(len, asked)) > _LONGEST_URL:
            response = problem(
                HTTPStatus.REQUEST_URI_TOO_LONG, f"An address here has up to {_LONGEST_URL} characters."
            )
        else:
            response = get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        response.setdefault("Content-Length", str(len(response.content)))
        return response

    return answer


def _is_ours(host: str, site: Site) -> bool:
    """Whether a Host header names this server. An address cannot be another site's name (DNS rebinding): it is no name."""
    name, _ = split_domain_port(host)
    if validate_host(name, site.names):
        return True
    if not site.by_address:
        return False
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def only(*methods: str) -> Callable[[Answer], Answer]:
    """Let a view answer these methods; others get 405 with what is allowed."""

    def wrap(view: Answer) -> Answer:
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponse:
            if request.method in methods:
                return view(request, **parts)
            allowed = ", ".join(methods)
            refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This address answers {allowed}.")
            refused["Allow"] = allowed
            return refused

        return answer

    return wrap


@only("GET", "HEAD")
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is looked at."""
    del request
    return _json({"status": "ok"})


@only("GET", "HEAD")
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether all that the work needs is there, check by check; 503 where it is not."""
    site: Site = request.META[SITE]
    found = site.ready.get()
    checks = {check.name: {"passed": check.passed, "says": check.says} for check in found.checks}
    status = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
    return _json({"status": "ready" if found.ready else "not ready", "checks": checks}, status)


@only("GET", "HEAD")
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures, as Prometheus reads them."""
    site: Site = request.META[SITE]
    text, content_type = exposed(site.registry, request.META.get("HTTP_ACCEPT", ""))
    return HttpResponse(text, content_type=content_type)


@only("GET", "HEAD", "POST")
def websub(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a hub that asks whether we asked (GET), and take what it sends (POST)."""
    site: Site = request.META[SITE]
    if not site.takes_pushes:
        return missing(request)
    try:
        return _pushed(request, token, site) if request.method == "POST" else _confirmed(request, token, site)
    except StoreError as error:
        log.warning("a hub could not be heard", why=str(error))
        refused = problem(HTTPStatus.SERVICE_UNAVAILABLE, "Nothing can be taken for now.")
        refused["Retry-After"] = "60"
        return refused


def _confirmed(request: HttpRequest, token: str, site: Site) -> HttpResponse:
    try:
        query = dict(
            parse_qsl(request.META.get("QUERY_STRING", ""), max_num_fields=_MOST_FIELDS, errors="strict")
        )
    except ValueError:
        return problem(HTTPStatus.BAD_REQUEST, "The query cannot be read.")
    if request.method == "HEAD" or "hub.mode" not in query:
        return missing(request)  # asked by hand; nothing is confirmed by looking
    challenge = hubs.confirm(token, query, now=site.clock())
    if challenge is None:
        return missing(request)
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _pushed(request: HttpRequest, token: str, site: Site) -> HttpResponse:
    main = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if not (main.endswith(("xml", "json")) or main.startswith("text/")):
        return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A feed is XML, JSON or text.")
    body = request.read(LONGEST_PUSH)  # the server lets no more in; what were cut would not be signed
    taken = hubs.pushed(token, body, request.META.get("HTTP_X_HUB_SIGNATURE"), now=site.clock())
    log.info("a hub has sent", bytes=len(body), taken=taken.value)
    if taken is Taken.UNKNOWN:
        return problem(HTTPStatus.GONE, "There is no such subscription.")
    return HttpResponse(
        status=HTTPStatus.ACCEPTED
    )  # signed or not: section 8 has whoever guesses learn nothing


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what is nowhere."""
    del request, exception
    return problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that Django refuses to read."""
    del request, exception
    return problem(HTTPStatus.BAD_REQUEST, "The request cannot be read.")


def broken(request: HttpRequest) -> HttpResponse:
    """Answer where a view failed; the log has the traceback."""
    del request
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; the log says what.")


def _json(content: object, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(json.dumps(content) + "\n", status=status, content_type="application/json")
