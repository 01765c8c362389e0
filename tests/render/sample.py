"""A fictional Story, built by hand, that has one of everything a page may have to show.

A footbridge in an invented harbour town is closed after a cable snaps. Six reports in English, French,
Swahili and Arabic; one dispatch and its trimmed copy; a dispute of date and of number, a figure that
grew, one remark in three renderings, look-alikes, rights of each kind, machine labels, a rejected file.
"""

from __future__ import annotations

from datetime import datetime

from counterpoint.text import sha256
from counterpoint.types import (
    Article,
    BriefSentence,
    Channel,
    ChannelKind,
    Citation,
    ClaimGroup,
    Copy,
    CopyKind,
    Dispute,
    DisputeKind,
    Dropped,
    EdgeKind,
    Entity,
    EntityKind,
    Granularity,
    OddOne,
    Origin,
    OriginEdge,
    OriginKind,
    Rejected,
    RelatedCoverage,
    RelatedItem,
    Rendering,
    Span,
    Status,
    Story,
    Support,
    TimelineEntry,
    Utterance,
    Value,
    Variant,
    VerifiedBrief,
)
from tests.render.sample_reports import ARTICLES, LAC, MINA, PORTAL, SAUTI, TOWN, WIRE


def at(article: Article, words: str) -> Span:
    """The first place of some words in an article."""
    start = article.text.index(words)
    return article.span(start, start + len(words))


def cite(article: Article, words: str) -> Citation:
    """A citation of the first place of some words."""
    span = at(article, words)
    before, after = article.text[max(0, span.start - 32) : span.start], article.text[span.end : span.end + 32]
    return Citation(span, words, before, after, sha256(article.text))


def support(origin: str, article: Article, words: str) -> Support:
    return Support(at(article, words), origin)


def rendering(article: Article, words: str, *, direct: bool) -> Rendering:
    return Rendering(at(article, words), words, direct)


WIRE_HURT = "Four people were hurt when a main cable of the Lantern Bridge snapped on Monday"
SW_CUT = "Waya mkuu wa Daraja la Taa mjini Tolvane ulikatika siku ya Jumanne"
FR_CUT = "Un câble porteur de la passerelle des Lanternes a cédé lundi 9 mars vers 11 heures"
AR_CUT = "انقطاع كابل رئيسي يوم الاثنين"
COST = "The repair will cost 2.4 million crowns"
CLOSED = "the bridge would stay closed for at least six weeks"
STRAND = "the strand that failed was not among those replaced in 2025"

ORIGINS = (
    Origin("o1", OriginKind.AGENCY, "Meridian Wire", ("awire", "aport"), (at(WIRE, "TOLVANE (MW)"),)),
    Origin(
        "o2", OriginKind.POST, "post on Chirp by Ilse Korrin", ("awire", "aport", "alac", "asaut", "atown")
    ),
    Origin("o3", OriginKind.REPORTER, "Le Courrier du Lac, own reporting", ("alac",)),
    Origin("o4", OriginKind.REPORTER, "Sauti ya Ziwa, own reporting", ("asaut",), independent=False),
    Origin("o5", OriginKind.STATEMENT, "harbour authority statement", ("amina",)),
    Origin("o6", OriginKind.REPORTER, "Tolvane Town Letter, own reporting", ("atown",)),
)

EDGES = (
    OriginEdge("o1", "awire", EdgeKind.CREDIT, (at(WIRE, "TOLVANE (MW)"),)),
    OriginEdge("o1", "aport", EdgeKind.CREDIT, (), "Meridian Wire"),
    OriginEdge("o1", "aport", EdgeKind.SHARED_TEXT, (at(PORTAL, WIRE_HURT),), "Credits the agency."),
    OriginEdge("o2", "awire", EdgeKind.CHANNEL, (at(WIRE, "wrote on Chirp"),), utterance="u1"),
    OriginEdge(
        "o2", "alac", EdgeKind.SAME_REMARK, (at(LAC, "Le câble a chanté avant de rompre"),), utterance="u1"
    ),
    OriginEdge("o3", "alac", EdgeKind.OWN),
    OriginEdge("o4", "asaut", EdgeKind.MACHINE, (), "Imeandikwa na mashine"),
    OriginEdge("o5", "amina", EdgeKind.PAGE),
    OriginEdge("o6", "atown", EdgeKind.OWN),
)

COPIES = (
    Copy(
        ("aport", "awire"),
        directed=True,
        kind=CopyKind.TRIMMED,
        passages=((at(PORTAL, WIRE_HURT), at(WIRE, WIRE_HURT)),),
        share=0.93,
        evidence="Credits the agency and shares 93 % of its words with the dispatch.",
    ),
)

