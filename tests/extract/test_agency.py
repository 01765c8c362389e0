"""Which agency a report is from, and whether it only cites one."""

from __future__ import annotations

import pytest

from counterpoint.extract.agency import find_agency
from counterpoint.types import Dateline


@pytest.mark.parametrize(
    ("text", "slug", "name", "evidence"),
    [
        ("LINDHOLM (AP) — Volunteers rescued goats.", "AP", "Associated Press", "(AP)"),
        ("(서울=연합뉴스) 홍길동 기자 = 주민들이 구했다.", "연합뉴스", "Yonhap", "(서울=연합뉴스)"),
        ("МОСКВА, 3 марта. /ТАСС/. Добровольцы спасли коз.", "ТАСС", "TASS", "/ТАСС/"),
        ("【リンドホルム共同】住民らが救出した。", "共同", "Kyodo", "【リンドホルム共同】"),
        ("Berlin (dpa/bb) - Freiwillige halfen.", "dpa/bb", "dpa", "(dpa/bb)"),
    ],
)
def test_slug_of_the_dateline_makes_a_copy(text, slug, name, evidence):
    """The evidence is the exact words of the page."""
    found = find_agency(text, dateline=Dateline(None, slug, None), bylines=())

    assert found is not None
    assert (found.name, found.evidence, found.copy) == (name, evidence, True)
    assert found.evidence in text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Volunteers rescued goats.\n\nThe island stays closed. REUTERS", "Reuters"),
        ("Freiwillige retteten Ziegen.\n\nDie Insel bleibt gesperrt.\n\n© dpa-infocom, dpa:270303-99-1/3", "dpa"),
        ("Des bénévoles ont sauvé des chèvres.\n\nL'île reste fermée. (AFP)", "AFP"),
        ("Volunteers rescued goats.\n\nAssociated Press writers Mei Tan in Oslo and Ben Okri contributed to this report.", "Associated Press"),
    ],
)  # fmt: skip
def test_closing_credit_makes_a_copy(text, name):
    """A slug after the last sentence, a code line, the agency's own writers."""
    found = find_agency(text, dateline=Dateline(), bylines=())

    assert found is not None
    assert (found.name, found.copy) == (name, True)


def test_byline_and_rights_make_a_copy():
    """An agency as author, or as holder of the page's rights."""
    byline = find_agency("Goats.", dateline=Dateline(), bylines=["Mei Tan, The Canadian Press"])
    rights = find_agency(
        "Goats.", dateline=Dateline(), bylines=(), rights_statement="© 2027 Kyodo News. All rights reserved."
    )

    assert byline is not None
    assert rights is not None
    assert (byline.name, byline.copy, rights.name, rights.copy) == ("Canadian Press", True, "Kyodo", True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"We counted twice," the coxswain told AFP on Wednesday.', "AFP"),
        ("The goats were safe, according to Reuters.", "Reuters"),
        ("Die Ziegen seien sicher, meldete die Nachrichtenagentur AFP.", "AFP"),
        ("Козы спасены, сообщает ТАСС.", "TASS"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("With files from The Canadian Press", "Canadian Press"),
    ],
)
def test_cited_agency_makes_no_copy(text, name):
    """Words to an agency, or material from it, leave the report its outlet's own."""
    found = find_agency(
        f"Volunteers rescued goats.\n\n{text}\n\nThe island stays closed for weeks.",
        dateline=Dateline(),
        bylines=(),
    )

    assert found is not None
    assert (found.name, found.copy) == (name, False)


def test_picture_credit_alone_makes_no_copy():
    """Pictures come from agencies everywhere."""
    found = find_agency(
        "Volunteers rescued goats.", dateline=Dateline(), bylines=["Mei Tan"], credits=["City Hall via AP"]
    )

    assert found is not None
    assert (found.name, found.evidence, found.copy) == ("Associated Press", "City Hall via AP", False)


@pytest.mark.parametrize(
    "text", ["", "The PA system failed. A TT race was held.", "He took the sta train and saw his pap."]
)
def test_no_agency(text):
    """Everyday words and abbreviations are no credits."""
    assert find_agency(text, dateline=Dateline(), bylines=()) is None


def test_an_agency_that_no_table_has_is_known_by_its_slug_and_its_name():
    """The name is found where the page prints it; a slug alone stands for itself; a byline may name an agency too."""
    line = Dateline(place="PORT ORLEN", agency="MPA")
    text = "PORT ORLEN (MPA) — The ferry struck the pier."

    named = find_agency(
        text, dateline=line, bylines=(), rights_statement="© Meridian Press Agency. All rights reserved."
    )
    bare = find_agency(text, dateline=line, bylines=())
    byline = find_agency(
        "The ferry struck the pier.", dateline=Dateline(), bylines=("Meridian Press Agency",)
    )

    assert (named.name, named.evidence, named.copy) == ("Meridian Press Agency", "(MPA)", True)
    assert bare.name == "MPA"
    assert byline.name == "Meridian Press Agency"
