"""The six reports of the fictional Story in sample.py: four languages, one of each kind of rights."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from counterpoint.types import (
    AgencyCredit,
    Article,
    Aside,
    AsideKind,
    Block,
    BlockKind,
    Dateline,
    Image,
    MachineLabel,
    Rights,
    Use,
)

EAST = timezone(timedelta(hours=2))
CAPTION = "caption:"


def make_article(ident, title, parts, **fields):
    """An Article whose text is title and parts; a part that starts with CAPTION is a caption block."""
    blocks, text = [], ""
    for n, raw in enumerate((title, *parts)):
        part = raw.removeprefix(CAPTION)
        kind = BlockKind.HEADING if n == 0 else BlockKind.CAPTION if part != raw else BlockKind.PARAGRAPH
        start = len(text) + 2 * (n > 0)
        text += ("\n\n" if n else "") + part
        blocks.append(Block(kind, start, start + len(part)))
    return Article(ident, title, text, tuple(blocks), **fields)


WIRE = make_article(
    "awire",
    "Cable snaps on Tolvane footbridge, four hurt",
    (
        (
            "TOLVANE (MW) — Four people were hurt when a main cable of the Lantern Bridge snapped on Monday, the "
            "harbour authority said."
        ),
        (
            "The bridge, opened in 1968 and repaired last spring, carried about 3,000 people a day between the old "
            "port and the fish market."
        ),
        (
            "“We heard the cable sing before it went,” harbour master Ilse Korrin wrote on Chirp. “Nobody will cross "
            "until every strand has been checked.”"
        ),
        "Korrin said the bridge would stay closed for at least six weeks.",
        CAPTION + "The Lantern Bridge in Tolvane after a cable snapped. (Tolvane Harbour Authority via MW)",
    ),
    path="reports/meridian_wire.txt",
    outlet="Meridian Wire",
    bylines=("Oda Fenn",),
    contributors=("Jun Palo in Tolvane contributed to this report.",),
    dateline=Dateline("TOLVANE", "MW", date(2026, 3, 9)),
    published=datetime(2026, 3, 9, 14, 5, tzinfo=UTC),
    language="en",
    interface_language="en",
    images=(
        Image(
            "The Lantern Bridge in Tolvane after a cable snapped.",
            "Tolvane Harbour Authority via MW",
            "A suspension footbridge with a slack cable",
            "https://wire.example/lantern.jpg",
        ),
    ),
    rights=Rights(
        "This material may not be published, rewritten or redistributed.", "Meridian Wire", Use.LINK
    ),
    agency=AgencyCredit("Meridian Wire", "TOLVANE (MW)", copy=True),
)

PORTAL = make_article(
    "aport",
    "Four hurt as footbridge cable snaps",
    (
        (
            "TOLVANE (MW) — Four people were hurt when a main cable of the Lantern Bridge snapped on Monday, the "
            "harbour authority said."
        ),
        (
            "“We heard the cable sing before it went,” harbour master Ilse Korrin wrote on Chirp. “Nobody will cross "
            "until every strand has been checked.”"
        ),
    ),
    url="https://portal.example/news/lantern-bridge",
    outlet="Shoreline Portal",
    published=datetime(2026, 3, 9, 15, 30, tzinfo=UTC),
    language="en",
    interface_language="en",
    rights=Rights("News from © Meridian Wire. All rights reserved.", "Meridian Wire", Use.LINK),
    agency=AgencyCredit("Meridian Wire", "News from © Meridian Wire", copy=True),
    asides=(Aside(AsideKind.PROMOTION, "Get the morning letter"),),
)

LAC = make_article(
    "alac",
    "À Tolvane, la passerelle des Lanternes fermée après la rupture d’un câble",
    (
        (
            "Un câble porteur de la passerelle des Lanternes a cédé lundi 9 mars vers 11 heures, a constaté notre "
            "correspondante."
        ),
        "Sept personnes ont été légèrement blessées, selon l’hôpital de Tolvane.",
        (
            "« Le câble a chanté avant de rompre », a écrit Ilse Korrin, capitaine du port, sur Chirp. La passerelle "
            "ne rouvrira pas avant la fin du mois d’avril."
        ),
    ),
    url="https://lac.example/tolvane/passerelle",
    outlet="Le Courrier du Lac",
    bylines=("Maëlle Arnoult",),
    published=datetime(2026, 3, 9, 18, 12, tzinfo=EAST),
    modified=datetime(2026, 3, 10, 7, 40, tzinfo=EAST),
    language="fr",
    interface_language="fr",
)

SAUTI = make_article(
    "asaut",
    "Daraja la Taa lafungwa baada ya waya kukatika",
    (
        "Waya mkuu wa Daraja la Taa mjini Tolvane ulikatika siku ya Jumanne, na watu wanne walijeruhiwa.",
        "Korrin alisema waya ulisikika ukiimba kabla ya kukatika.",
        "Daraja hilo hutumiwa na watu 3,000 kila siku.",
    ),
    url="https://sauti.example/daraja-la-taa",
    outlet="Sauti ya Ziwa",
    published=datetime(2026, 3, 10, 8, 0),  # noqa: DTZ001 - the page prints no zone
    language="sw",
    interface_language="sw",
    images=(Image("Mchoro wa Daraja la Taa.", None, None, None, machine_made=True),),
    rights=Rights("Muhtasari unaruhusiwa ukitaja chanzo.", "Sauti ya Ziwa", Use.SUMMARISE),
    machine_labels=(
        MachineLabel("Picha iliyotengenezwa kwa akili unde", "sw", "picture"),
        MachineLabel("Imeandikwa na mashine", "sw", "article"),
    ),
)

MINA = make_article(
    "amina",
    "إغلاق جسر الفوانيس في تولفان بعد انقطاع كابل",
    (
        "أعلنت سلطة الميناء إغلاق جسر الفوانيس بعد انقطاع كابل رئيسي يوم الاثنين.",
        "وأصيب أربعة أشخاص بجروح طفيفة.",
        "وقالت السلطة إن الإصلاح سيكلف 2.4 مليون كرونة.",
    ),
    url="https://mina.example/jisr",
    outlet="صحيفة الميناء",
    published=datetime(2026, 3, 9, 20, 45, tzinfo=EAST),
    language="ar",
    interface_language="ar",
)

TOWN = make_article(
    "atown",
    "“It sang, then it went”: an hour on the Lantern Bridge",
    (
        (
            "I was buying herring when the cable went. By noon four people had been taken to the clinic; by evening "
            "it was seven."
        ),
        "“The cable sang before it broke,” Korrin told neighbours, repeating what she had posted.",
        "Council engineer Piet Halvard said the strand that failed was not among those replaced in 2025.",
        "The repair will cost 2.4 million crowns, the council's report says.",
        "Traders set up a ferry with three rowing boats before the day was over.",
    ),
    url="https://town.example/2026/lantern-bridge",
    outlet="Tolvane Town Letter",
    bylines=("Bram Oster",),
    published=datetime(2026, 3, 10, 9, 15, tzinfo=EAST),
    language="en",
    interface_language="en",
    images=(Image("Rowing boats take passengers across.", "Bram Oster", "Three rowing boats"),),
    rights=Rights("CC BY 4.0", "Tolvane Town Letter", Use.REPUBLISH),
)

ARTICLES = (WIRE, PORTAL, LAC, SAUTI, MINA, TOWN)
