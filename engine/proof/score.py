"""How well the cases of a safeguard pin down what it says: results, outcomes seen, mutants caught."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.load.paths import ROOTS
from engine.proof.cases import Outcomes, Result, comes_out, looked_at, outcomes, results, verdict
from engine.proof.mutants import Mutant, mutants
from engine.proof.search import Sign, TooLargeError, search
from engine.proof.space import space
from engine.verdict import Truth, Verdict

if TYPE_CHECKING:
    from engine.model import Clause, Safeguard, Scope
    from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no case tells from the safeguard.

    `witness` are answers that would; `equivalent` says that it was proved that there are none.
    """

    mutant: Mutant
    witness: Scope | None = None
    equivalent: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What the cases of one safeguard are worth."""

    safeguard: Safeguard
    results: tuple[Result, ...]
    outcomes: tuple[Outcomes, ...]
    mutants: int
    survivors: tuple[Survivor, ...]

    @property
    def caught(self) -> int:
        """How many mutants a case tells from the safeguard."""
        return self.mutants - len(self.survivors)

    @property
    def escaped(self) -> tuple[Survivor, ...]:
        """The survivors that a further case could catch, or of which that is not known."""
        return tuple(each for each in self.survivors if not each.equivalent)

    @property
    def perfect(self) -> bool:
        """Whether every case passes, every outcome is seen, and every mutant that can be caught is."""
        seen = not any(each.missing for each in self.outcomes)
        return seen and not self.escaped and all(each.passed for each in self.results)


def score(safeguard: Safeguard, vocabulary: Vocabulary) -> Score:
    """Run the cases, and run them again on every mutant."""
    every = list(mutants(safeguard))
    survivors = [_survivor(each, safeguard, vocabulary) for each in every if not _caught(each)]
    seen = [_with_impossible(each, safeguard, vocabulary) for each in outcomes(safeguard)]
    return Score(safeguard, tuple(results(safeguard)), tuple(seen), len(every), tuple(survivors))


def _with_impossible(seen: Outcomes, safeguard: Safeguard, vocabulary: Vocabulary) -> Outcomes:
    """Look for answers that would show a missing outcome; where there are none, it is impossible."""
    try:
        never = [each for each in seen.missing if not _possible(seen.clause, each, safeguard, vocabulary)]
    except TooLargeError:
        return seen
    return replace(seen, impossible=frozenset(never))


def _possible(clause: Clause, truth: Truth, safeguard: Safeguard, vocabulary: Vocabulary) -> bool:
    def look(scope: Scope) -> Sign:
        return Sign.FOUND if comes_out(clause, truth, looked_at(safeguard, scope)) else Sign.OPEN

    room = space((safeguard.applies, safeguard.require), vocabulary, ROOTS[safeguard.subject])
    return search(room, look) is not None


def _caught(mutant: Mutant) -> bool:
    return any(verdict(mutant.safeguard, each.scope) is not each.verdict for each in mutant.safeguard.cases)


def _survivor(mutant: Mutant, safeguard: Safeguard, vocabulary: Vocabulary) -> Survivor:
    try:
        witness = difference(safeguard, mutant.safeguard, vocabulary)
    except TooLargeError:
        return Survivor(mutant)
    return Survivor(mutant, witness, witness is None)


def difference(one: Safeguard, other: Safeguard, vocabulary: Vocabulary) -> Scope | None:
    """Find answers of which two safeguards of one subject judge differently; `None` if there are none.

    Raises:
        TooLargeError: There are too many answers to look at.
    """

    def look(scope: Scope) -> Sign:
        first, second = verdict(one, scope), verdict(other, scope)
        if first is not second:
            return Sign.FOUND
        return Sign.OPEN if first is Verdict.UNKNOWN else Sign.HOPELESS

    clauses = (one.applies, one.require, other.applies, other.require)
    return search(space(clauses, vocabulary, ROOTS[one.subject]), look)
