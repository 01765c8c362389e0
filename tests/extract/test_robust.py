from __future__ import annotations

import pytest

from counterpoint.types import BlockKind
from tests.extract.pages import LEDE, SECOND, THIRD, blocks, page, read, refuse

STORY = (
    f"<article><h1>Lindvik closes its swing bridge</h1><p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
)


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='canonical' href='http://[broken'>",
        "<meta property='og:url' content='https://exa mple/%zz'><base href='::'>",
        "<script type='application/ld+json'>{\"@type\": [1, null], \"headline\": {}, \"author\": [[]], \"image\": [1, {\"url\": \"http://[x\"}]}</script>",
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"x\", \"datePublished\": 12, \"image\": {\"url\": \"http://[x\"}}</script>",
        "<meta property='article:published_time' content='99999999999999-99-99T99:99:99'>",
    ],
    ids=["canonical", "og-url", "json-shapes", "json-values", "time"],
)  # fmt: skip
def test_broken_metadata_never_breaks_the_report(head):
    """Addresses, times and data of any shape are read or passed over."""
    article = read(
        page(
            STORY + "<a href='http://[y'>A link to another story of the day</a><img src='http://[z'>",
            head=head,
        )
    )

    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE, SECOND, THIRD]


def test_front_page_of_a_site_is_refused():
    """At a site's root, among many headlines, there is no article however long its texts."""
    headlines = "".join(
        f"<div><a href='/{i}'>The headline of another story, number {i}</a></div>" for i in range(12)
    )
    body = f"<main><div><h2>Bridge</h2><p>{LEDE}</p></div><div><h2>Ferry</h2><p>{SECOND}</p></div>{headlines}</main>"

    assert refuse(page(body), url="https://fjordherald.example/").reason.endswith("page")
    assert read(page(STORY + headlines), url="https://fjordherald.example/a/1").title.startswith("Lindvik")


def test_language_unknown_to_the_detector_is_taken_as_declared():
    """A guess among other languages would be wrong for certain."""
    assert read(page(STORY, lang="my")).language == "my"
    assert read(page(STORY, lang="de")).language == "en"


def test_same_bytes_give_the_same_article():
    """Ids, blocks and text depend on nothing but the capture."""
    assert read(page(STORY), url="https://x.example/a") == read(page(STORY), url="https://x.example/a")
