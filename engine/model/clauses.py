"""The condition language as values, and the record of how a clause came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from engine.model.evidence import Fact, Location, Value

if TYPE_CHECKING:
    from engine.verdict import Truth


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """The name of a question: the record where it starts, and the question there."""

    root: str
    key: str

    def __str__(self) -> str:
        return f"{self.root}.{self.key}" if self.root else self.key


@dataclass(frozen=True, slots=True)
class Constant:
    """An operand whose value is fixed; the name of the parameter or group that it came from, if any."""

    value: Value
    name: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every clause holds."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one clause holds."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause does not hold."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Each:
    """The body holds of every record for which the condition, if there is one, holds."""

    records: Path
    name: str
    body: Clause
    condition: Clause | None = None


@dataclass(frozen=True, slots=True)
class Some:
    """The body holds of at least one record for which the condition, if there is one, holds."""

    records: Path
    name: str
    body: Clause
    condition: Clause | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer to a question stands so to the operand."""

    path: Path
    operator: str
    operand: Constant | Path
    where: Location = field(default=Location(""), compare=False)


Clause: TypeAlias = AllOf | AnyOf | Not | Each | Some | Comparison


@dataclass(frozen=True, slots=True)
class Trace:
    """How a clause came out, and why.

    `parts` are the traces of its clauses, or of its body for each record; `record` names the record that a part
    of a quantifier speaks of (empty: one that is not listed); `facts` holds what a comparison read, for a quantifier
    whether its list is complete, and `None` where nothing is recorded.
    """

    clause: Clause
    truth: Truth
    parts: tuple[Trace, ...] = ()
    facts: tuple[tuple[Path, Fact | None], ...] = ()
    record: str | None = None


ALWAYS: Clause = AllOf(())
"""The condition of a safeguard that applies to every subject."""
