"""Words that the search for disputes knows: synonyms, negations, verbs of saying, sister categories, opposites.

Data way: read by the detectors. Data only.
"""

from __future__ import annotations


def _classes(table: str) -> dict[str, str]:
    """Map every word of a line to the line's first word."""
    rows = [line.split() for line in table.strip().splitlines()]
    return {word: row[0] for row in rows for word in row}


# Words that reports use for one and the same thing, by the line; the first stands for all. Only such as hardly ever
# tell two facts apart: what is merged here can never be a dispute of category.
CANONICAL = _classes("""
die kill dead death fatality fatal slay decease perish toll claim victim
injure wound hurt injury injured wounded maim
arrest detain detention custody arrested
say tell state announce declare
sentence jail imprison
lawmaker mp mk deputy legislator parliamentarian senator congressman
lorry truck
film movie
car vehicle
begin start commence launch
end finish conclude close
elect election
lead leader leadership head
aid help assist
buy purchase acquire acquisition
cost price
quake earthquake tremor
storm hurricane typhoon cyclone
people person man woman
child kid children
percent %
pupil student
home house hometown
plane aircraft jet airplane airliner
victory win
job position role
newspaper paper daily
meet meeting talk talks summit
phone telephone
overturn vacate quash annul reverse void voids throw
""")

NEGATIONS = frozenset(
    "not n't no never neither nor none nobody without nicht kein keine nie pas jamais non nunca ningún não".split()
)

# Predicates that report speech: two of them at two times are two acts.
REPORTING = frozenset(
    "say tell announce state declare report add note write comment explain claim insist argue warn ask call urge "
    "confirm deny admit acknowledge reveal describe speak talk respond reply suggest tweet post release issue publish".split()
)

LIGHT_WORDS = frozenset(
    "be have do say tell make take get go come give also just now then very more most still only about least almost "
    "nearly around other than so there such as well year day time new first last mr mrs ms dr one".split()
)

# Dependencies that open a clause of their own (ClearNLP and UD names).
CLAUSE_DEPS = frozenset("advcl ccomp conj relcl parataxis acl:relcl csubj acl appos xcomp_".split())

# Verbs by which a party says that something is not so.
DENIALS = frozenset("deny denial démentir nier démenti".split())

# Verbs that hold what follows for planned.
PLANNING = frozenset(
    "plan expect intend schedule due aim prepare set likely going go slate hope vow promise pledge".split()
)


# Counts of victims: whatever the noun, the dead and the injured of one event are one figure each.
CASUALTIES = frozenset({"die", "injure"})
PERSONS = frozenset(
    "person people other man woman child passenger victim civilian resident student soldier worker protester pupil "
    "teacher kid boy girl officer tourist driver pedestrian bystander member employee dead injured wounded".split()
)
# Nouns for victims that leave open who they are; the units of counts of persons.
ANYBODY = frozenset(
    "people person other victim casualty dead injured wounded death injury fatality body life man human".split()
)
# Counted things whose number grows while the news is young.
GROWING = frozenset(
    "bid vote arrest evacuee evacuation case signature donation supporter protester tweet view death injury casualty "
    "missing survivor body infection".split()
)
# Words that tell a reader a figure is a later or an earlier count.
LATER = frozenset(
    "rise climb grow increase jump so far earlier initially initial later previously now already currently update".split()
)
# What introduces a part of a count, and what remains beside one.
PARTS = frozenset("include including among".split())
OTHERS = frozenset("other remaining further additional".split())


def _sisters(table: str) -> dict[str, tuple[str, str]]:
    """Read lines "family: a b | c d | ...": words between bars are one concept; concepts exclude each other."""
    found: dict[str, tuple[str, str]] = {}
    for line in table.strip().splitlines():
        family, _, rest = line.partition(":")
        for part in rest.split("|"):
            words = part.split()
            for word in words:
                found.setdefault(word, (family.strip(), words[0]))
    return found


# Sister terms: what is one is not the other. Words of several languages side by side; a word with two senses is left out.
SISTERS = _sisters("""
work: film movie documentary Spielfilm filme película фильм | series serie série sitcom miniseries сериал | song single chanson canción canção lied песня | album EP альбом | novel book memoir roman libro livro buch книга | musical | opera oper ópera | videogame | painting gemälde pintura картина | podcast | poem gedicht poema
sex: man boy gentleman homme hombre homem mann mwanamume | woman girl lady femme mujer mulher frau mwanamke
vehicle: car sedan hatchback saloon voiture coche carro auto | bus coach minibus autobus autobús ônibus | truck lorry camion camión caminhão lastwagen | train zug tren trem поезд | tram | aircraft plane airplane airliner jet avion avión avião flugzeug самолёт | helicopter chopper hélicoptère helicóptero hubschrauber вертолёт | ship freighter tanker ferry navire buque navio schiff | motorcycle motorbike scooter moto | bicycle bike vélo bicicleta fahrrad
weapon: knife couteau cuchillo faca messer | gun pistol rifle handgun shotgun revolver firearm | bomb grenade | axe hatchet machete
worship: church cathedral église iglesia igreja kirche | mosque mosquée mezquita mesquita moschee | synagogue | temple pagoda
rite: beatification | canonisation canonization
offence: murder meurtre asesinato assassinato mord | manslaughter homicide | suicide selbstmord suicidio suicídio
gathering: wedding mariage boda hochzeit | funeral enterrement beerdigung
round: quarterfinal quarter-final | semifinal semi-final
medal: gold | silver | bronze
compass: northern northeastern northwestern north-eastern north-western | southern southeastern southwestern south-eastern south-western
compass: eastern | western
hand: left left-hand | right right-hand
animal: dog puppy | cat kitten | horse | cow | bear | lion | tiger | elephant | whale | dolphin | shark | crocodile | alligator
fuel: petrol gasoline | diesel
drink: beer | wine | whisky whiskey | vodka
crop: wheat | rice | maize | barley
""")
SISTERS = {word.lower(): value for word, value in SISTERS.items()}
# After these nouns a category word names something else: "film series", "car park", "book club", "train station".
NOT_SISTERS_AFTER = frozenset(
    "series park club station show festival company deal studio star maker factory industry team driver crash accident "
    "rights tariff director producer market price school service line carrier force house medal card box".split()
)

# Nouns that call something said an accusation, and words that tell nothing of what is denied (as stems of five letters).
ACCUSATIONS = frozenset(
    "claim charge allegation accusation suggestion report rumour rumor threat count".split()
)
EMPTY_DENIED = frozenset(
    w[:5]
    for w in "claim charge allegation accusation suggestion report involvement wrongdoing strongly strenuously count any all it that expressly".split()
)
# What one denies by saying that it is not so; entry, bail or service is refused, not gainsaid.
DENIABLE = ACCUSATIONS | frozenset(
    "involvement role wrongdoing knowledge responsibility link connection guilt complicity misconduct impropriety "
    "part participation intention plan it this existence".split()
)

# Words that reports choose freely for one thing: shown as a paraphrase where they stand in like places, never disputed.
PARAPHRASES = _classes("""
jacket uniform top shirt jersey outfit costume suit tracksuit sweater coat vest garment clothes clothing attire
session performance jam concert gig show
summit meeting talks talk conference
lorry truck lorries
shop store
clash fight scuffle brawl
blast explosion bombing
protest demonstration rally march
crash collision accident
blaze fire
flat apartment
pupil student schoolchild
toilet bathroom restroom
petition motion letter
""")
