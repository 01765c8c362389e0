"""Find which reports carry one picture, and to whom it is credited.

Data way: Articles (their Images) -> SharedPictures -> what they add to Copies and origins. Pure.

One picture makes no text a copy: an agency sells it to a hundred outlets. It supports what words show: whose copy a
text is, and, where the picture is credited to the other report's own outlet, which of the two came first. How two
prints are compared and what bound was set on: `SAME_BITS`; docs/design/0020-pictures.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import regex

from counterpoint.cluster.press import Known
from counterpoint.picture_names import address_of, agency_number
from counterpoint.text import loose
from counterpoint.types import Article, Copy, Image, OriginKind, OriginMap
from counterpoint.types.origin import EdgeKind, OriginEdge
from counterpoint.types.picture import PicturePrint, SameBy, SharedPicture

# Bits of 128 in which a picture, or a part of it, may differ from another whole. On 30 pictures and 24 things done to
# each (design note 20) up to 24 takes all recompressed, resized, lightened and cut by 5 % at an edge, .94 of those with
# a watermark, and no two different ones of 435 pairs, of which the nearest differ in 40; two cameras side by side, in 13.
SAME_BITS = 24
MOST_IMAGES = 8  # of one report that are compared: the rest are galleries
MOST_PICTURES = 2000  # of one story
_PARTS_COMPARED = 8

_PARTS = regex.compile(
    r"[/|,;:·–—()\[\]]|\s-\s|\b(?:via|through|for|by|from|par|per|por|von|de|mit)\b", regex.IGNORECASE
)
_MEDIUM = regex.compile(
    r"\b(?:photo(?:graph|s)?|pictures?|images?|pool|handout|file|foto|bild|fotos?|stringer)\b|©",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture of a report, as it is compared."""

    article: int  # its place among the articles
    image: int  # its place among the article's images
    of: Image
    address: str
    number: str


def bits_apart(one: PicturePrint, other: PicturePrint) -> int:
    """Return in how many of 128 bits two prints differ: the whole of either against the whole and parts of the other."""
    return min(
        (whole.hash ^ a).bit_count() + (whole.second ^ b).bit_count()
        for whole, cut in ((one, other), (other, one))
        for a, b in ((cut.hash, cut.second), *cut.views)
    )


def same_picture(one: PicturePrint, other: PicturePrint) -> bool:
    """Whether two prints are of one picture."""
    return one.digest == other.digest or bits_apart(one, other) <= SAME_BITS


def shared_pictures(articles: Sequence[Article], known: Known = lambda _: None) -> tuple[SharedPicture, ...]:
    """Return the pictures that two reports of different outlets carry, each pair of reports once for each picture.

    Args:
        articles: Reports of one story; their order decides that of the answer.
        known: The agency that words name, or None.

    """
    all_seen = (one for n, article in enumerate(articles) for one in _seen(n, article))
    seen = list(islice(all_seen, MOST_PICTURES))
    found: dict[tuple[int, int, int], SharedPicture] = {}
    for x, y in sorted(_candidates(seen)):
        a, b = seen[x], seen[y]
        if a.article == b.article or _of_one_outlet(articles[a.article], articles[b.article]):
            continue
        by = _same_by(a.of.look, b.of.look, one_address=bool(a.address) and a.address == b.address)
        if by is not None:
            found.setdefault((a.article, a.image, b.article), _shared(articles, a, b, by, known))
    return tuple(found[key] for key in sorted(found))


def _seen(number: int, article: Article) -> Iterator[_Seen]:
    taken = 0
    for place, image in enumerate(article.images):
        address = address_of(image.url)
        one = _Seen(number, place, image, address, agency_number(image.url)[0])
        if image.look is not None or one.address or one.number:
            yield one
            taken += 1
        if taken == MOST_IMAGES:
            return


def _candidates(seen: Sequence[_Seen]) -> set[tuple[int, int]]:
    """Return the pairs that look the same, or have an address or number in common."""
    pairs: set[tuple[int, int]] = set()
    named: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(seen):
        for key in filter(None, (one.address, one.number)):
            pairs.update((m, n) for m in named[key])
            named[key].append(n)
    printed = [n for n, one in enumerate(seen) if one.of.look is not None]
    if len(printed) < 2:
        return pairs
    # All at once with each: a story of forty reports has 50,000 pairs.
    views = np.array([_views(seen[n].of.look) for n in printed], dtype=np.uint64)
    for at, n in enumerate(printed):
        apart = np.bitwise_count(views ^ views[at, 0]).sum(axis=2, dtype=np.uint16).min(axis=1)
        for m in np.flatnonzero(apart <= SAME_BITS):
            pairs.add((min(n, printed[m]), max(n, printed[m])))
    return pairs


def _views(look: PicturePrint | None) -> list[tuple[int, int]]:
    """The hashes of the whole and of so many parts; a print of an older form has fewer."""
    assert look is not None
    whole = (look.hash, look.second)
    return [whole, *look.views[:_PARTS_COMPARED], *[whole] * (_PARTS_COMPARED - len(look.views))]


def _of_one_outlet(a: Article, b: Article) -> bool:
    return bool(a.url and a.url == b.url) or bool(
        a.outlet and b.outlet and loose(a.outlet) == loose(b.outlet)
    )


