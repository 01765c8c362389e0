"""Pictures as evidence: what they look like is kept under their address or file, the pictures themselves never.

Data way: a Version's first picture -> its bytes (network) -> PicturePrint (in a child) -> Picture; and back into the Images
of the reports of a story that is told. `begin_picture` reads the store; `keep_picture` runs inside the transaction that
ends the task. Nothing is asked of the network but where the setting pictures.fetch says so, and of nobody who reserves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q

from counterpoint.desk import models, rights, store, stream_rows, tasks
from counterpoint.desk.records import pack, unpack
from counterpoint.desk.stages import Tools
from counterpoint.desk.store import storable
from counterpoint.desk.tasks import Job, Kind
from counterpoint.errors import FetchError, FetchKind
from counterpoint.permission import decide
from counterpoint.picture_names import keys_of_image, keys_of_picture, lead_picture
from counterpoint.run.guard import Killed
from counterpoint.run.pictures import Looked, look, with_looks
from counterpoint.text import sha256
from counterpoint.types import Action, Rejected, Report, Signal
from counterpoint.types.picture import PicturePrint

TRIES = 3  # of a picture whose server has trouble: it is no page
_BACKOFF = timedelta(minutes=5)  # before the second try; twice as long before the third
_ASKED = 400  # keys named in one query


@dataclass(frozen=True, slots=True)
class Got:
    """What asking for a picture brought; of all None: there was nothing to ask for."""

    looked: Looked | None = None
    rejected: Rejected | None = None  # it may not be asked for
    error: FetchError | None = None


def begin_picture(job: Job, tools: Tools) -> Future[Got]:
    """Have the first picture of a version fetched and looked at, where that is allowed and was not done before."""
    article = store.load_article(job.subject)
    url = lead_picture(article)
    if url is None or tools.fetcher is None or _known(url):
        return _at_once(Got())
    capture = models.Version.objects.filter(pk=job.subject).values_list("capture", flat=True).first()
    said = rights.signals_of(capture, article, tools.settings.rights.licensed)
    for action in (Action.FETCH, Action.ANALYSE):
        answer = decide(action, rights=article.rights, signals=said)
        if not answer.allowed:
            return _at_once(Got(rejected=Rejected(url, "picture", answer.why)))
    return tools.network.submit(lambda asked: _fetch(asked, said, tools), url)


def _at_once(got: Got) -> Future[Got]:
    future: Future[Got] = Future()
    future.set_result(got)
    return future


def _known(url: str) -> bool:
    keys = keys_of_picture(url, None)
    return models.Picture.objects.filter(key=sha256(keys[0])).exists() if keys else True


def _fetch(url: str, said: Sequence[Signal], tools: Tools) -> Got:
    """Ask for a picture and have it looked at; in a thread, without the store."""
    assert tools.fetcher is not None
    try:
        capture = tools.fetcher.fetch(url)
    except FetchError as error:
        return Got(error=error)
    site = tools.sites.signals(url) if tools.sites is not None else ()
    answer = decide(Action.ANALYSE, signals=(*site, *said))
    if not answer.allowed:
        return Got(rejected=Rejected(url, "picture", answer.why))
    found = tools.parsing.run(look, replace(capture, url=url), tools.parse_limits)
    if isinstance(found, Killed):
        found = Looked(url, None, None, Rejected(url, "picture", f"it {found.reason}"))
    return Got(found)


def keep_picture(job: Job, got: Got, tools: Tools) -> str | None:
    """Keep what a picture looks like; the story of its report is told anew. None where it will be tried again."""
    now = tools.clock()
    error = got.error
    if error is not None and error.kind in {FetchKind.LATER, FetchKind.STOPPED}:  # nothing was asked
        tasks.again(job, due=now + timedelta(seconds=error.retry_after or 1.0))
        return None
    if error is not None and error.temporary and job.tries + 1 < TRIES:
        pause = max(_BACKOFF * 2**job.tries, timedelta(seconds=error.retry_after or 0.0))
        tasks.failed(job, str(error), tries=TRIES, due=now + pause)
        return None
    tasks.finish(job)
    refused = got.rejected
    if error is not None:
        refused = Rejected(error.url, "picture", str(error))
    if got.looked is not None:
        put_picture(got.looked, now)
        refused = got.looked.rejected
        if refused is None:
            _retell(job.subject, tools, now)
    if refused is not None:
        store.put_rejected(refused, now=now)
        return "rejected"
    return "known" if got.looked is None else "looked at"


def _retell(version: int, tools: Tools, now: datetime) -> None:
    """Have the story of a version's report told anew, where it has one of several reports."""
    member = models.Member.objects.select_related("story").filter(version=version).first()
    if member is None or member.story.articles < 2:
        return
    stream_rows.refresh(member.story_id, now)
    due = now + timedelta(seconds=tools.settings.stories.tell_after)
    tasks.owe(Kind.TELL, member.story_id, now=now, due=due)


def put_picture(found: Looked, now: datetime) -> None:
    """Keep what a picture looks like, or that it gives no print; in the caller's transaction."""
    keys = keys_of_picture(found.url, found.path)
    if not keys:
        return
    reason = found.rejected.reason if found.rejected is not None else ""
    models.Picture.objects.update_or_create(
        key=sha256(keys[0]),
        defaults={
            "address": sha256(keys[1]) if len(keys) > 1 else "",
            "name": storable(found.url or found.path or ""),
            "at": now,
            "reason": storable(reason),
            "record": None if found.look is None else pack(found.look),
        },
    )


def with_pictures_known(reports: Sequence[Report]) -> list[Report]:
    """Return reports with the prints that are kept of their pictures."""
    articles = [report.article for report in reports]
    prints = _prints(key for a in articles for i in a.images for key in keys_of_image(i.url, a.path))
    return [replace(report, article=with_looks(report.article, prints)) for report in reports]


def _prints(wanted: Iterable[str]) -> dict[str, PicturePrint]:
    names = {sha256(key): key for key in wanted}
    hashed = list(names)
    found: dict[str, PicturePrint] = {}
    for start in range(0, len(hashed), _ASKED):
        part = hashed[start : start + _ASKED]
        rows = models.Picture.objects.filter(Q(key__in=part) | Q(address__in=part), record__isnull=False)
        for key, address, record in rows.values_list("key", "address", "record"):
            seen = unpack(record or b"", PicturePrint)
            found |= {names[name]: seen for name in (key, address) if name in names}
    return found
