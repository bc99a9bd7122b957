"""What the item of a cell comes to: its verdict, what it says, where it points, and what reports carry besides."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from engine.brief import brief
from engine.explain import cell_lines, reasons, sentence
from engine.model import Brief, Safeguard, Waiver
from engine.plugin.remarks import Outcome
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.plugin.session import Assessment

COUNTERPARTS = 5
"""How many of the States with which a pair safeguard is not met are told of in full."""


def outcome(assessment: Assessment, code: str, safeguard: Safeguard, *, full: bool) -> Outcome:
    """Judge a cell for its item; with `full` properties, or with the verdict alone, which needs no traces."""
    judge = assessment.assessor
    verdict = judge.verdict(code, safeguard.id)
    open_and_fails = verdict is Verdict.UNKNOWN and assessment.unknown_fails
    if full or open_and_fails or verdict is Verdict.UNMET or judge.waiver(code, safeguard.id) is not None:
        return _told_in_full(assessment, code, safeguard, full=full)
    profile, told = judge.jurisdictions[code], judge.told(code, safeguard.id)
    said = sentence(verdict, told, safeguard, profile.name, assessment.day)
    return Outcome(verdict, said, profile.where, _verdict_only(verdict))


def _told_in_full(assessment: Assessment, code: str, safeguard: Safeguard, *, full: bool) -> Outcome:
    judge = assessment.assessor
    cell = brief(judge, code, safeguard.id, COUNTERPARTS if safeguard.subject == "pair" else None)
    profile = judge.jurisdictions[code]
    said = sentence(cell.verdict, cell.told, safeguard, profile.name, assessment.day)
    failure, care = _failure(assessment, cell, safeguard)
    facts = ((each.path, each.fact.where) for each in reasons(cell) if each.fact is not None)
    found = list(facts if full else islice(facts, 1))
    place = found[0][1] if found and failure and not care else profile.where
    listed = "; ".join(f"{path} at {where}" for path, where in found)
    properties = _properties(cell, safeguard, said, listed) if full else _verdict_only(cell.verdict)
    return Outcome(cell.verdict, said, place, properties, failure, care)


def _failure(assessment: Assessment, cell: Brief, safeguard: Safeguard) -> tuple[str, bool]:
    """Give the text with which the item fails, if it does, and whether it is about the waiver."""
    care = [] if cell.waiver is None else _care(cell.waiver, cell, assessment)
    fails = cell.verdict is Verdict.UNMET or (cell.verdict is Verdict.UNKNOWN and assessment.unknown_fails)
    if not (care or fails):
        return "", False
    lines = cell_lines(cell, safeguard, assessment.names, assessment.day)
    return "\n".join([*care, *lines]), bool(care)


def _care(waiver: Waiver, cell: Brief, assessment: Assessment) -> list[str]:
    """Say that a waiver excuses nothing, or no longer; nothing if it does."""
    named = f"the waiver of {cell.safeguard} for {cell.jurisdiction}"
    if waiver.until < assessment.day:
        what = f"{named} ended on {waiver.until}"
    elif cell.verdict is not Verdict.UNMET:
        what = f"{named} excuses nothing: the cell is {cell.verdict.value}"
    else:
        return []
    fix = f"fix: delete it at {waiver.where}, or, if it is still needed, say why and until when"
    return [f"{what} (as of {assessment.day})", fix, ""]


def _verdict_only(verdict: Verdict) -> tuple[tuple[str, object], ...]:
    return (("verdict", verdict.value),)


def _properties(cell: Brief, safeguard: Safeguard, said: str, facts: str) -> tuple[tuple[str, object], ...]:
    return (
        ("jurisdiction", cell.jurisdiction),
        ("safeguard", cell.safeguard),
        ("verdict", cell.verdict.value),
        ("severity", safeguard.severity),
        ("theme", safeguard.theme),
        ("level", safeguard.level),
        ("evidence", "" if cell.grade is None else str(cell.grade)),
        ("reason", said),
        ("facts", facts),
    )
