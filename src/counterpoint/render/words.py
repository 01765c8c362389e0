"""Say in plain words what page, terminal and Markdown all say: outlets, copies, channels, differences.

Data way: records + Interface -> sentences as plain text. Pure. The HTML page says the same with links of its
own (render.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from counterpoint.render.grounds import Ground
from counterpoint.render.i18n import Interface
from counterpoint.render.view import Difference, Side
from counterpoint.types import (
    Article,
    Channel,
    ClaimGroup,
    Copy,
    CopyKind,
    EdgeKind,
    Origin,
    OriginKind,
    Story,
    Value,
    count_voices,
)
from counterpoint.types.picture import SharedPicture

MOST_AFFILIATIONS = 3  # shown of one origin; the document has them all
_PART_OF_DAY = re.compile(r"T(?:MO|MI|AF|EV|NI|DT)$")  # TIMEX3: morning ... daytime


def outlet_name(article: Article, ui: Interface) -> str:
    """Return who published a report, or the name of its file."""
    name = article.outlet or (PurePath(article.path).name if article.path else None)
    return name or ui.say("report.unnamed")


def outlet_names(articles: Iterable[Article], ui: Interface) -> list[str]:
    """Return the outlets of some reports, each once."""
    return list(dict.fromkeys(outlet_name(a, ui) for a in articles))


def origin_name(origin: Origin, ui: Interface) -> str:
    """Return an origin's name, or its kind where it has none."""
    return origin.name or ui.say(f"origin.{origin.kind}")


def counts(story: Story, ui: Interface) -> list[str]:
    """Return how many reports, languages and independent origins there are."""
    found = {
        "reports": len(story.articles),
        "languages": len(story.languages),
        "origins": count_voices(story.origins),
    }
    said = [ui.count(f"count.{name}", count) for name, count in found.items() if count]
    if said and (tied := _tied(story.origins, story)):
        said[-1] = ui.say("affiliation.count", origins=said[-1], n=ui.number(tied))
    return said


def counted_with(origin: Origin, story: Story) -> list[Origin]:
    """Return the other origins of a story with which one counts once: of one owner, or of one speaker."""
    if not origin.independent:
        return []
    voice = origin.voice or origin.id
    return [o for o in story.origins if o is not origin and o.independent and (o.voice or o.id) == voice]


def owner_words(origin: Origin, story: Story, keys: Mapping[str, str], ui: Interface) -> str:
    """Return with which origins an origin counts once, and for whose sake; "" where there is nothing to say."""
    key = owner_key(origin, story)
    signs = ui.listing([keys[o.id] for o in counted_with(origin, story)])
    return ui.say(key, owner=origin.owner, signs=signs) if key else ""


def owner_key(origin: Origin, story: Story) -> str:
    """Return the message that says with which origins an origin counts once, or who owns it; "" for none."""
    if counted_with(origin, story):
        if origin.owner:
            return "origin.once"
        of_outlet = origin.kind in {OriginKind.AGENCY, OriginKind.REPORTER}
        return "origin.one_supplier" if of_outlet else "origin.one_speaker"
    return "origin.owned" if origin.owner else ""


