"""Read time expressions from tokens: patterns over token classes, each with a function that gives the value.

Data way: Tokens of one sentence -> Found expressions. Pure; the anchor day and the tense are given.

Method: as in HeidelTime (Strötgen and Gertz, "Multilingual and Cross-domain Temporal Tagging", 2013), rules of
pattern and value in a fixed order; we differ in writing them once, over the classes of `time_lexer`, instead of
once for each language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from counterpoint.annotate import time_dates as dates
from counterpoint.annotate import time_relatives as relatives
from counterpoint.annotate.time_lexer import CJK, Token
from counterpoint.annotate.time_pieces import Context, Found, Piece, Rule

_POSSESSIVES = frozenset({"its", "his", "their", "our", "that"})
_PARTICLES = frozenset({"の", "的", "(", "（", "에", "은", "는"})  # may stand inside an expression
_DAYMONTH = r"(?:[NO][oD]?m(?:[,oDi]{0,2}Y)?|m,?D?[NO](?!o?D?m)(?:[,oD]{0,2}Y(?!m))?|[YR]?,?_?mn)"
# Order matters: at each token the first pattern whose function gives a value wins.
_RULES: tuple[tuple[str, str, Rule], ...] = (
    ("m", r"m[NO](?:[-T]D?)[NO](?:,?Y)?(?!m|u)", dates.day_run),
    ("NOD", r"D?[NO](?:[-T]D?|D)[NO][oD]?m(?:[,oD]{0,2}Y)?", dates.day_run),
    (
        "dDNOmYRGgr",
        rf"[NO][-/]m[-/][YN]|m[-/][NO][-/]Y|m/N|Y[-/]m[-/]N|D?(?:d[,.]?D?)?r?(?:{_DAYMONTH}|G|g[,oD]{{0,2}}Y|g)(?:,?d)?",
        dates.full_day,
    ),
    ("dD", r"D?d,?D?[On](?![-u])|d,?_?D?N_?(?![-uN])", dates.weekday_date),
    ("n", r"n(?![ua])", dates.day_number),
    # clocks
    ("Di", r"[Di]Nu", relatives.hour_phrase),
    ("KNOD", r"D?(?:KA?C?|N(?:AC?|C(?!u))|Kp|[NO]p)C?", relatives.clock),
    # quarters, centuries
    ("rRO", r"r?R?'?_?(?:r?u'_)[DO]*O-?u", dates.quarter),
    ("DreO", r"e?D{0,2}r?D?[O]-?u(?:[,oiI]{0,2}D{0,2}(?:Y|ru))?", dates.quarter),
    ("Du", r"D?u-?au", dates.that_quarter),
    # ago, in
    ("Y", r"Yu", dates.year_word),
    ("NvDUuxnY", r"(?:D?[NY]_?|v|D|)u-?a(?![_]?B)", relatives.ago),
    ("U", r"Ua", relatives.ago),
    ("B", r"Bx?(?:[NOY]|v|D)?u", relatives.ago),
    ("B", r"BU", relatives.ago),
    ("I", r"Ix?(?:D?[NY]|v|D)u", relatives.ago),
    ("I", r"IU", relatives.ago),
    ("u", r"ux?[Nv][ar]", relatives.ago),
    # stretches, relative units
    ("DrN", r"D?r(?:D?[NY]|D?v)u|D?[NY]r[u]|D?[NY]ur", relatives.past_stretch),
    ("Dv", r"D?vu", relatives.past_stretch),
    ("aerDdtiI", r"[ea]?D?ru'?(?!')", relatives.relative),
    ("euDid", r"e?D?ur", relatives.relative),
    ("emD", r"e?-?D?m[,oD]{0,3}(?:ru|ur)", dates.month_of_year),
    ("erRmDY", r"e?-?D?(?:rm|[RY]_?m|m,?[oD]?o?Y(?!m)|mr|m[oD]{0,2}R)", dates.month),
    ("esDrR", r"e?-?D?(?:rs|R_?s|sr|s[,oD]{0,3}Y)", dates.season),
    ("R", r"R_?d", relatives.weekday),
    ("R", r"R", relatives.compact_relative),
    # days
    ("adeD", r"D?[ea]?-?dD?p", relatives.weekday_part),
    ("d", r"[d],?(?:[oD]{0,2}ru|[oD]{0,2}ur)", relatives.weekday),
    ("aedrD", r"[ea]?-?D?rd|[ea]?-?d(?:o?r)?", relatives.weekday),
    ("aet", r"[ea]?tp?", relatives.today),
    ("rD", r"D?r[p]|D?pr", relatives.part_of_day),
    ("p", r"p", relatives.part_of_day),
    # months, seasons, years
    ("em", r"e-?m|m", dates.month),
    ("eDiI", r"e-?D?s", dates.season),
    ("eDuX", r"e?-?D?D?X", dates.decade),
    ("uDeiY", r"e?-?D{0,2}u?Y-[YN](?![uN])", dates.year),
    ("eDuY", r"e-?D{0,2}u?Y|D{1,2}u?Y(?![_N])|uY|Y", dates.year),
    ("h", r"h,?Y?", dates.feast),
    ("r", r"rh", dates.feast),
    # sets, durations
    ("E", r"E[NO]?(?:u|d|p)", relatives.repetition),
    ("S", r"S", relatives.repetition),
    ("NDvUY", r"D{0,2}[NYO]?-?u-y|[N]-u-?_?(?:old)", relatives.age),
    ("Dv", r"Dv?u(?!-?y)", relatives.weekend),
    ("u", r"u", relatives.weekend),
    ("NDvUYn", r"D?O?[NY]-?v?u|D?vu|Du|U", relatives.duration),
    ("eD", r"eDu", relatives.the_year),
    ("Du", r"Du", dates.that_quarter),
    ("u", r"u", relatives.bare_units),
    ("DPQF", r"D?[PQF]", relatives.vague),
    ("Drv", r"Dr|[rv]", relatives.adjective),
)


def read(tokens: Sequence[Token], context: Context) -> list[Found]:
    """Return the expressions of a sentence's tokens, in order, none overlapping."""
    context.tokens = tokens
    classes = "".join(t.cls for t in tokens)
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        step = 1
        for pattern, rule in _rules_by_first().get(classes[at], ()):
            match = pattern.match(classes, at)
            if match is None or match.end() == at:
                continue
            piece = Piece(tokens[at : match.end()], at)
            if context.language in CJK and any(
                t.cls == "_" and t.low not in _PARTICLES for t in piece.tokens
            ):
                continue
            value = rule(piece, context)
            if value is None:
                continue
            step = match.end() - at
            if value[1]:
                found.append(_found(piece, value, context))
                _remember(value[1], context)
            break
        at += step
    return _merge(found, tokens)


