"""Storylines: is a story linked to what it goes on with, and to nothing else?

Data:
- `mds_rpm2_fr`: French topics of two clusters of ten reports, the second a month after the first. The two clusters of a
  topic are two stories of one storyline; the stories of all topics run through one stream, first clusters first. Measured
  with all reports of a cluster (`stories`), and with one report each, ten times over (`single`). The texts have no dates:
  nothing here rests on time or on looks back.
- `timeline_mlcrisis`: reports of four crises over years, each a story of its own, every fourth of those whose beginning is
  theirs alone (others are cookie notices and style sheets): do threads keep to one crisis? That they do not chain a whole crisis together is told by the largest thread's share.
- `cluster_wikinews_sources`: events of a spring, most of them unrelated: links per story, an upper bound of false alarms, since
  some events do go on with others.
The weights of `cluster/kinship.py` were fitted to the first set, and its bound was chosen on the others: a fit, not a forecast.

Metric: precision, recall and F1 of links (first cluster, second cluster of the topic); purity of threads of two or more.
Baselines: cosine of the mean embeddings alone, and of TF-IDF alone, each at the bound that is best on this very data.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from counterpoint.cluster.digested import digested
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.storylines import Storylines
from counterpoint.models import choose_embedder
from counterpoint.ports import Embedder
from counterpoint.types.stream import Digested, Item

_START = datetime(2008, 7, 1, tzinfo=UTC)
_EVERY = 4  # of mlcrisis's reports, one is taken
_SINGLES = 10  # times that one report stands for each cluster
_OPENING = 60  # characters
_TITLE_MOST = 200  # characters: a longer first line is a paragraph

Pair = tuple[str, str]
Text = tuple[str, str]  # title, text
Measure = Callable[[Sequence[Digested]], Callable[[Digested, Digested], float]]


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Score what is there, or `limit` topics, crises' reports and events of each set."""
    embedder = choose_embedder(("en", "es", "fr", "it"))
    figures = {
        **_topics(data, embedder, limit),
        **_crises(data, embedder, limit),
        **_events(data, embedder, limit),
    }
    return figures or None


def story(
    name: str, reports: Sequence[Text], language: str, at: datetime, embedder: Embedder, *, dated: bool
) -> Digested:
    """A story of reports; `dated`: `at` is when they were published, else only the order of the stream."""
    items = [
        Item(f"{name}/{n}", title, text, language, at if dated else None, seen=at, outlet=f"outlet {n}")
        for n, (title, text) in enumerate(reports)
    ]
    return digested(name, items, sketch_items(items, embedder))


def links_of(stories: Sequence[Digested]) -> tuple[Storylines, list[Pair]]:
    """Run stories through one stream; return what it made of them, and (after, before) of each link."""
    lines = Storylines()
    return lines, [(one.after, one.before) for each in stories for one in lines.add(each)]


def f1(found: Sequence[Pair], wanted: set[Pair]) -> dict[str, float]:
    """Precision, recall and F1 of pairs."""
    right = len(wanted & set(found))
    precision = right / len(found) if found else 0.0
    recall = right / len(wanted) if wanted else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def _topics(data: Path, embedder: Embedder, limit: int | None) -> dict[str, float]:
    clusters: dict[tuple[int, str], list[Text]] = defaultdict(list)  # which cluster, topic -> reports
    for path in sorted((data / "mds_rpm2_fr").rglob("T*_C[12]_*.txt")):
        topic, cluster, number = path.stem.split("_")
        if number.isdigit():  # others are summaries
            clusters[int(cluster[1:]), topic].append(_text(path))
    topics = sorted({topic for _, topic in clusters})[:limit]
    clusters = defaultdict(list, {key: texts for key, texts in sorted(clusters.items()) if key[1] in topics})
    if not topics:
        return {}
    whole = _stream(clusters, embedder)
    wanted = {(f"{topic}-2", f"{topic}-1") for topic in topics}
    figures = {f"stories_{k}": v for k, v in f1(links_of(whole)[1], wanted).items()}
    figures |= {
        "baseline_embedding_f1": _best([whole], wanted, lambda _: _cosine),
        "baseline_tfidf_f1": _best([whole], wanted, _tfidf),
    }
    streams = [
        _stream({key: [texts[n % len(texts)]] for key, texts in clusters.items()}, embedder)
        for n in range(_SINGLES)
    ]
    every = [links_of(each)[1] for each in streams]
    return figures | {
        **{f"single_{k}": v for k, v in _pooled(every, wanted).items()},
        "baseline_single_embedding_f1": _best(streams, wanted, lambda _: _cosine),
        "baseline_single_tfidf_f1": _best(streams, wanted, _tfidf),
    }


