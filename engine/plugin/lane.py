"""The fast lane: the reports of a cell made directly, without pytest's three phases, where nobody needs the phases.

A cell has nothing to set up and nothing to tear down, so pytest's three calls and three reports an item say the same
as one report.  The lane is left for the standard protocol wherever that could be noticed: for the last item of a file,
which unwinds pytest's stack of collectors; for waived cells, and those that somebody else marked; for a cell that
cannot be judged, whose traceback pytest makes; and in whole sessions in which another plugin or an option looks at the
phases.
"""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest

from engine.plugin.items import SKIPPED, CellItem, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pluggy import HookImpl

PHASES = (
    "pytest_runtest_setup",
    "pytest_runtest_call",
    "pytest_runtest_teardown",
    "pytest_runtest_makereport",
    "pytest_exception_interact",
)
_PROTOCOL, _REPORT, _STATUS = "pytest_runtest_protocol", "pytest_runtest_logreport", "pytest_report_teststatus"
_OWN = "engine.plugin"
_HARMLESS = (_OWN, "_pytest.", "xdist.", "_hypothesis_pytestplugin")
"""Whose hooks for the phases do nothing for a cell; those of hypothesis pass over whatever is not a function."""
_IDLE_WITHOUT = {"pytest_html.": "htmlpath"}
"""Plugins whose hooks matter only if an option is given, which most runs with them installed do not give."""
_CONTENT_WITH_ONE = (
    _OWN,
    *(f"_pytest.{each}" for each in ("main", "terminal", "cacheprovider", "stepwise", "logging")),
)
"""Who reads reports and misses nothing if there is only that of the call; JUnit XML and xdist wait for the others."""
_LOOK_AT_PHASES = ("usepdb", "trace", "setupshow", "setuponly", "setupplan")
Phase: TypeAlias = Literal["setup", "call", "teardown"]
_ONE: tuple[Phase, ...] = ("call",)
_THREE: tuple[Phase, ...] = ("setup", "call", "teardown")


def phases(config: pytest.Config) -> tuple[Phase, ...]:
    """Give the phases of which the lane makes reports; none where the whole session goes the standard way."""
    standard = config.getoption("safeguards_protocol") == "standard"
    if standard or any(config.getoption(each, False) for each in _LOOK_AT_PHASES) or _phases_are_needed(config):
        return ()
    return _THREE if told_in_full(config) else _ONE


def told_in_full(config: pytest.Config) -> bool:
    """Whether anybody may read more of a report than pytest itself does; durations are listed by phase."""
    content = ((_REPORT, _CONTENT_WITH_ONE), (_STATUS, (_OWN, "_pytest.")))
    others = any(not each.function.__module__.startswith(own) for name, own in content for each in hooks(config, name))
    return others or config.getoption("durations") is not None or _phases_are_needed(config)


def _phases_are_needed(config: pytest.Config) -> bool:
    found = [each for name in PHASES for each in hooks(config, name)]
    found += [each for each in hooks(config, _PROTOCOL) if not (each.wrapper or each.hookwrapper)]
    harmless = (*_HARMLESS, *(name for name, option in _IDLE_WITHOUT.items() if not config.getoption(option, None)))
    return not all(each.function.__module__.startswith(harmless) for each in found)


def hooks(config: pytest.Config, name: str) -> list[HookImpl]:
    """Give whatever is called for a hook."""
    found: list[HookImpl] = getattr(config.hook, name).get_hookimpls()
    return found


def run(item: pytest.Item, nextitem: pytest.Item | None, made: tuple[Phase, ...], *, silent: bool = False) -> bool:
    """Run an item in the lane; false, with nothing done, where it must go the standard way.

    Args:
        item: The item.
        nextitem: The one after it.
        made: The phases of which reports are made.
        silent: Whether nobody is to be told that it starts and ends.
    """
    if not isinstance(item, CellItem) or item.waiver is not None or item.is_marked:
        return False
    if nextitem is None or nextitem.parent is not item.parent:
        return False
    start, began = time.time(), time.perf_counter()
    try:
        item.outcome  # noqa: B018  judged here, so that a fault of ours is met before anything is reported
    except Exception:  # noqa: BLE001  met again in the standard protocol, which shows it
        return False
    took = time.perf_counter() - began
    told, nodeid, location = item.ihook, item.nodeid, item.location
    if not silent:
        told.pytest_runtest_logstart(nodeid=nodeid, location=location)
    for report in _reports(item, made, start, took):
        told.pytest_runtest_logreport(report=report)
    if not silent:
        told.pytest_runtest_logfinish(nodeid=nodeid, location=location)
    return True


def _reports(item: CellItem, made: Iterable[Phase], start: float, took: float) -> Iterator[pytest.TestReport]:
    """Make the reports of an item; only that of the call says how it came out, and knows the properties already."""
    (outcome, longrepr), keywords = _result(item), _keywords(item)
    for when in made:
        called = when == "call"
        yield pytest.TestReport(
            nodeid=getattr(item, "id", item.nodeid),
            location=item.location,
            keywords=keywords,
            outcome=outcome if called else "passed",
            longrepr=longrepr if called else None,
            when=when,
            duration=took if called else 0,
            start=start,
            stop=start + (took if called else 0),
            user_properties=() if when == "setup" else item.outcome.properties,
        )


def _keywords(item: CellItem) -> dict[str, Literal[1]]:
    """Give the names of an item's keywords, its own first; pytest would go up to the session for each item."""
    own = getattr(item.keywords, "_markers", item.keywords)
    return dict.fromkeys(chain(own, item.file.names), 1)


def _result(item: CellItem) -> tuple[Literal["passed", "failed", "skipped"], Any]:
    found = item.outcome
    if found.failure:
        return "failed", shown(found.failure, found.place)
    if found.verdict in SKIPPED:
        return "skipped", (found.place.path, found.place.line, f"Skipped: {found.said}")
    return "passed", None


def forget_empty(stats: dict[str, list[Any]]) -> None:
    """Take the reports that nobody will print out of a terminal's statistics.

    For every failure pytest goes through all reports of set-ups and teardowns that passed, which makes the summary of
    many failures quadratic; of cells these reports are empty.
    """
    stats[""] = [each for each in stats.get("", ()) if not _is_empty(each)]


def _is_empty(report: Any) -> bool:
    passed = getattr(report, "outcome", "") == "passed" and getattr(report, "when", "call") != "call"
    return passed and not report.sections
