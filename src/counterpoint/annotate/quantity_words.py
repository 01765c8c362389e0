"""The words of amounts in each language: multipliers, units, bounds, vague numbers, casualties.

Data way: read by quantities. Data only. "word=value|word=value"; patterns are regular expressions, matched
without regard to case.
"""

from __future__ import annotations

# How a language writes 1,200.5: (thousands, decimal). Others: as English.
SEPARATORS: dict[str, tuple[str, str]] = dict.fromkeys(
    ("de", "es", "pt", "it", "nl", "id", "tr", "da", "el", "ro", "hr", "sl", "ca", "vi"), (".", ",")
) | dict.fromkeys(
    ("fr", "ru", "pl", "cs", "sk", "uk", "bg", "fi", "sv", "nb", "hu", "lt", "lv", "et"), (" ", ",")
)

MULTIPLIERS: dict[str, str] = {
    "en": "hundred=1e2|thousand=1e3|million=1e6|billion=1e9|trillion=1e12|bn=1e9|mn=1e6|m=1e6|b=1e9|k=1e3|tn=1e12|dozen=12",
    "de": "tausend=1e3|million=1e6|millionen=1e6|mio=1e6|mio.=1e6|milliarde=1e9|milliarden=1e9|mrd=1e9|mrd.=1e9|billionen=1e12|billion=1e12",
    "fr": "mille=1e3|million=1e6|millions=1e6|milliard=1e9|milliards=1e9|billions=1e12",
    "es": "mil=1e3|millón=1e6|millones=1e6|mil millones=1e9|billones=1e12|billón=1e12",
    "pt": "mil=1e3|milhão=1e6|milhões=1e6|bilhão=1e9|bilhões=1e9|mil milhões=1e9|trilhões=1e12|trilhão=1e12",
    "it": "mila=1e3|milione=1e6|milioni=1e6|miliardo=1e9|miliardi=1e9",
    "nl": "duizend=1e3|miljoen=1e6|miljard=1e9|biljoen=1e12",
    "ru": "тысяча=1e3|тысячи=1e3|тысяч=1e3|тыс.=1e3|тыс=1e3|миллион=1e6|миллиона=1e6|миллионов=1e6|млн=1e6|миллиард=1e9"
    "|миллиарда=1e9|миллиардов=1e9|млрд=1e9|трлн=1e12|триллионов=1e12|триллиона=1e12",
    "ar": "ألف=1e3|آلاف=1e3|مليون=1e6|ملايين=1e6|مليار=1e9|مليارات=1e9|تريليون=1e12|ألفا=1e3",
    "tr": "bin=1e3|milyon=1e6|milyar=1e9|trilyon=1e12",
    "id": "ribu=1e3|juta=1e6|miliar=1e9|triliun=1e12",
    "sw": "elfu=1e3|milioni=1e6|bilioni=1e9|trilioni=1e12",
    "ja": "千=1e3|万=1e4|億=1e8|兆=1e12", "zh": "千=1e3|万=1e4|萬=1e4|亿=1e8|億=1e8|兆=1e12|百万=1e6", "ko": "천=1e3|만=1e4|억=1e8|조=1e12",
}  # fmt: skip

