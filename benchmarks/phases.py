"""A pytest plugin that notes how long reading, judging and tracing took in a run (`-p benchmarks.phases`).

It wraps a few functions of the engine; inside one that is being timed no other is timed again.
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
    ("read and check", "engine.plugin.session", "", "begin"),
    ("judge and trace", "engine.matrix", "Assessor", "cell"),
    ("judge and trace", "engine.matrix", "Assessor", "verdict"),
    ("judge and trace", "engine.matrix", "Assessor", "grade"),
)
spent: dict[str, float] = {}
_busy = False


def _timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        global _busy  # noqa: PLW0603
        if _busy:
            return work(*args, **kwargs)
        _busy, start = True, time.perf_counter()
        try:
            return work(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - start
            _busy = False

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
