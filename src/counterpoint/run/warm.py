"""What a guard's children load before their first job, so that no job pays for it out of its own limits.

Data way: before everything. Not pure: it fills the caches of modules in this process.

Libraries, tables and language detection load at their first use (some three CPU seconds in all): each is used once here, on a
report made for the purpose.
"""

from __future__ import annotations

import importlib
import pkgutil

from counterpoint import extract
from counterpoint.extract import extract_article
from counterpoint.language import detect_language
from counterpoint.types import Capture

_SENTENCE = "The harbour board said on Monday that the old swing bridge closes for repairs until the end of the week. "
_LINES = "".join(f"<p>{_SENTENCE}{n}</p>" for n in range(9))
_ARABIC = "<p>قال مجلس الميناء يوم الاثنين إن الجسر القديم سيغلق حتى نهاية الأسبوع.</p>" * 6
# One element holds the prose; prose in cells, which trafilatura must sort out; no date but one for htmldate; and text.
_REPORTS = (
    f"<html lang=en><title>The bridge closes</title><article><h1>The bridge closes</h1><p>12 May 2026</p>{_LINES}</article></html>",
    f"<html><title>The bridge closes</title><h1>The bridge closes</h1><div><div>{_LINES}</div></div><div>{_LINES}</div></html>",
    f"<html lang=ar><title>الجسر</title><article><h1>الجسر</h1>{_ARABIC}</article></html>",
    # A text whose place only the gazetteer knows, and words that only the statistics of languages can tell.
    f"The bridge closes\n\nTIMARU, New Zealand, May 12 (Gull Press) — {_SENTENCE}\n\n{_SENTENCE}",
    f"The bridge closes\n\nBy Anna Berg\n\n12 May 2026\n\n{_SENTENCE}\n\n{_SENTENCE}\n\n© 2026 The Outlet. All rights reserved.\n",
)


def warm_extraction() -> None:
    """Import every reader, and extract a report from a page, a page without a plain body, one in another script, and texts."""
    for module in pkgutil.iter_modules(extract.__path__):  # readers are imported at their first use
        importlib.import_module(f"{extract.__name__}.{module.name}")
    for report in _REPORTS:
        extract_article(Capture("0" * 64, report.encode()))
    detect_language("Torvik Halsen")
