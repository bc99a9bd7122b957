"""A change note to be filled in, with the cells that change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.change.diff import Direction
from engine.change.gate import MOVED
from engine.profiletext import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.change.diff import Diff

WHOLE = {Direction.ADDED, Direction.REMOVED}
WIDTH = 120


def skeleton(diff: Diff, day: date, what: str) -> str | None:
    """Write a note on every cell that changes; nothing where none does."""
    by_code: dict[str, list[str]] = {}
    whole = {each.jurisdiction for each in diff.changes if each.direction in WHOLE}
    for each in diff.changes:
        if each.direction not in MOVED:
            by_code.setdefault(each.jurisdiction, []).append(each.safeguard)
    if not by_code:
        return None
    lines = [
        "# yaml-language-server: $schema=../schemas/note.schema.json",
        f"date: {day}",
        f"what: {what}",
        'summary: "say here, in a sentence or two, what happened"',
        'source: "say here where that can be read"',
        "cells:",
    ]
    for code, names in by_code.items():
        lines += [f"  - jurisdiction: {code}", *_safeguards(["all"] if code in whole else names)]
    return "\n".join(lines) + "\n"


def _safeguards(names: list[str]) -> Iterator[str]:
    line = "    safeguards: ["
    for number, name in enumerate(names):
        part = word(name) + ("]" if number == len(names) - 1 else ",")
        if len(line) + len(part) > WIDTH:
            yield line.rstrip()
            line = "      "
        line += part + ("" if part.endswith("]") else " ")
    yield line
