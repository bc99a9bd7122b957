"""The pytest plugin: one item a cell, a failing item reads like a finding.

Hooks stand here in the order in which they are called.  What is slow to import is imported when a profile is first
looked at, so that another project's pytest pays next to nothing for this plugin being installed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.plugin.options import MARKERS, add_options

if TYPE_CHECKING:
    from collections.abc import Generator

    from engine.plugin.lane import Phase
    from engine.plugin.session import Assessment

assessment_key = pytest.StashKey["Assessment"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of an assessment."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Read the repository at once if profiles are asked for, so that a broken safeguard is one message."""
    if not (_policies(config) / "vocabulary.yaml").is_file():
        return
    for line in MARKERS:
        config.addinivalue_line("markers", line)
    if _concerned(config):
        assessment(config).freeze()


def _policies(config: pytest.Config) -> Path:
    given = config.getoption("safeguards_policies")
    return config.invocation_params.dir / given if given else config.rootpath / "policies"


def _concerned(config: pytest.Config) -> bool:
    """Whether any of the paths given holds, or lies among, the profiles or the safeguards."""
    return any(
        folder.is_relative_to(each) or each.is_relative_to(folder)
        for each in _paths(config)
        for folder in _folders(config)
    )


def _is_alone(config: pytest.Config) -> bool:
    """Whether all of the paths given lie among the profiles and the safeguards, so that no other test can run."""
    return all(any(each.is_relative_to(folder) for folder in _folders(config)) for each in _paths(config))


def _paths(config: pytest.Config) -> list[Path]:
    return [(config.invocation_params.dir / str(each).split("::")[0]).resolve() for each in config.args]


def _folders(config: pytest.Config) -> tuple[Path, Path]:
    return config.rootpath / "jurisdictions", _policies(config)


def assessment(config: pytest.Config) -> Assessment:
    """Give what this run assesses, read on first use.

    Raises:
        pytest.UsageError: Safeguards, sources or options are wrong, which concerns every profile.
    """
    if assessment_key not in config.stash:
        from engine.plugin.reading import begin

        config.stash[assessment_key] = begin(config, _policies(config), alone=_is_alone(config))
    return config.stash[assessment_key]


def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker the date of the assessment, so that all agree around midnight."""
    if assessment_key in node.config.stash:
        node.workerinput["safeguards_as_of"] = node.config.stash[assessment_key].day.isoformat()


pytest_configure_node = pytest.hookimpl(optionalhook=True)(pytest_configure_node)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin to judge, in another process, while cells are collected; all plugins are here by now."""
    if assessment_key in session.config.stash:
        from engine.plugin.forerunner import send_ahead

        found = session.config.stash[assessment_key]
        found.forerunner = send_ahead(session.config, found)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what is assessed, as of when and on what evidence."""
    return config.stash[assessment_key].header() if assessment_key in config.stash else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """Collect the files of ``jurisdictions/`` and ``policies/`` and nothing else."""
    policies, profiles = _policies(parent.config), parent.config.rootpath / "jurisdictions"
    if not (policies / "vocabulary.yaml").is_file():
        return None
    if file_path.is_relative_to(profiles):
        return _profile(file_path, parent)
    return _policy(file_path, parent) if file_path.is_relative_to(policies) else None


def _profile(path: Path, parent: pytest.Collector) -> pytest.File | None:
    from engine.plugin.items import ProfileFile

    assessed = assessment(parent.config)
    return None if assessed.file(path) is None else ProfileFile.from_parent(parent, path=path, assessment=assessed)


def _policy(path: Path, parent: pytest.Collector) -> pytest.File | None:
    from engine.plugin.policies import PolicyFile

    found = assessment(parent.config).policy(path)
    if found is None:
        return None
    vocabulary = assessment(parent.config).assessor.repository.vocabulary
    return PolicyFile.from_parent(parent, path=path, safeguard=found, vocabulary=vocabulary)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped cell point at its profile and not at this plugin."""
    report = yield
    place = getattr(item, "safeguards_place", None)
    if place is not None and isinstance(report.longrepr, tuple):
        report.longrepr = (*place, report.longrepr[2])
    return report


def pytest_report_teststatus(report: Any) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """Give *unknown* and *not applicable* a category of their own."""
    if not getattr(report, "skipped", False) or hasattr(report, "wasxfail"):
        return None
    return _STATUS.get(dict(getattr(report, "user_properties", ())).get("verdict", ""))


_STATUS = {
    "unknown": ("unknown", "?", ("UNKNOWN", {"yellow": True})),
    "not applicable": ("not applicable", "-", ("NOT APPLICABLE", {"cyan": True})),
}


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which cells were selected, and choose their lane."""
    if assessment_key in session.config.stash:
        from engine.plugin.lane import phases, told_in_full

        found = session.config.stash[assessment_key]
        found.select(each.nodeid for each in session.items)
        found.phases, found.full = phases(session.config), told_in_full(session.config)
        found.freeze()  # pytest collects garbage five times at its end


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run all items, with the short cut for cells that were judged before, if that is open."""
    made = _phases(session.config)
    if not made or session.config.option.collectonly or session.testsfailed:
        return None
    from engine.plugin.loop import is_open, run_all

    if not is_open(session.config):
        return None
    run_all(session, made)
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a cell in the fast lane, if that is open and right for it."""
    made = _phases(item.config)
    if not made or not hasattr(item, "safeguards_place"):
        return None
    from engine.plugin.lane import run

    return run(item, nextitem, made) or None


def _phases(config: pytest.Config) -> tuple[Phase, ...]:
    """Give the phases of which the fast lane makes reports; none where it is shut."""
    return config.stash[assessment_key].phases if assessment_key in config.stash else ()


def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """Note the same where xdist's workers collect."""
    if assessment_key in node.config.stash:
        node.config.stash[assessment_key].select(ids)


pytest_xdist_node_collection_finished = pytest.hookimpl(optionalhook=True)(pytest_xdist_node_collection_finished)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the matrix, once, whatever the workers do and whatever failed."""
    config = session.config
    if assessment_key not in config.stash:
        return
    forerunner = config.stash[assessment_key].forerunner
    if forerunner is not None:
        forerunner.helper.end()
    if config.option.collectonly:
        return
    config.stash[assessment_key].remarks.keep()
    if not hasattr(config, "workerinput") and not config.stash[assessment_key].write():
        session.exitstatus = pytest.ExitCode.USAGE_ERROR


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> Generator[None, None, None]:
    """Print the matrix below everything else, and what could not be told."""
    if assessment_key in config.stash and not config.option.collectonly:
        from engine.plugin.lane import forget_empty

        forget_empty(terminalreporter.stats)
    yield
    if assessment_key in config.stash and not config.option.collectonly:
        from engine.plugin.summary import print_summary

        config.stash[assessment_key].freeze()
        print_summary(terminalreporter, config.stash[assessment_key])
