"""The words of time in each language, for the grammar of time expressions.

Data way: read by time_lexer. Data only. Months and weekdays come from `counterpoint.dates`.

Each entry is "word=value|word=value"; a word may hold spaces; a bare word has an empty value. Classes:

    t  a day counted from today, in days, with a part of day     u  unit (D W 2W M Q Y DE CE WE TH TM TS)
    p  part of the day (MO MI AF EV NI)                          s  season (SP SU FA WI)
    r  last, this, next: -1, 0, 1 (p: "past", a stretch)         a  ago (-1), later (1), after the unit
    B  ago before the unit: "vor", "hace"                        I  in, before the unit: "in two weeks"
    e  early, late, mid, end of                                  x  about
    N  number                                                    O  ordinal
    v  vague number                                              D  article and the like; the value 1 is "one"
    i  in, on, at, since: may stand before a time                o  of
    T  to, until, and: between two ends                          E  every, per
    S  set: a TIMEX3 value                                       P  now   Q  the past   F  the future
    A  am, pm                                                    C  o'clock
    h  feast: month-day                                          y  old, aged: ages are not times
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "t": "yesterday=-1|today=0|tomorrow=1|tonight=0NI|the day before yesterday=-2|the day after tomorrow=2"
        "|day before yesterday=-2|day after tomorrow=2|overnight=0NI|tmr=1|tdy=0|2day=0|2morrow=1|tmrw=1",
        "u": "day=D|days=D|week=W|weeks=W|month=M|months=M|quarter=Q|quarters=Q|year=Y|years=Y|decade=DE"
        "|decades=DE|century=CE|centuries=CE|weekend=WE|weekends=WE|fortnight=2W|fortnights=2W|hour=TH|hours=TH"
        "|minute=TM|minutes=TM|seconds=TS|hrs=TH|hr=TH|mins=TM|min=TM|secs=TS|yrs=Y|yr=Y|wks=W|school year=Y"
        "|period=Q?|nights=DN",
        "p": "morning=MO|noon=MI|midday=MI|afternoon=AF|evening=EV|night=NI|midnight=NI|mornings=MO|evenings=EV"
        "|afternoons=AF|dawn=MO|dusk=EV|lunchtime=MI",
        "s": "spring=SP|springtime=SP|summer=SU|summertime=SU|autumn=FA|fall=FA|winter=WI|wintertime=WI",
        "r": "last=-1|previous=-1|preceding=-1|this=0|current=0|next=1|coming=1|following=1a|upcoming=1|past=p"
        "|latest=-1|same=0|this past=-1|this coming=1|these=0",
        "a": "ago=-1|earlier=-1|before=-1b|later=1|hence=1|from now=1|after=1b|prior=-1|previously=-1|back=-1",
        "I": "in=1|within=1w",
        "e": "early|late|mid|later|earlier|beginning of|start of|end of|middle of|beginning|the beginning of|the start of"
        "|the end of|the middle of|the first half of|the second half of|first half of|second half of|early in"
        "|late in|the rest of|the remainder of|most of|the turn of|end|all",
        "x": "about|around|some|nearly|almost|roughly|approximately|more than|less than|at least|over|up to|just"
        "|only|under|as many as|as much as|no more than|nearly|fewer than|another|an estimated|the full|the entire",
        "v": "several|few|a few|many|a couple of|a couple|couple of|dozens of|hundreds of|thousands of|scores of"
        "|the next few|the last few|some|numerous|recent=q|more",
        "D": "a=1|an=1|the|that|its|his|their|our|fiscal|calendar|one full=1|a full=1|full|whole|entire",
        "O": "first=1|second=2|third=3|fourth=4|fifth=5|sixth=6|seventh=7|eighth=8|ninth=9|tenth=10|eleventh=11"
        "|twelfth=12|thirteenth=13|fourteenth=14|fifteenth=15|sixteenth=16|seventeenth=17|eighteenth=18"
        "|nineteenth=19|twentieth=20|twenty-first=21",
        "i": "on|at|since|by|until|till|during|from|for|through|throughout|before|after|as of|between|around",
        "o": "of",
        "T": "to|through|until|till|and|or",
        "E": "every|each|per",
        "S": "daily=P1D|weekly=P1W|monthly=P1M|yearly=P1Y|annually=P1Y|hourly=PT1H"
        "|nightly=P1D|weekdays=XXXX-WD",
        "P": "now|right now|currently|presently|at present|nowadays|at the moment|at this time|at this point|these days"
        "|the present",
        "Q": "recently|lately|previously|formerly|long ago|not long ago",
        "F": "the future|the near future|the foreseeable future",
        "A": "am|pm|a.m.|p.m.|a.m|p.m",
        "C": "o'clock|oclock|gmt|utc|est|edt|local time",
        "h": "christmas=12-25|christmas day=12-25|christmas eve=12-24|new year's day=01-01|new year's eve=12-31"
        "|new year's=01-01|independence day=07-04|halloween=10-31|valentine's day=02-14|boxing day=12-26|xmas=12-25"
        "|veterans day=11-11|st. patrick's day=03-17|may day=05-01|thanksgiving=TG|thanksgiving day=TG"
        "|labor day=LD|memorial day=MD|martin luther king day=MLK|easter=EA|easter sunday=EA|good friday=GF|easter monday=EM"
        "|mother's day=MOM|father's day=DAD|black friday=BF",
        "y": "old|aged|age|olds",
    },
    "de": {
        "t": "gestern=-1|heute=0|morgen=1|vorgestern=-2|übermorgen=2|heute abend=0EV|heute früh=0MO|heute morgen=0MO"
        "|gestern abend=-1EV|heute nacht=0NI|morgen früh=1MO|heute nachmittag=0AF|morgen abend=1EV",
        "u": "tag=D|tage=D|tagen=D|tages=D|woche=W|wochen=W|monat=M|monate=M|monaten=M|monats=M|quartal=Q|quartals=Q"
        "|jahr=Y|jahre=Y|jahren=Y|jahres=Y|jahrzehnt=DE|jahrzehnte=DE|jahrzehnten=DE|jahrhundert=CE|wochenende=WE"
        "|stunde=TH|stunden=TH|minute=TM|minuten=TM|sekunde=TS|sekunden=TS|jahrhunderts=CE",
        "p": "vormittag=MO|früh=MO|mittag=MI|nachmittag=AF|abend=EV|nacht=NI|mitternacht=NI|morgens=MO|abends=EV"
        "|nachmittags=AF|nachts=NI|mittags=MI|vormittags=MO",
        "s": "frühling=SP|frühjahr=SP|sommer=SU|herbst=FA|winter=WI",
        "r": "letzte=-1|letzten=-1|letzter=-1|letztes=-1|vergangene=-1|vergangenen=-1|vergangenes=-1|vergangener=-1"
        "|vorige=-1|vorigen=-1|voriges=-1|diese=0|diesen=0|dieser=0|dieses=0|diesem=0|laufenden=0|nächste=1"
        "|nächsten=1|nächster=1|nächstes=1|kommende=1|kommenden=1|kommendes=1|kommender=1|nächster=1",
        "a": "später=1|zuvor=-1|früher=-1|her=-1",
        "B": "vor",
        "I": "in=1|binnen=1w|innerhalb von=1w",
        "e": "anfang|ende|mitte|spät|frühen|späten|früher|später|seit ende|beginn des",
        "x": "rund|etwa|ungefähr|fast|knapp|mehr als|über|mindestens|höchstens|gut|circa|ca.|bis zu",
        "v": "einige|einigen|mehrere|mehreren|wenige|wenigen|ein paar|paar|viele|vielen|etliche",
        "D": "der|die|das|des|dem|den|einem=1|einer=1|ein=1|eine=1|eines=1|einen=1",
        "O": "ersten=1|erste=1|erstes=1|zweiten=2|zweite=2|dritten=3|dritte=3|vierten=4|vierte=4",
        "i": "am|im|seit|um|bis|von|vom|zum|ab|gegen|ins|zwischen|nach",
        "o": "des",
        "T": "bis|und|oder",
        "E": "jeden|jede|jedes|pro|je",
        "S": "täglich=P1D|wöchentlich=P1W|monatlich=P1M|jährlich=P1Y|montags=XXXX-WXX-1|dienstags=XXXX-WXX-2"
        "|mittwochs=XXXX-WXX-3|donnerstags=XXXX-WXX-4|freitags=XXXX-WXX-5|samstags=XXXX-WXX-6|sonntags=XXXX-WXX-7",
        "P": "jetzt|derzeit|zurzeit|gegenwärtig|momentan|heutzutage",
        "Q": "kürzlich|neulich|vor kurzem|jüngst",
        "F": "bald|demnächst|in zukunft|künftig",
        "C": "uhr",
        "h": "weihnachten=12-25|heiligabend=12-24|silvester=12-31|neujahr=01-01|ostern=EA|ostersonntag=EA"
        "|ostermontag=EM|karfreitag=GF|tag der deutschen einheit=10-03",
        "y": "alt|alte|alter|alten|jährige|jährigen|jähriger",
    },
    "fr": {
        "t": "hier=-1|aujourd'hui=0|aujourd’hui=0|demain=1|avant-hier=-2|après-demain=2|ce soir=0EV|hier soir=-1EV"
        "|ce matin=0MO|cet après-midi=0AF|cette nuit=0NI|demain soir=1EV|demain matin=1MO|hier matin=-1MO|la veille=-1|le lendemain=1",
        "u": "jour=D|jours=D|semaine=W|semaines=W|mois=M|trimestre=Q|an=Y|ans=Y|année=Y|années=Y|décennie=DE"
        "|décennies=DE|siècle=CE|siècles=CE|week-end=WE|weekend=WE|heure=TH|heures=TH|minute=TM|minutes=TM"
        "|seconde=TS|secondes=TS|quinzaine=2W",
        "p": "matin=MO|matinée=MO|midi=MI|après-midi=AF|soir=EV|soirée=EV|nuit=NI|minuit=NI",
        "s": "printemps=SP|été=SU|automne=FA|hiver=WI",
        "r": "dernier=-1|dernière=-1|derniers=p|dernières=p|passé=-1|passée=-1|précédent=-1|précédente=-1|ce=0|cet=0"
        "|cette=0|ces=0|prochain=1|prochaine=1|prochains=1|prochaines=1",
        "a": "plus tard=1|plus tôt=-1|auparavant=-1|avant=-1",
        "B": "il y a|voilà|il y a environ",
        "I": "dans=1|d'ici=1w|en=1w",
        "e": "début|fin|mi|à la fin de|au début de|à la mi|courant|fin de|début de|la fin de|la fin du|au début du|à la fin du",
        "x": "environ|près de|plus de|moins de|presque|au moins|quelque|jusqu'à|à peine",
        "v": "quelques|plusieurs|nombreuses|nombreux",
        "D": "le|la|les|l'|l’|un=1|une=1|du|au|aux",
        "O": "premier=1|première=1|deuxième=2|second=2|seconde=2|troisième=3|quatrième=4",
        "i": "en|depuis|à|dès|jusqu'en|jusqu'au|jusqu'à|vers|pendant|entre|avant|après|au",
        "o": "de|du|d'|d’",
        "T": "à|au|et|ou|jusqu'au",
        "E": "chaque|par|tous les|toutes les",
        "S": "quotidien=P1D|quotidienne=P1D|quotidiennement=P1D|hebdomadaire=P1W|mensuel=P1M|mensuelle=P1M|annuel=P1Y|annuelle=P1Y",
        "P": "maintenant|actuellement|à présent|en ce moment|désormais",
        "Q": "récemment|dernièrement|autrefois",
        "F": "bientôt|prochainement|à l'avenir",
        "C": "heures|h",
        "h": "noël=12-25|jour de l'an=01-01|nouvel an=01-01|fête nationale=07-14|toussaint=11-01|pâques=EA|lundi de pâques=EM",
        "y": "âgé|âgée|âgés|âgées",
    },
    "es": {
        "t": "ayer=-1|hoy=0|mañana=1|anteayer=-2|pasado mañana=2|anoche=-1NI|esta noche=0NI|esta mañana=0MO"
        "|esta tarde=0AF|antier=-2|mañana por la mañana=1MO",
        "u": "día=D|días=D|semana=W|semanas=W|mes=M|meses=M|trimestre=Q|trimestres=Q|año=Y|años=Y|década=DE"
        "|décadas=DE|siglo=CE|siglos=CE|fin de semana=WE|fines de semana=WE|hora=TH|horas=TH|minuto=TM|minutos=TM"
        "|segundos=TS|quincena=2W",
        "p": "por la mañana=MO|de la mañana=MO|mediodía=MI|al mediodía=MI|por la tarde=AF|de la tarde=AF|tarde=AF"
        "|por la noche=NI|de la noche=NI|noche=NI|madrugada=NI|medianoche=NI|de la madrugada=NI|en la noche=NI",
        "s": "primavera=SP|verano=SU|otoño=FA|invierno=WI",
        "r": "pasado=-1|pasada=-1|último=-1|última=-1|últimos=p|últimas=p|pasados=p|pasadas=p|anterior=-1|este=0|esta=0"
        "|estos=0|próximo=1|próxima=1|próximos=1|próximas=1|que viene=1|siguiente=1a|actual=0|presente=0",
        "a": "atrás=-1|después=1|más tarde=1|antes=-1",
        "B": "hace",
        "I": "en=1|dentro de=1",
        "e": "principios de|a principios de|finales de|a finales de|mediados de|a mediados de|comienzos de|inicios de|fines de|a fines de",
        "x": "unos|unas|cerca de|casi|más de|menos de|al menos|aproximadamente|alrededor de|apenas|hasta",
        "v": "varios|varias|algunos|algunas|pocos|pocas|unos pocos|unas pocas|un par de|muchos|muchas",
        "D": "el|la|los|las|un=1|una=1|del|al|de la",
        "O": "primer=1|primero=1|primera=1|segundo=2|segunda=2|tercer=3|tercero=3|tercera=3|cuarto=4|cuarta=4",
        "i": "en|desde|hasta|durante|a|entre|para|hacia|tras",
        "o": "de|del",
        "T": "a|al|y|hasta|o|e",
        "E": "cada|por|todos los|todas las",
        "S": "diario=P1D|diaria=P1D|diariamente=P1D|semanal=P1W|mensual=P1M|anual=P1Y|anualmente=P1Y",
        "P": "ahora|actualmente|en la actualidad|ahora mismo|hoy en día",
        "Q": "recientemente|últimamente",
        "F": "pronto|próximamente|en el futuro",
        "A": "a. m.|p. m.|a.m.|p.m.|am|pm",
        "C": "horas|h|hrs",
        "h": "navidad=12-25|nochebuena=12-24|nochevieja=12-31|año nuevo=01-01|domingo de pascua=EA|viernes santo=GF",
        "y": "edad",
    },
    "pt": {
        "t": "ontem=-1|hoje=0|amanhã=1|anteontem=-2|depois de amanhã=2|esta noite=0NI|hoje à noite=0NI|esta manhã=0MO"
        "|ontem à noite=-1NI|esta tarde=0AF|amanhã de manhã=1MO|amanhã à noite=1NI|amanhã à tarde=1AF",
        "u": "dia=D|dias=D|semana=W|semanas=W|mês=M|meses=M|trimestre=Q|trimestres=Q|ano=Y|anos=Y|década=DE"
        "|décadas=DE|século=CE|séculos=CE|fim de semana=WE|final de semana=WE|hora=TH|horas=TH|minuto=TM|minutos=TM"
        "|segundos=TS|quinzena=2W",
        "p": "de manhã=MO|da manhã=MO|pela manhã=MO|manhã=MO|meio-dia=MI|à tarde=AF|da tarde=AF|tarde=AF|à noite=NI"
        "|da noite=NI|noite=NI|madrugada=NI|da madrugada=NI|meia-noite=NI",
        "s": "primavera=SP|verão=SU|outono=FA|inverno=WI",
        "r": "passado=-1|passada=-1|último=-1|última=-1|últimos=p|últimas=p|passados=p|passadas=p|anterior=-1|este=0"
        "|esta=0|neste=0|nesta=0|deste=0|desta=0|próximo=1|próxima=1|próximos=1|próximas=1|que vem=1|seguinte=1a|atual=0",
        "a": "atrás=-1|depois=1|mais tarde=1|antes=-1",
        "B": "há|faz",
        "I": "em=1|dentro de=1|daqui a=1|daqui=1",
        "e": "início de|no início de|fim de|no fim de|final de|no final de|meados de|em meados de|começo de",
        "x": "cerca de|quase|mais de|menos de|pelo menos|aproximadamente|até",
        "v": "vários|várias|alguns|algumas|poucos|poucas|um par de|muitos|muitas",
        "D": "o|a|os|as|um=1|uma=1|do|da|no|na",
        "O": "primeiro=1|primeira=1|segundo=2|segunda=2|terceiro=3|terceira=3|quarto=4|quarta=4",
        "i": "em|desde|até|durante|às|à|entre|para|ao",
        "o": "de|do|da",
        "T": "a|e|até|ou",
        "E": "cada|por|todos os|todas as|todo",
        "S": "diário=P1D|diária=P1D|diariamente=P1D|semanal=P1W|mensal=P1M|anual=P1Y|anualmente=P1Y",
        "P": "agora|atualmente|agora mesmo",
        "Q": "recentemente|ultimamente",
        "F": "em breve|brevemente",
        "C": "horas|h",
        "h": "natal=12-25|véspera de natal=12-24|ano novo=01-01|páscoa=EA|sexta-feira santa=GF",
        "y": "idade",
    },
    "it": {
        "t": "ieri=-1|oggi=0|domani=1|l'altro ieri=-2|dopodomani=2|stasera=0EV|stamattina=0MO|stanotte=0NI|ieri sera=-1EV"
        "|domani sera=1EV|domani mattina=1MO|oggi pomeriggio=0AF",
        "u": "giorno=D|giorni=D|settimana=W|settimane=W|mese=M|mesi=M|trimestre=Q|trimestri=Q|anno=Y|anni=Y"
        "|decennio=DE|decenni=DE|secolo=CE|secoli=CE|fine settimana=WE|weekend=WE|ora=TH|ore=TH|minuto=TM|minuti=TM"
        "|secondi=TS",
        "p": "mattina=MO|mattino=MO|mezzogiorno=MI|pomeriggio=AF|sera=EV|serata=EV|notte=NI|mezzanotte=NI",
        "s": "primavera=SP|estate=SU|autunno=FA|inverno=WI",
        "r": "scorso=-1|scorsa=-1|scorsi=p|scorse=p|ultimo=-1|ultima=-1|ultimi=p|ultime=p|passato=-1|passata=-1|questo=0"
        "|questa=0|quest'=0|prossimo=1|prossima=1|prossimi=1|prossime=1|corrente=0",
        "a": "fa=-1|dopo=1|più tardi=1|prima=-1",
        "I": "tra=1|fra=1|entro=1w",
        "e": "inizio|fine|metà|a fine|a inizio|a metà|alla fine di|alla fine del|all'inizio del",
        "x": "circa|quasi|più di|meno di|almeno|oltre|fino a",
        "v": "alcuni|alcune|diversi|diverse|pochi|poche|qualche|un paio di|molti|molte|parecchi",
        "D": "il|lo|la|i|gli|le|l'|l’|un=1|uno=1|una=1|un'=1|del|della|nel",
        "O": "primo=1|prima=1|secondo=2|terzo=3|quarto=4",
        "i": "in|dal|da|alle|a|tra|fra|per|nel|durante|fino al",
        "o": "di|del|dell'",
        "T": "al|a|e|o",
        "E": "ogni|per|tutti i|tutte le",
        "S": "quotidiano=P1D|quotidianamente=P1D|settimanale=P1W|mensile=P1M|annuale=P1Y|giornaliero=P1D",
        "P": "adesso|attualmente",
        "Q": "recentemente|di recente",
        "F": "presto|in futuro|prossimamente",
        "h": "natale=12-25|vigilia di natale=12-24|capodanno=01-01|ferragosto=08-15|pasqua=EA|pasquetta=EM",
        "y": "età",
    },
}  # fmt: skip
