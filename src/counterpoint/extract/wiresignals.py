"""The rights that a wire item states about itself: ninjs, NewsML-G2, NewsML 1.2, NITF.

Data way: the bytes of a wire item -> Signals. Pure, and never raises; called by signals.py.

Whose: IPTC ninjs (usageterms, copyrightnotice, copyrightholder, rightsinfo); NewsML-G2 rightsInfo, with RightsML (a profile of
ODRL 2) where a permission or prohibition names its action plainly; NewsML 1.2 RightsMetadata; NITF doc.rights, doc.copyright.
Terms that rights.py does not understand still stand against showing the item whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from counterpoint.extract.rights import read_rights
from counterpoint.permission import notice_signals
from counterpoint.preferences import licence_allows, licence_signal, words
from counterpoint.types import Action, Signal, SignalKind, Use

if TYPE_CHECKING:
    from lxml import etree

_LARGEST_JSON = 600_000  # bytes; an agency's item with all its pictures has some 100 kB. Article.rights knows larger ones too
_LARGEST_XML = 600_000  # characters read of an item in XML; rights stand at its top
_MOST_ITEMS = 20
_MOST_STATEMENTS = 40
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:newsItem|newsMessage|packageItem|NewsML|NewsItem|nitf)[\s>]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>\s*")  # which may be wrong: the text is decoded already
_NOT_TEXT = re.compile(r"picture|graphic|image|photo|video|audio")
_STATEMENTS = (
    "usageTerms",
    "copyrightNotice",
    "CopyrightLine",
    "UsageType",
    "Limitations",
    "doc.rights",
    "rights",
    "doc.copyright",
)
# Terms that forbid keeping the item.
_NO_ARCHIVE = re.compile(
    r"\bno archiv(?:e|es|al|ing)\b|\bnot (?:to )?be archived\b|\bno archivar\b|keine archivierung|archivierung (?:ist )?(?:nicht|untersagt)|archivage interdit",
    re.IGNORECASE,
)
# Actions of ODRL 2 and RightsML by what they are here; `use` and `mine` are TDMRep's too.
_ODRL: Mapping[str, tuple[Action, ...]] = {
    "use": (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH),
    "archive": (Action.STORE,),
    "mine": (Action.ANALYSE,),
    "index": (Action.ANALYSE,),
    "extract": (Action.QUOTE,),
    "excerpt": (Action.QUOTE,),
    "derive": (Action.SUMMARISE,),
    "modify": (Action.SUMMARISE,),
    "translate": (Action.SUMMARISE,),
    "publish": (Action.REPUBLISH,),
    "distribute": (Action.REPUBLISH,),
    "reproduce": (Action.REPUBLISH,),
    "display": (Action.REPUBLISH,),
    "present": (Action.REPUBLISH,),
}


def ninjs_signals(content: bytes) -> Iterator[Signal]:
    """Yield what the items of a ninjs file say, their pictures aside."""
    from counterpoint.extract.parse import whole_escapes  # noqa: PLC0415 - loads lxml, a fifth of a CPU second

    if len(content) > _LARGEST_JSON:
        return
    try:
        value = json.loads(whole_escapes(content.decode("utf-8-sig", "replace")))
    except (ValueError, RecursionError):
        return
    for item in _items(value):
        for key in ("usageterms", "copyrightnotice"):
            for said in _strings(item.get(key)):
                yield from _stated(said, f"{key}: {said}")
        for said in _strings(item.get("copyrightholder")):
            yield Signal(SignalKind.WIRE, words(f"copyrightholder: {said}"), "wire")
        yield from _linked(item.get("rightsinfo"))


def wire_xml_signals(text: str) -> tuple[Signal, ...] | None:
    """Return what an item in XML says of its rights; None where it is no wire item."""
    if not _ROOT.search(text[:4096]):
        return None
    from lxml import etree  # noqa: PLC0415 - as above

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text[:_LARGEST_XML]).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    if root is None:
        return ()
    items = list(root.iter("{*}newsItem", "{*}NewsItem"))[:_MOST_ITEMS] or [root]
    texts = [item for item in items if not _is_media(item)]
    return tuple(signal for item in texts or items for signal in _item(item))


def _item(item: etree._Element) -> Iterator[Signal]:
    for count, element in enumerate(
        item.iter(*(f"{{*}}{n}" for n in (*_STATEMENTS, "link", "permission", "prohibition")))
    ):
        if count >= _MOST_STATEMENTS:
            return
        name = _local(element)
        if name in {"permission", "prohibition"}:
            yield from _rule(element, name)
        elif name == "link":
            yield from _link(element)
        elif said := _said(element):
            yield from _stated(said, f"{name}: {said}")


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _said(element: etree._Element) -> str:
    """An element's words; of NITF's empty ones, what their attributes say."""
    text = " ".join("".join(map(str, element.itertext())).split())[:2000]
    if text or _local(element) not in {"doc.rights", "doc.copyright"}:
        return text
    if holder := element.get("holder"):
        return f"© {element.get('year') or ''} {holder}".replace("  ", " ")
    said = ((key, element.get(key)) for key in ("owner", "type", "geography", "limitations"))
    return "; ".join(f"{key} {value}" for key, value in said if value)


def _link(element: etree._Element) -> Iterator[Signal]:
    """A link of rightsInfo, or one whose relation is a licence."""
    parent = element.getparent()
    inside = parent is not None and _local(parent) == "rightsInfo"
    address = element.get("href")
    if address and (inside or "license" in (element.get("rel") or "").lower()):
        yield licence_signal(address, f"rightsInfo: {address}", "wire", kind=SignalKind.WIRE)


def _rule(rule: etree._Element, name: str) -> Iterator[Signal]:
    """A permission or prohibition of RightsML; a permission under a condition or for a duty is not held."""
    actions = [e.get("name") or "" for e in rule.iter("{*}action") if e.getparent() is rule]
    found = tuple(dict.fromkeys(a for n in actions for a in _ODRL.get(re.split(r"[/#:]", n)[-1], ())))
    evidence = words(f"{name}: {', '.join(actions)}")
    if not found:
        return
    if name == "prohibition":
        yield Signal(SignalKind.WIRE, evidence, "wire", found)
    elif next(rule.iter("{*}constraint", "{*}duty"), None) is None:
        yield Signal(SignalKind.WIRE, evidence, "wire", allows=found, licence=evidence)


def _stated(said: str, line: str) -> Iterator[Signal]:
    """Terms in words: as rights.py reads them, with what forbids keeping the item."""
    rights = read_rights([said])
    keeping = (Action.STORE,) if _NO_ARCHIVE.search(said[:2000]) else ()
    if keeping or (rights.statement is None and rights.allows is Use.QUOTE):
        yield Signal(SignalKind.WIRE, words(line), "wire", (*keeping, Action.REPUBLISH))
    yield from notice_signals(rights, kind=SignalKind.WIRE, where="wire", evidence=words(line))


def _is_media(item: etree._Element) -> bool:
    kinds = item.iter("{*}itemClass", "{*}NewsItemType", "{*}MediaType")
    return any(_NOT_TEXT.search((e.get("qcode") or e.get("FormalName") or "").lower()) for e in kinds)


def _items(value: object) -> Iterator[Mapping[str, object]]:
    """The items of a file: one, a list, or a list under a name; associated pictures are not among them."""
    queue: list[object] = [value]
    for _ in range(_MOST_ITEMS):
        if not queue:
            return
        entry = queue.pop(0)
        if isinstance(entry, list):
            queue[:0] = entry[:_MOST_ITEMS]
        elif isinstance(entry, dict):
            yield entry
            queue += [entry[k] for k in ("item", "items", "data") if isinstance(entry.get(k), (list, dict))]


def _linked(info: object) -> Iterator[Signal]:
    """Rights of ninjs 2 and 3: a link, or words of a rights language."""
    for entry in info if isinstance(info, list) else [info]:
        if not isinstance(entry, dict):
            continue
        for address in _strings(entry.get("linkedrights")):
            yield licence_signal(address, f"rightsinfo: {address}", "wire", kind=SignalKind.WIRE)
        for encoded in _strings(entry.get("encodedrights")):
            public = licence_allows(encoded)
            yield Signal(
                SignalKind.WIRE,
                words(f"rightsinfo: {encoded}"),
                "wire",
                allows=public,
                licence="rightsinfo" if public else None,
            )


def _strings(value: object) -> Sequence[str]:
    if isinstance(value, list):
        return [text for entry in value[:20] if not isinstance(entry, list) for text in _strings(entry)]
    if isinstance(value, dict):
        value = value.get("value") or value.get("name") or value.get("href")
    return [value[:2000]] if isinstance(value, str) and value.strip() else []