def _found(piece: Piece, value: tuple[str, str, bool], context: Context) -> Found:
    before = context.tokens[piece.at - 1] if piece.at else None
    loose = any(t.cls in "ev" for t in piece.tokens) or (before is not None and before.cls == "x")
    tokens = _trimmed(piece.tokens) if context.language == "en" else piece.tokens
    return Found(tokens[0].start, tokens[-1].end, *value, approximate=loose)


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without words that determine the noun behind the expression: "his two-day visit", "the Oct. 3 vote"."""
    while len(tokens) > 1 and tokens[-1].cls == "'":
        tokens = tokens[:-1]
    if len(tokens) > 1 and tokens[0].cls == "D":
        compound = any(t.cls == "-" for t in tokens)
        if tokens[0].low in _POSSESSIVES or compound or tokens[1].cls in "md":
            return tokens[1:]
    return tokens


def _remember(value: str, context: Context) -> None:
    if re.match(r"\d{4}(?!\d)", value):
        context.last = value
        if "-Q" in value:
            context.quarter = value


def _merge(found: list[Found], tokens: Sequence[Token]) -> list[Found]:
    """Join a day with the time of day beside it: "9 a.m." + "on" + "Tuesday"."""
    merged: list[Found] = []
    for item in found:
        before = merged[-1] if merged else None
        joined = _join(before, item, tokens) if before else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(item)
    return merged


def _join(first: Found, second: Found, tokens: Sequence[Token]) -> Found | None:
    between = [t for t in tokens if first.end <= t.start < second.start]
    if any(t.cls not in ",iIDo" for t in between) or len(between) > 3:
        return None
    if first.type == "TIME" and second.type == "TIME":
        parts = {first.value.partition("T")[2], second.value.partition("T")[2]}
        clock = next((p for p in parts if p[:1].isdigit()), "")
        part = next((p for p in parts if p[:2].isalpha()), "")
        if clock and part:
            on = first.value.partition("T")[0]
            return replace(first, end=second.end, value=f"{on}T{_halved(clock, part)}")
        return None
    day, clock_item = (first, second) if first.type == "DATE" else (second, first)
    if any(t.cls in "dtmnrRGg" for t in tokens if clock_item.start <= t.start < clock_item.end):
        return None  # it has a day of its own
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d|XXXX-(?:WXX-\d|\d\d-\d\d)", day.value)
    if day.type != "DATE" or clock_item.type != "TIME" or not is_day:
        return None
    value = f"{day.value}T{clock_item.value.partition('T')[2]}"
    return Found(
        first.start, second.end, "TIME", value, day.relative, first.approximate or second.approximate
    )


def _halved(clock: str, part: str) -> str:
    hour = int(clock[:2])
    return f"{hour + 12:02}{clock[2:]}" if part in {"AF", "EV", "NI"} and 0 < hour < 12 else clock


@cache
def _rules_by_first() -> dict[str, tuple[tuple[re.Pattern[str], Rule], ...]]:
    table: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
    for firsts, pattern, rule in _RULES:
        compiled = re.compile(pattern)
        for first in dict.fromkeys(firsts):
            table.setdefault(first, []).append((compiled, rule))
    return {first: tuple(rules) for first, rules in table.items()}
