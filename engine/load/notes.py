"""Change notes, one file a change: ``changes/<date>-<slug>.yaml``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from engine.load.shapes import Day, OneOrMore, Shape, Slug, Text, matching, one_of, shaped
from engine.model import ALL, Location, Note, NotedCells, Problem
from engine.yamlfile import Node

WHAT = (
    "law-amended",
    "law-repealed",
    "judgment",
    "evidence-found",
    "evidence-withdrawn",
    "correction",
    "policy-reread",
    "engine",
)
TO_FILL_IN = "say here"
"""How the texts begin that an author must replace."""
_CODE = matching("[A-Z]{3}|all", "a code such as DEU, or `all`")


class CellsShape(Shape):
    """Some cells."""

    jurisdiction: Annotated[str, BeforeValidator(_CODE)]
    safeguards: OneOrMore


class NoteShape(Shape):
    """One note."""

    date: Day
    what: Annotated[str, BeforeValidator(one_of(*WHAT))]
    summary: Text
    source: Text = ""
    cells: tuple[CellsShape, ...] = ()
    corrects: Slug = ""
    mixed: Text = ""


def read_note(node: Node, name: str) -> tuple[Note | None, list[Problem]]:
    """Read a change note; `name` is its file name without the ending, and begins with the note's date."""
    shape, problems = shaped(NoteShape, node)
    if shape is None:
        return None, problems
    places: Any = node
    if not name.startswith(f"{shape.date}-"):
        what = f"the note says {shape.date}, and its file is named {name}.yaml"
        why, fix = "notes are found by their date", "let the name of the file begin with the date"
        problems.append(Problem(places["date"].where, "wrong-place", what, why, fix))
    needed = {
        "source": shape.what != "engine" and not shape.source,
        "corrects": shape.what == "correction" and not shape.corrects,
    }
    problems += [_lacks(key, shape.what, node.where) for key, lacking in needed.items() if lacking]
    if shape.what != "engine" and not shape.cells:
        problems.append(_lacks("cells", shape.what, node.where))
    problems += [
        _to_fill_in(key, places[key].where)
        for key in ("summary", "source")
        if getattr(shape, key).startswith(TO_FILL_IN)
    ]
    cells = zip(shape.cells, places.get("cells", ()), strict=True)
    noted = tuple(NotedCells(each.jurisdiction, _named(each.safeguards), place.where) for each, place in cells)
    note = Note(
        name, shape.date, shape.what, shape.summary, shape.source, noted, node.where, shape.corrects, shape.mixed
    )
    return (None if problems else note), problems


def _named(safeguards: tuple[str, ...]) -> tuple[str, ...]:
    return () if safeguards == (ALL,) else safeguards


def _to_fill_in(key: str, where: Location) -> Problem:
    why = "the note explains nothing yet"
    return Problem(
        where, "not-filled-in", f"`{key}` is still what was to be replaced", why, "write it in your own words"
    )


def _lacks(key: str, what: str, where: Location) -> Problem:
    why = {
        "source": "a reader must be able to see what happened",
        "corrects": "a correction names the note that it corrects",
        "cells": "a note explains cells",
    }[key]
    return Problem(where, "missing-key", f"a note on `{what}` needs `{key}`", why, f"add `{key}:`")