# Printed unit = factor:canonical unit. A canonical unit is what values are compared in.
UNITS: dict[str, str] = {
    "": "km=1:km|m=1:m|cm=.01:m|mm=.001:m|kg=1:kg|g=.001:kg|t=1:tonne|km/h=1:km/h|kph=1:km/h|mph=1.609344:km/h|°c=1:°C|°f=F:°C|ºc=1:°C"
    "|ha=1:hectare|mw=1:MW|gw=1000:MW|kw=.001:MW|mwh=1:MWh|gwh=1000:MWh|km²=1:km²|km2=1:km²|%=1:%|％=1:%|usd=1:USD|eur=1:EUR|gbp=1:GBP|chf=1:CHF"
    "|jpy=1:JPY|cny=1:CNY|rmb=1:CNY|krw=1:KRW|kes=1:KES|ksh=1:KES|tzs=1:TZS|inr=1:INR|rub=1:RUB|€=1:EUR|$=1:USD|£=1:GBP|¥=1:JPY|₩=1:KRW|₹=1:INR|₽=1:RUB|°=1:degree",
    "en": "second=.016666667:minute|seconds=.016666667:minute|minute=1:minute|minutes=1:minute|min=1:minute|mins=1:minute|hour=60:minute|hours=60:minute|hrs=60:minute"
    "|day=1:day|days=1:day|week=7:day|weeks=7:day|fortnight=14:day|month=1:month|months=1:month|year=1:year|years=1:year|decade=10:year|decades=10:year|century=100:year|centuries=100:year"
    "|kilometer=1:km|kilometers=1:km|kilometre=1:km|kilometres=1:km|kms=1:km|mile=1.609344:km|miles=1.609344:km|mi=1.609344:km|meter=1:m|meters=1:m|metre=1:m|metres=1:m"
    "|foot=.3048:m|feet=.3048:m|ft=.3048:m|inch=.0254:m|inches=.0254:m|yard=.9144:m|yards=.9144:m|centimeter=.01:m|centimeters=.01:m|centimetres=.01:m|centimetre=.01:m"
    "|millimeters=.001:m|millimetres=.001:m|kilogram=1:kg|kilograms=1:kg|kilo=1:kg|kilos=1:kg|gram=.001:kg|grams=.001:kg|pound=.45359237:kg|pounds=.45359237:kg|lb=.45359237:kg|lbs=.45359237:kg"
    "|ounce=.0283495:kg|ounces=.0283495:kg|tonne=1:tonne|tonnes=1:tonne|ton=1:tonne|tons=1:tonne|metric tons=1:tonne|degrees celsius=1:°C|degrees c=1:°C|degrees fahrenheit=F:°C|degrees f=F:°C|degree=1:degree|degrees=1:degree"
    "|hectare=1:hectare|hectares=1:hectare|acre=.404686:hectare|acres=.404686:hectare|square miles=2.589988:km²|square mile=2.589988:km²|square kilometers=1:km²|square kilometres=1:km²|square meters=1:m²|square metres=1:m²|square feet=.092903:m²|sq ft=.092903:m²"
    "|liter=1:litre|liters=1:litre|litre=1:litre|litres=1:litre|gallon=3.785412:litre|gallons=3.785412:litre|barrel=1:barrel|barrels=1:barrel|megawatt=1:MW|megawatts=1:MW|gigawatts=1000:MW|knots=1.852:km/h"
    "|kilometers per hour=1:km/h|kilometres per hour=1:km/h|kilometers an hour=1:km/h|kilometres an hour=1:km/h|miles per hour=1.609344:km/h|miles an hour=1.609344:km/h"
    "|percent=1:%|per cent=1:%|pct=1:%|percentage point=1:percentage point|percentage points=1:percentage point|basis points=.01:percentage point"
    "|dollar=1:USD|dollars=1:USD|us dollars=1:USD|u.s. dollars=1:USD|euro=1:EUR|euros=1:EUR|yen=1:JPY|won=1:KRW|yuan=1:CNY|pounds sterling=1:GBP|rupees=1:INR|rupee=1:INR|rubles=1:RUB|roubles=1:RUB|swiss francs=1:CHF|pesos=1:peso|reais=1:BRL"
    "|shillings=1:shilling|rand=1:ZAR|naira=1:NGN|lira=1:TRY|cents=.01:USD",
    "de": "sekunde=.016666667:minute|sekunden=.016666667:minute|minute=1:minute|minuten=1:minute|stunde=60:minute|stunden=60:minute|tag=1:day|tage=1:day|tagen=1:day|woche=7:day|wochen=7:day|monat=1:month|monate=1:month|monaten=1:month"
    "|jahr=1:year|jahre=1:year|jahren=1:year|kilometer=1:km|kilometern=1:km|meter=1:m|metern=1:m|zentimeter=.01:m|kilogramm=1:kg|kilo=1:kg|gramm=.001:kg|tonnen=1:tonne|tonne=1:tonne|grad=1:degree|grad celsius=1:°C|hektar=1:hectare|prozent=1:%"
    "|prozentpunkte=1:percentage point|prozentpunkten=1:percentage point|euro=1:EUR|dollar=1:USD|us-dollar=1:USD|franken=1:CHF|schweizer franken=1:CHF|pfund=1:GBP|yen=1:JPY|liter=1:litre|km/h=1:km/h|stundenkilometer=1:km/h|megawatt=1:MW|quadratkilometer=1:km²|quadratmeter=1:m²",
    "fr": "seconde=.016666667:minute|secondes=.016666667:minute|minute=1:minute|minutes=1:minute|heure=60:minute|heures=60:minute|jour=1:day|jours=1:day|semaine=7:day|semaines=7:day|mois=1:month|an=1:year|ans=1:year|année=1:year|années=1:year"
    "|kilomètre=1:km|kilomètres=1:km|mètre=1:m|mètres=1:m|centimètres=.01:m|kilogrammes=1:kg|kilos=1:kg|kilo=1:kg|grammes=.001:kg|tonnes=1:tonne|tonne=1:tonne|degrés=1:degree|hectares=1:hectare|hectare=1:hectare|pour cent=1:%|points de pourcentage=1:percentage point"
    "|euro=1:EUR|euros=1:EUR|d'euros=1:EUR|dollar=1:USD|dollars=1:USD|de dollars=1:USD|francs suisses=1:CHF|livres=1:GBP|yens=1:JPY|litres=1:litre|mégawatts=1:MW|kilomètres carrés=1:km²|mètres carrés=1:m²|km/h=1:km/h",
    "es": "segundos=.016666667:minute|minuto=1:minute|minutos=1:minute|hora=60:minute|horas=60:minute|día=1:day|días=1:day|semana=7:day|semanas=7:day|mes=1:month|meses=1:month|año=1:year|años=1:year|kilómetro=1:km|kilómetros=1:km|metro=1:m|metros=1:m"
    "|kilos=1:kg|kilogramos=1:kg|gramos=.001:kg|toneladas=1:tonne|grados=1:degree|hectáreas=1:hectare|por ciento=1:%|puntos porcentuales=1:percentage point|euro=1:EUR|euros=1:EUR|de euros=1:EUR|dólar=1:USD|dólares=1:USD|de dólares=1:USD|pesos=1:peso|de pesos=1:peso|libras=1:GBP|litros=1:litre",
    "pt": "segundos=.016666667:minute|minuto=1:minute|minutos=1:minute|hora=60:minute|horas=60:minute|dia=1:day|dias=1:day|semana=7:day|semanas=7:day|mês=1:month|meses=1:month|ano=1:year|anos=1:year|quilômetro=1:km|quilômetros=1:km|quilómetros=1:km|metro=1:m|metros=1:m"
    "|quilos=1:kg|quilogramas=1:kg|gramas=.001:kg|toneladas=1:tonne|graus=1:degree|hectares=1:hectare|por cento=1:%|pontos percentuais=1:percentage point|euro=1:EUR|euros=1:EUR|de euros=1:EUR|dólar=1:USD|dólares=1:USD|de dólares=1:USD|reais=1:BRL|de reais=1:BRL|litros=1:litre",
    "it": "secondi=.016666667:minute|minuto=1:minute|minuti=1:minute|ora=60:minute|ore=60:minute|giorno=1:day|giorni=1:day|settimana=7:day|settimane=7:day|mese=1:month|mesi=1:month|anno=1:year|anni=1:year|chilometri=1:km|chilometro=1:km|metri=1:m|metro=1:m|chili=1:kg"
    "|chilogrammi=1:kg|tonnellate=1:tonne|gradi=1:degree|ettari=1:hectare|per cento=1:%|punti percentuali=1:percentage point|euro=1:EUR|di euro=1:EUR|dollari=1:USD|di dollari=1:USD|litri=1:litre",
    "nl": "seconden=.016666667:minute|minuut=1:minute|minuten=1:minute|uur=60:minute|uren=60:minute|dag=1:day|dagen=1:day|week=7:day|weken=7:day|maand=1:month|maanden=1:month|jaar=1:year|jaren=1:year|kilometer=1:km|meter=1:m|kilo=1:kg|ton=1:tonne|graden=1:degree|procent=1:%|euro=1:EUR|dollar=1:USD",
    "ru": "секунд=.016666667:minute|минута=1:minute|минуты=1:minute|минут=1:minute|минуту=1:minute|час=60:minute|часа=60:minute|часов=60:minute|день=1:day|дня=1:day|дней=1:day|суток=1:day|неделю=7:day|недели=7:day|недель=7:day|месяц=1:month|месяца=1:month|месяцев=1:month"
    "|год=1:year|года=1:year|лет=1:year|км=1:km|километр=1:km|километра=1:km|километров=1:km|метров=1:m|метра=1:m|метр=1:m|кг=1:kg|килограммов=1:kg|тонн=1:tonne|тонны=1:tonne|градусов=1:degree|градуса=1:degree|гектаров=1:hectare|процент=1:%|процента=1:%|процентов=1:%"
    "|процентных пункта=1:percentage point|рубль=1:RUB|рубля=1:RUB|рублей=1:RUB|руб.=1:RUB|доллар=1:USD|доллара=1:USD|долларов=1:USD|евро=1:EUR|юаней=1:CNY",
    "ar": "ثانية=.016666667:minute|دقيقة=1:minute|دقائق=1:minute|ساعة=60:minute|ساعات=60:minute|يوم=1:day|يوما=1:day|أيام=1:day|أسبوع=7:day|أسابيع=7:day|شهر=1:month|شهرا=1:month|أشهر=1:month|عام=1:year|عاما=1:year|أعوام=1:year|سنة=1:year|سنوات=1:year|كيلومتر=1:km|كيلومترا=1:km"
    "|كيلومترات=1:km|متر=1:m|مترا=1:m|أمتار=1:m|كيلوغرام=1:kg|طن=1:tonne|طنا=1:tonne|أطنان=1:tonne|درجة=1:degree|بالمئة=1:%|بالمائة=1:%|في المئة=1:%|في المائة=1:%|دولار=1:USD|دولارا=1:USD|دولارات=1:USD|يورو=1:EUR|ريال=1:riyal|درهم=1:dirham|جنيه=1:pound",
    "sw": "sekunde=.016666667:minute|dakika=1:minute|saa=60:minute|siku=1:day|wiki=7:day|mwezi=1:month|miezi=1:month|mwaka=1:year|miaka=1:year|kilomita=1:km|mita=1:m|kilo=1:kg|tani=1:tonne|asilimia=1:%|dola=1:USD|shilingi=1:shilling|ekari=.404686:hectare|hekta=1:hectare",
    "tr": "saniye=.016666667:minute|dakika=1:minute|saat=60:minute|gün=1:day|hafta=7:day|ay=1:month|yıl=1:year|kilometre=1:km|metre=1:m|kilo=1:kg|ton=1:tonne|derece=1:degree|dolar=1:USD|euro=1:EUR|lira=1:TRY",
    "id": "detik=.016666667:minute|menit=1:minute|jam=60:minute|hari=1:day|minggu=7:day|pekan=7:day|bulan=1:month|tahun=1:year|kilometer=1:km|meter=1:m|kilogram=1:kg|ton=1:tonne|derajat=1:degree|persen=1:%|dolar=1:USD|rupiah=1:IDR",
    "ja": "秒=.016666667:minute|分=1:minute|分間=1:minute|時間=60:minute|日=1:day|日間=1:day|週間=7:day|か月=1:month|カ月=1:month|ヶ月=1:month|年=1:year|年間=1:year|歳=1:year of age|才=1:year of age|キロ=1:km|キロメートル=1:km|メートル=1:m|センチ=.01:m|キログラム=1:kg|トン=1:tonne|度=1:degree"
    "|パーセント=1:%|ポイント=1:percentage point|円=1:JPY|ドル=1:USD|ユーロ=1:EUR|元=1:CNY|ウォン=1:KRW|人=1:person|名=1:person|ヘクタール=1:hectare|時間半=60:minute",
    "zh": "秒=.016666667:minute|分钟=1:minute|分鐘=1:minute|小时=60:minute|小時=60:minute|个小时=60:minute|個小時=60:minute|天=1:day|日=1:day|周=7:day|个星期=7:day|星期=7:day|个月=1:month|個月=1:month|年=1:year|岁=1:year of age|歲=1:year of age|公里=1:km|千米=1:km|米=1:m|公尺=1:m|公斤=1:kg|吨=1:tonne|噸=1:tonne"
    "|度=1:degree|摄氏度=1:°C|百分点=1:percentage point|个百分点=1:percentage point|元=1:CNY|人民币=1:CNY|美元=1:USD|美金=1:USD|欧元=1:EUR|歐元=1:EUR|日元=1:JPY|英镑=1:GBP|人=1:person|名=1:person|公顷=1:hectare|平方公里=1:km²",
    "ko": "초=.016666667:minute|분=1:minute|분간=1:minute|시간=60:minute|일=1:day|일간=1:day|주=7:day|주간=7:day|개월=1:month|달=1:month|년=1:year|년간=1:year|세=1:year of age|살=1:year of age|킬로미터=1:km|미터=1:m|킬로그램=1:kg|톤=1:tonne|도=1:degree|퍼센트=1:%|포인트=1:percentage point|원=1:KRW|달러=1:USD|유로=1:EUR|엔=1:JPY|위안=1:CNY|명=1:person|사람=1:person|헥타르=1:hectare",
}  # fmt: skip

