"""Plain-text dumps: pages and wires as they look when copied, in several languages."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.extract.dump import extract_dump
from counterpoint.types import Article, AsideKind, BlockKind, Capture, Rejected, Use


def extract(text: str, name: str = "dump.txt") -> Article:
    article = extract_dump(text, Capture(id="c", content=text.encode(), path=Path(name)))
    assert isinstance(article, Article), article
    return article


def blocks(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is kind]


def asides(article: Article, kind: AsideKind) -> list[str]:
    return [a.text for a in article.asides if a.kind is kind]


TITLE = "Harbour crew rescues forty goats from flooded island"
CAPTION = "Firefighters carry a goat across the flooded footbridge at the harbour while a crowd is cheering."
STANDFIRST = (
    "A volunteer crew in Lindholm rescued forty goats from an island on March 3, 2027, after a spring tide flooded "
    "its pastures. Mayor Karin Solberg called the night a small miracle."
)
BODY = [
    "On March 3, 2027, volunteers in Lindholm rescued forty goats from Gull Island after a spring tide flooded its pastures, Mayor Karin Solberg said. The crew worked for six hours in the dark.",
    'Coxswain Otto Brandt told reporters: "We lost count twice and started again." On X, the mayor added, "Nobody here will forget this night, least of all the goats."',
    "The ferry company provided two barges. Officials said the island would stay closed until the dykes are mended.",
]
REACTIONS = "Posts on X celebrate the rescue as a cheerful story. Some ask why the dykes were not raised much earlier."
CARDS = [
    "A spring tide closed the coastal road near Lindholm on Tuesday, and the county warned of more water. Schools stayed closed.",
    "The county council approved money for new dykes after a debate that lasted until midnight. Farmers had asked for years.",
]
LISTED = [
    "Spring tide closes the coastal road near Lindholm",
    "County council approves money for new dykes",
    "Farmers ask for higher dykes on Gull Island",
]
MOMENTS = [
    datetime.fromisoformat(s) for s in ("2027-03-02 23:38:45", "2027-02-27 07:05:01", "2027-01-09 15:52:50")
]

# Interface language: picture label, report label, reactions, related, dates, cookie heading, cookie sentence, button.
INTERFACES = {
    "de": (
        "Bild von KI generiert", "Von KI berichtet", "Was die Leute sagen", "Verwandte Artikel",
        ["Dienstag, 2. März 2027, 23:38:45", "Samstag, 27. Februar 2027, 07:05:01", "Samstag, 9. Januar 2027, 15:52:50"],
        "Diese Website verwendet Cookies", "Wir nutzen Cookies, um die Website zu verbessern.", "Ablehnen",
    ),
    "es": (
        "Imagen generada por IA", "Reportado por IA", "Qué dice la gente", "Artículos relacionados",
        ["martes, 2 de marzo de 2027, 23:38:45", "sábado, 27 de febrero de 2027, 07:05:01", "sábado, 9 de enero de 2027, 15:52:50"],
        "Este sitio utiliza cookies", "Utilizamos cookies para mejorar nuestro sitio.", "Rechazar",
    ),
    "ja": (
        "AIが生成した画像", "AIによる報道", "人々の声", "関連記事",
        ["2027年3月2日 23:38:45", "2027年2月27日 7:05:01", "2027年1月9日 15:52:50"],
        "このサイトはクッキーを使用します", "サイトを改善するためにクッキーを使用しています。", "拒否",
    ),
    "sw": (
        "Picha imetengenezwa na AI", "Imeandikwa na AI", "Maoni ya watu", "Habari zinazohusiana",
        ["Jumanne, 2. Mwezi wa tatu 2027, 23:38:45", "Jumamosi, 27. Mwezi wa pili 2027, 07:05:01", "Jumamosi, 9. Mwezi wa kwanza 2027, 15:52:50"],
        "Tovuti yetu inatumia kuki", "Tunatumia kuki ili kuboresha tovuti. Soma sera yetu.", "Funga",
    ),
}  # fmt: skip


def ai_service(language: str) -> str:
    """A page of a machine-run service: English article, interface in another language."""
    picture, report, reactions, related, dates, cookie, more, button = INTERFACES[language]
    parts = [f"{CAPTION}\n{picture}", TITLE, picture, STANDFIRST, *BODY, reactions, REACTIONS, related]
    parts += [f"Mayor Karin Solberg visits the farmers of Gull Island and looks at the dykes.\n{picture}"]
    parts += ["Mayor visits farmers after the flood", f"{report} {picture}", *CARDS, report]
    for printed, headline in zip(dates, LISTED, strict=True):
        parts += [printed, headline]
    return "\n\n".join([*parts, "\u00a0", cookie, f"{more}\n{button}"])


@pytest.mark.parametrize("language", sorted(INTERFACES))
class TestMachineRunService:
    """An English article inside an interface in another language."""

    def test_text_is_the_report_and_what_people_say(self, language):
        """Title, caption, standfirst and body; reactions as a note; no card, date, label or cookie line."""
        article = extract(ai_service(language))

        assert article.title == TITLE
        assert blocks(article, BlockKind.CAPTION) == [CAPTION]
        assert blocks(article, BlockKind.STANDFIRST) == [STANDFIRST]
        assert blocks(article, BlockKind.PARAGRAPH) == BODY
        assert blocks(article, BlockKind.NOTE) == [REACTIONS]
        assert article.text.endswith(REACTIONS)

    def test_languages_of_article_and_interface_differ(self, language):
        """The page's words around the article are in another language than the article."""
        article = extract(ai_service(language))

        assert (article.language, article.interface_language) == ("en", language)

    def test_labels_tell_pictures_cards_and_the_lead_apart(self, language):
        """Four picture labels, two on related cards, none on the lead report; two in one line are two."""
        labels = extract(ai_service(language)).machine_labels

        assert [label.about for label in labels].count("picture") == 4
        assert [label.about for label in labels].count("related") == 2
        assert {label.about for label in labels} == {"picture", "related"}
        assert {label.language for label in labels} == {language}

    def test_related_list_has_its_dates(self, language):
        """Dates in the interface's language are read; the undated card keeps its summary."""
        related = extract(ai_service(language)).related

        assert [(r.title, r.date) for r in related if r.date] == list(zip(LISTED, MOMENTS, strict=True))
        assert [(r.title, r.text) for r in related if not r.date] == [
            ("Mayor visits farmers after the flood", CARDS[0])
        ]

    def test_picture_is_machine_made(self, language):
        """The label under the caption says so."""
        images = extract(ai_service(language)).images

        assert [(i.caption, i.machine_made) for i in images] == [(CAPTION, True)]

    def test_bare_cards_and_cookies_stand_beside_the_text(self, language):
        """Nothing vanishes: cards are related, the cookie notice is a notice."""
        article = extract(ai_service(language))

        assert CARDS[1] in asides(article, AsideKind.RELATED)
        assert INTERFACES[language][5] in asides(article, AsideKind.NOTICE)


