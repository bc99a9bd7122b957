"""What code this is: a hash of the engine's sources and of what it reads files with, the same for the same code."""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

try:
    from _blake2 import blake2b  # `hashlib` gives the very same, but loads all of OpenSSL first
except ImportError:  # pragma: no cover  a Python that keeps it elsewhere
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["blake2b", "fingerprint"]

_BEGAN = time.time() - time.process_time()
"""A time at which this process certainly ran already."""
_VERSIONS = {"yaml": ("__init__.py", "_yaml"), "pydantic": ("version.py",)}
"""How the files of a package begin that no two versions have in common; importing it would take far longer."""


@cache
def fingerprint() -> bytes | None:
    """Give the hash, 32 bytes.

    There is none if the sources cannot be read, or were changed while this process ran: what runs may not be what
    lies there.
    """
    said = [sys.version, str(sys.implementation.cache_tag), sys.byteorder]
    try:
        found = blake2b("\n".join([*said, *_installed()]).encode("utf-8", "surrogatepass"), digest_size=32)
        for name, path in _sources(Path(__file__).parent):
            data, changed = _read(path)
            if changed > _BEGAN:
                return None
            found.update(f"\n{name} {len(data)} ".encode("utf-8", "surrogatepass") + data)
    except OSError:
        return None
    return found.digest()


def _read(path: str) -> tuple[bytes, float]:
    """Read a file, and when it was last changed."""
    with open(path, "rb", buffering=0) as opened:  # noqa: PTH123  there are many, and every call counts
        return opened.read(), os.fstat(opened.fileno()).st_mtime


def _sources(folder: Path | str, within: str = "") -> Iterator[tuple[str, str]]:
    """List the sources below a folder, always in one order: name from there, and path."""
    with os.scandir(folder) as listed:
        found = sorted(listed, key=lambda each: each.name)
    for each in found:
        if each.name.endswith(".py"):
            yield within + each.name, each.path
        elif each.is_dir() and each.name != "__pycache__":
            yield from _sources(each.path, f"{within}{each.name}/")


def _installed() -> Iterator[str]:
    """Describe the files that are exchanged whenever another version is installed of what files are read with."""
    for package, beginnings in _VERSIONS.items():
        spec = find_spec(package)
        for folder in (spec and spec.submodule_search_locations) or ():
            with os.scandir(folder) as listed:
                found = sorted((each for each in listed if each.name.startswith(beginnings)), key=lambda one: one.name)
            for each in found:
                yield f"{package} {each.name} {each.stat().st_size} {each.stat().st_mtime_ns}"
