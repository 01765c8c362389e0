"""What editors decide of stories: written down at once, taken up by the stream with its next batch, never undone by it.

Data way: the command line -> Decision -> Moves. A story whose reports are too old for the stream is moved by its rows alone.
"""

from __future__ import annotations

from datetime import datetime

from counterpoint.cluster.online import Stream, story_id
from counterpoint.desk import models, stream_rows
from counterpoint.desk.find import find_article
from counterpoint.desk.store import storable
from counterpoint.errors import ConfigError
from counterpoint.types.stream import Move, MoveKind

KINDS = ("hold", "part", "join", "keep_apart")


def put_decision(
    kind: str, story: str, *, now: datetime, who: str, item: str = "", other: str = ""
) -> models.Decision:
    """Write a decision down, in the caller's transaction.

    Args:
        kind: One of KINDS.
        story: Name of the story.
        now: The time, UTC.
        who: Who decides.
        item: Member.item of the report, of hold and part.
        other: Name of the other story, of join and keep_apart.

    Raises:
        ValueError: It is none of the kinds.

    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no decision")
    return models.Decision.objects.create(
        kind=kind, story=story, item=item, other=other, who=storable(who), at=now
    )


def member_named(name: str) -> str:
    """Return what the stream calls the report that a person means.

    Raises:
        ConfigError: There is no such article, or it is in no story.
    """
    row = find_article(name)
    item = models.Member.objects.filter(article=row).values_list("item", flat=True).first()
    if item is None:
        raise ConfigError(
            f"{name} is in no story: it waits for the stream, was withdrawn, or may not be analysed"
        )
    return item


def decide(decision: models.Decision, stream: Stream, now: datetime) -> set[int]:
    """Have a decision taken up; return the row ids of the stories that it touches."""
    try:
        moves = _moves(decision, stream)
    except ValueError as error:  # such as a story that cannot be kept apart from itself
        decision.error, moves = str(error), ()
    touched: set[int] = set()
    for moved in moves:
        touched.update(stream_rows.move(moved, now))
    decision.applied = now
    decision.save(update_fields=["applied", "error"])
    if not decision.error:
        named = {decision.story, decision.other, _standing(decision.story), _standing(decision.other)}
        for story in models.Story.objects.filter(name__in=named).order_by("pk"):
            stream_rows.note(story.pk, "decision", _said(decision), now, item=decision.item)
    return touched


def _moves(decision: models.Decision, stream: Stream) -> tuple[Move, ...]:
    story, other = _standing(decision.story), _standing(decision.other)
    if decision.kind == "keep_apart":
        stream.keep_apart(story, other)
        return ()
    if decision.kind == "join":
        if stream.members(story) and stream.members(other):
            return stream.join(story, other)
        return _joined(story, other, stream)
    if decision.item in stream and (decision.kind == "part" or stream.members(story)):
        return (
            stream.hold(decision.item, story)
            if decision.kind == "hold"
            else stream.part(decision.item, story)
        )
    return _by_rows(decision, story)


def _standing(name: str) -> str:
    """The story that a name stands for now."""
    return stream_rows.standing(name) if name else ""


def _joined(story: str, other: str, stream: Stream) -> tuple[Move, ...]:
    """Join two stories of which one at least is closed; one that takes reports still keeps its name."""
    if story == other:
        raise ValueError(f"{story} cannot be joined to itself")
    into, left = (story, other) if stream.members(story) else (other, story)
    return (Move(MoveKind.MERGED, left, into, (), "an editor joined them"),)


def _by_rows(decision: models.Decision, story: str) -> tuple[Move, ...]:
    """Move a report that is too old for the stream, or into a story that is."""
    member = models.Member.objects.select_related("story").filter(item=decision.item).first()
    if member is None:
        raise ValueError("the report is in no story any more")
    now_in = member.story.name
    if decision.kind == "hold":
        if member.standing is not None:
            raise ValueError(
                f"{story} takes no reports any more: join its reports to the newer story instead"
            )
        why = "an editor put it there"
        return () if now_in == story else (Move(MoveKind.SPLIT, now_in, story, (member.item,), why),)
    if now_in != story:
        return ()
    why = "an editor said that it does not belong"
    return (Move(MoveKind.SPLIT, story, _free_name(member.item), (member.item,), why),)


def _free_name(item: str) -> str:
    nth = 0
    while models.Story.objects.filter(name=story_id(item, nth)).exists():
        nth += 1
    return story_id(item, nth)


def _said(decision: models.Decision) -> str:
    who = decision.who or "An editor"
    title = models.Member.objects.filter(item=decision.item).values_list("version__title", flat=True).first()
    report = f"“{title}”" if title else "a report"
    return {
        "hold": f"{who} put {report} into {decision.story}.",
        "part": f"{who} took {report} out of {decision.story}.",
        "join": f"{who} joined {decision.story} to {decision.other}.",
        "keep_apart": f"{who} keeps {decision.story} and {decision.other} apart.",
    }[decision.kind]
