"""The story page as a browser shows it: on a phone, on a desk, light, dark, right to left, on paper.

Run with `pytest -m browser`; needs Chromium.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterpoint.render.html import story_page
from counterpoint.render.i18n import LOCALES
from tests.browser.chromium import DARK, LIGHT, console_messages, measure, run_chromium
from tests.render.hostile import hostile_story
from tests.render.sample import STORY

pytestmark = pytest.mark.browser

NOW = datetime(2026, 3, 11, 8, tzinfo=UTC)

# Whatever sticks out of the window, apart from what is hidden from the eye or scrolls in a frame of its own.
OVERFLOW = """(page, view, root) => [320, 360, 768, 1280].map(width => {
  view.frameElement.style.inlineSize = width + "px";
  const out = [];
  for (const node of page.querySelectorAll("body *")) {
    if (node.closest(".vh, .wide, .glyphs, .skip, .matrix thead")) continue;
    const box = node.getBoundingClientRect();
    if (box.width && (box.right > root.clientWidth + 1 || box.left < -1)) out.push(node.tagName + "." + node.className);
  }
  return {width, over: root.scrollWidth - width, shown: root.clientWidth, out: out.slice(0, 5)};
})"""

# WCAG 2.2 contrast of every text against what is painted behind it.
CONTRAST = """(page, view, root) => {
  page.querySelectorAll("details").forEach(d => d.open = true);
  const parse = c => { const n = c.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1]; };
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const over = (top, below, a) => top.slice(0, 3).map((v, i) => v * a + below[i] * (1 - a));
  const behind = node => {
    for (let n = node; n; n = n.parentElement) {
      const c = parse(view.getComputedStyle(n).backgroundColor);
      if (c[3] > 0) return c;
    }
    return [255, 255, 255, 1];
  };
  const low = [];
  let texts = 0;
  const walker = page.createTreeWalker(page.body, 4);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || node.closest(".vh, .skip, .glyphs")) continue;
    if (!node.getClientRects().length) continue;
    texts += 1;
    const style = view.getComputedStyle(node), back = behind(node);
    let opacity = 1;
    for (let n = node; n; n = n.parentElement) opacity *= Number(view.getComputedStyle(n).opacity);
    const front = parse(style.color), seen = over(front, back, front[3] * opacity);
    const [a, b] = [light(seen), light(back)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
    const ratio = (a + .05) / (b + .05);
    if (ratio < (large ? 3 : 4.5)) low.push([ratio.toFixed(2), node.tagName, node.className, walker.currentNode.textContent.slice(0, 20)]);
  }
  return {texts, low: low.slice(0, 5), paper: view.getComputedStyle(page.body).backgroundColor};
}"""


def assert_fits(found):
    assert [f["width"] for f in found] == [f["shown"] for f in found] == [320, 360, 768, 1280]
    assert [(f["width"], f["over"], f["out"]) for f in found if f["over"] > 0 or f["out"]] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_sticks_out(locale, tmp_path):
    """No sideways scrolling, from the narrowest phone to a desk, in each language."""
    assert_fits(measure(story_page(STORY, locale=locale, now=NOW), OVERFLOW, tmp_path))


def test_long_words_do_not_widen_a_phone(tmp_path):
    """Addresses and payloads without spaces break."""
    found = measure(story_page(hostile_story()), OVERFLOW, tmp_path)

    assert [f["over"] for f in found if f["over"] > 0] == []


def test_many_origins_scroll_in_a_frame_of_their_own(tmp_path):
    """The page stays as wide as the window; only the matrix moves, under its claims."""
    many = tuple(replace(o, id=f"{o.id}{n}") for n in range(3) for o in STORY.origins)
    claims = tuple(
        replace(c, supports=tuple(replace(s, origin=f"{s.origin}{n}") for n in range(3) for s in c.supports))
        for c in STORY.claims
    )
    story = replace(STORY, origins=many, claims=claims, disputes=())

    assert_fits(measure(story_page(story), OVERFLOW, tmp_path))


def test_the_console_is_silent(tmp_path):
    """The page's policy forbids nothing that the page does; opened from a file."""
    assert console_messages(story_page(STORY, now=NOW), tmp_path) == []
    assert console_messages(story_page(hostile_story()), tmp_path) == []


def test_the_policy_stops_what_it_should(tmp_path):
    """A script and a style that are not the page's own are refused, and the console says so."""
    page = story_page(STORY).replace(
        "</body>", "<script>document.title = 'run'</script><style>a{}</style></body>"
    )

    said = " ".join(console_messages(page, tmp_path))

    assert "script" in said
    assert "style" in said


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_text_has_contrast(scheme, width, tmp_path):
    """WCAG 2.2 AA: 4.5 to 1, 3 to 1 for large text, as painted."""
    found = measure(story_page(STORY, now=NOW), CONTRAST, tmp_path, width=width, scheme=scheme)

    assert found["texts"] > 300
    assert found["low"] == []
    dark = sum(int(n) for n in found["paper"].strip("rgb()").split(",")) < 200
    assert dark == (scheme == DARK)


