"""Words that decide how a clause is read as a statement: verbs of saying, verbs that pass their sense on, forms of address.

Data way: annotate.statements asks. Data only, English and French where grammar is read; forms of address of more.
"""

SAY = frozenset(
    [
        "say",
        "tell",
        "add",
        "announce",
        "report",
        "state",
        "claim",
        "note",
        "explain",
        "write",
        "argue",
        "insist",
        "admit",
        "warn",
        "confirm",
        "suggest",
        "think",
        "believe",
        "reveal",
        "declare",
        "comment",
        "tweet",
        "ask",
        "respond",
        "reply",
        "reckon",
        "stress",
        "acknowledge",
        "allege",
        "dire",
        "ajouter",
        "annoncer",
        "déclarer",
        "affirmer",
        "expliquer",
        "préciser",
        "indiquer",
        "estimer",
        "assurer",
        "rapporter",
        "souligner",
        "écrire",
    ]
)

CATENATIVE = frozenset(
    [
        "begin",
        "start",
        "continue",
        "try",
        "seek",
        "help",
        "manage",
        "agree",
        "decide",
        "want",
        "plan",
        "expect",
        "intend",
        "fail",
        "vow",
        "go",
        "use",
    ]
)

# Forms of address: they say nothing of who somebody is.
HONORIFICS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "sir",
        "dame",
        "madam",
        "mister",
        "m",
        "mme",
        "mlle",
        "monsieur",
        "madame",
    }
    | {
        "herr",
        "frau",
        "señor",
        "señora",
        "sr",
        "sra",
        "don",
        "doña",
        "senhor",
        "senhora",
        "bw",
        "bi",
        "signor",
        "signora",
    }
)
