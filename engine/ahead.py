"""A second process that works ahead of this one, on machines with a core to spare, and leaves what it makes on disk.

It is a copy of this process, made by `fork`, which knows all that is known here and tells nothing back but how far it
is.  Nobody depends on it: where there is none, where it fails or is killed, the work is done here.  Processes with
several threads are not copied, since their locks would be copied too, nor are xdist's workers, whose cores are taken.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OFF = "SAFEGUARDS_ONE_PROCESS"
"""The variable of the environment that, if set, keeps all work in one process."""


class Helper:
    """A process at work on pieces, one after the other."""

    def __init__(self, process: int, told: int) -> None:
        self._process, self._told, self._done = process, told, 0

    def wait(self, pieces: int) -> None:
        """Wait until so many pieces are done, or until no more will be."""
        while self._told >= 0 and self._done < pieces:
            more = os.read(self._told, 1024)
            self._done += len(more)
            if not more:
                self.end()

    def end(self) -> None:
        """Let it finish the piece that it is at, and no other."""
        if self._told < 0:
            return
        os.close(self._told)
        self._told = -1
        try:
            os.waitpid(self._process, 0)
        except ChildProcessError:  # somebody else waits for all of this process's children
            return


def can_help() -> bool:
    """Whether a second process can be had, and has a core to itself."""
    if sys.platform != "linux" or os.environ.get(OFF) or os.environ.get("PYTEST_XDIST_WORKER"):
        return False
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        return False


def work_ahead(pieces: Iterable[Callable[[], object]]) -> Helper | None:
    """Begin with pieces of work in a second process; none if there can be none (`can_help`, too many processes)."""
    if not can_help():
        return None
    told, tell = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(told)
        os.close(tell)
        return None
    if process == 0:
        _work(pieces, told, tell)
    os.close(tell)
    return Helper(process, told)


def _work(pieces: Iterable[Callable[[], object]], told: int, tell: int) -> None:
    """Do the pieces and end, whatever happens, without anything that this process would do at its end."""
    try:
        os.close(told)
        os.environ[OFF] = "1"
        gc.disable()  # this process ends soon, and looking at what is here already would copy it
        for each in pieces:
            each()
            os.write(tell, b".")  # fails when nobody listens any more
    finally:
        os._exit(0)
