"""Words that give speech and thought to a source, and words that say how it reached the press.

Data way: read by quotes.py and its parts. Pure data.

English verbs are sorted by what they take, because the content is found in the verb's grammar; for the other
languages a verb is a pattern over word forms, and the content is found between marks, commas and conjunctions.
The English classes were chosen by how often each verb, with that complement, is an attribution in PolNeAR's
training part (kept where that is about one half or more, or where a report's reader would say so).
"""

from __future__ import annotations

import re

# Verbs whose clause is what was said: "said that ...".
CLAUSE = frozenset(
    "accuse acknowledge add admit advise affirm agree allege announce answer argue assert assess assure aver boast brag "
    "caution challenge charge cite claim clarify comment complain concede conclude confess confirm contend continue "
    "counter declare decree demand deny detail disclose dispute elaborate email emphasise emphasize estimate explain "
    "express find forecast hint imply indicate inform insist instruct interject joke lament lecture maintain mention mock "
    "muse note object observe opine order pledge point predict preach proclaim promise pronounce propose protest quip "
    "reaffirm recall reckon recommend recount reiterate relate remark remind repeat reply report request respond retort "
    "retweet reveal rule say scoff shout signal slam speculate state stipulate stress suggest swear tell testify text "
    "threaten thunder tweet underline underscore urge vow warn whisper wisecrack worry write yell concur post "
    "tout volunteer wonder ask question query inquire plead quote explode enthuse snap sigh gush beg".split()
)
# Verbs of thought, whose clause is what someone holds to be so.
THOUGHT = frozenset(
    "believe hope hop fear suspect think expect doubt worry feel assume consider reckon anticipate understand "
    "guess judge learn realise realize recognise recognize convince decide determine dream".split()
)
# Verbs of evidence: "the study found that ...". Their subject is a document or a body.
EVIDENCE = frozenset(
    "find show suggest indicate reveal demonstrate conclude confirm prove read estimate highlight".split()
)
# Verbs whose infinitive is what was said: "vowed to ...", "urged them to ...".
INFINITIVE = frozenset(
    "vow pledge promise threaten refuse decline urge ask tell order call encourage propose swear claim demand plead "
    "beg offer instruct advise warn invite request volunteer expect say shout".split()
)
# Verbs whose object is what was said or judged: "criticised the plan", "accused him of ...".
JUDGEMENT = frozenset(
    "accuse announce applaud assail blame blast call castigate chastise chide cite claim commend compliment condemn "
    "criticise criticize decry defend demand denounce deny deride describe dismiss dispute emphasise emphasize "
    "express forecast hail highlight lambast lambaste lament laud mention mock portray praise predict propose question "
    "rebuke reiterate reject repeat ridicule slam stress suggest thank tout underline underscore urge voice welcome warn "
    "admit acknowledge explain bemoan rebut salute caricature characterise characterize label brand mourn "
    "recite endorse oppose dub".split()
)
# Of these, the ones that things also do: an event highlights, a result underlines. They need somebody as a subject.
IMPERSONAL_JUDGEMENT = frozenset(
    "highlight underline underscore emphasise emphasize stress suggest mention explain express portray describe voice question "
    "demand reject endorse oppose welcome repeat mock show reveal indicate demonstrate prove deny".split()
)
# Endings and words of nouns that name persons or bodies, for subjects that are no names.
AGENT_NOUN = re.compile(
    r"""(?:er|or|ers|ors|ist|ists|ian|ians|man|men|woman|women|person|people|ee|ees|ant|ants|ive|ives|ary|aries|crat|crats|
        chief|head|lead|king|queen|president|minister|police|government|court|agency|ministry|department|office|company|
        union|party|family|group|team|committee|council|board|panel|bank|campaign|administration|association|
        commission|organi[sz]ation|official|officials|authorities|authority|staff|army|military|parliament|congress|senate|
        spokes\w+|wife|husband|mother|father|son|daughter|brother|sister|parent|parents|friend|friends|judge|aide|aides|
        expert|experts|scientist|scientists|victim|victims|source|sources|witness|witnesses|prosecution|defen[cs]e|states|
        analyst|analysts|rival|rivals|critic|critics|ally|allies|coach|boss|mayor|general|sheriff|attorney|nurse|pope|
        student|students|resident|residents|relative|relatives|colleague|colleagues|others|many|some|few|both|all|several)$""",
    re.VERBOSE,
)
# Nouns that name what carries words: they may show, find, suggest and say.
DOCUMENT_NOUN = re.compile(
    r"""(?:report|study|survey|poll|polls|data|figures|statistics|research|analysis|statement|letter|email|memo|article|
        paper|editorial|book|ruling|judgment|judgement|verdict|indictment|complaint|lawsuit|filing|document|documents|
        records|record|investigation|inquiry|review|audit|census|test|tests|results|evidence|post|tweet|message|sign|
        banner|headline|listing|notice|website|transcript|findings|studies|reports|surveys|estimates|affidavit|opinion|
        guidelines|law|bill|constitution|autopsy|examination|recording|ad|script|text|note|release|census|index|models?)$""",
    re.VERBOSE,
)
# Verbs that say something together with one preposition: "called for ...", "warned against ...".
PREPOSITIONAL = {
    "call": frozenset({"for", "on"}),
    "push": frozenset({"for"}),
    "refer": frozenset({"to"}),
    "speak": frozenset({"of", "about", "out"}),
    "talk": frozenset({"about"}),
    "warn": frozenset({"of", "against", "about"}),
    "rail": frozenset({"against"}),
    "point": frozenset({"to", "at"}),
    "apologise": frozenset({"for"}),
    "apologize": frozenset({"for"}),
    "complain": frozenset({"about", "of"}),
    "appeal": frozenset({"for"}),
    "boast": frozenset({"of", "about"}),
    "brag": frozenset({"about", "of"}),
    "comment": frozenset({"on"}),
    "hint": frozenset({"at"}),
    "object": frozenset({"to"}),
    "ask": frozenset({"for", "about"}),
    "argue": frozenset({"for", "against"}),
    "worry": frozenset({"about"}),
    "joke": frozenset({"about"}),
    "muse": frozenset({"about"}),
    "insist": frozenset({"on"}),
    "lash": frozenset({"out"}),
    "protest": frozenset({"against"}),
}
# Verbs that never take a clause of speech but stand beside a quotation: `"...," he began`.
BESIDE_MARKS = CLAUSE | frozenset(
    "begin conclude finish laugh smile cry sing chant read go tag caption sign declare open end close start praise thank "
    "criticise criticize call describe condemn dismiss label hail welcome compliment commend slam blast mock name dub "
    "attack defend denounce tease cheer address speak title headline congratulate mourn greet apologise apologize".split()
)
# Nouns that hold speech: "his statement that ...", "allegations of ...".
SPEECH_NOUNS = frozenset(
    "accusation admission allegation announcement argument assertion assurance belief claim comment complaint concern "
    "conclusion declaration demand denial estimate expectation fear finding forecast hint hope idea insistence message "
    "notion observation opinion pledge prediction promise proposal question reminder remark report request rumor rumour "
    "speculation statement suggestion suspicion testimony threat view vow warning word".split()
)
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ourselves", "myself"})
SECOND_PERSON = frozenset({"you", "your"})
MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs"})
IMPERSONAL = frozenset({"it", "this", "that", "there", "which", "what", "one"})
RELATIVE = frozenset({"who", "whom", "which", "that"})

# Titles that tell a person's sex, for pronouns. Printed with the name or in its role.
MALE_TITLES = frozenset(
    "mr mr. sir lord king prince duke baron chairman spokesman congressman policeman businessman father brother son "
    "husband uncle actor herr señor don monsieur sheikh pope imam fr. rev. bw. bwana".split()
)
FEMALE_TITLES = frozenset(
    "mrs mrs. ms ms. miss lady dame queen princess duchess baroness chairwoman spokeswoman congresswoman policewoman "
    "businesswoman mother sister daughter wife aunt actress frau señora doña madame bi. bibi".split()
)
