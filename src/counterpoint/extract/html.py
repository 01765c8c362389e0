"""An HTML page into an Article.

Data way: decoded HTML + Capture -> Article, or Rejected where the page holds none. Pure: nothing is fetched or executed.

The page is parsed once. structured.py reads what it says of itself, passages.py how it is laid out, content.py which
passages are the article, arrange.py what kind each is; finish.py reads what the text shows.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from counterpoint.extract.arrange import Arranged, arrange
from counterpoint.extract.content import choose_content
from counterpoint.extract.dumpcues import PRESS_RELEASE
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.images import captions_of, read_images
from counterpoint.extract.masthead import find_bylines, find_outlet, find_title
from counterpoint.extract.parse import TooDeepError, parse_html
from counterpoint.extract.passages import Layout, Region, read_layout
from counterpoint.extract.related import find_related
from counterpoint.extract.stamps import find_modified, find_published
from counterpoint.extract.structured import PageFacts, read_facts, sound_url
from counterpoint.types import Article, AsideKind, BlockKind, Capture, Rejected

_DEEPEST = 1000  # nested elements; libxml2 stops at 2,048, real pages stay under 100
_MOST_ELEMENTS = 60_000  # trafilatura needs some 50 µs for each; a live blog of a whole day has 25,000
_MOST_TAGS = 300_000  # of the markup, before it is parsed; the largest of the dev pages has 25,000
_MOST_TEXT = (
    500_000  # characters on the page, whatever they are; the largest of the 1,150 dev pages has 132,000
)
_FEWEST_WORDS = 40  # of prose, below which a page is a teaser, a wall or a menu
_HEADLINE, _HEADLINES = (
    25,
    8,
)  # characters of a linked headline, and how many make the page at a site's root a front page
_FEWEST_MARKED = 20  # the same for pages that call themselves an article in their structured data
_FEWEST_POSTED = 3  # the same for a social post
_LINKED = 0.5  # share of the article's text in passages that are links from which a page is an index
_WHOLLY = 0.9  # share of a passage in its links from which it is nothing but a link
_LETTERS_PER_WORD = 2.0  # in scripts written without spaces
_UNSPACED = re.compile(r"[\u3040-\u9fff\u0e00-\u0eff\u1000-\u109f]")

_ARTICLE_MARKS = frozenset(
    {"newsarticle", "reportagenewsarticle", "article", "blogposting", "liveblogposting", "og:article"}
)
_WALL = re.compile(
    r"enable (?:javascript|cookies)|(?:verify|confirm) (?:that )?you are (?:a )?human|access denied|are you a robot|captcha|"
    r"(?:log|sign) in to (?:continue|read)|subscribe to (?:continue|read)|page not found|404|accept (?:all )?cookies|"
    r"javascript (?:aktivieren|ist deaktiviert)|seite nicht gefunden|(?:bitte )?(?:melden sie sich an|anmelden, um)|"
    r"zustimmen und weiter|mit werbung|page introuvable|página no encontrada|accepter et continuer|страница не найдена",
    re.IGNORECASE,
)


def extract_html(markup: str, capture: Capture) -> Article | Rejected:
    """Return the article of a page, or why there is none."""
    tree = _open(markup, capture)
    if isinstance(tree, Rejected):
        return tree
    layout = read_layout(tree)
    length = sum(len(p.text) for p in layout.passages)
    if length > _MOST_TEXT:  # before anything looks at it twice
        reason = (
            f"the page has {length:,} characters of text, more than any report's page; save the article alone"
        )
        return _rejected(capture, reason)
    facts = read_facts(tree)
    chosen = choose_content(tree, layout.passages, facts.body)
    url = sound_url(capture.url or "") or facts.url
    outlet = find_outlet(facts, url)
    title, title_at = find_title(facts, layout.passages, outlet)
    captions = captions_of(layout)
    standing = {i for lines in captions.values() for i in lines}
    arranged = arrange(layout, chosen, title_at, facts.description, standing, language=facts.language)
    refusal = _no_article(layout, arranged, title, facts) or _home_page(layout, facts, url)
    if refusal is not None:
        return _rejected(capture, refusal)
    language = facts.language
    published = find_published(facts, layout, title_at, url, language, tree=tree)
    images = read_images(layout, captions, arranged.within, facts, url)
    draft = Draft(
        title=title,
        parts=arranged.parts,
        outlet=outlet,
        bylines=find_bylines(facts, layout.passages, title_at, arranged.within.stop - 2, outlet),
        published=published,
        modified=find_modified(facts, layout, title_at, language, published),
        declared=facts.language,
        interface=facts.page_language,
        url=url or None,
        images=images,
        # A post's page links to its account and to itself: neither leads to other coverage.
        related=()
        if _is_post(facts)
        else find_related(layout, arranged.article, title, url, facts.page_language),
        credits=_credits(layout, facts, arranged),
        rights=facts.rights,
        labels=tuple((i.alt, "picture") for i in images if i.alt),
        genre=_genre(facts, title, arranged),
    )
    return finish_article(draft, capture)


def _open(markup: str, capture: Capture) -> HtmlElement | Rejected:
    """The page's tree, within bounds."""
    too_many = f"the page has more than {_MOST_ELEMENTS} elements; save only the article, or as text"
    if markup.count("<") > _MOST_TAGS:
        return _rejected(capture, too_many)
    try:
        tree = parse_html(markup, deepest=_DEEPEST)
    except TooDeepError:
        reason = (
            f"the page nests its elements deeper than {_DEEPEST}; save it again without scripts, or as text"
        )
        return _rejected(capture, reason)
    if tree is None:
        return _rejected(
            capture, "the page holds no elements that could be read; check that it was saved whole"
        )
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        return _rejected(capture, too_many)
    return tree