PORTAL = """Ihr Blick auf die Region

Jetzt den Küstenblatt-Newsletter abonnieren!

Region wählen

Freiwillige retten vierzig Ziegen von überfluteter Insel

Lindholm (dpa/lno) - Freiwillige haben in der Nacht zum Mittwoch vierzig Ziegen von der Möweninsel gerettet. Eine Springflut hatte die Weiden überschwemmt.

«Niemand hier wird diese Nacht vergessen», sagte Bürgermeisterin Karin Solberg. Die Helfer arbeiteten sechs Stunden lang im Dunkeln.

Lesen Sie auch: Springflut sperrt Küstenstraße

Die Fährgesellschaft stellte zwei Schuten bereit. Die Insel bleibt nach Angaben der Behörden drei Wochen lang gesperrt.

___

Mitarbeit: Anna Müller

Freiwillige retten vierzig Ziegen von überfluteter Insel | Küstenblatt
Freiwillige tragen eine Ziege über den Steg. Foto: Hans Groß/dpa
Freiwillige retten vierzig Ziegen von überfluteter Insel | Küstenblatt
Freiwillige tragen eine Ziege über den Steg. Foto: Ida Lund/dpa
Freiwillige retten vierzig Ziegen von überfluteter Insel | Küstenblatt
Freiwillige tragen eine Ziege über den Steg. Foto: Hans Groß/dpa

© 2027 dpa. Alle Rechte vorbehalten.
Dieser Text darf nicht veröffentlicht, verbreitet oder umgeschrieben werden.

Diskutieren Sie mit!

Möchten Sie Ihre Gedanken teilen?

Deutsche Presse-Agentur

Die Deutsche Presse-Agentur ist eine unabhängige Nachrichtenagentur und wurde 1949 gegründet. Sie beliefert Medien in aller Welt.
"""