CURRENCY_SIGNS = {
    "us$": "USD", "u.s.$": "USD", "a$": "AUD", "c$": "CAD", "ca$": "CAD", "au$": "AUD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD",
    "nz$": "NZD", "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB",
    "₦": "NGN", "₺": "TRY", "₴": "UAH", "rs": "INR", "rp": "IDR", "sh": "shilling", "ksh": "KES", "usd": "USD", "eur": "EUR", "chf": "CHF", "gbp": "GBP",
}  # fmt: skip

# Words before a number that bound it or loosen it. Longest first is the reader's business.
BOUNDS: dict[str, dict[str, str]] = {
    "en": {
        "least": "at least|no fewer than|no less than|a minimum of|not less than|not fewer than",
        "more": "more than|over|exceeding|upwards of|north of|in excess of|above|well over",
        "most": "up to|at most|no more than|as many as|as much as|a maximum of|not more than",
        "less": "less than|fewer than|under|below|lower than",
        "nearly": "nearly|almost|close to|just under|approaching|just short of|slightly less than|not quite",
        "about": "about|around|some|approximately|roughly|an estimated|circa|estimated|approx.|in the region of|perhaps|an average of",
        "just_over": "just over|slightly more than|just more than|a little over|just above",
    },
    "de": {"least": "mindestens|wenigstens", "more": "mehr als|über", "most": "bis zu|höchstens|maximal", "less": "weniger als|unter", "nearly": "fast|knapp|beinahe|nahezu", "about": "rund|etwa|ungefähr|circa|ca.|gut"},
    "fr": {"least": "au moins|au minimum", "more": "plus de|plus d'", "most": "jusqu'à|au plus|au maximum", "less": "moins de|moins d'", "nearly": "près de|presque|quasiment", "about": "environ|quelque|autour de|à peu près"},
    "es": {"least": "al menos|por lo menos|como mínimo", "more": "más de", "most": "hasta|como máximo", "less": "menos de", "nearly": "casi", "about": "unos|unas|cerca de|alrededor de|aproximadamente"},
    "pt": {"least": "pelo menos|ao menos|no mínimo", "more": "mais de", "most": "até|no máximo", "less": "menos de", "nearly": "quase", "about": "cerca de|aproximadamente|em torno de"},
    "it": {"least": "almeno", "more": "più di|oltre", "most": "fino a|al massimo", "less": "meno di", "nearly": "quasi", "about": "circa|all'incirca|intorno a"},
    "nl": {"least": "minstens|zeker|ten minste", "more": "meer dan|ruim", "most": "tot|hooguit", "less": "minder dan", "nearly": "bijna", "about": "ongeveer|zo'n|circa|rond de"},
    "ru": {"least": "не менее|как минимум|по меньшей мере|минимум", "more": "более|больше|свыше", "most": "до|не более", "less": "менее|меньше", "nearly": "почти", "about": "около|примерно|порядка|приблизительно"},
    "ar": {"least": "ما لا يقل عن|على الأقل", "more": "أكثر من|ما يزيد عن|ما يزيد على", "most": "ما يصل إلى", "less": "أقل من", "nearly": "ما يقرب من|قرابة", "about": "نحو|حوالي|حوالى|زهاء"},
    "sw": {"least": "angalau|wasiopungua|takribani|zisizopungua", "more": "zaidi ya", "most": "hadi", "less": "chini ya|pungufu ya", "nearly": "karibu", "about": "takriban|kama|yapata"},
    "tr": {"least": "en az", "more": "fazla", "most": "en fazla", "nearly": "neredeyse", "about": "yaklaşık"},
    "id": {"least": "sedikitnya|setidaknya|paling sedikit", "more": "lebih dari", "most": "hingga|paling banyak", "less": "kurang dari", "nearly": "hampir", "about": "sekitar|kira-kira"},
    "ja": {"least": "少なくとも", "about": "約|およそ|推定", "nearly": "ほぼ", "most": "最大"},
    "zh": {"least": "至少|不少于", "more": "超过|超過|逾|多于", "about": "约|約|大约|大約", "nearly": "近|将近|接近", "most": "最多|至多", "less": "不到|少于|低于"},
    "ko": {"least": "최소|적어도", "about": "약|대략", "nearly": "거의", "most": "최대"},
}  # fmt: skip
AFTER_BOUNDS: dict[str, dict[str, str]] = {
    "en": {"least": "or more|plus|and counting", "about": "or so|-odd|-ish|-strong"},
    "ja": {"least": "以上", "more": "超|を超える|を上回る", "less": "未満", "most": "以下", "about": "ほど|程度|前後|余り|あまり|弱|強"},
    "zh": {"least": "以上", "more": "多|余|餘", "less": "以下", "about": "左右"},
    "ko": {"least": "이상", "more": "여|넘는", "less": "미만", "most": "이하", "about": "가량|정도|안팎|쯤"},
    "de": {"least": "oder mehr"}, "fr": {"least": "ou plus"}, "es": {"least": "o más"}, "pt": {"least": "ou mais"},
    "ar": {"least": "على الأقل"},
}  # fmt: skip

