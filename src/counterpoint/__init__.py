"""Counterpoint: many reports of one event in, one sourced story out.

The public API: re-exports only, documented in docs/reference/python.md. Each name is imported when it is first asked
for, so that `import counterpoint` and the command line's --help do not wait for numpy and the parsers.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from counterpoint.version import __version__ as __version__

if TYPE_CHECKING:
    from counterpoint.errors import ConfigError as ConfigError
    from counterpoint.errors import CounterpointError as CounterpointError
    from counterpoint.errors import ExtractError as ExtractError
    from counterpoint.errors import FetchError as FetchError
    from counterpoint.errors import ModelError as ModelError
    from counterpoint.extract import extract_article as extract_article
    from counterpoint.ingest.files import read_inputs as read_inputs
    from counterpoint.ingest.http import HttpFetcher as HttpFetcher
    from counterpoint.models import load_models as load_models
    from counterpoint.render.document import story_document as story_document
    from counterpoint.render.html import story_page as story_page
    from counterpoint.render.markdown import story_markdown as story_markdown
    from counterpoint.run.compare import compare as compare
    from counterpoint.run.stream import Clustered as Clustered
    from counterpoint.run.stream import cluster_reports as cluster_reports
    from counterpoint.types import Article as Article
    from counterpoint.types import Capture as Capture
    from counterpoint.types import Rejected as Rejected
    from counterpoint.types import Span as Span
    from counterpoint.types import Story as Story
    from counterpoint.types.stream import Item as Item

# Before numpy loads: one thread per process, since its small matrices lose time on two (measured: twice the CPU) and
# shards run side by side anyway. A caller who sets the variable is obeyed.
os.environ.setdefault("OMP_NUM_THREADS", "1")

_FROM = {
    "Article": "counterpoint.types",
    "Capture": "counterpoint.types",
    "Clustered": "counterpoint.run.stream",
    "ConfigError": "counterpoint.errors",
    "CounterpointError": "counterpoint.errors",
    "ExtractError": "counterpoint.errors",
    "FetchError": "counterpoint.errors",
    "HttpFetcher": "counterpoint.ingest.http",
    "Item": "counterpoint.types.stream",
    "ModelError": "counterpoint.errors",
    "Rejected": "counterpoint.types",
    "Span": "counterpoint.types",
    "Story": "counterpoint.types",
    "cluster_reports": "counterpoint.run.stream",
    "compare": "counterpoint.run.compare",
    "extract_article": "counterpoint.extract",
    "load_models": "counterpoint.models",
    "read_inputs": "counterpoint.ingest.files",
    "story_document": "counterpoint.render.document",
    "story_markdown": "counterpoint.render.markdown",
    "story_page": "counterpoint.render.html",
}

__all__ = (  # noqa: PLE0604 - the table above and the version
    "__version__",
    *_FROM,
)


def __getattr__(name: str) -> object:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
