"""What goes on with what, told in texts: sequels, and what merely looks like one, in the news of one country."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from counterpoint.cluster.digested import digested
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.storylines import Storylines
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.types.stream import Digested, Item

START = datetime(2031, 1, 6, 9, tzinfo=UTC)
EMBEDDER = LexicalEmbedder()
# Other news of the country, so that its capital, its court and its prosecutor are nothing rare.
OTHERS = (
    "Ferry line to the islands stops in winter. The ferry line between Hagen and the outer islands stops from November to March. The owner says the two old ships burn too much fuel. Islanders want a subsidy.",
    "Teachers in Norland strike for smaller classes. Teachers in Norland went on strike on Tuesday. The union wants classes of at most twenty pupils. Schools in Tavel stayed shut.",
    "Parliament of Norland passes tax on plastic. The parliament of Norland passed a tax on plastic bags. Shops have a year to change. The Liberals voted for it, the Conservatives against.",
    "Court in Tavel fines dairy over false labels. The district court of Tavel fined a dairy that had labelled foreign butter as local. Prosecutor Lena Harrow had asked for more.",
    "Wolf seen near Hagen. A wolf was seen near the airport of Hagen. Farmers ask for leave to shoot it. The agency for nature says it is a young male.",
    "Norland's railway buys forty trains. The railway of Norland buys forty trains from a maker abroad. They are to run between Hagen and Tavel from next year.",
    "Museum in Hagen returns mask. The museum of Hagen returned a wooden mask to the village that it was taken from. The village held a feast.",
    "Court in Tavel hears neighbours over a hedge. The district court of Tavel heard two neighbours over a hedge of four metres. The judge wants to see it for himself.",
    "Power prices in Norland fall. Power prices in Norland fell to the lowest level for three years after a wet autumn. Lakes are full.",
    "Hospital Saint Orin opens wing for children. The Saint Orin hospital in Tavel opened a wing for children. It has sixty beds and a garden.",
    "Norland's prime minister visits neighbours. The prime minister of Norland, Nils Aker, met his colleagues abroad. They spoke of trade in fish and of pipelines.",
    "Rovers win cup in Hagen. Rovers won the cup final in Hagen after penalties. Thirty thousand saw the game.",
    "Storm shuts bridges in Norland. A storm shut bridges in the north of Norland. Trees fell on lines; nine thousand homes were without power.",
    "Prosecutor Harrow charges smugglers of cigarettes. Lena Harrow, prosecutor in Tavel, charged six people with having smuggled cigarettes in timber lorries.",
    "Norland bans phones in schools. From August pupils in Norland may not use phones in lessons. The minister for schools says it helps them to read.",
    "Bank of Norland keeps rate. The Bank of Norland keeps its rate at three percent. Its head Ola Fenn sees no hurry.",
    "Fishermen in Norland protest against quota. Fishermen sailed into the harbour of Hagen to protest against the quota on cod. They blew their horns for an hour.",
    "Tavel builds tram. The council of Tavel decided to build a tram from the station to the university. Work begins in spring.",
    "Census: Norland has six million people. Norland counted more than six million people for the first time. Half of them live around Hagen.",
    "Court in Tavel frees protesters. The district court of Tavel freed four protesters who had sat on a runway. Their act was a small one, the judge said.",
)
ARREST = (
    (
        "Harbour chief Mirov arrested over bribes. Police in Tavel arrested the head of the harbour authority, Anton Mirov, on Monday. "
        "He is accused of taking bribes from the builder Orlec Works for the contract of the new container pier."
    ),
    (
        "Police arrest Anton Mirov in bribery case. The head of Tavel's harbour authority, Anton Mirov, was arrested at his home. "
        "Prosecutor Lena Harrow says Orlec Works paid him two million crowns for the pier contract."
    ),
)
HEARING = (
    (
        "Mirov pleads not guilty at first hearing. Anton Mirov, the former head of the harbour authority, told the district court of "
        "Tavel that he never took money from Orlec Works. Prosecutor Lena Harrow read out the charges of bribery."
    ),
    (
        "Former harbour chief denies bribery. At the first hearing in the trial of Anton Mirov the defence asked for his release. "
        "The court in Tavel refused. Orlec Works denies that it paid for the contract of the pier."
    ),
)
VERDICT = (
    (
        "Mirov sentenced to five years for bribery. The district court of Tavel found Anton Mirov guilty of taking bribes for the pier "
        "contract of the harbour. He got five years. His lawyer said that he would appeal."
    ),
    (
        "Five years in prison for Anton Mirov. Tavel's former harbour chief took two million crowns from Orlec Works, the judges found. "
        "Prosecutor Lena Harrow had asked for seven years."
    ),
)
NURSE = (
    (
        "Nurse on trial over deaths of patients. A nurse has gone on trial in Tavel for the deaths of three patients. Ada Brenn, 44, "
        "worked nights at the Saint Orin hospital and is said to have given insulin to people who did not need it. Prosecutor Lena Harrow "
        "told the district court that the ward had been warned twice."
    ),
    (
        "Trial of Ada Brenn opens in Tavel. Insulin was missing from the cupboard of the ward, a doctor told the court on the first day "
        "of the murder trial of the nurse Ada Brenn. The defence says that the Saint Orin hospital kept no proper lists."
    ),
)
BANKER = (
    (
        "Banker Sann in the dock over lost savings. Forty million crowns of savers' money are gone, and on Thursday the man who ran the "
        "Kestrel bank came before the district court of Tavel. Viktor Sann is charged with fraud, said prosecutor Lena Harrow."
    ),
    (
        "Savers face Viktor Sann in court. Pensioners queued in the rain to see the start of the fraud trial of Viktor Sann in Tavel. "
        "Many lost all that they had put into the Kestrel bank. His lawyers say that the crash of the market took the money."
    ),
)
PARLIAMENT = (
    (
        "Liberals win parliamentary election in Norland. The Liberals of Erik Dahl won the parliamentary election in Norland with 34 "
        "percent of the vote on Sunday. The Conservatives of Greta Moen came second. Turnout was 71 percent."
    ),
    (
        "Norland votes for change. Erik Dahl's Liberals are the strongest party after the parliamentary election in Norland. Voters "
        "punished the Conservatives over the price of power. Greta Moen conceded defeat."
    ),
)
COUNCILS = (
    (
        "Norland elects mayors and councils. In the local elections in Norland on Sunday independent lists won most councils. In the "
        "capital Hagen the mayor Ivar Lund kept his office. Turnout was 48 percent, the lowest ever."
    ),
    (
        "Independents strong in Norland's local elections. Voters in Norland elected new councils and mayors. Ivar Lund remains mayor "
        "of Hagen. Schools and buses were the matters of the campaign."
    ),
)
PRESIDENT = (
    (
        "Presidential election in Norland: Berg wins second round. Karin Berg won the presidential election in Norland with 53 percent "
        "of the vote on Sunday against the former judge Olav Rime. Turnout was 66 percent."
    ),
    (
        "Karin Berg is Norland's new president. She beat Olav Rime in the second round of the presidential election. Voters in Norland "
        "had eleven candidates to choose from in the first."
    ),
)
SUMMIT = (
    (
        "Leaders agree on river treaty at Oberried summit. The leaders of the six states on the river Orle agreed at their summit in "
        "Oberried on a treaty that limits dams. The treaty shares the water in dry years."
    ),
    (
        "Six states sign treaty on the Orle. At the summit in Oberried the states on the river Orle signed a treaty on dams and water. "
        "The talks had taken three days."
    ),
)
DAM = (
    (
        "Upper Karst builds dam. Upper Karst has begun to build a dam at Velm. At the summit{then} six states had agreed on a "
        "treaty on the water of the Orle. Engineers expect the work to take four years."
    ),
    "Dam at Velm begun. The minister laid the first stone. The treaty that the states signed at the summit{then} forbids it.",
)
HALE = (
    (
        "Rovers defender Hale arrested for drunk driving. The Rovers defender Marcus Hale was arrested on suspicion of drunk driving in "
        "Hagen early on Sunday. Police stopped his car on the ring road. The club said it knew of the matter."
    ),
    "Marcus Hale arrested. Police in Hagen arrested the Rovers player Marcus Hale on suspicion of drunk driving. He was released on bail.",
)
STROUD = (
    (
        "Rovers keeper Stroud arrested for drunk driving. The Rovers goalkeeper Ben Stroud was arrested on suspicion of drunk driving in "
        "Hagen on Friday night. Police had seen his car on the pavement. The club said it knew of the matter."
    ),
    "Ben Stroud arrested. Police in Hagen arrested the Rovers player Ben Stroud on suspicion of drunk driving. He was released on bail.",
)


def told(name: str, days: int, *texts: str) -> Digested:
    """A story of those texts, each a report whose first sentence is its title."""
    at = START + timedelta(days=days)
    items = []
    for n, text in enumerate(texts):
        title, _, body = text.partition(". ")
        items.append(Item(f"{name}/{n}", title, body, "en", at + timedelta(hours=n), outlet=f"outlet {n}"))
    return digested(name, items, sketch_items(items, EMBEDDER))


def linked(*stories: Digested) -> set[tuple[str, str]]:
    """Which of the stories link to which earlier ones, in the midst of other news."""
    others = [told(f"other {n}", 3 + 19 * n, text) for n, text in enumerate(OTHERS)]
    lines = Storylines()
    stream = sorted([*others, *stories], key=lambda story: (story.first or START, story.id))
    links = {(one.after, one.before) for story in stream for one in lines.add(story)}
    own = {story.id for story in stories}
    return {(after, before) for after, before in links if {after, before} <= own}


def test_the_hearings_of_a_trial_link() -> None:
    """Over half a year, and though each has words of its own."""
    links = linked(told("arrest", 40, *ARREST), told("hearing", 85, *HEARING), told("verdict", 200, *VERDICT))

    assert ("hearing", "arrest") in links
    assert {after for after, _ in links} == {"hearing", "verdict"}


def test_two_trials_at_one_court_do_not() -> None:
    """With the same prosecutor, in the same month."""
    assert linked(told("nurse", 40, *NURSE), told("banker", 70, *BANKER)) == set()


def test_elections_of_different_years_and_kinds_in_one_country_do_not() -> None:
    """A parliament's, the councils' and a president's."""
    assert linked(
        told("parliament", 20, *PARLIAMENT), told("councils", 200, *COUNCILS), told("president", 390, *PRESIDENT)
    ) == set()  # fmt: skip


