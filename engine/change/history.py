"""How cells of one jurisdiction came to be what they are: each flip, with its cause."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.change.diff import compare
from engine.change.gate import MOVED, new_notes
from engine.change.sides import read_sides, snapshot
from engine.load import Memo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from engine.change.diff import Change
    from engine.git import Git
    from engine.model import Note


@dataclass(frozen=True, slots=True)
class Flip:
    """A cell that moved with a commit, judged on the day of that commit; `notes` are those that explain it."""

    day: date
    commit: str
    change: Change
    notes: tuple[Note, ...]


def history(git: Git, root: Path, code: str, safeguard: str | None = None, memo: Memo | None = None) -> Iterator[Flip]:
    """Go through the commits that could move a cell, oldest first, each judged on its own day.

    Raises:
        GitError: Git cannot answer.
    """
    prefix = git.prefix
    paths = (
        "policies",
        "pyproject.toml",
        f"jurisdictions/{code}.yaml",
        "jurisdictions/layers",
        "jurisdictions/waivers",
    )
    commits = git.commits(*(f":(top){prefix}{each}" for each in paths))
    memo = memo or Memo()
    for base, commit in pairwise(commits):
        days = git.day(base), git.day(commit)
        sides = read_sides(snapshot(git, base), snapshot(git, commit), root, days, memo)
        notes = new_notes(sides)
        for each in compare(sides, code).changes:
            if each.direction not in MOVED and safeguard in {None, each.safeguard}:
                mine = tuple(n for n in notes if any(cells.holds(*each.key) for cells in n.cells))
                yield Flip(days[1], commit, each, mine)
