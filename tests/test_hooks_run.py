"""The hooks of `.pre-commit-hooks.yaml`, run by pre-commit and by prek on repositories made with git."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from made import ENV, commit, git, replace, repository

ROOT = Path(__file__).parent.parent
PARTS = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSES", "engine")
XAA = "jurisdictions/XAA.yaml"
HOOKS = ("profiles in order", "files are valid", "changed verdicts are explained")


@dataclass
class Runner:
    """One of the two programs, and where it keeps what it has installed."""

    program: str
    home: Path
    hooks: Path

    def __call__(self, work: Path) -> tuple[int, list[str], str]:
        """Run all hooks on all files; give exit code, the result of each hook, and all that was said."""
        config = work / ".pre-commit-config.yaml"
        ids = "".join(f"\n      - id: safeguards-{each}" for each in ("format", "validate", "gate"))
        rev = git(self.hooks, "rev-parse", "HEAD")
        config.write_text(f"repos:\n  - repo: {self.hooks}\n    rev: {rev}\n    hooks:{ids}\n", encoding="utf-8")
        git(work, "add", "--all")
        env = ENV | {"PRE_COMMIT_HOME": str(self.home), "PREK_HOME": str(self.home), "NO_COLOR": "1"}
        done = subprocess.run(
            [self.program, "run", "--all-files", "--color=never"],
            check=False, cwd=work, env=env, capture_output=True, text=True,
        )  # fmt: skip
        lines = done.stdout.splitlines()
        results = [line.rsplit(".", 1)[-1] for hook in HOOKS for line in lines if line.startswith(f"{hook}.")]
        return done.returncode, results, done.stdout + done.stderr


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def hooks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    program = shutil.which(request.param, path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip(f"{request.param} is not installed: make validators")
    copy = tmp_path_factory.mktemp("hooks")
    for each in PARTS:
        source = ROOT / each
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / each)
    git(copy, "init", "--quiet", "--initial-branch=main")
    commit(copy)
    runner = Runner(program, tmp_path_factory.mktemp("home"), copy)
    code, results, said = runner(repository(tmp_path_factory.mktemp("work") / "first"))
    if not results and "Could not find a version" in said:
        pytest.skip("no package can be fetched here")
    assert (code, results) == (0, ["Passed", "Passed", "Passed"]), said
    return runner


def test_a_profile_out_of_order_is_put_in_order(hooks: Runner, tmp_path: Path) -> None:
    work = repository(tmp_path / "work")
    before = (work / XAA).read_text(encoding="utf-8")
    replace(work / XAA, "name: Exampleland\nstatus: reviewed\n", "status: reviewed\nname: Exampleland\n")
    code, results, said = hooks(work)
    assert (code, results) == (1, ["Failed", "Passed", "Passed"]), said
    assert (work / XAA).read_text(encoding="utf-8") == before
    assert hooks(work)[0] == 0


def test_a_file_that_is_not_valid_is_named(hooks: Runner, tmp_path: Path) -> None:
    work = repository(tmp_path / "work")
    replace(work / XAA, "value: minister", "value: minster")
    code, results, said = hooks(work)
    assert (code, results) == (1, ["Passed", "Failed", "Failed"])
    assert "did you mean `minister`?" in said


def test_a_verdict_that_changes_without_a_note_is_named(hooks: Runner, tmp_path: Path) -> None:
    work = repository(tmp_path / "work")
    replace(work / XAA, "value: court, cite: [powers-act-7, ruling-2019]", "value: minister, cite: constitution-1")
    code, results, said = hooks(work)
    assert (code, results) == (1, ["Passed", "Passed", "Failed"])
    assert "XAA short-orders: met → unmet, and no change note explains it" in said


def test_an_unmet_safeguard_fails_nothing(hooks: Runner, tmp_path: Path) -> None:
    """The example has unmet cells; a State's law is no fault of the one who records it."""
    code, _, said = hooks(repository(tmp_path / "work"))
    assert code == 0, said


def test_a_manifest_that_both_programs_take(hooks: Runner) -> None:
    done = subprocess.run([hooks.program, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=False)
    assert done.returncode == 0
