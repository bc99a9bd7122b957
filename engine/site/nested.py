"""Steps and rules, which come as lines with a depth, as trees: a list in a page holds the lists below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.describe import rule_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.explain import Step
    from engine.model import Clause


@dataclass(slots=True)
class Node:
    """A step or line, and what stands below it."""

    value: Any
    below: list[Node] = field(default_factory=list)


def nested(rows: Iterable[tuple[int, Any]]) -> list[Node]:
    """Make trees of rows with a depth; a row belongs to the last one before it that is less deep.

    >>> [(each.value, [child.value for child in each.below]) for each in nested([(0, "a"), (1, "b"), (0, "c")])]
    [('a', ['b']), ('c', [])]
    """
    roots: list[Node] = []
    open_: list[tuple[int, Node]] = []
    for depth, value in rows:
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        node = Node(value)
        (open_[-1][1].below if open_ else roots).append(node)
        open_.append((depth, node))
    return roots


def step_tree(steps: Iterable[Step]) -> list[Node]:
    """Make trees of the steps of a trace."""
    return nested((each.depth, each) for each in steps)


def rule_tree(clause: Clause) -> list[Node]:
    """Make trees of a clause in words."""
    lines = (line.partition("- ") for line in rule_lines(clause))
    return nested((len(indent), words) for indent, _, words in lines)
