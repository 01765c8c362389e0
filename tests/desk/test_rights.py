"""What may be done with a stored report: all that is said of it counts, and a licence that the user holds."""

from dataclasses import replace

import pytest

from counterpoint.desk import rights, store
from counterpoint.types import Action, Capture, Rights, Signal, SignalKind
from tests.desk.inline import NOON
from tests.make import article

URL = "https://river.example/a"
RESERVED = Signal(SignalKind.TDMREP, "tdm-reservation: 1", "https://river.example/", denies=(Action.ANALYSE,))
pytestmark = pytest.mark.django_db


def stored(*signals):
    return store.take_capture(Capture("a" * 64, b"a", url=URL), now=NOON, signals=signals).capture


def test_what_the_site_and_the_page_say_is_put_together():
    """Each once."""
    meta = Signal(SignalKind.META, "noai", "page", denies=(Action.ANALYSE,))
    capture = stored(RESERVED)
    store.add_signals(capture, (meta, RESERVED))

    assert rights.signals_of(capture, article("T", "x", url=URL), ()) == (RESERVED, meta)


def test_a_reservation_holds_unless_a_licence_is_held():
    """Named by the host or by the holder of the rights."""
    capture, report = stored(RESERVED), article("T", "x", url=URL)
    held = replace(report, rights=Rights(holder="River Media"))

    assert not rights.permission(Action.ANALYSE, capture, report, ()).allowed
    assert rights.permission(Action.ANALYSE, capture, report, ("river.example",)).allowed
    assert rights.permission(Action.ANALYSE, capture, held, ("River Media",)).allowed
    assert not rights.permission(Action.ANALYSE, capture, report, ("harbour.example",)).allowed


def test_a_capture_that_is_gone_leaves_what_the_report_itself_says():
    """Retention may have let it go."""
    assert rights.signals_of(None, article("T", "x", url=URL), ()) == ()
    assert rights.signals_of(99, article("T", "x", url=URL), ()) == ()
