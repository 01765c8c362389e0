"""Inputs made to exhaust a reader: each is built by a line or two, so that none has to be kept.

Every builder takes the size in bytes that its input should have, roughly, so that tests can be quick and
`benchmarks/hostile.py` can be thorough.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable

# A report that every hostile page carries too, so that a reader has something to look for.
STORY = "".join(
    f"<p>The harbour board of Lindvik said on Monday that the swing bridge closes for the week number {n}.</p>"
    for n in range(12)
)
LINE = "The harbour board of Lindvik said on Monday that the swing bridge closes for a week."


def html(body: str, head: str = "") -> bytes:
    """Return a page around some markup."""
    return f"<!doctype html><html lang=en><head><title>The bridge at Lindvik closes</title>{head}</head><body><article><h1>The bridge at Lindvik closes</h1>{body}{STORY}</article></body></html>".encode()


def nested(tag: str, count: int, *, close: bool = True, attributes: str = "") -> bytes:
    """Return a page with one kind of element nested in itself."""
    return html(f"<{tag}{attributes}>" * count + "deep" + (f"</{tag}>" * count if close else ""))


def filled(unit: str, size: int) -> str:
    """Return a text of a size, made of one unit over and over."""
    return unit * max(1, size // len(unit.encode()))


def _tables(size: int) -> bytes:
    return html("<table><tr><td>" * (size // 32) + "deep" + "</td></tr></table>" * (size // 32))


def _lists(size: int) -> bytes:
    return html("<ul><li>" * (size // 18) + "deep" + "</li></ul>" * (size // 18))


def _misnested(size: int) -> bytes:
    return html(filled("<b><p><i></b></p>", size))


def _attribute(size: int) -> bytes:
    return html(f'<div class="{filled("nav ", size)}">a</div>')


def _attributes(size: int) -> bytes:
    return html(f"<div {' '.join(f'a{n}=b' for n in range(size // 9))}>a</div>")


def _quadratic(size: int) -> bytes:
    """One long entity, referred to again and again."""
    half = size // 2
    return (
        f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "{"a" * half}">]><nitf><head><title>t</title></head><body>'
        f"<body.content><p>{'&a;' * (half // 3)}</p></body.content></body></nitf>"
    ).encode()


def _laughs(_: int) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY l0 "lol">{entities}]><nitf><body>&l9;</body></nitf>'.encode()


def _json_deep(size: int) -> bytes:
    return ('{"a":' * (size // 6) + "1" + "}" * (size // 6)).encode()


def _ninjs_deep(size: int) -> bytes:
    return ('{"headline":"x","body_html":' + "[" * (size // 2) + "]" * (size // 2) + "}").encode()


def _ninjs_nested(size: int) -> bytes:
    body = "<div>" * (size // 11) + "deep" + "</div>" * (size // 11) + STORY
    return json.dumps({"uri": "urn:a", "headline": "The bridge closes", "body_html": body}).encode()


def _ld(script: str) -> bytes:
    return html("", f'<script type="application/ld+json">{script}</script>')


def _ld_deep(size: int) -> bytes:
    return _ld('{"a":' * (size // 6) + "1" + "}" * (size // 6))


def _ld_deep_valid(_: int) -> bytes:
    return _ld('{"@type":"NewsArticle","a":' * 900 + "1" + "}" * 900)


def _ld_broad(size: int) -> bytes:
    return _ld("[" + ",".join(['{"@type":"NewsArticle","headline":"a"}'] * (size // 39)) + "]")


def _ld_commas(size: int) -> bytes:
    return _ld('{"@type":"NewsArticle","headline":"a"' + filled(", ", size) + "x")


def _ld_scripts(size: int) -> bytes:
    return html("", '<script type="application/ld+json">{"@type":"WebPage"}</script>' * (size // 63))


def _ld_body(size: int) -> bytes:
    body = filled(LINE + " ", size)
    return _ld(json.dumps({"@type": "NewsArticle", "headline": "a", "articleBody": body}))


def _ld_entities(size: int) -> bytes:
    return _ld(json.dumps({"@type": "NewsArticle", "headline": filled("&amp;<", size)}))


def _page_of(unit: str) -> Callable[[int], bytes]:
    return lambda size: html(f"<p>{filled(unit, size)}</p>")


def _pages_of(unit: str) -> Callable[[int], bytes]:
    return lambda size: html(filled(unit, size))


def _text_of(unit: str) -> Callable[[int], bytes]:
    return lambda size: (f"The bridge at Lindvik closes\n\n{LINE}\n\n" + filled(unit, size)).encode()


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _noise_text(size: int) -> bytes:
    """Every sign of ASCII, in no order."""
    return bytes(random.Random(7).choices(range(32, 127), k=size))


def _noise_html(size: int) -> bytes:
    pieces = ["<div", "<p>", "</p>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script", "'", '"', "=", ">", "<", "&#", "x;",
              "a ", "<table>", "<td>", "</b>", "<a href=", "<svg>", "<math>", "\n", "<span class=byline>", "<time>"]  # fmt: skip
    chosen = random.Random(7).choices(pieces, k=size // 5)
    return html("".join(chosen))


def _words(size: int) -> str:
    """A long text whose lines all differ."""
    return "".join(
        f"Anna Berg{n} of Haven{n} told the board on {n % 28 + 1} May that {n} of its members left.\n"
        for n in range(size // 85)
    )


# Traps for patterns: runs of what our own expressions look for, never followed by what would end them.
RUNS = {
    "spaces": " ",
    "line ends": "\n",
    "spaces and line ends": " \n",
    "no-break spaces": "\u00a0",
    "quotes": '"',
    "curly quotes": "“",
    "apostrophes": "'",
    "capitals": "A",
    "capitals and spaces": "A ",
    "capitalised words": "Aa ",
    "capitalised words and": "Aa and ",
    "words of one line": "word ",
    "letters": "a",
    "digits": "1",
    "digits and spaces": "1 ",
    "digits and commas": "1,",
    "digits and dots": "1.",
    "dates": "12.12.2026 ",
    "dates in words": "12 May 2026 ",
    "times": "12:12 ",
    "dots": ".",
    "dots and spaces": ". ",
    "ellipses": "…",
    "commas": ", ",
    "dashes": "-",
    "long dashes": "—",
    "dashes and spaces": " — ",
    "brackets": "(",
    "square brackets": "[",
    "slashes": "/",
    "colons": ": ",
    "bars": " | ",
    "chevrons": "a > ",
    "at signs": "a@",
    "hashes": "#a ",
    "bullets": "• ",
    "bylines": "By Anna Berg and ",
    "datelines": "LINDVIK (AP) — ",
    "agency names": "Reuters ",
    "credits": "Photo: Anna Berg / AP ",
    "copyright": "© 2026 All rights reserved. ",
    "may not be": "may not be published, broadcast, ",
    "newsletter": "sign up for our newsletter ",
    "said": 'said "',
    "zero-width": "\u200b",
    "combining": "e\u0301\u0301",
    "right to left": "\u202eا",
    "emoji": "👩‍👩‍👧",
    "chinese": "港务局星期一宣布桥梁关闭",
    "japanese": "橋は月曜日に閉鎖される",
    "thai": "สะพานปิดวันจันทร์",
    "arabic": "قال المجلس ",
    "nulls": "\x00",
    "replacement": "\ufffd",
    "percent": "%41",
    "ampersands": "&",
    "references": "&#65;",
    "named references": "&amp;",
    "markup": "<",
    "tags": "<b>",
    "closing tags": "</b>",
    "comments": "<!--",
    "doctypes": "<!doctype html>",
    "sentences": LINE + " ",
}


def builders() -> dict[str, Callable[[int], bytes]]:
    """Return every builder under the name of what it makes."""
    made: dict[str, Callable[[int], bytes]] = {
        "div nested": lambda size: nested("div", size // 11),
        "div unclosed": lambda size: nested("div", size // 5, close=False),
        "div nested, class": lambda size: nested("div", size // 22, attributes=" class=nav"),
        "div nested 900": lambda _: nested("div", 900),
        "span nested": lambda size: nested("span", size // 13),
        "span unclosed": lambda size: nested("span", size // 6, close=False),
        "b unclosed": lambda size: nested("b", size // 3, close=False),
        "a unclosed": lambda size: nested("a", size // 3, close=False),
        "p unclosed": lambda size: nested("p", size // 3, close=False),
        "li unclosed": lambda size: nested("li", size // 4, close=False),
        "custom nested": lambda size: nested("x-y", size // 11),
        "form unclosed": lambda size: nested("form", size // 6, close=False),
        "svg nested": lambda size: nested("svg", size // 11),
        "tables nested": _tables,
        "lists nested": _lists,
        "misnested": _misnested,
        "one attribute": _attribute,
        "many attributes": _attributes,
        "wide class names": lambda size: html(f'<div class="{"a" * 190}-nav">a</div>' * (size // 210)),
        "empty paragraphs": _pages_of("<p></p>"),
        "short paragraphs": _pages_of("<p>a</p>"),
        "prose paragraphs": _pages_of(f"<p>{LINE}</p>"),
        "prose divs": _pages_of(f"<div>{LINE}</div>"),
        "prose cells": _pages_of(f"<table><tr><td>{LINE}</td></tr></table>"),
        "line breaks": _pages_of("<br>"),
        "broken lines": _pages_of(f"{LINE}<br>"),
        "broken paragraphs": _pages_of(f"{LINE}<br><br>"),
        "links": _pages_of(f"<a href=/a>{LINE}</a>"),
        "linked lists": _pages_of(f"<li><a href=/a>{LINE}</a></li>"),
        "pictures": _pages_of("<img src=a alt=b>"),
        "figures": _pages_of(f"<figure><img src=a><figcaption>{LINE}</figcaption></figure>"),
        "times": _pages_of("<time datetime=2026-05-12>12 May 2026</time>"),
        "time around all": lambda size: html("<time>" * (size // 13) + "a" + "</time>" * (size // 13)),
        "itemprops": _pages_of("<span itemprop=author>a</span>"),
        "itemprops nested": lambda size: nested("span", size // 30, attributes=" itemprop=author"),
        "headings": _pages_of("<h2>The bridge at Lindvik closes</h2>"),
        "metas": lambda size: html("", "<meta name=author content='Anna Berg'>" * (size // 39)),
        "meta long": lambda size: html("", f"<meta name=author content='{filled('Anna Berg and ', size)}'>"),
        "meta date long": lambda size: html(
            "", f"<meta name=date content='{filled('12 May 2026 ', size)}'><meta property=article:published_time content='{filled('1', size)}'>"
        ),
        "title long": lambda size: html("", f"<title>{filled('The bridge - Lindvik | ', size)}</title>"),
        "title in heading": lambda size: html(f"<h1>{filled('The bridge - Lindvik | ', size)}</h1>"),
        "links canonical": lambda size: html("", "<link rel=canonical href=http://a>" * (size // 35)),
        "scripts": _pages_of("<script>a</script>"),
        "script unclosed": lambda size: html("<script>" + filled("<div>", size)),
        "open comment": lambda size: html("<!--" + filled("<div>-", size)),
        "quadratic entity": _quadratic,
        "billion laughs": _laughs,
        "json deep": _json_deep,
        "ninjs deep": _ninjs_deep,
        "ninjs nested": _ninjs_nested,
        "json-ld deep": _ld_deep,
        "json-ld deep, valid": _ld_deep_valid,
        "json-ld broad": _ld_broad,
        "json-ld commas": _ld_commas,
        "json-ld scripts": _ld_scripts,
        "json-ld body": _ld_body,
        "json-ld entities": _ld_entities,
        "short lines": lambda size: filled("A line\n", size).encode(),
        "lines that differ": lambda size: _words(size).encode(),
        "utf-16": lambda size: ("\ufeff" + filled(LINE + "\n", size // 2)).encode("utf-16-le"),
        "utf-16 without a mark": lambda size: filled("Мост закрыт. ", size // 2).encode("utf-16-le"),
        "utf-16 cut short": lambda size: ("\ufeff" + filled(LINE, size // 2)).encode("utf-16-le")[:-1],
        "utf-16 halves": lambda size: b"\xff\xfe" + b"\x00\xd8" * (size // 2),
        "utf-32": lambda size: ("\ufeff" + filled(LINE + "\n", size // 4)).encode("utf-32-le"),
        "latin bytes": lambda size: filled("Brücke über café. ", size).encode("latin-1"),
        "null bytes": lambda size: b"\x00" * size,
        "gzip bomb": lambda size: gzip.compress(b"\x00" * (size * 10)),
        "noise": _noise,
        "noise in ascii": _noise_text,
        "noise of markup": _noise_html,
    }  # fmt: skip
    for name, unit in RUNS.items():
        made[f"page of {name}"] = _page_of(unit)
        made[f"text of {name}"] = _text_of(unit)
    return made
