"""The lines of one fact, before it is asked what they mean.

There are more facts than anything else, and to have each of them validated takes longer than all else that is done
with it; so the shape of a fact is called in only where a line is not as it must be, to say what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.load.shapes import Day, Misfit, OneOrMore, Shape, Text, read_day, read_one_or_more, read_text, shaped

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.model import Problem
    from engine.yamlfile import Map


class FactShape(Shape):
    """One fact."""

    value: Any = None
    unknown: Text = ""
    cite: OneOrMore = ()
    since: Day | None = None
    until: Day | None = None
    note: Text = ""
    overrides: Text = ""


@dataclass(slots=True)
class Written:
    """What the lines of a fact say; the fields are those of its shape."""

    value: Any = None
    unknown: str = ""
    cite: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    note: str = ""
    overrides: str = ""


_READERS: dict[str, Callable[[Any], Any]] = {
    "value": lambda node: node,
    "unknown": read_text,
    "cite": read_one_or_more,
    "since": read_day,
    "until": read_day,
    "note": read_text,
    "overrides": read_text,
}


def written(node: Map) -> tuple[Written | None, list[Problem]]:
    """Read the lines of a fact; without them, every problem that stands in the way."""
    try:
        return Written(**{key: _READERS[key](each) for key, each in node.items()}), []
    except (KeyError, Misfit):
        shape, problems = shaped(FactShape, node)
        return None if shape is None else Written(**dict(shape)), problems
