"""The first picture of a report is asked for where the settings say so, looked at, and forgotten."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from counterpoint.config import PicturesSettings, Settings
from counterpoint.desk import models, pictures, stages, store, tasks
from counterpoint.desk.intake import Intake, summary
from counterpoint.desk.tasks import Kind
from counterpoint.errors import FetchError, FetchKind
from counterpoint.run.jobs import Extracted
from counterpoint.run.pictures import Looked, look
from counterpoint.text import sha256
from counterpoint.types import Action, Capture, Image, Rejected, Report, Signal, SignalKind
from counterpoint.types.marks import Annotations
from tests.desk.inline import NOON, claimed, tools
from tests.make import article
from tests.pictures import saved, scene

PICTURE = saved(scene(5))
URL = "https://river.example/i/p.jpg"
ON = Settings(pictures=PicturesSettings(fetch=True))
pytestmark = pytest.mark.django_db


class Web:
    """A fetcher with one answer."""

    def __init__(self, answer: bytes | FetchError = PICTURE) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def fetch(self, url: str) -> Capture:
        self.asked.append(url)
        if isinstance(self.answer, FetchError):
            raise self.answer
        return Capture(sha256(self.answer), self.answer, url=url)


def _tools(web: Web, settings: Settings = ON, signals: tuple[Signal, ...] = ()):
    made = vars(tools(fetcher=web, settings=settings))
    return SimpleNamespace(**made, sites=SimpleNamespace(signals=lambda _: signals))


def _extracted(web: Web, settings: Settings = ON, **fields: object):
    """A page is through extraction: what is owed then."""
    page = Capture(sha256(b"page"), b"page", url="https://river.example/a")
    taken = store.take_capture(page, now=NOON)
    tasks.owe(Kind.EXTRACT, taken.capture, now=NOON)
    shown = article("Bridge", "It fell.", url=page.url, images=(Image(None, "AFP", None, URL),), **fields)
    stages.keep_extract(claimed(Kind.EXTRACT), Extracted(shown, None), _tools(web, settings))
    return shown


def _done(web: Web, **more: object) -> str | None:
    job, given = claimed(Kind.PICTURE), _tools(web, **more)
    return pictures.keep_picture(job, pictures.begin_picture(job, given).result(), given)


def test_nothing_is_asked_for_by_default():
    """The setting is off, and its default stays so."""
    _extracted(Web(), Settings())

    assert not models.Task.objects.filter(kind=Kind.PICTURE).exists()


def test_a_picture_is_looked_at_and_forgotten():
    """Its print is kept under its address, its bytes nowhere; the report has it when its story is told."""
    web = Web()
    shown = _extracted(web)

    assert _done(web) == "looked at"
    (row,) = models.Picture.objects.all()
    assert (row.name, row.reason) == (URL, "")
    assert len(bytes(row.record)) < 1000
    assert not models.Blob.objects.filter(hash=sha256(PICTURE)).exists()
    (report,) = pictures.with_pictures_known([Report(shown, Annotations(shown.id, ()))])
    assert report.article.images[0].look.digest == sha256(PICTURE)


def test_a_picture_that_is_known_is_not_asked_for_again():
    """Another report shows it at the same address."""
    web = Web()
    _extracted(web)
    pictures.put_picture(look(Capture("x", PICTURE, url=URL)), NOON)

    assert _done(web) == "known"
    assert web.asked == []


def test_a_page_that_reserves_mining_keeps_its_picture():
    """Nothing is asked for, and the reason is kept."""
    web = Web()
    reserved = Signal(SignalKind.META, "noai", "page", denies=(Action.ANALYSE,))
    _extracted(web, signals=(reserved,))

    assert _done(web) == "rejected"
    assert web.asked == []
    assert "noai" in models.Rejection.objects.get(stage="picture").reason


def test_the_pictures_own_site_is_heard_too():
    """What it reserves in its files holds for its pictures."""
    web = Web()
    _extracted(web)
    reserved = Signal(
        SignalKind.META, "tdm-reservation: 1", "https://river.example/", denies=(Action.ANALYSE,)
    )

    assert _done(web, signals=(reserved,)) == "rejected"
    assert not models.Picture.objects.exists()


def test_robots_and_trouble_are_said():
    """What will not change is refused at once; a server's trouble is tried again, and no longer than a while."""
    web = Web(FetchError("robots.txt forbids it", url=URL, kind=FetchKind.ROBOTS))
    _extracted(web)

    assert _done(web) == "rejected"
    assert "robots.txt" in models.Rejection.objects.get(stage="picture").reason


def test_hostile_bytes_are_refused_and_not_asked_for_again():
    """A page where a picture should be."""
    web = Web(b"<html>not here</html>")
    shown = _extracted(web)

    assert _done(web) == "rejected"
    tasks.owe(Kind.PICTURE, models.Version.objects.get().pk, now=NOON)
    assert _done(web) == "known"
    assert len(web.asked) == 1
    (report,) = pictures.with_pictures_known([Report(shown, Annotations(shown.id, ()))])
    assert report.article.images[0].look is None


def test_pictures_of_an_archive_come_in_with_its_pages():
    """They are looked at, counted neither as reports nor as refusals; one that gives no print is refused."""
    items = [
        Capture(sha256(PICTURE), PICTURE, url=URL),
        Capture(sha256(b"\xff\xd8\xff"), b"\xff\xd8\xff", url="https://river.example/i/q.jpg"),
    ]
    intake = Intake(iter(items))
    while intake.step(_tools(Web())):
        pass

    found = summary([intake])
    assert (found.asked, found.stored, found.rejected) == (1, 0, 1)
    assert models.Picture.objects.get().name == URL
    assert not models.Capture.objects.exists()


def test_what_has_no_name_is_not_kept():
    """A picture without address and file could never be found again."""
    pictures.put_picture(Looked(None, None, None, Rejected("x", "picture", "y")), NOON)

    assert not models.Picture.objects.exists()