def _credits(layout: Layout, facts: PageFacts, arranged: Arranged) -> tuple[str, ...]:
    """Lines that may name an agency: printed bylines and sources near the article, and the declared authors."""
    lines = [
        p.text
        for i, p in enumerate(layout.passages)
        if p.region is Region.BYLINE and i in arranged.within and len(p.text) <= 160
    ]
    return tuple(dict.fromkeys([*(name for group in facts.authors for name in group), *lines]))


def _genre(facts: PageFacts, title: str, arranged: Arranged) -> str:
    """The page's genre: "post" for one social post, "statement" for a press release, else "report"."""
    if _is_post(facts):
        return "post"
    opening = next(
        (p.text for p in arranged.parts if p.kind in {BlockKind.PARAGRAPH, BlockKind.STANDFIRST}), ""
    )
    return "statement" if PRESS_RELEASE.match(title) or PRESS_RELEASE.match(opening[:200]) else "report"


def _is_post(facts: PageFacts) -> bool:
    return "socialmediaposting" in facts.types and not facts.types & (_ARTICLE_MARKS - {"og:article"})


def _no_article(layout: Layout, arranged: Arranged, title: str, facts: PageFacts) -> str | None:
    """Why a page is not an article, or None."""
    prose = [
        p.text
        for p in arranged.parts
        if p.kind in {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.STANDFIRST, BlockKind.EMBED}
    ]
    words = sum(map(count_words, prose))
    fewest = _FEWEST_MARKED if facts.types & _ARTICLE_MARKS else _FEWEST_WORDS
    fewest = _FEWEST_POSTED if _is_post(facts) else fewest
    if words < fewest:
        beside = " ".join(p.text for p in arranged.parts if isinstance(p.kind, AsideKind))[:4000]
        if _WALL.search(f"{title}\n{' '.join(prose)}\n{beside}"):
            return "the page is a login, consent or error page, not an article; save it as a reader sees it after logging in"
        return f"the page holds {words} words of prose, fewer than the {fewest} of an article; give the article's own page"
    own = [layout.passages[i] for i in arranged.article]
    total = sum(len(p.text) for p in own)
    if sum(len(p.text) for p in own if p.linked > _WHOLLY * len(p.text)) > _LINKED * total:
        return "the page is a list of links to other pages, not an article; give the article's own page"
    return None


def _home_page(layout: Layout, facts: PageFacts, url: str) -> str | None:
    """Why a page is a site's front page, or None: it stands at the site's root and leads to many others."""
    if (
        not url
        or urlsplit(url).path.strip("/")
        or urlsplit(url).query
        or facts.types & _ARTICLE_MARKS
        or facts.published
    ):
        return None
    headlines = sum(
        1 for p in layout.passages if p.linked > _WHOLLY * len(p.text) and len(p.text) >= _HEADLINE
    )
    if headlines < _HEADLINES:
        return None
    return "the page is a site's front page, not an article; give the article's own page"


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces, of characters divided by their usual length."""
    wide = len(_UNSPACED.findall(text))
    return len(text.split()) + int(wide / _LETTERS_PER_WORD)


def _rejected(capture: Capture, reason: str) -> Rejected:
    return Rejected(item=capture.name, stage="extract", reason=reason)
