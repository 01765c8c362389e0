from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from counterpoint.extract import extract_article
from counterpoint.run.guard import Broken, Guard, Killed, Limits, Raised
from counterpoint.types import Article, Capture
from tests.run import guarded
from tests.run.guarded import Kept, Refused

EASY = Limits(cpu_seconds=5, megabytes=300, wall_seconds=30)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def guard():
    """Two children for every test that does not close them."""
    with Guard(2) as shared:
        yield shared


@pytest.mark.parametrize(
    "record",
    [
        Kept("Straße 港"),
        Kept("a", moment=datetime(2026, 5, 1, 10, tzinfo=UTC), day=date(2026, 5, 1), low=0.5),
        Kept("a", moment=datetime.fromisoformat("2026-05-01T10:00"), raw=b"\x00\xff"),
        Kept("a", parts=(("b", 1), ("c", 2)), words=frozenset({"d", "e"})),
        Refused("no words"),
        None,
    ],
)
def test_results_come_back_as_they_were_made(guard, record):
    """Any member of the declared union, with every kind of field the records have; a page's offset from UTC is kept."""
    assert guard.run(guarded.give_back, record, EASY) == record


def test_offset_of_a_time_is_kept(guard):
    """10:00+02:00 stays 10 o'clock, though 08:00Z is the same moment."""
    moment = datetime(2026, 5, 1, 10, tzinfo=timezone(timedelta(hours=2)))

    got = guard.run(guarded.give_back, Kept("a", moment=moment), EASY)

    assert got.moment.hour == 10
    assert got.moment.utcoffset() == timedelta(hours=2)


def test_an_article_is_the_same_from_a_child(guard):
    """What extraction returns behind the guard equals what it returns here."""
    capture = Capture(
        "a" * 64, b"<h1>Bridge</h1>" + b"<p>The board said on Monday that the bridge closes.</p>" * 20
    )

    got = guard.run(extract_article, capture, EASY)

    assert isinstance(got, Article)
    assert got == extract_article(capture)


def test_large_arguments_pass(guard):
    """Ten megabytes go to a child in pieces."""
    assert guard.run(guarded.size, bytes(10_000_000), EASY) == 10_000_000


@pytest.mark.parametrize(
    ("function", "argument", "limits", "reason"),
    [
        (guarded.spin, None, Limits(0.2, 300, 30), "took more than 0.2 s of CPU"),
        (guarded.spin_in_c, None, Limits(0.2, 300, 30), "took more than 0.2 s of CPU"),
        (guarded.sleep, 60.0, Limits(5, 300, 0.3), "took more than 0.3 s"),
        (guarded.eat, 200, Limits(5, 100, 30), "needed more than 100 MB"),
        (guarded.crash, None, EASY, f"crashed (signal {signal.SIGSEGV.value})"),
        (guarded.abort, None, EASY, f"crashed (signal {signal.SIGABRT.value})"),
        (guarded.leave, 0, EASY, "ended its process (status 0)"),
        (
            guarded.kill_self,
            9,
            EASY,
            "was killed from outside (signal 9), as systems do when memory runs out",
        ),
        (guarded.huge, 70, EASY, "gave back more than 64 MB"),
    ],
    ids=["cpu", "cpu in C", "wall", "memory", "segfault", "abort", "exit", "killed", "large result"],
)
def test_a_job_past_its_limits_is_killed_alone(guard, function, argument, limits, reason):
    """The reason says which limit; the next job finds a child that works."""
    got = guard.run(function, argument, limits)

    assert isinstance(got, Killed)
    assert got.reason == reason
    assert guard.run(guarded.double, 21, EASY) == 42


@pytest.mark.parametrize("kind", ["noise", "long", "wrong type", "no such type", "pickle", "half"])
def test_a_taken_over_child_can_give_nothing_but_data(guard, kind):
    """Noise, endless lengths, other types and pickles end the child; nothing of them runs."""
    got = guard.run(guarded.forge, kind, Limits(5, 300, 2))

    assert isinstance(got, Killed)
    assert guard.run(guarded.double, 1, EASY) == 2


