"""Pictures at hand beside the reports are looked at once, and become evidence of a story."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from counterpoint.render.document import story_document
from counterpoint.render.html import story_page
from counterpoint.render.markdown import story_markdown
from counterpoint.run.compare import compare
from counterpoint.run.pictures import look_at
from counterpoint.text import sha256
from counterpoint.types import Capture, Image
from tests.make import article
from tests.pictures import saved, scene, with_iim

FIRST = """<p>A ferry with ninety people on board ran aground on Monday near the harbour of Northport.</p>
<p>Nobody was hurt, and all were brought ashore within two hours by three lifeboats, the coast guard said. The vessel had left the pier at eight in the morning in thick fog, its owner said, and it was the first crossing of the day for its crew.</p>"""
SECOND = """<p>Fog was thick when the morning ferry left Northport on Monday. Minutes later it sat on the rocks.</p>
<p>Lifeboats took everybody off. Investigators will look at the records of its radar today. Two hundred people stood at the quay at noon, and the town had opened its hall for them with soup and blankets for all.</p>"""


def _capture(content: bytes, **fields: object) -> Capture:
    return Capture(sha256(content), content, **fields)


def _page(outlet: str, text: str, image: str) -> bytes:
    return f"""<html lang="en"><head><title>Ferry aground</title><meta property="og:site_name" content="{outlet}">
    </head><body><article><h1>Ferry runs aground near Northport</h1><figure><img src="{image}" width="800"
    alt="The ferry on the rocks near the pier"><figcaption>The ferry on the rocks.</figcaption></figure>
    {text}</article></body></html>""".encode()


def _story():
    one = with_iim(saved(scene(5)), credit="Associated Press")
    other = saved(scene(5).crop((12, 8, 630, 410)).resize((480, 320)), quality=40)
    return compare(
        [
            _capture(_page("Bay Courier", FIRST, "/i/ferry.jpg"), url="https://bay.example/ferry"),
            _capture(_page("Hill Gazette", SECOND, "/m/9.jpg"), url="https://hill.example/ferry"),
            _capture(one, url="https://bay.example/i/ferry.jpg"),
            _capture(other, url="https://hill.example/m/9.jpg"),
            _capture(saved(scene(6)), url="https://hill.example/other.jpg"),
            _capture(b"\xff\xd8\xff damaged", url="https://hill.example/unused.jpg"),
        ]
    )


def test_one_picture_of_two_pages_is_shown_with_its_credit_in_every_form():
    """Cut and recompressed; the agency stands in the file alone. The texts stay two voices."""
    story = _story()
    (shared,) = story_document(story)["pictures"]
    page = story_page(story, locale="en", now=datetime(2031, 5, 5, tzinfo=UTC))

    assert (shared["by"], shared["agency"]) == ("look", "Associated Press")
    assert story.copies == ()
    assert len(story.origins) == 2
    assert "Carries the same picture as" in page
    assert "credited to Associated Press" in page
    assert "Carries the same picture as Hill Gazette" in story_markdown(story, locale="en")


def test_pictures_that_no_report_shows_are_passed_over():
    """A crawl holds thousands; a damaged one that is shown is said."""
    shown = article("Ferry", "Text.", images=(Image(None, None, None, "https://bay.example/p.jpg"),))
    broken = _capture(b"\xff\xd8\xff damaged", url="https://bay.example/p.jpg")
    unused = _capture(b"\xff\xd8\xff damaged", url="https://bay.example/q.jpg")

    _, rejected = look_at([shown], [broken, unused])

    assert [(r.item, r.stage) for r in rejected] == [("https://bay.example/p.jpg", "picture")]


def test_files_beside_a_page_are_its_pictures():
    """By the folder that a browser saved them to."""
    image = Image(None, None, None, "https://bay.example/ferry_files/p.jpg")
    shown = article("Ferry", "Text.", images=(image,), path="saved/ferry.html")
    beside = _capture(saved(scene(5)), path=Path("saved/ferry_files/p.jpg"))

    (found,), rejected = look_at([shown], [beside])

    assert found.images[0].look is not None
    assert found.images[0].look.digest == beside.id
    assert rejected == []
