"""An entry that carries its whole text, as a page: for feeds whose pages cannot be had or need not be asked for.

Data way: Entry -> Capture. Pure; the same entry gives the same bytes.
"""

from __future__ import annotations

import re
from html import escape

from counterpoint.text import sha256
from counterpoint.types import Capture, Entry

_TAG = re.compile(
    r"<[^<>]*>"
)  # no "<" inside: a text of nothing else would take time by the square of its length
_WHOLE = 80  # words: in the four real feeds looked at, teasers have up to 44, whole texts 344 and more


def carries_text(entry: Entry) -> bool:
    """Whether an entry holds a report and not only a teaser."""
    return len(_TAG.sub(" ", _body(entry)).split()) >= _WHOLE


def entry_capture(entry: Entry, *, outlet: str | None = None, language: str | None = None) -> Capture:
    """Return the entry as an HTML page at its own address.

    Args:
        entry: What the feed lists.
        outlet: The feed's title.
        language: The feed's language (BCP 47), where the entry has none of its own.
    """
    tongue = entry.language or language
    metas = [
        *(("author", name) for name in entry.authors),
        *([("article:published_time", entry.published.isoformat())] if entry.published else []),
        *([("article:modified_time", entry.updated.isoformat())] if entry.updated else []),
        *([("og:site_name", outlet)] if outlet else []),
    ]
    head = "".join(
        f'<meta name="{name}" property="{name}" content="{escape(value)}">\n' for name, value in metas
    )
    title = escape(entry.title or "")
    link = f'<link rel="canonical" href="{escape(entry.url)}">\n' if entry.url else ""
    rights = f"<p>{escape(entry.rights)}</p>\n" if entry.rights else ""
    lang = f' lang="{escape(tongue)}"' if tongue else ""
    page = (
        f'<!doctype html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n{head}{link}</head>\n'
        f"<body>\n<article>\n<h1>{title}</h1>\n{_body(entry)}\n{rights}</article>\n</body>\n</html>\n"
    )
    content = page.encode("utf-8", "replace")
    return Capture(
        id=sha256(content), content=content, url=entry.url, content_type="text/html; charset=utf-8"
    )


def _body(entry: Entry) -> str:
    text = entry.content or entry.summary or ""
    if _TAG.search(text):
        return text
    return "".join(f"<p>{escape(part.strip())}</p>\n" for part in re.split(r"\n\s*\n", text) if part.strip())