def test_cpu_is_counted_anew_for_each_job(guard):
    """Many jobs of half the limit pass, whichever child does them."""
    limits = Limits(0.4, 300, 30)

    assert all(guard.run(guarded.burn, 0.2, limits) < 0.4 for _ in range(6))


def test_memory_is_counted_above_what_the_child_holds():
    """A child that has grown still gives each job its whole allowance."""
    with Guard(1) as one:
        held = [one.run(guarded.hoard, 60, Limits(5, 100, 30)) for _ in range(3)]

        assert len(set(held)) == 1
        assert one.run(guarded.eat, 90, Limits(5, 100, 30)) == 90 * 2**20


def test_time_asleep_is_no_cpu_time(guard):
    """A wait longer than the CPU limit passes."""
    assert guard.run(guarded.sleep, 0.4, Limits(0.2, 300, 30)) == "slept"


def test_what_a_function_raises_is_told_with_its_trace(guard):
    """A bug of ours is no kill: its traceback comes back as text, and the child lives on."""
    with pytest.raises(Raised, match="KeyError: 'no such feed'") as raised:
        guard.run(guarded.fail, "no such feed", EASY)

    assert "in fail" in raised.value.trace


@pytest.mark.parametrize(
    ("function", "match"),
    [
        (guarded.recurse, "RecursionError"),
        (guarded.unsendable, "surrogates"),
        (guarded.wrong_type, "returned str"),
    ],
)
def test_results_that_cannot_be_sent_are_told(guard, function, match):
    """Endless recursion, text that is no Unicode and a result of another type are bugs, not crashes."""
    with pytest.raises(Raised, match=match):
        guard.run(function, 0 if function is guarded.recurse else None, EASY)


@pytest.mark.parametrize(
    "function",
    [guarded.undeclared, lambda x: x, "".join, int],
    ids=["undeclared", "lambda", "method", "type"],
)
def test_functions_a_child_cannot_find_are_refused(guard, function):
    """A caller's bug is said at once, in the caller's own thread."""
    with pytest.raises(ValueError, match=r"must declare|no function at the top"):
        guard.submit(function, None, EASY)


def test_arguments_that_cannot_be_sent_are_refused(guard):
    """A lock cannot be pickled."""
    with pytest.raises(ValueError, match="cannot be sent"):
        guard.submit(guarded.size, threading.Lock(), EASY)


@pytest.mark.parametrize("limits", [(0, 1, 1), (1, 0, 1), (1, 1, -1)])
def test_limits_are_above_zero(limits):
    """No limit at all would be a guard that guards nothing."""
    with pytest.raises(ValueError, match="above 0"):
        Limits(*limits)


def test_other_jobs_go_on_beside_one_that_is_killed():
    """Twenty jobs, every fourth of them deadly, from four threads at once: the rest are all done."""
    results = {}

    def ask(own, start):
        for n in range(start, 20, 4):
            deadly = n % 4 == 0
            results[n] = own.run(
                guarded.spin if deadly else guarded.double, None if deadly else n, Limits(0.1, 300, 30)
            )

    with Guard(2) as own:
        threads = [threading.Thread(target=ask, args=(own, start)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert {n: r for n, r in results.items() if n % 4} == {n: 2 * n for n in range(20) if n % 4}
    assert all(isinstance(results[n], Killed) for n in range(0, 20, 4))


def test_preload_runs_once_in_each_child():
    """What it loads is there for every job, and costs no job's limits."""
    with Guard(1, preload=guarded.load) as own:
        assert [own.run(guarded.loaded, None, EASY) for _ in range(3)] == [1, 1, 1]


def test_a_child_that_cannot_start_is_not_the_jobs_fault(capfd):
    """A preload that fails breaks the job's wait with another error than Killed."""
    with Guard(1, preload=guarded.break_down) as own, pytest.raises(Broken, match="before it was ready"):
        own.run(guarded.double, 1, EASY)


def test_children_make_way_after_their_jobs():
    """Three jobs each: seven jobs are done by three children."""
    with Guard(1, jobs=3) as own:
        pids = [own.run(guarded.my_pid, None, EASY) for _ in range(7)]

    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]


def test_children_that_have_grown_make_way():
    """A leak ends with its child."""
    with Guard(1, grown_megabytes=50) as own:
        pids = [own.run(guarded.hoard, 40, EASY) for _ in range(5)]

    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 2]


