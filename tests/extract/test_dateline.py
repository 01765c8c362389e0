"""Datelines in the forms that agencies print."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from counterpoint.extract.dateline import split_dateline
from counterpoint.types import Dateline

PUBLISHED = datetime.fromisoformat("2027-03-04")
THIRD = date(2027, 3, 3)


@pytest.mark.parametrize(
    ("paragraph", "place", "agency", "day", "story"),
    [
        ("LINDHOLM (AP) — Volunteers rescued goats.", "LINDHOLM", "AP", None, "Volunteers"),
        (
            "LINDHOLM, March 3 (Reuters) - Volunteers rescued goats.",
            "LINDHOLM",
            "Reuters",
            THIRD,
            "Volunteers",
        ),
        ("date 2027-03-03 Lindholm: Volunteers rescued goats.", "Lindholm", None, THIRD, "Volunteers"),
        ("LINDHOLM (AP) — The U.S. envoy met the mayor.", "LINDHOLM", "AP", None, "The U.S."),
        ("Lindholm (dpa/lno) - Freiwillige retteten Ziegen.", "Lindholm", "dpa/lno", None, "Freiwillige"),
        ("dpa Lindholm - Freiwillige retteten Ziegen.", "Lindholm", "dpa", None, "Freiwillige"),
        (
            "MADRID, 3 Mar. (EUROPA PRESS) - Los voluntarios rescataron cabras.",
            "MADRID",
            "EUROPA PRESS",
            THIRD,
            "Los",
        ),
        ("(ANSA) - ROMA, 3 MAR - I volontari hanno salvato le capre.", "ROMA", "ANSA", THIRD, "I volontari"),
        (
            "МОСКВА, 3 мар - РИА Новости. Добровольцы спасли коз.",
            "МОСКВА",
            "РИА Новости",
            THIRD,
            "Добровольцы",
        ),
        ("МОСКВА, 3 марта. /ТАСС/. Добровольцы спасли коз.", "МОСКВА", "ТАСС", THIRD, "Добровольцы"),
        ("القاهرة 3 مارس (رويترز) - أنقذ متطوعون الماعز", "القاهرة", "رويترز", THIRD, "أنقذ"),
        ("Nairobi, Machi 3 - Wakazi waliwaokoa mbuzi.", "Nairobi", None, THIRD, "Wakazi"),
        ("（東京共同）住民らがヤギを救出した。", "東京", "共同", None, "住民ら"),
        ("［東京 3日 ロイター］ - 住民らがヤギを救出した。", "東京", "ロイター", THIRD, "住民ら"),
        ("新华社北京3月3日电（记者 王明）志愿者救出山羊。", "北京", "新华社", THIRD, "志愿者"),
        ("(서울=연합뉴스) 홍길동 기자 = 주민들이 염소를 구했다.", "서울", "연합뉴스", None, "주민들이"),
        ("नई दिल्ली, 3 मार्च (भाषा) स्वयंसेवकों ने बकरियां बचाईं", "नई दिल्ली", "भाषा", THIRD, "स्वयंसेवकों"),
        ("AMMAN: Prime ministers met on Wednesday.", "AMMAN", None, None, "Prime"),
        ("KANSAS CITY, Kan. -- The race was long.", "KANSAS CITY, Kan.", None, None, "The race"),
    ],
)
def test_dateline_is_read(paragraph, place, agency, day, story):
    """Place, slug and date, and where the story begins."""
    line, start = split_dateline(paragraph, PUBLISHED)

    assert line == Dateline(place, agency, day)
    assert paragraph[start:].startswith(story)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The president said: We will go.",
        "Crime - the figures that matter - rose.",
        "WATCH: A goat jumps over a fence.",
        "FILE - In this photo a goat jumps.",
        "Der Minister (CDU) - bekannt aus dem Fernsehen - schwieg.",
        "“We counted twice” — and started again.",
        "On March 3, volunteers - tired and wet - went home.",
        "Paris: the city of light - is dark tonight.",
        "",
        "—",
        "(" * 200,
    ],
)
def test_other_openings_are_no_datelines(paragraph):
    """Dashes, colons and brackets of ordinary sentences."""
    assert split_dateline(paragraph, PUBLISHED) == (Dateline(), 0)


def test_date_without_a_year_needs_the_day_of_publication():
    """The year is never guessed; across New Year it is the year before."""
    assert split_dateline("PARIS, Dec. 30 (AFP) - Volunteers came.", None)[0].date is None
    assert split_dateline("PARIS, Dec. 30 (AFP) - Volunteers came.", datetime.fromisoformat("2027-01-02"))[
        0
    ].date == date(2026, 12, 30)
