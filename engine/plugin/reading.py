"""From the options of a run to what it assesses; the law itself is read later, and only if it has to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from engine.model import Grade
from engine.plugin.session import Assessment
from engine.stamp import stamp
from engine.store import Store, open_store
from engine.tree import Folder, label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.load import Repository
    from engine.model import Problem
    from engine.outline import Outline

CHANGED = "a file of the repository changed while it was being read; run this again"


def begin(config: pytest.Config, policies: Path, *, alone: bool) -> Assessment:
    """Read the options, and of the repository what is needed to list cells.

    Args:
        config: The options of the run.
        policies: The folder of the safeguards.
        alone: Whether nothing else than profiles and safeguards is collected.

    Raises:
        pytest.UsageError: An option is wrong, or something that concerns every profile.
    """
    root = config.rootpath
    day = _day(getattr(config, "workerinput", {}).get("safeguards_as_of") or config.getoption("safeguards_as_of"))
    store = open_store(root, wanted=not config.getoption("safeguards_no_cache"))
    law = Law(root, label(policies, root), store)
    found = law.outline
    if found.common:
        raise pytest.UsageError(_refusal(found.common))
    for line in (f"{theme}: theme of the safeguard" for theme in found.themes):
        config.addinivalue_line("markers", line)
    return Assessment(
        root=root,
        law=law,
        store=store,
        day=day,
        floor=Grade[config.getoption("safeguards_evidence").upper()],
        unknown_fails=config.getoption("safeguards_unknown") == "fail",
        only=_only(config.getoption("safeguards_only"), [each.id for each in found.safeguards]),
        output=_output(config),
        alone=alone,
    )


@dataclass
class Law:
    """What is read when it is needed, and once: a repository, and all that is wrong with it."""

    root: Path
    policies: str
    store: Store

    @cached_property
    def stamp(self) -> bytes:
        """A hash of the files as they were when it was first asked for."""
        return stamp(Folder(self.root), self.policies)

    @cached_property
    def outline(self) -> Outline:
        """What there is, without the law if it was looked at before."""
        found: Outline | None = self.store.get("outline", self.stamp)
        if found is None:
            from engine.outline import outline

            found = outline(*self.read)
            self.store.put("outline", self.stamp, found)
        return found

    @cached_property
    def read(self) -> tuple[Repository, tuple[Problem, ...]]:
        """The repository and its problems.

        Raises:
            pytest.Exit: A file changed since the run began, so that cells would be judged that were never listed.
        """
        from engine.check import known_problems
        from engine.load import read_repository

        before = self.stamp
        repository = read_repository(self.root, self.root / self.policies, self.store)
        if stamp(Folder(self.root), self.policies) != before:
            pytest.exit(CHANGED, pytest.ExitCode.USAGE_ERROR)
        return repository, known_problems(repository, self.store)


def _refusal(problems: tuple[Problem, ...]) -> str:
    found = "\n".join(str(each) for each in problems)
    return f"nothing can be assessed before this is mended (problems: {len(problems)})\n{found}"


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--as-of: `{text}` is not a date; write it as 2015-01-01"
        raise pytest.UsageError(message) from None


def _only(names: Iterable[str], known: list[str]) -> frozenset[str]:
    from engine.vocabulary import advice

    for name in names:
        if name not in known:
            raise pytest.UsageError(f"--safeguard: there is no safeguard `{name}`; {advice(name, known)}")
    return frozenset(names)


def _output(config: pytest.Config) -> str | None:
    given: str | None = config.getoption("safeguards_matrix")
    if given is None:
        return None
    from engine.report import SUFFIXES, format_of, lacking

    if format_of(given) is None:
        raise pytest.UsageError(f"--matrix: cannot tell the format of `{given}`; end it in {' '.join(SUFFIXES)}")
    if message := lacking(format_of(given) or ""):
        raise pytest.UsageError(f"--matrix: {message}")
    path = config.invocation_params.dir / given
    if path.is_dir() or not path.parent.is_dir():
        raise pytest.UsageError(f"--matrix: `{given}` cannot be written; name a file in a folder that exists")
    return str(path)
