"""Give the pictures of reports their prints, where the bytes are at hand.

Data way: Articles, Captures of pictures -> Articles with `Image.look`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from counterpoint.extract.picture import print_picture
from counterpoint.picture_names import keys_of_image, keys_of_picture
from counterpoint.types import Article, Capture, Rejected
from counterpoint.types.picture import PicturePrint


def look_at(articles: Sequence[Article], pictures: Iterable[Capture]) -> tuple[list[Article], list[Rejected]]:
    """Return the articles with the prints of their pictures, and the pictures that give none.

    Pictures that no article shows are passed over: a crawl holds thousands.

    Args:
        articles: As extracted.
        pictures: Captures that hold pictures, of web archives or of files beside the reports.

    """
    wanted = {key for a in articles for i in a.images for key in keys_of_image(i.url, a.path)}
    prints: dict[str, PicturePrint] = {}
    rejected: list[Rejected] = []
    for capture in pictures:
        keys = keys_of_picture(capture.url, str(capture.path) if capture.path else None)
        if wanted.isdisjoint(keys):
            continue
        found = print_picture(capture.content, capture.name)
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            prints |= {key: found for key in keys if key not in prints}
    return [with_looks(a, prints) for a in articles], rejected


def with_looks(article: Article, prints: Mapping[str, PicturePrint]) -> Article:
    """Return an article with the prints that are known of its pictures, by the keys of `picture_names`."""
    if not prints or not article.images:
        return article
    images = tuple(
        replace(
            image,
            look=next(
                (prints[key] for key in keys_of_image(image.url, article.path) if key in prints), image.look
            ),
        )
        for image in article.images
    )
    return replace(article, images=images)


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of one picture: one of look and rejected."""

    url: str | None  # where it was had; one of url and path
    path: str | None
    look: PicturePrint | None
    rejected: Rejected | None = None


def look(picture: Capture) -> Looked:
    """Return what a picture looks like, or why it gives no print; runs in a child, since decoders meet hostile bytes."""
    found = print_picture(picture.content, picture.name)
    refused = found if isinstance(found, Rejected) else None
    path = str(picture.path) if picture.path is not None else None
    return Looked(picture.url, path, None if isinstance(found, Rejected) else found, refused)