ENTITIES = (
    Entity(
        "e1", EntityKind.PERSON, "Ilse Korrin", ("Korrin",), (at(WIRE, "Ilse Korrin"), at(LAC, "Ilse Korrin"))
    ),
    Entity(
        "e2",
        EntityKind.PLACE,
        "Lantern Bridge",
        ("جسر الفوانيس",),
        (at(WIRE, "Lantern Bridge"), at(MINA, "جسر الفوانيس")),
    ),
)

_CHIRP = Channel(ChannelKind.POST, "Chirp", at(WIRE, "wrote on Chirp"))
UTTERANCES = (
    Utterance(
        "u1",
        "Ilse Korrin",
        "e1",
        _CHIRP,
        "o2",
        (
            rendering(WIRE, "We heard the cable sing before it went", direct=True),
            rendering(LAC, "Le câble a chanté avant de rompre", direct=True),
            rendering(SAUTI, "waya ulisikika ukiimba kabla ya kukatika", direct=False),
            rendering(TOWN, "The cable sang before it broke", direct=True),
        ),
    ),
    Utterance("u2", "Ilse Korrin", "e1", None, "o1", (rendering(WIRE, CLOSED, direct=False),)),
    Utterance(
        "u3", "council engineer Piet Halvard", None, None, "o6", (rendering(TOWN, STRAND, direct=False),)
    ),
)


def _claim(number, text, status, *supports, weight, utterance=None):
    origins = tuple(sorted({s.origin for s in supports}))
    return ClaimGroup(f"c{number}", text, status, origins, supports, utterance, weight)


CLAIMS = (
    _claim(
        1,
        WIRE_HURT,
        Status.DISPUTED,
        support("o1", WIRE, WIRE_HURT),
        support("o1", PORTAL, WIRE_HURT),
        support("o3", LAC, FR_CUT),
        support("o4", SAUTI, SW_CUT),
        support("o5", MINA, AR_CUT),
        weight=0.98,
    ),
    _claim(
        2,
        "four people had been taken to the clinic",
        Status.DISPUTED,
        support("o1", WIRE, "Four people were hurt"),
        support("o4", SAUTI, "watu wanne walijeruhiwa"),
        support("o5", MINA, "وأصيب أربعة أشخاص بجروح طفيفة"),
        support("o6", TOWN, "four people had been taken to the clinic"),
        weight=0.9,
    ),
    _claim(
        3,
        COST,
        Status.CORROBORATED,
        support("o5", MINA, "الإصلاح سيكلف 2.4 مليون كرونة"),
        support("o6", TOWN, COST),
        weight=0.8,
    ),
    _claim(
        4,
        "The cable sang before it broke",
        Status.SINGLE,
        support("o2", WIRE, "We heard the cable sing before it went"),
        support("o2", LAC, "Le câble a chanté avant de rompre"),
        support("o2", TOWN, "The cable sang before it broke"),
        weight=0.7,
        utterance="u1",
    ),
    _claim(5, CLOSED, Status.SINGLE, support("o1", WIRE, CLOSED), weight=0.6, utterance="u2"),
    _claim(6, STRAND, Status.SINGLE, support("o6", TOWN, STRAND), weight=0.55, utterance="u3"),
    _claim(
        7,
        "Daraja hilo hutumiwa na watu 3,000 kila siku",
        Status.CORROBORATED,
        support("o1", WIRE, "carried about 3,000 people a day"),
        support("o4", SAUTI, "Daraja hilo hutumiwa na watu 3,000 kila siku"),
        weight=0.5,
    ),
    *(
        _claim(8 + n, words, Status.SINGLE, support("o6", TOWN, words), weight=0.3 - n / 100)
        for n, words in enumerate(
            (
                "I was buying herring when the cable went",
                "by evening it was seven",
                "Traders set up a ferry with three rowing boats",
                "repeating what she had posted",
                "before the day was over",
                "the council's report says",
            )
        )
    ),
    _claim(
        14,
        "La passerelle ne rouvrira pas avant la fin du mois d’avril",
        Status.SINGLE,
        support("o3", LAC, "La passerelle ne rouvrira pas avant la fin du mois d’avril"),
        weight=0.2,
    ),
)

DISPUTES = (
    Dispute(
        "d1",
        "c1",
        "date",
        "the day the cable snapped",
        (
            Value(
                "2026-03-09",
                "Monday 9 March",
                (at(WIRE, "Monday"), at(PORTAL, "Monday"), at(LAC, "lundi 9 mars"), at(MINA, "يوم الاثنين")),
                ("o1", "o3", "o5"),
            ),
            Value("2026-03-10", "Tuesday 10 March", (at(SAUTI, "Jumanne"),), ("o4",)),
        ),
    ),
    Dispute(
        "d2",
        "c2",
        "number",
        "how many people were hurt",
        (
            Value(
                "4 person",
                "four",
                (
                    at(WIRE, "Four people"),
                    at(PORTAL, "Four people"),
                    at(SAUTI, "watu wanne"),
                    at(MINA, "أربعة أشخاص"),
                    at(TOWN, "four people"),
                ),
                ("o1", "o4", "o5", "o6"),
            ),
            Value("7 person", "seven", (at(LAC, "Sept personnes"), at(TOWN, "seven")), ("o3", "o6")),
        ),
        DisputeKind.UPDATE,
    ),
)

