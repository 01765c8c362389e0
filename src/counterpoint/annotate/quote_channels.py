"""How a quote reached the press: a post, a video, a statement, an interview ...

Data way: the words around a quote -> Channel. Pure.

The words that name a channel stand in the sentence that names the speaker, outside what is quoted; `find_channel`
reads that sentence. That a channel goes on for the same speaker's next quotes is decided in quotes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from counterpoint.types import Article, Channel, ChannelKind, EntityKind, Mention, Span

# Platforms by the names they print; the canonical name is what a reader calls them today, except that a text which
# says Twitter is left with its word.
_PLATFORMS = {
    "x": "X", "twitter": "Twitter", "facebook": "Facebook", "instagram": "Instagram", "weibo": "Weibo", "微博": "Weibo",
    "telegram": "Telegram", "threads": "Threads", "bluesky": "Bluesky", "mastodon": "Mastodon", "tiktok": "TikTok",
    "truth social": "Truth Social", "linkedin": "LinkedIn", "vkontakte": "VKontakte", "vk": "VKontakte", "wechat": "WeChat",
    "whatsapp": "WhatsApp", "reddit": "Reddit", "tumblr": "Tumblr", "snapchat": "Snapchat", "line": "LINE",
    "فيسبوك": "Facebook", "تويتر": "Twitter", "إكس": "X", "انستغرام": "Instagram", "تلغرام": "Telegram",
    "телеграм": "Telegram", "твиттер": "Twitter", "фейсбук": "Facebook", "вконтакте": "VKontakte",
    "フェイスブック": "Facebook", "ツイッター": "Twitter", "インスタグラム": "Instagram",
    "페이스북": "Facebook", "트위터": "Twitter", "엑스": "X", "인스타그램": "Instagram", "텔레그램": "Telegram",
    "推特": "Twitter", "脸书": "Facebook", "臉書": "Facebook",
}  # fmt: skip
_VIDEO_SITES = {
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "twitch": "Twitch",
    "유튜브": "YouTube",
    "ユーチューブ": "YouTube",
    "يوتيوب": "YouTube",
}

_NAMES = "|".join(
    sorted(
        (re.escape(p) for p in _PLATFORMS if len(p) > 2 and p != "line" and p.isascii()),
        key=len,
        reverse=True,
    )
)
_LATIN_PLATFORM = rf"(?:(?i:{_NAMES})|X|VK)"
# A preposition, perhaps words of ownership, and a platform: "on X", "in a post on X", "auf der Plattform X", "su X".
_POST = re.compile(
    rf"""\b(?i:on|via|to|in|auf|bei|über|sur|en|no|na|em|su|op|kwenye|katika|mtandao\s+wa|в|на)\s+
        (?:(?:(?:his|her|their|its|the|an?|official|personal|own|social|media|platform|network|site|account|sosyal|
             Plattform|plataforma|piattaforma|plateforme|réseau|social|red|rede|der|dem|la|le|el|o|a|seinem|ihrem|
             son|su|sua|seu|compte|conta|cuenta|Kanal|Konto|канале|соцсети|mtandao|wa)\s+){{0,5}})
        (?P<name>{_LATIN_PLATFORM})(?![\w'’.-]*\w)
      |\b(?:his|her|their|its|an?|the|[A-Z]\w+['’]s?)\s+(?P<name2>{_LATIN_PLATFORM})\s+
        (?:post|posts|account|page|feed|message|thread|update|status)\b""",
    re.VERBOSE,
)
_POST_WORDS = re.compile(
    r"""\b(?P<tweet>(?:re)?tweet(?:s|ed|ing)?|twitterte|twittert|tuiteó|tuitou|tweeté|a\s+tweeté|ha\s+twittato)\b
       |\b(?:social[- ]media\s+post|in\s+an?\s+(?:online\s+)?post(?:ing)?|blog\s+post|wrote\s+online|posted\s+online|
            in\s+a\s+message\s+posted|on\s+(?:his|her|their|its)\s+blog|on\s+social\s+media)\b
       |\b(?:in\s+einem\s+(?:Post|Beitrag|Tweet)|dans\s+un\s+(?:message\s+publié|post|tweet)|en\s+un\s+(?:tuit|tweet|mensaje\s+publicado)|
            em\s+(?:uma\s+)?(?:publicação|postagem)|in\s+un\s+(?:post|tweet)|nas\s+redes\s+sociais|en\s+redes\s+sociales|
            sur\s+les\s+réseaux\s+sociaux|в\s+соцсетях|в\s+(?:своем|своём)\s+(?:телеграм|telegram)-канале)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_POST_CJK = re.compile(
    r"(?:SNS|微博|推特|脸书|臉書|Facebook|フェイスブック|ツイッター|インスタグラム|페이스북|트위터|엑스|인스타그램|텔레그램|"
    r"(?<![A-Za-z])X)(?:\s*[((][^))]{1,20}[))])?(?:[（(][^）)]{1,20}[）)])?\s*(?:に|で|への|の投稿|上|上で|上发文|发文|發文|에|에서|를\s*통해)"
    r"|社交媒体|社群平台|소셜미디어|사회관계망서비스|(?:على|عبر)\s+(?:موقع\s+|منصة\s+|حسابه\s+على\s+)?(?:فيسبوك|تويتر|إكس|انستغرام|تلغرام|تليغرام)"
)

_KINDS: tuple[tuple[ChannelKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
    for kind, pattern in (
        (
            ChannelKind.VIDEO,
            r"""\b(?:in|from)\s+(?:an?|the|his|her|their)\s+(?:\w+[\w'’-]*\s+){0,3}(?:video|clip|footage|livestream|live\s+stream|vlog)\b
               |\b(?:video|recorded|videotaped)\s+(?:message|statement|address)\b|\bon\s+(?:the\s+)?(?:tape|recording)\b
               |\bin\s+einem\s+Video\b|\bVideobotschaft\b|\bdans\s+une\s+vidéo\b|\ben\s+un\s+v[íi]deo\b|\b(?:em|num)\s+(?:um\s+)?vídeo\b
               |\bin\s+un\s+video\b|\bв\s+видео\w*|\bkatika\s+video\b|\bin\s+een\s+video\b|動画|视频|視頻|影片|영상|فيديو""",
        ),
        (
            ChannelKind.CONFERENCE,
            r"""\b(?:press|news|media)\s+(?:conference|briefing)s?\b|\bbriefing\s+(?:reporters|journalists)\b
               |\b(?:told|telling|tells|informed|to)\s+(?:the\s+)?(?:\w+\s+)?(?:reporters|journalists|newsmen|the\s+press|the\s+media)\b
               |\bPressekonferenz\b|\bvor\s+(?:Journalisten|Reportern)\b|\bconférence\s+de\s+presse\b|\baux\s+journalistes\b|\bdevant\s+la\s+presse\b
               |\b(?:rueda|conferencia)\s+de\s+prensa\b|\ba\s+los\s+periodistas\b|\b(?:coletiva|conferência)\s+de\s+imprensa\b|\ba\s+jornalistas\b|\baos\s+jornalistas\b
               |\bconferenza\s+stampa\b|\bai\s+giornalisti\b|\bpersconferentie\b|пресс-конференц\w*|журналистам|брифинг\w*
               |\bwaandishi\s+wa\s+habari\b|記者会見|記者団|会見で|記者會|记者会|发布会|기자회견|기자들에게|기자단|브리핑|مؤتمر\s+صحفي|للصحفيين|الصحفيين""",
        ),
        (
            ChannelKind.SPEECH,
            r"""\b(?:told|tells|telling)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:court|jury|judge|parliament|congress|senate|house|mps|lawmakers|inquiry|
                  hearing|tribunal|crowd|rally|supporters|delegates|audience|assembly|council|committee|knesset|commons|bundestag|duma|inquest|congregation)\b
               |\bin\s+(?:court|parliament|testimony|a\s+(?:\w+\s+)?(?:speech|address|sermon|eulogy|hearing))\b|\bin\s+(?:his|her|their)\s+(?:\w+\s+)?(?:speech|address|testimony|remarks|sermon)\b
               |\b(?:at|during)\s+(?:an?|the|his|her)\s+(?:\w+\s+){0,2}(?:rally|speech|hearing|ceremony|debate|trial|inquest|memorial|sentencing|campaign\s+event|town\s+hall)\b
               |\btestified\b|\bvor\s+Gericht\b|\bim\s+(?:Bundestag|Parlament)\b|\bin\s+einer\s+(?:Rede|Ansprache)\b|\bdans\s+un\s+discours\b|\bau\s+tribunal\b|\bdevant\s+(?:le\s+tribunal|la\s+cour|le\s+parlement|l['’]assemblée)
               |\ben\s+un\s+discurso\b|\bante\s+(?:el|la)\s+(?:tribunal|juez|parlamento|congreso|corte)\b|\bem\s+(?:um\s+)?discurso\b|\bin\s+un\s+discorso\b|\bв\s+суде\b|выступая|\bв\s+парламенте\b
               |\bbungeni\b|\bmahakamani\b|\bhotuba\b|演説|国会で|法廷|演讲|講話|讲话|연설|국회에서|법정|خطاب|أمام\s+(?:البرلمان|المحكمة)""",
        ),
        (
            ChannelKind.STATEMENT,
            r"""\b(?:in|through|via|issued|released|read|put\s+out)\s+(?:an?|the|his|her|their|its|this)\s+(?:[\w-]+\s+){0,3}(?:statement|press\s+release|news\s+release|communiqu[ée]|letter|memo|email|e-mail|message|note)\b
               |\bsaid\s+by\s+e-?mail\b|\b(?:press|news)\s+release\b|\bin\s+statements?\b|\bjoint\s+statement\b|\bon\s+(?:his|her|its|their|the\s+\w+)\s+web\s?site\b
               |\bstatement\s+(?:said|says|read|from|by|issued|posted|released)\b|\baccording\s+to\s+(?:an?|the)\s+(?:\w+\s+)?statement\b|\bby\s+letter\b
               |\b(?:Pressemitteilung|Mitteilung|Erklärung|Stellungnahme|Presseerklärung)\b|\bcommuniqué\b|\b(?:en\s+un\s+)?comunicado\b|\bem\s+(?:nota|comunicado)\b|\b(?:in\s+una\s+nota|comunicato)\b
               |\bin\s+een\s+(?:verklaring|persbericht)\b|в\s+заявлении|пресс-релиз\w*|пресс-служб\w*|\bkatika\s+taarifa\b|\btaarifa\s+(?:ya|kwa)\b|声明で|声明中|声明|聲明|談話|公報|公报|성명|보도자료|입장문|في\s+بيان|بيان""",
        ),
        (
            ChannelKind.INTERVIEW,
            r"""\b(?:in|during)\s+(?:an?|the|his|her)\s+(?:[\w'’-]+\s+){0,4}interview\b|\binterviewed\s+by\b|\bby\s+(?:tele)?phone\b|\bspeaking\s+to\b|\bim\s+Interview\b|\bim\s+Gespräch\s+mit\b
               |\bdans\s+une?\s+(?:interview|entretien)\b|\ben\s+(?:una\s+)?entrevista\b|\bem\s+entrevista\b|\b(?:in\s+un[’'])?intervista\b|\bв\s+интервью\b|\bmahojiano\b|インタビュー|取材に|采访|採訪|专访|인터뷰|مقابلة""",
        ),
        (
            ChannelKind.DOCUMENT,
            r"""\bin\s+(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){0,3}(?:ruling|judg[e]?ment|verdict|report|opinion|filing|indictment|complaint|lawsuit|affidavit|study|book|memoir|op-ed|column|editorial|article|decision|order|dissent)\b
               |\b(?:ruling|judg[e]?ment|report|filing|indictment|complaint|lawsuit|affidavit|study|survey|poll|opinion|listing|document)s?\s+(?:said|says|stated|states|found|finds|shows|showed|read|reads|concluded|added|noted)\b
               |\baccording\s+to\s+(?:an?|the|court)\s+(?:[\w-]+\s+){0,4}(?:report|documents?|papers|filings?|indictment|complaint|study|survey|poll|records?|ruling|affidavit)\b
               |\b(?:Bericht|Studie|Urteil)\s+(?:heißt|zufolge)\b|\bselon\s+(?:le|un)\s+rapport\b|\bsegún\s+(?:el|un)\s+(?:informe|estudio)\b|\bsegundo\s+(?:o|um)\s+relatório\b|報告書|判決文|판결문|보고서|报告|تقرير""",
        ),
        (
            ChannelKind.BROADCAST,
            r"""\bon\s+(?:an?|the|national|state|local|live)\s+(?:[\w'’-]+\s+){0,2}(?:television|tv|radio|show|programme|program)\b|\b(?:television|radio|tv)\s+(?:interview|address)\b
               |\bim\s+(?:Fernsehen|Radio|ZDF|ARD|Deutschlandfunk)\b|\bà\s+la\s+(?:télévision|radio)\b|\ben\s+(?:la\s+)?(?:televisión|radio)\b|\bна\s+телеканале\b|テレビ番組|电视台|電視|방송에서""",
        ),
    )
)
# "told AFP", "sagte der dpa", "a déclaré à l'AFP", "dijo a Reuters": the listener is the outlet.
_TOLD = re.compile(
    r"\b(?:told|tells|telling|spoke\s+to|speaking\s+to|in\s+an\s+interview\s+(?:with|to|on)|interview\s+(?:with|on)|by\s+telephone\s+to|"
    r"sagte\s+(?:der|dem)|gegenüber\s+(?:der|dem)?|à\s+l['’]?|dijo\s+a|disse\s+à|al?la|сказал[аи]?|сообщил[аи]?)\s*(?:the\s+|news\s+agency\s+|Nachrichtenagentur\s+|Zeitung\s+|agence\s+|agencia\s+)*$"
)
_ON_AIR = re.compile(r"\b(?:on|speaking\s+on|appearing\s+on|im|auf|sur|en|on\s+the)\s+$")
_KNOWN_MEDIA = re.compile(
    r"\b(?:AFP|AP|Associated\s+Press|Reuters|BBC(?:\s+(?:News|Radio\s*\d?|Breakfast|World))?|CNN|CNBC|NBC(?:\s+News)?|CBS(?:\s+News)?|ABC(?:\s+News)?|NPR|MSNBC|Fox\s+News|Sky\s+News|ITV(?:\s+News)?|"
    r"Al\s+Jazeera|dpa|DPA|EFE|ANSA|Kyodo(?:\s+News)?|Yonhap|Xinhua|TASS|RIA\s+Novosti|Interfax|PTI|ANI|NHK|KBS|CBC(?:\s+News)?|CTV(?:\s+News)?|ZDF|ARD|RTL|RTÉ|TF1|France\s*(?:2|24|Inter|Info)|"
    r"Bloomberg|Politico|Axios|Der\s+Spiegel|Le\s+Monde|El\s+País|The\s+\w+\s+(?:Times|Post|Journal|Tribune|Herald|Telegraph)|[A-Z]\w+\s+(?:Times|Herald|Gazette|Tribune|Radio|TV|Television|Magazine|Chronicle))\b"
)
# characters: two channels this much apart from the cue count as equally near
_SAME_PLACE = 40
# characters of a sentence that are read for a channel; a longer one is a list, not an attribution
_STRONGEST = 400


def find_channel(
    article: Article,
    bounds: tuple[int, int],
    near: tuple[int, int],
    content: Sequence[Span],
    mentions: Sequence[Mention],
) -> Channel | None:
    """Return the channel that a passage names outside what is quoted, or None.

    Args:
        article: Whose text is read.
        bounds: First and last offset of the sentence or sentences that carry the attribution.
        near: Offsets of the cue and the source: of several channels in one sentence the nearest holds.
        content: The quoted words, which are blanked out: "on X" said in a quotation is no channel.
        mentions: The article's mentions; an organisation after "told" is the outlet.

    """
    start, end = bounds
    text = _blank(article.text[start:end], start, content)
    words = text[: 3 * _STRONGEST]
    found = [*_posts(words), *_sites(words), *_media(words, start, mentions)]
    for kind, pattern in _KINDS:
        found += [(kind, None, m.start(), m.end()) for m in pattern.finditer(words)]
    if not found:
        return None
    a, b = near[0] - start, near[1] - start
    best = min(enumerate(found), key=lambda f: (max(0, f[1][2] - b, a - f[1][3]) // _SAME_PLACE, f[0]))[1]
    return Channel(best[0], best[1], article.span(start + best[2], start + best[3]))


def known_medium(words: str) -> str | None:
    """Return words that are nothing but the name of a known agency, broadcaster or paper, or None."""
    return words if _KNOWN_MEDIA.fullmatch(words) else None


_Found = tuple[ChannelKind, str | None, int, int]


def _blank(text: str, start: int, content: Sequence[Span]) -> str:
    for span in content:
        a, b = max(0, span.start - start), min(len(text), span.end - start)
        if a < b:
            text = text[:a] + "\u2423" * (b - a) + text[b:]
    return text


def _posts(words: str) -> Iterator[_Found]:
    for match in _POST.finditer(words):
        name = match["name"] or match["name2"]
        yield ChannelKind.POST, _PLATFORMS.get(name.lower(), name), match.start(), match.end()
    for match in _POST_CJK.finditer(words):
        key = next(
            (v for k, v in _PLATFORMS.items() if len(k) > 1 and not k.isascii() and k in match[0]), None
        )
        yield ChannelKind.POST, key or ("X" if "X" in match[0] else None), match.start(), match.end()
    for match in _POST_WORDS.finditer(words):
        yield ChannelKind.POST, "Twitter" if match["tweet"] else None, match.start(), match.end()


def _sites(words: str) -> Iterator[_Found]:
    low = words.lower()
    for site, name in _VIDEO_SITES.items():
        at = low.find(site)
        if at >= 0:
            video = _KINDS[0][1].search(words)
            first = min(at, video.start()) if video else at
            last = max(at + len(site), video.end()) if video else at + len(site)
            yield ChannelKind.VIDEO, name, first, min(last, len(words))


def _media(words: str, start: int, mentions: Sequence[Mention]) -> Iterator[_Found]:
    named = [(m.start(), m.end()) for m in _KNOWN_MEDIA.finditer(words)]
    named += [
        (m.span.start - start, m.span.end - start)
        for m in mentions
        if m.kind is EntityKind.ORGANISATION
        and m.span.start - start >= 0
        and m.span.end - start <= len(words)
    ]
    for a, b in sorted(named):
        told = _TOLD.search(words[max(0, a - 60) : a])
        if told:
            first = max(0, a - 60) + told.start()
            yield ChannelKind.INTERVIEW, words[a:b], first, b
        known = _KNOWN_MEDIA.fullmatch(words, a, b)
        if known and _ON_AIR.search(words[max(0, a - 30) : a]):
            yield ChannelKind.BROADCAST, words[a:b], a, b
