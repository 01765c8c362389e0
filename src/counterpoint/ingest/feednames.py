"""The names of what stands in feeds: which namespace is which, under one prefix, whatever prefix a feed chose.

Data way: tag of an element -> canonical name, such as "media:content", or "title" for the feed formats' own. Pure.

The list of namespaces is the one that feedparser documents, with those that news feeds and sitemaps use besides. Case and a
trailing slash or hash do not matter: feeds get both wrong.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MAX_ATTRIBUTES = 100  # of one element; the most seen in a feed were 14
XLINK = "http://www.w3.org/1999/xlink"
ATOM_10 = "http://www.w3.org/2005/Atom"

# The feed formats themselves: their elements mean the same in each other's documents.
_ATOM = """
http://www.w3.org/2005/atom http://purl.org/atom/ns http://example.com/newformat http://example.com/necho
http://purl.org/echo uri/of/echo/namespace http://purl.org/pie http://purl.org/net/rss1.1
""".split()
_RSS = """
http://purl.org/rss/1.0 http://my.netscape.com/rdf/simple/0.9 http://channel.netscape.com/rdf/simple/0.9
http://backend.userland.com/rss http://backend.userland.com/rss2 http://backend.userland.com/rss091
http://blogs.law.harvard.edu/tech/rss http://cyber.law.harvard.edu/rss/rss.html http://purl.org/rss/1.0/modules/rss091
http://purl.org/net/rss1.1
""".split()
_SITEMAPS = """
http://www.sitemaps.org/schemas/sitemap/0.9 https://www.sitemaps.org/schemas/sitemap/0.9
http://www.google.com/schemas/sitemap/0.9 http://www.google.com/schemas/sitemap/0.84
https://www.google.com/schemas/sitemap/0.84 http://www.google.com/schemas/sitemap/0.90
""".split()
_MODULES = "http://purl.org/rss/1.0/modules/"
_OTHERS = {
    "http://webns.net/mvcb": "admin",
    "http://media.tangent.org/rss/1.0": "audio",
    "http://backend.userland.com/blogchannelmodule": "blogChannel",
    "http://creativecommons.org/ns": "cc",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc": "cc",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativeCommons",
    "http://backend.userland.com/creativecommonsrssmodule": "creativeCommons",
    "http://my.theinfo.org/changed/1.0/rss": "cp",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://freshmeat.net/rss/fm": "fm",
    "http://xmlns.com/foaf/0.1": "foaf",
    "http://www.w3.org/2003/01/geo/wgs84_pos": "geo",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://postneo.com/icbm": "icbm",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://tools.search.yahoo.com/mrss": "media",
    "http://madskills.com/public/xml/rss/module/pingback": "pingback",
    "http://prismstandard.org/namespaces/1.2/basic": "prism",
    "http://prismstandard.org/namespaces/basic/2.0": "prism",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://www.w3.org/2000/01/rdf-schema": "rdfs",
    "http://schemas.xmlsoap.org/soap/envelope": "soap",
    "http://hacks.benhammersley.com/rss/streaming": "str",
    "http://schemas.pocketsoap.com/rss/mydescmodule": "szf",
    "http://madskills.com/public/xml/rss/module/trackback": "trackback",
    "http://wellformedweb.org/commentapi": "wfw",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/xml/1998/namespace": "xml",
    "http://podlove.org/simple-chapters": "psc",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.w3.org/2007/app": "app",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://rsl.org/rss/1.0": "rsl",
    "https://rslstandard.org/rsl": "rsl",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "https://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.google.com/schemas/sitemap-video/1.1": "video",
    "http://www.google.com/schemas/sitemap-mobile/1.0": "mobile",
    "http://www.google.com/schemas/sitemap-pagemap/1.0": "pagemap",
    **{
        f"{_MODULES}{name}": prefix
        for name, prefix in {
            "aggregation": "ag",
            "annotate": "annotate",
            "company": "co",
            "content": "content",
            "email": "email",
            "event": "ev",
            "image": "image",
            "link": "l",
            "reference": "ref",
            "richequiv": "reqv",
            "search": "search",
            "slash": "slash",
            "servicestatus": "ss",
            "subscription": "sub",
            "syndication": "sy",
            "taxonomy": "taxo",
            "threading": "thr",
            "textinput": "ti",
            "wiki": "wiki",
        }.items()
    },
}
# What an element of the feed formats is called in `extra`, where a prefix is needed.
_OWN = {
    **dict.fromkeys(_RSS, "rss"),
    **dict.fromkeys(_ATOM, "atom"),
    **dict.fromkeys(_SITEMAPS, "sitemap"),
    "": "rss",
}
_PREFIXES = frozenset({*_OTHERS.values(), *_OWN.values()})


def _canonical(namespace: str) -> str:
    return namespace.strip().lower().rstrip("/#") if namespace else ""


def _split(tag: str) -> tuple[str, str]:
    """Namespace and local name. A prefix that was never declared stands in the name itself: it is taken at its word."""
    if tag[0] == "{":
        namespace, _, local = tag[1:].rpartition("}")
        return namespace, local
    return "", tag


@lru_cache(maxsize=2048)
def name_of(tag: str) -> str:
    """Canonical name in lower case: "title", "media:content"; an unknown namespace keeps its tag as it is."""
    namespace, local = _split(tag)
    uri = _canonical(namespace)
    if uri in _OWN or "backend.userland.com/rss" in uri:
        return local.lower()
    prefix = _OTHERS.get(uri)
    return f"{prefix}:{local}".lower() if prefix else tag


def label_of(element: etree._Element) -> str:
    """What an element is called in `extra`: canonical prefix where there is one, else the feed's own; case as sent."""
    return _label(str(element.tag), element.prefix)


@lru_cache(maxsize=2048)
def _label(tag: str, prefix: str | None) -> str:
    namespace, local = _split(tag)
    uri = _canonical(namespace)
    if not uri and ":" in local:
        return local
    return f"{_OWN.get(uri) or _OTHERS.get(uri) or prefix or 'x'}:{local}"


def attributes_of(element: etree._Element) -> list[tuple[str, str]]:
    """Names and values of an element's attributes, the first hundred: lxml's own list takes their number squared."""
    return [(str(key), str(element.get(key) or "")) for key in list(element.attrib)[:_MAX_ATTRIBUTES]]


def is_known_prefix(prefix: str) -> bool:
    """Whether a prefix is one of those that this module gives."""
    return prefix in _PREFIXES


def is_atom(tag: str) -> bool:
    """Whether an element is of Atom's namespaces (any version)."""
    return _canonical(_split(tag)[0]) in _ATOM