def test_a_citation_leads_to_its_passage_and_marks_it(tmp_path):
    """Following a marker scrolls to the passage, which is set off; its back link leads home."""
    script = """async (page, view, root) => {
      const before = view.getComputedStyle(page.querySelector("#p3")).backgroundColor;
      page.querySelector('#s1 a[href="#p3"]').click();
      await new Promise(done => view.setTimeout(done, 300));
      const target = page.querySelector("#p3"), box = target.getBoundingClientRect();
      return {
        same: before === view.getComputedStyle(target).backgroundColor,
        visible: box.top >= 0 && box.top < view.innerHeight,
        back: [...target.querySelectorAll(".used a")].map(a => a.getAttribute("href")),
      };
    }"""
    found = measure(story_page(STORY), script, tmp_path, width=390)

    assert found == {"same": False, "visible": True, "back": ["#s1"]}


def test_evidence_opens_in_place(tmp_path):
    """Without a script: a disclosure under each sentence shows the exact words."""
    script = """(page, view, root) => {
      const details = page.querySelector("#s2 details"), quote = details.querySelector("blockquote");
      const shut = quote.getClientRects().length && details.open;
      details.querySelector("summary").click();
      return {shut: Boolean(shut), height: quote.getBoundingClientRect().height, words: quote.querySelector("mark").textContent};
    }"""
    found = measure(story_page(STORY), script, tmp_path)

    assert found["shut"] is False
    assert found["height"] > 20
    assert found["words"].startswith("By noon four people")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_matrix_keeps_its_columns(width, tmp_path):
    """Each mark stands on its origin's thread, under its sign, also on a phone; targets are large enough."""
    script = """(page, view, root) => {
      const middle = n => { const b = n.getBoundingClientRect(); return b.left + b.width / 2; };
      const table = page.querySelector("table");
      const heads = [...table.querySelectorAll("thead th")].slice(1).map(middle);
      let off = 0, small = 0;
      for (const row of table.querySelectorAll("tbody tr"))
        [...row.querySelectorAll("td")].forEach((cell, i) => { off = Math.max(off, Math.abs(middle(cell) - heads[i])); });
      for (const a of table.querySelectorAll(".marks a")) {
        const b = a.getBoundingClientRect();
        if (b.width < 23.5 || b.height < 23.5) small += 1;
      }
      const roles = [table, ...table.querySelectorAll("tr, th, td")].every(n => n.getAttribute("role"));
      return {columns: heads.length, off, small, roles};
    }"""
    found = measure(story_page(STORY), script, tmp_path, width=width)

    assert found["columns"] == len(STORY.origins)
    assert found["off"] < 1.5
    assert found["small"] == 0
    assert found["roles"]


def test_focus_is_visible(tmp_path):
    """Whoever uses a keyboard sees where they are; the skip link appears."""
    script = """(page, view, root) => {
      const shown = [];
      for (const selector of [".skip", ".contents a", ".cite", ".marks a", "summary", "a.key"]) {
        const node = page.querySelector(selector);
        node.focus({focusVisible: true});
        const style = view.getComputedStyle(node);
        shown.push([selector, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]);
      }
      page.querySelector(".skip").focus({focusVisible: true});
      shown.push(["skip on screen", page.querySelector(".skip").getBoundingClientRect().top >= 0]);
      return shown;
    }"""
    found = measure(story_page(STORY), script, tmp_path)

    assert [name for name, visible in found if not visible] == []


def test_arabic_runs_from_right_to_left(tmp_path):
    """Claims stand at the right, origins to their left; the brief's column is the right one."""
    script = """(page, view, root) => {
      const box = s => page.querySelector(s).getBoundingClientRect();
      return {
        claims: box("tbody th").left > box("tbody td").right - 1,
        brief: box(".brief").left > box(".origins").left,
        direction: view.getComputedStyle(page.querySelector("blockquote[lang=fr]")).direction,
      };
    }"""
    found = measure(story_page(STORY, locale="ar"), script, tmp_path, width=1280)

    assert found == {"claims": True, "brief": True, "direction": "ltr"}


def test_the_page_can_be_printed(tmp_path):
    """A PDF of a few pages, with none of the buttons of the screen."""
    file, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(story_page(STORY), encoding="utf-8")
    run_chromium("--no-pdf-header-footer", f"--print-to-pdf={paper}", file.as_uri())
    content = paper.read_bytes()

    assert content.startswith(b"%PDF")
    assert 2 <= content.count(b"/Type /Page\n") <= 12
