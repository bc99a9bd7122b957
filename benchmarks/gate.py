"""How long the gate takes on this repository, as a ratio to `safeguards check` in the same run.

    python benchmarks/gate.py [--runs 7]

The gate is measured three times: where nothing changed, where one profile changed, and where one safeguard changed.
Each run of it is paired with a run of `check`, one after the other, so that a slow moment hits both.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).parent / "safeguards"
CHANGES = {
    "nothing": ("", "", ""),
    "one profile": ("jurisdictions/DEU.yaml", "\nname: Germany\n", "\nname: Germany \n"),
    "one safeguard": (
        "policies/secrecy-and-notification/gag-order-time-limits.yaml",
        "max_gag_days: {value: 180",
        "max_gag_days: {value: 170",
    ),
}


def seconds(*args: str, folder: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run([COMMAND, *args], check=False, cwd=folder, capture_output=True)
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


def copy(folder: Path) -> None:
    for name in ("pyproject.toml", "seeds", "policies", "jurisdictions"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    git = ["git", "-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@law.example"]
    for args in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "base"]):
        subprocess.run([*git, *args], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(f"Python {platform.python_version()}, {platform.machine()}, {runs} pairs each, medians")
    for name, (file, old, new) in CHANGES.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            copy(folder)
            if file:
                text = (folder / file).read_text(encoding="utf-8")
                assert old in text
                (folder / file).write_text(text.replace(old, new), encoding="utf-8")
            pairs = [
                (seconds("check", "-q", folder=folder), seconds("gate", "--base=HEAD", folder=folder))
                for _ in range(runs + 1)
            ][1:]
        ratio = statistics.median(gate / check for check, gate in pairs)
        check, gate = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"{name:<14} check {check:.2f} s, gate {gate:.2f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
