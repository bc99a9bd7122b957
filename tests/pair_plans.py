"""Plans for tests of pairs: of invented repositories, and of the real one, read when it is asked for and once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from invented_repositories import FIRST, Lots

from engine.check import all_problems
from engine.load import Repository, read_repository
from engine.matrix import Assessor
from engine.model import Grade, Problem
from engine.pairs.judge import VERDICTS
from engine.pairs.plan import Plan, plan
from engine.pairs.stream import Found
from engine.verdict import Verdict

WHEN = [datetime.date(year, 1, 1) for year in range(2000, 2012)]
Key = tuple[datetime.date, str, str, str]
"""Day, safeguard, the State that answers, the other."""


def planned(repository: Repository, problems: Iterable[Problem] = (), floor: Grade = Grade.KNOWLEDGE) -> Plan:
    judge = Assessor(repository, list(problems), FIRST, floor)
    return plan(judge, [each for each in repository.safeguards if each.subject == "pair"])


def told(what: Plan, blocks: Iterable[Found]) -> dict[Key, Verdict]:
    """Give the verdict of every pair of some blocks."""
    rows: dict[Key, Verdict] = {}
    for each in blocks:
        name = what.parts[each.block.safeguard].safeguard.id
        pairs = [(own, other) for own in what.codes for other in what.codes if own != other]
        verdicts = [VERDICTS[number] for number in each.verdicts]
        rows |= {(each.block.day, name, *pair): one for pair, one in zip(pairs, verdicts, strict=True)}
    return rows


def many_versions() -> Plan:
    """Plan for a repository in which something changes every year."""
    return planned(Lots(1).repository()[0])


@cache
def real() -> tuple[Repository, tuple[Problem, ...]]:
    """Read the real repository."""
    repository = read_repository(Path(__file__).parent.parent)
    return repository, all_problems(repository)