def test_idle_child_that_was_killed_is_replaced(guard):
    """The system may kill a child between two jobs: the next job does not suffer for it."""
    with Guard(1) as own:
        first = own.run(guarded.my_pid, None, EASY)
        os.kill(first, signal.SIGKILL)
        _gone(first, own)

        assert own.run(guarded.double, 4, EASY) == 8


def test_interrupts_are_left_to_the_parent(guard):
    """Neither Ctrl-C nor a service manager's SIGTERM ends a child in the middle of a job."""
    assert guard.run(guarded.ignores_interrupts, None, EASY) is True


def test_what_a_child_prints_disturbs_nothing(guard, capfd):
    """Standard output of the program stays its own."""
    assert guard.run(guarded.noisy, "hello", EASY) == "hello"
    assert capfd.readouterr().out == ""


def test_closing_lets_jobs_end_and_cancels_those_that_wait():
    """The running job has its time; the waiting one is cancelled; no child is left, and new jobs are refused."""
    own = Guard(1)
    pid = own.run(guarded.my_pid, None, EASY)
    running = own.submit(guarded.sleep, 0.5, EASY)
    waiting = own.submit(guarded.double, 1, EASY)
    while not running.running():
        time.sleep(0.01)
    own.close(within=20)

    assert running.result(0) == "slept"
    with pytest.raises(CancelledError):
        waiting.result(0)
    with pytest.raises(Broken):
        own.submit(guarded.double, 1, EASY)
    assert own.children == ()
    assert not _alive(pid)


def test_closing_kills_what_does_not_end():
    """Past its time a job breaks off through no fault of its own: it is not Killed."""
    own = Guard(1)
    running = own.submit(guarded.sleep, 60.0, Limits(5, 300, 100))
    while not own.children:
        time.sleep(0.01)
    start = time.monotonic()
    own.close(within=0.2)
    own.close(within=0.2)

    with pytest.raises(Broken):
        running.result(5)
    assert time.monotonic() - start < 10
    assert own.children == ()


def test_waiting_jobs_may_be_cancelled():
    """A cancelled job never runs, and the next one does."""
    with Guard(1) as own:
        running = own.submit(guarded.sleep, 0.3, EASY)
        waiting = own.submit(guarded.spin, None, EASY)
        after = own.submit(guarded.double, 3, EASY)

        assert waiting.cancel()
        assert after.result(30) == 6
        assert running.done()


def test_children_die_with_their_parent(tmp_path):
    """kill -9 of the parent leaves no child behind, though it is in the middle of a job."""
    said = tmp_path / "child"
    parent = subprocess.Popen([sys.executable, "-m", "tests.run.guarded", str(said)], cwd=ROOT)
    while not said.exists() or not said.read_text():
        assert parent.poll() is None
        time.sleep(0.02)
    child = int(said.read_text())
    parent.kill()
    parent.wait()
    end = time.monotonic() + 10
    while _alive(child) and time.monotonic() < end:
        time.sleep(0.02)

    assert not _alive(child)


def _alive(pid: int) -> bool:
    """Whether a process runs; one that is dead but not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _gone(pid: int, own: Guard) -> None:
    while pid in own.children:
        time.sleep(0.01)
