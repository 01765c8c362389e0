from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counterpoint.types import AsideKind, BlockKind, Use
from tests.extract.pages import LEDE, SECOND, THIRD, blocks, page, read, refuse

HEAD = """
<title>Lindvik closes its swing bridge | Fjord Herald</title>
<meta property="og:title" content="Lindvik closes its swing bridge">
<meta property="og:site_name" content="Fjord Herald">
<meta property="og:description" content="Cracks in three pillars force the town to act before the winter.">
<link rel="canonical" href="https://fjordherald.example/news/swing-bridge">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Fjord Herald"},
 {"@type": "Person", "@id": "#nora", "name": "Nora Lund"},
 {"@type": "NewsArticle", "headline": "Lindvik closes its swing bridge",
  "datePublished": "2026-04-14T09:30:00+02:00", "dateModified": "2026-04-14T11:00:00+02:00",
  "author": [{"@id": "#nora"}], "publisher": {"@type": "Organization", "name": "Fjord Herald"},
  "image": {"@type": "ImageObject", "url": "https://fjordherald.example/i/bridge.jpg",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}}
]}
</script>"""
BODY = f"""
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>
<h1>Lindvik closes its swing bridge</h1>
<p class="standfirst">Cracks in three pillars force the town to act before the winter.</p>
<p class="byline">By Nora Lund</p>
<figure><img src="/i/bridge.jpg" alt="A bridge over a narrow fjord"><figcaption>The swing bridge at Lindvik on Monday.
 <span class="credit">Photo: Per Dahl/Fjord Herald</span></figcaption></figure>
<p>{LEDE}</p>
<div class="newsletter-box"><p>Sign up for our morning newsletter and never miss a story.</p><button>Sign up</button></div>
<p>{SECOND}</p>
<p><strong>Read also:</strong> <a href="/news/tunnel">Why the Haugen tunnel floods every spring</a></p>
<h2>A bridge of 1911</h2>
<p>{THIRD}</p>
<ul><li>Closed: 3 May to 5 January</li><li>Cost: 41 million kroner</li></ul>
<blockquote class="twitter-tweet"><p>The bridge closes on 3 May. Ferries every ten minutes.</p>Lindvik town (@lindvik) 14 April</blockquote>
<p>The work is to be paid for by the county, which set money aside for the bridge in its last budget.</p>
<p>Correction: an earlier version of this report gave the wrong year for the bridge.</p>
</article>
<section class="related"><h2>More from the fjord</h2>
 <article><h3><a href="/news/ferry">Second ferry bought for the summer</a></h3><time datetime="2026-04-02">2 April</time></article>
 <ul><li>11 March 2026 <a href="/news/pillars">Engineers look at the four pillars</a></li></ul>
</section></main>
<footer><p>© 2026 Fjord Herald. All rights reserved. No part of this page may be reproduced without permission.</p></footer>
<div id="cookie-banner"><p>We use cookies to measure how our site is used.</p></div>"""


@pytest.fixture(scope="module")
def article():
    return read(page(BODY, head=HEAD, lang="en-GB"))


def test_text_is_the_report_and_nothing_else(article):
    """Title, standfirst, caption, paragraphs, subheading, list, post and note stand in order; the rest stays outside."""
    assert [b.kind.value for b in article.blocks] == [
        "heading", "standfirst", "caption", "paragraph", "paragraph", "heading", "paragraph", "list", "embed", "paragraph",
        "note",
    ]  # fmt: skip
    assert article.text.startswith("Lindvik closes its swing bridge\n\nCracks in three pillars")
    for outside in (
        "newsletter",
        "Haugen tunnel floods",
        "Nora Lund",
        "cookies",
        "rights reserved",
        "Sport",
        "Second ferry",
    ):
        assert outside not in article.text


def test_what_is_left_out_is_kept_with_its_kind(article):
    """Nothing is thrown away: prompts, cookie notice, menu and links stand beside the text."""
    beside = {kind: " ".join(a.text for a in article.asides if a.kind is kind) for kind in AsideKind}

    assert "morning newsletter" in beside[AsideKind.PROMOTION]
    assert "cookies" in beside[AsideKind.NOTICE]
    assert "Haugen tunnel floods" in beside[AsideKind.RELATED]
    assert "Sport" in beside[AsideKind.NAVIGATION]


def test_masthead_comes_from_structured_data(article):
    """Title, outlet, names, times with their zone, language and address."""
    zone = timezone(timedelta(hours=2))
    assert (article.title, article.outlet, article.bylines) == (
        "Lindvik closes its swing bridge",
        "Fjord Herald",
        ("Nora Lund",),
    )
    assert article.published == datetime(2026, 4, 14, 9, 30, tzinfo=zone)
    assert article.modified == datetime(2026, 4, 14, 11, 0, tzinfo=zone)
    assert (article.language, article.url) == ("en", "https://fjordherald.example/news/swing-bridge")


