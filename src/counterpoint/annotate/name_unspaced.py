"""Names in scripts without capital letters: beside a title, in the gazetteer, before an organisation's ending.

Data way: one sentence -> Candidates. Pure.

Japanese and Korean put the title after the name, Chinese and Arabic before it (Chinese also after). Without a title
or a gazetteer nothing is claimed: a name once found is looked for again by names.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from counterpoint.annotate.name_latin import ORGANISATION, PERSON, PLACE, Candidate
from counterpoint.places import scripted_places

UNMARKED = frozenset(["ja", "zh", "ko", "ar", "fa", "ur", "he", "th", "hi", "bn", "ta", "te"])

_BY_TITLE, _BY_ENDING, _BY_GAZETTEER = 5.0, 4.0, 3.0

_JA_TITLES = (
    "内閣総理大臣|総理大臣|総理|首相|副首相|大統領|副大統領|国家主席|主席|官房長官|国務長官|国防長官|報道官|外務大臣|外相|防衛相|"
    "財務相|経産相|厚労相|大臣|知事|市長|町長|村長|区長|議長|議員|代表|党首|総裁|委員長|書記長|幹事長|会長|社長|理事長|"
    "監督|選手|教授|博士|弁護士|裁判長|検事|署長|容疑者|被告|国王|女王|王子|王女|皇太子|天皇|皇后|法王|教皇|大使|事務総長|"
    "長官|次官|司令官|将軍|記者|さん|氏|君|ちゃん"
)
_KANJI = "\u4e00-\u9fff々〆ヶ"
_KATA = "\u30a1-\u30fa\u30fc"
_JA_NAME = rf"(?P<name>[{_KATA}]+(?:[・＝=·][{_KATA}]+)*|[{_KANJI}]{{2,9}})"
_JA_PERSON = re.compile(
    rf"{_JA_NAME}(?:[（(](?P<reading>[^）)]{{1,24}})[）)])?(?:前|元|新)?(?P<title>{_JA_TITLES})(?!府|室|ら?候補)"
)
_JA_ORGANISATION = re.compile(
    rf"(?:[{_KANJI}]{{1,10}}|[{_KATA}・]{{2,16}})(?:省|庁|党|大学|銀行|委員会|協会|警察署|警察|県警|裁判所|地裁|新聞|通信社|通信|放送|テレビ|"
    r"機構|連合|連盟|研究所|株式会社|会社|病院|消防署|消防局|消防|自衛隊|政府|議会|財団|労組|組合)"
)
_JA_PLACE = re.compile(
    rf"[{_KANJI}]{{1,5}}?(?:市|県|区|町|村|州|郡|島|湾|川|山|港|駅|空港|神社|寺)(?![{_KANJI}])"
)
# Kanji that stand before a name without being part of it: "new", "the same", "both", dates, counters.
_JA_NOT_NAMES = re.compile(
    r"^(?:同|両|各|全|新|現|前|元|副|次期|歴代|初代|女性|男性|地元|現職|今|昨|日本人|韓国人|外国人|米国人|財務|国務|国防|司法|外務|防衛|経済|環境|厚生|文部|農林|内務|商務|保健|官房|広報|筆頭|首席|主任|最高|上級|特別|臨時|暫定|共同|当局|政府|専門家)$|^[〇一二三四五六七八九十百千万年月日時分]+$"
)
# A title may also stand ahead, within the same run of kanji.
_JA_AHEAD = re.compile(rf"(?:(?:最高)?指導者|総書記|{_JA_TITLES})(?=[{_KANJI}]{{2}})")

_ZH_TITLES = (
    "最高领导人|领导人|領導人|领袖|領袖|国家主席|總理大臣|总理大臣|副总统|副總統|总统|總統|首相|副总理|总理|總理|主席|总书记|總書記|国务卿|國務卿|外交部长|外交部長|国防部长|部长|部長|外长|外長|"
    "大臣|省长|市长|市長|州长|州長|议长|議長|议员|議員|发言人|發言人|大使|国王|國王|女王|王子|教皇|教宗|秘书长|秘書長|"
    "主任|局长|局長|校长|校長|董事长|董事長|总裁|總裁|教练|教練|教授|记者|記者|先生|女士|小姐|法官|警长|将军|將軍"
)
_ZH_END = (
    r"(?=[\s，。、；：！？（）()“”「」《》,.]|[说說称稱在与與和同及将將于於的是会會已曾对對向也则則今昨周日星]|表示|指出|宣布|訪|访问|访|出席|"
    r"抵达|抵達|当选|當選|强调|強調|认为|認為|共同|一起|举行|舉行|等|月|前往|发表|發表|签署|簽署|接受|告诉|告訴|要求|呼吁|$)"
)
_ZH_BEFORE = re.compile(
    rf"(?:{_ZH_TITLES})(?P<name>[{_KANJI}]{{1,6}}?(?:[·・][{_KANJI}]{{1,6}}?)+|[{_KANJI}]{{2,5}}?){_ZH_END}"
)
_ZH_AFTER = re.compile(rf"(?<![{_KANJI}])(?P<name>[{_KANJI}]{{2,4}})(?:{_ZH_TITLES})")
_ZH_ORGANISATION = re.compile(
    rf"(?:(?![的据據在和与與由向是被对對各该該])[{_KANJI}]){{2,8}}?(?:大学|大學|银行|銀行|委员会|委員會|外交部|国防部|财政部|通讯社|通訊社|电视台|電視台|法院|警察局|协会|協會|总统府|總統府|联盟|聯盟)"
)

_KO_TITLES = (
    "대통령|부통령|국무총리|총리|주석|국무장관|국방장관|외교장관|장관|차관|국회의장|의장|의원|대표|당대표|총재|위원장|대변인|시장|도지사|지사|"
    "군수|구청장|회장|부회장|사장|이사장|감독|선수|코치|교수|박사|변호사|판사|검사|경찰청장|청장|서장|국왕|여왕|왕자|공주|교황|대사|사무총장|"
    "총장|원장|본부장|실장|수석|기자|여사|씨|군|양|배우|가수|작가"
)
_KO_PERSON = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{1,6}}(?:[ ·][가-힣]{{1,6}})?)(?:\([^)]{{1,24}}\))? ?(?:전 |신임 |현 )?(?P<title>{_KO_TITLES})(?![가-힣]{{3,}})"
)
_KO_ORGANISATION = re.compile(
    r"(?<![가-힣])[가-힣A-Z]{1,10}(?:청와대|대통령실|정부|국회|은행|대학교|대학|위원회|협회|경찰서|경찰청|경찰|검찰|법원|신문|통신|방송|외교부|국방부|기획재정부|그룹|전자|공사|연구소|병원|당국)(?=[은는이가을를의에와과도로,. ]|$)"
)
_KO_NOT_NAMES = frozenset(
    "전 현 신임 당시 양국 양 두 각 한미 한일 한중 미중 관계 국무 부 이번 그 이 저 새 전직 현직 여성 남성 시민 피해자 관계자 외교 국방 통일 법무 여야 공동".split()
)
_KO_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|와|과|도|로|에)$")

_AR_TITLES = (
    "الرئيسة?|رئيسة? الوزراء|رئيسة? الحكومة|رئيسة? البرلمان|رئيسة? مجلس النواب|وزيرة? الخارجية|وزيرة? الدفاع|وزيرة? الداخلية|وزيرة? المالية|"
    "وزيرة? [\\u0621-\\u064a]+|المستشارة?|الملكة?|الأميرة?|ولي العهد|الشيخة?|السيدة?|الدكتورة?|المتحدثة? باسم [\\u0621-\\u064a ]{2,20}?|"
    "المتحدثة?|الجنرال|العقيد|القاضي|النائبة?|السفيرة?|الأمين العام|البابا|المدير العام|محافظ|الحاكم"
)
_AR_WORD = r"[\u0621-\u064a\u067e\u0686\u06a4\u06af]{2,}"
_AR_PERSON = re.compile(
    rf"(?<![\u0621-\u064a])(?:[وفبلك]{{0,2}})(?P<title>{_AR_TITLES})(?: (?:ال|لل){_AR_WORD}){{0,3}} (?P<name>(?!ال){_AR_WORD}(?: (?:ال)?{_AR_WORD}){{0,2}})"
)
# Words that end an Arabic name: particles, and verbs that news puts after a speaker.
_AR_STOP = frozenset(
    "في من إلى على عن مع أن إن بعد قبل خلال يوم أمس اليوم الذي التي قال قالت وقال أكد أكدت أعلن أعلنت إنه إنها بأن لن لم قد كان كانت "
    "هو هي وهو وهي بين ضد حول لدى منذ حتى ثم أو أمام عبر بشأن تحت الثلاثاء الأربعاء الخميس الجمعة السبت الأحد الاثنين الإثنين صرح صرحت "
    "التقى التقت زار زارت وصل وصلت دعا دعت أضاف أضافت وأضاف شدد شددت عقد عقدت اتفق اتفقت يزور تزور كتب كتبت نشر نشرت مساء صباح".split()
)
_AR_HEADS = re.compile(r"[وفبلك]{0,2}(?:رئيسة?|وزيرة?|ملكة?|نائبة?|المتحدثة?|الرئيسة?|سفيرة?)")
_AR_CLITIC = "(?:و|ف)?(?:ب|ل|ك)?"


def unmarked_candidates(text: str, start: int, end: int, language: str) -> list[Candidate]:
    """Return the possible names of one sentence in a script without capitals."""
    found = list(_places(text, start, end, language))
    rules = {"ja": _japanese, "zh": _chinese, "ko": _korean, "ar": _arabic}.get(language)
    if rules:
        found += rules(text, start, end)
    return found


def _places(text: str, start: int, end: int, language: str) -> Iterator[Candidate]:
    pattern = _place_pattern(language)
    if pattern is None:
        return
    for match in pattern.finditer(text, start, end):
        name = match.lastgroup and match[match.lastgroup]
        at = match.start(match.lastgroup) if match.lastgroup else match.start()
        if name:
            yield Candidate(at, at + len(name), name, ((PLACE, _BY_GAZETTEER),))


@cache
def _place_pattern(language: str) -> re.Pattern[str] | None:
    """One pattern over the gazetteer, by first letter so that a long alternation is entered seldom."""
    names = scripted_places(language)
    if language in {"ja", "zh"}:  # shorter city names are common words or given names
        names = frozenset(n for n in names if not re.fullmatch(rf"[\u3041-\u309f]+|[{_KATA}]{{2}}", n))
    if not names:
        return None
    inner = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))
    if language == "ar":
        return re.compile(rf"(?<![\u0621-\u064a]){_AR_CLITIC}(?P<name>{inner})(?![\u0621-\u064a])")
    if language == "ko":
        return re.compile(
            rf"(?<![가-힣])(?P<name>{inner})(?=(?:시|도|군|구)?(?:은|는|이|가|을|를|의|에서?|와|과|도|로|으로|,|\.| |$|[^가-힣]))"
        )
    return re.compile(rf"(?<![{_KATA}])(?P<name>{inner})(?![{_KATA}])")


def _japanese(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _JA_PERSON.finditer(text, start, end):
        begin, stop = _without_place(text, match.start("name"), match.end("name"), "ja")
        ahead = _JA_AHEAD.match(text, begin, stop)
        begin = ahead.end() if ahead else begin
        name = text[begin:stop]
        if (
            len(name) < 2
            or _JA_NOT_NAMES.match(name)
            or (len(name) > 6 and "・" not in name and not re.match(rf"[{_KATA}]", name))
        ):
            continue
        yield Candidate(begin, stop, name, ((PERSON, _BY_TITLE),), match["title"])
        if match["reading"] and re.fullmatch(rf"[{_KATA}・\u3041-\u309f ]+", match["reading"]):
            at = match.start("reading")
            yield Candidate(
                at, match.end("reading"), match["reading"], ((PERSON, _BY_TITLE),), match["title"]
            )
    yield from _endings(_JA_ORGANISATION, text, start, end, ORGANISATION)
    yield from _endings(_JA_PLACE, text, start, end, PLACE)


def _without_place(text: str, start: int, stop: int, language: str) -> tuple[int, int]:
    """Offsets without a country, a body or a party before the name: 日本高市 is Japan's 高市."""
    name = text[start:stop]
    for length in range(min(6, len(name)), 1, -1):
        if name[:length] in scripted_places(language) and len(name) - length >= 0:
            start += length
            break
    tail = re.match(
        rf"[{_KANJI}{_KATA}]*(?:党|省|庁|社|会|府|県|市|区|町|部|委|隊)(?=[{_KANJI}]{{2}})", text[start:stop]
    )
    if tail:
        start += tail.end()
    return start, stop


