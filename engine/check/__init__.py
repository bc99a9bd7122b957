"""What only shows when files are read together: do they agree with each other?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.check.parameters import parameter_problems
from engine.check.profiles import profile_problems
from engine.check.sources import source_problems
from engine.check.waivers import waiver_problems

if TYPE_CHECKING:
    from engine.load import Repository
    from engine.model import Problem
    from engine.store import Store


def all_problems(repository: Repository) -> tuple[Problem, ...]:
    """List every problem of a repository by place: those met in reading it, and those between its files.

    Without a vocabulary no safeguard was read, and what refers to one cannot be judged.
    """
    if not repository.vocabulary.questions:
        return tuple(sorted(repository.problems))
    between = [
        *source_problems(repository),
        *parameter_problems(repository),
        *profile_problems(repository),
        *waiver_problems(repository),
    ]
    return tuple(sorted({*repository.problems, *between}))


def known_problems(repository: Repository, store: Store) -> tuple[Problem, ...]:
    """List the same for a repository as it was read; what was found before in the very same files is taken from there.

    Args:
        repository: What was read, with nothing exchanged since.
        store: Where it is kept what was found before.
    """
    found: tuple[Problem, ...] | None = store.get("problems", repository.key)
    if found is None:
        found = all_problems(repository)
        if repository.vocabulary.questions:
            store.put("problems", repository.key, found)
    return found