def test_picture_has_caption_credit_and_alt(article):
    """The credit stands in the caption's block and by itself in the image; a camera's picture is not machine-made."""
    (image,) = article.images

    assert blocks(article, BlockKind.CAPTION) == [
        "The swing bridge at Lindvik on Monday. Photo: Per Dahl/Fjord Herald"
    ]
    assert image.caption == "The swing bridge at Lindvik on Monday."
    assert image.credit is not None
    assert "Per Dahl/Fjord Herald" in image.credit
    assert image.alt == "A bridge over a narrow fjord"
    assert image.url == "https://fjordherald.example/i/bridge.jpg"
    assert image.machine_made is False


def test_related_headlines_have_dates_and_addresses(article):
    """Of cards and of dated lists; a section's own heading is none."""
    assert {(r.title, r.date and r.date.date().isoformat(), r.url) for r in article.related} == {
        ("Why the Haugen tunnel floods every spring", None, "https://fjordherald.example/news/tunnel"),
        ("Second ferry bought for the summer", "2026-04-02", "https://fjordherald.example/news/ferry"),
        ("Engineers look at the four pillars", "2026-03-11", "https://fjordherald.example/news/pillars"),
    }


def test_rights_are_read_from_the_footer(article):
    """The statement is kept as printed and decides what may be shown."""
    assert article.rights.statement is not None
    assert "All rights reserved" in article.rights.statement
    assert article.rights.allows in {Use.LINK, Use.QUOTE}


def test_page_without_structured_data_is_read_from_print():
    """Old pages have a heading, a printed byline and date, and bare paragraphs."""
    old = page(
        f"<table><tr><td><h1>Swing bridge to close</h1><p>By Nora Lund<br>14 April 2026</p><p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p>"
        "</td></tr></table>",
        head="<title>Swing bridge to close - Fjord Herald</title>",
    )
    article = read(old, url="https://www.fjordherald.example/a/17.html")

    assert article.title == "Swing bridge to close"
    assert article.bylines == ("Nora Lund",)
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-04-14"
    assert article.outlet == "Fjord Herald"
    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE, SECOND, THIRD]


def test_interface_and_article_may_be_of_two_languages():
    """The words around the article tell the interface's language, its prose its own; labels are read in either."""
    english = f"<h1>Lindvik closes its swing bridge</h1><p>Von KI verfasst</p><p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p>"
    around = (
        "<nav><a href='/'>Startseite</a> <a href='/p'>Politik und Gesellschaft</a> <a href='/w'>Wirtschaft</a></nav>"
        f"<main><article lang='en'>{english}</article></main>"
        "<footer>Diese Website verwendet Cookies, um die Nutzung zu messen. Weitere Hinweise im Impressum.</footer>"
    )
    article = read(page(around, lang="de"))

    assert (article.language, article.interface_language) == ("en", "de")
    assert [(label.text, label.language, label.about) for label in article.machine_labels] == [
        ("Von KI verfasst", "de", "article")
    ]
    assert "Von KI" not in article.text


def test_what_people_say_is_a_note():
    """A section of reactions is not the report's own account."""
    body = f"<article><h1>Lindvik closes its swing bridge</h1><p>{LEDE}</p><p>{SECOND}</p><h2>What people are saying</h2><p>{THIRD}</p></article>"
    article = read(page(body))

    assert blocks(article, BlockKind.NOTE) == ["What people are saying", THIRD]


def test_repeated_caption_stands_once():
    """A gallery prints the lead picture again."""
    figure = '<figure><img src="/b.jpg"><figcaption>The swing bridge at Lindvik. (Per Dahl/AP)</figcaption></figure>'
    article = read(
        page(
            f"<article><h1>Lindvik closes its bridge</h1>{figure}<p>{LEDE}</p><p>{SECOND}</p>{figure}<p>{THIRD}</p></article>"
        )
    )

    assert len(blocks(article, BlockKind.CAPTION)) == 1
    assert len(article.images) == 1
    assert [a.kind for a in article.asides] == [AsideKind.REPEATED]


def test_social_post_page_is_a_post():
    """A page that is one post is short, and says so in its genre."""
    head = (
        '<title>Tora Helle on Mastodon</title><script type="application/ld+json">{"@type": "SocialMediaPosting",'
        '"datePublished": "2026-04-14T08:00:00Z", "author": {"@type": "Person", "name": "Tora Helle"}}</script>'
    )
    article = read(page(f"<main><article><p>{THIRD}</p></article></main>", head=head))

    assert article.genre == "post"
    assert article.published == datetime(2026, 4, 14, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (
            "<h1>News</h1>"
            + "".join(
                f"<div><a href='/{i}'>The headline of story number {i} of this long day</a></div>"
                for i in range(40)
            ),
            "links",
        ),
        (
            "<h1>Subscribe to continue</h1><p>Log in to continue reading this story.</p><form><input></form>",
            "login",
        ),
        ("<h1>Swing bridge</h1><p>A short teaser of a story.</p>", "words"),
        ("", "words"),
    ],
    ids=["index", "wall", "teaser", "empty"],
)
def test_pages_without_an_article_are_refused_with_a_reason(body, word):
    """An index, a wall and a teaser are no article; the reason is one sentence with its remedy."""
    refusal = refuse(page(body))

    assert word in refusal.reason
    assert refusal.stage == "extract"
    assert "\n" not in refusal.reason