def telling(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """Return the grounds that tell more than the origin's kind does: of own reporting alone there is nothing to show."""
    return tuple(grounds) if any(g.kind is not EdgeKind.OWN for g in grounds) else ()


def counted_as(claim: ClaimGroup, story: Story) -> str:
    """Return the message that says what to know of a claim's count of origins; "" for nothing.

    Some of its origins have one owner or speaker; or all its voices share an affiliation, which lowers nothing.
    """
    behind = [o for o in story.origins if o.id in claim.origins and o.independent]
    voices = count_voices(behind)
    if voices < len(behind):
        return "origin.one_voice"
    return "affiliation.all" if voices > 1 and _tied(behind, story) == voices else ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What an origin's outlet has in common with those of other origins."""

    key: str  # of the message
    name: str  # of the association or supplier
    others: tuple[str, ...]  # Origin.id


def shared_by(origin: Origin, story: Story) -> list[Shared]:
    """Return an origin's affiliations, the first few, each with the other voices that it is shared with.

    Who is confirmed is not told beside those who only say that they belong there; these are told beside all.
    """
    voices = {o.id: o.voice or o.id for o in story.origins}
    found: list[Shared] = []
    for each in story.affiliations:
        sure = origin.id in each.origins
        if not sure and origin.id not in each.claimed:
            continue
        among = each.origins if sure else (*each.origins, *each.claimed)
        others = tuple(o for o in among if o in voices and voices[o] != voices[origin.id])
        if others:
            found.append(Shared(f"affiliation.{each.kind}{'' if sure else '_said'}", each.name, others))
    return found[:MOST_AFFILIATIONS]


def shared_words(shared: Shared, keys: Mapping[str, str], ui: Interface) -> str:
    """Return one of them as a plain sentence."""
    return ui.say(shared.key, name=shared.name, signs=ui.listing([keys[o] for o in shared.others]))


def _tied(origins: Iterable[Origin], story: Story) -> int:
    """How many voices among some origins share an affiliation with another of them."""
    voices = {o.id: o.voice or o.id for o in origins if o.independent}
    tied: set[str] = set()
    for each in story.affiliations:
        of_it = {voices[o] for o in (*each.origins, *each.claimed) if o in voices}
        if len(of_it) > 1:
            tied |= of_it
    return len(tied)


def channel_words(channel: Channel, ui: Interface) -> str:
    """Return how words reached the press: "in a post on Chirp"."""
    if channel.name:
        return ui.say(f"channel_named.{channel.kind}", name=channel.name)
    return ui.say(f"channel.{channel.kind}")


def said(value: Value, slot: str, ui: Interface) -> str:
    """Return a value for a reader: a date as a date of their language, other values in the reports' words.

    "Tuesday" and "January 14" can be compared only once both are dates; their words stand in the passages.
    """
    if slot != "date":
        return value.display
    day, part = _PART_OF_DAY.sub("", value.value), _PART_OF_DAY.search(value.value)
    spoken = ui.date(day)
    if spoken == day and not day.isdecimal():  # not a date of the calendar
        return value.display
    return f"{spoken} ({value.display})" if part else spoken


def side_words(side: Side, ui: Interface) -> str:
    """Return a value with who gives it."""
    who = outlet_names(side.articles, ui)
    value = said(side.value, side.slot, ui)
    return ui.say("dispute.value", value=value, who=ui.listing(who)) if who else value


def difference_words(difference: Difference, ui: Interface) -> str:
    """Return a difference as a plain sentence."""
    values = ui.listing([side_words(s, ui) for s in difference.sides], "or")
    return ui.say("dispute.sentence", about=difference.dispute.about, values=values)


def copies_of(article: Article, story: Story) -> list[tuple[Copy, Article]]:
    """Return the copies that are said of an article: those where it is the copy, or may be."""
    found: list[tuple[Copy, Article]] = []
    for copy in story.copies:
        if article.id in copy.articles and not (copy.directed and copy.articles[1] == article.id):
            other = copy.articles[0] if copy.articles[1] == article.id else copy.articles[1]
            found.append((copy, story.article(other)))
    return found


def copy_key(copy: Copy) -> str:
    """Return the message that says a copy's kind."""
    if copy.kind is CopyKind.PASSAGE or copy.directed:
        return f"copy.{copy.kind}"
    return "copy.undirected"


def copy_words(copy: Copy, other: Article, ui: Interface) -> str:
    """Return a copy in words: "Shortened copy of X (93 % of the words match)"."""
    share = ui.say("copy.share", percent=ui.percent(copy.share))
    return f"{ui.say(copy_key(copy), other=outlet_name(other, ui))} ({share})"


def pictures_of(article: Article, story: Story) -> list[tuple[SharedPicture, Article]]:
    """Return the pictures that another report carries too, one for each other report."""
    found: dict[str, tuple[SharedPicture, Article]] = {}
    for shared in story.pictures:
        if article.id in shared.articles:
            other = shared.articles[0] if shared.articles[1] == article.id else shared.articles[1]
            found.setdefault(other, (shared, story.article(other)))
    return list(found.values())


def picture_words(shared: SharedPicture, other: Article, ui: Interface) -> str:
    """Return a picture in common in words: "Carries the same picture as X (credited to Y)"."""
    same = ui.say("copy.picture", other=outlet_name(other, ui))
    who = shared.agency or shared.credit
    return f"{same} ({ui.say('copy.picture_credit', who=who)})" if who else same


def versions(story: Story, ui: Interface) -> dict[str, str]:
    """Return a number for each report of an outlet that has several, by Article.id: " (2)"."""
    of_outlet: dict[str, list[str]] = {}
    for article in story.articles:
        of_outlet.setdefault(outlet_name(article, ui), []).append(article.id)
    return {
        ident: f" ({ui.number(n)})"
        for idents in of_outlet.values()
        if len(idents) > 1
        for n, ident in enumerate(idents, start=1)
    }
