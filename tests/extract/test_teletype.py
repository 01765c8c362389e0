"""ANPA 1312 and IPTC 7901, written for these tests: the control signs are escapes of Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counterpoint.types import AsideKind, BlockKind
from tests.extract.pages import LEDE, SECOND, THIRD, blocks, read, refuse

ANPA_HEAD = "\x16\x16\x01W2870\x1f_asian\r\nf l\x13\x11 BC-EU--Lindvik-Bridge 1stLd   04-14 0120\r\n\x02"
ANPA_CLOSE = "\r\n\t\x03AP-WF-04-14-26 1509GMT<\r\n\x0c\r\n\x04"
ANPA_TEXT = (
    "^BC-EU--Lindvik-Bridge, 1st Ld-Writethru,120<\r\n"
    "^Lindvik closes its swing bridge<\r\n"
    "^AP Photo LIN101, LIN102<\r\n"
    "^Eds: UPDATES with quote.<\r\n"
    "^By NORA LUND and PER DAHL=\r\n"
    "^Associated Press=\r\n"
    f"\t   LINDVIK, Norway (AP) _ {LEDE} \r\n \r\n"
    f"\t   {SECOND}\r\n"
    "\t   ``Nobody wanted this,'' she said _ and 3{ years will pass.\r\n"
    "\t   ___\r\n"
    "\t   WHAT COMES NEXT\r\n"
    f"\t   {THIRD}\r\n"
)
ANPA = (ANPA_HEAD + ANPA_TEXT + ANPA_CLOSE).encode("latin-1")
TABLE = (
    ANPA_HEAD + "^BC-Ferry Table,20<\r\n^Ferry Timetable=\r\n^North Line=\r\n\x08^;Out;Back\x10 \r\n"
    "\x08Haugen;9:10;11{\x10 \r\n\x08New\x10 Pier;10:40;_ \r\n" + ANPA_CLOSE
).encode("latin-1")
WRAPPED = LEDE.replace(" for eight", "\r\nfor eight").replace(" found", "\r\nfound")
IPTC = (
    "\x01eca0062 4 i 211 ccccb   dpa 061\r\n\nLindvik/bridge/\r\n"
    "\x021ST LEAD\nLindvik closes its swing bridge,\nferries from May\nBy Nora Lund =\r\n\n"
    f"   Lindvik (dpa) - {WRAPPED}\r\n\n   {SECOND}\r\n\n"
    "# Notebook\n\n## Note to editors\n- adds quote\n\n* * * *\n"
    "The following information is not intended for publication\n\n- Editing by: Someone Else, +49 30 1234\n\ndpa nl pd\r\n"
    "\x03141137 GMT Apr 26\r\n\x7f\x04"
).encode()


def test_anpa_gives_headline_writers_time_and_agency():
    """The slug is no headline, the notes to editors are no paragraphs, the sender's mark gives agency and time."""
    article = read(ANPA)

    assert article.title == "Lindvik closes its swing bridge"
    assert article.bylines == ("Nora Lund", "Per Dahl")
    assert article.published == datetime(2026, 4, 14, 15, 9, tzinfo=UTC)
    assert article.agency is not None
    assert (article.agency.name, article.agency.copy) == ("Associated Press", True)
    assert (article.dateline.place, article.dateline.agency) == ("LINDVIK, Norway", "AP")
    assert [a.text for a in article.asides if a.kind is AsideKind.NOTICE] == [
        "AP Photo LIN101, LIN102",
        "Eds: UPDATES with quote.",
        "Associated Press",
    ]


def test_anpa_typesetting_codes_become_plain_signs():
    """Quotation marks, dashes and halves are read; rules are dropped; a line in capitals is a heading."""
    article = read(ANPA)

    assert blocks(article, BlockKind.PARAGRAPH) == [
        f"LINDVIK, Norway (AP) — {LEDE}",
        SECOND,
        "“Nobody wanted this,” she said — and 3½ years will pass.",
        THIRD,
    ]
    assert blocks(article, BlockKind.HEADING)[1:] == ["WHAT COMES NEXT"]


