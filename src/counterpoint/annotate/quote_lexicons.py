"""Cue words of many languages, for text that no parser reads.

Data way: read by quote_lexical.py. Pure data.

Verbs are patterns over word forms. Languages that write spaces share one order of trial (quote_lexical.py); the
scripts without, and Korean with its particles, have patterns of their own there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language says speech with. Patterns match whole words, without regard to case."""

    verbs: re.Pattern[str]  # finite or participle forms of saying
    that: re.Pattern[str] | None = None  # conjunction that opens what is said
    ahead: re.Pattern[str] | None = None  # "according to", before its noun phrase
    behind: re.Pattern[str] | None = None  # the same, after its noun phrase
    auxiliary: frozenset[str] = frozenset()  # may stand between subject and verb
    stops: frozenset[str] = field(default_factory=frozenset)  # words that end the speaker's noun phrase
    openers: frozenset[str] = field(
        default_factory=frozenset
    )  # words no noun phrase for a speaker opens with
    nouns_capital: bool = (
        False  # a lower-case word after a capital one ends the noun phrase, but for these links:
    )
    links: frozenset[str] = field(default_factory=frozenset)
    as_said: re.Pattern[str] | None = None  # opens "as X said, ..."
    ends: re.Pattern[str] | None = None  # ", so X." at the end: a cue that is no verb
    comma_clause: bool = False  # "X said, the plan ...": a clause without conjunction may follow the comma
    passive: re.Pattern[str] | None = None  # before a participle: nobody who is named says it
    free: re.Pattern[str] | None = None  # mood that marks reported speech in a sentence without a cue


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _verbs(text: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(text.split()) + r")(?!\w)", re.IGNORECASE)


def _phrase(text: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + text + r")(?!\w)", re.IGNORECASE)


# Words of several languages that open a clause: what stands before them is not the speaker's noun phrase.
SUBORDINATORS = _words(
    "si que qui où quand mais lorsque pero cuando mas quando se ma che wenn dass als ob aber weil maar dat если что когда но which that when if but"
)

