"""Waivers: accepted findings, one file a jurisdiction."""

from __future__ import annotations

from typing import Any

from engine.load.shapes import Code, Day, Shape, Slug, Text, shaped
from engine.model import Problem, Waiver
from engine.yamlfile import Node


class WaiverShape(Shape):
    """An accepted finding."""

    safeguard: Slug
    reason: Text
    owner: Text
    until: Day


class WaiversShape(Shape):
    """The waivers of one jurisdiction."""

    jurisdiction: Code
    waivers: list[WaiverShape]


def read_waivers(node: Node, code: str) -> tuple[list[Waiver], list[Problem]]:
    """Read a file of waivers; `code` is what its name says it is."""
    shape, problems = shaped(WaiversShape, node)
    if shape is None:
        return [], problems
    places: Any = node
    if shape.jurisdiction != code:
        what = f"the waivers say `{shape.jurisdiction}`, and their file is named {code}.yaml"
        where = places["jurisdiction"].where
        problems.append(Problem(where, "wrong-code", what, "they would excuse another State", "make the two agree"))
    lines = zip(shape.waivers, places["waivers"], strict=True)
    return [_waiver(code, each, line) for each, line in lines], problems


def _waiver(code: str, shape: WaiverShape, line: Any) -> Waiver:
    return Waiver(code, shape.safeguard, shape.reason, shape.owner, shape.until, line.where)
