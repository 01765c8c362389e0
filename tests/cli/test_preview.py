"""`counterpoint preview` serves a folder on this machine only."""

from __future__ import annotations

import socket
import threading
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer

import pytest

from counterpoint.cli import main


def test_a_folder_is_served_on_the_loopback_address(tmp_path, monkeypatch, capsys):
    """The address it says answers with the page, and requests leave no lines behind."""
    (tmp_path / "index.html").write_text("<p>the mill</p>", encoding="utf-8")
    got = []

    def once(server):
        host, port = server.server_address[:2]
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        asked = HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/")
        got.append((host, asked.getresponse().read()))
        thread.join()

    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", once)

    assert main(["preview", str(tmp_path), "--port", "0"]) == 0
    assert got == [("127.0.0.1", b"<p>the mill</p>")]
    said = capsys.readouterr()
    assert said.err == ""
    assert str(tmp_path / "index.html") in said.out


@pytest.mark.parametrize("port", ["70000", "-1", "taken"])
def test_a_port_that_cannot_be_used_is_one_sentence(tmp_path, capsys, port):
    """Out of range, or another's."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = str(other.getsockname()[1]) if port == "taken" else port
        assert main(["preview", str(tmp_path), f"--port={number}"]) == 2

    said = capsys.readouterr().err
    assert "choose another with --port" in said
    assert said.count("\n") == 1


def test_what_is_no_folder_is_one_sentence(tmp_path, capsys):
    """The remedy is in it."""
    assert main(["preview", str(tmp_path / "nowhere")]) == 2

    assert "not a folder" in capsys.readouterr().err
