"""An Edit as one sentence in English.

"Hill Gazette changed the figure from “12” to “15” at 14:02 UTC on 4 May 2031: “At least 15 people died.”"

Data way: Edit + Article -> a sentence. Pure. Pages in other languages make their own from the Edit's parts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

from counterpoint.types import Article, Edit

_LONGEST = 160  # code points of one quotation in a sentence; the whole stands in the Edit
_STOPS = ".!?…。！？؟।"
_MONTHS = "January February March April May June July August September October November December".split()
_SURENESS = {"fact": "as a fact", "future": "as planned or expected", "possible": "as a possibility"}
_NOUNS = {"number": "figure", "name": "name", "place": "place"}


def sentence_of(edit: Edit, article: Article) -> str:
    """Return what was changed, by whom and when, in one sentence."""
    told = _TOLD.get(edit.slot, _valued)(edit)
    who = article.outlet or (PurePath(article.path).name if article.path else "") or "The report"
    head, _, tail = told.partition("\n")
    when = _when(edit.at)
    if when and head.startswith("now "):
        when = f" (edited{when})"
    sentence = f"{who} {head}{_more(edit)}{when}" + (f": {tail}" if tail else "")
    return sentence if tail.endswith("”") and tail[-2:-1] in _STOPS else f"{sentence}."


def _when(at: datetime | None) -> str:
    if at is None:
        return ""
    moment = at.astimezone(UTC) if at.tzinfo else at
    zone = " UTC" if at.tzinfo else ""
    return f" at {moment:%H:%M}{zone} on {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _more(edit: Edit) -> str:
    if not edit.more or edit.slot in {"added", "removed", "wording"}:
        return ""
    return f" (and in {edit.more} more {'place' if edit.more == 1 else 'places'})"


def _valued(edit: Edit) -> str:
    """A figure, a date, a name or a place."""
    noun = _NOUNS.get(edit.slot) or _time_noun(edit)
    before, after = edit.before_text, edit.after_text
    if before is None:
        return f"added the {noun} {_quoted(after)}" + _context(edit.within[1], after)
    if after is None:
        return f"took out the {noun} {_quoted(before)}" + _context(edit.within[0], before)
    return f"changed the {noun} from {_quoted(before)} to {_quoted(after)}" + _context(edit.within[1], after)


def _time_noun(edit: Edit) -> str:
    values = [v for v in edit.values if v]
    if values and all(v.startswith("P") and v[1:2].isdigit() for v in values):
        return "length of time"
    return "time" if values and all("T" in v for v in values) else "date"


def _context(passage: str | None, words: str | None) -> str:
    """The passage, where it says more than the words do."""
    return f"\n{_quoted(passage)}" if passage and passage.strip() != (words or "").strip() else ""


def _polarity(edit: Edit) -> str:
    return f"now says the opposite\n{_quoted(edit.within[1])}, where it said {_quoted(edit.within[0])}"


def _modality(edit: Edit) -> str:
    before, after = (_SURENESS.get(v, "otherwise") for v in edit.values)
    return f"now says {after} what it said {before}\n{_quoted(edit.within[1])}"


def _speaker(edit: Edit) -> str:
    before, after = edit.values
    said = f"\n{_quoted(edit.within[1])}"
    if not after:
        return f"now says in its own name what it attributed to {_short(before) or 'others'}{said}"
    if not before:
        return f"now attributes to {_short(after)} what it said in its own name{said}"
    return f"now attributes to {_short(after)} what it attributed to {_short(before)}{said}"


def _statement(edit: Edit) -> str:
    before, after = edit.before_text, edit.after_text
    if before is None:
        return f"added {_quoted(after)}" + _context(edit.within[1], after)
    if after is None:
        return f"took out {_quoted(before)}" + _context(edit.within[1], before)
    return f"changed {_quoted(before)} to {_quoted(after)}" + _context(edit.within[1], after)


def _title(edit: Edit) -> str:
    return f"changed its title from {_quoted(edit.before_text)} to {_quoted(edit.after_text)}"


def _quote(edit: Edit) -> str:
    """Words in quotation marks: what somebody is said to have said."""
    before, after = edit.before_text, edit.after_text
    context = _context(edit.within[1] or edit.within[0], after)
    if before is None:
        return f"added {_quoted(after)} to a quotation" + context
    if after is None:
        return f"took {_quoted(before)} out of a quotation" + context
    return f"changed a quotation from {_quoted(before)} to {_quoted(after)}" + context


def _removed(edit: Edit) -> str:
    if edit.within != (None, None):  # a part of a sentence says little without the rest of it
        return _statement(edit)
    return f"took out{_sentences(edit)}\n{_quoted(edit.before_text)}"


def _added(edit: Edit) -> str:
    if edit.within != (None, None):
        return _statement(edit)
    return f"added{_sentences(edit)}\n{_quoted(edit.after_text)}"


def _sentences(edit: Edit) -> str:
    return f" {edit.more + 1} sentences" if edit.more else ""


def _wording(edit: Edit) -> str:
    before, after = edit.before_text, edit.after_text
    told = f"{_quoted(before)} is now {_quoted(after)}" if before and after else ""
    told = told or (f"{_quoted(before)} is gone" if before else f"{_quoted(after)} is new")
    return f"reworded {f'{edit.more + 1} sentences' if edit.more else 'a sentence'}\n{told}"


def _quoted(text: str | None) -> str:
    return f"“{_short(text or '')}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    cut = line[:_LONGEST].rsplit(" ", 1)[0] if " " in line[_LONGEST // 2 : _LONGEST] else line[:_LONGEST]
    return cut + "…"


_TOLD = {
    "polarity": _polarity,
    "modality": _modality,
    "speaker": _speaker,
    "quote": _quote,
    "statement": _statement,
    "title": _title,
    "removed": _removed,
    "added": _added,
    "wording": _wording,
}
