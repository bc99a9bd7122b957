"""What every engine is given: States as plain data, and their answers under names that are identifiers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from benchmarks.peers.formula import CannotSay, atoms, cell
from engine.assess import World
from engine.model import NO_LIMIT, Collection, Constant, Path, Record, Safeguard, Value
from engine.vocabulary import LISTS, Vocabulary

LIMITLESS = 10**9
"""What stands for "no limit" where an engine compares numbers."""


def field(path: Path | str) -> str:
    """Give the name of a question in documents."""
    key = path.key if isinstance(path, Path) else path
    return key.replace(".", "_").replace("-", "_")


def plain(value: Value | None) -> Any:
    """Give an answer as JSON has it."""
    if value == NO_LIMIT:
        return LIMITLESS
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def constant(operand: Constant) -> Any:
    """Give an operand in the same way."""
    return plain(operand.value)


def is_list(path: Path, vocabulary: Vocabulary) -> bool:
    """Whether the answer to a question is a list."""
    full = f"{path.root}.{path.key}"
    asked = vocabulary.questions.get(full) or vocabulary.questions.get(path.key)
    return asked is not None and asked.type == "list"


def answers(record: Record) -> dict[str, Any]:
    """Give the answers of a record; one that is not known is not there."""
    return {field(key): plain(fact.value) for key, fact in record.facts.items() if fact.value is not None}


def state(record: Record, lent: Iterable[str] = ()) -> dict[str, Any]:
    """Give a State with its lists; its answers in `lent` are copied into every record, after ``state_``."""
    found = answers(record)
    copied = {f"state_{each}": found[each] for each in lent if each in found}
    for section in LISTS.values():
        listed = record.lists.get(section, Collection())
        found[section] = [{**answers(each), **copied} for each in listed.records]
        found[f"{section}_closed"] = listed.closed
    return found


def borrowed(safeguards: Iterable[Safeguard]) -> list[str]:
    """Name the answers of States that safeguards about their records ask for too."""
    asked = {
        field(path)
        for each in safeguards
        if each.subject in LISTS
        for formula in cell(each)
        for atom in atoms(formula)
        for path in (atom.path, atom.operand)
        if isinstance(path, Path) and not path.root
    }
    return sorted(asked)


@dataclass(frozen=True)
class Work:
    """Safeguards put to every State of a world, or (`pairs`) to every two of them; `limit` documents are enough."""

    world: World
    safeguards: list[Safeguard]
    vocabulary: Vocabulary
    pairs: bool = False
    limit: int | None = None

    @property
    def rows(self) -> int:
        """How many States, or pairs, there are."""
        count = len(self.world.records)
        return count * (count - 1) if self.pairs else count

    def documents(self, lend: bool = False) -> list[dict[str, Any]]:
        """Give each row, with its States under the names from which paths start; `lend` is said at `state`."""
        lent = borrowed(self.safeguards) if lend else ()
        states = [state(each, lent) for each in self.world.records.values()]
        if not self.pairs:
            return [{"state": each} for each in states[: self.limit]]
        two = ({"requesting": one, "requested": other} for one in states for other in states if one is not other)
        return list(islice(two, self.limit))


@dataclass(frozen=True)
class Ready:
    """An engine that has loaded and compiled everything.

    `said` are the safeguards that it can express, `left` says of the others why not.  `run` evaluates the first rows
    (all if it cannot do with less), and `codes` reads its result as the verdicts of each row.
    """

    said: list[Safeguard]
    left: dict[str, str]
    run: Callable[[int], Any]
    codes: Callable[[Any], list[list[int]]]
    partial: bool = True


Expressed = TypeVar("Expressed")


def express(
    safeguards: Iterable[Safeguard], say: Callable[[Safeguard], Expressed]
) -> tuple[list[tuple[Safeguard, Expressed]], dict[str, str]]:
    """Say every safeguard that an engine has words for, and of the others why it has none."""
    said, left = [], {}
    for each in safeguards:
        try:
            said.append((each, say(each)))
        except CannotSay as why:
            left[each.id] = str(why)
    return said, left