LEXICONS: dict[str, Lexicon] = {
    "en": Lexicon(
        verbs=_verbs(
            "says? said saying told tells? adds? added adding writes? wrote tweet(?:s|ed) post(?:s|ed) insist(?:s|ed) warn(?:s|ed) "
            "announc(?:es|ed) stat(?:es|ed) declar(?:es|ed) not(?:es|ed) explain(?:s|ed) argu(?:es|ed) claim(?:s|ed) repl(?:ies|ied) "
            "vow(?:s|ed) stress(?:es|ed) admit(?:s|ted) acknowledg(?:es|ed) confirm(?:s|ed) report(?:s|ed) testif(?:ies|ied) "
            "respond(?:s|ed) ask(?:s|ed) suggest(?:s|ed) conclud(?:es|ed) remark(?:s|ed) recall(?:s|ed) continued joked"
        ),
        that=_phrase("that"),
        ahead=_phrase("according to"),
        auxiliary=_words("has have had also later then"),
        stops=_words("in on at during after before when while as to from that who which by for about yesterday today late early"),
        openers=_words("in on at during after before when while as to from that by for about if but and or with"),
    ),
    "de": Lexicon(
        verbs=_verbs(
            "sag(?:t|te|ten|en) gesagt erklär(?:t|te|ten|en) erläuter(?:t|te|ten) betont(?:e|en)? mein(?:t|te|ten|en) mitgeteilt teilt(?:e|en)? "
            "berichtet(?:e|en)? äußert(?:e|en)? geäußert behauptet(?:e|en)? ergänzt(?:e|en)? warnt(?:e|en)? kritisiert(?:e|en)? "
            "forder(?:t|te|ten|n) gefordert kündig(?:t|te|ten) angekündigt bestätig(?:t|te|ten|en) versicher(?:t|te|ten) begründet(?:e|en)? "
            "schreib(?:t|en) schrieb(?:en)? geschrieben twitter(?:t|te|ten) antwortet(?:e|en)? räumt(?:e|en)? bezeichnet(?:e|en)? "
            "verkündet(?:e|en)? unterstrich(?:en)? unterstreicht stellt(?:e|en)? sprach(?:en)? spricht weist wies(?:en)? hieß heißt "
            "fügt(?:e|en)? bekräftig(?:t|te|ten) lobt(?:e|en)? vermutet(?:e|en)? zitiert(?:e|en)? glaubt(?:e|en)? befürchtet(?:e|en)? "
            "hofft(?:e|en)? erwartet(?:e|en)? meldet(?:e|en)? gab(?:en)? gibt geht ging(?:en)? nannte(?:n)? nennt weiß sieht sah "
            "dementiert(?:e|en)? bestritt(?:en)? verlangt(?:e|en)? plädiert(?:e|en)? droht(?:e|en)? verteidigt(?:e|en)? resümiert(?:e|en)? "
            "bedauert(?:e|en)? kommentiert(?:e|en)? hob hoben wertet(?:e|en)? beschreibt beschrieb(?:en)? urteilt(?:e|en)? führt(?:e|en)?"
        ),
        that=_phrase("dass|daß|ob|wonach"),
        ahead=_phrase(
            r"laut|gemäß|nach (?:Angaben|Aussagen?|Auskunft|Ansicht|Auffassung|Überzeugung|Schätzung|Schätzungen|Meinung|Darstellung|Informationen|Einschätzung|Berichten|Worten)"
            r"(?: (?:von|der|des|eines|einer|seiner|ihrer))?|nach (?:Polizeiangaben|Medienberichten|Behördenangaben)"
        ),
        behind=_phrase("zufolge"),
        auxiliary=_words("hat haben hatte hatten habe wird wurde auch selbst sich"),
        stops=_words(
            "am im in bei beim nach gegenüber auf vor mit über zur zum und dass daß heute gestern laut während an aus als wie um unter zu "
            "dazu weiter ferner außerdem zudem jedoch aber noch dabei nun bereits schon sich es ihm ihr ihnen nicht auch den montag dienstag "
            "mittwoch donnerstag freitag samstag sonntag weiterhin daraufhin anschließend hinzu mit, mit."
        ),
        openers=_words("am im in bei beim nach gegenüber auf vor mit über zur zum und aber doch dass wenn als wie während an aus für laut damit dies das es dem den ihm weiter so dazu dabei zugleich außerdem zudem ferner auch"),
        as_said=_phrase("wie"),
        ends=_phrase("so"),
        nouns_capital=True,
        links=_words("der des den dem von vom und für zu zum zur die das im in am bei"),
        comma_clause=True,
        passive=_phrase("wird|werden|wurde|wurden|worden"),
        free=_phrase(
            "sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gebe|gehe|stehe|komme|bleibe|wisse|liege|lasse|mache|sehe|halte|nehme|"
            "brauche|hätten|würden|könnten|müssten|wäre|wären|bestehe|handle|handele|gehöre|finde|führe|zeige|bedeute|heiße|trage|fehle"
        ),
    ),
    "fr": Lexicon(
        verbs=_verbs(
            "dit disent dire déclar(?:é|e|ent|ait|er|ant) affirm(?:é|e|ent|ait|ant) ajout(?:é|e|ent|ait|ant) expliqu(?:é|e|ent|ait|ant) assur(?:é|e|ent|ant) "
            "indiqu(?:é|e|ent|ait|ant) précis(?:é|e|ent|ant) soulign(?:é|e|ent|ait|ant) estim(?:é|e|ent|ait|ant) annonc(?:é|e|ent|ait) écri(?:t|vent|vait) "
            "lanc(?:é|e) racont(?:é|e) répond(?:u)? rappel(?:é|le|ant) reconnu reconnaît regrett(?:é|e) insist(?:é|e) confi(?:é|e) conclu(?:t)? "
            "promi(?:s|t) prévenu prévient averti tweet(?:é|e) twitt(?:é|e) martel(?:é|e) jug(?:é|e) not(?:é|e) poursuivi(?:t)? poursuit dénonc(?:é|e) confirm(?:é|e) rapport(?:é|e)"
        ),
        that=_phrase("que|qu['’]"),
        ahead=_phrase("selon|d['’]après"),
        as_said=_phrase("comme"),
        auxiliary=_words("a ont avait l'a l’a s'est s’est est également aussi"),
        stops=_words("à au aux en dans lors devant sur ce cette après avant mardi lundi mercredi jeudi vendredi samedi dimanche pour qui que hier dans, via par"),
        openers=_words("à au aux en dans lors devant sur ce après avant pour qui que mais et or par avec si"),
    ),
    "es": Lexicon(
        verbs=_verbs(
            "dijo dijeron dice dicen dicho afirm(?:ó|a|aron|ado) declar(?:ó|a|aron|ado) asegur(?:ó|a|aron|ado) explic(?:ó|a|aron|ado) añad(?:ió|e|ieron|ido) "
            "agreg(?:ó|a|aron|ado) señal(?:ó|a|aron|ado) indic(?:ó|a|aron|ado) sostuv(?:o|ieron) sostiene manifest(?:ó|aron|ado) manifiesta subray(?:ó|a|aron|ado) "
            "destac(?:ó|a|aron|ado) advirt(?:ió|ieron) advierte anunci(?:ó|a|aron|ado) escrib(?:ió|e|ieron) escrito coment(?:ó|a|aron) cont(?:ó|aron) "
            "respond(?:ió|e|ieron) reconoc(?:ió|e|ieron) insist(?:ió|e|ieron) record(?:ó|aron) recuerda tuite(?:ó|a|aron) inform(?:ó|a|aron|ado) confirm(?:ó|a|aron|ado) "
            "aclar(?:ó|aron) precis(?:ó|aron) expres(?:ó|aron) prometi(?:ó|eron) critic(?:ó|aron) denunci(?:ó|aron) reiter(?:ó|aron) relat(?:ó|aron) apunt(?:ó|a|aron)"
        ),
        that=_phrase("que"),
        ahead=_phrase("según|de acuerdo con|conforme a"),
        as_said=_phrase("como|según"),
        auxiliary=_words("ha han había también"),
        stops=_words("a en durante este esta tras ante sobre al lunes martes miércoles jueves viernes sábado domingo que quien hoy ayer para por con"),
        openers=_words("a en durante tras ante sobre al que para por con pero y si cuando como"),
    ),
    "pt": Lexicon(
        verbs=_verbs(
            "disse disseram diz dizem dito afirm(?:ou|a|aram|ado) declar(?:ou|a|aram|ado) explic(?:ou|a|aram|ado) acrescent(?:ou|a|aram) garant(?:iu|e|iram) "
            "ressalt(?:ou|a|aram) destac(?:ou|a|aram) sublinh(?:ou|a|aram) anunci(?:ou|a|aram|ado) escrev(?:eu|e|eram) escrito coment(?:ou|a|aram) cont(?:ou|aram) "
            "respond(?:eu|e|eram) reconhec(?:eu|e|eram) insist(?:iu|e|iram) lembr(?:ou|a|aram) tuit(?:ou|aram) inform(?:ou|a|aram|ado) confirm(?:ou|a|aram|ado) "
            "avis(?:ou|aram) alert(?:ou|a|aram) apont(?:ou|a|aram) considerou defend(?:eu|e|eram) prometeu critic(?:ou|aram) referiu adiantou frisou salientou"
        ),
        that=_phrase("que"),
        ahead=_phrase("segundo|de acordo com|conforme"),
        auxiliary=_words("tem têm tinha também"),
        stops=_words("à ao aos em no na nos nas durante após sobre esta este que quem hoje ontem para por com nesta neste segunda-feira terça-feira quarta-feira quinta-feira sexta-feira"),
        openers=_words("à ao em no na durante após sobre que para por com mas e se quando como"),
    ),
    "it": Lexicon(
        verbs=_verbs(
            "detto dice dicono disse afferma(?:to)? dichiara(?:to)? spiega(?:to)? aggiun(?:to|ge) sottolinea(?:to)? annuncia(?:to)? scri(?:tto|ve) ribadi(?:to|sce) "
            "sostien(?:e)? sostenuto ricorda(?:to)? commenta(?:to)? risponde risposto assicura(?:to)? avver(?:tito|te) precisa(?:to)? racconta(?:to)? conferma(?:to)? twittato"
        ),
        that=_phrase("che"),
        ahead=_phrase("secondo"),
        auxiliary=_words("ha hanno aveva anche"),
        stops=_words("a al ai in durante dopo su che oggi ieri per con nel nella"),
        openers=_words("a al in durante dopo su che per con ma e se quando come"),
    ),
    "nl": Lexicon(
        verbs=_verbs("zegt zei zeiden gezegd verklaart verklaarde aldus meldt meldde stelt stelde schrijft schreef benadrukt benadrukte vertelt vertelde reageert reageerde waarschuwt waarschuwde voegt voegde"),
        that=_phrase("dat"),
        ahead=_phrase("volgens"),
        as_said=_phrase("zoals"),
        ends=_phrase("aldus"),
        auxiliary=_words("heeft hebben had ook"),
        stops=_words("op in tegen bij na tijdens over aan dat vandaag gisteren"),
        openers=_words("op in tegen bij na tijdens over aan dat en maar als"),
    ),
    "ru": Lexicon(
        verbs=_verbs(
            "сказал[аи]? говорит говорят заявил[аи]? заявляет заявляют сообщил[аи]? сообщает сообщают отметил[аи]? отмечает подчеркнул[аи]? подчеркивает "
            "добавил[аи]? добавляет написал[аи]? пишет рассказал[аи]? рассказывает объяснил[аи]? пояснил[аи]? уточнил[аи]? ответил[аи]? признал[аи]? "
            "предупредил[аи]? пообещал[аи]? обещает считает полагает утверждает объявил[аи]? подтвердил[аи]? призвал[аи]? указал[аи]? выразил[аи]?"
        ),
        that=_phrase("что|чтобы"),
        ahead=_phrase("по словам|по данным|по информации|по мнению|согласно|как сообщает|как сообщают|как заявил|как заявила"),
        auxiliary=_words("также"),
        stops=_words("в во на журналистам агентству по после перед для что со с о об при"),
        openers=_words("в во на по после перед для что со с о об при и но а если когда как"),
    ),
    "ar": Lexicon(
        verbs=_verbs("و?ق(?:ال|الت|الوا) و?ي?ت?قول و?أ(?:كد|كدت|كدوا|ضاف|ضافت|علن|علنت|وضح|وضحت|شار|شارت|فاد|فادت|عرب|عربت) و?كتب(?:ت)? و?صرح(?:ت)? و?ذكر(?:ت)? و?أكد(?:ت)? و?شدد(?:ت)? و?حذر(?:ت)? و?غرد(?:ت)? و?اعتبر(?:ت)? و?تابع(?:ت)? و?رد(?:ت)?"),
        that=_phrase("أن|إن|أنه|أنها|إنه|إنها|بأن|بأنه|على أن|إلى أن|أنهم|إنهم"),
        ahead=_phrase("وفقا? ل?|وفقًا ل?|بحسب|حسب|نقلا عن|وبحسب|ووفقا ل?"),
        stops=_words("في خلال على إن أن من إلى اليوم أمس للصحفيين عن لوكالة إنه إنها أنه أنها"),
        openers=_words("في خلال على إن أن من إلى عن"),
    ),
    "sw": Lexicon(
        verbs=_verbs(
            "(?:a|wa|i|li|u|ya|zi)?(?:li|me|na|ka|ta)?(?:sema|eleza|ongeza|andika|tangaza|sisitiza|jibu|dai|thibitisha|onya|ambia|waambia|mwambia|toa\\staarifa|fafanua|bainisha|ahidi|kiri|sifu) akisema wakisema alisema amesema wamesema anasema walisema"
        ),
        that=_phrase("kwamba|kuwa"),
        ahead=_phrase("kwa mujibu wa|kulingana na"),
        auxiliary=_words("pia"),
        stops=_words("katika kwa kwenye baada kabla leo jana kwamba kuwa wakati siku ya mtandao"),
        openers=_words("katika kwa kwenye baada kabla leo jana kwamba kuwa na lakini wakati"),
    ),
}  # fmt: skip

