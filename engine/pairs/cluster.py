"""Blocks judged by the workers of a Dask cluster, which may be many machines.

A block that was under way on a worker that died is judged again by another; since a block is judged the same anywhere,
the bytes that come out are those of one process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from distributed import Client, KilledWorker
from distributed.client import FutureCancelledError

from engine.pairs.judge import judge
from engine.pairs.plan import VersionError, packed, unpacked
from engine.pairs.stream import LostError, UnreachableError, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from engine.pairs.plan import Block, Plan

AHEAD = 4
"""Blocks that wait for each thread of the cluster."""
TIMEOUT = 10
"""Seconds in which the scheduler must answer."""


def on_cluster(
    plan: Plan, address: str, blocks: Iterable[Block], work: Callable[[Plan, Block], bytes] = judge
) -> Generator[bytes]:
    """Judge blocks on a cluster; what comes back is in the order of the blocks.

    Args:
        plan: What is asked; every worker that judges gets it once, and gets it again if it begins anew.
        address: That of the scheduler, such as ``tcp://10.0.0.1:8786``.
        blocks: The blocks.
        work: What a worker does with plan and block.

    Raises:
        UnreachableError: No scheduler answers.
        LostError: The cluster gave a block up: too many workers died of it, or run another version of the engine.
    """
    with _client(address) as client:
        ahead = AHEAD * max(8, sum(client.nthreads().values()))
        # a task, not data put there: if every worker that has the plan dies, the scheduler knows how to make it again
        there = client.submit(unpacked, packed(plan), pure=False)
        try:
            yield from in_order(lambda block: client.submit(work, there, block, pure=False), blocks, ahead)
        except (KilledWorker, FutureCancelledError) as error:
            raise LostError(
                f"the cluster lost too many workers ({type(error).__name__}); look at their logs, and try again"
            ) from None
        except VersionError as error:
            raise LostError(
                f"the workers run another version of the engine: {error}; install the same everywhere"
            ) from None


def _client(address: str) -> Client:
    try:
        return Client(address, timeout=TIMEOUT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as error:
        raise UnreachableError(f"no scheduler answers at {address}") from error