# Vague numbers: word = low..high. What writers mean by them, from dictionaries; the upper end is the next step up.
VAGUE: dict[str, str] = {
    "en": "a few=2..10|several=3..12|a couple of=2..3|a couple=2..3|couple of=2..3|a handful of=2..6|a dozen=10..14|half a dozen=5..7|dozens of=24..99|dozens=24..99"
    "|scores of=40..200|hundreds of=200..999|hundreds=200..999|thousands of=2000..9999|thousands=2000..9999|tens of thousands of=20000..99999|tens of thousands=20000..99999"
    "|hundreds of thousands of=200000..999999|hundreds of thousands=200000..999999|millions of=2000000..99000000|tens of millions of=20000000..99000000|billions of=2e9..99e9"
    "|dozens more=24..99|hundreds more=200..999|few=2..10|tens of=20..99",
    "de": "einige=2..10|mehrere=3..12|mehrere hundert=200..999|mehrere tausend=2000..9999|mehrere dutzend=24..99|ein paar=2..10|wenige=2..10|dutzende=24..99|dutzende von=24..99|hunderte=200..999|hunderte von=200..999|tausende=2000..9999|tausende von=2000..9999|zehntausende=20000..99999|hunderttausende=200000..999999|millionen=2e6..99e6|ein dutzend=10..14",
    "fr": "quelques=2..10|plusieurs=2..12|plusieurs dizaines de=20..99|plusieurs centaines de=200..999|plusieurs milliers de=2000..9999|une dizaine de=8..12|une douzaine de=10..14|une vingtaine de=18..22|une trentaine de=27..33|une cinquantaine de=45..55|une centaine de=90..110|des dizaines de=20..99|des centaines de=200..999|des milliers de=2000..9999|des dizaines de milliers de=20000..99999|des millions de=2e6..99e6",
    "es": "varios=3..12|varias=3..12|algunos=2..10|algunas=2..10|unos pocos=2..6|unas pocas=2..6|un par de=2..3|una docena de=10..14|decenas de=20..99|cientos de=200..999|centenares de=200..999|miles de=2000..9999|decenas de miles de=20000..99999|millones de=2e6..99e6",
    "pt": "vários=3..12|várias=3..12|alguns=2..10|algumas=2..10|poucos=2..6|um par de=2..3|uma dúzia de=10..14|dezenas de=20..99|centenas de=200..999|milhares de=2000..9999|dezenas de milhares de=20000..99999|milhões de=2e6..99e6",
    "it": "alcuni=2..10|alcune=2..10|diversi=3..12|diverse=3..12|un paio di=2..3|una decina di=8..12|una dozzina di=10..14|decine di=20..99|un centinaio di=90..110|centinaia di=200..999|migliaia di=2000..9999|decine di migliaia di=20000..99999",
    "ru": "несколько=2..10|десятки=20..99|сотни=200..999|тысячи=2000..9999|десятки тысяч=20000..99999|сотни тысяч=200000..999999|пара=2..3|пару=2..3",
    "nl": "enkele=2..10|een paar=2..10|tientallen=20..99|honderden=200..999|duizenden=2000..9999|tienduizenden=20000..99999",
    "sw": "kadhaa=3..12|makumi ya=20..99|mamia ya=200..999|maelfu ya=2000..9999",
    "ar": "عشرات=20..99|مئات=200..999|آلاف=2000..9999|عشرات الآلاف=20000..99999|عدة=3..12|بضعة=3..9|بضع=3..9",
    "tr": "birkaç=2..10|onlarca=20..99|yüzlerce=200..999|binlerce=2000..9999",
    "id": "beberapa=2..10|puluhan=20..99|ratusan=200..999|ribuan=2000..9999",
    "ja": "数人=2..9|数分=2..9|数十=20..99|数百=200..999|数千=2000..9999|数万=20000..99999",
    "zh": "数十=20..99|數十=20..99|数百=200..999|數百=200..999|数千=2000..9999|數千=2000..9999|几十=20..99|上百=100..999|上千=1000..9999|数万=20000..99999",
    "ko": "수십=20..99|수백=200..999|수천=2000..9999|수만=20000..99999|몇=2..9",
}  # fmt: skip

