"""For a terminal: every change, its causes, and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.surface.outcome import arrow, causes, rests_on, was_and_is

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.change import Change
    from engine.surface.outcome import Outcome

SHOWN_FACTS, SHOWN_CELLS = 5, 200


def render(outcome: Outcome) -> str:
    """Write an outcome for people who read it in a terminal."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    yield outcome.headline
    for direction in outcome.diff.counts():
        changes = [each for each in outcome.diff.changes if each.direction is direction]
        yield ""
        yield direction.value
        for change in changes[:SHOWN_CELLS]:
            yield from _change(change)
        if len(changes) > SHOWN_CELLS:
            yield f"  and {len(changes) - SHOWN_CELLS} more"
    remarks = outcome.remarks()
    yield from ["", *remarks] if remarks else []
    for each in outcome.complaints or ():
        yield ""
        yield str(each)
    if outcome.verdict:
        yield ""
        yield outcome.verdict


def _change(change: Change) -> Iterator[str]:
    why = f"   ({causes(change)})" if change.causes else ""
    yield f"  {change.jurisdiction} {change.safeguard}: {arrow(change)}{why}"
    for fact in change.facts[:SHOWN_FACTS]:
        other = "" if fact.jurisdiction == change.jurisdiction else f"{fact.jurisdiction} "
        yield f"    {other}{fact.path}: {was_and_is(fact)}"
        yield f"      {fact.fact.where}"
        yield from (f"      {each}" for each in rests_on(fact))
    if len(change.facts) > SHOWN_FACTS:
        yield f"    and {len(change.facts) - SHOWN_FACTS} more answers"
