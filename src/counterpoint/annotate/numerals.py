"""Numbers in words and digits, in many languages.

Data way: read by times and quantities. Pure.
"""

from __future__ import annotations

from functools import cache

# Cardinals that are one word. Values above 99 multiply what stands before them.
_WORDS: dict[str, str] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90"
    " hundred=100 thousand=1000",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn zwanzig dreißig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80"
    " neunzig=90 hundert=100 tausend=1000",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
    " dix-huit dix-neuf vingt trente=30 quarante=40 cinquante=50 soixante=60 cent=100 cents=100 mille=1000",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80"
    " noventa=90 cien=100 ciento=100 doscientos=200 trescientos=300 quinientos=500 mil=1000",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete"
    " dezoito dezenove vinte trinta=30 quarenta=40 cinquenta=50 sessenta=60 setenta=70 oitenta=80 noventa=90"
    " cem=100 cento=100 duzentos=200 trezentos=300 quinhentos=500 mil=1000 duas=2 dezasseis=16 dezassete=17",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove venti trenta=30 quaranta=40 cinquanta=50 sessanta=60 settanta=70 ottanta=80"
    " novanta=90 cento=100 duecento=200 mille=1000 mila=1000",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig dertig=30 veertig=40 vijftig=50 zestig=60 zeventig=70 tachtig=80 negentig=90"
    " honderd=100 duizend=1000",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
    " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать=30 сорок=40"
    " пятьдесят=50 шестьдесят=60 семьдесят=70 восемьдесят=80 девяносто=90 сто=100 двести=200 триста=300"
    " пятьсот=500 тысяча=1000 тысячи=1000 тысяч=1000 две=2 двух=2 трёх=3 трех=3 четырёх=4 четырех=4 пяти=5 шести=6"
    " семи=7 восьми=8 девяти=9 десяти=10 двое=2 трое=3 четверо=4 пятеро=5 шестеро=6 одного=1 одна=1",
    "sw": "sifuri moja mbili tatu nne tano sita saba nane tisa kumi=10 ishirini=20 thelathini=30 arobaini=40 hamsini=50"
    " sitini=60 sabini=70 themanini=80 tisini=90 mia=100 elfu=1000 mmoja=1 wawili=2 watatu=3 wanne=4 watano=5"
    " wanane=8 miwili=2 mitatu=3 minne=4 mitano=5 minane=8 viwili=2 vitatu=3 vinne=4 mawili=2 matatu=3 manne=4"
    " matano=5 manane=8",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on yirmi=20 otuz=30 kırk=40 elli=50 altmış=60 yetmiş=70"
    " seksen=80 doksan=90 yüz=100 bin=1000",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas=11 puluh=10 ratus=100 ribu=1000"
    " seratus=100 seribu=1000",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة ثلاث=3 أربع=4 خمس=5 ست=6 سبع=7 ثماني=8 تسع=9"
    " عشر=10 عشرون=20 عشرين=20 ثلاثون=30 ثلاثين=30 أربعون=40 أربعين=40 خمسون=50 خمسين=50 ستين=60 سبعين=70 ثمانين=80"
    " تسعين=90 مئة=100 مائة=100 مئتان=200 مئتي=200 ألف=1000 آلاف=1000 اثنين=2 اثنتين=2 واحدة=1",
}  # fmt: skip


@cache
def number_words(language: str) -> dict[str, float]:
    """Return the cardinals of a language that are one word, casefolded, with their values."""
    named: dict[str, float] = {}
    for count, entry in enumerate(_WORDS.get(language, "").split()):
        word, _, value = entry.partition("=")
        named.setdefault(word.casefold(), float(value or count))
    return {word: value for word, value in named.items() if "-" not in word}
