from __future__ import annotations

import pytest

from counterpoint.extract.container import choose_by_container
from counterpoint.extract.content import choose_content, compact
from counterpoint.extract.linecues import aside_of, is_note
from counterpoint.extract.parse import nesting, parse_html
from counterpoint.extract.passages import Region, read_layout
from counterpoint.types import AsideKind
from tests.extract.pages import LEDE, SECOND, THIRD

FOURTH = "The county has set aside forty-one million kroner for the work, which two firms from the coast will share."
FIFTH = "Shops on the east side of the fjord fear for their summer, and ask the town to let them open stalls at the ferry."
STORY = [LEDE, SECOND, THIRD, FOURTH, FIFTH, SECOND.replace("May", "June"), THIRD.replace("winter", "storm")]


def _layout(body: str):
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert tree is not None
    return tree, read_layout(tree)


def _chosen(body: str, choose=None, vouched: str = "") -> list[str]:
    tree, layout = _layout(body)
    choices = choose(layout.passages) if choose else choose_content(tree, layout.passages, vouched)
    return [p.text for p, c in zip(layout.passages, choices, strict=True) if c]


def test_passages_keep_form_region_and_links():
    """A run of words for each block; breaks split it; what it links to and where it stands are known."""
    _, layout = _layout(
        "<nav><a href='/'>Home</a></nav><h1>Title</h1><div>One<br>line<br><br>Two <a href='/x'>link</a></div>"
        "<ul><li>a</li><li>b</li></ul><figure><img src='i.jpg'><figcaption>Caption</figcaption></figure><script>var x</script>"
    )
    found = [(p.text, p.tag, p.region, p.linked, p.href) for p in layout.passages]

    assert found == [
        ("Home", "nav", Region.NAVIGATION, 4, "/"),
        ("Title", "h1", Region.BODY, 0, None),
        ("One\nline", "div", Region.BODY, 4, "/x"),
        ("Two link", "div", Region.BODY, 4, "/x"),
        ("a", "li", Region.BODY, 0, None),
        ("b", "li", Region.BODY, 0, None),
        ("Caption", "figcaption", Region.CAPTION, 0, None),
    ]
    assert len({p.group for p in layout.passages if p.tag == "li"}) == 1
    assert layout.pictures[0].figure == layout.passages[-1].figure > 0


def test_container_with_nearly_all_prose_is_the_article():
    """Headings and short sentences in it belong; links alone and controls do not."""
    prose = "".join(f"<p>{p}</p>" for p in STORY)
    body = (
        f"<div class='page'><div class='text'><h2>Why now</h2>{prose}<p><a href='/t'>The tunnel at Haugen in pictures</a></p><button>Play</button>"
        f"<p>{LEDE.upper()}</p><p>It opens in January.</p></div><div>Weather today</div></div>"
    )

    assert _chosen(body, choose_by_container) == ["Why now", *STORY, LEDE.upper(), "It opens in January."]


@pytest.mark.parametrize(
    "body",
    [
        "".join(
            f"<section><div><p>{p}</p></div></section><div class='x{i}'><div>{p}</div></div>"
            for i, p in enumerate(STORY)
        ),
        f"<p>{LEDE}</p>",
        "<p>short</p>",
        "<div>"
        + "".join(f"<p>{p}</p>" for p in STORY)
        + "</div><div class='teaser'>"
        + "".join(f"<p>{p} {p}</p>" for p in STORY)
        + "</div>",
    ],
    ids=["scattered", "one", "none", "doubted"],
)
def test_container_is_silent_where_it_is_not_plain(body):
    """Prose in many places, too little of it, or much of it where class names deny it: trafilatura decides."""
    assert choose_by_container(_layout(body)[1].passages) is None


def test_article_body_vouches_for_what_was_left_out():
    """schema.org's articleBody brings back prose that stands apart, and is never text itself."""
    body = f"<article><h1>Bridge</h1><p>{LEDE}</p><p>{SECOND}</p></article><div><div><span>{FIFTH}</span></div></div>"

    assert FIFTH in _chosen(
        body,
        vouched=f"{LEDE} {SECOND} {FIFTH} And words that are nowhere on the page at all, which stay out.",
    )
    assert not any(
        "nowhere" in t
        for t in _chosen(body, vouched=f"{LEDE} And words that are nowhere on the page, which stay out.")
    )


@pytest.mark.parametrize(
    ("line", "linked", "kind"),
    [
        ("Read more: Why the tunnel floods every spring", 0.8, AsideKind.RELATED),
        ("Lea también: El puente cierra ocho meses", 0.8, AsideKind.RELATED),
        ("Читайте также: Мост закрывают на восемь месяцев", 0.9, AsideKind.RELATED),
        ("関連記事", 0.0, AsideKind.RELATED),
        ("Sign up for our weekly newsletter", 0.0, AsideKind.PROMOTION),
        ("Abonnez-vous à notre lettre", 1.0, AsideKind.PROMOTION),
        ("Alle Rechte vorbehalten.", 0.0, AsideKind.NOTICE),
        ("Read the report, the mayor told them, before you vote on it.", 0.0, None),
        ("More than forty people came to the quay to see the last lorry cross.", 0.0, None),
        ("Related companies were asked to pay their share of the works.", 0.0, None),
    ],
)
def test_lines_are_known_by_how_they_begin(line, linked, kind):
    """Pointers, prompts and notices in many languages; a sentence that begins alike is the report's."""
    assert aside_of(line, linked) is kind


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Correction: the bridge was built in 1911.", True),
        ("Reporting by Nora Lund; editing by Per Dahl", True),
        ("Nota de la redacción: se corrigió el año.", True),
        ("訂正：橋の完成は1911年です。", True),
        ("Corrections officers guarded the bridge.", False),
        ("The update of the software failed.", False),
    ],
)
def test_notes_are_the_editors_lines(line, note):
    """Corrections and contributors, not sentences that hold such words."""
    assert is_note(line) is note


def test_nesting_counts_what_must_be_closed():
    """Left-open inline elements end with their block; scripts and self-closing elements do not count."""
    assert nesting("<div>" * 300) == 300
    assert nesting("<div><b><i></div>" * 300) == 3
    assert nesting("<p>" * 500) == 0
    assert nesting("<script>" + "'<div>'" * 300 + "</script>" + "<div></div>") == 1
    assert nesting("<a>" * 300 + "</a>" * 300, every=True) == 300


def test_compact_text_ignores_spaces_alone():
    """What is left where markup breaks words differently."""
    assert compact(" a b\n c ") == "abc"
