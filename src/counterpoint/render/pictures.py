"""Gather the pictures of all reports, each once.

Data way: Articles -> Pictures, for the HTML page. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from counterpoint.types import Article, Image


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and the reports that show it."""

    image: Image
    article: Article  # the first that shows it
    reports: tuple[Markup, ...]


def pictures(articles: Iterable[Article], report: Callable[[Article], Markup]) -> list[Picture]:
    """Return the pictures; one that several reports show alike stands once.

    Args:
        articles: In the order of the page.
        report: Writes the link to a report.

    """
    found: dict[tuple[object, ...], tuple[Image, list[Article]]] = {}
    for article in articles:
        for image in article.images:
            if image.caption or image.alt or image.credit or image.machine_made:
                same = (image.caption, image.credit, image.machine_made)
                found.setdefault(same, (image, []))[1].append(article)
    return [
        Picture(image, shown[0], tuple(dict.fromkeys(report(a) for a in shown)))
        for image, shown in found.values()
    ]