def test_anpa_table_keeps_its_rows():
    """Lines of a table are a list, cells apart by a bar, an empty cell a dash."""
    article = read(TABLE)

    assert article.title == "Ferry Timetable"
    assert blocks(article, BlockKind.LIST) == [
        "— | Out | Back",
        "Haugen | 9:10 | 11½",
        "New Pier | 10:40 | —",
    ]


def test_anpa_later_lead_is_a_version_of_the_same_story():
    """The slug and the day name the story, the number of the lead its version."""
    first = read(ANPA.replace(b", 1st Ld-Writethru,120", b",110"))
    later = read(ANPA)

    assert first.guid == later.guid == "anpa:ap:2026-04-14:eu--lindvik-bridge"
    assert (first.version, later.version) == (1, 2)
    assert read(ANPA.replace(b"Lindvik-Bridge", b"APNewsAlert")).guid is None


def test_anpa_kill_takes_back_the_story():
    """A kill is refused and names the story whose earlier versions must go."""
    killed = refuse(ANPA.replace(b"1st Ld-Writethru", b"Mandatory Kill"))

    assert killed.reason.startswith("withdrawn by the agency")
    assert killed.withdraws == read(ANPA).guid


def test_anpa_alert_without_headline_takes_its_sentence():
    """The title is the report's own sentence, which stays a paragraph."""
    alert = (ANPA_HEAD + f"^BC-EU--APNewsAlert,20<\r\n\t   LINDVIK (AP) _ {LEDE}\r\n" + ANPA_CLOSE).encode()
    article = read(alert)

    assert article.title == LEDE
    assert [b.kind for b in article.blocks] == [BlockKind.PARAGRAPH]


def test_iptc_7901_joins_wrapped_lines_and_headlines():
    """Headlines end at "=", marks of urgency and the writer are no part of them; the time is the transmission's."""
    article = read(IPTC)

    assert article.title == "Lindvik closes its swing bridge, ferries from May"
    assert article.bylines == ("Nora Lund",)
    assert article.published == datetime(2026, 4, 14, 11, 37, tzinfo=UTC)
    assert blocks(article, BlockKind.PARAGRAPH) == [f"Lindvik (dpa) - {LEDE}", SECOND]
    assert article.agency is not None
    assert (article.agency.name, article.agency.copy) == ("dpa", True)
    assert article.guid == "7901:eca0062:2026-04-14"


def test_iptc_7901_notebook_is_not_part_of_the_report():
    """Telephone numbers and initials stand beside the text, never in it."""
    article = read(IPTC)

    assert "Someone Else" not in article.text
    assert "Someone Else" in "\n".join(a.text for a in article.asides)


@pytest.mark.parametrize(
    ("close", "moment"),
    [
        (b"141137 MESZ Apr 26", datetime(2026, 4, 14, 11, 37, tzinfo=timezone(timedelta(hours=2)))),
        (b"141137 Okt 26", datetime(2026, 10, 14, 11, 37, tzinfo=UTC)),
        (b"991137 GMT Apr 26", None),
        (b"nothing", None),
    ],
)
def test_iptc_7901_transmission_times(close, moment):
    """Zones and months of several languages are read, impossible ones are none."""
    assert read(IPTC.replace(b"141137 GMT Apr 26", close)).published == moment


def test_iptc_7901_in_an_older_charset():
    """A file that is no UTF-8 and names no charset is read as Western European."""
    article = read(IPTC.replace(b"Haugen", "Høyås".encode("cp1252")))

    assert "Høyås" in article.text


@pytest.mark.parametrize(
    "content",
    [
        b"\x01eca0001 4 rs 46  dpa 0027\r\n\x02Notice =\n\ncopyright by agency copyright by agency\n\x03242200 GMT Jun 17",
        b"\x01eca0001 4 rs 46  dpa 0027\r\nNo start of text",
        ANPA_HEAD.encode() + b"\x03",
        ANPA_HEAD[:-1].encode(),
    ],
    ids=["filler", "no-stx", "empty", "cut"],
)
def test_teletype_without_a_report_is_refused(content):
    """Filler, cut and empty transmissions have a reason."""
    assert refuse(content).stage == "extract"
