"""Where files come from: a folder, or a commit of a git repository; both are looked at in the same way."""

from __future__ import annotations

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
        found = sorted(path.iterdir()) if path.is_dir() else []
        return [Entry(each.name, _kind(each)) for each in found]

    def data(self, path: str) -> bytes | None:
        file = self.root / path
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            return opened.read(MOST)


def _kind(path: Path) -> str:
    if path.is_symlink():
        return "other"
    return "folder" if path.is_dir() else "file" if path.is_file() else "other"
