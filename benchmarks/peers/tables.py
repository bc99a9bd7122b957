"""States and records as tables, one column a question, for engines that work by column; their NULL is Kleene's unknown.

A table of records holds one row more a State, for what its list may hold besides: its column `further` is true where
the list is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.peers.documents import Work, answers, field
from benchmarks.peers.formula import CannotSay
from engine.model import AllOf, AnyOf, Clause, Collection, Comparison, Not, Path, Safeguard
from engine.vocabulary import LISTS, Vocabulary

KINDS = {"bool": "bool", "number": "number", "duration": "number", "list": "list"}


class Table(NamedTuple):
    """Columns by name; the kinds are ``bool``, ``number``, ``list`` and ``text``."""

    kinds: dict[str, str]
    columns: dict[str, list[Any]]


def comparisons(clause: Clause) -> Iterator[Comparison]:
    """Yield the comparisons of a clause.

    Raises:
        CannotSay: It goes through a list.
    """
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from comparisons(each)
        case Not(negated):
            yield from comparisons(negated)
        case Comparison():
            yield clause
        case _:
            raise CannotSay("it goes through a list, and a column's expression speaks of one row")


def paths(safeguards: Iterable[Safeguard]) -> list[Path]:
    """Name the questions that safeguards ask.

    Raises:
        CannotSay: One of them goes through a list.
    """
    found = {
        path
        for each in safeguards
        for clause in (each.applies, each.require)
        for comparison in comparisons(clause)
        for path in (comparison.path, comparison.operand)
        if isinstance(path, Path)
    }
    return sorted(found)


def kind(path: Path, vocabulary: Vocabulary) -> str:
    """Give the kind of a column."""
    asked = vocabulary.questions.get(f"{path.root}.{path.key}") or vocabulary.questions[path.key]
    return KINDS.get(asked.type, "text")


def name(path: Path) -> str:
    """Give the name of a column: that of its record first."""
    return f"{path.root or 'state'}_{field(path)}"


def states(work: Work, asked: list[Path]) -> Table:
    """Give the table of States, for one of their names in pairs or for none."""
    rows = [answers(each) for each in work.world.records.values()]
    return Table(
        {name(each): kind(each, work.vocabulary) for each in asked},
        {name(each): [row.get(field(each)) for row in rows] for each in asked},
    )


def records(work: Work, subject: str, asked: list[Path]) -> Table:
    """Give the table of the records of a list; what is asked of their States is copied to each."""
    rows: list[tuple[int, bool | None, dict[str, Any], dict[str, Any]]] = []
    for number, state in enumerate(work.world.records.values()):
        listed, own = state.lists.get(LISTS[subject], Collection()), answers(state)
        rows += [(number, None, answers(each), own) for each in listed.records]
        rows.append((number, not listed.closed, {}, own))
    columns = {name(each): [(row[2] if each.root else row[3]).get(field(each)) for row in rows] for each in asked}
    kinds = {"state": "number", "further": "bool", **{name(each): kind(each, work.vocabulary) for each in asked}}
    return Table(kinds, {"state": [row[0] for row in rows], "further": [row[1] for row in rows], **columns})
