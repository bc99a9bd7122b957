"""What leaves findings unknown, without traces: what `trace.decisive` finds, for a whole world at once.

Of an unknown clause every unknown part matters, down to the questions without an answer and the lists that may hold
more than is written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assess import INCOMPLETE, INVALID, LONELY
from engine.bulk import Bulk
from engine.model import AllOf, AnyOf, Comparison, Not, Path, Record
from engine.planes import STATES, Rows
from engine.vocabulary import JURISDICTION, LISTS, REQUESTED, REQUESTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.bulk import Bound, Scope
    from engine.model import Clause, Each, Safeguard, Some
    from engine.tally import Tally


def missing(tally: Tally, safeguard: Safeguard) -> dict[str, set[str]]:
    """Give, by State, the questions and other reasons that leave findings about a safeguard unknown."""
    slots = tally.slots(safeguard)
    found: dict[str, set[str]] = {code: set() for code in tally.codes}
    for why, states in (_of_pairs if safeguard.subject == "pair" else _of_states)(tally, safeguard):
        open_ = states & slots.top
        for code, bit in zip(tally.codes, slots.tops(open_), strict=True) if open_ else ():
            if bit == "1":
                found[code].add(why)
    return found


def _of_states(tally: Tally, safeguard: Safeguard) -> Iterator[tuple[str, int]]:
    slots, judged = tally.slots(safeguard), tally.rows(safeguard)
    if not judged.unknown:
        return
    bulk, scope = Bulk(slots), {JURISDICTION: STATES}
    if safeguard.subject not in LISTS:
        yield from _findings(bulk, safeguard, scope, False, judged.unknown)
        return
    section = LISTS[safeguard.subject]
    listed = slots.listed(section)
    yield INCOMPLETE.format(section), slots.some(judged.unknown & ~listed.written)
    yield from _records(bulk, safeguard, section, judged.unknown & listed.written)


def _records(bulk: Bulk, safeguard: Safeguard, section: str, asked: int) -> Iterator[tuple[str, int]]:
    """Look at all records together, or, as `tally` judges them, one after the other."""
    scope: Scope = {JURISDICTION: STATES, safeguard.subject: Rows(section)}
    if not any(bulk.again(safeguard.subject, each, scope) for each in (safeguard.applies, safeguard.require)):
        yield from _findings(bulk, safeguard, scope, True, asked)
        return
    for position in range(bulk.slots.index.length(section)):
        scope = {JURISDICTION: STATES, safeguard.subject: Rows(section, position)}
        yield from _findings(bulk, safeguard, scope, False, bulk.slots.lift(asked, position))


def _of_pairs(tally: Tally, safeguard: Safeguard) -> Iterator[tuple[str, int]]:
    slots, other = tally.slots(safeguard), REQUESTING if safeguard.answers == REQUESTED else REQUESTED
    bulk = Bulk(slots)
    for number, (code, judged) in enumerate(tally.pairs(safeguard)):
        scope: Scope = {safeguard.answers: tally.known.records[code], other: STATES}
        own = slots.own(number)
        for why, states in _findings(bulk, safeguard, scope, False, judged.unknown):
            yield why, own if states & slots.top else 0
        yield INVALID, own if any(each != code for each in tally.known.unreadable) else 0
        yield LONELY, own if len(tally.codes) == 1 and not tally.known.unreadable else 0


def _findings(bulk: Bulk, safeguard: Safeguard, scope: Scope, wide: bool, asked: int) -> Iterator[tuple[str, int]]:
    """Look at why a safeguard may not apply; where it does apply, at why it may not be met."""
    applies, _ = bulk.truth(safeguard.applies, scope, wide)
    yield from leaves(bulk, safeguard.applies, scope, wide, asked & ~applies)
    yield from leaves(bulk, safeguard.require, scope, wide, asked & applies)


def leaves(bulk: Bulk, clause: Clause, scope: Scope, wide: bool, asked: int) -> Iterator[tuple[str, int]]:
    """Yield what leaves a clause unknown, each with the States of which that is so.

    Args:
        bulk: Judges clauses.
        clause: The clause.
        scope: What its names stand for.
        wide: Whether `asked` are rows below the States.
        asked: The rows to look at.
    """
    holds, fails = bulk.truth(clause, scope, wide)
    asked &= ~(holds | fails)
    if not asked:
        return
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from leaves(bulk, each, scope, wide, asked)
        case Not(negated):
            yield from leaves(bulk, negated, scope, wide, asked)
        case Comparison():
            yield str(clause.path), bulk.slots.some(asked) if wide else asked
        case _:
            yield from _listed(bulk, clause, scope, wide, asked)


def _listed(bulk: Bulk, clause: Each | Some, scope: Scope, wide: bool, asked: int) -> Iterator[tuple[str, int]]:
    """Look into a list, as `Bulk` goes through it; that it is open is a reason by itself."""
    slots, key, root = bulk.slots, clause.records.key, scope[clause.records.root]
    if root == STATES and wide:
        wide, asked = False, slots.some(asked)
    if root == STATES and not bulk.by_record(clause, scope):
        within = {**scope, clause.name: Rows(key)}
        yield from _body(bulk, clause, within, True, slots.fill(asked) & slots.listed(key).written)
    else:
        for record, _, written in bulk.records(clause, scope):
            yield from _body(bulk, clause, {**scope, clause.name: record}, wide, asked & written)
    asked &= _open(bulk, root, key)
    yield str(Path(clause.records.root, f"{key}.complete")), slots.some(asked) if wide else asked


def _open(bulk: Bulk, root: Bound, key: str) -> int:
    """Give the rows whose list may hold more; a record has no lists, and of what is not there all is open."""
    if root == STATES:
        listed = bulk.slots.listed(key)
        return bulk.slots.some(listed.rows & ~listed.written)
    found = root.lists.get(key) if isinstance(root, Record) else None
    return 0 if found is not None and found.closed else -1


def _body(bulk: Bulk, clause: Each | Some, scope: Scope, wide: bool, asked: int) -> Iterator[tuple[str, int]]:
    """Look at the records for which neither the condition nor the body settles the matter."""
    holds, fails = bulk.body(clause, scope, wide)
    asked &= ~(holds | fails)
    for part in (clause.condition, clause.body):
        if part is not None and asked:
            yield from leaves(bulk, part, scope, wide, asked)
