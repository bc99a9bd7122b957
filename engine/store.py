"""What was read or worked out before, kept on disk below the repository's root.

A stranger's pull request may hold a forged folder of this name, so every entry carries a seal: a keyed hash over what
it is of, over the code that wrote it and over its bytes.  The key is drawn at random once and lies outside of the
checkout; nothing is unpickled whose seal was not verified.  Where anything stands in the way (no home, a full disk, a
link in place of the folder, a damaged entry) nothing is kept, or what was kept counts as absent; nothing ever fails.
"""

from __future__ import annotations

import os
import stat
import time
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.collector import uncollected
from engine.files import read_plainly, write_atomically
from engine.fingerprint import blake2b, fingerprint
from engine.packing import pack, unpack
from engine.secret import secret

FOLDER, OFF = ".safeguards_cache", "SAFEGUARDS_NO_CACHE"
TAG, TAGGED = "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n# written by safeguards; may be deleted\n"
MOST_BYTES, MOST_SECONDS = 500_000_000, 30 * 86_400
_SWEPT_EVERY, _TOUCHED_EVERY, _SEAL = 3_600, 86_400, 32


def digest(*parts: bytes | str) -> bytes:
    """Give a hash of some parts, 32 bytes; each goes in with its length, so that none runs into the next."""
    found = blake2b(digest_size=32)
    for each in parts:
        data = each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.digest()


def open_store(root: Path, wanted: bool = True) -> Store:
    """Give the store of a repository; it remembers nothing if it is not wanted, or switched off in the environment."""
    return Store(root / FOLDER if wanted and not os.environ.get(OFF) else None)


class Store:
    """Values by kind and key; `folder` is where they lie, and without one nothing is remembered."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @cached_property
    def _sealing(self) -> tuple[bytes, bytes] | None:
        """The key and the fingerprint of the code, if both can be had and the folder is one of ours."""
        if self.folder is None or not _is_folder(self.folder):
            return None
        key, code = secret(self.folder.parent), fingerprint()
        return None if key is None or code is None else (key, code)

    @property
    def usable(self) -> bool:
        """Whether anything can be remembered."""
        return self._sealing is not None

    def has(self, kind: str, key: bytes) -> bool:
        """Whether something lies under a kind and key; whether it counts, `get` tells."""
        return self.folder is not None and self.usable and (self.folder / self._named(kind, key)[0]).is_file()

    def get(self, kind: str, key: bytes) -> Any | None:
        """Give what was put under a kind and key by the very same code; `None` if there is nothing that counts."""
        if self.folder is None or not self.usable:
            return None
        name, seal = self._named(kind, key)
        data = _read(self.folder / name)
        if data is None or data[:_SEAL] != _sealed(seal, data[_SEAL:]):
            return None
        try:
            with uncollected():
                return unpack(data[_SEAL:])
        except Exception:  # noqa: BLE001  whatever cannot be read is absent
            return None

    def put(self, kind: str, key: bytes, value: Any) -> None:
        """Remember a value, if that is possible."""
        if self.folder is None or not self.usable:
            return
        name, seal = self._named(kind, key)
        data = pack(value)
        try:
            _prepare(self.folder)
            write_atomically(self.folder / name, _sealed(seal, data) + data)
        except OSError:
            return

    def _named(self, kind: str, key: bytes) -> tuple[str, bytes]:
        """Give the name of an entry's file and the key of its seal, which are of this kind, key and code only."""
        assert self._sealing is not None  # noqa: S101  the callers looked
        own, code = self._sealing
        name = digest(code, kind, key)
        return f"{kind}-{name.hex()[:40]}", blake2b(name, key=own, digest_size=32).digest()


def _sealed(key: bytes, data: bytes) -> bytes:
    return blake2b(data, key=key, digest_size=_SEAL).digest()


def _is_folder(folder: Path) -> bool:
    """Whether entries can lie here: a folder and no link, or nothing as yet."""
    try:
        return stat.S_ISDIR(folder.lstat().st_mode)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _read(file: Path) -> bytes | None:
    """Read an entry's file, and note now and then that it was used, so that it is not swept away."""
    try:
        data, found = read_plainly(file, MOST_BYTES) or (None, None)
        if found is not None and found.st_mtime < time.time() - _TOUCHED_EVERY:
            _touch(file)
    except OSError:
        return None
    return data


def _touch(file: Path) -> None:
    try:
        os.utime(file)
    except OSError:
        return


def _prepare(folder: Path) -> None:
    """Make the folder, with the marks that keep it out of backups and commits; sweep it now and then."""
    tag = folder / TAG
    if not tag.is_file():
        folder.mkdir(exist_ok=True)
        write_atomically(folder / ".gitignore", b"*\n")
        write_atomically(tag, TAGGED)
    elif tag.stat().st_mtime < time.time() - _SWEPT_EVERY:
        os.utime(tag)
        sweep(folder)


def sweep(folder: Path, most: int = MOST_BYTES) -> None:
    """Delete entries that were not used for long, and the oldest of the others until so many bytes are left."""
    with os.scandir(folder) as listed:
        found = [
            (each.stat(follow_symlinks=False), each.path) for each in listed if each.name not in {TAG, ".gitignore"}
        ]
    left, oldest = sum(each.st_size for each, _ in found), time.time() - MOST_SECONDS
    for each, path in sorted(found, key=lambda one: one[0].st_mtime):
        if left <= most and each.st_mtime >= oldest:
            break
        left -= each.st_size
        if stat.S_ISREG(each.st_mode):
            Path(path).unlink(missing_ok=True)
