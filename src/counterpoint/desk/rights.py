"""What may be done with a stored report: its words, its page, its site's files and the user's own licences, together.

Data way: a version in the store -> Permission. The decision is `permission.decide`'s; here is gathered what it looks at.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.desk import store
from counterpoint.permission import decide, held_licences
from counterpoint.types import Action, Article, Permission, Signal


def signals_of(capture: int | None, article: Article, licensed: Sequence[str]) -> tuple[Signal, ...]:
    """Return all that is said of a report's reuse.

    Args:
        capture: Row id of the capture it was extracted from; None where that is no longer known.
        article: As extracted, with the signals of its page.
        licensed: Holders and hosts that the user holds a licence for; not stored, since settings change.
    """
    return signals_beside(store.load_signals(capture) if capture is not None else (), article, licensed)


def signals_beside(stored: Sequence[Signal], article: Article, licensed: Sequence[str]) -> tuple[Signal, ...]:
    """Return the same, where what is stored with the capture is at hand."""
    agency = article.agency.name if article.agency is not None and article.agency.copy else None
    held = held_licences(licensed, names=(article.rights.holder, agency, article.outlet), url=article.url)
    return tuple(dict.fromkeys((*article.signals, *stored, *held)))


def permission(action: Action, capture: int | None, article: Article, licensed: Sequence[str]) -> Permission:
    """Return whether an action on a stored report is allowed, and why."""
    return decide(action, rights=article.rights, signals=signals_of(capture, article, licensed))
