"""Write a Story as one self-contained, accessible HTML page that needs no script.

Data way: Story -> View -> page. Pure: the time, if it is to be shown, is an argument. Templates and the
style sheet are files of this package.

Every word from a report is escaped (autoescape) and stands in an element with its own `lang` and `dir`,
so that neither markup nor direction marks in it reach the page. The content policy of the page admits its
own style sheet, by hash, and nothing else: no script, no picture, no font, no request.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from counterpoint.render.around import (
    EDITS_SHOWN,
    arrange_around,
)
from counterpoint.render.i18n import interface
from counterpoint.render.page import Page
from counterpoint.render.safety import plain
from counterpoint.render.view import arrange
from counterpoint.types import (
    Status,
    Story,
)
from counterpoint.types.around import Around

# What is shown before a reader asks for more: a screen and a half of a phone.
ROWS_SHOWN = 12
ENTRIES_SHOWN = 12
# More origins than stand beside a brief of nine sentences go below it, in columns.
ORIGINS_BESIDE = 10


def story_page(
    story: Story, *, locale: str = "en", now: datetime | None = None, around: Around | None = None
) -> str:
    """Return the story page, a whole HTML document.

    Args:
        story: What to show.
        locale: Of the reader: interface, dates, numbers. Reports stay in their own languages.
        now: When the page is made; None leaves the time out.
        around: Its storyline, edits, moves and what is new, where it stands in a store.

    Raises:
        ConfigError: No interface in that language.
        CitationError: A passage does not stand in its article.

    """
    ui = interface(locale)
    view = arrange(story, ui.code)
    style = _stylesheet() + f".matrix{{--columns:{max(1, len(view.columns))}}}\n"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = Page(view, ui)
    return _template().render(
        page=page,
        around=arrange_around(around, story, ui),
        view=view,
        story=story,
        title=plain(story.title),
        ui=ui,
        t=page.say,
        now=now,
        style=Markup(style),  # noqa: S704 - this package's own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        rows_shown=ROWS_SHOWN,
        entries_shown=ENTRIES_SHOWN,
        edits_shown=EDITS_SHOWN,
        origins_beside=ORIGINS_BESIDE,
        statuses=[(s, sum(c.status is s for c in story.claims)) for s in Status],
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("counterpoint.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


@cache
def _stylesheet() -> str:
    file = resources.files("counterpoint.render") / "templates" / "page.css"
    return "\n" + file.read_text(encoding="utf-8")
