"""The words of time in more languages, in the notation of `time_words`. Data only."""

from __future__ import annotations

MORE_WORDS: dict[str, dict[str, str]] = {
    "ru": {
        "t": "вчера=-1|сегодня=0|завтра=1|позавчера=-2|послезавтра=2|накануне=-1|сегодня утром=0MO|вчера вечером=-1EV"
        "|сегодня вечером=0EV|завтра утром=1MO|сегодня днём=0AF|сегодня днем=0AF",
        "u": "день=D|дня=D|дней=D|дни=D|сутки=D|суток=D|неделя=W|неделю=W|недели=W|недель=W|неделе=W|месяц=M|месяца=M"
        "|месяцев=M|месяце=M|месяцы=M|квартал=Q|квартала=Q|квартале=Q|год=Y|года=Y|году=Y|лет=Y|годы=Y|годов=Y|годах=Y"
        "|десятилетие=DE|десятилетия=DE|десятилетий=DE|век=CE|века=CE|веке=CE|выходные=WE|выходных=WE|час=TH|часа=TH"
        "|часов=TH|минута=TM|минуту=TM|минуты=TM|минут=TM|секунд=TS|секунды=TS|секунду=TS",
        "p": "утром=MO|утра=MO|днём=AF|днем=AF|вечером=EV|вечера=EV|ночью=NI|ночи=NI|полдень=MI|полночь=NI",
        "s": "весной=SP|весны=SP|летом=SU|лета=SU|осенью=FA|осени=FA|зимой=WI|зимы=WI",
        "r": "прошлый=-1|прошлого=-1|прошлом=-1|прошлую=-1|прошлой=-1|минувший=-1|минувшую=-1|минувшего=-1|минувшей=-1"
        "|последний=p|последние=p|последних=p|предыдущем=-1|этот=0|этого=0|этом=0|эту=0|этой=0|эти=0|текущего=0"
        "|текущем=0|нынешнего=0|нынешнем=0|следующий=1|следующего=1|следующем=1|следующую=1|следующей=1|будущего=1"
        "|будущем=1|ближайшие=1|ближайшее=1|предстоящие=1",
        "a": "назад=-1|тому назад=-1|спустя=1",
        "I": "через=1|за=1w",
        "e": "начале|в начале|конце|в конце|середине|в середине|начала|конца|до конца|с начала",
        "x": "около|примерно|почти|более|менее|больше|свыше|порядка|не менее",
        "v": "несколько|нескольких|пару|много|многих",
        "O": "первого=1|первый=1|первом=1|второй=2|второго=2|втором=2|третий=3|третьего=3|третьем=3|четвёртый=4|четвертый=4"
        "|четвертом=4|четвёртом=4",
        "i": "в|во|на|с|со|до|к|по|от|после|между|за",
        "T": "по|до|и|или",
        "E": "каждый|каждую|каждое|каждые",
        "S": "ежедневно=P1D|еженедельно=P1W|ежемесячно=P1M|ежегодно=P1Y|ежегодный=P1Y",
        "P": "сейчас|теперь|в настоящее время|в данный момент",
        "Q": "недавно",
        "F": "скоро|вскоре|в ближайшее время|в будущем",
        "h": "рождество=01-07|новый год=01-01|день победы=05-09|пасху=OE",
    },
    "ar": {
        "t": "أمس=-1|امس=-1|البارحة=-1|اليوم=0|غدا=1|غداً=1|غدًا=1|بعد غد=2|أول أمس=-2|أول من أمس=-2|الليلة=0NI|مساء أمس=-1EV"
        "|مساء اليوم=0EV|صباح اليوم=0MO|صباح أمس=-1MO|الليلة الماضية=-1NI|هذا الصباح=0MO",
        "u": "يوم=D|يوما=D|يوماً=D|أيام=D|ايام=D|أسبوع=W|أسبوعا=W|أسابيع=W|الأسبوع=W|الاسبوع=W|اسبوع=W|شهر=M|شهرا=M|شهراً=M"
        "|أشهر=M|شهور=M|الشهر=M|عام=Y|عاما=Y|عاماً=Y|أعوام=Y|العام=Y|سنة=Y|سنوات=Y|السنة=Y|سنين=Y|عقد=DE|عقود=DE|قرن=CE"
        "|القرن=CE|ساعة=TH|ساعات=TH|دقيقة=TM|دقائق=TM|ثانية=TS|ثوان=TS|الأيام=D|السنوات=Y|الأعوام=Y|الأشهر=M|الأسابيع=W"
        "|ليال=DN|نهاية الأسبوع=WE|عطلة نهاية الأسبوع=WE",
        "U": "يومين=2D|أسبوعين=2W|شهرين=2M|عامين=2Y|سنتين=2Y|ساعتين=2TH|دقيقتين=2TM|عقدين=2DE",
        "p": "صباحا=MO|صباحاً=MO|صباح=MO|الصباح=MO|ظهرا=MI|ظهر=MI|مساء=EV|مساءً=EV|المساء=EV|ليلا=NI|ليلة=NI|فجر=MO|بعد ظهر=AF"
        "|بعد الظهر=AF",
        "s": "الربيع=SP|ربيع=SP|الصيف=SU|صيف=SU|الخريف=FA|خريف=FA|الشتاء=WI|شتاء=WI",
        "r": "الماضي=-1|الماضية=-1|المنصرم=-1|الفائت=-1|السابق=-1|الأخير=p|الأخيرة=p|هذا=0|هذه=0|الحالي=0|الجاري=0|الحالية=0"
        "|المقبل=1|المقبلة=1|القادم=1|القادمة=1|التالي=1a",
        "B": "قبل|منذ",
        "I": "بعد=1|خلال=1w|في غضون=1w",
        "e": "أوائل|بداية|مطلع|نهاية|أواخر|منتصف",
        "x": "نحو|حوالي|قرابة|أكثر من|أقل من|ما يقرب من",
        "v": "عدة|بضعة|بضع|عدد من|بعض",
        "D": "يوم=",
        "O": "الأول=1|الاول=1|الثاني=2|الثالث=3|الرابع=4|العشرين=20|الحادي والعشرين=21",
        "i": "في|من|حتى|إلى|عند|خلال",
        "T": "إلى|حتى|و|أو",
        "E": "كل",
        "S": "يوميا=P1D|يومياً=P1D|يوميًا=P1D|أسبوعيا=P1W|أسبوعياً=P1W|شهريا=P1M|شهرياً=P1M|سنويا=P1Y|سنوياً=P1Y",
        "P": "الآن|حاليا|حالياً|حاليًا",
        "Q": "مؤخرا|مؤخراً|مؤخرًا",
        "F": "قريبا|قريباً|قريبًا",
        "h": "عيد الميلاد=12-25|رأس السنة=01-01",
    },
    "sw": {
        "t": "jana=-1|leo=0|kesho=1|juzi=-2|kesho kutwa=2|jana jioni=-1EV|leo asubuhi=0MO|jana usiku=-1NI|leo jioni=0EV"
        "|kesho asubuhi=1MO|usiku wa leo=0NI",
        "u": "siku=D|wiki=W|mwezi=M|miezi=M|robo=Q|mwaka=Y|miaka=Y|muongo=DE|miongo=DE|karne=CE|saa=TH|masaa=TH|dakika=TM"
        "|sekunde=TS|mwishoni mwa wiki=WE",
        "R": "mwaka jana=Y-1|mwaka juzi=Y-2",
        "p": "asubuhi=MO|mchana=AF|jioni=EV|usiku=NI|alfajiri=MO|adhuhuri=MI",
        "r": "iliyopita=-1|uliopita=-1|jana=-1|huu=0|hii=0|ijayo=1|ujao=1|zilizopita=p|zijazo=1|iliopita=-1|lililopita=-1",
        "a": "iliyopita=-1|zilizopita=-1|baadaye=1",
        "B": "kabla ya",
        "I": "baada ya=1|ndani ya=1w",
        "e": "mapema|mwishoni mwa|mwanzoni mwa|katikati ya|mwisho wa|mwanzo wa",
        "x": "takriban|karibu|zaidi ya|angalau|kama|chini ya",
        "v": "kadhaa|chache|michache|machache|mingi|nyingi",
        "D": "tarehe=",
        "O": "kwanza=1|ya kwanza=1|pili=2|ya pili=2",
        "i": "tangu|mnamo|hadi|kwa|katika|mwezi|siku ya",
        "o": "ya|wa|la|mwa",
        "T": "hadi|na|au",
        "E": "kila",
        "S": "kila siku=P1D|kila wiki=P1W|kila mwezi=P1M|kila mwaka=P1Y",
        "P": "sasa|kwa sasa|hivi sasa",
        "Q": "hivi karibuni",
        "F": "karibuni|siku zijazo",
        "h": "krismasi=12-25|mwaka mpya=01-01|pasaka=EA",
    },
    "nl": {
        "t": "gisteren=-1|vandaag=0|morgen=1|eergisteren=-2|overmorgen=2|vanavond=0EV|vanmorgen=0MO|vanochtend=0MO"
        "|vanmiddag=0AF|vannacht=0NI|gisteravond=-1EV|morgenavond=1EV|morgenochtend=1MO",
        "u": "dag=D|dagen=D|week=W|weken=W|maand=M|maanden=M|kwartaal=Q|jaar=Y|jaren=Y|decennium=DE|decennia=DE|eeuw=CE"
        "|weekend=WE|weekeinde=WE|uur=TH|uren=TH|minuut=TM|minuten=TM|seconden=TS",
        "p": "ochtend=MO|ochtends=MO|middag=AF|avond=EV|avonds=EV|nacht=NI|middernacht=NI",
        "s": "lente=SP|voorjaar=SP|zomer=SU|herfst=FA|najaar=FA|winter=WI",
        "r": "vorige=-1|vorig=-1|afgelopen=-1|laatste=p|voorgaande=-1|deze=0|dit=0|huidige=0|volgende=1|volgend=1|komende=1"
        "|komend=1|aanstaande=1",
        "a": "geleden=-1|later=1|eerder=-1",
        "I": "over=1|binnen=1w",
        "e": "begin|eind|half|medio|einde van|vroeg|laat|eind van|begin van",
        "x": "ongeveer|bijna|ruim|meer dan|minder dan|minstens|zeker|circa|zo'n",
        "v": "enkele|een paar|paar|verschillende|enige|veel",
        "D": "de|het|een=1|één=1",
        "O": "eerste=1|tweede=2|derde=3|vierde=4",
        "i": "op|in|sinds|om|tot|van|vanaf|tussen|rond|voor|na",
        "T": "tot|en|of|tot en met|t/m",
        "E": "elke|elk|iedere|ieder|per",
        "S": "dagelijks=P1D|dagelijkse=P1D|wekelijks=P1W|wekelijkse=P1W|maandelijks=P1M|jaarlijks=P1Y|jaarlijkse=P1Y",
        "P": "nu|momenteel|tegenwoordig",
        "Q": "onlangs|recent|recentelijk",
        "F": "binnenkort|in de toekomst",
        "h": "kerst=12-25|eerste kerstdag=12-25|oudejaarsavond=12-31|nieuwjaarsdag=01-01|koningsdag=04-27|pasen=EA",
        "y": "oud|jarige",
    },
    "tr": {
        "t": "dün=-1|bugün=0|yarın=1|evvelsi gün=-2|dün akşam=-1EV|bu sabah=0MO|bu akşam=0EV|bu gece=0NI|dün gece=-1NI",
        "u": "gün=D|günü=D|hafta=W|ay=M|çeyrek=Q|yıl=Y|sene=Y|yılında=Y|yılı=Y|yılının=Y|yüzyıl=CE|hafta sonu=WE|saat=TH"
        "|dakika=TM|saniye=TS|yılın=Y",
        "p": "sabah=MO|sabahı=MO|öğle=MI|öğleden sonra=AF|akşam=EV|akşamı=EV|gece=NI|gecesi=NI",
        "s": "ilkbahar=SP|yaz=SU|sonbahar=FA|kış=WI",
        "r": "geçen=-1|geçtiğimiz=-1|son=p|önceki=-1|bu=0|gelecek=1|önümüzdeki=1",
        "a": "önce=-1|sonra=1",
        "x": "yaklaşık|neredeyse|en az",
        "v": "birkaç|bir kaç|birçok",
        "i": "da|de|ta|te",
        "E": "her",
        "S": "günlük=P1D|haftalık=P1W|aylık=P1M|yıllık=P1Y",
        "P": "şimdi|şu anda|şu an|halen",
        "Q": "son zamanlarda|geçenlerde|yakın zamanda",
        "F": "yakında|gelecekte",
    },
    "id": {
        "t": "kemarin=-1|hari ini=0|besok=1|lusa=2|tadi malam=-1NI|malam ini=0NI|pagi ini=0MO|semalam=-1NI|sore ini=0EV",
        "u": "hari=D|minggu=W|pekan=W|bulan=M|kuartal=Q|triwulan=Q|tahun=Y|dekade=DE|abad=CE|akhir pekan=WE|jam=TH|menit=TM"
        "|detik=TS",
        "U": "sehari=1D|seminggu=1W|sepekan=1W|sebulan=1M|setahun=1Y|sejam=1TH",
        "p": "pagi=MO|siang=AF|sore=EV|malam=NI|petang=EV|dini hari=NI|tengah malam=NI",
        "r": "lalu=-1|kemarin=-1|terakhir=p|sebelumnya=-1|ini=0|depan=1|mendatang=1",
        "a": "lalu=-1|yang lalu=-1|kemudian=1|lagi=1",
        "I": "dalam=1w",
        "e": "awal|akhir|pertengahan|pada awal|pada akhir",
        "x": "sekitar|hampir|lebih dari|kurang dari|kira-kira",
        "v": "beberapa|sejumlah",
        "D": "tanggal=",
        "i": "pada|sejak|hingga|sampai|di|antara",
        "T": "hingga|sampai|dan|atau",
        "E": "setiap|tiap|per",
        "S": "harian=P1D|mingguan=P1W|bulanan=P1M|tahunan=P1Y",
        "P": "sekarang|saat ini|kini",
        "Q": "baru-baru ini|belakangan ini",
        "F": "segera|di masa depan",
        "h": "natal=12-25|tahun baru=01-01",
    },
}  # fmt: skip

