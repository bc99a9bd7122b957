"""Whether a change may land: every reason against it, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.change.diff import Cause, Change, Diff, Direction
from engine.evidence import SOLID
from engine.model import Location, Problem
from engine.verdict import Verdict
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.change.sides import Sides
    from engine.model import Note

MOVED = frozenset({Direction.EXCUSED, Direction.NO_LONGER_EXCUSED})
"""The directions in which no verdict changes."""
NOTE = "write one: safeguards note SHORT-NAME"


def complaints(sides: Sides, diff: Diff) -> list[Problem]:
    """List what stands against a change, invalid input first."""
    notes = new_notes(sides)
    found = [*sides.head.problems, *_unexplained(diff, notes), *_idle(sides, diff, notes), *_old_notes(sides)]
    found += [*_same_evidence(diff), *_weak(diff), *_waivers(sides, diff), *_mixed(diff, notes)]
    return list(dict.fromkeys(found))


def new_notes(sides: Sides) -> list[Note]:
    """List the notes that the change adds."""
    old = {each.id for each in sides.base.repository.notes}
    return [each for each in sides.head.repository.notes if each.id not in old]


def words(change: Change) -> str:
    """Say what became of a cell."""
    before, after = (each.verdict.value if each else "not there" for each in (change.before, change.after))
    return f"{change.jurisdiction} {change.safeguard}: {before} → {after}"


def _unexplained(diff: Diff, notes: list[Note]) -> Iterator[Problem]:
    """Name the cells that change without a note; those of a profile that is new or gone count as one."""
    whole: dict[tuple[str, Direction], list[Change]] = {}
    for each in diff.changes:
        if each.direction in MOVED or any(cells.holds(*each.key) for note in notes for cells in note.cells):
            continue
        if each.direction in {Direction.ADDED, Direction.REMOVED}:
            whole.setdefault((each.jurisdiction, each.direction), []).append(each)
            continue
        what = f"{words(each)}, and no change note explains it"
        yield Problem(each.place, "no-note", what, "readers rely on verdicts and must see why one changed", NOTE)
    for (code, direction), cells in whole.items():
        what = f"{len(cells)} cells of {code} are {direction.value}, and no change note explains it"
        where = Location(f"jurisdictions/{code}.yaml")
        yield Problem(where, "no-note", what, "readers rely on verdicts and must see why one changed", NOTE)


def _idle(sides: Sides, diff: Diff, notes: list[Note]) -> Iterator[Problem]:
    """Name the notes, or parts of them, for which nothing changes, and the cells named that do not exist."""
    changed = {each.key for each in diff.changes if each.direction not in MOVED}
    judges = (sides.base.judge, sides.head.judge)
    codes = {code for each in judges for code in (*each.jurisdictions, *each.invalid)}
    names = {name for each in judges for name in each.safeguards}
    for note in notes:
        for cells in note.cells:
            unknown = next((each for each in cells.safeguards if each not in names), None)
            if cells.jurisdiction not in {*codes, "all"}:
                fix = advice(cells.jurisdiction, codes)
                yield _unknown_cell(cells.where, f"there is no jurisdiction `{cells.jurisdiction}`", fix)
            elif unknown is not None:
                yield _unknown_cell(cells.where, f"there is no safeguard `{unknown}`", advice(unknown, names))
            elif not any(cells.holds(*key) for key in changed):
                what = f"the note explains cells of {cells.jurisdiction} that do not change"
                yield Problem(
                    cells.where, "idle-note", what, "a note without a change misleads", "delete it, or name the cells"
                )


def _unknown_cell(where: Location, what: str, fix: str) -> Problem:
    return Problem(where, "unknown-cell", what, "the note would explain nothing", fix)


def _old_notes(sides: Sides) -> Iterator[Problem]:
    """Refuse to change what was said before: a correction is a note of its own."""
    now = {each.id: each for each in sides.head.repository.notes}
    broken = {each.where.path for each in sides.head.problems}
    for old in sides.base.repository.notes:
        new = now.get(old.id)
        if old.where.path not in broken and (new is None or _said(new) != _said(old)):
            what = f"the note {old.id} is {'gone' if new is None else 'changed'}"
            why = "what was published stays; a correction is a note of its own that names what it corrects"
            yield Problem(old.where, "old-note", what, why, "restore it, and write a note with `what: correction`")


def _said(note: Note) -> tuple[object, ...]:
    cells = tuple((each.jurisdiction, each.safeguards) for each in note.cells)
    return note.date, note.what, note.summary, note.source, cells, note.corrects, note.mixed


def _same_evidence(diff: Diff) -> Iterator[Problem]:
    for each in diff.facts:
        if each.same_evidence and each.before is not None and each.after is not None and each.before.value is not None:
            what = f"{each.jurisdiction} {each.path} has another value, and rests on the same reading as before"
            why = "either the reading was wrong, or somebody has read again"
            fix = "cite what it rests on now, or write the new date under `read`"
            yield Problem(each.fact.where, "same-evidence", what, why, fix)


def _weak(diff: Diff) -> Iterator[Problem]:
    for each in diff.changes:
        after = each.after
        if each.direction in MOVED or after is None or after.verdict is not Verdict.MET or after.grade in SOLID:
            continue
        if Cause.FACTS in each.causes or Cause.LAYER in each.causes or each.direction is Direction.ADDED:
            what = f"{words(each)}, on evidence graded {after.grade}"
            why = "a wrong `met` does most harm, so it rests on the provision or on a page that quotes it"
            yield Problem(each.place, "weak-evidence", what, why, "read the provision, or leave the answer unknown")


def _waivers(sides: Sides, diff: Diff) -> Iterator[Problem]:
    """Refuse a waiver that comes together with what it excuses."""
    old = {(each.jurisdiction, each.safeguard) for each in sides.base.repository.waivers}
    for each in diff.changes:
        waiver = each.after.waiver if each.after else None
        fresh = waiver is not None and each.key not in old
        if (
            waiver is not None
            and fresh
            and each.direction not in MOVED
            and each.after
            and each.after.verdict is Verdict.UNMET
        ):
            what = f"this waiver would excuse {words(each)}, which this change brings about"
            why = "a change must not excuse itself"
            yield Problem(
                waiver.where, "own-waiver", what, why, "let the change land first, and propose the waiver apart"
            )


def _mixed(diff: Diff, notes: list[Note]) -> Iterator[Problem]:
    for each in diff.changes:
        explained = any(note.mixed and cells.holds(*each.key) for note in notes for cells in note.cells)
        if Cause.POLICY in each.causes and len(each.causes) > 1 and not explained:
            what = f"{words(each)}: both its policy and its facts move this cell"
            why = "a reviewer cannot tell which of them does"
            fix = "split the change in two, or say why not under `mixed` in the note"
            yield Problem(each.place, "mixed-change", what, why, fix)