VARIANTS = (
    Variant(
        "number",
        "daily crossings",
        (
            Value("~3000", "about 3,000", (at(WIRE, "about 3,000 people"),)),
            Value("3000", "3,000", (at(SAUTI, "watu 3,000"),)),
        ),
        "rounding",
    ),
    Variant(
        "name",
        "the bridge",
        (
            Value("Lantern Bridge", "Lantern Bridge", (at(WIRE, "Lantern Bridge"),)),
            Value("Daraja la Taa", "Daraja la Taa", (at(SAUTI, "Daraja la Taa"),)),
        ),
        "spelling",
    ),
)

BRIEF = VerifiedBrief(
    headline="Cable snaps on the Lantern Bridge in Tolvane",
    headline_citations=(cite(WIRE, WIRE_HURT),),
    sentences=(
        BriefSentence(
            "A main cable of the Lantern Bridge in Tolvane gave way on Monday 9 March 2026 and the bridge was closed.",
            (cite(WIRE, WIRE_HURT), cite(LAC, FR_CUT), cite(MINA, AR_CUT)),
            ("o1", "o3", "o5"),
            "lead",
        ),
        BriefSentence(
            "Four people were first reported hurt; by evening it was seven.",
            (cite(TOWN, "By noon four people had been taken to the clinic; by evening it was seven"),),
            ("o6",),
        ),
        BriefSentence(
            "Harbour master Ilse Korrin wrote that the cable could be heard singing before it broke.",
            (cite(TOWN, "The cable sang before it broke"), cite(LAC, "Le câble a chanté avant de rompre")),
            ("o2",),
            "statement",
        ),
        BriefSentence(
            "The repair will cost 2.4 million crowns.", (cite(TOWN, COST),), ("o5", "o6"), "outcome"
        ),
        BriefSentence(
            "Reports differ on the day: three say Monday 9 March, one says Tuesday 10 March.",
            (cite(WIRE, "Monday"), cite(LAC, "lundi 9 mars"), cite(SAUTI, SW_CUT)),
            ("o1", "o3", "o4"),
            "dispute",
        ),
    ),
    dropped=(Dropped("The bridge is the oldest in the country.", "no cited passage says so"),),
    label="Machine-made by rules, without a language model, from 6 reports and 6 origins.",
    language="en",
)

TIMELINE = (
    TimelineEntry("1968", Granularity.YEAR, "The bridge is opened", (cite(WIRE, "opened in 1968"),)),
    TimelineEntry("2025-SP", Granularity.SEASON, "It is repaired", (cite(WIRE, "repaired last spring"),)),
    TimelineEntry("2026-03-09", Granularity.DAY, "A main cable snaps", (cite(LAC, FR_CUT),)),
    TimelineEntry(
        "2026-03-12T09:30", Granularity.MINUTE, "Divers to inspect the Lantern Bridge anchors", (), "alac"
    ),
    TimelineEntry("2026-04", Granularity.MONTH, "Earliest reopening", (cite(LAC, "la fin du mois d’avril"),)),
)

RELATED = (
    RelatedCoverage(
        RelatedItem(
            "Divers to inspect the Lantern Bridge anchors",
            datetime(2026, 3, 12, 9, 30),  # noqa: DTZ001 - the card prints no zone
            "https://lac.example/tolvane/plongeurs",
            "The harbour authority has asked for a second survey.",
        ),
        "alac",
    ),
    RelatedCoverage(RelatedItem("How footbridges age", None), "atown"),
)

STORY = Story(
    id="s7d41c0a2f9",
    title=BRIEF.headline,
    languages=("en", "fr", "sw", "ar"),
    first_published=WIRE.published,
    last_published=TOWN.published,
    articles=ARTICLES,
    origins=ORIGINS,
    copies=COPIES,
    entities=ENTITIES,
    utterances=UTTERANCES,
    claims=CLAIMS,
    disputes=DISPUTES,
    variants=VARIANTS,
    brief=BRIEF,
    timeline=TIMELINE,
    related=RELATED,
    rejected=(Rejected("reports/photo.jpg", "ingest", "It is a picture, not a text."),),
    odd=(OddOne("amina", "It shares few names with the other reports."),),
    edges=EDGES,
    unread=("No parser reads Swahili here: its claims were found by names and figures only.",),
)
