"""Whose turn it is."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from counterpoint.ingest.politeness import Gate, NotYetError, host_key


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def starts(gate, hosts, *, threads=16, hold=0.0, delay=0.0):
    """When each request started, by host, asked for by many threads at once; and the most at a time."""
    began, active, most, lock = {}, {}, {}, threading.Lock()

    def work(host):
        with gate.turn(host, most=30.0, delay=delay):
            with lock:
                began.setdefault(host, []).append(time.monotonic())
                active[host] = active.get(host, 0) + 1
                active["all"] = active.get("all", 0) + 1
                most[host] = max(most.get(host, 0), active[host])
                most["all"] = max(most.get("all", 0), active["all"])
            time.sleep(hold)
            with lock:
                active[host] -= 1
                active["all"] -= 1

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, hosts))
    return began, most


def test_requests_to_one_host_start_a_delay_apart():
    """However many threads ask; other hosts do not wait for them."""
    gate = Gate(delay=0.05, per_host=4, concurrency=16)
    began, _ = starts(gate, ["a"] * 6 + ["b"] * 2)
    gaps = [
        later - earlier for earlier, later in zip(sorted(began["a"]), sorted(began["a"])[1:], strict=False)
    ]

    assert len(began["a"]) == 6
    assert min(gaps) >= 0.045
    assert max(began["b"]) < max(began["a"])


def test_a_host_may_ask_for_a_longer_delay_and_no_shorter_one():
    """robots.txt cannot hurry."""
    clock = Clock()
    gate = Gate(delay=1.0, per_host=1, concurrency=4, now=clock)
    with gate.turn("slow", most=0.0, delay=5.0), gate.turn("fast", most=0.0, delay=0.1):
        pass

    assert gate.ready_at("slow") == 1005.0
    assert gate.ready_at("fast") == 1001.0


def test_no_more_at_a_time_than_set():
    """For one host and for all."""
    gate = Gate(delay=0.0, per_host=2, concurrency=5)
    _, most = starts(gate, ["a", "b", "c", "d"] * 15, hold=0.005)

    assert most["all"] <= 5
    assert max(most[host] for host in "abcd") <= 2


def test_turns_come_in_the_order_of_asking():
    """No thread overtakes another."""
    gate = Gate(delay=0.0, per_host=1, concurrency=9)
    order, threads = [], []

    def work(n):
        with gate.turn("a", most=30.0):
            order.append(n)

    with gate.turn("a", most=0.0):
        for n in range(8):
            thread = threading.Thread(target=work, args=(n,))
            thread.start()
            threads.append(thread)
            while len(gate._hosts["a"].waiting) < n + 1:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)

    assert order == list(range(8))


def test_a_scheduler_is_told_when_a_host_is_ready():
    """Now, after the delay, or after those who wait: it can do other work instead."""
    clock = Clock()
    gate = Gate(delay=2.0, per_host=1, concurrency=4, now=clock)
    assert gate.ready_at("a") == 1000.0
    with gate.turn("a", most=0.0):
        assert gate.ready_at("www.a") == 1004.0  # under way: its delay, and one more
    assert gate.ready_at("A.") == 1002.0
    clock.now = 1010.0

    assert gate.ready_at("a") <= clock.now


def test_who_cannot_wait_so_long_is_told_at_once():
    """With the seconds that lack; the place in the queue is free again."""
    clock = Clock()
    gate = Gate(delay=0.0, per_host=1, concurrency=4, now=clock)
    gate.close_until("a", 1600.0)
    with pytest.raises(NotYetError) as caught, gate.turn("a", most=60.0):
        pass
    clock.now = 1600.0
    with gate.turn("a", most=0.0) as waited:
        assert waited == 0.0

    assert caught.value.seconds == 600.0


def test_a_full_queue_turns_away_who_would_wait_too_long():
    """Fifty threads for one slow host: those who cannot be served in time do not stand there."""
    gate = Gate(delay=10.0, per_host=1, concurrency=50)
    with gate.turn("a", most=0.0):
        began = time.monotonic()
        with pytest.raises(NotYetError), gate.turn("a", most=5.0):
            pass

    assert time.monotonic() - began < 1.0


def test_a_later_closing_does_not_open_earlier():
    """The longest wait that was asked for counts."""
    clock = Clock()
    gate = Gate(delay=0.0, per_host=1, concurrency=4, now=clock)
    gate.close_until("a", 1600.0)
    gate.close_until("a", 1100.0)

    assert gate.ready_at("a") == 1600.0


def test_an_error_inside_gives_the_turn_back():
    """Of the host and of the whole."""
    gate = Gate(delay=0.0, per_host=1, concurrency=1)
    for _ in range(3):
        with pytest.raises(KeyError), gate.turn("a", most=0.0):
            raise KeyError

    with gate.turn("b", most=0.0) as waited:
        assert waited < 1.0


def test_stopping_sends_everyone_away():
    """Those who wait, within a moment, and those who come."""
    gate = Gate(delay=0.0, per_host=1, concurrency=4)
    turned = []

    def work():
        try:
            with gate.turn("a", most=30.0):
                pass
        except NotYetError as error:
            turned.append(error)

    with gate.turn("a", most=0.0):
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        while len(gate._hosts["a"].waiting) < 3:
            time.sleep(0.001)
        gate.stop()
        for thread in threads:
            thread.join(5)

    assert len(turned) == 3
    with pytest.raises(NotYetError), gate.turn("b", most=0.0):
        pass


@pytest.mark.parametrize(
    ("host", "key"), [("www.Outlet.example.", "outlet.example"), ("wwwx.example", "wwwx.example")]
)
def test_two_names_of_one_server_are_one_host(host, key):
    """As far as a name can tell."""
    assert host_key(host) == key


def test_hosts_at_rest_are_forgotten():
    """So that 100,000 hosts cost no more than those under way; what is closed stays known."""
    clock = Clock()
    gate = Gate(delay=1.0, per_host=1, concurrency=4, now=clock)
    gate.close_until("closed", 1_000_000.0)
    for n in range(20_000):
        clock.now += 0.01
        with gate.turn(f"h{n}.example", most=0.0):
            pass

    assert gate.ready_at("closed") == 1_000_000.0
    assert len(gate._hosts) < 10_000
