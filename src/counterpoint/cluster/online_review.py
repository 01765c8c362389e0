"""Carry out what a second look at some stories found: who moves where, under which id, and why.

Data way: groups of representatives -> Moves, on a Book. What an editor decided enters the likenesses as certainty, so that no
grouping can go against it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.online_book import Book
from counterpoint.cluster.online_group import UNKNOWN, Group, pair
from counterpoint.cluster.online_look import ALWAYS, NEVER, probability
from counterpoint.types.stream import Move, MoveKind


def matrix_of(book: Book, heads: Sequence[str]) -> NDArray[np.float64]:
    """Return the likenesses of representatives as they are kept, shape (n, n), editors' decisions in their place."""
    near = [book.links.of(head) for head in heads]
    out = np.array([[row.get(head, UNKNOWN) for head in heads] for row in near], dtype=np.float64)
    if book.bound or book.apart:
        _decided(book, heads, out)
    return out


def _decided(book: Book, heads: Sequence[str], out: NDArray[np.float64]) -> None:
    """Write decisions over likenesses.

    What an editor put into a story is as like all others as that story is on average: it neither leaves nor draws its like after it.
    """
    entries, place = book.entries, {head: n for n, head in enumerate(heads)}
    stories = [entries[head].story for head in heads]
    held: set[int] = set()
    parted: list[set[str]] = [set() for _ in heads]
    for item in book.bound:
        n = place.get(book.groups[entries[item].story].head(item))
        if n is not None:
            parted[n] |= entries[item].parted
            if entries[item].held:
                held.add(n)
    for story in dict.fromkeys(stories):
        own = [n for n, other in enumerate(stories) if other == story]
        pinned = [n for n in own if n in held]
        if pinned:
            anchor = next((n for n in own if n not in held), pinned[0])
            mean = out[own].mean(axis=0)
            out[pinned], out[:, pinned] = mean, mean[:, None]
            tied = [anchor, *pinned]
            out[np.ix_(tied, tied)] = ALWAYS
    both = {stories[n] for n in held}
    for i in range(len(heads)):
        for j in range(i):
            apart = stories[i] != stories[j] and stories[i] in both and stories[j] in both
            apart = apart or pair(stories[i], stories[j]) in book.apart
            if apart or stories[i] in parted[j] or stories[j] in parted[i]:
                out[i, j] = out[j, i] = NEVER


def regroup(book: Book, groups: Sequence[Group], clusters: Sequence[Sequence[str]]) -> list[Move]:
    """Move reports so that each cluster of representatives is one story.

    A story keeps its id where an editor put a report, else where its first active report is; of two that come together the
    one that opened first does. What has no id left opens a new story.

    Args:
        book: Is changed.
        groups: The stories looked at.
        clusters: Their representatives, each in one cluster.

    """
    members = [
        [item for group in groups for item in group.followers(set(cluster) & set(group.heads))]
        for cluster in clusters
    ]
    names = _names(book, groups, members)
    moves: list[Move] = []
    left: dict[str, list[Move]] = {}
    for name, items in zip(names, members, strict=True):
        for story in dict.fromkeys(book.entries[item].story for item in items):
            if story == name:
                continue
            moved = tuple(sorted((i for i in items if book.entries[i].story == story), key=book.order))
            why = _why(book, moved, name, story)
            left.setdefault(story, []).append(Move(MoveKind.SPLIT, story, name, moved, why))
    standing = {group.story for group in groups}
    for story, leaving in left.items():
        for move in leaving:
            book.move(move.items, move.into)
            if move.into not in standing:
                book.rename(story, move.into, also=True)
        moves += leaving if story in book.groups else _merged(book, story, leaving)
    for name in names:
        book.trim(name)
    return moves


def _merged(book: Book, story: str, leaving: list[Move]) -> list[Move]:
    """The moves of a story of which nothing stands any more: the last, that of most reports, leaves a redirect."""
    *others, last = sorted(leaving, key=lambda move: (len(move.items), move.into))
    book.rename(story, last.into)
    book.merged[story] = last.into
    return [*others, Move(MoveKind.MERGED, story, last.into, last.items, last.why)]


def _names(book: Book, groups: Sequence[Group], members: Sequence[Sequence[str]]) -> list[str]:
    names = [""] * len(members)
    for n, items in enumerate(members):
        names[n] = next((book.entries[item].held for item in items if book.entries[item].held), "")
    for group in sorted(groups, key=lambda group: (group.opened, group.story)):
        first = min(group.stands, key=book.order)
        n = next(n for n, items in enumerate(members) if first in items)
        if not names[n] and group.story not in names:
            names[n] = group.story
    for n, items in enumerate(members):
        if not names[n]:
            names[n] = book.free_id(min(items, key=book.order), taken=names)
    return names


def _why(book: Book, items: Sequence[str], into: str, story: str) -> str:
    """Say what decided, in the words of a report's likeness."""
    moved = set(items)
    far = _mean(book, items, [h for h in book.groups[story].heads if h not in moved])
    if into not in book.groups:
        return f"they are little like the story's other reports ({far:.2f})"
    near = _mean(book, items, book.groups[into].heads)
    said = f"they are as like that story's reports ({near:.2f}) as reports of one event are"
    return said if moved >= set(book.groups[story].stands) else f"{said}, and less like their own ({far:.2f})"


def _mean(book: Book, items: Sequence[str], others: Sequence[str]) -> float:
    found = [book.links.between(item, other) for item in items for other in others if item in book.window]
    return probability(sum(found) / len(found) if found else UNKNOWN)
