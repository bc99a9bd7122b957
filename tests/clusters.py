"""A Dask cluster of several worker processes, in a process of its own: what it leaves open is not ours.

python tests/clusters.py 2    prints the address of its scheduler, and ends when its standard input does
"""

from __future__ import annotations

import sys

from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True, dashboard_address=None
    ) as found:
        sys.stdout.write(f"{found.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()
