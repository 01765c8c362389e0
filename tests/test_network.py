"""There is one way to the network: what could be another is not imported.

A reader of this test finds the whole list of exceptions here, each with its reason.
"""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "counterpoint"

# Modules that open connections to elsewhere, or hand out sockets.
BANNED = """socket ssl http.client urllib.request urllib3 requests aiohttp httpx httpx2 httpcore h2 h11 ftplib smtplib poplib
imaplib nntplib telnetlib xmlrpc asyncio websockets pycurl paramiko trafilatura.downloads fsspec boto3""".split()
# Calls that fetch where they are given an address: names of functions that only read files and bytes here.
BANNED_CALLS = {"urlopen", "urlretrieve", "fetch_url", "create_connection", "open_connection", "getaddrinfo"}

ALLOWED = {
    "ingest/connections.py": {"socket", "ssl", "httpcore", "httpx"},  # opens the connections, guarded
    "ingest/http.py": {"ssl", "httpx"},  # its only caller; the names of requests
    "ingest/answers.py": {"httpcore", "httpx"},  # types of answers and errors; opens nothing
    "ingest/targets.py": {"httpx"},  # parses URLs
    "run/guard.py": {"socket"},  # a socket pair to its own children
    "run/guardchild.py": {"socket"},  # the other end of it
    "run/guardwire.py": {"socket"},  # frames over it
    "desk/identity.py": {"socket"},  # this machine's name
}
INSIDE = (
    "run/guard.py",
    "run/guardchild.py",
    "run/guardwire.py",
    "desk/identity.py",
)  # sockets that lead nowhere else
OUTWARD = {"connect", "connect_ex", "sendto", "sendmsg", "create_server", "listen"}
ALLOWED_CALLS = {"ingest/connections.py": {"getaddrinfo"}}
USERS_OF_CONNECTIONS = {"ingest/http.py", "ingest/answers.py"}  # the latter for its types


@functools.cache
def read(module):
    """The syntax of a module."""
    return ast.parse((SOURCE / module).read_text(encoding="utf-8"))


def modules():
    return sorted(p.relative_to(SOURCE).as_posix() for p in SOURCE.rglob("*.py"))


def imports(tree):
    """Every module that is imported, also inside functions and by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _name(node.func) in {"import_module", "__import__"}:
            yield from (
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


def calls(tree):
    """The last name of every function that is called, with its arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield _name(node.func), node


def _name(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _banned(name):
    return next((b for b in BANNED if name == b or name.startswith(b + ".")), None)


def found_in(tree):
    """What a module holds that could open a connection."""
    ways = {way for name in imports(tree) if (way := _banned(name)) is not None}
    called = {name for name, _ in calls(tree) if name in BANNED_CALLS}
    return ways, called


@pytest.mark.parametrize("module", modules())
def test_no_other_module_opens_connections(module):
    """Servers of our own (the preview, the desk) listen; they are no way out."""
    ways, called = found_in(read(module))

    assert ways <= ALLOWED.get(module, set())
    assert called <= ALLOWED_CALLS.get(module, set())


@pytest.mark.parametrize("module", INSIDE)
def test_sockets_to_our_own_children_lead_nowhere_else(module):
    """They are made in pairs or handed down, never connected."""
    called = {name for name, _ in calls(read(module))}

    assert not called & OUTWARD


def test_the_guarded_connections_have_one_user():
    """Whoever used them directly would pass by robots.txt, turns and bounds."""
    users = {
        module for module in modules() if "counterpoint.ingest.connections" in set(imports(read(module)))
    }

    assert users == USERS_OF_CONNECTIONS


PARSERS = {"parse", "iterparse", "XMLParser", "HTMLParser", "fromstring", "XML"}


@pytest.mark.parametrize("module", modules())
def test_parsers_are_given_bytes_and_no_network(module):
    """lxml and feedparser fetch what looks like an address: `no_network` stays as it is, and URLs are not passed."""
    for name, call in calls(read(module)):
        if name in PARSERS:
            network = {k.arg: k.value for k in call.keywords}.get("no_network")
            first = call.args[0] if call.args else None
            address = isinstance(first, ast.Constant) and str(first.value).startswith(
                ("http:", "https:", "ftp:")
            )

            assert network is None or (isinstance(network, ast.Constant) and network.value is True)
            assert not address


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("import httpx", "httpx"),
        ("def f():\n    from urllib import request", "urllib.request"),
        ("import http.client as x", "http.client"),
        ("from http import client", "http.client"),
        ("import importlib\nimportlib.import_module('requests')", "requests"),
        ("from trafilatura.downloads import fetch_response", "trafilatura.downloads"),
    ],
)
def test_the_scan_sees_every_form_of_import(source, way):
    """Else it would prove nothing."""
    assert found_in(ast.parse(source))[0] == {way}


@pytest.mark.parametrize(
    "source", ["import http.server", "from urllib.parse import urljoin", "from http import HTTPStatus"]
)
def test_the_scan_lets_what_opens_nothing_pass(source):
    """Servers, parsers of addresses, tables."""
    assert found_in(ast.parse(source)) == (set(), set())
