"""`counterpoint serve` and `run --metrics` as a user has them: started, asked, stopped."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest


@contextmanager
def started(folder, *typed):
    """The command in a process of its own, when it says that it serves; its log and its port with it."""
    command = [sys.executable, "-m", "counterpoint", "--database", str(folder / "desk.db"), *typed]
    given = {k: v for k, v in os.environ.items() if not k.startswith("COUNTERPOINT_")}
    process = subprocess.Popen(command, cwd=folder, env=given, stderr=subprocess.PIPE, text=True)
    try:
        process.said = []
        process.port = None
        for line in process.stderr:
            process.said.append(line)
            if line.startswith("{") and json.loads(line)["event"] == "serving":
                process.port = int(json.loads(line)["url"].rpartition(":")[2])
                break
        yield process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_stop(tmp_path, number):
    """Within ten seconds, with exit status 0, whoever is still connected."""
    with started(tmp_path, "serve", "--set", "serve.port=0") as process:
        answers = [ask(process.port, path)[0] for path in ("/healthz", "/readyz", "/metrics", "/nowhere")]
        with socket.create_connection(("127.0.0.1", process.port)):
            process.send_signal(number)
            ended = process.wait(timeout=10)

        rest = process.stderr.read()
    assert answers == [200, 200, 200, 404]
    assert ended == 0
    assert json.loads(rest.splitlines()[-1])["event"] == "stopped"
    assert "Traceback" not in rest


def test_a_worker_answers_beside_its_work(tmp_path):
    """The same three, with the figures that only it has; no page and no hub."""
    with started(tmp_path, "run", "--metrics", "0") as process:
        health, ready = ask(process.port, "/healthz"), ask(process.port, "/readyz")
        status, text = ask(process.port, "/metrics")
        nothing = ask(process.port, "/websub/x?hub.mode=subscribe")
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=15)

    assert (health[0], ready[0], status, nothing[0], ended) == (200, 200, 200, 404, 0)
    assert b'counterpoint_tasks_in_hand{stage="fetch"} 0.0' in text
    assert b"counterpoint_store_unavailable 0.0" in text


@pytest.mark.parametrize("command", [["serve"], ["run", "--metrics"]], ids=["serve", "run"])
def test_a_port_in_use_is_one_sentence(tmp_path, command):
    """With the setting that mends it, and exit status 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        typed = [*command, port] if command[0] == "run" else [*command, "--set", f"serve.port={port}"]
        with started(tmp_path, *typed) as process:
            ended = process.wait(timeout=20)

    assert ended == 2
    assert process.said[-1].startswith(f"counterpoint: 127.0.0.1 port {port} cannot be listened on")


def test_hubs_need_a_public_address(tmp_path):
    """serve.websub alone is a mistake worth a sentence."""
    with started(tmp_path, "serve", "--set", "serve.port=0", "--set", "serve.websub=yes") as process:
        ended = process.wait(timeout=20)

    assert ended == 2
    assert "serve.public_url" in process.said[-1]
