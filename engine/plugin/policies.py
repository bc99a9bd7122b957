"""Collector and items for ``pytest policies/``: a safeguard's own cases, and whether they are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from engine.outline import head
from engine.plugin.items import NotValid, TextItem
from engine.plugin.marks import marks, put
from engine.proof.score import score
from engine.proof.words import case_lines, escaped_lines, missing_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Location, Safeguard
    from engine.proof.cases import Result
    from engine.proof.score import Score
    from engine.vocabulary import Vocabulary

OUTCOMES, MUTANTS = "every-outcome-is-seen", "every-mutant-is-noticed"


class PolicyFile(pytest.File):
    """One safeguard; its cases are run, and run on its mutants, when the first item needs it."""

    def __init__(self, *, safeguard: Safeguard, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.safeguard, self.vocabulary = safeguard, vocabulary
        self._score: Score | None = None
        put(self, marks(head(safeguard)))

    @property
    def score(self) -> Score:
        """What the cases are worth."""
        if self._score is None:
            self._score = score(self.safeguard, self.vocabulary)
        return self._score

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each case, and two that say whether the cases are enough."""
        for number, case in enumerate(self.safeguard.cases):
            yield CaseItem.from_parent(self, name=case.name, number=number, place=case.where)
        yield EnoughItem.from_parent(self, name=OUTCOMES, place=self.safeguard.where)
        yield EnoughItem.from_parent(self, name=MUTANTS, place=self.safeguard.where)


class _PolicyItem(TextItem):
    def __init__(self, *, place: Location, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.place = place
        self.title = f"{self._file.safeguard.id}: {self.name}"

    @property
    def _file(self) -> PolicyFile:
        assert isinstance(self.parent, PolicyFile)  # noqa: S101  items are made by PolicyFile only
        return self.parent


class CaseItem(_PolicyItem):
    """One case: the verdict that it states, for the reasons that it states."""

    def __init__(self, *, number: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.number = number

    def runtest(self) -> None:
        """Run the case.

        Raises:
            NotValid: It gives another verdict, or the same for other reasons.
        """
        result: Result = self._file.score.results[self.number]
        if not result.passed:
            raise NotValid("\n".join(case_lines(result)))


class EnoughItem(_PolicyItem):
    """Whether the cases show every outcome of every clause, or notice every mutant."""

    def runtest(self) -> None:
        """Look at what the cases showed.

        Raises:
            NotValid: Something was never shown.
        """
        lines = list((missing_lines if self.name == OUTCOMES else escaped_lines)(self._file.score))
        if lines:
            raise NotValid("\n".join(lines))