def _pooled(found: Sequence[list[Pair]], wanted: set[Pair]) -> dict[str, float]:
    """F1 over several streams, each of which wants the same pairs."""
    pairs = [(f"{n}:{after}", before) for n, each in enumerate(found) for after, before in each]
    return f1(pairs, {(f"{n}:{after}", before) for n in range(len(found)) for after, before in wanted})


def _stream(clusters: dict[tuple[int, str], list[Text]], embedder: Embedder) -> list[Digested]:
    return [
        story(f"{topic}-{which}", texts, "fr", _START + timedelta(days=30 * which), embedder, dated=False)
        for (which, topic), texts in clusters.items()
    ]


def _text(path: Path) -> Text:
    title, _, text = path.read_text(encoding="utf-8-sig").strip().partition("\n")
    return (title.strip(), text.strip()) if len(title) <= _TITLE_MOST else ("", f"{title}\n{text}")


def _best(streams: Sequence[Sequence[Digested]], wanted: set[Pair], measure: Measure) -> float:
    """Best F1 of linking all pairs of a stream above any one bound, the same for all streams."""
    pairs = []
    for which, stories in enumerate(streams):
        alike = measure(stories)
        pairs += [
            (alike(a, b), (f"{which}:{a.id}", b.id)) for n, a in enumerate(stories) for b in stories[:n]
        ]
    pairs.sort(reverse=True)
    every = {(f"{which}:{after}", before) for which in range(len(streams)) for after, before in wanted}
    most = min(len(pairs), 4 * len(every))
    return max(f1([pair for _, pair in pairs[:n]], every)["f1"] for n in range(1, most + 1))


def _cosine(one: Digested, other: Digested) -> float:
    return float(one.vector @ other.vector)


def _tfidf(stories: Sequence[Digested]) -> Callable[[Digested, Digested], float]:
    counts = Counter(term for each in stories for term, _ in each.terms)

    def vector(each: Digested) -> dict[str, float]:
        raw = {t: w * math.log(len(stories) / counts[t]) for t, w in each.terms}
        length = math.sqrt(math.fsum(w * w for w in raw.values())) or 1.0
        return {t: w / length for t, w in raw.items()}

    vectors = {each.id: vector(each) for each in stories}
    return lambda a, b: math.fsum(w * vectors[b.id].get(t, 0.0) for t, w in vectors[a.id].items())


def _crises(data: Path, embedder: Embedder, limit: int | None) -> dict[str, float]:
    found = []
    paths = sorted((data / "timeline_mlcrisis").glob("*/*/????-??-??/*.txt"))
    texts = {path: _text(path) for path in paths}
    openings = Counter(_opening(text) for text in texts.values())
    told = [path for path in paths if openings[_opening(texts[path])] == 1]
    for path in told[::_EVERY][:limit]:
        language, crisis, day = path.parts[-4:-1]
        at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        name = f"{crisis} {language} {day} {path.stem}"
        found.append(story(name, [texts[path]], language, at, embedder, dated=True))
    if not found:
        return {}
    found.sort(key=lambda each: (each.first or _START, each.id))
    lines, links = links_of(found)
    threads: dict[str, list[str]] = defaultdict(list)
    for each in found:
        threads[lines.storyline_of(each.id)].append(each.id.split()[0])
    several = [thread for thread in threads.values() if len(thread) > 1]
    linked = sum(map(len, several))
    return {
        "crises_purity": sum(max(Counter(t).values()) for t in several) / linked if linked else 0.0,
        "crises_links_right": sum(a.split()[0] == b.split()[0] for a, b in links) / max(1, len(links)),
        "crises_linked": linked / len(found),
        "crises_largest": max(map(len, threads.values())) / len(found),
        "crises_stories": float(len(found)),
    }


def _opening(text: Text) -> str:
    """The beginning of a report: where two have the same, it is their sites' furniture, or one report filed twice."""
    return f"{text[0]}{text[1]}".strip()[:_OPENING]


def _events(data: Path, embedder: Embedder, limit: int | None) -> dict[str, float]:
    path = data / "cluster_wikinews_sources" / "wikinews_medium.json"
    if not path.exists():
        return {}
    events = json.loads(path.read_text(encoding="utf-8"))[:limit]
    stories = [
        story(
            str(n),
            [(a["title"], a["text"]) for a in event["articles"]],
            "en",
            _START + timedelta(days=n),
            embedder,
            dated=False,
        )
        for n, event in enumerate(events)
        if event["articles"]
    ]
    links = links_of(stories)[1]
    return {
        "events_linked": len({after for after, _ in links}) / max(1, len(stories)),
        "events": float(len(stories)),
    }
