"""The key by which entries of a cache are known to be our own; it never lies where a pull request could put it."""

from __future__ import annotations

import os
from pathlib import Path

from engine.files import read_plainly

LENGTH = 32


def secret(root: Path) -> bytes | None:
    """Give the key of this user, drawn at random on first use; `None` where there is no safe place for one.

    Args:
        root: The repository whose cache is asked about; a key that lies inside its checkout is refused.
    """
    file = _place()
    try:
        return None if file is None or _inside(file, root) else _known(file) or _drawn(file)
    except (OSError, RuntimeError):  # links that lead to each other are the latter
        return None


def _place() -> Path | None:
    """Give the place of the key, in the user's own folder for caches, which must be named in full."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", ""))
    else:
        given = Path(os.environ.get("XDG_CACHE_HOME", ""))
        base = given if given.is_absolute() else Path(os.path.expanduser("~"), ".cache")  # noqa: PTH111  never raises
    return base / "safeguards" / "key" if base.is_absolute() else None


def _inside(file: Path, root: Path) -> bool:
    """Whether a file lies in the checkout of a folder: below the nearest folder that holds `.git`, or below it."""
    top = root.resolve()
    checkout = next((each for each in (top, *top.parents) if (each / ".git").exists()), top)
    return file.resolve().is_relative_to(checkout)


def _known(file: Path) -> bytes | None:
    """Read the key; one that others could have read or written, or that was not written whole, is none.

    Raises:
        OSError: It is a link, or cannot be read.
    """
    try:
        key, found = read_plainly(file, LENGTH) or (b"", None)
    except FileNotFoundError:
        return None
    return key if found is not None and len(key) == LENGTH and _own(found) else None


def _own(found: os.stat_result) -> bool:
    return os.name == "nt" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)


def _drawn(file: Path) -> bytes | None:
    """Draw a key and put it into its place at once and whole; of several processes that do so, one wins.

    Raises:
        OSError: It cannot be written.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f".key.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(os.urandom(LENGTH))
        _put(beside, file)
    finally:
        beside.unlink(missing_ok=True)
    return _known(file)


def _put(beside: Path, file: Path) -> None:
    """Give the new key its name, unless another process was first; what stands there and is no key is replaced."""
    try:
        os.link(beside, file)
    except FileExistsError:
        if _known(file) is None:
            beside.replace(file)
    except OSError:
        beside.replace(file)
