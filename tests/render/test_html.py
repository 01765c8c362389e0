"""The story page: safe, whole, accessible, within the rights of the reports."""

import base64
import hashlib
import itertools
import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from counterpoint.errors import ConfigError
from counterpoint.render.html import ROWS_SHOWN, story_page
from counterpoint.render.i18n import LOCALES
from counterpoint.render.safety import NAMING_WORDS
from counterpoint.types import Status, Use, VerifiedBrief
from tests.render.hostile import PAYLOAD, hostile_story
from tests.render.sample import CLAIMS, STORY

SECTIONS = {
    "brief",
    "origins",
    "matrix",
    "disputes",
    "updates",
    "utterances",
    "timeline",
    "pictures",
    "reports",
}
SMALL = {"variants", "related", "odd", "unread", "rejected", "dropped", "passages"}


def page(story=STORY, **options):
    return html.document_fromstring(story_page(story, **options))


def words(tree):
    for node in tree.xpath("//style | //svg"):
        node.drop_tree()
    return " ".join(tree.text_content().split())


def bare():
    nothing = dict.fromkeys(
        (
            "articles",
            "origins",
            "edges",
            "copies",
            "entities",
            "utterances",
            "claims",
            "disputes",
            "variants",
            "timeline",
        ),
        (),
    )
    brief = VerifiedBrief("Nothing yet", (), (), (), "", "en")
    return replace(
        STORY,
        **nothing,
        related=(),
        rejected=(),
        odd=(),
        unread=(),
        first_published=None,
        languages=(),
        brief=brief,
    )


def test_every_section_is_there():
    """All that the story has, each under its heading."""
    assert {n.get("id") for n in page().xpath("//h2")} == SECTIONS | SMALL


def test_empty_sections_vanish():
    """A story with nothing but a title is still a page."""
    assert page(bare()).xpath("//h2") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_is_in_the_readers_language(locale):
    """Language and direction of the interface stand on the root element."""
    root = page(locale=locale)

    assert (root.get("lang"), root.get("dir")) == (locale, "rtl" if locale == "ar" else "ltr")


def test_an_unknown_language_is_refused():
    """Not shown in English instead: the user asked for something else."""
    with pytest.raises(ConfigError):
        story_page(STORY, locale="xx")


def test_nothing_is_fetched_or_run():
    """No script, picture, font, frame or style from elsewhere, and a policy that forbids them."""
    text = story_page(STORY)
    tree = html.document_fromstring(text)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert tree.xpath("//script | //img | //link | //iframe | //object | //form | //@style | //@src") == []
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "url(" not in style
    assert "@import" not in style


def test_ids_are_unique_and_every_link_on_the_page_leads_somewhere():
    """Citation markers, cells, back links, contents."""
    tree = page()
    ids = tree.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(ids)


def test_headings_are_in_order():
    """One h1, and no level is left out."""
    levels = [int(n.tag[1]) for n in page().xpath("//h1 | //h2 | //h3 | //h4")]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


def test_landmarks_are_named():
    """A skip link, one main, one nav, and each section under its heading's name."""
    tree = page()

    assert tree.xpath("//body/a[1]/@href") == ["#story"]
    assert len(tree.xpath("//main[@id='story']")) == len(tree.xpath("//nav[@aria-label]")) == 1
    assert all(tree.xpath(f"//*[@id='{s.get('aria-labelledby')}']") for s in tree.xpath("//section"))


def test_the_matrix_can_be_read_without_seeing_it():
    """Headers have a scope, cells say in words what their marks show."""
    tree = page()
    tables = tree.xpath("//table")
    cells = tables[0].xpath(".//tbody/tr[1]/td")

    assert len(tables) == 2
    assert all(t.xpath("./caption") for t in tables)
    assert all(th.get("scope") in {"col", "row"} for th in tree.xpath("//th"))
    assert "Meridian Wire says it, passage 8" in " ".join(cells[1].text_content().split())
    assert "silent" in cells[0].text_content()
    assert "says otherwise" in cells[5].text_content()
    assert "10 March 2026" in cells[5].text_content()


