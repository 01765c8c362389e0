"""Support checking: does the verifier's score tell supported summary sentences from unsupported ones?

Data: QAGS (Wang, Cho and Lewis, ACL 2020), `faith_qags/*.jsonl`: articles, summary sentences, three yes/no votes each.
Metric: Pearson of the score with the share of "yes" votes, by sentence and by summary (mean of its sentences); and the
share of published sentences (score and checks passed) that a majority calls supported, against that of all sentences.
Baseline: share of the sentence's words that stand in the article.
The score and its floor were chosen on this CNN/DM part: a fit, not a forecast.
Published: QAGS itself, 0.545 by summary on CNN/DM (from memory in the data's SOURCE.md, not re-checked).
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import correlation, mean

from counterpoint.brief.support import check_support
from counterpoint.text import loose


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    files = sorted((data / "faith_qags").glob("*cnndm*.jsonl"))
    if not files:
        return None
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines() if line.strip()]
    sentences: list[tuple[float, float, float, bool]] = []  # votes, score, baseline, published
    summaries: list[tuple[float, float, float]] = []
    for row in rows[:limit]:
        article_words = set(loose(row["article"]).split())
        here = []
        for sentence in row["summary_sentences"]:
            votes = mean(float(v["response"] == "yes") for v in sentence["responses"])
            support = check_support(sentence["sentence"], [row["article"]])
            words = loose(sentence["sentence"]).split()
            naive = mean(w in article_words for w in words) if words else 1.0
            here.append((votes, support.score, naive, support.refusal() is None))
        sentences += here
        summaries.append((mean(h[0] for h in here), mean(h[1] for h in here), mean(h[2] for h in here)))
    kept = [s for s in sentences if s[3]]
    return {
        "pearson_summary": correlation([s[1] for s in summaries], [s[0] for s in summaries]),
        "baseline_pearson_summary": correlation([s[2] for s in summaries], [s[0] for s in summaries]),
        "published_pearson_summary": 0.545,
        "pearson_sentence": correlation([s[1] for s in sentences], [s[0] for s in sentences]),
        "baseline_pearson_sentence": correlation([s[2] for s in sentences], [s[0] for s in sentences]),
        "supported_of_those_kept": mean(s[0] > 0.5 for s in kept),
        "baseline_supported_of_those_kept": mean(s[0] > 0.5 for s in sentences),
        "supported_sentences_kept": mean(s[3] for s in sentences if s[0] > 0.5),
        "unanimously_refused_sentences_kept": mean(s[3] for s in sentences if s[0] == 0),
    }
