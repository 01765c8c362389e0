"""Social posts in the forms that platforms give them, each into a Capture of our own form.

Data way: bytes of an export or an answer -> Captures, one for each post, whose bytes are canonical JSON. Pure.

Read: Mastodon's export (ActivityPub `outbox.json`, W3C 2018) and its API's statuses; Bluesky's views and records
(`app.bsky.feed.*` of the AT Protocol); and our own JSON lines (docs/reference/posts.md), into which the others are put. What was
not public is refused. A repost has no words of its own: it stands for the original where the data holds that, else it is
refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected

POST_TYPE = "application/vnd.counterpoint.post+json"
_Json = Mapping[str, object]
_Post = dict[str, object]
_KEYS = (
    "id", "url", "author", "text", "html", "published", "edited", "language", "reply_to", "repost_of", "quoted", "warning",
    "media", "links", "platform",
)  # fmt: skip
_AUTHOR_KEYS = ("name", "handle", "url")
_NESTED = {
    "author": _AUTHOR_KEYS, "quoted": ("url", "author", "text"), "media": ("url", "alt"), "links": ("url", "title", "text"),
}  # fmt: skip
_SNIFFED = 65_536  # bytes looked at for what a file is
_MARKS = (
    b'"orderedItems"',
    b'"app.bsky.feed.',
    b'"spoiler_text"',
    b"www.w3.org/ns/activitystreams",
    b"app.bsky.feed.defs",
)
_PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_MOST = 15_000  # posts of one file: 10 MB of them are fewer
_LISTS = ("orderedItems", "feed", "posts", "records", "statuses", "items")
_ACTOR = re.compile(r"/(?:users/|@|profile/)([^/?#]{1,100})")
_NOT_PUBLIC = "the post was not public; nothing of it is kept"
_NO_WORDS = "a repost without words of its own; give the post that it repeats"


class _RefusedError(Exception):
    """Why one post is left out; never leaves this module."""

    def __init__(self, reason: str, withdraws: str | None = None) -> None:
        super().__init__(reason)
        self.withdraws = withdraws


def is_posts(content: bytes) -> bool:
    """Whether some bytes are posts in a form that is read here: told by the start, whatever the file's name."""
    start = content[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] not in {b"{", b"["}:
        return False
    if any(mark in start for mark in _MARKS):
        return True
    for line in start.splitlines()[:3]:
        value = _loads(line.strip().rstrip(b",").lstrip(b"[") or b"0")
        if isinstance(value, dict):
            return _is_own(value)
    value = _loads(content) if len(content) <= _SNIFFED else None
    entry = value[0] if isinstance(value, list) and value else value
    return isinstance(entry, dict) and _is_own(entry)


def split_posts(content: bytes, *, name: str) -> Iterator[Capture | Rejected]:
    """Yield a Capture for each post, or why one is left out; one bad post or line never stops the rest.

    Args:
        content: The file or answer as it came, UTF-8.
        name: Path or URL that it came from.

    """
    count = 0
    for count, entry in enumerate(_entries(content), 1):
        where = f"{name}#{count}"
        if count > _MOST:
            yield Rejected(name, "ingest", f"more than {_MOST:,} posts; split the file")
            return
        if isinstance(entry, str):
            yield Rejected(where, "ingest", entry)
            continue
        try:
            post = _checked(_own_form(entry))
        except _RefusedError as refused:
            yield Rejected(where, "ingest", str(refused), withdraws=refused.withdraws)
            continue
        yield _capture(post, name, where)
    if not count:
        yield Rejected(name, "ingest", "no post was found in the file; check that it is whole")


