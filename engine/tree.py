"""Where files come from: a folder, or a commit of a git repository; both are looked at in the same way."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

MOST = 2_000_001
"""How many bytes of a file are read: one more than any file of a repository may have."""


class Entry(NamedTuple):
    """What lies in a folder; `kind` is file, folder or other (a link, a submodule)."""

    name: str
    kind: str


class Tree(Protocol):
    """Files by path, with slashes, from the root of the repository."""

    def entries(self, folder: str) -> list[Entry]:
        """List what lies in a folder, by name; nothing if there is no such folder."""
        ...

    def data(self, path: str) -> bytes | None:
        """Give the bytes of a file, at most `MOST` of them; `None` if there is no such file."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder, as they lie there now."""

    root: Path

    def entries(self, folder: str) -> list[Entry]:
        path = self.root / folder
        if not path.is_dir():
            return []
        with os.scandir(path) as listed:
            return sorted(Entry(each.name, _kind(each)) for each in listed)

    def data(self, path: str) -> bytes | None:
        file = os.path.join(self.root, path)  # noqa: PTH118  there are many, and every call counts
        if not os.path.isfile(file):  # noqa: PTH113
            return None
        with open(file, "rb") as opened:  # noqa: PTH123
            return opened.read(min(MOST, os.fstat(opened.fileno()).st_size + 1))


def _kind(each: os.DirEntry[str]) -> str:
    if each.is_symlink():
        return "other"
    return "folder" if each.is_dir() else "file" if each.is_file() else "other"


def label(path: Path, root: Path) -> str:
    """Give the path by which a file or folder is named, with slashes: from the root if it lies below."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