RANGE_WORDS: dict[str, str] = {
    "en": "to|and|or", "de": "bis|und|oder", "fr": "à|et|ou", "es": "a|y|o", "pt": "a|e|ou", "it": "a|e|o", "nl": "tot|en|of",
    "ru": "до|и|или", "ar": "إلى|و|أو", "sw": "hadi|na|au", "tr": "ile|ila", "id": "hingga|sampai|dan", "ja": "から|～|〜|ないし",
    "zh": "到|至|～|或", "ko": "에서|내지|～",
}  # fmt: skip
BETWEEN: dict[str, str] = {
    "en": "between|from", "de": "zwischen|von", "fr": "entre|de", "es": "entre|de", "pt": "entre|de", "it": "tra|fra|da", "nl": "tussen|van",
    "ru": "от|между", "ar": "بين|من", "sw": "kati ya|kutoka",
}  # fmt: skip

PEOPLE: dict[str, str] = {
    "en": "people|persons|person|individuals|victims|bodies|residents|civilians|men|women|children|others|soldiers|passengers|workers|troops|migrants|students|officers|protesters|policemen|fighters|militants|inmates|miners|pupils|tourists|villagers|boys|girls|adults|palestinians|ukrainians|israelis|lives|members|personnel|firefighters|journalists|patients|worshippers|crew|relatives",
    "de": "menschen|personen|leute|opfer|tote|verletzte|soldaten|zivilisten|kinder|frauen|männer|polizisten|passagiere",
    "fr": "personnes|gens|morts|blessés|victimes|civils|soldats|enfants|femmes|hommes|passagers",
    "es": "personas|muertos|heridos|víctimas|civiles|soldados|niños|mujeres|hombres|fallecidos|pasajeros",
    "pt": "pessoas|mortos|feridos|vítimas|civis|soldados|crianças|mulheres|homens|passageiros",
    "it": "persone|morti|feriti|vittime|civili|soldati|bambini|donne|uomini",
    "nl": "mensen|personen|doden|gewonden|burgers|soldaten|kinderen",
    "ru": "человек|человека|людей|погибших|раненых|пострадавших|детей|военных|мирных|жителей",
    "ar": "شخص|شخصا|أشخاص|شخصاً|قتيل|قتيلا|قتلى|جريح|جريحا|جرحى|مدنيين|مدنيا|جنود|أطفال|آخرين",
    "sw": "watu|mtu|raia|wanajeshi|watoto|wanawake|wanaume|majeruhi|maiti",
    "tr": "kişi|insan|çocuk|asker|sivil|kişinin|kişiyi", "id": "orang|korban|warga|anak|tentara",
}  # fmt: skip

