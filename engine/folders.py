"""Folders written whole or not at all; what somebody else put there is never lost without a word."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SUMS = "SHA256SUMS"
"""The list of the files of a folder that is ours, in the form that `sha256sum -c` takes."""
_SIGNED = "# the files that safeguards wrote"
_NAMED = 4
"""How many files of others are looked for before the search ends."""
_ASIDE = ".before"


class OtherFilesError(Exception):
    """The folder holds files that are not ours; `names` lists them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def write_folder(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write files by their path below a folder, with the list of their sums.

    All is written beside the folder first; then the two are exchanged, so that whoever interrupts this finds the
    old output whole or the new.  Files of the old output that are not written again are gone afterwards.
    With `force` the files of others stay, and ours are put among them one by one.

    Raises:
        OtherFilesError: The folder holds files of others, and `force` is not set.
        OSError: It cannot be written.
    """
    folder = folder.resolve()
    restore(folder)
    others = other_files(folder)
    if others and not force:
        raise OtherFilesError(others)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        _fill(beside, {**files, SUMS: sums(files)})
        beside.chmod(0o755)
        if others or Path.cwd().is_relative_to(folder):
            _put_among(beside, folder)
        else:
            _exchange(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def sums(files: Mapping[str, bytes]) -> bytes:
    """List the SHA-256 of every file, by path."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return "".join([f"{_SIGNED}\n", *lines]).encode()


def own_files(folder: Path) -> set[str]:
    """Read the list of files that an earlier run wrote; nothing if there is none, or if it is not ours."""
    file = folder / SUMS
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    return {SUMS, *(each.partition("  ")[2] for each in lines[1:])} if lines[:1] == [_SIGNED] else set()


def other_files(folder: Path) -> list[str]:
    """List what lies in a folder and is not ours, by path: the first few of them."""
    if not folder.is_dir():
        return [folder.name] if folder.exists() else []
    own = own_files(folder)
    names = (each.relative_to(folder).as_posix() for each in _files(folder))
    return list(islice((each for each in names if each not in own), _NAMED))


def _files(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if each.is_dir() and not each.is_symlink():
            yield from _files(each)
        else:
            yield each


def restore(folder: Path) -> None:
    """Put back the old output, if a run ended between taking it away and putting the new one in its place."""
    aside = folder.with_name(f".{folder.name}{_ASIDE}")
    if aside.exists() and not folder.exists():
        aside.rename(folder)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)


def _exchange(new: Path, folder: Path) -> None:
    aside = folder.with_name(f".{folder.name}{_ASIDE}")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    try:
        new.rename(folder)
    except BaseException:
        restore(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _put_among(new: Path, folder: Path) -> None:
    """Move files into a folder that stays; what an earlier run wrote there and this one did not is deleted."""
    own = own_files(folder)
    before = [each for each in _files(folder) if each.relative_to(folder).as_posix() in own] if own else []
    for file in _files(new):
        target = folder / file.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
    now = own_files(folder)
    for each in before:
        if each.relative_to(folder).as_posix() not in now:
            each.unlink(missing_ok=True)
