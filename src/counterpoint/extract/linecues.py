"""What a line of a page is by its words: a pointer to another article, a prompt, a notice, a note of the editors.

Data way: one passage -> its kind, or None for the report's own words. Pure. Cues are whole phrases that pages print
around articles, in the languages such pages are written in; a line is judged by how it begins, never by one word inside.
"""

from __future__ import annotations

import re

from counterpoint.types import AsideKind, BlockKind


def _starts(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"\W{0,4}(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


# A pointer to another article, set between paragraphs; followed by a headline.
_POINTER = _starts(
    r"(?:see|read|watch|learn|find out|more)(?: also| more| next| on this| about| from)*\s*[:：>|–-]", r"also read", r"read also",
    r"related(?: stor(?:y|ies)| articles?| news| content| topics?)?\s*[:：]?$", r"related\s*[:：]", r"don['’]t miss", r"you (?:may|might) also (?:like|be interested)",
    r"more (?:stories|news|from|on this)", r"recommended (?:for you|stories|reading)", r"most (?:read|popular|viewed)",
    r"what to read next", r"trending now",
    r"(?:auch|hier|jetzt|mehr|zum) (?:lesen|weiterlesen|interessant|thema)\s*[:：]?", r"lesen sie (?:auch|dazu|hier|mehr|jetzt|weiter)", r"lesen ?sie\b.{0,25}[:：]$",
    r"(?:das )?könnte (?:sie|dich|ihnen|dir|euch) auch", r"mehr (?:zum thema|dazu|aus|nachrichten|artikel)\b", r"weitere (?:infos|informationen|artikel|nachrichten|themen|beiträge|meldungen|links)\b.{0,40}[:：]?$",
    r"siehe auch\s*[:：]", r"schon gelesen", r"passend dazu", r"weiterlesen", r"meistgelesen", r"verwandte (?:artikel|themen)", r"ähnliche (?:artikel|beiträge|themen)",
    r"(?:à )?lire (?:aussi|également|la suite)", r"à voir aussi", r"voir aussi", r"sur le même (?:sujet|thème)", r"(?:nos |les )?articles? (?:liés|similaires|recommandés)", r"pour aller plus loin",
    r"(?:lea|lee|leer|mire|vea|ver|te puede|le puede|también te puede|puedes|también le puede|quizás te|más)(?: también| además| más| ver| interesar| interese| leer| noticias| sobre| información)+\s*[:：]?", r"le[ea]\s*[:：]", r"noticias? relacionadas?", r"artículos? relacionados?", r"lo más (?:leído|visto)", r"te recomendamos",
    r"leia (?:também|mais)", r"veja (?:também|mais)", r"saiba mais", r"mais lidas", r"notícias relacionadas", r"confira também",
    r"leggi anche", r"ti potrebbe interessare", r"per approfondire", r"articoli correlati", r"guarda anche", r"vedi anche",
    r"lees (?:ook|meer)", r"bekijk ook", r"läs (?:också|mer|även)", r"les (?:også|mer)", r"læs (?:også|mere)", r"lue (?:myös|lisää)",
    r"czytaj (?:też|także|również|więcej)", r"zobacz (?:też|także|również)", r"przeczytaj (?:też|także|również)", r"čtěte (?:také|také|více)", r"olvasta már", r"citește și", r"vezi și",
    r"читайте (?:также|ещё|еще|по теме)", r"смотрите также", r"материалы по теме", r"по теме\s*[:：]?$", r"ранее по теме", r"читайте також", r"дивіться також",
    r"ayrıca (?:bkz|okuyun)", r"ilgili haberler?", r"bunlar da ilginizi çekebilir", r"soma (?:pia|zaidi)", r"habari (?:zinazohusiana|zaidi)", r"baca (?:juga|selengkapnya)", r"xem thêm", r"đọc thêm",
    r"اقرأ(?:وا)? أيض[اًا]+", r"اقرأ المزيد", r"إقرأ أيض[اًا]+", r"شاهد أيض[اًا]+", r"مواضيع ذات صلة", r"أخبار ذات صلة", r"بیشتر بخوانید", r"مطالب مرتبط",
    r"関連記事", r"【関連(?:記事)?】", r"あわせて読みたい", r"関連リンク", r"こちらも読む", r"相关(?:新闻|阅读|报道|文章|链接)", r"延伸(?:阅读|閱讀)", r"推荐阅读", r"相關(?:新聞|閱讀|報導|文章)", r"관련 ?(?:기사|뉴스)", r"함께 읽으면", r"많이 본 뉴스", r"अधिक पढ़ें", r"यह भी पढ़ें", r"ये भी पढ़ें", r"আরও পড়ুন",
)  # fmt: skip
_PROMPT = _starts(
    r"sign up (?:for|to|here|now)", r"subscribe(?: to| now| today| here|\b.{0,40}newsletter)", r"get (?:our|the|breaking|all the) .{0,40}(?:newsletter|inbox|alerts?|app)", r"follow (?:us|the \w+|\w+(?: \w+)?) on (?:twitter|x|facebook|instagram|social|whatsapp|google)",
    r"join (?:the conversation|our (?:whatsapp|telegram|newsletter))", r"download (?:the|our) (?:\w+ )?app", r"(?:log|sign) in to", r"support (?:our|independent) journalism", r"(?:leave|post|write|add) a (?:comment|reply)", r"(?:\d+ )?comments?$", r"share (?:this|on|via)", r"this article (?:contains|may contain) affiliate", r"advertisement$", r"if you (?:enjoyed|liked) (?:reading )?this", r"do you have a (?:story|tip)", r"select your (?:region|location|edition|country)", r"choose your (?:region|location|edition)",
    r"(?:zum|unser(?:en)?|jetzt|den|hier|unsere).{0,40}newsletter.{0,40}(?:anmeld|abonn|bestell)\w*", r"newsletter (?:abonnieren|anmelden|bestellen)", r"(?:jetzt )?(?:abonnieren|teilen|anmelden|kommentieren)\b.{0,30}$", r"folgen sie uns", r"folge uns", r"teilen sie (?:dies|diesen)", r"kommentar (?:schreiben|verfassen|hinterlassen)", r"anzeige\s*$", r"werbung\s*$", r"schreiben sie (?:einen|den ersten|uns)",
    r"abonnez-vous", r"inscrivez-vous", r"suivez[- ]nous", r"partage[rz]\b.{0,30}$", r"publicité$", r"laisser un commentaire", r"je m['’]abonne",
    r"suscríbe(?:te|ase)", r"síguenos", r"siga(?:nos)? en", r"sigue (?:a|las|el|toda|nuestro).{0,60}(?:whatsapp|facebook|twitter|instagram|google)", r"únete", r"únase", r"compart(?:ir|e)\b.{0,30}$", r"publicidad$", r"inscreva-se", r"assine", r"siga(?: o| a|-nos)?\b.{0,30}(?:no|nas) (?:twitter|facebook|instagram|redes)", r"compartilhe", r"publicidade$", r"iscriviti", r"seguici", r"pubblicità$",
    r"подпи(?:шитесь|сывайтесь)", r"реклама$", r"поделиться", r"اشترك", r"تابعونا", r"إعلان$", r"jiandikishe", r"jisajili", r"tufuate", r"abone ol", r"bizi takip", r"구독", r"뉴스레터", r"댓글", r"フォローする", r"メルマガ", r"訂閱", r"订阅", r"分享到", r"广告$", r"schrijf je in", r"prenumerera", r"meld (?:je|deg) (?:aan|på)",
)  # fmt: skip
_NOTICE = _starts(
    r"we (?:use|and our partners use|value your privacy)\b.{0,60}(?:cookies|privacy|data)?", r"this (?:site|website) uses cookies", r"by (?:continuing|clicking|signing up)", r"(?:all )?rights reserved", r"©", r"\(c\) ?\d{4}", r"copyright\b.{0,60}(?:\d{4}|reserved)", r"we may earn (?:a )?commission", r"privacy policy", r"terms of (?:use|service)",
    r"wir (?:verwenden|nutzen) cookies", r"diese (?:web)?seite (?:verwendet|nutzt) cookies", r"alle rechte vorbehalten", r"datenschutz(?:erklärung|hinweis)?$", r"bei (?:den )?verlinkungen", r"(?:dieser|der) (?:artikel|text|beitrag) enthält (?:affiliate|werbe)", r"externer inhalt", r"an dieser stelle (?:finden sie|steht|befindet)", r"empfohlener (?:redaktioneller|externer) inhalt", r"mit dem (?:laden|klick)",
    r"nous utilisons des cookies", r"tous droits réservés", r"utilizamos cookies", r"todos los derechos reservados", r"todos os direitos reservados", r"tutti i diritti riservati", r"utilizziamo", r"все права защищены", r"мы используем (?:файлы )?cookie", r"جميع الحقوق محفوظة", r"版权所有", r"無断転載", r"無断複製", r"무단 ?전재", r"haki zote zimehifadhiwa", r"tunatumia (?:vidakuzi|kuki)",
)  # fmt: skip
_NOTE = _starts(
    r"(?:correction|clarification|editor['’]?s? note|update|updated|this (?:story|article|report) (?:has been|was) (?:updated|corrected|amended))\b.{0,15}(?:[:：(—–]|to |on |with |after |in )",
    r"(?:associated press|ap|reuters|afp|bloomberg)?.{0,60}(?:writers?|journalists?|reporters?)\b.{0,120}contributed", r".{0,160}\bcontributed (?:to this|reporting)", r"(?:additional )?reporting by\b", r"with (?:additional )?(?:reporting|inputs?|files) (?:by|from)", r"\(?with (?:agency )?inputs",
    r"(?:korrektur(?:hinweis)?|anmerkung(?: der redaktion)?|anm\. d(?:er|\.) red|hinweis der redaktion|transparenzhinweis|update)\s*[:：(]", r"in einer früheren (?:version|fassung)", r"mit material (?:von|der)", r"mitarbeit\s*[:：]",
    r"(?:correction|rectificatif|note de la rédaction|précision|mise à jour)\s*[:：(]", r"(?:corrección|fe de errata?s?|nota (?:de la redacción|del editor)|actualización|aclaración)\s*[:：(]", r"(?:correção|errata|nota da redação|atualização)\s*[:：(]", r"con información de\b", r"com informações d[aeo]", r"avec (?:afp|agences|reuters|ap)\b.{0,20}$", r"\(?mit (?:dpa|afp|ap|reuters)\b.{0,20}\)?$", r"(?:исправление|уточнение|примечание редакции|от редакции)\s*[:：(]", r"(?:訂正|お断り|更正|编者按|編者按|정정|바로잡습니다)\s*[:：】]?", r"(?:تصحيح|تنويه|ملاحظة المحرر)\s*[:：]", r"(?:marekebisho|masahihisho)\s*[:：]", r"(?:rättelse|rettelse|correctie|oikaisu)\s*[:：]",
)  # fmt: skip
_LONGEST_POINTER = 320  # characters; a paragraph that only begins like a pointer is longer
_LONGEST_PROMPT = 420


def aside_of(line: str, linked: float) -> AsideKind | None:
    """Which aside a line is, or None where its words do not say so.

    Args:
        line: A passage.
        linked: Share of its characters that stand in links.

    """
    if (
        len(line) <= _LONGEST_POINTER
        and _POINTER.match(line)
        and (linked > 0.3 or len(line) <= 60 or ":" in line[:40])
    ):
        return AsideKind.RELATED
    if len(line) <= _LONGEST_PROMPT and _PROMPT.match(line):
        return AsideKind.PROMOTION
    if len(line) <= _LONGEST_PROMPT and _NOTICE.match(line):
        return AsideKind.NOTICE
    return None


def is_note(line: str) -> bool:
    """Whether a passage is the editors' note on the report: a correction, contributors, sources of material."""
    return len(line) <= 2 * _LONGEST_PROMPT and _NOTE.match(line) is not None


def note_kind(line: str) -> BlockKind:
    """NOTE for an editors' note, PARAGRAPH for the report's own words."""
    return BlockKind.NOTE if is_note(line) else BlockKind.PARAGRAPH
