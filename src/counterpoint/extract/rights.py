"""What a page says of its own reuse, and what that allows.

Data way: passages of a page -> Rights. Pure.

The table, from strict to free; facts may be restated under all of them, and the strictest statement of a page wins
over everything but an explicit licence in the same passage:

    no part, not even an excerpt or a quotation, without permission              LINK
    may not be published, broadcast, rewritten, redistributed, reprinted         QUOTE
    all rights reserved; a bare copyright mark; quoting with a link asked for    QUOTE
    a licence without adaptations (CC BY-ND): close restatement is one           QUOTE
    a licence without commercial use (CC BY-NC)                                  SUMMARISE
    public domain, CC0, CC BY, CC BY-SA; "may be republished, with credit"       REPUBLISH
    nothing said                                                                 QUOTE (the law's default)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterpoint.extract.agencies import agency_named
from counterpoint.text import clean
from counterpoint.types import Rights, Use

# Longest passage that is taken as a statement of rights; the agencies' own run to some 400 characters.
_LONGEST = 900
_ORDER = tuple(Use)

_MARK = r"(?:©|ⓒ|\(c\)|（c）|\bcopyright\b|저작권자|版权所有|版權所有|著作権|авторские права|حقوق النشر|حقوق الطبع|direitos autorais)"
_YEAR = r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?"

_RESERVED = (
    r"all rights? (?:are )?reserved|alle rechte vorbehalten|tous droits réservés|droits de reproduction|"
    r"(?:todos los |todos )?derechos (?:están )?reservados|(?:todos os )?direitos (?:são )?reservados|"
    r"(?:tutti i )?diritti (?:sono )?riservati|все права (?:защищены|сохранены)|(?:усі|всі) права (?:захищен|застережен)|"
    r"wszelkie prawa zastrzeżone|všechna práva vyhrazena|alle rechten voorbehouden|alla rättigheter|"
    r"alle rettigheter|alle rettigheder|kaikki oikeudet pidätetään|tüm hakları? (?:saklıdır|mahfuzdur)|"
    r"hak cipta (?:dilindungi|terpelihara)|haki zote zimehifadhiwa|hakimiliki|"
    r"mọi quyền được bảo lưu|bản quyền thuộc|版权所有|版權所有|保留(?:所有|一切)?权利|"
    r"جميع الحقوق محفوظة|تمامی حقوق|کلیه حقوق|כל הזכויות שמורות|सर्वाधिकार सुरक्षित|সর্বস্বত্ব|สงวนลิขสิทธิ์|"
    r"με επιφύλαξη|drepturile (?:sunt )?rezervate|minden jog fenntartva|sva prava pridržana"
)
_REUSE_VERB = r"(?:re-?)?(?:published?|broadcast(?:ed)?|written|writes?|distributed?|produced?|printed?|transmit(?:ted)?|used?|copied|copy|posted)"
_FORBIDDEN = (
    rf"(?:may|must|can|shall|should)\s?not be (?:\w+[, ]+){{0,4}}{_REUSE_VERB}|"
    r"(?:reproduction|republication|redistribution|publication|distribution|reprinting|republishing)\b[^.]{{0,80}}\b(?:prohibited|forbidden|not (?:permitted|allowed))|"
    r"(?:vervielfältigung|weiterverbreitung|veröffentlichung|weiterverwendung|nachdruck|wiedergabe|nutzung)\b[^.]{0,90}(?:nicht (?:gestattet|erlaubt|zulässig)|untersagt|verboten|nur mit)|"
    r"dürfen? (?:nicht|weder)\b[^.]{0,60}(?:veröffentlicht|verbreitet|vervielfältigt|umgeschrieben)|"
    r"(?:reproduction|rediffusion|diffusion|republication|utilisation)\b[^.]{0,90}(?:interdite|strictement|soumise à)|"
    r"(?:prohibid[ao]|queda prohibida|se prohíbe)\b[^.]{0,80}(?:reproducción|difusión|distribución|publicación)|"
    r"(?:reproducción|difusión)\b[^.]{0,60}prohibida|"
    r"(?:proibida|vedada|é proibido)\b[^.]{0,60}(?:reprodução|publicação|distribuição)|reprodução\b[^.]{0,50}(?:proibida|vedada)|"
    r"(?:riproduzione|diffusione)\b[^.]{0,40}(?:riservata|vietata)|è vietata la riproduzione|"
    r"(?:перепечатка|воспроизведение|использование|копирование)\b[^.]{0,90}(?:запрещен|только с (?:письменного )?(?:разрешения|согласия)|не допускается)|"
    r"(?:передрук|копіювання|відтворення)\b[^.]{0,90}(?:заборонен|тільки з|лише з)|"
    r"(?:kopiowanie|rozpowszechnianie|przedruk)\b[^.]{0,80}(?:zabronione|bez zgody)|"
    r"(?:izinsiz|kaynak gösterilmeden)\b[^.]{0,60}(?:kullanılamaz|yayınlanamaz|kopyalanamaz)|"
    r"dilarang\b[^.]{0,80}(?:menyalin|mengutip|memperbanyak|menyebarluaskan|mereproduksi|crawling)|"
    r"hairuhusiwi\b[^.]{0,60}(?:kuchapisha|kusambaza|kunakili|kutumia)|hayaruhusiwi\b|(?:usichapishe|ni marufuku kuchapisha)|"
    r"無断(?:転載|複製|使用|転用)|転載(?:を)?(?:禁|不可)|无断|(?:不得|禁止|谢绝|請勿|请勿|严禁)(?:擅自|任何|以任何)?[^。]{0,16}(?:转载|轉載|复制|複製|使用|摘编|翻印|传播)|"
    r"未经[^。]{0,16}(?:不得|禁止|严禁)|未經[^。]{0,16}(?:不得|禁止)|무단\s?(?:전재|복제|배포|사용)|(?:전재|복제|재배포)[^.]{0,16}금지|"
    r"(?:يحظر|يمنع|لا يجوز)[^.]{0,50}(?:نشر|نسخ|استخدام|إعادة)|پخش[^.]{0,30}ممنوع|nie wolno|ليس مسموحا"
)
_NO_PART = (
    r"no part of (?:this|the)\b[^.]{0,90}(?:reproduced|quoted|used|published|copied|distributed)|(?:in whole or (?:in )?part|wholly or in part|in full or in part|or any part (?:of it|thereof))|"
    r"(?:not|never|no)\b[^.]{0,40}(?:quoted|excerpted|quotation|excerpts?)\b|"
    r"auch (?:nur )?auszugsweise|ganz oder (?:teilweise|in teilen)|(?:totale|intégrale) ou partielle|en tout ou (?:en )?partie|total o parcial|totalmente o en parte|"
    r"total ou parcial|no todo ou em parte|anche (?:solo )?parziale|totale o parziale|(?:полн\w+|полностью) или (?:частичн\w+|частично)|даже частичн\w+|"
    r"повн\w+ (?:чи|або) частков\w+|w całości (?:lub|ani|ni) (?:w )?(?:części|częściowo)|kısmen (?:veya|ya da|dahi)|mengutip|"
    r"引用(?:を|も|・)?[^。]{0,12}禁|(?:転載|複製)[・、,][^。]{0,8}引用|全部或部分|部分或全部|일부 또는 전부|전부 또는 일부|كليا أو جزئيا|كلياً أو جزئياً|kikamilifu au kwa sehemu"
)
_FREE = (
    r"creative commons|\bcc0\b|\bcc[ -]by\b|\bcc-by|public domain|gemeinfrei|domaine public|dominio público|domínio público|общественно\w+ достояни|"
    r"パブリックドメイン|公有领域|公有領域|퍼블릭 도메인|"
    r"(?:may|can|you are free to|free to|feel free to) (?:be )?(?:freely )?(?:re-?(?:publish|print|produce|distribute|use)|copy|share)|"
    r"(?:reproduction|republication|reuse) is (?:authori[sz]ed|permitted|allowed|free)|"
    r"(?:reproducción|reprodução|reproduction|riproduzione|wiedergabe|nachdruck|verbreitung)\b[^.]{0,30}(?:permitid[ao]|autorizad[ao]|autorisée|consentita|gestattet|erlaubt|frei)(?! nur)|"
    r"при (?:перепечатке|использовании материалов)[^.]{0,60}(?:ссылка|гиперссылка)|转载请注明|轉載請註明|転載自由|公共领域"
)
_NOT_FREE = r"\bnot\b|\bnicht\b|\bnon?\b|\bpas\b|\bnão\b|only with|prior (?:written )?(?:permission|consent)|written permission|(?:prohibited|forbidden)"
_NO_DERIVATIVES = r"by[- ](?:nc[- ])?nd\b|no ?deriv|sin obra derivada|pas de modification|keine bearbeitung|sem derivações|改変禁止|禁止演绎"
_NO_COMMERCE = r"by[- ]nc\b|non-?commercial|nicht[- ]kommerziell|no ?comercial|não comercial|non commerciale|некоммерч|非営利|非商业|비영리"
_CITE = r"при цитировании|цитування|zitieren mit|引用请注明|引用請註明"

_KINDS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (
        ("reserved", _RESERVED),
        ("forbidden", _FORBIDDEN),
        ("no_part", _NO_PART),
        ("free", _FREE),
        ("not_free", _NOT_FREE),
        ("no_derivatives", _NO_DERIVATIVES),
        ("no_commerce", _NO_COMMERCE),
        ("cite", _CITE),
    )
}
_MARKED = re.compile(
    rf"{_MARK}\s*(?:\(c\)|©|ⓒ|by)?\s*(?:{_YEAR}\b|(?-i:[^\W\d_a-z]))|{_YEAR}\s*©|[©ⓒ]\s*[^\W\d_]",
    re.IGNORECASE,
)
# One stem at least of every alternative of the patterns above.
_STEMS = (
    "©", "ⓒ", "(c)", "（c）", "copyright", "reserv", "vorbehalten", "voorbehouden", "rättigheter", "rettighe", "pidätetään", "zastrzeżone", "vyhrazena", "pridržana", "fenntartva",
    "rezervate", "saklı", "mahfuz", "hak cipta", "haki zote", "hakimiliki", "bản quyền", "bảo lưu", "прав", "版权", "版權", "权利", "著作権", "저작권", "حقوق", "זכויות", "सर्वाधिकार", "সর্বস্বত্ব", "ลิขสิทธิ์", "επιφύλαξη",
    " not be ", "weder", " part", "prohibit", "forbidden", "not permitted", "not allowed", "quot", "excerpt", "nicht", "untersagt", "verboten", "nur mit", "droits", "interdit", "strictement", "soumise", "prohib", "proibid", "vedad", "riservat", "vietat",
    "запрещен", "только с", "не допускается", "заборонен", "тільки з", "лише з", "zabronion", "bez zgody", "kullanılamaz", "yayınlanamaz", "kopyalanamaz", "dilarang", "hairuhusiwi", "hayaruhusiwi", "usichapishe", "marufuku", "無断", "转载", "轉載", "転載", "不得", "禁", "谢绝", "请勿", "請勿",
    "무단", "금지", "يحظر", "يمنع", "لا يجوز", "ليس مسموحا", "ممنوع", "nie wolno", "auszugsweise", "ganz oder", "partiel", "total o", "totalmente", "total ou", "no todo ou", "parzial", "частич", "частков", "częś", "kısmen", "mengutip", "引用", "全部或部分", "部分或全部", "일부", "전부", "جزئيا", "kikamilifu",
    "creative commons", "cc0", "cc by", "cc-by", "public domain", "gemeinfrei", "domaine public", "domin", "достояни", "パブリックドメイン", "公有领域", "公有領域", "公共领域", "퍼블릭", "republish", "re-publish", "reproduc", "reprint", "redistribut", "reuse", "re-use", "free to", "permission", "consent", "permitid", "autoriz", "autorisée", "consentita", "gestattet", "erlaubt", "перепечатке", "использовании материалов",
)  # fmt: skip
_OWN_MATERIAL = re.compile(
    r"\b(?:published|licen[sc]ed|released|available|veröffentlicht|lizenziert|publiée?s?|publicad[oa]s?)\b[^.]{0,30}\b(?:under|unter|sous|bajo|sob)\b|"
    r"\bthis (?:material|article|story|content|report|text|work|page)|\b(?:content|material|text)s?\b|dies(?:e[rs]?)? |ce (?:contenu|texte|document)|cet article|"
    r"este (?:artículo|artigo|contenido|conteúdo|texto)|questo (?:articolo|contenuto)|данн|материал|матеріал|nyenzo|habari hii|makala|konten|"
    r"本(?:文|网|站|稿|記事|サイト|网站)|当サイト|記事|未经|未經|無断|无断|무단|转载|轉載|기사|콘텐츠|المادة|المحتوى|without (?:the )?(?:prior |express |written )*(?:permission|consent)",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    rf"(?:{_MARK}[\s:]*)+(?:by\s+)?(?:{_YEAR}\s*[,:]?\s*(?:by\s+)?)?(?P<after>[^\W\d_][^.,;|<>\n()（）。、©ⓒ]{{1,60}})",
    re.IGNORECASE,
)
_HOLDER_BEFORE = re.compile(
    rf"(?P<before>[A-ZÀ-Þ][^.,;|<>\n()©ⓒ]{{1,50}}?)\s*(?:,\s*)?©\s*{_YEAR}|{_YEAR}\s+(?P<year>[A-ZÀ-Þ][^.,;|<>\n()©]{{1,50}})\s*©"
)
_HOLDER_TAIL = re.compile(
    rf"\s*\b(?:all rights?|alle rechte|tous droits|todos|tutti|все права|no (?:part|reproduction)|{_YEAR}|and may not|may not|reproduction)\b.*$|\s*(?:무단|無断|版权|版權|禁止|未经|全著作権).*$",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_NOT_HOLDER = re.compile(
    r"^(?:all|this|the|and|in|of|law|notice|protected|material|infring\w*|is|holders?|owner)$", re.IGNORECASE
)


def is_rights(passage: str) -> bool:
    """Whether a passage states the rights in the page itself (not a sentence of news about copyright)."""
    text = clean(passage)
    if not text or len(text) > _LONGEST or not _may_state(text):
        return False
    if _KINDS["reserved"].search(text):
        return True
    forbidden = _KINDS["forbidden"].search(text) or _KINDS["no_part"].search(text)
    if forbidden and (_OWN_MATERIAL.search(text) or _MARKED.search(text)):
        return True
    if (
        _KINDS["free"].search(text)
        and _OWN_MATERIAL.search(text)
        and not text.startswith(('"', "“", "«", "„"))
    ):
        return len(text) < _LONGEST // 2
    return bool(_MARKED.match(text)) and len(text) < _LONGEST // 6


def _may_state(text: str) -> bool:
    """Whether a passage holds any stem of a statement of rights: spares most passages the long patterns."""
    lowered = text.casefold()
    return any(stem in lowered for stem in _STEMS)


def read_rights(passages: Sequence[str]) -> Rights:
    """Return the rights that the passages state together.

    Args:
        passages: Lines or paragraphs of the page, the article's own among them or not; those that state no
            rights are passed over. A statement cut into several lines is put together again, line by line.

    """
    stated = list(dict.fromkeys(clean(p) for p in passages if is_rights(p)))
    if not stated:
        return Rights()
    uses = [_use(s) for s in stated]
    strict = [u for u in uses if u is not Use.REPUBLISH]
    allows = min(strict or uses, key=_ORDER.index)
    holder = next((h for s in stated if (h := holder_of(s))), None)
    return Rights("\n".join(stated), holder, allows)


def holder_of(statement: str) -> str | None:
    """Return who holds the rights, as printed, where the statement names them beside a copyright mark."""
    for pattern in (_HOLDER, _HOLDER_BEFORE):
        for found in pattern.finditer(statement):
            raw = next(g for g in found.groups() if g)
            name = _HOLDER_TAIL.sub("", raw).strip(" -–—:*\"'")
            if name and not _NOT_HOLDER.match(name) and (not name.islower() or agency_named(name)):
                return name
    return None


def _use(statement: str) -> Use:
    says = {kind: bool(pattern.search(statement)) for kind, pattern in _KINDS.items()}
    if says["free"] and (
        not says["not_free"] or re.search(r"creative commons|\bcc[0 -]", statement, re.IGNORECASE)
    ):
        if says["no_derivatives"]:
            return Use.QUOTE
        return Use.SUMMARISE if says["no_commerce"] else Use.REPUBLISH
    if says["no_part"] and (
        says["forbidden"] or re.search(r"permission|consent|genehmigung|autori[sz]", statement, re.IGNORECASE)
    ):
        return Use.LINK
    if says["no_part"] and not says["reserved"] and not says["cite"]:
        return Use.LINK
    return Use.QUOTE
