"""The garbage collector, which goes through all that there is again and again: when it can rest."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest while many values are made that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settle() -> None:
    """Let the garbage collector, if it was switched off, go on without what there is by now: all of it stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