def _same_by(mine: PicturePrint | None, theirs: PicturePrint | None, *, one_address: bool) -> SameBy | None:
    """What shows that two candidates are one picture; None where what was seen of both says otherwise."""
    if mine is not None and theirs is not None:  # an address may be given to another picture
        same = same_picture(mine, theirs)
        return SameBy.BYTES if mine.digest == theirs.digest else SameBy.LOOK if same else None
    return SameBy.ADDRESS if one_address else SameBy.NUMBER


def _shared(articles: Sequence[Article], a: _Seen, b: _Seen, by: SameBy, known: Known) -> SharedPicture:
    said = [words for one in (a, b) for words in credits_of(one.of)]
    agency = next((name for one in (a, b) if (name := agency_of(one.of, known))), "")
    credit = said[0] if said else ""
    whose = f", credited to {agency or credit}" if agency or credit else ""
    how = {
        SameBy.BYTES: "one file",
        SameBy.LOOK: "they look the same",
        SameBy.ADDRESS: "one address",
        SameBy.NUMBER: "one agency's number in the files' names",
    }[by]
    return SharedPicture(
        (articles[a.article].id, articles[b.article].id),
        (a.image, b.image),
        by,
        credit,
        agency,
        f"both carry one picture{whose} ({how})",
    )


def credits_of(image: Image) -> tuple[str, ...]:
    """Return who is credited for a picture, in the file's words and then the page's."""
    notes = image.look.notes if image.look is not None else None
    said = (notes.credit, notes.source) if notes is not None else ()
    return tuple(dict.fromkeys(words for words in (*said, image.credit or "") if words))


def agency_of(image: Image, known: Known) -> str:
    """Return the canonical name of the agency that a picture is credited to, or numbered by; "" for none."""
    for words in credits_of(image):
        for part in (words, *_PARTS.split(words)):
            name = " ".join(_MEDIUM.sub(" ", part).split())
            for form in (part.strip(), name):
                found = known(form) if form else None
                if found is not None and found.agency:
                    return found.name
    return agency_number(image.url)[1]


def with_pictures(
    copies: Sequence[Copy], shared: Sequence[SharedPicture], articles: Sequence[Article]
) -> tuple[Copy, ...]:
    """Return the copies with what a picture in common adds: a line of evidence, and a direction where none was known.

    A picture decides only where it is credited to the own outlet of one of the two, and nothing else told which came
    first.
    """
    pictures: dict[frozenset[str], SharedPicture] = {}
    for one in shared:
        pictures.setdefault(frozenset(one.articles), one)
    by_id = {a.id: a for a in articles}
    return tuple(_with_picture(copy, pictures.get(frozenset(copy.articles)), by_id) for copy in copies)


def _with_picture(copy: Copy, picture: SharedPicture | None, articles: Mapping[str, Article]) -> Copy:
    if picture is None:
        return copy
    copy = replace(copy, evidence="; ".join(part for part in (copy.evidence, picture.evidence) if part))
    owner = None if copy.directed else _owner(picture, articles)
    if owner is None:
        return copy
    said = f"{copy.evidence}; the picture is credited to {articles[owner].outlet} itself"
    if copy.articles[1] == owner:
        return replace(copy, directed=True, evidence=said)
    turned = tuple((y, x) for x, y in copy.passages)
    return replace(copy, articles=copy.articles[::-1], passages=turned, directed=True, evidence=said)


def _owner(picture: SharedPicture, articles: Mapping[str, Article]) -> str | None:
    """The one article whose own outlet the other's picture is credited to."""
    said: set[str] = set()
    for name, place in zip(picture.articles, picture.images, strict=True):
        for words in credits_of(articles[name].images[place]):
            said.update(loose(_MEDIUM.sub(" ", part)) for part in (words, *_PARTS.split(words)))
    own = [a for a in picture.articles if loose(articles[a].outlet or "") in said - {""}]
    return own[0] if len(own) == 1 else None


def with_picture_edges(origins: OriginMap, articles: Iterable[Article], known: Known) -> OriginMap:
    """Return the origins with an edge to each agency of the story from the reports that carry a picture of its.

    The edge is shown and counts for nothing: whose picture it is says little of whose words they are. An agency that
    stands behind no words of the story becomes no origin by its pictures.
    """
    agencies = {loose(o.name): o.id for o in origins.origins if o.kind is OriginKind.AGENCY}
    edges: dict[tuple[str, str], OriginEdge] = {}
    for article in articles if agencies else ():
        for image in article.images:
            name = agency_of(image, known)
            origin = agencies.get(loose(name)) if name else None
            if origin is not None:
                edges.setdefault((origin, article.id), _edge(origin, article, image, name))
    return replace(origins, edges=(*origins.edges, *edges.values()))


def _edge(origin: str, article: Article, image: Image, name: str) -> OriginEdge:
    """The credit, with its words where they stand in the text; else they are said."""
    words = image.credit or ""
    at = article.text.find(words) if words else -1
    if at >= 0:
        return OriginEdge(origin, article.id, EdgeKind.PICTURE, (article.span(at, at + len(words)),))
    said = next(iter(credits_of(image)), name)
    return OriginEdge(origin, article.id, EdgeKind.PICTURE, (), said)
