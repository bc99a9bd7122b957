"""Files written whole or not at all, and read only where they are plain files."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write bytes, or a text as UTF-8 with line feeds; what stood there before stays until all is written.

    Raises:
        OSError: The folder does not exist or cannot be written to.
    """
    with written_atomically(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def written_atomically(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write bytes into; it takes its place at the end, and is gone if anything goes wrong before.

    Raises:
        OSError: The folder does not exist or cannot be written to.
    """
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_plainly(path: Path, most: int) -> tuple[bytes, os.stat_result] | None:
    """Read a file and what the system says of it; a link, a pipe, or more bytes than `most` are not read.

    Raises:
        OSError: It is not there, is a link, or cannot be read.
    """
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        return None
    with open(path, "rb", buffering=0, opener=_opened) as file:
        found = os.fstat(file.fileno())
        return (file.read(), found) if stat.S_ISREG(found.st_mode) and found.st_size <= most else None


def _opened(name: str, _flags: int) -> int:
    return os.open(name, _PLAIN)