def _endings(pattern: re.Pattern[str], text: str, start: int, end: int, kind: object) -> Iterator[Candidate]:
    for match in pattern.finditer(text, start, end):
        name = match[0]
        if not re.match(r"[同両各全新現前今]", name) and len(name) > 2:
            votes = ((ORGANISATION, _BY_ENDING),) if kind is ORGANISATION else ((PLACE, _BY_ENDING),)
            yield Candidate(match.start(), match.end(), name, votes)


def _chinese(text: str, start: int, end: int) -> Iterator[Candidate]:
    for pattern in (_ZH_BEFORE, _ZH_AFTER):
        for match in pattern.finditer(text, start, end):
            begin, stop = match.span("name")
            if pattern is _ZH_AFTER:
                begin, stop = _without_place(text, begin, stop, "zh")
            name = text[begin:stop]
            if (
                len(name) >= 2
                and name not in scripted_places("zh")
                and not re.match(r"[这那该该一两各和与新前现当外]", name)
            ):
                title = match[0].replace(match["name"], "")
                yield Candidate(begin, stop, name, ((PERSON, _BY_TITLE),), title)
    yield from _endings(_ZH_ORGANISATION, text, start, end, ORGANISATION)


def _korean(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _KO_PERSON.finditer(text, start, end):
        begin, stop = match.span("name")
        while True:  # leave out what stands before the name: a country, "former", a particle's word
            first, gap, rest = text[begin:stop].partition(" ")
            before = first in scripted_places("ko") or first in _KO_NOT_NAMES or _KO_PARTICLE.search(first)
            body = len(first) > 1 and first[-1] in "부청처당실시군구도위회" and len(rest) > 1
            if not gap or not (before or body):
                break
            begin += len(first) + 1
        name = text[begin:stop]
        if (
            len(name) < 2
            or name in scripted_places("ko")
            or name in _KO_NOT_NAMES
            or name.split(" ")[0] in scripted_places("ko")
        ):
            continue
        yield Candidate(begin, stop, name, ((PERSON, _BY_TITLE),), match["title"])
    yield from _endings(_KO_ORGANISATION, text, start, end, ORGANISATION)


def _arabic(text: str, start: int, end: int) -> Iterator[Candidate]:
    at = start
    while match := _AR_PERSON.search(text, at, end):
        kept: list[str] = []
        for word in match["name"].split(" "):
            attached = re.match(r"(?:و|ل|ب)?ال", word) and len(kept) > 1
            if word in _AR_STOP or attached or _AR_HEADS.fullmatch(word):
                break
            kept.append(word)
        name = " ".join(kept)
        if name and name not in scripted_places("ar"):
            begin = match.start("name")
            yield Candidate(begin, begin + len(name), name, ((PERSON, _BY_TITLE),), match["title"])
        at = max(match.start("name") + len(name), match.start() + 1)