def test_portal_keeps_report_apart_from_prompts_and_publisher_box():
    """Newsletter, region, comment prompts and the agency's self-portrait are promotion."""
    article = extract(PORTAL)

    assert article.title == "Freiwillige retten vierzig Ziegen von überfluteter Insel"
    assert len(blocks(article, BlockKind.PARAGRAPH)) == 3
    promotion = asides(article, AsideKind.PROMOTION)
    assert {"Region wählen", "Diskutieren Sie mit!", "Deutsche Presse-Agentur"} <= set(promotion)
    assert "unabhängige Nachrichtenagentur" not in article.text


def test_portal_names_outlet_agency_rights_and_contributor():
    """The headline printed again with the outlet behind it tells the outlet; the slug the agency."""
    article = extract(PORTAL)

    assert article.outlet == "Küstenblatt"
    assert article.agency is not None
    assert (article.agency.name, article.agency.copy) == ("dpa", True)
    assert article.agency.evidence in article.text
    assert (article.rights.holder, article.rights.allows) == ("dpa", Use.QUOTE)
    assert article.contributors == ("Anna Müller",)
    assert article.dateline.place == "Lindholm"


def test_repeated_captions_stand_once_and_other_credits_are_other_captions():
    """Equal captions are one, the repeat kept beside the text; another credit makes another caption."""
    article = extract(PORTAL)

    assert [i.credit for i in article.images] == ["Hans Groß/dpa", "Ida Lund/dpa"]
    assert len(blocks(article, BlockKind.CAPTION)) == 2
    assert asides(article, AsideKind.REPEATED) == [
        "Freiwillige tragen eine Ziege über den Steg. Foto: Hans Groß/dpa"
    ]


def test_pointer_among_paragraphs_is_related():
    """A line that leads to another article is no paragraph, and its headline is known."""
    article = extract(PORTAL)

    assert [r.title for r in article.related] == ["Springflut sperrt Küstenstraße"]


WIRE = """ date 2027-03-03 Lindholm: Volunteers rescued forty goats on Wednesday from an island that was flooded by a spring tide, the mayor said.

"Nobody here will forget this night," Karin Solberg told reporters at the harbour.

The island will stay closed for three weeks.
"""


def test_wire_without_title_is_called_by_its_first_sentence():
    """The title is made, so the text has no heading and nothing stands in it twice."""
    article = extract(WIRE)

    assert article.title.startswith("Volunteers rescued forty goats on Wednesday")
    assert not blocks(article, BlockKind.HEADING)
    assert article.text.count("Volunteers rescued") == 1


def test_wire_header_gives_place_and_date():
    """ "date ... place:" is read, and stays part of the text."""
    article = extract(WIRE)

    assert (article.dateline.place, article.dateline.date) == ("Lindholm", date(2027, 3, 3))
    assert article.published == datetime.fromisoformat("2027-03-03")
    assert article.text.startswith("date 2027-03-03 Lindholm:")


def test_made_title_does_not_end_at_an_abbreviation():
    """A full stop inside a name is no end of a sentence."""
    article = extract(
        "OSLO (AP) — The U.S. envoy met Mr. Brandt at the harbour. They spoke for an hour.\n\nThe goats were safe, both said later in the day.\n"
    )

    assert article.title == "The U.S. envoy met Mr. Brandt at the harbour"


