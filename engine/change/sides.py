"""The two sides of a change, and the point between them: the new policies put to the old profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.check import known_problems
from engine.git import Snapshot
from engine.load import FOLDERS, Memo, read_tree
from engine.matrix import Assessor, shelf_life

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from engine.git import Git
    from engine.load import Repository
    from engine.model import Finding, Problem
    from engine.tree import Entry, Tree

PROFILES = "jurisdictions"


@dataclass(frozen=True, slots=True)
class Between:
    """A tree with the profiles of one tree and all else of another."""

    profiles: Tree
    rest: Tree

    def entries(self, folder: str) -> list[Entry]:
        """List what lies in a folder."""
        return self._of(folder).entries(folder)

    def data(self, path: str) -> bytes | None:
        """Give the bytes of a file."""
        return self._of(path).data(path)

    def _of(self, path: str) -> Tree:
        return self.profiles if path == PROFILES or path.startswith(f"{PROFILES}/") else self.rest


@dataclass(frozen=True, slots=True)
class Side:
    """One point of a comparison: what was read, what is wrong with it, and its judge."""

    repository: Repository
    problems: tuple[Problem, ...]
    judge: Assessor


@dataclass(frozen=True, slots=True)
class Sides:
    """Old side, point between, new side, judged on one day."""

    base: Side
    between: Side
    head: Side


def snapshot(git: Git, commit: str) -> Snapshot:
    """Look at a commit, at those of its files that a repository is read from."""
    return Snapshot(git, commit, FOLDERS)


def read_sides(base: Tree, head: Tree, root: Path, days: tuple[date, date], memo: Memo | None = None) -> Sides:
    """Read both sides; what they have in common is read, and judged, once.

    Args:
        base: The files of the old side.
        head: The files of the new side.
        root: The folder that paths are shown from.
        days: The days on which the old and the new side are judged.
        memo: What has been read before.

    Raises:
        GitError: An object of a commit is missing.
    """
    memo = memo or Memo()
    new = _side(head, root, days[1], memo)
    old = _side(base, root, days[0], memo)
    between = old if _same_rules(old.repository, new.repository) else _side(Between(base, head), root, days[0], memo)
    _share(old.judge, new.judge)
    return Sides(old, between, new)


def _side(tree: Tree, root: Path, day: date, memo: Memo) -> Side:
    repository = read_tree(tree, root, memo=memo)
    problems = known_problems(repository, memo.store)
    return Side(repository, problems, Assessor(repository, problems, day))


def _same_rules(one: Repository, other: Repository) -> bool:
    return (
        one.vocabulary is other.vocabulary
        and len(one.safeguards) == len(other.safeguards)
        and all(a is b for a, b in zip(one.safeguards, other.safeguards, strict=True))
        and one.shelf_life == other.shelf_life
    )


def _share(old: Assessor, new: Assessor) -> None:
    """Lend the old judge findings of the new one about pairs that cannot differ: all that they rest on is the same."""
    if old.day != new.day or shelf_life(old.repository) != shelf_life(new.repository):
        return
    same = {code for code in old.jurisdictions if unchanged(code, old, new)}

    def pairs(code: str, name: str) -> dict[str, Finding]:
        if code not in same or old.safeguards[name] is not new.safeguards.get(name):
            return {}
        return {each.subject: each for each in new.cell(code, name).findings if each.subject in same and not each.why}

    old.borrow(pairs)


def unchanged(code: str, old: Assessor, new: Assessor) -> bool:
    """Tell whether a profile and the layers that it names are the same files on both sides."""
    profile = old.jurisdictions[code]
    if profile is not new.jurisdictions.get(code):
        return False
    layers = {each.layer for each in profile.member_of}
    return all(old.repository.layers.get(each) is new.repository.layers.get(each) for each in layers)
