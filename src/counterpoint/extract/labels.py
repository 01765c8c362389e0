"""Printed labels that say a machine made something: a text, a picture, a translation, a summary.

Data way: lines of a page, each with what it stands beside -> MachineLabels. Pure.

No list of phrases: a label is a short run of words of four classes (a word for the machine, a word for making, words for
what was made, small words) that holds the first two and next to nothing else. "Picture made by AI" is one; the headline
"AI-generated pictures flood the campaign" is not. Languages are told by the words, so that a label in the page's interface
language is known inside an article in another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from counterpoint.language import detect_language
from counterpoint.text import clean
from counterpoint.types import MachineLabel

# Words for the machine, any language. A stem ends in "*".
_MACHINE = """
ai ki ia ии ші шi yz mi tekoäly tekoäly* tekoälyn tehisaru tehisintellekt* gpt chatgpt gpt-4 gpt-4o gpt-5 gemini claude midjourney dall-e dalle
copilot llm llms grok llama mistral perplexity firefly sora gervigreind* a.i i.a y.z gai tekoälyllä
artificial artificielle artificiel intelligenz künstliche* kunstmatige intelligentie intelligence inteligencia inteligência
intelligenza inteligenței inteligență inteligencja inteligencji sztuczn* umělá umělé umělou inteligence mesterséges intelligencia
искусствен* интеллект* нейросет* нейронн* штучн* інтелект* нейромереж* вештачк* vještačk* umjetn* umetn* inteligenc* изкуствен*
yapay zekâ zeka zekâ* zeka* kecerdasan buatan akili bandia mnemba unde* tehnoredactat trí tuệ nhân tạo kunstig intelligens
artificiell τεχνητή τεχνητής νοημοσύνη* νοημοσύνης הבינה המלאכותית בינה מלאכותית الذكاء بالذكاء ذكاء الاصطناعي اصطناعي هوش مصنوعی
कृत्रिम बुद्धिमत्ता एआई এআই কৃত্রিম বুদ্ধিমত্তা مصنوعی ذہانت ปัญญาประดิษฐ์ செயற்கை நுண்ணறிவு
algorithm* algoritm* алгоритм* bot robot robots automated automatically automatisch automatisé* automatiquement automático*
automaticamente automáticamente automática автоматическ* автоматичн* automaticky automatycznie otomatik otomatis automaattisesti
automatiskt automatisk machine maschinell computer-generated computergeneriert*
"""

# Words for making, writing, translating, by language: the language of a label is told by these first.
_MADE: dict[str, str] = {
    "en": "generated ai-generated ai-made ai-written ai-assisted ai-translated ai-enhanced ai-created ai-powered machine-generated "
    "machine-translated computer-generated created made written produced drafted composed translated summarised summarized rendered "
    "illustrated edited enhanced reported authored compiled assisted translation summary voiced generation narrated generates",
    "de": "erstellt generiert ki-generiert* ki-erstellt* geschrieben verfasst erzeugt übersetzt zusammengefasst bearbeitet produziert  berichtet* gemeldet* recherchiert*"
    "ki-übersetz* erstellte generierte* erzeugte* maschinell* übersetzung ki-bild* ki-text* ki-illustration*",
    "fr": "généré* créé* crée* réalisé* écrit* rédigé* traduit* résumé* produit* fabriqué* conçu* assisté* rapporté* signalé* rédaction illustré* publié* réécrit*",
    "es": "generad* cread* escrit* redactad* elaborad* traducid* resumid* hech* producid* realizad* reportad* informad* publicad* ilustrad* reescrit*",
    "pt": "gerad* criad* escrit* redigid* elaborad* traduzid* resumid* feit* produzid* reportad* relatad* publicad* ilustrad* reescrit*",
    "it": "generat* creat* scritt* redatt* tradott* realizzat* prodott* elaborat* riassunt* riportat* segnalat* pubblicat* illustrat* riscritt*",
    "nl": "gegenereerd* gemaakt* geschreven vertaald* samengevat* gecreëerd* opgesteld* ai-gegenereerd* gerapporteerd* bericht* geproduceerd*",
    "sv": "genererad* genererat skapad* skapat skriven skrivet översatt* sammanfattad* framtagen ai-genererad* ai-skapad* rapporterad* rapporterat illustrerad* producerad*",
    "da": "genereret skabt skrevet oversat lavet sammenfattet ai-genereret ai-skabt rapporteret produceret illustreret fremstillet",
    "nb": "generert laget skrevet oversatt skapt oppsummert ki-generert ai-generert rapportert produsert illustrert",
    "fi": "luoma luotu tuotettu tehty kirjoittama kirjoitettu kääntämä käännetty tekemä generoima laatima raportoima raportoitu tuottama kuvittama",
    "is": "búin gerð skrifað þýtt unnin skrifuð",
    "et": "loodud kirjutatud tõlgitud genereeritud koostatud vahendanud teatanud",
    "lv": "radīts izveidots ģenerēts tulkots rakstīts radīta izveidota ģenerēta ziņojis ziņots",
    "lt": "sukurta sukurtas sugeneruota parašyta išversta sugeneruotas pranešta praneša parengta",
    "pl": "wygenerowan* stworzon* utworzon* napisan* przetłumaczon* opracowan* przygotowan* relacjonowan* zgłoszon* raportowan* opisan* zilustrowan*",
    "cs": "vygenerován* vytvořen* napsán* přeložen* generován* nahlášen* hlášen* zpracován*",
    "sk": "vygenerovan* vytvoren* napísan* preložen* nahlásen* spracovan*",
    "sl": "ustvarjen* generiran* prevedeno napisano poročal* poroča",
    "hr": "generiran* stvoren* izrađen* napisan* preveden* izvijestio izvijestila prijavljeno",
    "sr": "генерисан* направљен* креиран* преведен* известио известила пријављено",
    "hu": "generált készített készült írta fordította fordított létrehozott generálta készítette jelentette jelentett tudósított",
    "ro": "generat* creat* scris* tradus* realizat* raportat* relatat* redactat*",
    "bg": "генериран* създаден* написан* преведен* съобщено съобщава докладван* изготвен*",
    "ru": "сгенерирован* создан* написан* подготовлен* переведен* переведён* сделан* нарисован* составлен* сообщен* сообщено сообщает сообщается сообщил* опубликован*",
    "uk": "згенерован* створен* написан* підготовлен* перекладен* зроблен* повідомлен* повідомляє повідомив* підготував*",
    "el": "δημιουργήθηκε δημιουργημένη παράχθηκε γράφτηκε μεταφράστηκε παραγόμενη αναφέρθηκε αναφορά συντάχθηκε",
    "tr": "oluşturuldu oluşturulmuş* oluşturulan üretildi üretilmiş* üretilen hazırlandı hazırlanmış* yazıldı yazılmış* çevrildi çevrilmiş* yapılmış* yapıldı rapor raporlandı raporlanan bildirildi bildirilen haberleştirildi raporlanmış*",
    "id": "dibuat dihasilkan ditulis diterjemahkan dirangkum disusun dijana dilaporkan dikabarkan diberitakan diproduksi",
    "sw": "iliyoundwa imeundwa iliyotengenezwa imetengenezwa iliyotolewa imeripotiwa iliripotiwa iliyoripotiwa imeandikwa iliyoandikwa "
    "imetafsiriwa iliyotafsiriwa imezalishwa iliyozalishwa imefupishwa yaliyoundwa yameandikwa limeundwa ilitengenezwa imeandaliwa",
    "vi": "tạo viết dịch tóm tắt cáo tường thuật",
    "ar": "أنشئت أُنشئت مولدة مولّدة تم إنشاء إنشاؤها إنشاؤه توليدها توليده كتب كُتب ترجم تُرجم ترجمة أنشأها أنشأه مُنشأة منشأة كتابة كتابته إعداد أفاد أفادت الإبلاغ تقرير أعده أعدته بلغ مقدم",
    "fa": "تولید ساخته شده ایجاد نوشته ترجمه گزارش شده‌توسط",
    "ur": "تیار تخلیق لکھا ترجمہ بنائی رپورٹ",
    "he": "נוצר נוצרה שנוצר שנוצרה שנכתב שנכתבה נכתב נכתבה תורגם תורגמה הופק הופקה נערך דווח דיווח",
    "hi": "बनाई बनाया निर्मित जनित लिखा लिखित अनुवादित जनरेटेड तैयार अनुवाद उत्पन्न रिपोर्ट रिपोर्टेड",
    "bn": "তৈরি নির্মিত লেখা অনূদিত তৈরী রিপোর্ট প্রতিবেদিত উৎপন্ন",
    "ta": "உருவாக்கப்பட்டது உருவாக்கப்பட்ட எழுதப்பட்டது அறிக்கை",
}

# What was made. The first row means a picture and settles what a label is about.
_PICTURE = """
image images picture pictures photo photos photograph illustration illustrations artwork graphic cover bild bilder foto fotos
symbolbild grafik abbildung ki-bild* titelbild aufmacherbild visuel imagen imágenes fotografía ilustración imagem imagens ilustração immagine immagini foto
illustrazione afbeelding beeld illustratie illustration bilden billede billedet bildet illustrasjon kuva kuvat kuvitus mynd pilt foto attēls
nuotrauka paveikslėlis zdjęcie obraz grafika ilustracja obrázek ilustrace snímek obrázok ilustrácia slika fotografija ilustracija слика фотографија kép illusztráció imagine imaginea
ilustrație изображение изображения картинка фото иллюстрация зображення ілюстрація снимка εικόνα φωτογραφία görsel görseller fotoğraf resim
gambar ilustrasi picha mchoro taswira hình ảnh الصورة صورة صور رسم تصویر عکس تصویری תמונה התמונה איור चित्र तस्वीर छवि ছবি படம் ภาพ
"""
_OBJECT = """
article articles story text report summary translation content video audio voice headline caption podcast post newsletter bullets points artikel
beitrag text meldung zusammenfassung übersetzung inhalt inhalte überschrift texte contenu résumé traduction dépêche brève artículo texto
resumen traducción contenido nota noticia artigo resumo tradução conteúdo notícia articolo testo riassunto traduzione contenuto notizia
samenvatting vertaling inhoud bericht artikeln texten sammanfattning översättning innehåll artiklen teksten artikkelen artikkeli teksti
sisältö käännös tiivistelmä artykuł tekst treść streszczenie tłumaczenie článek obsah překlad článok preklad članak prijevod sažetak cikk fordítás szöveg
összefoglaló articol articolul conținut traducere статья текст материал новость перевод заголовок стаття новина переклад матеріал статия статията
άρθρο κείμενο μετάφραση περίληψη haber makale metin içerik çeviri özet berita artikel konten terjemahan ringkasan kandungan makala habari
maandishi tafsiri muhtasari maudhui bài viết nội dung bản المقال المقالة الخبر النص المحتوى ترجمة خبر مقاله متن מאמר כתבה הכתבה תרגום
लेख खबर समाचार अनुवाद সংবাদ প্রতিবেদন கட்டுரை news ناخبر
"""
_SMALL = """
är var blev on ei ni
n nin:n lla llä en er et ett som laget ved hjelp báo có ra được किए किया गयी হয় করা edildi edilen edilmiştir olarak są jest został om het przez ze w na si se jsou je
a an the this that these was were is are has have been be by with using use of and or help support assistance from through it its our in on
for tools tool system technology software model based partly fully entirely solely originally reviewed checked edited verified approved human
humans editor editors editorial staff team newsroom journalist journalists before publication note disclaimer label credit source via non real
not actual may contain errors symbolic generative generativer generativen only
der die das dieser diese dieses wurde wurden ist sind mit mithilfe hilfe von durch und oder einer eine ein des dem den geprüft redaktionell redaktion
überprüft unterstützung als vom einsatz unter hinweis le la les l ce cet cette a été est par avec à l'aide de du d'une d'un une un et relu relue
vérifié rédaction el los las este esta esto fue ha sido con por de del mediante y una un ayuda revisado revisada redacción o os as
este esta isto foi pela pelo por com da do uma um e ajuda revisado revisada redação il lo la gli questo questa è stato stata da con di dell dall tramite dall
dell all nell e un una aiuto rivisto redazione door met van deze dit is werd en het de een behulp av med och har den denna detta af og er denne dette
via hjelp hjälp hjælp på käyttäen avulla jutun tämä on ja przez za pomocą użyciem przy pomocy ten ta to został została zostało i s pomocí pomocou tento
tato toto byl byla bylo pomoću uz ovaj ova ovo je az a ez által segítségével cu de prin al ai ajutorul acest această fost с от на това тази тази е
беше при помощи помощью с использованием этот эта это был была было и от за допомогою цей ця це був була було до της με από το η ο την αυτό αυτή bu
tarafından ile ve kullanılarak edilmiştir edildi ini oleh dengan bantuan yang dan menggunakan oleh ni ya wa la za na hii huyu hili kwa kutumia imeundwa
msaada được bởi bằng do này và من تم هذه هذا بواسطة باستخدام عبر قبل و على عن توسط با از این است شده کے ذریعے سے یہ گیا گئی על ידי באמצעות זה זו
בעזרת ע"י של यह द्वारा से की का के गया गई है ने एवं और द्वारा এই দ্বারা মাধ্যমে হয়েছে மூலம் இந்த
"""
# Chinese, Japanese, Korean and Thai have no spaces between words: machine and making within a few characters.
_CJK_MACHINE = r"(?:ＡＩ|AI|A\.I\.|人工知能|人工智能|人工智慧|生成式|인공지능|에이아이|ChatGPT|GPT|機械|机器|機器|기계|自動|自动|자동|ปัญญาประดิษฐ์|เอไอ)"
_CJK_MADE = r"(?:生成|作成|制作|製作|执笔|執筆|撰写|撰寫|报道|報道|報導|报告|報告|レポート|リポート|配信|编译|編譯|编写|編寫|翻訳|翻译|翻譯|要約|摘要|合成|绘制|繪製|創作|创作|작성|생성|제작|번역|보고|보도|취재|작성된|요약|만든|만들|สร้าง|รายงาน|เขียน|แปล|สรุป)"
_CJK = re.compile(rf"{_CJK_MACHINE}.{{0,12}}?{_CJK_MADE}|{_CJK_MADE}.{{0,10}}?{_CJK_MACHINE}", re.IGNORECASE)
_CJK_PICTURE = re.compile(
    r"画像|写真|イラスト|图片|圖片|图像|圖像|照片|插图|插圖|配图|이미지|사진|그림|삽화|일러스트|ภาพ|รูป"
)
_CJK_PARTS = re.compile(f"{_CJK_MACHINE}|{_CJK_MADE}", re.IGNORECASE)
# What else such a label may hold: the thing made, particles, endings, and that people checked it.
_CJK_SMALL = re.compile(
    r"記事|本文|文章|内容|內容|テキスト|コンテンツ|音声|動画|见出し|見出し|画像|新闻|新聞|稿件|正文|视频|視頻|音频|标题|標題|编辑|編集|編輯|审核|審核|確認|校对|記者|人工|辅助|輔助|协助|協助|工具|技术|技術|模型|部分|一部|使用|利用|活用|通过|透過|仅供参考|[由此本该該经經以为為是的并並且和与與及所被等製作品图圖]|[\u3040-\u309f]|"
    r"기사|본문|글|내용|콘텐츠|영상|음성|제목|의해|으로|하여|되었습니다|됐습니다|했습니다|하였습니다|입니다|되었음|활용|이용|사용|통해|기술|도움|받아|해당|편집|검수|기자|확인|거쳤습니다|[에의로가이은는를을된됨한해본및과와]|เนื้อหา|บทความ|ข่าว|โดย|ด้วย|นี้|ถูก|ที่|จาก|ใช้|ได้รับการ|การ|และ"
)
_CJK_STRANGERS = 1  # characters beyond these that a label may hold
_CJK_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_CJK_LONGEST = 45  # characters of a label without spaces: "この画像はAIによって生成されました" has 18
_LONGEST = 160  # characters of a label with spaces; one with a sentence on human review has some 120
_STRANGERS = 1  # words of no class a label may hold: the name of a tool or of the service

# Vowel signs of Indic and South-East Asian scripts and Arabic points are no word characters to `re`.
_LETTER = r"(?:[^\W_]|[\u0900-\u0dff\u0e30-\u0e4e\u064b-\u065f\u0301])"
_WORD = re.compile(rf"{_LETTER}+(?:[-.]{_LETTER}+)*")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    whole: frozenset[str]
    stems: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.stems)


def _lexicon(words: str) -> _Lexicon:
    entries = words.split()
    stems = tuple(e[:-1] for e in entries if e.endswith("*"))
    return _Lexicon(frozenset(e for e in entries if not e.endswith("*")), stems)


_MACHINE_WORDS = _lexicon(_MACHINE)
_MADE_WORDS = {language: _lexicon(words) for language, words in _MADE.items()}
_PICTURE_WORDS = _lexicon(_PICTURE)
_OBJECT_WORDS = _lexicon(_OBJECT)
_SMALL_WORDS = _lexicon(_SMALL)
_SENTENCE = re.compile(r"[^.!?。！？()（）\[\]【】|•·\n]+[.!?。！？]?")


def find_labels(lines: Sequence[tuple[str, str]], *, hint: str | None = None) -> tuple[MachineLabel, ...]:
    """Return the labels among some lines, in order; two in one line are two.

    Args:
        lines: (line, what it stands beside: "article", "picture" or "related"). A label that names a picture is
            about the picture wherever it stands.
        hint: The page's language, for labels whose words several languages share.

    """
    return tuple(
        MachineLabel(text, language, "picture" if picture else about)
        for line, about in lines
        for text, language, picture in _labels(clean(line), hint)
    )


def is_label(line: str) -> bool:
    """Whether a line is nothing but one or more machine-made labels."""
    text = clean(line)
    covered = sum(len(found) for found, _, _ in _labels(text))
    return covered > 0 and covered >= 0.8 * len(text.strip(" .()[]【】（）*|•·"))


def _labels(line: str, hint: str | None = None) -> Iterator[tuple[str, str, bool]]:
    for segment in _SENTENCE.finditer(line):
        text = segment.group().strip()
        if _CJK_SCRIPT.search(text):
            for label in _apart(text):
                yield from _unspaced(label)
        elif len(text) <= _LONGEST:
            yield from _spaced(text, hint)


def _apart(text: str) -> Iterator[str]:
    """Yield the labels of a line one by one: cut at the spaces that leave a whole label on either side."""
    start = 0
    for space in re.finditer(r"\s+", text):
        left, right = text[start : space.start()], text[space.end() :]
        if _CJK.search(left) and _CJK.search(right):
            yield left
            start = space.end()
    yield text[start:]


def _unspaced(text: str) -> Iterator[tuple[str, str, bool]]:
    if len(text) <= _CJK_LONGEST and _CJK.search(text):
        rest = _CJK_SMALL.sub("", _CJK_PICTURE.sub("", _CJK_PARTS.sub("", text)))
        if len(_CJK_SCRIPT.findall(rest)) <= _CJK_STRANGERS:
            yield text, detect_language(text), bool(_CJK_PICTURE.search(text))


def _spaced(text: str, hint: str | None) -> Iterator[tuple[str, str, bool]]:
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    of_words = [_class(w) for w, _, _ in words]
    if not frozenset(("machine", "made")) <= frozenset().union(*of_words):
        return  # most lines
    for run in _runs(of_words):
        classes = [_class(words[i][0]) for i in run]
        if not {"machine", "made"} <= {c for cs in classes for c in cs}:
            continue
        strangers = [words[i][0] for i, cs in zip(run, classes, strict=True) if not cs]
        if len(strangers) > _STRANGERS or not classes[0] or any(w.islower() for w in strangers):
            continue
        start, end = words[run[0]][1], words[run[-1]][2]
        picture = any("picture" in cs for cs in classes)
        yield text[start:end].strip(), _language([words[i][0] for i in run], text, hint), picture


@cache
def _class(word: str) -> frozenset[str]:
    """Return the classes of a printed word; a compound has its parts' classes when every part has one."""
    key = word.casefold()
    classes = {
        name
        for name, lexicon in (("picture", _PICTURE_WORDS), ("object", _OBJECT_WORDS), ("small", _SMALL_WORDS))
        if key in lexicon
    }
    # A word of one or two letters is a small word in any language.
    if len(key) <= 2 and word.islower():
        classes.add("small")
    # Two letters name the machine only as an abbreviation: "AI" does, French "ai" and Italian "mi" do not.
    if key in _MACHINE_WORDS and (len(key) > 2 or word.isupper()):
        classes.add("machine")
    if any(key in lexicon for lexicon in _MADE_WORDS.values()):
        classes.add("made")
    if "-" in word and all(parts := [_class(p) for p in word.split("-")]):
        classes |= {c for p in parts for c in p}
    return frozenset(classes)


def _runs(classes: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Cut where one label is complete and the next begins: a new object or making word, with a machine to come."""
    run: list[int] = []
    seen: set[str] = set()
    for i, found in enumerate(classes):
        complete = {"machine", "made"} <= seen
        begins = bool(found & {"picture", "object", "made", "machine"})
        later = {c for cs in classes[i:] for c in cs}
        if (
            complete
            and begins
            and {"machine", "made"} <= later
            and (classes[run[-1]] != {"small"} or "machine" in found)
        ):
            yield run
            run, seen = [], set()
        run.append(i)
        seen |= found
    if run:
        yield run


def _language(words: Sequence[str], text: str, hint: str | None) -> str:
    parts = [p.casefold() for w in words for p in (w, *w.split("-"))]
    votes = Counter(code for w in parts for code, lexicon in _MADE_WORDS.items() if w in lexicon)
    if not votes:
        return detect_language(text)
    best = max(votes.values())
    tied = [code for code, n in votes.items() if n == best]
    if hint in tied:
        return str(hint)
    if len(tied) == 1:
        return tied[0]
    guess = detect_language(text)
    return guess if guess in tied else tied[0]
