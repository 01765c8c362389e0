"""Words by which the lines of a dump are known: prompts, cookie notices, section headings, menus, in many languages.

Data for `dumplines`. A cue never decides alone: where a line stands, how long it is and whether prose goes on after it
count as much, so that a report about cookies or comments stays whole. The pointers and prompts that pages print among
their paragraphs are in `linecues`; here is what only a dump shows as lines, since a page marks it up.
"""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(phrases) + ")", re.IGNORECASE)


def _anywhere(*phrases: str) -> re.Pattern[str]:
    """One pattern of many phrases, those that begin a word behind one look for a word's beginning: four times as quick."""
    every = [a for phrase in phrases for a in _alternatives(phrase)]
    words = [a.removeprefix(r"\b") for a in every if a.startswith(r"\b")]
    others = [a for a in every if not a.startswith(r"\b")]
    return re.compile("|".join([rf"\b(?=\w)(?:{'|'.join(words)})", *others]), re.IGNORECASE)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, split at the bars that stand in no bracket."""
    found, depth = [""], 0
    for piece in re.findall(r"\\.|.", pattern):
        depth += (piece in "([") - (piece in ")]")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


# Headings of sections that lead to other articles. Matched against a whole short line.
RELATED_HEADING = _any(
    r"^\W*(?:",
    r"related(?: (?:articles?|stories|story|news|content|posts?|coverage|topics?|reading|links?))?|(?:more|other|further|additional|latest|top|recommended|similar|popular|trending|featured)(?: \w+){0,2} (?:articles|stories|news|headlines|coverage|posts|reading|reads)|"
    r"more (?:from|on|like|in|about)\b.{0,30}|read (?:also|more|next)|see also|also read|you (?:may|might) (?:also )?like|most (?:read|popular|viewed|shared)|up next|explore more(?: on these topics)?|recommended(?: for you)?|in other news|trending(?: now)?|what to read next|don['’]t miss|elsewhere on.{0,30}",
    r"|(?:verwandte|ähnliche|weitere|mehr|neueste|empfohlene|passende|aktuelle)\s?(?:artikel|beiträge|themen|meldungen|nachrichten|berichte|inhalte)?(?: zum thema)?|mehr (?:zum thema|dazu|aus .{0,30})|lesen sie auch|auch interessant|das könnte (?:sie|dich) (?:auch )?interessieren|meistgelesen|zum thema|siehe auch",
    r"|articles? (?:liés|similaires|connexes|associés|apparentés|recommandés)|à lire aussi|(?:à )?lire (?:aussi|également)|sur le même (?:sujet|thème)|voir aussi|(?:les )?plus lus|autres articles|contenus? associés?|pour aller plus loin|dans la même rubrique",
    r"|(?:artículos?|noticias?|notas?|contenidos?|historias?|temas?) (?:relacionad[oa]s?|similares)|relacionad[oa]s|(?:lea|lee|leer|mira|vea) también|más (?:noticias|sobre .{0,30}|leíd[oa]s|información|en .{0,20})|te puede interesar|también te puede interesar|lo más (?:leído|visto)|otras noticias|ver también",
    r"|(?:artigos?|notícias|matérias|conteúdos?|reportagens) relacionad[oa]s?|relacionad[oa]s|leia (?:também|mais)|veja também|mais (?:lidas|notícias|sobre .{0,30})|outras notícias|saiba mais",
    r"|(?:articoli|notizie|contenuti) (?:correlat[ei]|collegat[ei]|simili)|leggi anche|vedi anche|potrebbe interessarti(?: anche)?|ti potrebbe (?:anche )?interessare|altre notizie|i più letti",
    r"|(?:gerelateerde?|verwante|meer) (?:artikelen|berichten|nieuws|onderwerpen)|lees (?:ook|meer|verder)|zie ook|meest gelezen|meer (?:over|uit) .{0,30}",
    r"|relaterade? (?:artiklar|nyheter|artikel|innehåll)|relaterat|läs (?:också|mer|även|vidare)|mer (?:om|från) .{0,30}|mest lästa?|fler (?:artiklar|nyheter)",
    r"|relaterede? (?:artikler|nyheder|artikel)|læs (?:også|mere)|mere om .{0,30}|mest læste?|relaterte? (?:artikler|saker|nyheter|artikkel)|les (?:også|mer)|flere (?:saker|artikler|nyheder)|mest leste?",
    r"|aiheeseen liittyvät?(?: \w+)?|liittyvät (?:artikkelit|uutiset)|lue (?:myös|lisää)|luetuimmat|lisää aiheesta|tengdar (?:greinar|fréttir)|seotud (?:artiklid|uudised)|saistītie raksti|susiję straipsniai",
    r"|(?:powiązane|podobne|inne|polecane) (?:artykuły|wiadomości|tematy)|czytaj (?:też|także|również|więcej|dalej)|zobacz (?:też|także|również)|najczęściej czytane|więcej (?:na temat|o) .{0,30}",
    r"|související(?: \w+)?|podobné články|čtěte (?:také|dále)|nejčtenější|súvisiace(?: \w+)?|prečítajte si (?:aj|tiež)|povezan[ie](?: \w+)?|pročitajte (?:još|i)|najčitanije|повезан[еи](?: \w+)?|прочитајте још|kapcsolódó (?:cikkek|hírek|cikkeink)|ajánlott cikkek|olvasta már\??|articole (?:similare|conexe|asociate|recomandate)|citește și|свързани (?:статии|новини)|още по темата",
    r"|(?:похожие|связанные|другие|рекомендуемые|последние) (?:статьи|новости|материалы|публикации)|(?:статьи|новости|материалы) по теме|по теме|читайте (?:также|ещё|еще)|смотрите также|самое читаемое|(?:схожі|пов['’]язані|інші) (?:статті|новини|матеріали)|за темою|читайте також",
    r"|σχετικά (?:άρθρα|νέα|θέματα)|διαβάστε (?:επίσης|ακόμη|ακόμα)|δείτε (?:επίσης|ακόμα)|ilgili (?:makaleler|haberler|yazılar|içerikler)|(?:benzer|diğer|son) (?:haberler|makaleler|yazılar)|bunlar da ilginizi çekebilir|çok okunanlar",
    r"|artikel terkait|berita (?:terkait|lainnya|terpopuler|terkini)|baca (?:juga|lainnya)|artikel (?:lainnya|berkaitan)|lihat juga|(?:makala|habari|taarifa|mada) (?:zinazohusiana|yanayohusiana|zilizohusiana|zingine|nyingine|mpya|zaidi)|soma (?:pia|zaidi)|yanayohusiana|mga kaugnay na (?:artikulo|balita)|verwante artikels|lees ook",
    r"|(?:bài viết|tin(?: tức)?|tin bài) (?:liên quan|khác|cùng chuyên mục|mới|cùng chủ đề)|xem thêm|đọc thêm|บทความที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม",
    r"|(?:مقالات|أخبار|مواضيع|مواد|موضوعات|قصص) (?:ذات صلة|مرتبطة|متعلقة|مشابهة|أخرى)|اقرأ أيض[اً]+|اقرأ المزيد|الأكثر قراءة|(?:مقالات|مطالب|اخبار|خبرهای) مرتبط|بیشتر بخوانید|متعلقہ (?:مضامین|خبریں)|یہ بھی پڑھیں|(?:מאמרים|כתבות|ידיעות) (?:קשורים|קשורות|נוספות)|עוד בנושא|קראו גם",
    r"|(?:संबंधित|सम्बंधित|अन्य) (?:लेख|खबरें|समाचार|ख़बरें)|(?:यह|ये) भी पढ़ें|और पढ़ें|(?:সম্পর্কিত|সংশ্লিষ্ট|আরও) (?:নিবন্ধ|খবর|সংবাদ|প্রতিবেদন)|আরও পড়ুন|தொடர்புடைய (?:கட்டுரைகள்|செய்திகள்)|సంబంధిత (?:కథనాలు|వార్తలు)",
    r"|関連(?:記事|ニュース|コンテンツ|情報|リンク|する記事)(?:一覧)?|あわせて読みたい(?:記事)?|こんな記事も.{0,6}|おすすめ(?:記事|の記事)|人気記事|最新記事|(?:相关|相關|关联|關聯)(?:文章|新闻|新聞|阅读|閱讀|报道|報導|内容|鏈接|链接)|延伸(?:阅读|閱讀)|推荐(?:阅读|文章)|推薦(?:閱讀|文章)|猜你喜欢|更多(?:新闻|新聞|文章)|热门(?:文章|新闻)|관련 ?(?:기사|뉴스|글|콘텐츠)|추천 ?(?:기사|뉴스)|함께 (?:읽|볼).{0,8}|많이 본 (?:뉴스|기사)|주요 ?(?:뉴스|기사)",
    r")\s*[:：>»…]?\W*$",
)  # fmt: skip

# Headings of a section that says what readers or users think of the event: not the report's own account.
REACTION_HEADING = _any(
    r"^\W*(?:",
    r"what (?:are )?(?:people|users|readers|they|others|the internet)(?: are)? (?:say(?:ing)?|think(?:ing)?)|(?:public|online|social media|user|reader|community|internet) (?:reactions?|sentiments?|opinions?|responses?|voices|discussions?)|reactions?(?: online)?|how (?:people|users|readers) (?:react|are reacting)(?:ed)?|voices|comments? from (?:users|readers)",
    r"|was (?:die )?(?:leute|menschen|nutzer|leser)(?: dazu)? (?:sagen|denken|meinen)|(?:stimmen|reaktionen|meinungen)(?: (?:aus dem netz|im netz|der nutzer|der leser))?|ce que (?:disent les gens|les gens (?:disent|en disent|pensent)|pensent les gens)|réactions?(?: (?:en ligne|du public|des internautes))?|(?:l['’]avis|opinions) des (?:lecteurs|internautes)",
    r"|(?:lo )?qu[eé] (?:dice|opina|piensa|está diciendo|comenta) la gente|reacciones?(?: en (?:redes|línea))?|la gente (?:dice|opina)|o que (?:as pessoas|o povo) (?:estão dizendo|está dizendo|dizem|pensam|diz)|reações|repercussão|cosa (?:dice|dicono|pensa)(?: la gente| le persone)|reazioni",
    r"|wat (?:mensen|men)(?: (?:erover|ervan))? (?:zeggen|zegt|vinden)|wat zeggen mensen|reacties|vad (?:folk|människor|användare) (?:säger|tycker)|vad säger folk|reaktioner|hvad (?:folk|brugerne) siger|hva (?:folk|brukerne) (?:sier|mener)|reaksjoner|mitä ihmiset (?:sanovat|ajattelevat)|reaktiot|hvað fólk segir",
    r"|co (?:mówią|sądzą|piszą) (?:ludzie|internauci)|co ludzie (?:mówią|myślą)|reakcje|co (?:říkají|si myslí) lidé|co lidé říkají|reakce|čo hovoria ľudia|što ljudi (?:kažu|govore)|šta ljudi kažu|шта људи кажу|mit mondanak az emberek|reakciók|ce spun oamenii|reacții|какво казват хората",
    r"|что (?:говорят|думают|пишут) (?:люди|пользователи|в сети|в соцсетях)|реакция(?: (?:соцсетей|пользователей|сети))?|реакции|що (?:кажуть|говорять|думають) люди|реакція|τι λέ(?:ει|νε) (?:ο κόσμος|οι άνθρωποι)|αντιδράσεις|insanlar ne (?:diyor|söylüyor|düşünüyor)|(?:halk|kullanıcılar) ne diyor|tepkiler",
    r"|apa (?:yang dikatakan|kata) (?:orang(?:-orang)?|netizen|warganet|pengguna)|reaksi (?:publik|warganet|netizen)|watu wanas(?:ema|emaje)(?: nini)?|(?:nini )?wanachosema watu|maoni ya (?:watu|wananchi|wasomaji)|wat mense sê|ano ang sinasabi ng mga tao|mọi người (?:đang )?nói gì|người dân nói gì|phản ứng(?: của (?:dư luận|công chúng))?|ผู้คนพูดว่าอย่างไร|ผู้คนกำลังพูดอะไร|สิ่งที่ผู้คนพูด",
    r"|(?:ماذا|ما|ماالذي)(?: الذي)? يقول(?:ه)? (?:الناس|المستخدمون|الجمهور)|ردود (?:الفعل|الأفعال|فعل الجمهور)|آراء (?:الناس|القراء)|مردم چه می[\s‌]?گویند|واکنش[\s‌]?ها|لوگ کیا کہہ رہے ہیں|מה אנשים אומרים|תגובות(?: הציבור)?|लोग क्या कह(?:ते| रहे) हैं|प्रतिक्रियाएं|মানুষ কী বলছে(?:ন)?|লোকেরা কী বলছে|மக்கள் என்ன சொல்கிறார்கள்",
    r"|(?:人々|みんな|ユーザー|世間)(?:の声|の反応|が言っていること|は何と言っているか|の意見|が語ること)|ネットの(?:声|反応)|反応|人们(?:在|怎么|都在)?(?:说什么|怎么说|说些什么|的看法)|(?:网友|網友|公众|民众|大众|用户)(?:怎么说|评论|反应|反應|热议|观点|看法|都在说什么)|人們(?:在|怎麼)說(?:什麼)?|사람들(?:이|은|의)? ?(?:말하는 것|무엇을 말하(?:는가|나|고 있나)|뭐라고 (?:하나|말하나)|의견|반응|하는 말)|(?:온라인|네티즌|누리꾼) ?반응",
    r")\s*[:：?？]?\W*$",
)  # fmt: skip

_COOKIE = r"(?:cookies?|vidakuzi|kuki|cookie[ns]?|evästeitä|evästeet|çerez\w*|ciasteczk\w+|plik\w* cookie|sütik?\w*|küpsis\w*|sīkdat\w*|slapuk\w*|vafrakök\w*|kolačić\w*|колачић\w*|куки\w*|файл\w* cookie|бисквитк\w*|クッキー|cookie|쿠키|曲奇|小型文本|ملفات تعريف الارتباط|الكوكيز|کوکی\S*|עוגיות|कुकीज़?|কুকি\S*|குக்கீ\S*|คุกกี้|informasjonskapsler)"
_SITE = r"(?:site|website|webs(?:ei|i)te|webseite|seite|sitio|página|portal|sito|webbplats\w*|websted\w*|vefsíð\w+|vefur\w*|veebisait\w*|veebileht|vietne|svetainė\w*|spletn[oa] (?:mesto|stran)|mrežn\w+ stranic\w+|internetsk\w+ stranic\w+|hjemmeside|nettsted|nettside|sivusto|strona|serwis|stránk\w*|web|webov\w*|oldal\w*|tovuti|situs|laman|trang|сайт\w*|ιστότοπος|ιστοσελίδα|site-ul|sitesi|サイト|ウェブ|网站|網站|사이트|موقع|الموقع|وب‌?سایت|אתר|האתר|वेबसाइट|ওয়েবসাইট|இணையதளம்|เว็บไซต์)"
_USE = (
    r"(?:we (?:and our .{0,30})?use|uses? cookies|wir (?:verwenden|nutzen|setzen|benutzen)|nous utilisons|utilizamos|usamos|empleamos|utilizziamo|usiamo|(?:wij|we) gebruiken|vi (?:använder|bruger|bruker|anvender)|käytämme|używamy|korzystamy|"
    r"používáme|používame|koristimo|uporabljamo|használunk|folosim|utilizăm|используем|використовуємо|използваме|χρησιμοποιούμε|kullanıyoruz|kullanırız|kami menggunakan|kami guna|tunatumia|chúng tôi sử dụng|使用|用い|利用|사용|이용|نستخدم|استفاده می|אנו משתמש|उपयोग कर|ব্যবহার কর|ใช้)"
)
# Boundaries for scripts with spaces; Chinese, Japanese and Korean run on.
_EDGE = r"(?<![a-zß-žа-яё])"
WE_USE = re.compile(_USE, re.IGNORECASE)
COOKIES = re.compile(rf"{_EDGE}(?:{_SITE}(?![a-zß-ž])|{_USE})", re.IGNORECASE)
COOKIE_WORD = re.compile(_EDGE + _COOKIE, re.IGNORECASE)

# Prompts that a dump shows as lines: newsletter, region, comments, subscription, application, donation, follow, share.
PROMPT = _anywhere(
    r"\bnewsletters?\b", r"\bsign(?:ing)? up\b", r"\bsubscri(?:be|bers?|ption)\b", r"\b(?:select|choose|change|pick|set)(?:ing)? (?:your |a |the )?(?:primary |home |preferred |local )?(?:region|location|edition|city|country|community|language|town|state|province)\b",
    r"\bjoin the (?:conversation|discussion|debate)\b", r"\b(?:leave|post|add|write|share) (?:a |your )?(?:comment|reply|thoughts?|opinion|view)s?\b", r"\bshare your thoughts\b", r"\bbe the first to (?:comment|know)\b", r"\bcomments? (?:are|is) closed\b", r"\bcreate (?:a free |an? )?account\b", r"\blog ?in\b.{0,30}$",
    r"^follow .{3,80}\b(?:at|on)\b.{0,6}(?:https?://|www\.|@|twitter|facebook|instagram|x\b)",
    r"\bdownload (?:the|our) .{0,20}app\b", r"\bfollow us\b", r"\bsupport (?:our|local|independent) (?:journalism|news\w*|work)\b", r"\bdonate\b.{0,20}$", r"\bget (?:the|our) .{0,40}(?:in your inbox|newsletter|alerts|by email)\b", r"\bin your inbox\b", r"\badvertis(?:ement|e with us)\b.{0,15}$",
    r"\b(?:newsletter|rundbrief)\b.{0,40}(?:abonn|anmeld|bestell)\w*", r"\babonnieren\b.{0,40}$", r"\b(?:region|ort|ausgabe|standort|wohnort|bundesland|stadt|gemeinde)\b.{0,12}\b(?:wählen|auswählen|ändern|festlegen)\b", r"\bwähl(?:en|e) (?:sie )?(?:ihre|deine|eine) (?:\w+ )?(?:region|ausgabe|stadt|gemeinde)\b", r"\b(?:diskutieren sie mit|diskutiere mit|mitdiskutieren|ihre meinung|deine meinung|schreib(?:en sie)? (?:einen|den ersten) kommentar|kommentar (?:schreiben|verfassen))\b", r"\bkostenlos (?:anmelden|registrieren|testen)\b",
    r"\b(?:abonnez-vous|inscrivez-vous|s['’]inscrire|s['’]abonner)\b", r"\b(?:choisissez|sélectionnez|choisir) (?:votre|une?) (?:région|ville|édition|localité)\b", r"\b(?:rejoignez|participez à|prenez part à) la (?:conversation|discussion)\b", r"\b(?:laissez|laisser|ajouter|écrire) un commentaire\b", r"\bdonnez votre avis\b",
    r"\b(?:suscríb(?:ete|ase)|regístrate|inscríbete|suscripción)\b", r"\bbolet(?:ín|ines)\b", r"\b(?:elige|elija|selecciona|seleccione|escoge) (?:tu|su) (?:región|ciudad|edición|localidad|comunidad)\b", r"\b(?:únete|únase|participa) (?:a|en) la (?:conversación|discusión)\b", r"\b(?:deja|escribe|publica)r? (?:un|tu) comentario\b",
    r"\b(?:inscreva-se|assine|cadastre-se)\b", r"\b(?:escolha|selecione) (?:a )?(?:sua|uma) (?:região|cidade|edição)\b", r"\b(?:participe da|entre na|junte-se à) (?:conversa|discussão)\b", r"\bdeixe (?:um|seu) comentário\b", r"\biscriviti\b|\babbonati\b", r"\b(?:scegli|seleziona) la tua (?:regione|città|edizione)\b", r"\b(?:partecipa|unisciti) alla (?:conversazione|discussione)\b", r"\blascia un commento\b",
    r"\b(?:schrijf je in|meld je aan|abonneer(?:\s?je)?)\b", r"\bkies (?:je|uw) (?:regio|stad|editie)\b", r"\bpraat mee\b", r"\bplaats een reactie\b", r"\b(?:prenumerera|anmäl dig|nyhetsbrev\w*)\b", r"\bvälj (?:din )?(?:region|ort|stad|kommun)\b", r"\bgå med i (?:samtalet|diskussionen)\b", r"\b(?:nyhedsbrev\w*|tilmeld dig|meld deg på)\b", r"\bvelg (?:din )?(?:region|by|kommune)\b|\bvælg (?:din )?(?:region|by|kommune)\b", r"\b(?:uutiskirje\w*|tilaa)\b.{0,60}$", r"\bvalitse (?:alue|maakunta|kunta)\w*",
    r"\b(?:zapisz się|zasubskrybuj|newsletter\w*)\b", r"\bwybierz (?:swój )?(?:region|miasto|województwo)\b", r"\bdołącz do (?:dyskusji|rozmowy)\b", r"\bdodaj komentarz\b", r"\bpřihlaste se k odběru\b|\bodebírat\b", r"\bvyberte (?:si )?(?:svůj )?(?:region|kraj|město)\b", r"\bfeliratkoz\w*|\bhírlev\w*", r"\babonează-te\b",
    r"\bподпи(?:шитесь|шись|сывайтесь|саться|ска)\b", r"\bрассылк\w+", r"\bвыберите (?:свой |ваш )?(?:регион|город)\b", r"\b(?:присоединяйтесь к|участвуйте в) (?:обсуждени|разговор|дискусси)\w+", r"\b(?:оставьте|оставить|написать|добавить) комментарий\b", r"\bпідпи(?:шіться|суйтесь)\b|\bрозсилк\w+", r"\bоберіть (?:свій )?(?:регіон|місто)\b", r"εγγραφ(?:είτε|ή)\b.{0,40}", r"\bbültenim?iz?e?\b.{0,40}|\babone ol\w*", r"\b(?:bölgenizi|şehrinizi|ilinizi) seçin\b", r"\b(?:sohbete|tartışmaya) katıl\w*|\byorum yap\w*",
    r"\b(?:berlangganan|langganan)\b.{0,50}$|\bbuletin\b.{0,30}$|\bpilih (?:wilayah|kota|daerah|provinsi)\b|\bbergabung(?:lah)? dalam (?:percakapan|diskusi)\b|\b(?:tulis|tinggalkan) komentar\b", r"\b(?:jiandikishe|jisajili|jiunge|jarida)\b.{0,70}$|\bchagua (?:eneo|mkoa|jimbo|mji|kaunti)\b|\bjiunge (?:na|kwenye) (?:mazungumzo|mjadala)\b|\b(?:toa|andika|acha) maoni\b|\bpata habari (?:zetu|mpya)\b", r"\bđăng ký (?:nhận|bản tin|theo dõi)\b|\bchọn (?:khu vực|tỉnh|thành phố)\b|\btham gia (?:thảo luận|bình luận)\b",
    r"(?:اشترك|اشتركوا|سجل|سجّل)\b.{0,50}|النشرة (?:البريدية|الإخبارية)|اختر (?:منطقتك|مدينتك|المنطقة)|(?:انضم|شارك) (?:إلى|في) (?:الحوار|النقاش|المحادثة)|(?:أضف|اترك|اكتب) (?:تعليق|تعليقا|تعليقك)\S*", r"خبرنامه|عضو شوید|نظر(?: خود)? را", r"הירשמו|הניוזלטר|בחרו אזור|הצטרפו לשיחה|הוסיפו תגובה", r"(?:सब्सक्राइब|सदस्यता) .{0,30}|न्यूज़लेटर|अपना (?:क्षेत्र|शहर|राज्य) चुनें|टिप्पणी (?:करें|लिखें)|(?:बातचीत|चर्चा) में शामिल", r"নিউজলেটার|সাবস্ক্রাইব",
    r"ニュースレター|メルマガ|メールマガジン|(?:地域|エリア|都道府県)を(?:選択|選ぶ|設定)|(?:会話|議論|ディスカッション)に(?:参加|加わ)|コメント(?:する|を(?:書|投稿|残))|会員登録|無料登録|購読(?:する|はこちら|を申)|ログイン(?:して|する|はこちら)?$", r"(?:订阅|訂閱)(?:我们|我們|新闻|新聞|电子|電子|本)|新闻(?:通讯|简报)|電子報|(?:选择|選擇)(?:您的|你的|所在)?(?:地区|地區|区域|區域|城市|省份)|(?:加入|参与|參與)(?:讨论|討論|对话|對話|话题)|(?:发表|發表|留下|写下)(?:评论|評論|留言|您的看法)|免费注册|扫码关注|关注我们|關注我們",
    r"뉴스레터|구독(?:하기|하세요|신청|해)|지역을? ?(?:선택|설정)|(?:대화|토론)에 (?:참여|함께)|댓글(?:을)? ?(?:달|남기|쓰|작성)|회원가입|로그인(?:하기|하세요)?$", r"สมัครรับ(?:ข่าวสาร|จดหมายข่าว)|เลือก(?:ภูมิภาค|จังหวัด)|แสดงความคิดเห็น",
)  # fmt: skip

# Prompts to comment: what comes after one belongs to the page, as a rule.
COMMENT_PROMPT = re.compile(
    r"join the (?:conversation|discussion)|comment|kommentier|kommentar|diskutier|mitreden|commentaire|comentario|comentário|commento|reactie|diskussionen|samtalet|keskustel|komentarz|dyskusj|komentář|hozzászól|комментари|обсужден|комента|σχόλι|yorum|tartışma|komentar|diskusi|maoni|mazungumzo|mjadala|bình luận|thảo luận|"
    r"تعليق|النقاش|الحوار|نظرات|תגובה|टिप्पणी|चर्चा|মন্তব্য|コメント|議論|会話|ディスカッション|评论|評論|讨论|討論|留言|댓글|토론|대화|ความคิดเห็น|la conversation|la conversación|conversa\b|conversazione",
    re.IGNORECASE,
)

# Words that speak to the reader: with few other words and no report around, a prompt.
SECOND_PERSON = re.compile(
    r"\b(?:you|your|yours|you['’](?:re|ll|ve)|ihre[nmrs]?|ihnen|deine?[nmrs]?|dich|dir|euch|vous|votre|vos|tu|tus|ti|usted|ustedes|vosotros|você|vocês|seus?|suas?|tuo|tua|tuoi|vostr[oaie]|jouw?|jullie|uw|din|ditt|dina|dit|dine|sinun|teidän|twój|twoj\w+|wasz\w*|váš|vaš\w*|svůj|tvůj|"
    r"ваш\w*|вам|вас|твой|свой|ваших|вашій|σας|σου|sizin?|size|anda|kamu|kalian|wako|yako|zako|lako|chako|unataka|ungependa|bạn|quý vị)\b|あなた|皆さま|您|你的|당신|여러분|귀하|لك\b|لكم|بك\b|شما|שלך|आप|আপনার|คุณ",
    re.IGNORECASE,
)

# Menu words and buttons, matched against whole short lines.
MENU = _any(
    r"^\W*(?:",
    r"menu|home|search|login|log in|sign in|register|share|share this|tweet|print|email|copy link|save|listen|watch live|live|close|back|next|previous|skip to (?:main )?content|view image in full ?screen|view image|play video|image source|image caption|media caption|getty images|expand image|open in gallery|reuse this content|accept(?: all)?|reject(?: all)?|decline|deny|refuse|agree|ok|got it|manage|preferences|settings|privacy policy|terms(?: of (?:use|service))?|contact(?: us)?|about(?: us)?|advertise|advertisement|sponsored|ad|comments?|\d+ comments?|facebook|twitter|whatsapp|telegram|linkedin|x|breaking news|latest news|news|world|sports?|politics|business|opinion|weather|subscribe|load more|show more|view all|see all|read more|continue reading|follow|loading\W*",
    r"|menü|startseite|suche|anmelden|registrieren|teilen|drucken|schließen|zurück|weiter|akzeptieren|alle akzeptieren|ablehnen|alle ablehnen|zustimmen|einstellungen|datenschutz(?:erklärung)?|impressum|kontakt|über uns|anzeige|werbung|kommentare?|mehr anzeigen|accueil|rechercher|connexion|partager|imprimer|fermer|accepter|tout accepter|refuser|tout refuser|paramètres|mentions légales|publicité|commentaires?",
    r"|inicio|buscar|iniciar sesión|compartir|imprimir|cerrar|aceptar|aceptar todo|rechazar|rechazar todo|configuración|política de privacidad|contacto|publicidad|comentarios|início|pesquisar|entrar|compartilhar|partilhar|fechar|aceitar|recusar|rejeitar|publicidade|comentários|cerca|accedi|condividi|stampa|chiudi|accetta|rifiuta|pubblicità|commenti",
    r"|zoeken|delen|accepteren|weigeren|sluiten|hem|sök|dela|stäng|acceptera|godkänn|avböj|neka|del|søg|søk|luk|lukk|accepter|accepteer|godta|afvis|avvis|jaa|sulje|hyväksy|hylkää|szukaj|udostępnij|zamknij|akceptuj|odrzuć|hledat|sdílet|zavřít|přijmout|odmítnout|keresés|megosztás|bezárás|elfogadom|elutasítom|acceptă|refuză|închide",
    r"|меню|главная|поиск|войти|поделиться|печать|закрыть|принять|отклонить|отказаться|реклама|комментарии|комментировать|головна|пошук|поділитися|прийняти|відхилити|μενού|αρχική|αναζήτηση|αποδοχή|απόρριψη|menü|anasayfa|ara|paylaş|kapat|kabul et|reddet|reklam|beranda|cari|bagikan|tutup|terima|tolak|iklan|mwanzo|tafuta|shiriki|funga|kubali|kataa|tangazo|menyu|trang chủ|tìm kiếm|chia sẻ|đóng|chấp nhận|từ chối|quảng cáo",
    r"|القائمة|الرئيسية|بحث|مشاركة|شارك|طباعة|إغلاق|قبول|أوافق|رفض|إعلان|تعليقات|منو|خانه|جستجو|پذیرش|رد کردن|תפריט|ראשי|חיפוש|שיתוף|סגור|אישור|דחה|मेनू|होम|खोजें|साझा करें|बंद करें|स्वीकार करें|अस्वीकार करें|विज्ञापन|メニュー|ホーム|検索|ログイン|共有|シェア|印刷|閉じる|同意する|承諾|受け入れる|拒否(?:する)?|広告|菜单|首页|搜索|登录|分享|打印|关闭|接受|同意|拒绝|广告|評論|選單|首頁|關閉|拒絕|廣告|ปฏิเสธ|ยอมรับ|เมนู|แชร์|avslå|godkjenn|tillad|tillad alle|tillåt|keela|nõustun|atteikt|piekrist|atmesti|sutinku|hafna|samþykkja|zavrni|odbij|prihvati|odmietnuť|prijať|αποδέχομαι|απορρίπτω|отказ|приемам|प्रत्याख्यान|প্রত্যাখ্যান|গ্রহণ|நிராகரி|ਰੱਦ|tanggihan|weier|메뉴|홈|검색|로그인|공유|공유하기|인쇄|닫기|수락|동의|거부|거절|광고|댓글",
    r")\W*$",
)  # fmt: skip

# A publisher's box tells what the publisher is.
PUBLISHER_BOX = re.compile(
    r"\b(?:is|are) (?:an?|the|one of)\b.{0,80}\b(?:news ?(?:paper|room|agency|organi[sz]ation|service|site|outlet|platform|portal|wire|cooperative|website)|publisher|broadcaster|media (?:company|organi[sz]ation|group|outlet)|magazine|journalis[mt]\w*)\b|\bfounded in \d{4}\b|"
    r"\bist (?:ein|eine|die|der|das)\b.{0,80}(?:nachrichten\w*|zeitung\w*|medien\w*|verlag|agentur|portal|magazin|rundfunk\w*)\b|\b(?:wurde )?gegründet\b.{0,20}\d{4}|\best (?:une?|l['’]|le|la)\b.{0,80}(?:agence|journal|média|quotidien|chaîne|site d['’]information)|"
    r"\bes (?:una?|el|la)\b.{0,80}(?:agencia|periódico|diario|medio|portal|organización de noticias)|\bé (?:uma?|o|a)\b.{0,80}(?:agência|jornal|veículo|portal)|\bè (?:un['’]?|una|il|la|l['’])\b.{0,80}(?:agenzia|giornale|quotidiano|testata)|\bis (?:een|het|de)\b.{0,80}(?:persbureau|krant|nieuws\w*|medi\w+)|\bär (?:en|ett|den)\b.{0,80}(?:nyhets\w*|tidning\w*)|"
    r"[—–-]\s?(?:это |крупнейш\w+ |одно из )?.{0,60}(?:информационн\w+ агентств\w+|издани\w+|газет\w+|телеканал)|\bni (?:shirika|gazeti|kituo|chombo|tovuti)\b.{0,60}(?:habari|utangazaji)|\bmerupakan|\badalah (?:kantor berita|media|portal|surat kabar)|(?:هي|هو) (?:وكالة|صحيفة|مؤسسة|موقع)|(?:通信社|新聞社|報道機関|メディア)(?:です|である|。)|(?:是|为).{0,30}(?:通讯社|新闻机构|媒体|报纸|通訊社)|(?:통신사|언론사|신문사|매체)(?:입니다|이다)",
    re.IGNORECASE,
)
ABOUT_HEADING = re.compile(
    r"^\W*(?:about|über|à propos d[eu']|acerca de|sobre|informazioni su|over|om|o |о |об |kuhusu|tentang|hakkında|عن|حول|について|关于|關於)\b.{2,50}$",
    re.IGNORECASE,
)

PRESS_RELEASE = re.compile(
    r"^\W*(?:for immediate release|press release|news release|media release|media statement|press statement|pressemitteilung|medienmitteilung|presseaussendung|communiqué de presse|comunicado de prensa|nota de prensa|comunicado (?:à|de) imprensa|comunicato stampa|persbericht|pressmeddelande|pressemeddelelse|pressemelding|lehdistötiedote|komunikat prasowy|tisková zpráva|пресс-релиз|прес-реліз|basın (?:bülteni|açıklaması)|siaran pers|taarifa kwa vyombo vya habari|thông cáo báo chí|بيان صحفي|報道発表|プレスリリース|新闻稿|新聞稿|보도자료)\b",
    re.IGNORECASE,
)

# "This report by ... was first published ...": the editors' word on where the report comes from.
ORIGIN_NOTE = re.compile(
    r"^\W*(?:this (?:report|story|article|column|post|piece|content)\b.{0,80}\b(?:was|is|has been|first|originally)\b.{0,30}\b(?:published|appeared|posted|produced|updated|provided|republished|distributed)\b|(?:originally|first) (?:published|appeared|posted) (?:on|in|at|by)\b|"
    r"dies(?:er|e) (?:artikel|text|beitrag|meldung)\b.{0,60}\b(?:erschien|veröffentlicht|erschienen)\b|cet article (?:a été|est)\b.{0,30}\bpublié|este (?:artículo|artigo|texto)\b.{0,40}\bpublicad[oa]|questo articolo\b.{0,40}\bpubblicat|(?:эта статья|этот материал)\b.{0,40}\bопубликован|"
    r"makala haya|habari hii (?:ilichapishwa|imechapishwa)|artikel ini\b.{0,40}(?:diterbitkan|tayang))",
    re.IGNORECASE,
)

# "3 hours ago", "5 min read": a card's age or a text's length.
TIME_AGO = re.compile(
    r"^\W*(?:(?:about |updated |posted |published )?(?:\d{1,3}|an?|one) ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])\.? (?:ago|read)|\d{1,3} ?-?min(?:ute)?s?\.? read|(?:vor|il y a|hace|há|for|för) \d{1,3} [^\W\d_]+(?: siden| sedan)?|"
    r"\d{1,3} [^\W\d_]+ (?:fa|atrás|geleden|sedan|siden|sitten|temu|назад|тому|önce|lalu|yang lalu|trước|पहले|আগে)|(?:saa|siku|dakika|wiki) \d{1,3} (?:zilizopita|iliyopita)|(?:قبل|منذ) \d{1,3} [^\W\d_]+|\d{1,3} ?(?:秒|分|時間|日|週間|か月|年|分钟|小时|天|周|분|시간|일|주|개월) ?(?:前|전)|"
    r"(?:lesezeit|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd|время чтения|okuma süresi)\b.{0,20})\W*$",
    re.IGNORECASE,
)
