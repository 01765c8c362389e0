"""Tokens of time in Japanese, Korean and Chinese, where words have no spaces between them.

Data way: time_lexer -> Tokens. Pure; one pattern per language, built once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from counterpoint.dates import weekday_names

T = TypeVar("T")

_HAN = "〇零一二三四五六七八九十百千两兩"
_NUMBER = rf"(?:\d{{1,4}}|[{_HAN}]{{1,5}})"
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}

# Words with their class and value (classes of time_words); longer ones win.
_WORDS: dict[str, dict[str, str]] = {
    "ja": {
        "t": "昨日=-1|きのう=-1|今日=0|きょう=0|本日=0|明日=1|あす=1|あした=1|一昨日=-2|おととい=-2|明後日=2|あさって=2|昨夜=-1NI"
        "|昨晩=-1NI|今夜=0NI|今晩=0NI|今朝=0MO|けさ=0MO|明朝=1MO|前日=-1|翌日=1|同日=0",
        "R": "先週=W-1|今週=W0|来週=W1|先月=M-1|今月=M0|来月=M1|昨年=Y-1|去年=Y-1|今年=Y0|ことし=Y0|本年=Y0|来年=Y1|一昨年=Y-2|おととし=Y-2"
        "|再来年=Y2|先々週=W-2|再来週=W2|先々月=M-2|再来月=M2|週末=WE0|前年=Y-1|翌年=Y1|同年=Y0|同月=M0|今週末=WE0|先週末=WE-1|今世紀=CE0|今四半期=Q0|前四半期=Q-1|来四半期=Q1",
        "p": "午前中=MO|早朝=MO|朝=MO|正午=MI|夕方=EV|夜=NI|深夜=NI|未明=NI|午後=AF|午前=MO",
        "P": "現在|今のところ", "Q": "最近|先日|近年", "F": "近く|将来|今後", "S": "毎日=P1D|毎週=P1W|毎月=P1M|毎年=P1Y|毎朝=P1D",
        "e": "初め|初旬|上旬|中旬|下旬|末|半ば|初頭", "x": "約|およそ|ほぼ", "v": "数|何", "s": "春=SP|夏=SU|秋=FA|冬=WI",
        "a": "前=-1|後=1",
    },
    "zh": {
        "t": "昨天=-1|昨日=-1|今天=0|今日=0|明天=1|明日=1|前天=-2|后天=2|後天=2|昨晚=-1NI|今晚=0NI|今早=0MO|今晨=0MO|明早=1MO|当天=0|當天=0"
        "|次日=1|大前天=-3|大后天=3|明晚=1NI",
        "R": "上周=W-1|上星期=W-1|上週=W-1|本周=W0|本週=W0|这周=W0|这个星期=W0|這週=W0|下周=W1|下星期=W1|下週=W1|上个月=M-1|上個月=M-1|上月=M-1|本月=M0"
        "|这个月=M0|這個月=M0|下个月=M1|下個月=M1|下月=M1|去年=Y-1|今年=Y0|明年=Y1|前年=Y-2|后年=Y2|後年=Y2|本世纪=CE0|周末=WE0|週末=WE0|上周末=WE-1|下周末=WE1|本周末=WE0|这周末=WE0"
        "|上季度=Q-1|本季度=Q0|下季度=Q1|上个世纪=CE-1|上世纪=CE-1|同年=Y0|上个季度=Q-1",
        "p": "上午=MO|早上=MO|早晨=MO|清晨=MO|凌晨=NI|中午=MI|下午=AF|傍晚=EV|晚上=EV|夜间=NI|晚间=EV|晚間=EV|夜晚=NI|午夜=NI|深夜=NI|晚=EV",
        "P": "目前|现在|現在|当前", "Q": "最近|近日|日前|近年来|近期", "F": "未来|将来|不久", "S": "每天=P1D|每周=P1W|每月=P1M|每年=P1Y|每日=P1D|每週=P1W",
        "e": "年初|年底|初|底|中旬|上旬|下旬|末|初期", "x": "约|約|大约|大約|近|超过", "v": "几|幾|数|數", "s": "春天=SP|夏天=SU|秋天=FA|冬天=WI|春季=SP|夏季=SU|秋季=FA|冬季=WI",
        "a": "以前=-1|之前=-1|前=-1|以后=1|之后=1|以後=1|之後=1|后=1|後=1",
    },
    "ko": {
        "t": "어제=-1|오늘=0|내일=1|그저께=-2|그제=-2|모레=2|어젯밤=-1NI|오늘밤=0NI|전날=-1|이튿날=1|이날=0",
        "R": "지난주=W-1|이번 주=W0|이번주=W0|금주=W0|다음 주=W1|다음주=W1|지난달=M-1|이번 달=M0|이달=M0|다음 달=M1|다음달=M1|내달=M1|작년=Y-1|지난해=Y-1"
        "|올해=Y0|금년=Y0|내년=Y1|재작년=Y-2|지난 주=W-1|지난 달=M-1|지난 해=Y-1|이번 주말=WE0|주말=WE0|지난 주말=WE-1|지난 분기=Q-1|이번 분기=Q0",
        "p": "오전=MO|아침=MO|새벽=NI|정오=MI|오후=AF|저녁=EV|밤=NI|한밤=NI",
        "P": "현재|지금", "Q": "최근|얼마 전", "F": "앞으로|곧|향후", "S": "매일=P1D|매주=P1W|매달=P1M|매년=P1Y|매월=P1M",
        "e": "초|말|중순|초순|하순", "x": "약|거의", "v": "몇|수", "s": "봄=SP|여름=SU|가을=FA|겨울=WI",
        "a": "전=-1|뒤=1|후=1",
    },
}  # fmt: skip
_UNITS = {
    "ja": "日間=D|日=D|週間=W|か月=M|カ月=M|ヶ月=M|ヵ月=M|年間=Y|年=Y|時間=TH|分間=TM|分=TM|秒=TS|世紀=CE",
    "zh": "天=D|日=D|号=D|號=D|个星期=W|個星期=W|星期=W|周=W|週=W|个月=M|個月=M|年=Y|小时=TH|小時=TH|个小时=TH|個小時=TH|分钟=TM|分鐘=TM|秒=TS|个世纪=CE",
    "ko": "일간=D|일=D|주간=W|주=W|개월=M|달=M|년간=Y|년=Y|시간=TH|분간=TM|분=TM|초=TS|세기=CE",
}
_MARKS = {
    "ja": ("年", "月", "日", "時", "分"),
    "zh": ("年", "月", "[日号號]", "[点時时點]", "分"),
    "ko": ("년", "월", "일", "시", "분"),
}
_PREFIX_WEEKDAY = {
    "上": "-1",
    "下": "1",
    "本": "0",
    "这": "0",
    "這": "0",
    "先週": "-1",
    "来週": "1",
    "今週": "0",
    "先": "-1",
}


def han_number(text: str) -> int | None:
    """Return the value of digits or Han numerals up to 9999: "二十五" -> 25, "二〇二四" -> 2024."""
    if text.isdigit():
        return int(text)
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in _TENS:
            total += (current or 1) * _TENS[c]
            current = 0
        elif c in _DIGITS:
            current = _DIGITS[c]
        else:
            return None
    return total + current


def cjk_tokens(text: str, language: str, make: Callable[[str, str, int, int, str], T]) -> list[T]:
    """Return the tokens of a text; runs that are no time become one "_" token each."""
    tokens: list[T] = []
    last = 0
    for match in _pattern(language).finditer(text):
        for part in _read(match, language):
            cls, val, start, end = part
            if start > last and text[last:start].strip():
                gap = text[last:start].strip()
                tokens.append(
                    make(
                        "," if gap in {",", "，", "、"} else "-" if gap in "-~～〜–至到から" else "_",
                        "",
                        last,
                        start,
                        gap,
                    )
                )
            tokens.append(make(cls, val, start, end, text[start:end]))
            last = end
    return tokens


@cache
def _pattern(language: str) -> re.Pattern[str]:
    year, month, _, hour, minute = _MARKS[language]
    weekdays = [n for n in weekday_names(language) if len(n) > 1]
    weekday = "|".join(sorted(map(re.escape, weekdays), key=len, reverse=True))
    words = sorted(
        (w for packed in _WORDS[language].values() for w in _entries(packed)), key=lambda w: (-len(w), w)
    )
    units = sorted(_entries(_UNITS[language]), key=lambda u: (-len(u), u))
    ago = "|".join(sorted(_entries(_WORDS[language]["a"]), key=len, reverse=True))
    gap = r"\s?"
    return re.compile(
        rf"(?P<iso>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)"
        rf"|(?P<year>(?:19|20|1[5-8])\d\d|[〇零一二三四五六七八九]{{4}})(?:\s?{year}(?!間|间|간|代|级|대)|(?=[-/]\d))"
        rf"|(?P<era>令和|平成|昭和)(?P<eray>\d{{1,2}}|元){year}"
        rf"|(?P<decade>\d{{4}}|\d0){year}[代대]"
        rf"|(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]){gap}{month}(?![間额份]?[曜])(?:份)?"
        rf"|(?P<clock>(?!一時)(?P<half>午前|午後|上午|下午|晚上|早上|凌晨|오전|오후)?\s?(?P<h>\d{{1,2}}|十[一二]?|[一二三四五六七八九两]){gap}{hour}(?!間|间|간|期)"
        rf"(?:{gap}(?P<mi>[0-5]?\d|[二三四五]?十[一二三四五六七八九]?){gap}{minute}|(?P<pasthalf>半|반))?|(?<![\d:])(?P<h2>[01]?\d|2[0-4])[:：](?P<m2>[0-5]\d)(?!\d))"
        rf"|(?P<amount>(?!十分|一日|一年|一分|一周|百年)(?:{_NUMBER}|数|數|几|幾|몇|수){gap}(?:{'|'.join(units)})(?:{gap}(?:{ago})(?![年月日]))?)"
        rf"|(?P<rweekday>(?:(?:上|下|本|这|這)(?:个|個)?|先週の?|来週の?|今週の?)?(?:{weekday}))"
        rf"|(?P<word>{'|'.join(map(re.escape, words))})"
    )


def _entries(packed: str) -> dict[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in packed.split("|")) if key}


@cache
def _lookup(language: str) -> dict[str, tuple[str, str]]:
    return {w: (cls, v) for cls, packed in _WORDS[language].items() for w, v in _entries(packed).items()}


def _read(match: re.Match[str], language: str) -> list[tuple[str, str, int, int]]:
    """The tokens of one match: (class, value, start, end)."""
    start, end = match.span()
    if match["iso"]:
        year, month, day = re.findall(r"\d+", match["iso"])
        return [("G", f"{int(year):04}-{int(month):02}-{int(day):02}", start, end)]
    if match["year"]:
        return [("Y", f"{han_number(match['year']) or 0:04}", start, end)]
    if match["era"]:
        first = {"令和": 2018, "平成": 1988, "昭和": 1925}[match["era"]]
        return [("Y", str(first + (1 if match["eray"] == "元" else int(match["eray"]))), start, end)]
    if match["decade"]:
        digits = match["decade"]
        return [("X", f"{digits[:-1] if len(digits) == 4 else '19' + digits[0]}X", start, end)]
    if match["month"]:
        return [("m", str(han_number(match["month"])), start, end)]
    if match["clock"]:
        return [("K", _clock(match), start, end)]
    if match["amount"]:
        return _amount(match["amount"], start, language)
    if match["rweekday"]:
        return _weekday(match["rweekday"], start, language)
    cls, value = _lookup(language)[match["word"]]
    return [(cls, value, start, end)]


def _clock(match: re.Match[str]) -> str:
    if match["h2"]:
        return f"{int(match['h2']):02}:{match['m2']}"
    hour = (han_number(match["h"]) or 0) % 25
    if match["half"] in {"午後", "下午", "晚上", "오후"} and hour < 12:
        hour += 12
    minute = ":30" if match["pasthalf"] else f":{han_number(match['mi']) or 0:02}" if match["mi"] else ""
    return f"{hour:02}{minute}"


def _amount(text: str, start: int, language: str) -> list[tuple[str, str, int, int]]:
    """A number with its unit; days alone are also a day of the month: class "n" with the unit kept."""
    head = re.match(_NUMBER, text)
    count = str(han_number(head.group())) if head else "X"
    body = text[head.end() if head else 1 :].strip()
    units = _entries(_UNITS[language])
    unit = max((u for u in units if body.startswith(u)), key=len)
    rest = body[len(unit) :].strip()
    cut = start + len(text) - (len(rest) if rest else 0)
    cut -= len(text) - len(text.rstrip())
    day = unit in {"日", "일", "号", "號"} and not rest and head is not None
    tokens = [("n" if day else "U", count if day else count + units[unit], start, cut)]
    if rest:
        tokens.append(("a", _lookup(language).get(rest, ("a", "-1"))[1], cut, start + len(text)))
    return tokens


def _weekday(text: str, start: int, language: str) -> list[tuple[str, str, int, int]]:
    names = weekday_names(language)
    name = max((n for n in names if text.endswith(n)), key=len)
    prefix = text[: len(text) - len(name)].rstrip("个個の")
    day = ("d", str(names[name]), start + len(text) - len(name), start + len(text))
    if not prefix:
        return [day]
    return [("r", _PREFIX_WEEKDAY.get(prefix, "0") + "w", start, day[2]), day]
