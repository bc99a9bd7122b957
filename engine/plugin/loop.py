"""The loop over all items, with a short cut for cells of which it is known already how they came out.

pytest asks its plugins to run each item, and some of them put something around it: they catch warnings, watch the time,
lend words to `assert`.  Where a cell was judged before, by an earlier run or by the second process, no code of a test
runs in between, so there is nothing to catch or to watch.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from engine.plugin import lane
from engine.plugin.items import CellItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest
    from pluggy import HookImpl

_LOOP = ("engine.plugin", "_pytest.main")
_AROUND = (
    "engine.plugin",
    *(f"_pytest.{each}" for each in ("assertion", "faulthandler", "runner", "unittest", "warnings")),
)
"""Whose hooks around an item do nothing if nothing runs in between."""


def is_open(config: pytest.Config) -> bool:
    """Whether nobody else goes through the items of this session, or puts anything of their own around each."""
    loops = (each for each in lane.hooks(config, "pytest_runtestloop") if not (each.wrapper or each.hookwrapper))
    return _are_of(loops, _LOOP) and _are_of(lane.hooks(config, "pytest_runtest_protocol"), _AROUND)


def _are_of(hooks: Iterable[HookImpl], owners: tuple[str, ...]) -> bool:
    return all(each.function.__module__.startswith(owners) for each in hooks)


def is_silent(config: pytest.Config) -> bool:
    """Whether nobody listens for starts and ends of items, as a quiet terminal, and logs that are not shown, do not."""
    deaf: tuple[str, ...] = ("_pytest.terminal",) if config.get_verbosity("test_cases") < 0 else ()
    if config.pluginmanager.has_plugin("logging-plugin") and not _shows_logs(config):
        deaf += ("_pytest.logging",)
    return all(_are_of(lane.hooks(config, f"pytest_runtest_log{each}"), deaf) for each in ("start", "finish"))


def _shows_logs(config: pytest.Config) -> bool:
    return bool(config.getini("log_cli")) or config.getoption("log_cli_level") is not None


def run_all(session: pytest.Session, made: tuple[lane.Phase, ...]) -> None:
    """Run all items, as pytest's own loop does.

    Raises:
        pytest.Session.Failed: Something asked for the session to fail.
        pytest.Session.Interrupted: Something asked for it to stop.
    """
    silent = is_silent(session.config)
    for item, following in zip(session.items, chain(islice(session.items, 1, None), (None,)), strict=False):
        if not (isinstance(item, CellItem) and item.is_known() and lane.run(item, following, made, silent=silent)):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
