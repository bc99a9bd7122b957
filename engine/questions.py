"""Which questions a safeguard asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import AllOf, AnyOf, Clause, Comparison, Not, Path, Safeguard
from engine.vocabulary import JURISDICTION, LISTS, REQUESTED, REQUESTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RECORDS = {section: record for record, section in LISTS.items()}
_ROOTS = {JURISDICTION: "", REQUESTING: "", REQUESTED: "", **{record: record for record in LISTS}}


def questions_asked(safeguard: Safeguard) -> dict[str, str]:
    """List the paths that a safeguard asks, in their order, each with the path of its question in the vocabulary."""
    found = [*_asked(safeguard.applies, _ROOTS), *_asked(safeguard.require, _ROOTS)]
    return {str(path): f"{record}.{path.key}" if record else path.key for path, record in found}


def _asked(clause: Clause, roots: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from _asked(each, roots)
        case Not(negated):
            yield from _asked(negated, roots)
        case Comparison(path=path, operand=operand):
            yield path, roots[path.root]
            if isinstance(operand, Path):
                yield operand, roots[operand.root]
        case _:
            inner = {**roots, clause.name: _RECORDS[clause.records.key]}
            for part in (clause.condition, clause.body):
                if part is not None:
                    yield from _asked(part, inner)
