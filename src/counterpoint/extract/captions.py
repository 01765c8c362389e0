"""Captions of pictures: whether a line is one, and the credit in it.

Data way: a printed line -> caption and credit chain. Pure. The whole line stays in the text; the parts are for Image.
"""

from __future__ import annotations

import re

from counterpoint.extract.agencies import agency_named, slug_table
from counterpoint.text import clean

_LONGEST_CREDIT = 120  # characters: "Office of the Governor via Agency/Pool, file" has under 60
_LONGEST_CAPTION = 900

_PHOTO = (
    r"(?:photos?|photograph(?:er|s|y)?|picture|image|images|pic|photo credit|image credit|image source|file photo|courtesy|credits?|source|illustration|graphic|video|screengrab|screenshot|"
    r"fotos?|bild|bilder|bildquelle|fotoquelle|quelle|archivbild|archivfoto|archiv|grafik|symbolbild|photographie|crédits?(?: photo)?|fotografía|imagen|crédito|archivo|imagem|divulgação|reprodução|foto di|immagine|"
    r"foto arsip|dok|beeld|kuva|kuvat|zdjęcie|fot|obrázek|kép|fotó|фото|фотография|изображение|снимок|зображення|εικόνα|φωτογραφία|fotoğraf|görsel|gambar|picha|picha na|picha kwa hisani ya|ảnh|hình|ảnh minh họa|"
    r"صورة|الصورة|تصوير|عکس|צילום|תמונה|फोटो|चित्र|ছবি|写真|画像|撮影|図|图|图片|圖|圖片|照片|摄影|攝影|图源|图片来源|사진|이미지|그림|ภาพ)"
)
_BRACKETED = re.compile(r"\s*[(（\[［【]\s*(?P<credit>[^()（）\[\]［］【】]{2,120}?)\s*[)）\]］】]\s*\.?\s*$")
_CUED = re.compile(
    rf"(?:^|[.!?。|\"”»)\n]\s*|\s+[-–—|•·/]\s*|\s{{2,}})(?P<cue>{_PHOTO})\s*(?:[:：=＝/／|]\s*|\s+by\s+|\s+courtesy of\s+)(?P<credit>[^\n]{{2,110}}?)\s*\.?\s*$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:^|[.!?。|\s])(?P<credit>[©ⓒ]\s*[^\n©]{2,90}?)\s*\.?\s*$")