def _capture(post: _Post, name: str, where: str) -> Capture:
    text = json.dumps(post, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content = text.encode("utf-8", "replace")
    url = str(post["url"]) if post.get("url") else None
    remote = name.lower().startswith(("http://", "https://"))
    path = None if remote else Path(name if url else where)
    return Capture(
        sha256(content), content, url=url or (where if remote else None), path=path, content_type=POST_TYPE
    )


def _loads(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _entries(content: bytes) -> Iterator[_Json | str]:
    """The objects of a file that may be posts; a string is why a line is none."""
    body = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    whole = _loads(body)
    if whole is not None:
        yield from _walk(whole)
        return
    lines = body.splitlines()
    if len(lines) < 2:
        yield "the JSON could not be read; check that the file is whole"
        return
    for line in lines:
        if line.strip():
            value = _loads(line)
            yield from _walk(value) if isinstance(value, (dict, list)) else ["the line is no JSON object"]


def _walk(value: object) -> Iterator[_Json | str]:
    """The posts of lists, collections and threads, in order; a stack, since threads nest as deep as people answer."""
    stack = [value]
    while stack:
        entry = stack.pop()
        if isinstance(entry, list):
            stack += reversed(entry)
        elif not isinstance(entry, dict):
            yield "an entry that is no JSON object"
        elif (held := next((k for k in _LISTS if isinstance(entry.get(k), list)), None)) is not None:
            stack += reversed(entry[held])
        elif isinstance(entry.get("thread"), dict):
            stack.append(entry["thread"])
        elif "threadViewPost" in str(entry.get("$type", "")) and isinstance(entry.get("post"), dict):
            replies, parent = entry.get("replies"), entry.get("parent")
            stack += reversed(replies) if isinstance(replies, list) else []
            stack += [entry["post"]] + ([parent] if isinstance(parent, dict) else [])
        else:
            yield entry


def _is_own(entry: _Json) -> bool:
    if any(k in entry for k in ("headline", "headlines", "body_html", "body_text")):
        return False
    return ("text" in entry or "html" in entry) and ("author" in entry or "platform" in entry)


def _own_form(entry: _Json) -> _Post:
    """A post of any known form in our own."""
    kind = str(entry.get("$type") or entry.get("type") or "")
    if "notFoundPost" in kind or "blockedPost" in kind:
        gone = _text(entry.get("uri")) if "notFoundPost" in kind else None
        raise _RefusedError("the post is deleted or not to be seen", gone)
    if isinstance(
        entry.get("post"), dict
    ):  # a view of a feed; a repost's `reason` changes nothing of the post
        return _bluesky(_dict(entry["post"]))
    if (
        isinstance(entry.get("record"), dict)
        or isinstance(entry.get("value"), dict)
        or kind == "app.bsky.feed.post"
    ):
        return _bluesky(entry)
    if kind.startswith("app.bsky."):
        raise _RefusedError(_NO_WORDS if kind.endswith("repost") else "a record of Bluesky that is no post")
    if "spoiler_text" in entry or "account" in entry:
        return _mastodon(entry)
    if kind in {"Create", "Update", "Announce", "Delete", "Note", "Article", "Question"}:
        return _activity(entry, kind)
    if "actor" in entry and kind:
        raise _RefusedError(f"an activity of kind {kind[:40]}, which is no post")
    return dict(entry)


def _dict(value: object) -> _Json:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[_Json]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _activity(entry: _Json, kind: str) -> _Post:
    """ActivityPub: a Note, or the Create that carries it."""
    if kind == "Delete":
        gone = entry.get("object")
        raise _RefusedError("the post was deleted by its author", _text(_dict(gone).get("id")) or _text(gone))
    note = entry if kind in {"Note", "Article", "Question"} else _dict(entry.get("object"))
    if kind == "Announce" and not note.get("content"):
        raise _RefusedError(_NO_WORDS)
    seen = [v for part in (note, entry) for key in ("to", "cc") for v in _listed(part.get(key))]
    if seen and not any(v in _PUBLIC for v in seen):
        raise _RefusedError(_NOT_PUBLIC)
    actor = (
        _text(note.get("attributedTo")) or (_text(entry.get("actor")) if kind != "Announce" else None) or ""
    )
    content = _dict(note.get("contentMap"))
    return {
        "id": _text(note.get("id")),
        "url": _text(note.get("url")) or _text(note.get("id")),
        "author": {"name": None, "handle": _handle(actor), "url": actor or None},
        "html": _text(note.get("content")) or _text(next(iter(content.values()), None)),
        "published": _text(note.get("published")) or _text(entry.get("published")),
        "edited": _text(note.get("updated")),
        "language": str(next(iter(content))) if len(content) == 1 else None,
        "reply_to": _text(note.get("inReplyTo")),
        "warning": _text(note.get("summary")),
        "media": [
            {"url": _text(a.get("url")), "alt": _text(a.get("name"))} for a in _dicts(note.get("attachment"))
        ],
        "platform": "Mastodon",
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _handle(actor: str) -> str | None:
    """The handle that an account's address shows: "@name@host"."""
    try:
        host = urlsplit(actor).hostname
    except ValueError:
        return None
    found = _ACTOR.search(actor)
    return f"@{found.group(1).removeprefix('@')}@{host}" if found and host else None


def _mastodon(entry: _Json) -> _Post:
    """A status of Mastodon's API; a boost stands for the status that it boosts."""
    status = _dict(entry.get("reblog")) or entry
    if str(status.get("visibility") or "public") not in {"public", "unlisted"}:
        raise _RefusedError(_NOT_PUBLIC)
    account, card = _dict(status.get("account")), _dict(status.get("card"))
    quoted = _dict(_dict(status.get("quote")).get("quoted_status"))
    return {
        "id": _text(status.get("uri")) or _text(status.get("id")),
        "url": _text(status.get("url")) or _text(status.get("uri")),
        "author": _account(account),
        "html": _text(status.get("content")) or _text(status.get("text")),
        "published": _text(status.get("created_at")),
        "edited": _text(status.get("edited_at")),
        "language": _text(status.get("language")),
        "reply_to": _text(status.get("in_reply_to_id")),
        "quoted": {"url": _text(quoted.get("url")), "author": _account(_dict(quoted.get("account")))["name"],
                   "text": re.sub(r"<[^>]{0,2000}>", " ", str(quoted.get("content") or ""))} if quoted else None,
        "warning": _text(status.get("spoiler_text")),
        "media": [{"url": _text(m.get("url")), "alt": _text(m.get("description"))} for m in _dicts(status.get("media_attachments"))],
        "links": [_link(card.get("url"), card.get("title"), card.get("description"))] if card else None,
        "platform": "Mastodon",
    }  # fmt: skip


def _account(account: _Json) -> dict[str, str | None]:
    acct, url = _text(account.get("acct")) or _text(account.get("username")), _text(account.get("url"))
    handle = (
        (f"@{acct}" if acct and "@" in acct else None) or _handle(url or "") or (f"@{acct}" if acct else None)
    )
    return {"name": _text(account.get("display_name")) or acct, "handle": handle, "url": url}


def _link(url: object, title: object, text: object) -> dict[str, str | None]:
    return {"url": _text(url), "title": _text(title), "text": _text(text)}


def _bluesky(entry: _Json) -> _Post:
    """A post view, or a record with or without its address."""
    record = _dict(entry.get("record")) or _dict(entry.get("value")) or entry
    author, uri = _dict(entry.get("author")), _text(entry.get("uri"))
    did, _, key = (uri or "").removeprefix("at://").partition("/app.bsky.feed.post/")
    handle = _text(author.get("handle"))
    who = handle or did or _text(author.get("did"))
    reply = _dict(_dict(record.get("reply")).get("parent"))
    languages = record.get("langs")
    embed = _dict(entry.get("embed")) or _dict(record.get("embed"))
    inner = _dict(embed.get("media")) or embed
    shown = _dict(embed.get("record"))
    quoted = _dict(shown.get("record")) if "value" not in shown and shown.get("record") else shown
    card = _dict(inner.get("external"))
    return {
        "id": uri,
        "url": f"https://bsky.app/profile/{who}/post/{key}" if who and key else None,
        "author": {"name": _text(author.get("displayName")) or handle, "handle": f"@{handle}" if handle else who,
                   "url": f"https://bsky.app/profile/{who}" if who else None},
        "text": _text(record.get("text")),
        "published": _text(record.get("createdAt")) or _text(entry.get("indexedAt")),
        "language": _text(languages[0]) if isinstance(languages, list) and len(languages) == 1 else None,
        "reply_to": _text(reply.get("uri")),
        "quoted": {"url": _text(quoted.get("uri")), "author": _text(_dict(quoted.get("author")).get("displayName")),
                   "text": _text(_dict(quoted.get("value")).get("text"))} if quoted else None,
        "media": [{"url": _text(i.get("fullsize")), "alt": _text(i.get("alt"))} for i in _dicts(inner.get("images"))]
        + ([{"url": _text(inner.get("playlist")), "alt": _text(inner.get("alt"))}] if inner.get("alt") else []),
        "links": [_link(card.get("uri"), card.get("title"), card.get("description"))] if card else None,
        "platform": "Bluesky",
    }  # fmt: skip


def _checked(post: _Post) -> _Post:
    """A post of our own form with known keys and strings only, what is empty left out."""
    kept = {k: v for key in post if (k := _known(key, _KEYS)) and (v := _value(key, post[key]))}
    if not kept.get("text") and not kept.get("html"):
        if kept.get("repost_of"):
            raise _RefusedError(_NO_WORDS)
        if not any("alt" in m for m in _dicts(kept.get("media"))):
            raise _RefusedError("the post holds no words; nothing to read")
    if not kept.get("id") and not kept.get("url"):
        kept["id"] = "sha256:" + sha256(json.dumps(kept, sort_keys=True))
    if not isinstance(kept.get("author"), dict):
        raise _RefusedError('the post has no "author"; give {"author": {"name": ...}}')
    return kept


def _known(key: str, keys: tuple[str, ...]) -> str:
    if key in keys:
        return key
    raise _RefusedError(_nearest(key[:40], keys))


@lru_cache(maxsize=256)
def _nearest(key: str, keys: tuple[str, ...]) -> str:
    near = get_close_matches(key, keys, n=1)
    return f"unknown key {key!r}; " + (
        f"did you mean {near[0]!r}?" if near else f"known are {', '.join(keys)}"
    )


def _value(key: str, value: object) -> object:
    """A value of the type that its key has, None where it is empty."""
    if not value and (value is None or isinstance(value, (str, list))):
        return None
    if key not in _NESTED:
        if not isinstance(value, str):
            raise _RefusedError(f"{key!r} is no string")
        return value.strip() or None
    listed = key in {"media", "links"}
    if not isinstance(value, list if listed else dict):
        raise _RefusedError(f"{key!r} is no {'list of objects' if listed else 'object'}")
    items = [_fields(v, key) for v in (value if isinstance(value, list) else [value])]
    full = [i for i in items if i]
    return (full if listed else full[0]) if full else None


def _fields(value: object, key: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _RefusedError(f"{key!r} holds something that is no object")
    found: dict[str, str] = {}
    for name, each in value.items():
        _known(name, _NESTED[key])
        if each is not None and not isinstance(each, str):
            raise _RefusedError(f"{name!r} of {key!r} is no string")
        if each and each.strip():
            found[name] = each.strip()
    return found
