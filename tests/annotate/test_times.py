"""Expressions of time and their values against the report's day (Thursday, 6 June 2024)."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.annotate.times import anchor_day, find_times, parse_times
from counterpoint.types import Article, Block, BlockKind, Dateline, Granularity, Sentence, Span

DAY = date(2024, 6, 6)


def values(text, language="en", anchor=DAY):
    """The values found, with the words that carry them."""
    return [(text[f.start : f.end], f.value) for f in parse_times(text, language, anchor)]


def value(text, language="en", anchor=DAY):
    """The value of the only expression."""
    (found,) = values(text, language, anchor)
    return found[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on Tuesday.", "2024-06-04"),
        ("The bridge fell on Thursday.", "2024-06-06"),
        ("The council will vote on Monday.", "2024-06-10"),
        ("They meet next Friday.", "2024-06-07"),
        ("It rained last Sunday.", "2024-06-02"),
        ("It collapsed early Wednesday morning.", "2024-06-05TMO"),
        ("He called later Monday.", "2024-06-03"),
        ("She resigned last year.", "2023"),
        ("It opened in October.", "2023-10"),
        ("It was signed earlier this month.", "2024-06"),
        ("They met two weeks ago.", "2024-W21"),
        ("He has led the party since 2010.", "2010"),
        ("That was in the 1990s.", "199X"),
        ("It lasted a fortnight.", "P2W"),
        ("The fire burned for three days.", "P3D"),
        ("The fair is on Sept. 3.", "2024-09-03"),
        ("The fair was on May 3, 2021.", "2021-05-03"),
        ("Doors will open at 9:30 a.m. on Friday.", "2024-06-07T09:30"),
        ("Doors opened on Tuesday at 9 p.m.", "2024-06-04T21:00"),
        ("The summit of June 3-4 ended well.", "2024-06-03/2024-06-04"),
        ("Sales rose in the third quarter of 1998.", "1998-Q3"),
        ("Trains run every day.", "P1D"),
        ("They meet every Tuesday.", "XXXX-WXX-2"),
        ("He spoke last night.", "2024-06-05TNI"),
        ("It was sold over the weekend.", "2024-W22-WE"),
        ("The palace dates from the 19th century.", "18XX"),
        ("It happened on Christmas Day.", "2023-12-25"),
        ("They were gone within several hours.", "PTXH"),
    ],
)
def test_english_expressions_get_their_value(text, expected):
    """The clause's tense and the report's day decide what is not said."""
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The driver, aged 52, was unhurt.",
        "A 52-year-old man was unhurt.",
        "It may rain, and people march.",
        "They sold 2000 tickets.",
        "He paid $1999 and left.",
        "Half of them won.",
    ],
)
def test_what_looks_like_time_and_is_not_is_left_alone(text):
    """Ages, verbs, counts and prices are no times."""
    assert values(text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Brücke stürzte am Dienstag ein.", "2024-06-04"),
        ("de", "Das war vor zwei Wochen.", "2024-W21"),
        ("de", "Er kam am 3. Oktober 2020.", "2020-10-03"),
        ("fr", "Le pont est tombé mardi.", "2024-06-04"),
        ("fr", "C'était il y a deux ans.", "2022"),
        ("fr", "Il est né le 1er mai 1980.", "1980-05-01"),
        ("es", "El puente cayó el martes.", "2024-06-04"),
        ("es", "Fue hace dos semanas.", "2024-W21"),
        ("es", "Nació el 4 de abril de 1980.", "1980-04-04"),
        ("pt", "A ponte caiu na terça-feira.", "2024-06-04"),
        ("pt", "Foi no ano passado.", "2023"),
        ("ru", "Мост рухнул во вторник.", "2024-06-04"),
        ("ru", "Это было в прошлом году.", "2023"),
        ("ar", "انهار الجسر يوم الثلاثاء", "2024-06-04"),
        ("ar", "حدث ذلك قبل أسبوعين", "2024-W21"),
        ("sw", "Daraja lilianguka Jumanne.", "2024-06-04"),
        ("sw", "Ilikuwa mwaka jana.", "2023"),
        ("sw", "Ilikuwa wiki mbili zilizopita.", "2024-W21"),
        ("ja", "橋は火曜日に崩れた。", "2024-06-04"),
        ("ja", "昨年10月に始まった。", "2023-10"),
        ("ja", "3日前に崩れた。", "2024-06-03"),
        ("zh", "桥上周二倒塌。", "2024-05-28"),
        ("zh", "发生在2020年10月3日。", "2020-10-03"),
        ("ko", "다리가 화요일 무너졌다.", "2024-06-04"),
        ("ko", "지난해 10월 시작됐다.", "2023-10"),
        ("it", "Il ponte è caduto martedì.", "2024-06-04"),
        ("nl", "De brug viel dinsdag.", "2024-06-04"),
        ("tr", "Köprü geçen yıl yıkıldı.", "2023"),
        ("id", "Jembatan itu runtuh dua minggu lalu.", "2024-W21"),
    ],
)
def test_other_languages_share_the_grammar(language, text, expected):
    """Weekdays, months, shifts and full dates in fourteen languages."""
    assert value(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It will open in the coming days.", "FUTURE_REF"),
        ("en", "It fell in the last weeks.", "PAST_REF"),
        ("de", "In den nächsten Tagen wird gewählt.", "FUTURE_REF"),
        ("fr", "Le vote aura lieu dans les prochains jours.", "FUTURE_REF"),
        ("es", "Se reunirán en los próximos días.", "FUTURE_REF"),
        ("es", "Se fue hace años.", "PAST_REF"),
        ("it", "Si vota nei prossimi giorni.", "FUTURE_REF"),
        ("it", "Ha piovuto negli ultimi mesi.", "PXM"),
        ("ru", "Голосование пройдёт в ближайшие дни.", "FUTURE_REF"),
        ("es", "La próxima semana se vota.", "2024-W24"),
        ("fr", "Le mois dernier, il a plu.", "2024-05"),
    ],
)
def test_several_days_without_a_number_are_no_day(language, text, expected):
    """ "The coming days" are not tomorrow; one week or month is as before."""
    assert value(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Dimitió tres días después del ataque.", "P3D"),
        ("it", "Si è dimesso un giorno dopo la vittoria.", "P1D"),
        ("pt", "Saiu três dias antes da votação.", "P3D"),
        ("fr", "Il est parti trois jours avant le vote.", "P3D"),
        ("es", "Dimitió tres días después.", "2024-06-09"),
        ("it", "Un giorno dopo, si è dimesso.", "2024-06-07"),
    ],
)
def test_a_length_counted_from_another_event_is_a_length(language, text, expected):
    """The day of "the attack" is not known, so that of three days after it is not either; alone it follows the last day."""
    assert value(text, language) == expected


def test_two_ends_are_two_times():
    """Such as "between 1870 and 1911" names both years."""
    assert [v for _, v in values("It stood between 1870 and 1911.")] == ["1870", "1911"]


def test_without_a_day_relative_times_stay_open():
    """Nothing is guessed: the value says what is known."""
    assert value("It fell on Tuesday.", anchor=None) == "XXXX-WXX-2"
    assert value("It fell last year.", anchor=None) == "PAST_REF"
    assert value("It fell on March 3.", anchor=None) == "XXXX-03-03"


def article(text, **fields):
    return Article("a", text, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), language="en", **fields)


def sentence(text):
    return Sentence(Span("a", 0, len(text)), BlockKind.PARAGRAPH, "en")


def test_mentions_carry_their_calendar_days():
    """Granularity, anchor and the first and last day; spans are exact."""
    text = "It closed last month, about two years after 2020."
    report = article(text, published=datetime.fromisoformat("2024-06-06T23:30+09:00"))

    month, _, year = find_times(report, [sentence(text)])

    assert (month.text, month.value, month.anchor) == ("last month", "2024-05", DAY)
    assert (month.granularity, month.earliest, month.latest) == (
        Granularity.MONTH,
        date(2024, 5, 1),
        date(2024, 5, 31),
    )
    assert year.anchor is None
    assert all(report.read(m.span) == m.text for m in (month, year))


def test_the_anchor_is_the_dateline_then_publication_then_a_caption():
    """A date in the report's own sentences anchors nothing: it may be of anything the report tells of."""
    text = "A view of the bridge on June 4, 2024."
    caption = Sentence(Span("a", 0, len(text)), BlockKind.CAPTION, "en")

    assert anchor_day(article(text, dateline=Dateline(date=DAY))) == DAY
    assert anchor_day(article(text), [caption]) == date(2024, 6, 4)
    assert anchor_day(article(text), [sentence(text)]) is None
    assert anchor_day(article("No date.")) is None


def test_a_report_may_be_a_day_or_two_younger_than_its_picture():
    """Its own weekdays say so: pictured on Tuesday, "closed on Wednesday"."""
    told, shown = "The bridge closed on Wednesday.", "A view of the bridge on June 4, 2024."
    text = f"{told}\n\n{shown}"
    spans = [Span("a", 0, len(told)), Span("a", len(told) + 2, len(text))]
    sentences = [
        Sentence(s, k, "en") for s, k in zip(spans, (BlockKind.PARAGRAPH, BlockKind.CAPTION), strict=True)
    ]

    assert anchor_day(article(text), sentences) == date(2024, 6, 5)


@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "ar", "sw", "ja", "zh", "ko", "xx"]))
def test_any_text_is_read_without_error(text, language):
    """Spans lie inside the text, in order."""
    found = parse_times(text, language, DAY)

    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert [f.start for f in found] == sorted(f.start for f in found)
