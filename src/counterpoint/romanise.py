"""Names in other scripts into rough Latin letters, so that one name's spellings can be compared.

Data way: align (do two names mean one person?) and cluster (what do two reports share?) ask. Pure.

Small tables of our own, close to how newspapers transcribe; not reversible and not a standard. Ideographs have no
reading here: names in them are compared as they stand.
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v g g d e ye yo zh z i i yi y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(" "),
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤپچژگڤ",
        "a a i a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h o i a a   o p ch zh g v".split(" "),
        strict=True,
    )
)
_KANA = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
        (
            "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo "
            "ra ri ru re ro wa o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu"
        ).split(" "),
        strict=True,
    )
)
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ")
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p h".split(" ")
_LETTERS = {**_CYRILLIC, **_GREEK, **_ARABIC, **_KANA}
_HIRAGANA = {chr(ord(k) - 0x60): k for k in _KANA if 0x30A1 <= ord(k) <= 0x30F4}


def romanise(name: str) -> str:
    """Return a name in lower-case Latin letters and spaces; ideographs stay."""
    out: list[str] = []
    name = _CASE_ENDING.sub("", name)
    for char in unicodedata.normalize("NFC", name).lower():
        plain = unicodedata.normalize("NFD", char)[0] if "ά" <= char <= "ώ" else _HIRAGANA.get(char, char)
        if plain in _SMALL and out:
            out[-1] = re.sub(r"[aiueo]$", "", out[-1]) + _SMALL[plain]
        elif plain in _LETTERS:
            out.append(_LETTERS[plain])
        elif "가" <= char <= "힣":
            out.append(_hangul(char))
        elif char in "・·･-–":
            out.append(" ")
        elif char not in "ーッっ":
            out.append(char)
    decomposed = unicodedata.normalize("NFKD", "".join(out))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", kept))


# Endings of the Russian instrumental and genitive that would add a consonant: "Путиным", "Рутого".
_CASE_ENDING = re.compile(r"(?<=[а-я]{3})(?:ом|ем|ым|им|ого|его)\b")


def _hangul(syllable: str) -> str:
    index = ord(syllable) - 0xAC00
    return _INITIALS[index // 588] + _VOWELS[index % 588 // 28] + _FINALS[index % 28]


_SOUNDS = (
    ("sch", "s"), ("tch", "c"), ("tsh", "c"), ("ck", "k"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("sh", "s"), ("zh", "j"), ("dj", "j"), ("dh", "d"), ("ts", "s"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("z", "s"),
    ("y", "i"),
)  # fmt: skip
_FAR = str.maketrans(
    {"l": "r", "m": "n", "v": "b", "p": "b", "z": "s", "c": "s", "t": "d", "g": "k", "j": "s", "f": "h"}
)


def skeleton(word: str) -> str:
    """Return the consonants by which spellings of one name in Latin letters agree: Mohamed, Muhammad -> "mhmd"."""
    sound = word
    for spelling, letter in _SOUNDS:
        sound = sound.replace(spelling, letter)
    sound = sound[:1] + re.sub(r"[aeiou]", "", sound[1:])
    sound = re.sub(r"(.)\1+", r"\1", sound)
    return sound[:-1] if len(sound) > 3 and sound.endswith("h") else sound


def far_skeleton(word: str) -> str:
    """Return consonants as they survive another script: Trump and トランプ both give "drnb"."""
    sound = re.sub(r"[aeiou]", "", skeleton(word).translate(_FAR))
    return re.sub(r"(.)\1+", r"\1", sound)
