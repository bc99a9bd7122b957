"""Blocks on a Dask cluster of several worker processes: the same bytes, also when one of them is killed on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pair_plans import WHEN, many_versions
from pair_work import MARK, dies, dies_once, fails

from engine.cli import safeguards
from engine.pairs.judge import judge
from engine.pairs.plan import Block
from engine.pairs.stream import LostError

pytest.importorskip("distributed", reason="needs distributed: python -m pip install distributed")
HERE = Path(__file__).parent
EXAMPLE = HERE / "example"


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster") / "killed"


@pytest.fixture(scope="module")
def address(killed: Path) -> Iterator[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)]), MARK: str(killed)}
    env["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "1"
    command = [sys.executable, str(HERE / "clusters.py"), "2"]
    with (
        (killed.parent / "log").open("wb") as log,
        subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log) as running,
    ):
        assert running.stdout is not None
        yield running.stdout.readline().decode().strip()
        running.communicate()


def test_a_worker_that_is_killed_changes_no_byte(address: str, killed: Path) -> None:
    from engine.pairs.cluster import on_cluster

    what = many_versions()
    blocks = list(what.blocks(WHEN))
    assert list(on_cluster(what, address, blocks, dies_once)) == [judge(what, each) for each in blocks]
    assert killed.exists()


def test_the_command_writes_the_same_file(address: str, tmp_path: Path) -> None:
    files = []
    for number, more in enumerate(([], [f"--scheduler={address}"])):
        files.append(tmp_path / f"{number}.csv")
        args = ["pairs", f"--root={EXAMPLE}", "--over=1950-01-01..2026-01-01", "-o", str(files[-1]), *more]
        done = CliRunner().invoke(safeguards, args)
        assert (done.exit_code, done.stderr) == (0, f"pairs written to {files[-1]}\n")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_block_that_kills_every_worker_is_given_up(address: str) -> None:
    from engine.pairs.cluster import on_cluster

    what = many_versions()
    with pytest.raises(LostError, match=r"the cluster lost too many workers \(KilledWorker\); look at their logs"):
        list(on_cluster(what, address, [Block(WHEN[-1], 0)], dies))


def test_a_fault_of_the_engine_on_a_worker_is_raised_here(address: str) -> None:
    from engine.pairs.cluster import on_cluster

    what = many_versions()
    with pytest.raises(ZeroDivisionError, match="2000-01-01"):
        list(on_cluster(what, address, what.blocks(WHEN), fails))


def test_workers_of_another_version_are_refused(address: str) -> None:
    from engine.pairs.cluster import on_cluster

    what = replace(many_versions(), engine="0.0.0")
    with pytest.raises(LostError, match=r"the workers run another version of the engine: planned by version 0\.0\.0"):
        list(on_cluster(what, address, what.blocks(WHEN)))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "[::1]:1", "no-such-host.invalid:8786"])
def test_a_scheduler_that_does_not_answer_is_one_message(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.pairs.cluster.TIMEOUT", 0.5)
    done = CliRunner().invoke(safeguards, ["pairs", f"--root={EXAMPLE}", f"--scheduler={address}"])
    assert (done.exit_code, done.stdout) == (2, "")
    what = f"no scheduler answers at {address}"
    assert done.stderr == f"{what}; start one with `dask scheduler`, or leave --scheduler out\n"
