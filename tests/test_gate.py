"""The gate: real kinds of pull request, replayed on a repository made with git, and what git can get in the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from pull_requests import LAYER, PULL_REQUESTS, XAA
from test_corpus import git
from test_practice import bare

from engine.cli import safeguards
from engine.git import Git
from engine.load import read_repository
from engine.schemas import schemas
from engine.yamlfile import parse

HERE = Path(__file__).parent
GOLDEN = HERE / "golden/gate"
DAY = "--as-of=2026-06-01"


def edit(root: Path, changes: tuple[tuple[str, str, str | None], ...]) -> None:
    for name, old, new in changes:
        source, _, target = name.partition(" -> ")
        file = root / source
        if new is None:
            file.unlink()
            continue
        text = file.read_bytes().decode() if old else ""
        assert old in text, f"{name} does not hold {old}"
        if target:
            file.unlink()
            file = root / target
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((text.replace(old, new) if old else new).encode())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "example"
    shutil.copytree(HERE / "example", root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "the base")
    monkeypatch.chdir(root)
    return root


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(safeguards, args, terminal_width=100)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout + (f"--- on standard error\n{done.stderr}" if done.stderr else "")


@pytest.mark.parametrize("name", PULL_REQUESTS)
def test_a_pull_request_is_judged_so(name: str, repository: Path) -> None:
    request = PULL_REQUESTS[name]
    if request.before:
        edit(repository, request.before)
        git(repository, "add", "-A")
        git(repository, "commit", "-qm", "the base, too")
    edit(repository, request.changes)
    forms = ("summary", "github", "sarif")
    code, said = run("gate", DAY, *(f"--write={each}={repository / each}" for each in forms))
    parts = [f"exit code {code}", said, *((repository / each).read_text(encoding="utf-8") for each in forms)]
    whole, file = f"\n{'=' * 100}\n".join(parts), GOLDEN / f"{name}.txt"
    if "REWRITE_GOLDEN" in os.environ:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        file.write_text(whole, encoding="utf-8")
    assert code == (0 if request.open else 1)
    assert whole == file.read_text(encoding="utf-8")


def test_no_golden_file_of_the_gate_is_left_over() -> None:
    assert {each.stem for each in GOLDEN.iterdir()} == set(PULL_REQUESTS)


@pytest.mark.parametrize("name", ["amendment", "policy-loosened", "profile-renamed", "typo-in-a-profile"])
def test_two_commits_differ_as_the_files_do(name: str, repository: Path) -> None:
    edit(repository, PULL_REQUESTS[name].changes)
    of_files = run("diff", "HEAD", DAY)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "the change")
    assert run("diff", "HEAD~1", "HEAD", DAY) == of_files
    broken = name == "typo-in-a-profile"
    assert of_files[0] == (3 if broken else 1)
    assert run("diff", "HEAD", DAY)[0] == (3 if broken else 0)


def test_nothing_changed_is_nothing_to_say(repository: Path) -> None:
    assert run("diff", "HEAD", DAY) == (0, "no cell of 12 changes (as of 2026-06-01)\n")
    assert run("gate", DAY) == (
        0,
        "no cell of 12 changes (as of 2026-06-01)\n\nthe gate is open: nothing stands against this change\n",
    )


def test_a_branch_is_compared_with_where_it_left_the_main_one(repository: Path) -> None:
    git(repository, "checkout", "-qb", "work")
    edit(repository, PULL_REQUESTS["amendment"].changes)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "an amendment")
    git(repository, "checkout", "-q", "main")
    edit(repository, PULL_REQUESTS["parameter-moved"].changes)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "main goes on")
    git(repository, "checkout", "-q", "work")
    code, said = run("gate", DAY)
    assert (code, said.splitlines()[0]) == (0, "1 of 12 cells change (as of 2026-06-01): 1 newly unmet")


def test_the_note_that_the_gate_asks_for_opens_it(repository: Path) -> None:
    edit(repository, PULL_REQUESTS["amendment-without-a-note"].changes)
    said = "changes/2026-06-01-amended.yaml: say what happened and where it can be read, then run: safeguards gate\n"
    assert run("note", "amended", "--what=law-amended", DAY) == (0, said)
    code, said = run("gate", DAY)
    assert code == 1
    assert "changes/2026-06-01-amended.yaml:4:10: not-filled-in: `summary` is still what was to be replaced" in said
    file = repository / "changes/2026-06-01-amended.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("say here", "told here"), encoding="utf-8")
    assert run("gate", DAY)[0] == 0
    assert run("note", "amended", DAY)[0] == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["note", "Not A Slug"],
            "`Not A Slug` cannot be the name of a note; write lower-case letters, digits and single hyphens\n",
        ),
        (["note", "slug", "--what=judgement"], "--what: `judgement` is not what happens; did you mean `judgment`?\n"),
        (["note", "slug", DAY], "no verdict changes, so there is nothing to explain\n"),
        (["diff", "mian"], "there is no commit `mian`; fetch it with: git fetch origin mian\n"),
        (["diff", "--", "-x"], "`-x` is no commit; see what there is with: git branch --all\n"),
        (
            ["gate", "--write=pdf=x"],
            "--write: `pdf=x` is no format and file; "
            "write one of text, summary, comment, github, sarif, gitlab, json, then =FILE\n",
        ),
        (["gate", "--write=json=no/where"], "--write: there is no folder no; make it first\n"),
        (["history", "XAA", "--root=.."], ".. is not in a git repository; make it one with: git init\n"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_wrong_use_is_one_line(args: list[str], said: str) -> None:
    assert run(*args) == (2, f"--- on standard error\n{said}")


def test_a_folder_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = "--- on standard error\n. is not in a git repository; make it one with: git init\n"
    assert run("gate") == (2, said)


def test_a_branch_without_commits_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    assert run("gate") == (2, "--- on standard error\nthere is no commit yet; make one with: git commit\n")


def test_a_shallow_clone_is_told_what_to_fetch(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(repository, PULL_REQUESTS["amendment"].changes)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "more")
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{repository}", tmp_path / "shallow"], check=True)
    monkeypatch.chdir(tmp_path / "shallow")
    said = "`HEAD~1` is not in this shallow clone; fetch the rest with: git fetch --unshallow"
    assert run("gate", "--base=HEAD~1") == (2, f"--- on standard error\n{said}\n")


def test_branches_with_nothing_in_common_are_told_so(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-qm", "another beginning")
    code, said = run("gate")
    assert code == 2
    assert said.endswith(" have no commit in common; name the base with: --base COMMIT\n")


def test_no_default_branch_is_told_so(repository: Path) -> None:
    git(repository, "branch", "-m", "main", "trunk")
    assert run("gate") == (2, "--- on standard error\nno default branch was found; name the base with: --base COMMIT\n")
    assert run("gate", "--base=HEAD", DAY)[0] == 0


def test_a_detached_head_is_judged_like_any_other(repository: Path) -> None:
    git(repository, "checkout", "-q", "--detach")
    assert run("gate", DAY)[0] == 0


def test_a_merge_under_way_is_to_be_finished_first(repository: Path) -> None:
    (repository / ".git/MERGE_HEAD").write_text(git(repository, "rev-parse", "HEAD") + "\n", encoding="utf-8")
    said = "a merge is under way, so the files are of two minds; finish it with: git commit"
    assert run("gate") == (2, f"--- on standard error\n{said}\n")


def test_lines_that_the_change_touches_come_first(repository: Path) -> None:
    edit(repository, PULL_REQUESTS["layer-changed"].changes)
    edit(repository, PULL_REQUESTS["amendment"].changes)
    touched = Git(repository).touched("HEAD", None, ["jurisdictions", "changes"])
    assert ("jurisdictions/XAA.yaml", 53) in touched
    assert {path for path, _ in touched} == {XAA, LAYER}
    edit(repository, ((LAYER, "value: none, cite: union-treaty-9}", "value: none, cite: union-treaty-9} "),))
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "all of it")
    assert Git(repository).touched("HEAD~1", "HEAD", ["jurisdictions", "changes"]) >= touched


def test_links_and_submodules_of_a_commit_are_not_followed(repository: Path) -> None:
    (repository / "jurisdictions/XAC.yaml").symlink_to("XAA.yaml")
    git(repository, "add", "-A")
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},jurisdictions/XAD.yaml")
    git(repository, "commit", "-qm", "a link and a submodule")
    code, said = run("diff", "HEAD~1", "HEAD", DAY)
    assert code == 3
    assert [line for line in said.splitlines() if "stray-file" in line] == [
        "jurisdictions/XAC.yaml:1:1: stray-file: this file would not be read",
        "jurisdictions/XAD.yaml:1:1: stray-file: this file would not be read",
    ]


def test_a_repository_below_the_top_is_found(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outer = tmp_path / "outer"
    (outer / "law").parent.mkdir()
    shutil.copytree(repository, outer / "law", ignore=shutil.ignore_patterns(".git"))
    git(outer, "init", "-q", "-b", "main")
    git(outer, "add", ".")
    git(outer, "commit", "-qm", "law below the top")
    monkeypatch.chdir(outer / "law")
    edit(outer / "law", PULL_REQUESTS["amendment"].changes)
    code, said = run("gate", DAY)
    assert (code, said.splitlines()[0]) == (0, "1 of 12 cells change (as of 2026-06-01): 1 newly unmet")


@pytest.mark.parametrize("name", [each for each in PULL_REQUESTS if each != "note-not-filled-in"])
def test_an_editor_takes_the_notes_that_the_loader_takes(name: str, repository: Path) -> None:
    schema = Draft7Validator(json.loads(schemas(read_repository(repository).vocabulary)["note.schema.json"]))
    edit(repository, PULL_REQUESTS[name].before + PULL_REQUESTS[name].changes)
    for file in (repository / "changes").glob("*.yaml"):
        node, _ = parse(file.read_bytes(), "x")
        assert [each.message for each in schema.iter_errors(bare(node))] == []


def test_history_tells_each_flip_with_its_cause_and_note(repository: Path) -> None:
    edit(repository, PULL_REQUESTS["amendment"].changes)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "an amendment")
    code, said = run("history", "xaa")
    assert code == 0
    lines = said.splitlines()
    assert lines[0].endswith(" short-orders: met → unmet (facts)")
    assert lines[1] == "    powers.search.days: 14 → 28"
    assert lines[-2:] == ["    note 2026-05-31-amendment: what happened in the world", "1 changes"]
    assert run("history", "XAA", "yearly-report") == (0, "no cell of XAA has changed\n")


def test_notes_and_tags_make_the_list_of_changes(repository: Path) -> None:
    edit(repository, PULL_REQUESTS["amendment"].changes)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "an amendment")
    git(repository, "tag", "v1")
    fix = (
        "changes/2026-06-01-sorry.yaml",
        "",
        "date: 2026-06-01\nwhat: correction\nsummary: it was <b>21</b> days & not 28\nsource: the reader\n"
        "corrects: 2026-05-31-amendment\ncells:\n  - {jurisdiction: XAA, safeguards: all}\n",
    )
    edit(repository, (fix,))
    assert run("changes", "--check")[0] == 1
    assert run("changes", "-o", "feeds")[0] == 0
    assert run("changes", "--check") == (0, "")
    assert (repository / "CHANGES.md").read_text(encoding="utf-8") == (
        "# Changes\n\nMade by `safeguards changes` from the notes under `changes/`.\n\n"
        "## Unreleased\n\n"
        "- 2026-06-01, correction: it was \\<b\\>21\\</b\\> days \\& not 28 Source: the reader. "
        "Corrects 2026\\-05\\-31\\-amendment.\n"
        "  - XAA\\: every safeguard\n\n"
        "## v1\n\n"
        "- 2026-05-31, law-amended: what happened in the world Source: Official Gazette 5/2026.\n"
        "  - XAA\\: short\\-orders\n"
    )
    names = {each.name for each in (repository / "feeds").iterdir()}
    assert {"all.atom", "XAA.atom", "XBB.atom", "short-orders.atom", "changes.json"} - names == {"XBB.atom"}
