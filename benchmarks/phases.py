"""A pytest plugin that notes how long reading, judging and tracing took in a run (`-p benchmarks.phases`).

It wraps a few functions of the plugin; what one spends in another counts for the other alone.
"""

from __future__ import annotations

import importlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WRAPPED = (
    ("read and check", "engine.plugin.reading", "", "begin"),
    ("judge and trace", "engine.plugin.remarks", "Remarks", "__call__"),
    ("judge and trace", "engine.plugin.remarks", "Remarks", "known"),
    ("judge and trace", "engine.plugin.session", "Assessment", "cell"),
    ("word findings", "engine.plugin.outcomes", "", "_failure"),
)
spent: dict[str, float] = {}
_inner: list[float] = []


def _timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        _inner.append(0.0)
        try:
            return work(*args, **kwargs)
        finally:
            took = time.perf_counter() - start
            spent[name] = spent.get(name, 0.0) + took - _inner.pop()
            if _inner:
                _inner[-1] += took

    return wrapper


def pytest_addoption() -> None:
    """Wrap before anything is read."""
    for name, module, owner, function in WRAPPED:
        place = importlib.import_module(module)
        place = getattr(place, owner) if owner else place
        setattr(place, function, _timed(name, getattr(place, function)))


def pytest_unconfigure() -> None:
    """Write what was noted."""
    Path(os.environ["PHASES"]).write_text(json.dumps(spent), encoding="utf-8")
