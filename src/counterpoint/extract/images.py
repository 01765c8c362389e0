"""Pictures of an article with their captions, credits and alternative texts.

Data way: Layout and PageFacts -> Images, and which passages are captions. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from counterpoint.extract.captions import split_credit
from counterpoint.extract.labels import find_labels
from counterpoint.extract.passages import Layout, Picture, Region
from counterpoint.extract.structured import PageFacts, PictureFacts
from counterpoint.text import clean, loose
from counterpoint.types import Image

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-url", "srcset", "data-srcset")
_DECORATION = re.compile(
    r"logo|icon|avatar|sprite|pixel|spacer|badge|placeholder|emoji|gravatar|tracking|1x1|blank\.",
    re.IGNORECASE,
)
_SMALL = 120  # declared pixels below which an image is decoration: portraits of authors are some 100 wide
_CAPTION_REACH = 2  # passages after an image outside any figure in which its caption may stand
_ALT = 12  # shortest alternative text that makes an uncaptioned image worth keeping
_MOST = 60  # images kept of one page
_MOST_LOOKED = 1_000  # pictures of a page among which they are looked for


def captions_of(layout: Layout) -> dict[int, list[int]]:
    """Return picture index -> indices of the passages that are its caption and credit."""
    found: dict[int, list[int]] = {}
    by_figure: dict[int, list[int]] = {}
    for index, passage in enumerate(layout.passages):
        if passage.figure and (passage.region is Region.CAPTION or passage.tag == "figcaption"):
            by_figure.setdefault(passage.figure, []).append(index)
    taken: set[int] = set()
    for number, picture in enumerate(layout.pictures):
        if picture.figure:
            own = [i for i in by_figure.get(picture.figure, ()) if i not in taken]
        else:
            own = [
                i
                for i in range(picture.at, min(picture.at + _CAPTION_REACH, len(layout.passages)))
                if layout.passages[i].region is Region.CAPTION
                and not layout.passages[i].figure
                and i not in taken
            ]
        if own:
            found[number] = own
            taken.update(own)
    return found


def read_images(
    layout: Layout,
    captions: Mapping[int, Sequence[int]],
    within: range,
    facts: PageFacts,
    base: str,
) -> tuple[Image, ...]:
    """Return the article's images in order, each caption once.

    Args:
        layout: The page.
        captions: From `captions_of`.
        within: Indices of the passages between which the article stands.
        facts: schema.org's pictures add credits and how a picture was made.
        base: URL against which addresses are resolved, or "".

    """
    images: list[Image] = []
    seen: set[str] = set()
    for number, picture in enumerate(layout.pictures[:_MOST_LOOKED]):
        if (
            picture.region in {Region.RELATED, Region.PROMOTION, Region.NAVIGATION, Region.BYLINE}
            or picture.at not in within
        ):
            continue
        lines = [layout.passages[i].text for i in captions.get(number, ())]
        image = _image(picture, " ".join(lines), facts.pictures, base)
        key = loose(image.caption or "") or _name(image.url or "")
        if (image.caption or _shows(picture, image)) and key not in seen:
            seen.add(key)
            images.append(image)
    if not images:
        images = [i for p in facts.pictures[:3] if (i := _from_facts(p, base)).caption or i.url]
        images = images[:1] if not any(i.caption for i in images) else [i for i in images if i.caption]
    return tuple(images[:_MOST])


def _image(picture: Picture, line: str, known: Sequence[PictureFacts], base: str) -> Image:
    caption, credit = split_credit(clean(line)) if line else (None, None)
    alt = clean(picture.element.get("alt") or "") or None
    url = _address(picture, base)
    twin = next((k for k in known if k.url and url and _name(k.url) == _name(url)), None)
    labelled = (
        any(label for label in find_labels([(line, "picture"), (alt or "", "picture")]))
        if line or alt
        else False
    )
    return Image(
        caption=caption or (twin.caption if twin else None),
        credit=credit or (twin.credit if twin else None),
        alt=alt,
        url=url,
        machine_made=True if labelled else (twin.machine_made if twin else None),
    )


def _from_facts(picture: PictureFacts, base: str) -> Image:
    try:
        url = urljoin(base, picture.url) if picture.url and base else picture.url
    except ValueError:
        url = None
    return Image(picture.caption, picture.credit, None, url, picture.machine_made)


def _address(picture: Picture, base: str) -> str | None:
    for name in _SOURCES:
        value = (picture.element.get(name) or "").strip()
        if value and not value.startswith("data:"):
            value = value.split(",")[0].split()[0] if "srcset" in name else value
            try:
                return urljoin(base, value) if base else value
            except ValueError:
                return None
    return None


def _name(url: str) -> str:
    """The file name of an address, without the size that many sites write into it."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return url
    return re.sub(r"[-_]\d{2,4}x\d{2,4}(?=\.)", "", path.rsplit("/", 1)[-1])


def _shows(picture: Picture, image: Image) -> bool:
    """Whether an image without a caption belongs to the report rather than to the page's furniture."""
    if image.url is None or _DECORATION.search(image.url):
        return False
    for side in ("width", "height"):
        size = re.match(r"\d+", picture.element.get(side) or "")
        if size and int(size.group()) < _SMALL:
            return False
    return len(image.alt or "") >= _ALT or picture.figure > 0
