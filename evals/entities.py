"""Names and entities: spelling variants that must meet, persons that must stay apart.

Data:   gold_stories + cluster_wikinews_sources (spelling variants of names, by hand); claims_ecbplus (coreference of
        human participants, on its annotated sentences, topics 1-35).
Metric: share of spelling-variant pairs whose two passages name one predicted entity; pairwise F1 and B-cubed F1 of
        ECB+'s named human participants, a gold mention taken with the predicted mention that overlaps it most, alone
        where there is none; share of gold pairs of different people that are merged; recall of named participants.
Baseline: the same mentions, grouped by their exact words.
Published: none for this subset (ECB+'s published figures are for events).
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from counterpoint.align.entities import resolve_entities
from counterpoint.annotate.article import find_names
from counterpoint.models import load_models
from counterpoint.types import Article, Block, BlockKind, Entity, Report, Span

_LAST_TOPIC = 35
_PRONOUNS = frozenset(
    "he she they it his her their its him them i we you who whom whose this that our my".split()
)


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    figures: dict[str, float] = {}
    gold = next(data.glob("gold_stories/*.jsonl"), None)
    if gold and (data / "cluster_wikinews_sources").is_dir():
        figures |= variants(gold, data / "cluster_wikinews_sources", limit)
    ecb = data / "claims_ecbplus"
    if ecb.is_dir():
        figures |= participants(ecb, limit)
    return figures or None


def annotated(articles: list[Article]) -> list[Report]:
    """Reports with sentences, tokens and names only: what the entities rest on."""
    models = load_models()
    return [Report(a, m) for a, m in zip(articles, find_names(articles, models), strict=True)]


def exact(reports: Iterable[Report]) -> list[tuple[Span, ...]]:
    groups: dict[str, list[Span]] = defaultdict(list)
    for report in reports:
        for mention in report.marks.mentions:
            groups[mention.text].append(mention.span)
    return [tuple(g) for g in groups.values()]


# ---------------------------------------------------------------- spelling variants


def variants(gold: Path, corpus: Path, limit: int | None) -> dict[str, float]:
    met = base = total = 0
    for line in gold.read_text(encoding="utf-8").splitlines()[:limit]:
        event = json.loads(line)
        pairs = [d for d in event["disputes"] if d["kind"] == "spelling-variant" and d["slot"] == "name"]
        if not pairs:
            continue
        source = json.loads((corpus / event["file"]).read_text(encoding="utf-8"))[event["index"]]
        reports = annotated([plain_article(f"a{n}", a) for n, a in enumerate(source["articles"])])
        predicted = [e.mentions for e in resolve_entities(reports)]
        plain = exact(reports)
        for dispute in pairs:
            for one, other in combinations(dispute["values"], 2):
                total += 1
                met += meet(predicted, places(one, reports), places(other, reports))
                base += meet(plain, places(one, reports), places(other, reports))
    return {
        "variants_met": met / total if total else 0.0,
        "baseline_variants_met": base / total if total else 0.0,
        "variants_pairs": float(total),
    }


def plain_article(name: str, source: dict[str, str]) -> Article:
    """An article of the corpus: title, then its text with a block a line."""
    parts = [
        (source.get("title") or name),
        *(p for p in re.split(r"\n+", source.get("text") or "") if p.strip()),
    ]
    return article(name, parts)


def article(name: str, parts: list[str], language: str = "en") -> Article:
    blocks, text = [], ""
    for n, part in enumerate(parts):
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + part
        blocks.append(Block(BlockKind.PARAGRAPH if n else BlockKind.HEADING, start, start + len(part)))
    return Article(name, parts[0], text, tuple(blocks), language=language)


def places(value: dict[str, object], reports: list[Report]) -> list[Span]:
    """Where a value's evidence stands; the value's own words where the evidence holds them."""
    found = []
    for evidence in value["evidence"]:  # type: ignore[attr-defined]
        text = reports[evidence["n"]].article.text
        start = text.find(evidence["text"])
        if start < 0:
            continue
        end = start + len(evidence["text"])
        inner = text.lower().find(str(value["value"]).lower(), start, end)
        if inner >= 0:
            start, end = inner, inner + len(str(value["value"]))
        found.append(Span(reports[evidence["n"]].article.id, start, end))
    return found


def meet(groups: list[tuple[Span, ...]], one: list[Span], other: list[Span]) -> bool:
    return any(
        any(s.overlaps(p) for s in group for p in one) and any(s.overlaps(p) for s in group for p in other)
        for group in groups
    )


# ---------------------------------------------------------------- ECB+ human participants


def participants(folder: Path, limit: int | None) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    scored = annotated_sentences(folder)
    stories: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("ECB+/*/*.xml"), key=lambda p: (int(p.parent.name), p.name)):
        if int(path.parent.name) <= _LAST_TOPIC:
            kind = "plus" if "plus" in path.name else "ecb"
            stories[f"{path.parent.name}{kind}"].append(path)
    for name in list(stories)[:limit]:
        articles, gold = [], {}
        for path in stories[name]:
            made, chains = read_ecb(path, scored)
            articles.append(made)
            gold |= chains
        reports = annotated(articles)
        entities = resolve_entities(reports)
        score(gold, [e.mentions for e in entities], counts, "")
        score(gold, exact(reports), counts, "baseline_")
        kinds(gold, entities, counts)
    return figures(counts)


def annotated_sentences(folder: Path) -> set[tuple[str, int]]:
    path = next(folder.glob("*.csv"), None)
    if path is None:
        return set()
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        topic, name, sentence = line.split(",")[:3]
        found.add((f"{topic}_{name}", int(sentence)))
    return found


def read_ecb(path: Path, scored: set[tuple[str, int]]) -> tuple[Article, dict[Span, str]]:
    """An article rebuilt from its tokens, and the chain of each named human participant."""
    root = ET.parse(path).getroot()
    lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iter("token"):
        lines[int(token.get("sentence", "0"))].append((token.get("t_id", ""), token.text or ""))
    parts, offsets, position, sentence_of = [], {}, 0, {}
    for number, tokens in lines.items():
        text = ""
        for name, word in tokens:
            glue = (
                ""
                if not text or word[:1] in ",.;:!?)’'%" or text.endswith(("(", "$", "“")) or word == "n't"
                else " "
            )
            text += glue + word
            offsets[name] = (position + len(text) - len(word), position + len(text))
            sentence_of[name] = number
        parts.append(text)
        position += len(text) + 2
    made = article(path.stem, parts)
    return made, dict(chains(root, made, offsets, sentence_of, scored))


def chains(
    root: ET.Element,
    made: Article,
    offsets: dict[str, tuple[int, int]],
    sentence_of: dict[str, int],
    scored: set[tuple[str, int]],
) -> Iterator[tuple[Span, str]]:
    spans = {}
    for markable in root.find("Markables") or ():
        anchors = [a.get("t_id", "") for a in markable.iter("token_anchor")]
        if markable.tag.startswith("HUMAN_PART") and anchors:
            if scored and (made.id, sentence_of[anchors[0]]) not in scored:
                continue
            span = Span(made.id, offsets[anchors[0]][0], offsets[anchors[-1]][1])
            words = made.read(span)
            if any(w[:1].isupper() and w.lower() not in _PRONOUNS for w in words.split()):
                spans[markable.get("m_id", "")] = span
    for relation in root.find("Relations") or ():
        if relation.tag == "CROSS_DOC_COREF":
            for source in relation.iter("source"):
                if source.get("m_id", "") in spans:
                    yield spans[source.get("m_id", "")], relation.get("note", "")


def score(
    gold: dict[Span, str], groups: list[tuple[Span, ...]], counts: dict[str, float], prefix: str
) -> None:
    """Add one story's pair and B-cubed counts."""
    of = {span: cluster(span, groups) for span in gold}
    items = list(gold)
    for a, b in combinations(items, 2):
        same_gold, same = gold[a] == gold[b], of[a] == of[b]
        counts[prefix + "tp"] += same_gold and same
        counts[prefix + "fp"] += same and not same_gold
        counts[prefix + "fn"] += same_gold and not same
        counts[prefix + "different"] += not same_gold
    for a in items:
        mine = [b for b in items if of[b] == of[a]]
        theirs = [b for b in items if gold[b] == gold[a]]
        both = sum(gold[b] == gold[a] for b in mine)
        counts[prefix + "b3_p"] += both / len(mine)
        counts[prefix + "b3_r"] += both / len(theirs)
        counts[prefix + "b3_n"] += 1