def test_marks_of_a_wire_format_leave_the_text():
    """IPTC 7901: code, slug and priority lines are navigation, the title loses its mark, broken lines are joined."""
    lines = [
        "\x01eca0124 3 i 93  abc 1888",
        "",
        "Norway/animals/",
        "\x02EXTRA",
        "Volunteers rescue forty goats from island, mayor says =",
        "",
    ]
    for paragraph in BODY * 2:
        words, line = paragraph.split(), ""
        for word in words:
            if len(line) + len(word) > 62:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]

    article = extract("\r\n".join(lines))

    assert article.title == "Volunteers rescue forty goats from island, mayor says"
    assert blocks(article, BlockKind.PARAGRAPH)[:3] == BODY
    assert asides(article, AsideKind.NAVIGATION) == ["eca0124 3 i 93 abc 1888", "Norway/animals/", "EXTRA"]


CLEAN = f"{TITLE}\n\n" + "\n\n".join(BODY) + "\n"


def test_title_blank_line_text_comes_out_whole():
    """A clean file is its title and its paragraphs, nothing lost, nothing reordered."""
    article = extract(CLEAN)

    assert article.text == "\n\n".join([TITLE, *BODY])
    assert article.asides == ()


@pytest.mark.parametrize("joint", ["\n", "\r\n", "\r\n\r\n", "\n\n\n\n", "\u2028"])
def test_line_ends_do_not_matter(joint):
    """Windows newlines, single newlines, many blank lines: the same report."""
    assert extract(joint.join([TITLE, *BODY])).text == extract(CLEAN).text


def test_one_long_line_under_the_title_is_one_paragraph():
    """Text without any newline stays in one piece."""
    article = extract(f"{TITLE}\n\n{' '.join(BODY)}\n")

    assert blocks(article, BlockKind.PARAGRAPH) == [" ".join(BODY)]


def test_hard_wrapped_lines_are_joined():
    """Lines broken at a fixed width are one paragraph again."""
    import textwrap

    wrapped = "\n\n".join([TITLE, *("\n".join(textwrap.wrap(p, 64)) for p in BODY * 2)])

    assert blocks(extract(wrapped), BlockKind.PARAGRAPH)[:3] == BODY


def test_title_in_capitals_and_byline_with_date():
    """A title in capitals is one; the byline and the date beside it are read and leave the text."""
    article = extract(
        f"{TITLE.upper()}\nBy Mei Tan\nPublished: March 4, 2027, 9:15 a.m.\n\n" + "\n\n".join(BODY)
    )

    assert article.title == TITLE.upper()
    assert article.bylines == ("Mei Tan",)
    assert article.published == datetime.fromisoformat("2027-03-04 09:15")
    assert "Mei Tan" not in article.text


def test_right_to_left_report():
    """Arabic: title, dateline with date and agency, paragraphs, related list."""
    article = extract(
        "متطوعون ينقذون أربعين عنزة من جزيرة غمرتها المياه\n\n"
        "لندهولم 3 مارس 2027 (رويترز) - قالت رئيسة البلدية كارين سولبرغ إن متطوعين أنقذوا أربعين عنزة من جزيرة غمرتها المياه بعد مد مرتفع ليلا.\n\n"
        "وأضافت على منصة إكس أن أحدا لن ينسى هذه الليلة، وقد عمل المتطوعون ست ساعات في الظلام قبل أن يعودوا إلى الميناء.\n\n"
        "اقرأ أيضا\n\nالمد يغلق الطريق الساحلي\n"
    )

    assert (article.language, article.dateline.date) == ("ar", date(2027, 3, 3))
    assert article.agency is not None
    assert article.agency.name == "Reuters"
    assert [r.title for r in article.related] == ["المد يغلق الطريق الساحلي"]


def test_report_about_cookies_and_comments_stays_whole():
    """Cue words inside the report's own sentences are no prompts or notices."""
    body = [
        "The data office fined a shop on Monday because its site set cookies before visitors had agreed, the regulator said in a ruling that was published in full.",
        "Readers who want to comment on the draft can subscribe to the register at the town hall until the end of the month, an official told the council.",
        "The shop said it would appeal. Its lawyer called the fine out of proportion and spoke of a dangerous precedent for small traders.",
    ]

    assert (
        blocks(extract("Regulator fines shop over tracking\n\n" + "\n\n".join(body)), BlockKind.PARAGRAPH)
        == body
    )


