"""A hash of all that a repository is read from, found without reading any of it as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.tree import Tree

_DEEPEST = 3
"""Folders within folders of which anything is read: none lies deeper."""


def stamp(tree: Tree, policies: str = "policies") -> bytes:
    """Hash the names of all files and the bytes of those that may be read; `policies` is the folder of the safeguards.

    Raises:
        OSError: A file cannot be opened.
    """
    settings = tree.data("pyproject.toml")
    folders = dict.fromkeys(("seeds", policies, "jurisdictions", "changes"))
    parts = [part for each in folders for part in _parts(tree, each, _DEEPEST)]
    return digest(policies, repr(settings is None), settings or b"", *parts)


def _parts(tree: Tree, folder: str, depth: int) -> Iterator[str | bytes]:
    for name, kind in tree.entries(folder):
        path = f"{folder}/{name}"
        yield f"{kind} {path}"
        if kind == "folder" and depth:
            yield from _parts(tree, path, depth - 1)
        elif kind == "file" and name.endswith(".yaml"):
            yield tree.data(path) or b""