def cluster(span: Span, groups: list[tuple[Span, ...]]) -> object:
    """The number of the group whose mention overlaps the span most, or the span itself."""
    best: tuple[int, object] = (0, span)
    for n, group in enumerate(groups):
        for other in group:
            if other.overlaps(span):
                shared = min(span.end, other.end) - max(span.start, other.start)
                best = max(best, (shared, n), key=lambda x: x[0])
    return best[1]


def kinds(gold: dict[Span, str], entities: Iterable[Entity], counts: dict[str, float]) -> None:
    everything = [s for e in entities for s in e.mentions]
    counts["found"] += sum(any(s.overlaps(g) for s in everything) for g in gold)
    counts["gold"] += len(gold)


def figures(counts: dict[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for prefix in ("", "baseline_"):
        tp, fp, fn = (counts[prefix + k] for k in ("tp", "fp", "fn"))
        found[prefix + "ecb_pairs_precision"] = tp / (tp + fp) if tp + fp else 0.0
        found[prefix + "ecb_pairs_recall"] = tp / (tp + fn) if tp + fn else 0.0
        found[prefix + "ecb_pairs_f1"] = 2 * tp / (2 * tp + fp + fn) if tp else 0.0
        p, r = (counts[prefix + k] / max(1.0, counts[prefix + "b3_n"]) for k in ("b3_p", "b3_r"))
        found[prefix + "ecb_b3_f1"] = 2 * p * r / (p + r) if p + r else 0.0
        found[prefix + "ecb_wrongly_merged"] = fp / max(1.0, counts[prefix + "different"])
    found["ecb_names_recall"] = counts["found"] / max(1.0, counts["gold"])
    return found