LIVE_PAGE = """Skip to main content
Home
News
World | Europe
Forty goats rescued from flooded island off Lindholm
Mei Tan
Wed 3 Mar 2027 18.04 GMT
Volunteers worked through the night after a spring tide flooded pastures, officials say
Share
View image in fullscreen
Volunteers with a goat at Lindholm harbour. Photograph: Hans Groß/Gull Pictures
Forty goats have been rescued from a flooded island by volunteers who worked through the night, officials in Lindholm have said.
“Nobody here will forget this night,” the mayor, Karin Solberg, said. “Least of all the goats.”
Sign up to Morning Tide
Our email breaks down the key stories of the day, telling you what is happening and why it matters
What comes next
The island will stay closed for three weeks while the dykes are mended, officials said on Wednesday.
Most viewed
Spring tide closes coastal road
3 hours ago
Farmers ask for higher dykes
5 hours ago
"""


def test_page_without_blank_lines():
    """Menus, a bare byline, a deck, a mid-report prompt, a subheading and a list of headlines, line under line."""
    article = extract(LIVE_PAGE)

    assert article.title == "Forty goats rescued from flooded island off Lindholm"
    assert article.bylines == ("Mei Tan",)
    assert [b.kind for b in article.blocks] == [
        BlockKind.HEADING,
        BlockKind.STANDFIRST,
        BlockKind.CAPTION,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert [r.title for r in article.related] == [
        "Spring tide closes coastal road",
        "Farmers ask for higher dykes",
    ]
    assert article.published is not None
    assert article.published.isoformat() == "2027-03-03T18:04:00+00:00"


def test_first_line_is_the_title_of_a_clean_file_however_it_ends():
    """A quotation, a question, a full stop: still the title, and the deck under it stays in the text."""
    for title in (
        "'We counted twice and started again, and then once more,' coxswain says",
        "Will the goats of the flooded island ever come home to Lindholm?",
        "Goats saved.",
    ):
        article = extract("\n\n".join([title, "What the night on Gull Island was like", *BODY]))

        assert article.title == title
        assert blocks(article, BlockKind.STANDFIRST) == ["What the night on Gull Island was like"]
        assert article.asides == ()


def test_label_of_the_lead_is_about_the_article():
    """A service that says so of its own report."""
    labels = extract(
        "\n\n".join([TITLE, *BODY, "This article was written with the help of AI and checked by an editor."])
    ).machine_labels

    assert [(label.language, label.about) for label in labels] == [("en", "article")]


def test_inline_box_of_headlines_does_not_end_the_report():
    """A box of related headlines in the middle: the report goes on after it."""
    article = extract("\n\n".join([TITLE, BODY[0], "Related stories", *LISTED, *BODY[1:], REACTIONS]))

    assert blocks(article, BlockKind.PARAGRAPH) == [*BODY, REACTIONS]
    assert [r.title for r in article.related] == LISTED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "12 34 56\n78 90",
        "Only three words",
        "Home\nNews\nSport\nWeather\nBusiness\nOpinion\nCulture\nTravel\nVideo\nAudio\nHelp\nAbout\nMore",
    ],
)
def test_what_is_no_report_is_rejected_with_a_reason(text):
    """Empty, figures only, too short, a menu: a sentence says why."""
    got = extract_dump(text, Capture(id="c", content=text.encode(), path=Path("x.txt")))

    assert isinstance(got, Rejected)
    assert (got.item, got.stage) == ("x.txt", "extract")
    assert len(got.reason.split()) > 4


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([TITLE, *BODY, *CARDS, *LISTED, CAPTION, "Share", "___", "Related stories", "© 2027 dpa. All rights reserved.",
                                 "Image generated by AI", "By Mei Tan", "2 March 2027, 10:00", "Join the conversation!", "", "（東京共同）", "«", "x" * 300]), max_size=14))  # fmt: skip
def test_any_mix_of_lines_is_read_and_keeps_its_offsets(lines):
    """No input crashes; blocks lie inside the text and give back its passages."""
    got = extract_dump("\n\n".join(lines), Capture(id="c", content=b"", path=Path("x.txt")))

    if isinstance(got, Article):
        assert "\n\n".join(got.text[b.start : b.end] for b in got.blocks) == got.text
