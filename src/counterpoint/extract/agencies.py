"""News agencies: canonical names, the names and slugs they print, in their own scripts and others'.

Data for `agency` and `dateline`. A slug is a short mark that stands in brackets or after a dash ("AP", "dpa");
a name is what prose calls the agency ("The Associated Press"). Slugs are matched with their case, names without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Agency(NamedTuple):
    """One agency: canonical name, slugs (case matters) and names in prose."""

    name: str
    slugs: tuple[str, ...]
    names: tuple[str, ...]


def _agency(name: str, slugs: str, names: str = "") -> Agency:
    split = [tuple(w.strip() for w in part.split("|") if w.strip()) for part in (slugs, names)]
    return Agency(name, split[0], (*split[1], name))


AGENCIES: tuple[Agency, ...] = (
    # World agencies.
    _agency(
        "Associated Press",
        "AP | A.P. | The AP | AP通信 | ＡＰ | АП | أ ب | أ.ب | ا ب | AP통신 | אי-פי",
        "The Associated Press | AP News | AP通信社 | 美联社 | 美聯社 | Ассошиэйтед Пресс | أسوشيتد برس | اسوشيتد برس | एसोसिएटेड प्रेस",
    ),
    _agency(
        "AFP",
        "AFP | ＡＦＰ | АФП | AFP時事 | أ ف ب | أ.ف.ب | أف ب | ا ف ب | فرانس برس",
        "Agence France-Presse | Agence France Presse | Agence-France Presse | AFPBB | AFP通信 | 法新社 | 法國新聞社 | AFP통신 | Франс Пресс | "
        "وكالة فرانس برس | एएफपी | एएफ़पी",
    ),
    _agency(
        "Reuters",
        "Reuters | REUTERS | RTRS | ロイター | 로이터 | Рейтер | Рейтерс | رويترز | רויטרס | 路透 | Ρόιτερς | रॉयटर्स",
        "Thomson Reuters | ロイター通信 | 路透社 | 路透社電 | 로이터통신 | وكالة رويترز | रायटर",
    ),
    _agency("Bloomberg", "Bloomberg | ブルームバーグ | 블룸버그 | Блумберг | بلومبرغ", "Bloomberg News | 彭博社"),
    _agency("UPI", "UPI", "United Press International"),
    # Germany, Austria, Switzerland, the Low Countries, the Nordics.
    _agency("dpa", "dpa | DPA | dpa-AFX | د ب أ | د.ب.أ", "Deutsche Presse-Agentur | Deutschen Presse-Agentur | 德新社 | ДПА"),
    _agency("epd", "epd", "Evangelischer Pressedienst"),
    _agency("KNA (Germany)", "KNA", "Katholische Nachrichten-Agentur"),
    _agency("AFP/dts", "dts", "dts Nachrichtenagentur"),
    _agency("APA", "APA | apa | APA/dpa", "Austria Presse Agentur"),
    _agency("Keystone-SDA", "sda | SDA | ATS | ats | Keystone-SDA | Keystone-ATS | KEYSTONE-ATS | awp", "Schweizerische Depeschenagentur"),
    _agency("Belga", "Belga | BELGA", "Agence Belga | Persagentschap Belga"),
    _agency("ANP", "ANP", "Algemeen Nederlands Persbureau"),
    _agency("TT", "TT", "TT Nyhetsbyrån | Tidningarnas Telegrambyrå"),
    _agency("NTB", "NTB | ©NTB", "Norsk Telegrambyrå"),
    _agency("Ritzau", "Ritzau | /ritzau/ | RITZAU | ritzau", "Ritzaus Bureau"),
    _agency("STT", "STT | STT–Lehtikuva | STT-Lehtikuva | FNB", "Suomen Tietotoimisto"),
    # Romance languages.
    _agency("EFE", "EFE | Efe | EFEUSA", "Agencia EFE | Agencia Efe | ЭФЕ | 埃菲社 | إفي"),
    _agency("Europa Press", "EUROPA PRESS | Europa Press | EP", ""),
    _agency("ANSA", "ANSA | Ansa", "Agenzia ANSA | ANSA news agency | АНСА | 安莎社"),
    _agency("Adnkronos", "Adnkronos | ADNKRONOS", ""),
    _agency("AGI", "AGI", "Agenzia Giornalistica Italia"),
    _agency("askanews", "askanews | Askanews", ""),
    _agency("Lusa", "Lusa | LUSA", "Agência Lusa | Agencia Lusa"),
    _agency("Agência Brasil", "Agência Brasil | ABr", "Agencia Brasil"),
    _agency("Notimex", "Notimex | NOTIMEX | NTX", ""),
    _agency("Télam", "Télam | TÉLAM | Telam | TELAM", ""),
    _agency("Andina", "ANDINA | Andina", "Agencia Andina"),
    _agency("Prensa Latina", "Prensa Latina | PL", ""),
    _agency("Agerpres", "AGERPRES | Agerpres", ""),
    _agency("Mediafax", "MEDIAFAX | Mediafax", ""),
    # Central, eastern and south-eastern Europe, the Caucasus, Central Asia.
    _agency("PAP", "PAP", "Polska Agencja Prasowa"),
    _agency("CTK", "ČTK | CTK", "Česká tisková kancelář"),
    _agency("TASR", "TASR", ""),
    _agency("SITA", "SITA", ""),
    _agency("MTI", "MTI", "Magyar Távirati Iroda"),
    _agency("Hina", "Hina | HINA", ""),
    _agency("STA", "STA", "Slovenska tiskovna agencija"),
    _agency("Tanjug", "Tanjug | TANJUG | Танјуг", ""),
    _agency("FENA", "FENA | Fena", ""),
    _agency("BTA", "БТА | BTA", "Българска телеграфна агенция"),
    _agency("ANA-MPA", "ΑΠΕ-ΜΠΕ | ANA-MPA | AMNA | ΑΠΕ", "Αθηναϊκό-Μακεδονικό Πρακτορείο Ειδήσεων"),
    _agency("ERR/BNS", "BNS", "Baltic News Service"),
    _agency("ELTA", "ELTA", ""),
    _agency("LETA", "LETA", ""),
    _agency("TASS", "ТАСС | TASS | ИТАР-ТАСС | Tass | تاس | 타스 | タス", "ITAR-TASS | タス通信 | 塔斯社 | 타스통신 | وكالة تاس"),
    _agency("RIA Novosti", "РИА Новости | РИА | RIA Novosti | RIA", "RIA Novosti news agency | 俄新社 | ريا نوفوستي"),
    _agency("Interfax", "Интерфакс | ИНТЕРФАКС | INTERFAX | Interfax", "Interfax-Ukraine | Интерфакс-Украина | Інтерфакс-Україна | 国际文传电讯社 | إنترفاكس"),
    _agency("Ukrinform", "Укрінформ | Укринформ | Ukrinform | УКРІНФОРМ", ""),
    _agency("UNIAN", "УНИАН | УНІАН | UNIAN", ""),
    _agency("BelTA", "БЕЛТА | BelTA | БелТА", ""),
    _agency("Kazinform", "Казинформ | Kazinform | QazAqparat", ""),
    _agency("Trend", "Trend", "Trend News Agency"),
    _agency("Azertac", "AZERTAC | AZƏRTAC | АЗЕРТАДЖ", ""),
    _agency("Armenpress", "ARMENPRESS | Armenpress | АРМЕНПРЕСС", ""),
    # East and South-East Asia, the Pacific.
    _agency("Kyodo", "共同 | 共同通信 | Kyodo | KYODO | ＫＹＯＤＯ | 교도 | Киодо", "Kyodo News | 共同通信社 | 共同社 | 교도통신"),
    _agency("Jiji", "時事 | 時事通信 | Jiji | JIJI | Jiji Press | 지지", "時事通信社 | 时事社 | 지지통신"),
    _agency("Yonhap", "연합뉴스 | Yonhap | YONHAP | 聯合ニュース | 聯合", "Yonhap News Agency | Yonhap News | 韩联社 | 韓聯社 | Рёнхап | Ренхап | يونهاب"),
    _agency("Newsis", "뉴시스 | NEWSIS | Newsis", ""),
    _agency("News1", "뉴스1 | News1", ""),
    _agency("KCNA", "KCNA | 조선중앙통신 | 朝鮮中央通信 | 朝中社 | ЦТАК", "Korean Central News Agency | 朝鲜中央通讯社"),
    _agency("Xinhua", "新华社 | 新華社 | Xinhua | XINHUA | 新华 | 新华网 | 新華 | 신화 | Синьхуа | شينخوا", "Xinhua News Agency | 신화통신 | 新華社通信 | शिन्हुआ"),
    _agency("China News Service", "中新社 | 中新网 | 中新網 | CNS", "China News Service | ECNS"),
    _agency("CNA (Taiwan)", "中央社 | CNA", "Central News Agency | 中央通訊社"),
    _agency("Bernama", "Bernama | BERNAMA", ""),
    _agency("Antara", "ANTARA | Antara", "ANTARA News | Kantor Berita Antara"),
    _agency("PNA", "PNA", "Philippine News Agency"),
    _agency("VNA", "TTXVN | VNA", "Thông tấn xã Việt Nam | Vietnam News Agency"),
    _agency("TNA", "TNA", "Thai News Agency | สำนักข่าวไทย"),
    _agency("AAP", "AAP", "Australian Associated Press"),
    _agency("RNZ", "RNZ", ""),
    # South and West Asia.
    _agency("PTI", "PTI | पीटीआई | भाषा | पीटीआई-भाषा", "Press Trust of India"),
    _agency("ANI", "ANI | एएनआई", "Asian News International"),
    _agency("IANS", "IANS | आईएएनएस", "Indo-Asian News Service"),
    _agency("UNI", "UNI | यूएनआई | वार्ता", "United News of India"),
    _agency("APP", "APP | اے پی پی", "Associated Press of Pakistan"),
    _agency("BSS", "BSS | বাসস", "Bangladesh Sangbad Sangstha"),
    _agency("UNB", "UNB | ইউএনবি", "United News of Bangladesh"),
    _agency("RSS (Nepal)", "RSS | रासस", "Rastriya Samachar Samiti"),
    _agency("IRNA", "IRNA | ایرنا | إرنا", "Islamic Republic News Agency"),
    _agency("ISNA", "ISNA | ایسنا", ""),
    _agency("Mehr", "Mehr | مهر", "Mehr News Agency | خبرگزاری مهر"),
    _agency("Tasnim", "Tasnim | تسنیم", ""),
    _agency("Fars", "Fars | فارس", "Fars News Agency | خبرگزاری فارس"),
    _agency("Anadolu", "AA | Anadolu | الأناضول", "Anadolu Agency | Anadolu Ajansı | وكالة الأناضول | Анадолу | 阿纳多卢通讯社"),
    _agency("DHA", "DHA", "Demirören Haber Ajansı"),
    _agency("İHA", "İHA | IHA", "İhlas Haber Ajansı"),
    _agency("WAM", "WAM | وام", "Emirates News Agency | وكالة أنباء الإمارات"),
    _agency("SPA", "SPA | واس", "Saudi Press Agency | وكالة الأنباء السعودية"),
    _agency("KUNA", "KUNA | كونا", "Kuwait News Agency | وكالة الأنباء الكويتية"),
    _agency("QNA", "QNA | قنا", "Qatar News Agency | وكالة الأنباء القطرية"),
    _agency("BNA", "BNA | بنا", "Bahrain News Agency | وكالة أنباء البحرين"),
    _agency("Petra", "Petra | بترا", "Jordan News Agency | وكالة الأنباء الأردنية"),
    _agency("NNA (Lebanon)", "NNA", "National News Agency | الوكالة الوطنية للإعلام"),
    _agency("SANA", "SANA | سانا", "Syrian Arab News Agency"),
    _agency("WAFA", "WAFA | وفا", "Palestine News Agency"),
    _agency("INA", "INA | واع", "Iraqi News Agency | وكالة الأنباء العراقية"),
    _agency("Saba", "Saba | سبأ", "Yemen News Agency"),
    # Africa.
    _agency("MENA", "MENA | أ ش أ | أ.ش.أ", "Middle East News Agency | وكالة أنباء الشرق الأوسط"),
    _agency("APS (Algeria)", "APS | واج | وأج", "Algérie Presse Service | وكالة الأنباء الجزائرية"),
    _agency("TAP", "TAP | وات", "Tunis Afrique Presse"),
    _agency("MAP", "MAP | ومع", "Maghreb Arabe Presse"),
    _agency("SUNA", "SUNA | سونا", "Sudan News Agency"),
    _agency("NAN", "NAN", "News Agency of Nigeria"),
    _agency("GNA", "GNA", "Ghana News Agency"),
    _agency("KNA", "Kenya News Agency", "Kenya News Agency"),
    _agency("TNA (Tanzania)", "MAELEZO", "Tanzania News Agency"),
    _agency("ENA", "ENA", "Ethiopian News Agency"),
    _agency("SAPA", "Sapa | SAPA", "South African Press Association"),
    _agency("APA News", "", "African Press Agency | Agence de Presse Africaine"),
    _agency("Angop", "ANGOP | Angop", ""),
    _agency("ZIANA", "ZIANA | New Ziana", ""),
    # North America, the British Isles, Israel.
    _agency("Canadian Press", "CP | THE CANADIAN PRESS", "The Canadian Press | La Presse canadienne | La Presse Canadienne"),
    _agency("PA Media", "PA | PA Media", "Press Association | The Press Association"),
    _agency("McClatchy-Tribune", "MCT | TNS", "McClatchy-Tribune | Tribune News Service"),
    _agency("JTA", "JTA", "Jewish Telegraphic Agency"),
    _agency("CNS", "CNS", "Catholic News Service"),
)  # fmt: skip

# Slugs that are also common words, abbreviations or place names: alone they prove nothing outside brackets.
_WEAK = (
    "PA CP EP PL AA TT STA ANA SPA MAP TAP APS APA APP UNI SITA CNA CNS CNN INA BNA ENA NAN RSS RIA РИА MENA SANA WAM "
    "Hina Trend Saba Mehr Petra Fars dts sda ats awp apa APA TNA BSS GNA PNA VNA QNA MTI AGI DHA IHA Andina "
    "共同 時事 聯合 新华 新華 中新网 भाषा वार्ता مهر فارس بنا وات وام قنا وفا واج سبأ تاس 타스 タス 교도 지지 신화 TNS MCT BTA БТА UPI "
    "Ansa Efe TASR FNB AMNA بترا سانا سونا كونا واع واس ومع"
)
WEAK_SLUGS = frozenset(_WEAK.split())


@cache
def slug_table() -> dict[str, str]:
    """Return slug -> canonical name; the first agency of a shared slug wins."""
    table: dict[str, str] = {}
    for agency in AGENCIES:
        for slug in (*agency.slugs, *agency.names):
            table.setdefault(slug, agency.name)
    return table


@cache
def agency_named(words: str) -> str | None:
    """Return the canonical name of the agency that a slug or name means, or None.

    Compound slugs ("dpa/lby", "APA/dpa", "AFP=時事", "AP Photo") count as their first known part.
    """
    bare = words.strip(" .,:;()[]【】（）［］〔〕/=-–—©")
    table = slug_table()
    if bare in table:
        return table[bare]
    lowered = bare.casefold().removeprefix("the ")
    for slug, name in table.items():
        if len(slug) > 4 and slug.casefold() == lowered:
            return name
    for part in re.split(r"[/=＝·・|,، -]+", bare):
        if part in table and part != bare:
            return table[part]
    return None


def names_and_slugs() -> Iterator[tuple[str, str, bool]]:
    """Yield (printed, canonical, strong): strong where the words alone name the agency in prose."""
    for agency in AGENCIES:
        for name in agency.names:
            yield name, agency.name, " " in name or len(name) > 5 or not name.isascii()
        for slug in agency.slugs:
            yield slug, agency.name, slug not in WEAK_SLUGS
