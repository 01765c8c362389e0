"""The bundled example, end to end: what a careful editor would see in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counterpoint import Capture, Rejected, compare, read_inputs, story_document
from counterpoint.errors import ExtractError
from counterpoint.run.compare import extract_all
from counterpoint.text import sha256
from tests.documents import check_document

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour"
WIRE, PORTAL, FRENCH, EARLY, LATE, MACHINE, POST, GERMAN, SPANISH = (
    next(EXAMPLE.glob(f"{n}-*")).name for n in range(1, 10)
)
NEWS = "That is the news I was waiting for"


@pytest.fixture(scope="module")
def captures():
    found, rejected = read_inputs([str(EXAMPLE)])
    assert not rejected
    return found


@pytest.fixture(scope="module")
def story(captures):
    return story_document(compare(captures, rejected=[Rejected("gone.txt", "ingest", "no such file")]))


@pytest.fixture(scope="module")
def name(story):
    """File name of an article's id."""
    return {a["id"]: Path(a["path"]).name for a in story["articles"]}


def test_every_passage_of_the_document_stands_where_it_says(story):
    """Valid by its schema, every span true, every reference met."""
    assert check_document(story) > 200


def test_nothing_given_is_lost(story, captures):
    """Nine files, nine articles, in the order given; what was refused before is listed."""
    assert [a["path"] for a in story["articles"]] == [str(c.path) for c in captures]
    assert [r["item"] for r in story["rejected"]] == ["gone.txt"]
    assert not story["odd"]


def test_languages_are_told(story, name):
    """Four of them, by the report and not by the page around it."""
    told = {name[a["id"]]: a["language"] for a in story["articles"]}

    assert told == {**dict.fromkeys(told, "en"), FRENCH: "fr", GERMAN: "de", SPANISH: "es"}


def test_the_portal_carries_the_wire_and_the_edit_its_earlier_version(story, name):
    """Each with its direction: the copy first, the original second."""
    kinds = {(name[c["articles"][0]], name[c["articles"][1]]): c["kind"] for c in story["copies"]}

    assert kinds[PORTAL, WIRE] == "trimmed"
    assert kinds[LATE, EARLY] == "version"
    assert all(
        c["directed"] and c["passages"] for c in story["copies"] if name[c["articles"][0]] in {PORTAL, LATE}
    )


def test_one_dispatch_in_two_outlets_is_one_origin(story, name):
    """No statement is corroborated by the wire and its copy alone, nor by a machine that writes from others."""
    by_articles = {frozenset(name[a] for a in o["articles"]): o for o in story["origins"]}
    assert by_articles[frozenset({WIRE, PORTAL})]["independent"]
    assert by_articles[frozenset({EARLY, LATE})]["independent"]
    assert not by_articles[frozenset({MACHINE})]["independent"]

    independent = {o["id"] for o in story["origins"] if o["independent"]}
    for claim in story["claims"]:
        if claim["status"] == "corroborated":
            assert len(independent.intersection(claim["origins"])) > 1, claim["text"]


def test_a_figure_that_grew_is_an_update_and_no_contradiction(story, name):
    """23 hurt in the morning, 31 in the afternoon."""
    (update,) = [d for d in story["disputes"] if d["kind"] == "update"]

    first, last = update["values"]
    assert update["slot"] == "number"
    assert "23" in first["display"]
    assert {name[s["article"]] for s in first["spans"]} == {EARLY}
    assert "31" in last["display"]
    assert LATE in {name[s["article"]] for s in last["spans"]}


def test_the_wrong_date_is_a_dispute(story, name):
    """The machine's report against the others."""
    (dispute,) = [d for d in story["disputes"] if d["slot"] == "date"]

    assert dispute["kind"] == "contradiction"
    wrong = [v for v in dispute["values"] if {name[s["article"]] for s in v["spans"]} == {MACHINE}]
    right = [v for v in dispute["values"] if v not in wrong]
    assert [v["value"][:10] for v in wrong] == ["2026-03-11"]
    assert {v["value"][:10] for v in right} == {"2026-03-10"}
    assert any("Reports differ on the date" in s["text"] for s in story["brief"]["sentences"])


def test_the_remark_is_one_utterance_from_her_post(story, name):
    """In three languages at least, the original among them; its origin is the post, not an outlet."""
    (said,) = [u for u in story["utterances"] if any(NEWS in r["text"] for r in u["renderings"])]
    language = {a["id"]: a["language"] for a in story["articles"]}
    (origin,) = [o for o in story["origins"] if o["id"] == said["origin"]]

    assert said["source"] == "Ana Belrose"
    assert {"en", "fr", "de"} <= {language[r["article"]] for r in said["renderings"]}
    assert {WIRE, PORTAL, FRENCH, POST, GERMAN} <= {name[r["article"]] for r in said["renderings"]}
    assert origin["kind"] == "post"
    assert origin["name"] == "Ana Belrose"


def test_every_sentence_of_the_brief_is_cited(story):
    """And names no passage that is not there: `check_document` has read them."""
    assert len(story["brief"]["sentences"]) >= 5
    assert all(s["citations"] and s["origins"] for s in story["brief"]["sentences"])
    assert story["brief"]["headline_citations"]


def test_the_order_of_the_names_changes_the_list_of_reports_and_nothing_else(story, captures):
    """The same claims, disputes, utterances and sentences, under the same ids."""
    turned = story_document(
        compare(captures[::-1], rejected=[Rejected("gone.txt", "ingest", "no such file")])
    )

    listed = [a["id"] for a in story["articles"]]
    assert [a["id"] for a in turned["articles"]] == listed[::-1]
    for utterance in (*turned["utterances"], *story["utterances"]):
        utterance["renderings"].sort(key=lambda r: (r["article"], r["start"]))
    for part in sorted(turned.keys() - {"articles", "related"}):
        assert turned[part] == story[part], part


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """In two processes whose hashes of strings differ."""
    written = []
    for seed in ("1", "2"):
        to = tmp_path / f"{seed}.json"
        names = [str(EXAMPLE / n) for n in (WIRE, FRENCH, EARLY, LATE)]
        asked = [sys.executable, "-m", "counterpoint.cli", "compare", *names, "--quiet", "--output", str(to)]
        subprocess.run(asked, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        written.append(to.read_bytes())

    assert written[0] == written[1]
    assert len(json.loads(written[0])["articles"]) == 4


def test_nothing_to_compare_says_why():
    """The first reason stands for all."""
    with pytest.raises(ExtractError, match=r"none of the 1 inputs.*gone.txt: no such file"):
        compare([], rejected=[Rejected("gone.txt", "ingest", "no such file")])


def test_a_report_under_embargo_is_not_told_before_its_end():
    """Refused with the time, and taken after it; without a clock nothing under an embargo is shown."""
    words = "The council closed the old bridge on Monday after an inspection found cracks in two piers."
    item = {
        "type": "text",
        "headline": "Bridge closed",
        "body_text": words,
        "embargoed": "2026-03-02T12:00:00Z",
        "uri": "tag:x,1",
    }
    content = json.dumps(item).encode()
    capture = Capture(sha256(content), content)

    for moment in (None, datetime(2026, 3, 2, 11, tzinfo=UTC)):
        articles, refused = extract_all([capture], now=moment)
        assert not articles
        assert refused[0].reason == "under embargo until 2026-03-02 12:00 UTC"
    articles, refused = extract_all([capture], now=datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert [a.title for a in articles] == ["Bridge closed"]
    assert not refused