# What makes a sentence one about the future, where it stands; English has its own, finer cues.
FUTURE_CUES: dict[str, str] = {
    "de": r"\b(?:wird|werden|werde|soll|sollen|will|wollen|geplant|planen|plant|voraussichtlich)\b",
    "fr": r"\b(?:va|vont|devrait|devraient|doit|doivent|prévue?s?|sera|seront|aura|auront|\w+(?:era|eront|ira|iront))\b",
    "es": r"\b(?:va a|van a|será|serán|habrá|prevé|previst[oa]s?|\w+(?:ará|arán|erá|erán|irá|irán))\b",
    "pt": r"\b(?:vai|vão|será|serão|haverá|prevê|previst[oa]s?|deve|devem|\w+(?:ará|arão|erá|erão|irá|irão))\b",
    "it": r"\b(?:sarà|saranno|previst[oaie]|dovrebbe|dovrebbero|\w+(?:erà|eranno|irà|iranno))\b",
    "nl": r"\b(?:zal|zullen|wordt|worden|gaat|gaan|gepland)\b",
    "ru": r"\b(?:будет|будут|планирует|планируют|намерен\w*|состоится|состоятся|пройд[её]т|пройдут|предстоит)\b",
    "ar": r"(?:\bس(?:ي|ت)\w+|سوف|من المقرر|المقرر)",
    "sw": r"\b\w{1,3}ta\w{3,}\b",
    "tr": r"\b(?!gelecek)\w+(?:acak|ecek|acaklar|ecekler)\b",
    "id": r"\b(?:akan|bakal|rencananya|dijadwalkan)\b",
    "ja": r"(?:予定|見通し|見込み|する方針|だろう|でしょう)",
    "ko": r"(?:예정|[할될갈올릴칠] 것|계획)",
    "zh": r"(?:将|將|预计|預計|计划|計劃|即将|会在)",
}