# Japanese: content と verb; the speaker is the topic. Korean: content 고/라고 verb. Chinese: speaker verb content.
JAPANESE = re.compile(
    r"と(?:、)?(?:いう(?:考え|見方|認識))?(?:も)?(?:(?P<who>[^「」、。]{1,20}?)(?:は|が)、?)?(?:[^「」、。]{1,20}(?:で|に|へ))?(?:述べ|語|話し|説明し|強調し|発表し|主張し|投稿し|書き込|つづ|綴|指摘し|表明し|コメントし|明らかにし|訴え|呼び掛け|呼びかけ|答え|応じ|伝え|報じ|言及し|言っ|発言し|振り返|評価し|感謝し|称賛し|たたえ|称え|批判し|警告し|宣言し|して(?:い|お))"
)
JAPANESE_AHEAD = re.compile(r"(?:によると|によれば|の話では|の発表では)、?")
KOREAN = re.compile(
    r"(?:이?라고|다고|라며|다며|이라며|고|며|면서)\s*(?:(?:[^\s\"“”]{1,12}\s+){0,2}[^\s\"“”]{1,12}(?:은|는|이|가)\s+(?:[^\s\"“”]{1,12}\s+){0,2})?(?:덧붙|말|밝|전|강조|설명|주장|적|썼|쓰|언급|지적|평가|발표|답|소개|당부|약속|경고|비판|촉구|호소|회상|토로|보도|했다|했습니다|알)"
)
KOREAN_AHEAD = re.compile(r"에 (?:따르면|의하면),?\s*")
CHINESE_VERB = re.compile(
    r"(?:表示|说道|说|說|称|稱|指出|强调|強調|写道|寫道|宣布|透露|认为|認為|回应|回應|补充|補充|介绍|介紹|解释|解釋|坦言|直言|发文称|發文稱|警告|承认|承認|呼吁|呼籲|告诉[^，。：]{1,12}|发言人说|报道称|報道稱|重申|批评|批評)(?:道)?"
)
CHINESE_AHEAD = re.compile(
    r"(?:据|據|根据|根據)([^，。]{1,24}?)(?:报道|報道|消息|称|稱|介绍|表示|说|透露)?，"
)
