"""A folder of files replaced as a whole: who interrupts the work finds the old one as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = ".safeguards-site"
"""The file by which a folder is known to be ours, with nothing in it that anybody else put there."""


class OtherFilesError(Exception):
    """A folder holds files that are not ours."""


def replace_folder(folder: Path, files: Iterable[tuple[str, str]], *, force: bool = False) -> int:
    """Write files into a new folder, which takes the place of `folder` when all are written.

    Args:
        folder: Where they go.  What an earlier run put there goes; other files are kept if `force` is set.
        files: The path of each within the folder, and its text.
        force: Whether a folder that holds other files may be written to.

    Returns:
        How many files were written.

    Raises:
        OtherFilesError: The folder holds other files, and `force` is not set.
        OSError: Something cannot be written.
    """
    folder = folder.absolute()
    others = other_files(folder)
    if others and not force:
        raise OtherFilesError(others[0])
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        written = _write(new, files)
        _keep(others, folder, new)
        new.chmod(0o755)
        _swap(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return len(written)


def other_files(folder: Path) -> list[str]:
    """List the files in a folder that no earlier run put there, by their paths within it, in order."""
    mark = folder / MARK
    own = {*mark.read_text(encoding="utf-8").split("\n"), MARK} if mark.is_file() else set()
    found = (
        Path(parent, name).relative_to(folder).as_posix() for parent, _, names in os.walk(folder) for name in names
    )
    return sorted(set(found) - own)


def _write(new: Path, files: Iterable[tuple[str, str]]) -> list[str]:
    written, known = [], set()
    for path, text in files:
        place = new / path
        if place.parent not in known:
            place.parent.mkdir(parents=True, exist_ok=True)
            known.add(place.parent)
        place.write_bytes(text.encode())
        written.append(path)
    (new / MARK).write_bytes("\n".join(written).encode())
    return written


def _keep(others: Iterable[str], folder: Path, new: Path) -> None:
    """Copy the files of others, unless one of ours has the same name."""
    for each in others:
        if not (new / each).exists():
            (new / each).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / each, new / each, follow_symlinks=False)


def _swap(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    old.rmdir()
    folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