def test_a_text_that_looks_back_to_the_summit_in_january_links_to_it() -> None:
    """The same text that says nothing of it, or means another month, is less akin to it by that much."""

    def dam(then: str) -> Digested:
        return told("dam", 80, *(text.format(then=then) for text in DAM))

    def kin(story: Digested) -> float:
        lines = Storylines()
        lines.add(told("summit", 10, *SUMMIT))
        return next((one.score for one in lines.add(story)), 0.0)

    meant = dam(" in January")
    other = dam(" in October")
    plain = dam("")

    assert linked(told("summit", 10, *SUMMIT), meant) == {("dam", "summit")}
    assert kin(meant) > kin(plain)
    assert kin(meant) > kin(other)


def test_two_arrests_in_one_team_do_not_link_and_the_reason_would_be_shown() -> None:
    """They are told in the same words, of others: unlike a sequel, which is told in other words, of the same."""
    assert linked(told("hale", 40, *HALE), told("stroud", 160, *STROUD)) == set()


def test_a_line_of_a_year_does_not_swallow_a_countrys_politics() -> None:
    """Sixty stories of one affair, and all else that one government does, by the same people in the same words."""
    draw = random.Random(7)
    politics = "government parliament minister vote coalition opposition cabinet budget debate crisis reform speech".split()
    affair = "spying leaked secret tapes wires agents cipher envoys dossier bugged hidden microphone lenses papers shredded".split()
    lines = Storylines()
    for n in range(-10, 60):  # a store that knows nothing yet would take all of politics for one thing
        if n < 0 or n % 2:
            other = ["".join(draw.choices("abcdefghiklmnoprstuvz", k=6)) for _ in range(9)]
            who = f"{other[0].title()} {other[1].title()} and {other[2].title()}"
            lines.add(_met(draw, f"politics {n}", 6 * n, draw.sample(politics, 5) + other, who))
        if n >= 0:
            words = draw.sample(politics, 5) + draw.sample(affair, 9)
            lines.add(_met(draw, f"affair {n}", 6 * n, words, "Orla Venn and Pavel Strand"))
    of_affair = Counter(lines.storyline_of(f"affair {n}") for n in range(60))
    of_politics = {lines.storyline_of(f"politics {n}") for n in range(1, 60, 2)}

    assert of_affair.keys().isdisjoint(of_politics)
    assert of_affair.most_common(1)[0][1] >= 50
    assert len(of_politics) >= 28


def _met(draw: random.Random, name: str, days: int, words: list[str], who: str) -> Digested:
    texts = []
    for _ in range(3):
        draw.shuffle(words)
        texts.append(
            f"{' '.join(words[:6])}. The prime minister Nils Aker met {who} in Hagen. {' '.join(words)}."
        )
    return told(name, days, *texts)
