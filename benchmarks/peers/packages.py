"""Prints the packages of the extra `bench`, one a line, whatever Python they ask for."""

from __future__ import annotations

import tomllib

from benchmarks.world import ROOT


def packages() -> list[str]:
    """Give the requirements of the extra, without their markers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [each.partition(";")[0].strip() for each in project["optional-dependencies"]["bench"]]


if __name__ == "__main__":
    print("\n".join(packages()))
