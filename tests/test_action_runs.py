"""The steps of `action.yml` run with bash as GitHub's runner runs them, on repositories made with git."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from made import ENV, commit, git, replace, repository
from runner import commands

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, GATE = ACTION["runs"]["steps"]
BASH = shutil.which("bash")
XAA = "jurisdictions/XAA.yaml"
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) }}")
pytestmark = pytest.mark.skipif(BASH is None, reason="there is no bash")


@dataclass
class Done:
    """How a step ended: exit code, all that it printed, its outputs, and its summary."""

    code: int
    said: str
    outputs: dict[str, str]
    summary: str


def step(given: dict[str, Any], runner: Path, workspace: Path, inputs: dict[str, str]) -> Done:
    """Run a step as the runner does: its script in a file, its outputs and summary in others."""
    files = {each: runner / each for each in ("step.sh", "output", "summary")}
    files["step.sh"].write_text(given["run"], encoding="utf-8")
    for each in ("output", "summary"):
        files[each].write_text("", encoding="utf-8")
    values = {name: inputs.get(name, str(each["default"])) for name, each in ACTION["inputs"].items()}
    env = {name: values[_INPUT.fullmatch(each)[1]] for name, each in given.get("env", {}).items()}  # type: ignore[index]
    env |= {"RUNNER_TEMP": str(runner), "GITHUB_ACTION_PATH": str(ROOT)}
    env |= {"GITHUB_OUTPUT": str(files["output"]), "GITHUB_STEP_SUMMARY": str(files["summary"])}
    args = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", files["step.sh"]]
    done = subprocess.run(
        args, check=False, cwd=workspace, env=ENV | env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = (line.partition("=") for line in files["output"].read_text(encoding="utf-8").splitlines())
    outputs = {name: value for name, _, value in said}
    return Done(done.returncode, done.stdout, outputs, files["summary"].read_text(encoding="utf-8"))


def trapped(workspace: Path) -> Path:
    """Lay out modules of names that Python would look for, each of which leaves a trace if it is run."""
    for each in ("venv", "pip", "secrets", "json", "sitecustomize", "engine", "click"):
        (workspace / f"{each}.py").write_text("open('pwned', 'w').close()\n", encoding="utf-8")
    return workspace


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install by the action's own first step, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("runner temp")
    workspace = trapped(tmp_path_factory.mktemp("workspace"))
    done = step(INSTALL, folder, workspace, {})
    assert list(workspace.rglob("pwned")) == []
    if re.search("Could not find a version|Failed to establish|No matching distribution", done.said):
        pytest.skip("no package can be fetched here")
    assert done.code == 0, done.said
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return repository(tmp_path / "work")


def gate(runner: Path, work: Path, **inputs: str) -> Done:
    given = {"as-of": "2026-06-01", **{name.replace("_", "-"): value for name, value in inputs.items()}}
    return step(GATE, runner, work, given)


def test_an_open_gate(runner: Path, work: Path) -> None:
    done = gate(runner, work)
    assert (done.code, done.outputs["shut"], done.outputs["changes"]) == (0, "false", "0")
    assert done.summary == Path(done.outputs["summary-path"]).read_text(encoding="utf-8")
    assert "The gate is open" in done.summary
    assert commands(done.said) == []
    assert sorted(each.name for each in Path(done.outputs["folder"]).iterdir()) == [
        "comment.md", "gate.json", "gate.sarif", "problems.txt", "summary.md",
    ]  # fmt: skip


def weaken(work: Path) -> None:
    replace(work / XAA, "value: court, cite: [powers-act-7, ruling-2019]", "value: minister, cite: constitution-1")


@pytest.mark.parametrize("base", ["", "0" * 40, "HEAD^1", "main"])
def test_a_shut_gate(base: str, runner: Path, work: Path) -> None:
    weaken(work)
    commit(work)
    done = gate(runner, work, base=base, formats="gitlab")
    assert (done.code, done.outputs["shut"], done.outputs["changes"]) == (1, "true", "1")
    assert [each.name for each in commands(done.said)] == ["error", "warning"]
    assert "The gate is shut" in done.summary
    assert len(json.loads((Path(done.outputs["folder"]) / "gitlab.json").read_text(encoding="utf-8"))) == 2


def test_a_given_base_is_what_is_compared_with(runner: Path, work: Path) -> None:
    weaken(work)
    commit(work)
    done = gate(runner, work, base="HEAD")
    assert (done.code, done.outputs["shut"], done.outputs["changes"]) == (0, "false", "0")


def test_a_note_opens_the_gate(runner: Path, work: Path) -> None:
    weaken(work)
    (work / "changes").mkdir()
    (work / "changes/2026-06-01-act.yaml").write_text(
        "date: 2026-06-01\nwhat: law-amended\nsummary: The minister decides.\nsource: Gazette 12\n"
        "cells:\n  - {jurisdiction: XAA, safeguards: [short-orders]}\n",
        encoding="utf-8",
    )
    done = gate(runner, work)
    assert (done.code, done.outputs["shut"], done.outputs["changes"]) == (0, "false", "1")


def test_a_repository_in_a_folder_of_the_workspace(runner: Path, tmp_path: Path) -> None:
    work = repository(tmp_path / "it's $(touch here)")
    done = gate(runner, tmp_path, path=work.name)
    assert (done.code, done.outputs["shut"]) == (0, "false")


@pytest.mark.parametrize(
    ("inputs", "code", "words"),
    [
        ({"base": "nowhere"}, 2, "there is no commit `nowhere`"),
        ({"base": "--help"}, 2, "`--help` is no commit"),
        ({"as_of": "yesterday"}, 2, "`yesterday` is not a date"),
        ({"formats": "sarif pdf"}, 2, "formats: write comment, sarif or gitlab"),
        ({"path": "nowhere"}, 2, "nowhere"),
    ],
)
def test_wrong_use_is_said_and_has_no_outputs(
    inputs: dict[str, str], code: int, words: str, runner: Path, work: Path
) -> None:
    done = gate(runner, work, **inputs)
    assert (done.code, done.outputs, done.summary) == (code, {}, "")
    assert words in done.said


def test_a_shallow_clone_is_named_with_what_mends_it(runner: Path, work: Path, tmp_path: Path) -> None:
    weaken(work)
    commit(work)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{work}", "shallow")
    done = gate(runner, tmp_path / "shallow", base="HEAD^1")
    assert (done.code, done.outputs) == (2, {})
    assert "git fetch --unshallow" in done.said
    assert gate(runner, tmp_path / "shallow", base="HEAD", formats="sarif").code == 0


INJECTIONS = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned;",
    "\n touch pwned\n",
    "' ; touch pwned ; '",
    '" ; touch pwned ; "',
)
FORGED = "\nshut=false\n::set-output name=shut::false\n::error::forged\n##[error]forged\n%0A::error::forged"


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("name", ["path", "base", "as_of", "formats"])
def test_an_input_is_no_command(name: str, text: str, runner: Path, work: Path) -> None:
    done = gate(runner, work, **{name: text})
    assert done.code == 2
    assert list(work.rglob("pwned")) == []


def test_a_profile_is_no_command(runner: Path, work: Path) -> None:
    weaken(work)
    texts = json.dumps("".join(INJECTIONS) + FORGED)
    replace(work / XAA, "name: Exampleland", f"name: {texts}")
    replace(work / XAA, "title: Constitution, articles 1 to 9", f"title: {texts}")
    replace(work / XAA, "no report was found on the ministry's page", texts)
    for number, each in enumerate(INJECTIONS):
        name = each.replace("/", " ").replace("\n", " ")
        (work / f"jurisdictions/{number}{name}.yaml").write_text(f"name: {texts}\n", encoding="utf-8")
    done = gate(runner, work, formats="comment sarif gitlab")
    assert (done.code, done.outputs["shut"], list(work.rglob("pwned"))) == (1, "true", [])
    assert set(done.outputs) == set(ACTION["outputs"])
    found = commands(done.said)
    assert {each.name for each in found} == {"error", "warning"}
    assert all(each.properties.keys() == {"file", "line", "col", "title"} for each in found)


def test_no_module_of_the_checkout_is_run(runner: Path, work: Path) -> None:
    done = gate(runner, trapped(work))
    assert (done.code, list(work.rglob("pwned"))) == (0, [])


def test_what_is_wrong_with_the_vocabulary_is_said_and_no_command(runner: Path, work: Path) -> None:
    (work / "policies/vocabulary.yaml").write_text(
        f"a: 1\n{json.dumps('##[error]x ::error::y')}: 2\n", encoding="utf-8"
    )
    done = gate(runner, work)
    assert (done.code, done.outputs) == (3, {})
    assert "##[error]x" in done.said
    assert commands(done.said) == []
