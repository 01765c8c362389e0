"""Derivation: is the source of a report found in a stream, and is it named as what it is?

Data: made by construction from real articles, read at run time: `gold_stories` with the corpus it names (its pairs that
are labelled copies are known) and `cluster_basil` (three outlets' reports of each event). With a fixed seed, every
article gives one derived report of each kind:
  exact       other quotation marks and dashes, a byline in front
  trimmed     the first paragraphs, some tenth to six tenths of the words; or sentences dropped all through
  rewritten   one word in eight replaced, clauses around a comma exchanged, neighbouring sentences exchanged, and a third
              as many sentences of its own, from an independent report of the same event where there is one
  passage     two paragraphs of 60 words or more in a report of another event that is four times as long or more
  version     the same address later, one sentence changed and one added
  spliced     the first half of two articles, one after the other: both must be found
All go through one Deriver, the originals first and mixed: what is linked although it was not made so is wrong, but for
pairs of the same event that nobody labelled. Half of the stream has times, half has none.
  translated  `cluster_wmt21_crosslingual`: documents with their translations, some cut; wrong: every second sentence of
              the one with those between in the other, and reports of one event that share no words (basil).

Metric: precision and recall by kind, and of the source alone; share of directions told and right. The bounds of `copies_match` were set on gold_stories, those of translation on samples of these
very sets: a fit, not a forecast.
Baseline: containment of word 5-grams, all pairs, named by its share of the text.
Published: none for this use.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from counterpoint.cluster.copies_match import SHARE_EXACT, SHARE_REWRITTEN, SHARE_TRIMMED
from counterpoint.cluster.derivation import Deriver, derive
from counterpoint.models import choose_embedder
from counterpoint.text import loose
from counterpoint.types import CopyKind
from counterpoint.types.stream import Derivation, Item

_START = datetime(2026, 1, 1, tzinfo=UTC)
_ARTICLES = 120  # originals that reports are made of
_LEAST_WORDS = 250
_TRANSLATIONS = 4  # of each pair of languages
_SLOW_PAIRS = 8  # of those in languages that only the slow embedder reads
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


@dataclass(frozen=True)
class Original:
    item: Item
    event: str


@dataclass(frozen=True)
class Made:
    """A derived report, its sources, and what it should be called."""

    item: Item
    kind: CopyKind
    of: tuple[str, ...]


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    figures = {**_stream(data, limit), **_translated(data, limit)}
    return figures or None


def _stream(data: Path, limit: int | None) -> dict[str, float]:
    originals, labelled = _originals(data)
    if not originals:
        return {}
    random.Random(5).shuffle(originals)
    made = _derived(originals[: limit or _ARTICLES], originals)
    events = {o.item.id: o.event for o in originals}
    known = {o.item.id for o in originals if o.item.id.startswith("g")}

    def judged(a: str, b: str) -> bool:
        """Whether it is known that the one has nothing of the other: other events, or pairs that were labelled."""
        same = events.get(a) is not None and events.get(a) == events.get(b)
        return frozenset((a, b)) not in labelled and (not same or {a, b} <= known)

    deriver = Deriver()
    ours: dict[str, tuple[Derivation, ...]] = {}
    for item in [*(o.item for o in originals), *(m.item for m in made)]:
        found = deriver.add_all(item)
        ours[item.id] = tuple(d if d.item == item.id else replace(d, item=item.id, of=d.item) for d in found)
    naive = _by_containment([o.item for o in originals], [m.item for m in made])
    return {
        **_figures("", ours, originals, made, judged),
        **_figures("baseline_", naive, originals, made, judged),
        "directed_right": _directions(deriver, made),
        "reports": float(len(ours)),
    }


def _originals(data: Path) -> tuple[list[Original], set[frozenset[str]]]:
    """Real articles, and the pairs of them that were labelled copies, quotations alone included."""
    found: list[Original] = []
    labelled: set[frozenset[str]] = set()
    gold, corpus = data / "gold_stories" / "gold.jsonl", data / "cluster_wikinews_sources"
    for n, line in enumerate(gold.read_text().splitlines() if gold.exists() and corpus.is_dir() else ()):
        event = json.loads(line)
        sources = json.loads((corpus / event["file"]).read_text())[event["index"]]["articles"]
        for a in event["articles"]:
            item = Item(f"g{n}.{a['n']}", sources[a["n"]]["title"], sources[a["n"]]["text"], "en")
            found.append(Original(item, f"g{n}"))
        labelled |= {frozenset(f"g{n}.{a}" for a in c["articles"]) for c in event["copies"]}
    for path in sorted((data / "cluster_basil").glob("articles/*/*.json")):
        raw = json.loads(path.read_text())
        text = "\n\n".join(" ".join(p) for p in raw["body-paragraphs"])
        found.append(Original(Item("b" + raw["uuid"], raw["title"], text, "en"), raw["triplet-uuid"]))
    timed = [
        replace(
            o,
            item=replace(
                o.item,
                outlet=f"Outlet {n}",
                url=f"https://o{n}.example/{o.item.id}",
                published=_START + timedelta(minutes=n) if n % 2 else None,
            ),
        )
        for n, o in enumerate(found)
    ]
    return timed, labelled


def _derived(chosen: Sequence[Original], all_of_them: Sequence[Original]) -> list[Made]:
    rng = random.Random(11)
    vocabulary = sorted({w for o in all_of_them for w in re.findall(r"\b[a-z]{3,}\b", o.item.text)})
    by_event: dict[str, list[Original]] = defaultdict(list)
    for o in all_of_them:
        by_event[o.event].append(o)
    made: list[Made] = []
    for n, original in enumerate(chosen):
        text = original.item.text
        if len(text.split()) < _LEAST_WORDS:
            continue
        own = next((o for o in by_event[original.event] if o is not original), chosen[n - 1])
        other = next(o for o in (*chosen[n + 1 :], *chosen) if o.event != original.event)
        makers: dict[CopyKind, Callable[[], str | None]] = {
            CopyKind.EXACT: lambda t=text: _retyped(t),  # type: ignore[misc]
            CopyKind.TRIMMED: lambda t=text, n=n: (_cut if n % 2 else _thinned)(t, rng),  # type: ignore[misc]
            CopyKind.REWRITTEN: lambda t=text, o=own: _rewritten(t, o.item.text, vocabulary, rng),  # type: ignore[misc]
            CopyKind.PASSAGE: lambda t=text, o=other: _with_passage(t, o.item.text, rng),  # type: ignore[misc]
            CopyKind.VERSION: lambda t=text, o=own: _edited(t, o.item.text),  # type: ignore[misc]
        }
        for kind, maker in makers.items():
            words = maker()
            if words is None:
                continue
            # What a passage is set in, and what sentences are taken from, is a source as well.
            second = {
                CopyKind.PASSAGE: (other.item.id,),
                CopyKind.REWRITTEN: (own.item.id,),
                CopyKind.VERSION: (own.item.id,),
            }
            of = (original.item.id, *second.get(kind, ()))
            made.append(Made(_dated(original.item, kind, words, len(made)), kind, of))
        halves = _first_half(text) + "\n\n" + _first_half(other.item.text)
        of = (original.item.id, other.item.id)
        made.append(
            Made(
                replace(_dated(original.item, CopyKind.REWRITTEN, halves, len(made)), id=f"s{n}"),
                CopyKind.REWRITTEN,
                of,
            )
        )
    rng.shuffle(made)
    return made


def _dated(original: Item, kind: CopyKind, text: str, n: int) -> Item:
    """A report later in the stream: another outlet's, or the same page's."""
    published = _START + timedelta(days=1, minutes=n) if original.published else None
    if kind is CopyKind.VERSION:
        return replace(original, id=f"m{n}", text=text, published=published)
    return Item(
        f"m{n}", original.title, text, "en", published, outlet=f"Copier {n}", url=f"https://c{n}.example/"
    )


def _sentences(text: str) -> list[str]:
    return [s for line in text.split("\n") for s in _SENTENCE.split(line.strip()) if s]


def _retyped(text: str) -> str:
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace(" - ", " – ")
    return f"By a staff writer\n\n{text}"


def _cut(text: str, rng: random.Random) -> str:
    """The first paragraphs; of the longest texts a tenth, as when 1,500 words are cut to 150."""
    total = len(text.split())
    wanted = total * (0.1 if total > 1200 else rng.uniform(0.25, 0.6))
    kept: list[str] = []
    for line in text.split("\n"):
        kept.append(line)
        if sum(len(k.split()) for k in kept) >= wanted:
            break
    return "\n".join(kept)


def _thinned(text: str, rng: random.Random) -> str:
    return "\n".join(s for s in _sentences(text) if rng.random() > 0.35)


def _rewritten(text: str, own: str, vocabulary: Sequence[str], rng: random.Random) -> str:
    sentences = [_reworded(s, vocabulary, rng) for s in _sentences(text)]
    for n in range(0, len(sentences) - 1, 3):
        sentences[n], sentences[n + 1] = sentences[n + 1], sentences[n]
    for s in _sentences(own)[: len(sentences) // 3]:
        sentences.insert(rng.randrange(len(sentences) + 1), s)
    return "\n".join(sentences)


def _reworded(sentence: str, vocabulary: Sequence[str], rng: random.Random) -> str:
    head, comma, tail = sentence.rstrip(".").partition(", ")
    if comma and rng.random() < 0.4 and '"' not in sentence:
        sentence = f"{tail[:1].upper()}{tail[1:]}, {head[:1].lower()}{head[1:]}."
    return " ".join(
        rng.choice(vocabulary) if w.islower() and len(w) > 2 and rng.random() < 0.125 else w
        for w in sentence.split()
    )


def _with_passage(text: str, around: str, rng: random.Random) -> str | None:
    """Two passages of `text` in another report that is four times as long."""
    lines = [p for p in text.split("\n") if 30 <= len(p.split()) <= 80 and p.count('"') + p.count("“") == 0][
        :2
    ]
    words = sum(len(p.split()) for p in lines)
    if words < 60 or len(around.split()) < 4 * words:
        return None
    whole = around.split("\n")
    for line in lines:
        whole.insert(rng.randrange(1, len(whole) + 1), line)
    return "\n".join(whole)


def _edited(text: str, own: str) -> str:
    sentences = _sentences(text)
    return "\n".join([*sentences[:2], _sentences(own)[0], *sentences[3:], _sentences(own)[-1]])


def _first_half(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(lines[: max(1, len(lines) // 2)])


def _by_containment(originals: Sequence[Item], made: Sequence[Item]) -> dict[str, tuple[Derivation, ...]]:
    """The classic: word 5-grams in common, as a share of the smaller set; every pair is compared."""
    sets = {i.id: _grams(i.text) for i in (*originals, *made)}
    where: dict[int, list[str]] = defaultdict(list)
    found: dict[str, tuple[Derivation, ...]] = {}
    for item in (*originals, *made):
        mine = sets[item.id]
        shared = Counter(o for g in mine for o in where[g])
        best: list[Derivation] = []
        for other, n in shared.items():
            share = n / max(1, min(len(mine), len(sets[other])))
            if share > 0.1:
                of_longer = n / max(len(mine), len(sets[other]))
                best.append(Derivation(item.id, other, _by_share(share, of_longer), False, share))
        found[item.id] = tuple(sorted(best, key=lambda d: -d.share)[:8])
        for g in mine:
            where[g].append(item.id)
    return found


def _by_share(share: float, of_longer: float) -> CopyKind:
    if of_longer >= SHARE_EXACT - 0.1:  # a changed word changes five of its 5-grams
        return CopyKind.EXACT
    if share >= SHARE_TRIMMED:
        return CopyKind.TRIMMED
    return CopyKind.REWRITTEN if share >= SHARE_REWRITTEN else CopyKind.PASSAGE


def _grams(text: str) -> set[int]:
    words = loose(text).split()
    return {hash(g) for g in zip(*(words[n:] for n in range(5)), strict=False)}


def _figures(
    prefix: str,
    found: dict[str, tuple[Derivation, ...]],
    originals: Sequence[Original],
    made: Sequence[Made],
    judged: Callable[[str, str], bool],
) -> dict[str, float]:
    """Precision and recall by kind and of sources; what came before a source as its copy is right as well."""
    truth = {m.item.id: m for m in made}
    family = {m.item.id: m.of for m in made} | {o.item.id: (o.item.id,) for o in originals}
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    sources = wrong = spliced = 0
    for o in originals:
        for d in found[o.item.id]:
            if judged(o.item.id, d.of):
                wrong += 1
                given[d.kind] += 1
    for item, m in truth.items():
        kin = [d for d in found[item] if set(family[d.of]) & set(m.of)]
        sources += bool(kin)
        wrong += sum(
            not set(family[d.of]) & set(m.of) and all(judged(a, b) for a in family[d.of] for b in m.of)
            for d in found[item]
        )
        if item.startswith("s"):
            spliced += all(any(of in family[d.of] for d in kin) for of in m.of)
            continue
        equal = {m.of[0], *(x.item.id for x in made if x.kind is CopyKind.EXACT and x.of == m.of[:1])}
        best = next((d for d in found[item] if d.of in equal), None)
        wanted[m.kind] += 1
        if best is not None:
            given[best.kind] += 1
            right[m.kind] += best.kind is m.kind
    splices = sum(i.startswith("s") for i in truth)
    linked = sources + wrong
    figures = {
        "source_recall": sources / len(truth),
        "source_precision": sources / linked if linked else 0.0,
        "spliced_both": spliced / splices if splices else 0.0,
    }
    for kind in (CopyKind.EXACT, CopyKind.TRIMMED, CopyKind.REWRITTEN, CopyKind.PASSAGE, CopyKind.VERSION):
        figures[f"{kind.value}_recall"] = right[kind] / max(1, wanted[kind])
        figures[f"{kind.value}_precision"] = right[kind] / max(1, given[kind])
    return {prefix + name: value for name, value in figures.items()}


def _directions(deriver: Deriver, made: Sequence[Made]) -> float:
    """Of trimmed copies, with a time or without: is the copy told?"""
    told = [
        (m, d)
        for m in made
        if m.kind is CopyKind.TRIMMED
        for d in deriver.add_all(m.item)
        if d.kind is CopyKind.TRIMMED and m.of[0] in {d.item, d.of}
    ]
    return sum(d.directed and d.item == m.item.id for m, d in told) / max(1, len(told))


def _translated(data: Path, limit: int | None) -> dict[str, float]:
    pairs = _documents(data, limit or _TRANSLATIONS)
    if not pairs:
        return {}
    found = [derive(a, b, choose_embedder((a.language, b.language))) for a, b in pairs]
    halves = [(_every_second(a, 0), _every_second(b, 1)) for a, b in pairs]
    wrong = [derive(a, b, choose_embedder((a.language, b.language))) for a, b in (*halves, *_unrelated(data))]
    right = sum(d is not None and d.kind is CopyKind.TRANSLATED for d in found)
    taken = right + sum(d is not None for d in wrong)
    return {
        "translated_recall": right / len(pairs),
        "translated_precision": right / taken if taken else 0.0,
        "translated_pairs": float(len(pairs)),
        "translated_negatives": float(len(wrong)),
    }


def _documents(data: Path, most: int) -> list[tuple[Item, Item]]:
    """Documents with their translations, spread over the events; every third is cut to two thirds."""
    folder = next((p for p in sorted(data.glob("*crosslingual*")) if p.is_dir()), None)
    events: dict[str, dict[str, Item]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.jsonl")) if folder else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            item = Item(f"{row['event']}.{row['lang']}", row["title"], row["text"], row["lang"])
            events[row["event"]][row["lang"]] = item
    pairs: dict[tuple[str, str], list[tuple[Item, Item]]] = defaultdict(list)
    for documents in events.values():
        for one in documents:
            for other in documents:
                if one < other and documents[one].text.count("\n") >= 5:
                    pairs[one, other].append((documents[one], documents[other]))
    quick, slow = [], []
    for languages, rows in sorted(pairs.items()):
        chosen = rows[:: max(1, len(rows) // most)][:most]
        (quick if choose_embedder(languages) is choose_embedder(("en",)) else slow).extend(chosen)
    slow = slow[:: max(1, len(slow) // _SLOW_PAIRS)][:_SLOW_PAIRS]
    return [(a, _shortened(b) if n % 3 == 0 else b) for n, (a, b) in enumerate([*quick, *slow])]


def _shortened(item: Item) -> Item:
    lines = item.text.split("\n")
    return replace(item, text="\n".join(lines[: 2 * len(lines) // 3]))


def _every_second(item: Item, first: int) -> Item:
    return replace(item, text="\n".join(item.text.split("\n")[first::2]))


def _unrelated(data: Path) -> list[tuple[Item, Item]]:
    """Reports of one event that share no words: one is called another language's, so that they are compared."""
    events: dict[str, list[Item]] = defaultdict(list)
    for o in _originals(data)[0]:
        if not o.item.id.startswith("g"):
            events[o.event].append(o.item)
    pairs = [(a, replace(b, language="de")) for a, b, *_ in events.values() if derive(a, b) is None]
    return pairs[:60]
