"""A feed's entry while it is being read: what is known of it so far, and how it becomes an Entry.

Data way: fields of one format, in any order -> Entry. Pure. Each reader of a format fills drafts; only this module knows what
takes precedence, so the formats agree. The rules for text that is said twice are feedparser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from counterpoint.text import sha256
from counterpoint.types.feed import Entry, EntrySource, Media

# Of one entry or feed: ten times what the richest real feed measured carries; more is noise or an attack.
MAX_EXTRA = 500
MAX_MEDIA = 500
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LONGEST_PERSON = 300  # characters in which an address is looked for


def person(text: str) -> str:
    """The name in "desk@example.org (Ada Byron)", or the address where there is no name."""
    if "@" not in text or len(text) > _LONGEST_PERSON:
        return text
    found = _EMAIL.search(text)
    if not found:
        return text
    rest = text.replace(found[0], "")
    for empty in ("mailto:", "()", "<>", "&lt;&gt;", "[]"):
        rest = rest.replace(empty, "")
    return rest.strip().removeprefix("(").removesuffix(")").strip() or found[0]


@dataclass(slots=True)
class Draft:
    """What has been read of one entry. Mutable, and never seen outside the readers."""

    id: str | None = None
    url: str | None = None
    guid_url: str | None = None  # a guid that says it is the address
    title: str | None = None
    media_title: str | None = None
    summary: str | None = None
    media_text: str | None = None
    contents: list[str] = field(default_factory=list)  # texts sent as content
    displaced: list[str] = field(default_factory=list)  # second summaries
    published: datetime | None = None
    updated: datetime | None = None
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    language: str | None = None  # of the entry as a whole, or inherited
    spoken: dict[str, str | None] = field(default_factory=dict)  # of its "content", "summary" and "title"
    declared: str | None = None  # dc:language
    source: EntrySource | None = None
    media: list[Media] = field(default_factory=list)
    credit: list[str] = field(default_factory=list)
    rights: str | None = None
    extra: list[tuple[str, str]] = field(default_factory=list)

    def say(self, text: str) -> None:
        """A summary. One that comes second is taken for the whole text, unless the whole text is known already."""
        if self.summary and not self.contents and not self.displaced:
            self.displaced.append(text)
        elif text:
            self.summary = text

    def keep(self, name: str, value: str | None) -> None:
        """Something that has no field of its own."""
        if value and len(self.extra) < MAX_EXTRA:
            self.extra.append((name, value))

    def show(self, media: Media) -> None:
        """A picture, sound or film; one that is named twice is kept once, with what both say."""
        for n, known in enumerate(self.media[:20]):
            if known.url == media.url:
                self.media[n] = _merged(known, media)
                return
        if len(self.media) < MAX_MEDIA:
            self.media.append(media)

    def entry(self) -> Entry | None:
        """The finished Entry; None where nothing at all was said."""
        content = next((c for c in [*self.contents, *self.displaced] if c), None)
        title = self.title or self.media_title or None
        summary = self.summary or self.media_text or None
        url = self.url or self.guid_url
        entry = Entry(
            id=self.id or url or "",
            url=url,
            title=title,
            summary=summary,
            content=content,
            published=self.published,
            updated=self.updated,
            authors=tuple(dict.fromkeys(a for a in self.authors if a)),
            categories=tuple(dict.fromkeys(c for c in self.categories if c)),
            language=self._language(),
            source=self.source,
            media=self._credited(),
            rights=self.rights or None,
            extra=(*self.extra, *self._alone()),
        )
        if entry.id:
            return entry
        return replace(entry, id=_made_id(entry)) if entry != Entry(id="") else None

    def _language(self) -> str | None:
        """The declared one; else that of the fullest text, where it says its own; else the entry's."""
        own = next(
            (self.spoken[kind] for kind in ("content", "summary", "title") if kind in self.spoken), None
        )
        return self.declared or own or self.language

    def _credited(self) -> tuple[Media, ...]:
        """What stands beside the media, in Media RSS, is said of each that says nothing itself."""
        credit = ", ".join(dict.fromkeys(self.credit)) or None
        if not (credit or self.media_text or self.media_title):
            return tuple(self.media)
        return tuple(
            replace(
                m,
                credit=m.credit or credit,
                text=m.text or self.media_text,
                title=m.title or self.media_title,
            )
            for m in self.media
        )

    def _alone(self) -> Iterator[tuple[str, str]]:
        """What Media RSS says beside no picture, or after another said it: kept under its name."""
        if not self.media:
            yield from (("media:credit", credit) for credit in self.credit)
        if self.media_title and self.title and not self.media:
            yield "media:title", self.media_title
        if self.media_text and self.summary and not self.media:
            yield "media:description", self.media_text


def _merged(known: Media, other: Media) -> Media:
    return Media(
        url=known.url,
        type=known.type or other.type,
        size=known.size if known.size is not None else other.size,
        title=known.title or other.title,
        text=known.text or other.text,
        credit=known.credit or other.credit,
    )


def _made_id(entry: Entry) -> str:
    """From the title and the date where there is a title, else from all that is said: the same on every poll."""
    said = f"{entry.title}\n{entry.published or entry.updated}" if entry.title else repr(entry)
    return f"sha256:{sha256(said)[:32]}"


def size_of(text: str | None) -> int | None:
    """A number of bytes as declared, or None."""
    digits = (text or "").strip().replace(",", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None
