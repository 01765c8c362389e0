"""What names an article through all its versions, and an outlet through all its pages.

Pure. Two addresses of one page differ in scheme, "www.", default port, fragment, a trailing slash and the marks that
campaigns leave; whatever else differs is another page.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from counterpoint.text import sha256
from counterpoint.types import Article, Capture

# Parameters that tell where a reader came from, never what the page is; each is documented by the service that adds it.
_CAMPAIGN = re.compile(
    r"utm_\w+|(?:fb|g|dc|ms|y|tw|igsh|mc_|_hs)?clid|gclsrc|gbraid|wbraid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|at_(?:medium|campaign|custom\w+)|ocid|cmpid|CMP",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def place_of(article: Article, capture: Capture) -> str:
    """Return the key of the article that a capture is a version of: a hash of what names it.

    A page may say that its address is another one of its own site (rel=canonical); of another site it may not, or a
    page could put itself in the place of any article.
    """
    if article.guid:
        return place_of_guid(article.guid, capture.url)
    said = article.url if article.url and _may_name(article.url, capture.url) else capture.url
    return sha256(f"url {same_page(said)}" if said else f"path {capture.path or capture.id}")


def place_of_guid(guid: str, url: str | None) -> str:
    """Return the key of a wire item by its sender's own identifier: of files as it is, of the web within its site."""
    return sha256(f"guid {domain_of(url)} {guid}")


def same_page(url: str) -> str:
    """Return a key under which the addresses of one page agree. Not an address to fetch."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = domain_of(url)
    default = port is None or port == _PORTS.get(parts.scheme.lower())
    path = quote(
        unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~", errors="surrogatepass"
    )
    kept = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _CAMPAIGN.fullmatch(k)
    ]
    query = f"?{urlencode(kept, errors='surrogatepass')}" if kept else ""
    return f"{host}{'' if default else f':{port}'}{path.rstrip('/')}{query}"


def domain_of(url: str | None) -> str:
    """Return the host of a URL, lower case and without "www."; "" where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").lower().removeprefix("www.")


def _may_name(said: str, fetched: str | None) -> bool:
    """Whether a page's own word for its address is believed: always for files, else within its site."""
    here, there = domain_of(said), domain_of(fetched)
    return fetched is None or here == there or here.endswith("." + there) or there.endswith("." + here)
