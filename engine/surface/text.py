"""For a terminal: every change, its causes, and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.surface.outcome import rests_on, rows, was_and_is

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.surface.outcome import Outcome, Row

SHOWN_FACTS, SHOWN_CELLS = 5, 200


def render(outcome: Outcome) -> str:
    """Write an outcome for people who read it in a terminal."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    yield outcome.headline
    for direction in outcome.diff.counts():
        found = rows(outcome, direction)
        yield ""
        yield direction.value
        for row in found[:SHOWN_CELLS]:
            yield from _row(row)
        if len(found) > SHOWN_CELLS:
            yield f"  and {len(found) - SHOWN_CELLS} more"
    remarks = outcome.remarks()
    yield from ["", *remarks] if remarks else []
    for each in outcome.complaints or ():
        yield ""
        yield str(each)
    if outcome.verdict:
        yield ""
        yield outcome.verdict


def _row(row: Row) -> Iterator[str]:
    yield f"  {row.jurisdiction} {row.words}"
    for fact in row.facts[:SHOWN_FACTS]:
        other = "" if fact.jurisdiction == row.jurisdiction else f"{fact.jurisdiction} "
        yield f"    {other}{fact.path}: {was_and_is(fact)}"
        yield f"      {fact.fact.where}"
        yield from (f"      {each}" for each in rests_on(fact))
    if len(row.facts) > SHOWN_FACTS:
        yield f"    and {len(row.facts) - SHOWN_FACTS} more answers"
