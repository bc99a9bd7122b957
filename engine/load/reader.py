"""Reading the files of a tree: each at most once, with all problems gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from engine.model import Location, Problem
from engine.yamlfile import Node, parse

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Hashable

    from engine.tree import Tree

Memo: TypeAlias = "dict[tuple[Any, ...], tuple[Any, list[Problem]]]"
"""What has been read, by path, bytes, and all else that the reading depends on."""


class Reader:
    """Reads files of a tree and gathers problems; what a memo holds already is not read again."""

    def __init__(self, tree: Tree, memo: Memo) -> None:
        self.tree, self.memo = tree, memo
        self.problems: list[Problem] = []

    def read(self, path: str, loader: Callable[[Node], tuple[Any, list[Problem]]], *depends: Hashable) -> Any:
        """Read a file and give what the loader makes of it, or nothing.

        Args:
            path: The file.
            loader: Makes a value of the file's root node, and lists what is wrong.
            depends: All that the loader's result depends on besides the file.
        """
        data = self.tree.data(path) or b""
        key = (path, data, *depends)
        if key not in self.memo:
            node, problems = parse(data, path)
            self.memo[key] = (None, problems) if node is None else loader(node)
        value, problems = self.memo[key]
        self.problems += problems
        return value

    def files(self, folder: str, pattern: re.Pattern[str], form: str, folders: tuple[str, ...] = ()) -> list[str]:
        """List the names of a folder's YAML files, without their ending; anything else that lies there is a problem."""
        found = []
        for name, kind in self.tree.entries(folder):
            stem, dot, suffix = name.rpartition(".")
            if name.startswith((".", "__")) or suffix == "md" or (kind == "folder" and name in folders):
                continue
            if kind == "file" and dot and suffix == "yaml" and pattern.fullmatch(stem):
                found.append(stem)
            else:
                self.problems.append(_stray(f"{folder}/{name}", form))
        return found


def _stray(label: str, form: str) -> Problem:
    return Problem(
        Location(label),
        "stray-file",
        "this file would not be read",
        "a file that is passed over must not look like one that was looked at",
        f"name it {form}, or move it elsewhere",
    )
