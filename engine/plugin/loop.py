"""The loop over all items, with a short cut for cells of which it is known already how they came out.

pytest asks its plugins to run each item, and some of them put something around it: they catch warnings, watch the time,
lend words to `assert`.  Where it is at hand how a cell came out, and nobody but pytest is told, none of that has
anything to do.  The first cell of a State is always run by pytest, since what is known of the State is looked up, and
waited for, with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.plugin import lane
from engine.plugin.items import CellItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest
    from pluggy import HookImpl

_LOOP, _PYTEST = ("engine.plugin", "_pytest.main"), ("engine.plugin", "_pytest.")
_TOLD = ("pytest_runtest_logstart", "pytest_runtest_logreport", "pytest_report_teststatus", "pytest_runtest_logfinish")
"""What is called in between."""


def is_open(config: pytest.Config) -> bool:
    """Whether nobody but pytest goes through the items of this session, has anything around each, or is told of it."""
    loops = (each for each in lane.hooks(config, "pytest_runtestloop") if not (each.wrapper or each.hookwrapper))
    told = (each for name in _TOLD for each in lane.hooks(config, name))
    around = lane.hooks(config, "pytest_runtest_protocol")
    return _are_of(loops, _LOOP) and _are_of(around, _PYTEST) and _are_of(told, _PYTEST)


def _are_of(hooks: Iterable[HookImpl], owners: tuple[str, ...]) -> bool:
    return all(each.function.__module__.startswith(owners) for each in hooks)


def is_silent(config: pytest.Config) -> bool:
    """Whether of all who are told that an item starts or ends nobody does anything.

    A terminal does not if it shows neither files nor tests, nor do logs that are not shown.
    """
    reporter, deaf = config.pluginmanager.getplugin("terminalreporter"), ["_pytest.terminal"]
    if reporter is not None and (reporter.showfspath or reporter.showlongtestinfo):
        deaf.remove("_pytest.terminal")
    if config.pluginmanager.has_plugin("logging-plugin") and not _shows_logs(config):
        deaf.append("_pytest.logging")
    return all(_are_of(lane.hooks(config, f"pytest_runtest_log{each}"), tuple(deaf)) for each in ("start", "finish"))


def _shows_logs(config: pytest.Config) -> bool:
    return bool(config.getini("log_cli")) or config.getoption("log_cli_level") is not None


def run_all(session: pytest.Session, made: tuple[lane.Phase, ...]) -> None:
    """Run all items, as pytest's own loop does.

    Whether there is a short cut is asked again after whatever pytest ran, since plugins may have come.

    Raises:
        pytest.Session.Failed: Something asked for the session to fail.
        pytest.Session.Interrupted: Something asked for it to stop.
    """
    short, silent = False, False
    for number, item in enumerate(session.items):
        following = session.items[number + 1] if number + 1 < len(session.items) else None
        known = short and isinstance(item, CellItem) and item.is_known()
        if not (known and lane.run(item, following, made, silent=silent)):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            short = is_open(session.config)
            silent = short and is_silent(session.config)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
