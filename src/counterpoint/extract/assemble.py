"""Put an article's parts together: one text that never changes, its blocks, and what stays beside it.

Data way: parts in reading order -> text, blocks, asides. Pure.

Both extractors (pages and dumps) end here, so that offsets are made in one place only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.text import clean, loose
from counterpoint.types import Aside, AsideKind, Block, BlockKind

_JOINT = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A passage with its kind: a BlockKind stands in the text, an AsideKind beside it."""

    kind: BlockKind | AsideKind
    text: str


def assemble(title: str, parts: Sequence[Part]) -> tuple[str, tuple[Block, ...], tuple[Aside, ...]]:
    """Return `Article.text`, its blocks and its asides.

    Args:
        title: Becomes the first block, a HEADING; "" for a report without one, which then has no such block.
        parts: In reading order. A heading, standfirst or paragraph equal to the title is kept once, as the title;
            a caption already in the text is kept as a REPEATED aside.

    """
    head = clean(title)
    texts: list[str] = [head] if head else []
    kinds: list[BlockKind] = [BlockKind.HEADING] if head else []
    asides: list[Aside] = []
    seen_captions: set[str] = set()
    title_key = loose(head)
    for part in parts:
        text = clean(part.text)
        if not text:
            continue
        if isinstance(part.kind, AsideKind):
            asides.append(Aside(part.kind, text))
            continue
        if part.kind is BlockKind.CAPTION:
            if text in seen_captions:
                asides.append(Aside(AsideKind.REPEATED, text))
                continue
            seen_captions.add(text)
        elif title_key and loose(text) == title_key:
            continue
        texts.append(text)
        kinds.append(part.kind)
    return _JOINT.join(texts), _blocks(texts, kinds), tuple(asides)


def _blocks(texts: Sequence[str], kinds: Sequence[BlockKind]) -> tuple[Block, ...]:
    blocks, start = [], 0
    for text, kind in zip(texts, kinds, strict=True):
        blocks.append(Block(kind, start, start + len(text)))
        start += len(text) + len(_JOINT)
    return tuple(blocks)