# Casualties: patterns right before the number (with its bound) or right after it (with the people counted).
DEATHS: dict[str, tuple[str, str]] = {
    "en": (
        r"(?:kill(?:ed|s|ing)?|death toll(?: \w+){0,5}?(?: to| at| of| from| was| is| stands at| reached| hit)?|deaths? of|claim(?:ed|ing|s) the lives of|claim(?:ed|ing|s)|murder(?:ed|ing)|massacre of|dead:|toll(?: \w+){0,3} (?:to|at|from))",
        r"(?:dead\b|killed\b|deaths?\b|fatalities\b|fatalit|died\b|lives\b(?! in)|slain\b|murdered\b|perished\b|bodies\b|(?:people |others |\w+ )?(?:(?:were|was|have been|had been|has been|are|being|have|had|confirmed|reported|also|reportedly|so far) ){0,4}(?:confirmed |reported )?(?:killed|dead\b|died|murdered|perished|shot dead|slain)|lost their lives|(?:more )?(?:deaths|fatalities))",
    ),
    "de": (r"(?:tötete[nt]?|getötet:?|todesopfer(?: \w+){0,3}(?: auf)?|opferzahl(?: \w+){0,3} auf|tote:)", r"(?:(?-i:Toten?\b)|tote menschen|tote zivilisten|todesopfer|(?:\w+ ){0,5}?(?:getötet|ums leben|gestorben|starben|tot\b|kamen ums leben))"),
    "fr": (r"(?:tu(?:é|er|ant|ent)|bilan(?: \w+){0,5}?(?: à| de)|la mort (?:de|d')|mort de|fait)", r"(?:morts?\b|décès|tués?\b|(?:\w+ ){0,4}?(?:tuée?s?|mortes?|morts|décédée?s?|ont péri|ont perdu la vie))"),
    "es": (r"(?:mat(?:ó|aron|a|ar|ando)|deja(?:n|ron|do)?|dej[óo]|muerte de|asesinato de|cifra de (?:muertos|fallecidos)(?: \w+){0,3} (?:a|en)|mueren|murieron)", r"(?:muertos|muertes|fallecidos|muertas|(?:\w+ ){0,4}?(?:murieron|muertas?|muertos|fallecieron|asesinad[oa]s|mueren|perdieron la vida))"),
    "pt": (r"(?:mat(?:ou|aram|a|ar|ando)|deix(?:a|ou|am|aram)|morte de|número de mortos(?: \w+){0,3} (?:para|a|em)|morreram|morrem)", r"(?:mortos|mortes|mortas|(?:\w+ ){0,4}?(?:morreram|mortas?|mortos|morrem|assassinad[oa]s|perderam a vida))"),
    "it": (r"(?:ucci(?:so|dendo|de)|bilancio(?: \w+){0,4} (?:a|di)|morte di)", r"(?:morti\b|vittime\b|(?:\w+ ){0,4}?(?:mort[ei]|uccis[ei]|sono morte))"),
    "nl": (r"(?:dode?ntal(?: \w+){0,3} (?:tot|naar|op)|doodde)", r"(?:doden\b|(?:\w+ ){0,4}?(?:gedood|omgekomen|om het leven|overleden))"),
    "ru": (r"(?:погиб(?:ли|ло|ших|ло|нет)?|убит[ыо]?|умерл[ио]|жертвами(?: \w+)? стали|число (?:погибших|жертв)(?: \w+){0,3} до|скончались)", r"(?:погибших|(?:\w+ ){0,3}?(?:погиб(?:ли|ло)?|убит[ыо]|умерл[ио]|скончал[ио]сь))"),
    "ar": (r"(?:مقتل|قتل|مصرع|وفاة|استشهاد|عدد القتلى(?: \w+)? إلى)", r"(?:قتيلا?|قتلى)"),
    "sw": (r"(?:kuua|kuuawa kwa|vifo vya|waliuawa|wameuawa|ameua|iliua)", r"(?:wafu|waliokufa|(?:\w+ ){0,2}?(?:waliuawa|wameuawa|wamekufa|walikufa|wamefariki|walifariki|kuuawa))"),
    "tr": (r"(?:ölü sayısı)", r"(?:ölü\b|(?:\w+ ){0,4}?(?:öldü|hayatını kaybetti|yaşamını yitirdi|öldürüldü))"),
    "id": (r"(?:menewaskan|tewaskan|korban tewas|korban jiwa)", r"(?:orang )?(?:tewas|meninggal|korban tewas)"),
    "ja": (r"(?:死者(?:数)?[はがも、:]?\s?|死者[^。]{0,6}[はが])", r"(?:人|名)?[^。、]{0,4}(?:が|の)?(?:死亡|死者|亡くな|犠牲)"),
    "zh": (r"(?:造成|导致|導致|死亡人数[^。，]{0,8}|致)", r"(?:人|名)?[^。，]{0,6}?(?:死亡|遇难|遇難|丧生|喪生|身亡|死)"),
    "ko": (r"(?:사망자(?:는|가|수가)?\s?|사망자 수[^.]{0,6})", r"(?:명|사람)?[^.,]{0,6}?(?:숨|사망|목숨)"),
}  # fmt: skip
INJURIES: dict[str, tuple[str, str]] = {
    "en": (
        r"(?:injur(?:ed|es|ing)|wound(?:ed|s|ing)|hurt|injuries to|hospitali[sz](?:ed|ing))",
        r"(?:injured\b|wounded\b|hurt\b|injuries\b|(?:people |others |\w+ )?(?:(?:were|was|have been|had been|has been|are|being|have|had|also|reportedly|so far|more|seriously|critically) ){0,4}(?:injured|wounded|hurt\b|hospitali[sz]ed)|(?:suffered|sustained) (?:\w+ )?(?:injuries|wounds))",
    ),
    "de": (r"(?:verletzte[nt]?)", r"(?:verletzte\b|verletzten\b|(?:\w+ ){0,5}?verletzt)"),
    "fr": (r"(?:bless(?:é|er|ant|ent))", r"(?:blessée?s?\b|(?:\w+ ){0,4}?blessée?s?\b)"),
    "es": (r"(?:hir(?:ió|ieron|iendo)|herid[oa]s?:)", r"(?:heridos|heridas|lesionados|(?:\w+ ){0,4}?(?:herid[oa]s|lesionad[oa]s|resultaron heridas))"),
    "pt": (r"(?:fer(?:iu|iram|indo|em))", r"(?:feridos|feridas|(?:\w+ ){0,4}?ferid[oa]s)"),
    "it": (r"(?:feri(?:to|ndo|sce))", r"(?:feriti\b|(?:\w+ ){0,4}?ferit[ei])"),
    "nl": (r"(?:verwondde)", r"(?:gewonden\b|(?:\w+ ){0,4}?gewond)"),
    "ru": (r"(?:ранен[ыо]|пострадал[ио]|ранив|ранения получили)", r"(?:раненых|пострадавших|(?:\w+ ){0,3}?(?:ранен[ыо]|пострадал[ио]|получили ранения))"),
    "ar": (r"(?:إصابة|جرح|أصيب)", r"(?:جريحا?|جرحى|مصابا?|مصابين)"),
    "sw": (r"(?:kujeruhi|kuwajeruhi)", r"(?:majeruhi|(?:\w+ ){0,2}?(?:wamejeruhiwa|walijeruhiwa|kujeruhiwa))"),
    "tr": (r"(?:yaralı sayısı)", r"(?:yaralı\b|(?:\w+ ){0,4}?yaralandı)"),
    "id": (r"(?:melukai)", r"(?:orang )?(?:luka|terluka|cedera)"),
    "ja": (r"(?:負傷者[はがも、]?|けが人[はがも、]?)", r"(?:人|名)?[^。、]{0,5}(?:負傷|けが|重傷|軽傷)"),
    "zh": (r"(?:受伤人数)", r"(?:人|名)?[^。，]{0,6}?(?:受伤|受傷|轻伤|重伤|伤)"),
    "ko": (r"(?:부상자(?:는|가)?\s?)", r"(?:명|사람)?[^.,]{0,6}?(?:다치|다쳤|부상)"),
}  # fmt: skip
AGES: dict[str, tuple[str, str]] = {  # before and after the number
    "en": (r"(?:aged?|ages)(?: of| around| between| from| about){0,2}", r"[- ]years?[- ]olds?\b|[- ]years? of age"),
    "de": (r"(?:im alter von)", r"[- ]?jährige[rn]?\b| jahre alt"),
    "fr": (r"(?:âgée?s? de|l'âge de)", r"\bans\b(?=\s?[,)])"),
    "es": (r"(?:de|edad de|tiene|tenía)", r" años(?: de edad)?(?=\s?[,.)])"),
    "pt": (r"(?:de|idade de|tem|tinha)", r" anos(?: de idade)?(?=\s?[,.)])"),
    "it": (r"(?:di|età di)", r" anni(?=\s?[,.)])"),
    "nl": (r"(?:leeftijd van)", r"-jarige| jaar oud"),
    "ru": (r"(?:в возрасте|исполнилось)", r"-летн\w+"),
    "ar": (r"(?:البالغ من العمر|عمره|عمرها|عن عمر)", r"(?!)"),
    "sw": (r"(?:umri wa miaka|mwenye umri wa miaka|miaka ya)", r"(?!)"),
    "tr": (r"(?!)", r" yaşında\w*"), "id": (r"(?:berusia|usia)", r"(?!)"),
}  # fmt: skip