def test_long_lists_are_folded():
    """After a screen or two the rest is one touch away."""
    tables = page().xpath("//table")

    assert [len(t.xpath(".//tbody/tr")) for t in tables] == [ROWS_SHOWN, len(CLAIMS) - ROWS_SHOWN]
    assert tables[1].xpath("ancestor::details")


def test_status_is_said_in_words():
    """Shape and word, not colour alone."""
    shown = {" ".join(n.text_content().split()) for n in page().xpath("//span[@class='status']")}

    assert shown == {"Corroborated", "One origin", "Disputed"}
    assert len(shown) == len(Status)


def test_original_texts_are_marked_with_language_and_direction():
    """A screen reader changes its voice, a browser its direction."""
    tree = page()

    assert tree.xpath("//blockquote[@lang='ar' and @dir='rtl']")
    assert tree.xpath("//bdi[@lang='fr' and @dir='ltr']")
    assert not tree.xpath("//blockquote[not(@lang) or not(@dir)]")


def test_differences_are_plain_sentences():
    """Value against value, with who says it."""
    assert (
        "Reports differ on the day the cable snapped: 9 March 2026 (Meridian Wire, Shoreline Portal, Le Courrier "
        "du Lac and صحيفة الميناء) or 10 March 2026 (Sauti ya Ziwa)." in words(page())
    )


def test_no_more_words_are_shown_than_rights_allow():
    """Of reports that allow only a link, no run of words longer than it takes to name a statement."""
    shown = words(page()).replace("…", " ")
    for article in STORY.articles:
        if article.rights.allows is Use.LINK:
            body = article.text[len(article.title) :].split()
            runs = {" ".join(body[n : n + NAMING_WORDS + 1]) for n in range(len(body) - NAMING_WORDS)}
            assert [r for r in runs if r in shown] == []


def test_hostile_words_stay_words():
    """Markup, attributes, addresses and templates in titles, names, captions and labels take no effect."""
    for locale in ("en", "ar"):
        tree = page(hostile_story(), locale=locale, now=datetime(2026, 3, 11, tzinfo=UTC))

        assert tree.xpath("//script | //img") == []
        assert [
            a for n in tree.iter() if isinstance(n.tag, str) for a in n.attrib if a.startswith("on")
        ] == []
        assert [h for h in tree.xpath("//@href") if not h.startswith("#")] == []
        assert "<script>alert(1)</script>" in tree.text_content()
        assert "{{ 7*7 }}" in tree.text_content()


def test_direction_marks_do_not_leak():
    """An override in a name ends with the name: it stands in an isolated element, never in an attribute."""
    tree = page(hostile_story())
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        assert not any("\u202e" in value for value in node.attrib.values()), node.tag
        if node.text and "\u202e" in node.text:
            assert node.tag == "bdi" or node.xpath("ancestor-or-self::*[@dir][not(self::html)]"), node.tag
        if node.tail and "\u202e" in node.tail:
            assert node.getparent().xpath("ancestor-or-self::*[@dir][not(self::html)]"), node.getparent().tag
    assert "\u202e" in PAYLOAD


def test_the_same_story_gives_the_same_page():
    """No clock: the time is an argument, and left out by default."""
    assert story_page(STORY) == story_page(STORY)
    assert "Page made" not in words(page())
    assert "Page made 11 March 2026, 08:00 UTC" in words(page(now=datetime(2026, 3, 11, 8, tzinfo=UTC)))


def test_many_columns_scroll_by_keyboard():
    """With more origins than names fit, signs head the columns and the table scrolls in a named region."""
    many = tuple(replace(STORY.origins[0], id=f"x{n}") for n in range(9))
    supports = tuple(replace(CLAIMS[0].supports[0], origin=o.id) for o in many)
    story = replace(
        STORY, origins=(*STORY.origins, *many), claims=(replace(CLAIMS[0], supports=supports),), disputes=()
    )
    region = page(story).xpath("//div[contains(@class, 'wide')]")[0]

    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert region.get("aria-label")


def test_a_long_story_is_written_quickly():
    """Five hundred claims in a few seconds, even on a slow machine."""
    claims = tuple(replace(c, id=f"k{n}") for n, c in enumerate(CLAIMS * 36))
    start = time.process_time()
    story_page(replace(STORY, claims=claims, disputes=()))

    assert time.process_time() - start < 10