_SLASHED = re.compile(
    r"(?:^|[.!?。\"”»)]\s+|\s+[-–—|]\s*)(?P<credit>[A-Z][\w'’-]*(?: [A-Z][\w.'’-]*){0,4}\s?/\s?[\w .'’/-]{2,50})\s*\.?\s*$"
)
_TAIL = re.compile(r"(?:[.!?。\"”»]\s+|\s+[-–—|/=＝]\s*|\s*[/=＝])(?P<credit>[^.!?。\n]{2,40})\s*$")
_SHOT = re.compile(
    r"(?P<credit>(?:[\u4e00-\u9fff]{2,6}(?:记者|記者)\s*)?[\u4e00-\u9fff·]{2,4}\s*(?:/\s*)?(?:摄影?|攝影?|撮影))\s*[）)】]?\s*$"
)
_IN_BRACKET = re.compile(
    rf"\bvia\b|\bpool\b|\bhandout\b|\bfile\b|/|\barchiv|©|ⓒ|(?<!\w){_PHOTO}(?!\w)|提供|共同|時事|通信|新闻|新華|ゲッティ|연합|제공|뉴스|getty|shutterstock|wikimedia|wikipedia|flickr|unsplash|pixabay|"
    r"imago|alamy|istock|zuma|epa|courtesy|stringer|press\b|news\b|associated|reuters",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W{0,2}(?:(?:in|on) th(?:is|ese) (?:\w+ ){0,4}?(?:photos?|image|images|pictures?|photograph|screengrab|screenshot|frame|combination|handout|grab)\b|file\s*(?:photo)?\s*[-–—:]|file\s*photo\b|pictured\s*[:(]|"
    r"(?:photo|image|picture|graphic|illustration|video|map|chart) ?(?:shows|caption|:)|(?:the |a )?(?:photo|image|picture) (?:shows|taken|released|provided)|"
    r"(?:auf (?:diesem|dem) (?:bild|foto)|das (?:bild|foto) zeigt|archivbild|symbolbild|(?:bild|foto)\s*:)|(?:sur cette (?:photo|image)|photo d'illustration|photo\s*:)|(?:en esta (?:foto|imagen|fotografía)|foto de archivo|imagen de archivo|foto\s*:|imagen\s*:)|"
    r"(?:nesta (?:foto|imagem)|foto de arquivo|imagem\s*:)|(?:in questa (?:foto|immagine)|nella foto)|(?:на (?:этой |этом )?(?:фото|снимке|фотографии)|архивное фото|фото\s*:)|на фото|"
    r"(?:katika picha hii|picha\s*[:：]|picha ya maktaba)|(?:dalam foto|foto arsip|foto\s*:)|(?:写真は|写真[:：]|【写真|［写真|写真＝|資料写真|[▲△↑▼◆■]\s*\S)|(?:图为|图[:：]|资料图|圖為|資料照)|(?:사진[은=:]|\[사진|▲|자료사진)|(?:في هذه الصورة|صورة أرشيفية|صورة من|الصورة[:：]))",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r",\s(?:\w+\s){0,3}?(?:left|right|center|centre|front|back|second from (?:left|right)|pictured|seen|shown)\b,?|\((?:left|right|l|r|c|center|centre|pictured|above|below|top|bottom|front|file)\)|\b(?:from left|left to right|clockwise)\b|"
    r"\((?:links|rechts|l\.|r\.|M\.|Mitte|vorne|oben)\)|\((?:à gauche|à droite|au centre|g\.|d\.|g|d)\)|\((?:izq\.?|dcha?\.?|der\.?|izquierda|derecha|centro)\)|\((?:à esquerda|à direita|esq\.|dir\.)\)|\((?:слева|справа|в центре)\)|"
    r"[（(](?:左|右|中央|中|手前|奥|左から.{1,6}|右から.{1,6}|左端|右端|왼쪽|오른쪽|가운데|يمين|يسار|kushoto|kulia)[）)]",
    re.IGNORECASE,
)


def split_credit(caption: str) -> tuple[str, str | None]:
    """Return a caption without its credit, and the credit chain as printed, or None where there is none.

    The caption is "" where the line is nothing but a credit: "Foto: Mei Tan/Harbour Times".
    """
    text = clean(caption)
    if not text or len(text) > _LONGEST_CAPTION:
        return text, None
    found = _BRACKETED.search(text)
    if found and (_IN_BRACKET.search(found["credit"]) or _known(found["credit"])):
        return text[: found.start()].strip(), _without_cue(found["credit"])
    for pattern in (_CUED, _COPYRIGHT, _SHOT):
        found = pattern.search(text)
        if found and len(found["credit"]) <= _LONGEST_CREDIT and not _is_sentence(found["credit"]):
            start = found.start() + (1 if text[found.start()] in '.!?。"”»)' else 0)
            return text[:start].rstrip(" |-–—•·/"), found["credit"].strip(" .")
    for pattern in (_SLASHED, _TAIL):
        found = pattern.search(text)
        if found and _known(found["credit"]):
            start = found.start() + (1 if text[found.start()] in '.!?。"”»)' else 0)
            return text[:start].rstrip(" |-–—/=＝"), found["credit"].strip()
    return text, None


def is_caption(line: str) -> bool:
    """Whether a line standing alone is a picture's caption or credit, by its words only."""
    text = clean(line)
    if not text or len(text) > _LONGEST_CAPTION:
        return False
    if _OPENING.match(text):
        return True
    body, credit = split_credit(text)
    if credit is not None and _BRACKETED.search(text):
        return True
    if credit is not None:
        return len(body) < _LONGEST_CAPTION // 2
    return (
        bool(_POSITION.search(text))
        and len(text) < _LONGEST_CAPTION // 2
        and not re.search(r"[“\"«„][^”\"»]{20,}", text)
    )


def _known(credit: str) -> bool:
    bits = re.split(r"\s*[/|,、]\s*|\s+via\s+", credit)
    return any(
        b in slug_table()
        or (len(b) > 4 and agency_named(b))
        or re.search(r"getty|shutterstock|imago\b|alamy|wikimedia", b, re.IGNORECASE)
        for b in bits
    )


def _without_cue(credit: str) -> str:
    return (
        re.sub(
            rf"^{_PHOTO}\s*(?:[:：=＝]\s*|\s+by\s+|\s+courtesy of\s+)", "", credit, flags=re.IGNORECASE
        ).strip()
        or credit
    )


def _is_sentence(credit: str) -> bool:
    """Long runs of lower-case words are prose that happens to follow a cue."""
    words = credit.split()
    return len(words) > 10 and sum(w[0].islower() for w in words) > 0.6 * len(words)
