"""What git says of a repository: commits, their files, tags.  Nothing is checked out, fetched or written."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from engine.tree import MOST, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SECONDS = 120
_KINDS = {"100644": "file", "100755": "file", "40000": "folder", "040000": "folder"}


class GitError(Exception):
    """Git cannot answer; the text says what is wrong and the one command that mends it."""


@dataclass(frozen=True)
class Git:
    """A git repository, asked from a folder in it.

    `prefix` is the path of the folder in the repository, with a slash at its end, or empty at the top.
    """

    folder: Path

    def ask(self, *args: str, given: bytes | None = None) -> bytes | None:
        """Run git with arguments; `None` if it refuses.

        Raises:
            GitError: There is no git, or it does not end.
        """
        command = ["git", "-C", str(self.folder), "--no-replace-objects", "-c", "core.quotepath=off", *args]
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS, input=given)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError(f"git could not be asked: {error}; install git, or try again") from error
        return done.stdout if done.returncode == 0 else None

    def words(self, *args: str) -> str | None:
        """Run git and give what it printed, as text."""
        said = self.ask(*args)
        return None if said is None else said.decode("utf-8", "replace").strip()

    @cached_property
    def prefix(self) -> str:
        """The path of the folder in the repository.

        Raises:
            GitError: It is in none.
        """
        found = self.words("rev-parse", "--show-prefix")
        if found is None:
            raise GitError(f"{self.folder} is not in a git repository; make it one with: git init")
        return found

    def commit(self, name: str) -> str:
        """Find a commit by its name.

        Raises:
            GitError: There is no such commit.
        """
        prefix = self.prefix
        if name.startswith("-"):
            raise GitError(f"`{name}` is no commit; see what there is with: git branch --all")
        found = self.words("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if found:
            return found
        if self.words("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None:
            raise GitError(f"there is no commit yet{' in ' + prefix if prefix else ''}; make one with: git commit")
        if self.shallow:
            raise GitError(f"`{name}` is not in this shallow clone; fetch the rest with: git fetch --unshallow")
        raise GitError(f"there is no commit `{name}`; fetch it with: git fetch origin {name}")

    @property
    def shallow(self) -> bool:
        """Whether the repository lacks older commits."""
        return self.words("rev-parse", "--is-shallow-repository") == "true"

    @property
    def merging(self) -> bool:
        """Whether a merge is under way."""
        return self.words("rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None

    def merge_base(self, one: str, other: str) -> str:
        """Find the newest commit that two have in common.

        Raises:
            GitError: There is none, or the clone is too shallow to tell.
        """
        found = self.words("merge-base", one, other)
        if found:
            return found
        if self.shallow:
            raise GitError("the clone is too shallow to find where the branches part; run: git fetch --unshallow")
        raise GitError(f"{one[:12]} and {other[:12]} have no commit in common; name the base with: --base COMMIT")

    def default_branch(self) -> str:
        """Name the branch that changes go to: that of the remote, or `main`, or `master`.

        Raises:
            GitError: None of them is there.
        """
        head = self.words("rev-parse", "--abbrev-ref", "origin/HEAD")
        names = [*([head] if head else []), "origin/main", "origin/master", "main", "master"]
        for each in names:
            if self.words("rev-parse", "--verify", "--quiet", f"{each}^{{commit}}"):
                return each
        self.commit("HEAD")
        raise GitError("no default branch was found; name the base with: --base COMMIT")

    def day(self, commit: str) -> date:
        """Give the day on which a commit was made."""
        return date.fromisoformat(self.words("log", "-1", "--format=%cs", commit) or "1970-01-01")

    def touched(self, base: str, head: str | None, folders: Iterable[str]) -> frozenset[tuple[str, int]]:
        """List the lines, by path and number, that a commit (or, without one, the files as they are) adds or edits."""
        args = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative", "--no-renames", base]
        said = self.ask(*args, *([head] if head else []), "--", *folders) or b""
        found, path = set(), ""
        for line in said.decode("utf-8", "replace").split("\n"):
            if line.startswith("+++ b/"):
                path = line.removeprefix("+++ b/").rstrip("\t")
            elif match := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
                start, count = int(match[1]), int(match[2] or 1)
                found |= {(path, number) for number in range(start, start + min(count, MOST))}
        return frozenset(found)

    def tags(self) -> list[tuple[str, str]]:
        """List tags that lead to commits, oldest first, each with its commit."""
        said = self.words("for-each-ref", "--sort=creatordate", "--format=%(refname:short)", "refs/tags") or ""
        found = [(each, self.words("rev-parse", "--verify", "--quiet", f"{each}^{{commit}}")) for each in said.split()]
        return [(name, commit) for name, commit in found if commit]

    def commits(self, *paths: str) -> list[str]:
        """List the commits of the main line that touched any of some paths, oldest first."""
        said = self.words("log", "--first-parent", "--reverse", "--format=%H", "HEAD", "--", *paths) or ""
        return said.split()


@dataclass
class Snapshot:
    """The files of a commit below some folders; their bytes are read at once, when first asked for."""

    git: Git
    commit: str
    folders: tuple[str, ...]
    _blobs: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def listed(self) -> dict[str, tuple[str, str]]:
        """Kind and object of every path, from the root of the tree that is looked at."""
        prefix = self.git.prefix
        args = [
            "ls-tree",
            "-r",
            "-t",
            "-z",
            "--full-tree",
            self.commit,
            "--",
            *(prefix + each for each in self.folders),
        ]
        said = (self.git.ask(*args) or b"").decode("utf-8", "replace")
        found = {}
        for line in filter(None, said.split("\0")):
            head, _, path = line.partition("\t")
            mode, _, object_ = head.split(" ")
            found[path.removeprefix(prefix)] = (_KINDS.get(mode, "other"), object_)
        return found

    @cached_property
    def _children(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for path, (kind, _) in self.listed.items():
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, []).append(Entry(name, kind))
        return {folder: sorted(entries) for folder, entries in found.items()}

    def entries(self, folder: str) -> list[Entry]:
        """List what lies in a folder, by name."""
        return self._children.get(folder.rstrip("/"), [])

    def data(self, path: str) -> bytes | None:
        """Give the bytes of a file."""
        kind, object_ = self.listed.get(path, ("", ""))
        if kind != "file":
            return None
        if not self._blobs:
            self._blobs = _read(self.git, {each for kind, each in self.listed.values() if kind == "file"})
        return self._blobs[object_]


def _read(git: Git, objects: Iterable[str]) -> dict[str, bytes]:
    """Read blobs in one run of git.

    Raises:
        GitError: An object is missing, as in a partial clone that cannot fetch.
    """
    wanted = sorted(objects)
    said = git.ask("cat-file", "--batch", given="".join(f"{each}\n" for each in wanted).encode()) or b""
    found, start = {}, 0
    for each in wanted:
        end = said.find(b"\n", start)
        head = said[start:end].split(b" ")
        if end < 0 or head[-1] == b"missing":
            raise GitError(
                f"the object {each[:12]} is missing from this clone; fetch it with: git fetch --refetch origin"
            )
        size = int(head[2])
        found[each] = said[end + 1 : end + 1 + min(size, MOST)]
        start = end + 1 + size + 1
    return found
