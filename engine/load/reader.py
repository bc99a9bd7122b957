"""Reading the files of a tree: each at most once, with all problems gathered."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.ahead import work_ahead
from engine.model import Location, Problem
from engine.store import Store, digest

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engine.load.settings import Settings
    from engine.tree import Tree

MANY = 12
"""So many files are worth a second process."""
Read: TypeAlias = "tuple[Any, list[Problem]]"
"""What was read, or nothing, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Job:
    """Files of one kind to be read, by key; their readings are kept together, since each costs a file."""

    kind: str
    readings: Mapping[bytes, Callable[[], Read]]

    @property
    def key(self) -> bytes:
        """The key under which they are kept."""
        return digest(*self.readings)


@dataclass(frozen=True, slots=True)
class Memo:
    """What has been read, by a hash of all that the reading depends on; the store keeps it for other processes."""

    store: Store = field(default_factory=lambda: Store(None))
    known: dict[bytes, Read] = field(default_factory=dict)

    def fill(self, job: Job) -> None:
        """See to it that some readings are known."""
        lacking = [key for key in job.readings if key not in self.known]
        if not lacking:
            return
        kept = self.store.get(job.kind, job.key)
        if kept is None:
            self.known.update((key, job.readings[key]()) for key in lacking)
            self.store.put(job.kind, job.key, [self.known[key] for key in job.readings])
        else:
            self.known.update((key, each) for key, each in zip(job.readings, kept, strict=True) if key in lacking)

    def lacks(self, job: Job) -> bool:
        """Whether some readings would have to be made."""
        return any(key not in self.known for key in job.readings) and not self.store.has(job.kind, job.key)

    @contextmanager
    def helped(self, jobs: Iterable[Job]) -> Iterator[None]:
        """Let a second process, if there is much to read, begin with the last of some jobs until this one is there."""
        lacking = [each for each in jobs if self.store.usable and self.lacks(each)]
        last = (partial(self.fill, each) for each in takewhile(self.lacks, reversed(lacking)))
        helper = work_ahead(last) if sum(len(each.readings) for each in lacking) >= MANY else None
        try:
            yield
        finally:
            if helper is not None:
                helper.end()


class Reader:
    """Reads files of a tree and gathers problems; what a memo holds already is not read again.

    `rests_on` is a hash of what every further reading rests on: of nothing at first, then of the vocabulary.
    """

    def __init__(self, tree: Tree, memo: Memo) -> None:
        self.tree, self.memo = tree, memo
        self.problems: list[Problem] = []
        self.rests_on = digest()
        self._met: list[bytes] = []

    @property
    def key(self) -> bytes:
        """A hash of all that was met so far: files, names of files, settings."""
        return digest(*self._met)

    def read(self, kind: str, path: str, own: Mapping[str, Any] | None = None, **given: Any) -> Any:
        """Read one file; as `job`."""
        return self.take(self.job(kind, {path: own or {}}, **given))[0]

    def job(self, kind: str, files: Mapping[str, Mapping[str, Any]], **given: Any) -> Job:
        """Say how files of one kind are read.

        Args:
            kind: Which of the loaders reads them.
            files: By path, what the loader is given for this file; its `repr` says all that it is.
            given: What the loader is given for every file; all of it follows from what `rests_on` is a hash of.
        """
        readings = {}
        for path, own in files.items():
            data = self.tree.data(path) or b""
            key = digest(kind, path, data, repr(own), self.rests_on)
            readings[key] = partial(_parsed, kind, data, path, {**own, **given})
        return Job(kind, readings)

    def take(self, job: Job) -> list[Any]:
        """Give what each file says, or nothing."""
        self._met += job.readings
        self.memo.fill(job)
        found = [self.memo.known[each] for each in job.readings]
        self.problems += [problem for _, problems in found for problem in problems]
        return [each for each, _ in found]

    def settings(self, path: str, codes: list[str]) -> Settings:
        """Read the settings of the project file, as `read_settings`."""
        data = self.tree.data(path)
        key = digest("settings", path, repr(data is None), data or b"", *codes)

        def reading() -> Read:
            from engine.load.settings import read_settings

            found = read_settings(data, path, codes)
            return found, found.problems

        found: Settings = self.take(Job("settings", {key: reading}))[0]
        return found

    def files(self, folder: str, pattern: re.Pattern[str], form: str, folders: tuple[str, ...] = ()) -> list[str]:
        """List the names of a folder's YAML files, without their ending; anything else that lies there is a problem."""
        found, strays = [], []
        for name, kind in self.tree.entries(folder):
            stem, dot, suffix = name.rpartition(".")
            if name.startswith((".", "__")) or suffix == "md" or (kind == "folder" and name in folders):
                continue
            if kind == "file" and dot and suffix == "yaml" and pattern.fullmatch(stem):
                found.append(stem)
            else:
                strays.append(f"{folder}/{name}")
        self._met.append(digest(folder, *found, "", *strays))
        self.problems += [_stray(each, form) for each in strays]
        return found


def _parsed(kind: str, data: bytes, path: str, given: dict[str, Any]) -> Read:
    """Read a file for good; what that needs is imported here, since it takes longer than all else if it is not done."""
    from engine.load.loaders import LOADERS
    from engine.yamlfile import parse

    node, problems = parse(data, path)
    return (None, problems) if node is None else LOADERS[kind](node, **given)


def _stray(label: str, form: str) -> Problem:
    return Problem(
        Location(label),
        "stray-file",
        "this file would not be read",
        "a file that is passed over must not look like one that was looked at",
        f"name it {form}, or move it elsewhere",
    )
