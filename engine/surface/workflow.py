"""GitHub's workflow commands: notes on lines, of which a step shows ten for each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.change import Direction
from engine.surface import inert
from engine.surface.outcome import rows, was_and_is

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Location
    from engine.surface.outcome import Outcome, Row

MOST = 10
"""The annotations of one level that a step shows; the rest is lost in the order in which it was printed."""
LONGEST = 1_000
LEVELS = {Direction.NEWLY_UNMET: "warning", Direction.BECAME_UNKNOWN: "warning"}


def render(outcome: Outcome) -> str:
    """Write complaints as errors and changes as warnings and notices; the tenth of a level says how many there are.

    Changes on lines that the change itself touches come first: they are the ones that reviewers see beside the text.
    """
    found = [
        ("error", each.where, each.code, f"{each.what}. {each.why}. To mend it: {each.fix}")
        for each in outcome.complaints or ()
    ]
    for direction in outcome.diff.counts():
        level = LEVELS.get(direction, "notice")
        found += [(level, each.where, direction.value, _words(each)) for each in rows(outcome, direction)]
    found.sort(key=lambda each: each[0] != "error" and (each[1].path, each[1].line) not in outcome.touched)
    lines = [line for level in ("error", "warning", "notice") for line in _level(level, found)]
    return "".join(f"{each}\n" for each in lines)


def _level(level: str, found: list[tuple[str, Location, str, str]]) -> Iterator[str]:
    mine = [each for each in found if each[0] == level]
    shown = mine if len(mine) <= MOST else mine[: MOST - 1]
    for _, where, title, words in shown:
        at = f"file={_property(where.path)},line={where.line},col={where.column},title={_property(title)}"
        yield f"::{level} {at}::{_data(words)}"
    if len(mine) > MOST:
        left = len(mine) - len(shown)
        words = f"{left} more; the job summary shows them all"
        yield f"::{level} title={_property('not all are shown')}::{_data(words)}"


def _words(row: Row) -> str:
    facts = "; ".join(f"{each.path}: {was_and_is(each)}" for each in row.facts[:3])
    return f"{row.jurisdiction} {row.words}" + (f". {facts}" if facts else "")


def _data(text: str) -> str:
    """Write a text so that it cannot end the command or begin another."""
    whole = inert.plain(text)
    short = whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}…"
    return short.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
