"""What is read with the cache is what is read without: values, problems, order; and it is off when it is to be off."""

from __future__ import annotations

import dataclasses
import gc
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from broken import write
from broken_rows import ROWS
from hypothesis import given, settings
from hypothesis import strategies as st
from made import replace
from made import repository as git_repository
from test_cli import DAY, run

from engine import yamlfile
from engine.check import all_problems, known_problems
from engine.collector import settle
from engine.load import Repository, read_repository
from engine.model import Fact, Location
from engine.model import Path as Asked
from engine.packing import pack, unpack
from engine.store import FOLDER, OFF, Store
from engine.verdict import Verdict

HERE = Path(__file__).parent
ROOT = HERE.parent


@pytest.fixture(scope="module", autouse=True)
def _a_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the cache be used, with the key in a folder of the test's own."""
    with pytest.MonkeyPatch.context() as patch:
        home = str(tmp_path_factory.mktemp("home"))
        patch.delenv(OFF, raising=False)
        patch.setenv("XDG_CACHE_HOME", home)
        patch.setenv("LOCALAPPDATA", home)
        yield


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "example", tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")
    return tmp_path / "example"


class Counting(Store):
    """A store that counts what was not there."""

    missed = 0

    def put(self, kind: str, key: bytes, value: object) -> None:
        self.missed += 1
        super().put(kind, key, value)


def read(root: Path, kept: Path) -> tuple[Repository, object, int]:
    """Read with a cache that lies elsewhere; give all that was read and found, and how much was not kept."""
    store = Counting(kept / FOLDER)
    repository = read_repository(root, store=store)
    return repository, known_problems(repository, store), store.missed


def compare(root: Path, kept: Path) -> None:
    """Read without a cache, with what is kept already, and with all of it."""
    cold = read_repository(root)
    found = all_problems(cold)
    read(root, kept)
    warm, problems, missed = read(root, kept)
    assert (warm, problems, missed) == (cold, found, 0)
    assert repr(warm) == repr(cold)
    again = unpack(pack(warm))
    assert (again, repr(again)) == (cold, repr(cold))
    assert [list(each.facts) for each in warm.jurisdictions] == [list(each.facts) for each in cold.jurisdictions]


def test_the_real_repository_is_the_same_with_the_cache(tmp_path: Path) -> None:
    compare(ROOT, tmp_path)


def test_every_broken_repository_is_the_same_with_the_cache(tmp_path: Path) -> None:
    for number, changes in enumerate(ROWS.values()):
        compare(write(tmp_path / str(number), changes), tmp_path)


LINES = st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(["delete", "double", "swap"])), max_size=2)


@given(name=st.sampled_from(["jurisdictions/XAA.yaml", "policies/vocabulary.yaml", "pyproject.toml"]), edits=LINES)
@settings(max_examples=15, deadline=None)
def test_files_that_change_at_random_are_the_same_with_the_cache(
    name: str, edits: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = tmp_path_factory.getbasetemp() / "random"
    shutil.copytree(HERE / "example", top / "root", dirs_exist_ok=True)
    file = top / "root" / name
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, edit in edits:
        at = number % len(lines) if lines else 0
        part = lines[at : at + 1]
        lines[at : at + 2] = {"delete": [], "double": [*part, *part], "swap": lines[at : at + 2][::-1]}[edit]
    file.write_text("".join(lines), encoding="utf-8")
    compare(top / "root", top)


def test_every_broken_repository_has_a_key_of_its_own(tmp_path: Path) -> None:
    roots = [write(tmp_path / str(number), changes) for number, changes in enumerate(ROWS.values())]
    found: dict[bytes, Repository] = {}
    for root in roots:
        one = read_repository(root)
        other = found.setdefault(one.key, one)
        assert (one.problems, one.settings, one.safeguards) == (other.problems, other.settings, other.safeguards)
        assert (one.jurisdictions, one.layers, one.files) == (other.jurisdictions, other.layers, other.files)


def test_what_is_kept_is_not_parsed_again(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run("check", DAY)
    monkeypatch.setattr(yamlfile, "parse", None)
    assert run("check", DAY) == before
    (example / "jurisdictions/XAA.yaml").touch()
    assert run("check", DAY) == before
    with pytest.raises(TypeError):
        run("check", DAY, "--no-cache")


EDITS = {
    "a profile": ("jurisdictions/XAA.yaml", "name: Exampleland", "name: New"),
    "a layer": ("jurisdictions/layers/XZZ.yaml", "dual: {value: mandatory", "dual: {value: mandatry"),
    "the vocabulary": ("policies/vocabulary.yaml", "[court, judge, minister, none]", "[court, judge, premier, none]"),
    "a group of the vocabulary": ("policies/vocabulary.yaml", "judges: [court, judge]", "judges: [court]"),
    "a safeguard": ("policies/powers/short-orders.yaml", "title: Orders", "title: New orders"),
    "a setting": ("pyproject.toml", "max_days = 20", "max_days = 19"),
    "a source": ("seeds/doc-2020.yaml", "source: doc-2020", "source: doc-2021"),
    "a waiver": ("jurisdictions/waivers/XBB.yaml", "safeguard: short-orders", "safeguard: short-order"),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_changed_is_read_anew(what: str, example: Path) -> None:
    commands = (["check", DAY], ["explain", "XAA", "short-orders", DAY], ["matrix", "--format=json", DAY])
    before = [run(*args) for args in commands]
    replace(example / EDITS[what][0], *EDITS[what][1:])
    after = [run(*args) for args in commands]
    assert after != before
    assert [run(*args) for args in commands] == after
    assert [run(*args, "--no-cache") for args in commands] == after


def test_the_same_files_in_another_folder_are_read_anew(example: Path, tmp_path: Path) -> None:
    shutil.copytree(example / "policies", example / "other")
    shutil.copy(example / "jurisdictions/XAA.yaml", example / "jurisdictions/layers/XAA.yaml")
    store = Store(tmp_path / FOLDER)
    for _ in range(2):
        for policies in ("policies", "other"):
            found = read_repository(example, example / policies, store)
            assert repr(found) == repr(read_repository(example, example / policies))
            assert {each.where.path.split("/")[0] for each in found.safeguards} == {policies}


def test_one_file_that_changed_is_all_that_is_read(example: Path, tmp_path: Path) -> None:
    read(example, tmp_path)
    replace(example / "jurisdictions/XAA.yaml", "value: minister", "value: judge")
    assert read(example, tmp_path)[2] == 2  # the profile, and the problems
    assert read(example, tmp_path)[2] == 0


def damaged(folder: Path, how: Callable[[Path], object]) -> None:
    for each in folder.glob("*-*"):
        how(each)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "emptied": lambda file: file.write_bytes(b""),
    "overwritten": lambda file: file.write_bytes(b"\x80\x05]" * 100),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_cache_is_not_noticed(how: str, example: Path) -> None:
    before = run("check", DAY)
    damaged(example / FOLDER, DAMAGE[how])
    assert run("check", DAY) == before
    assert run("check", DAY) == before


@pytest.mark.parametrize("off", ["option", "environment"])
def test_nothing_is_kept_when_it_is_off(off: str, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if off == "environment":
        monkeypatch.setenv(OFF, "1")
    run("check", DAY, *(["--no-cache"] if off == "option" else []))
    assert not (example / FOLDER).exists()
    monkeypatch.delenv(OFF, raising=False)
    run("check", DAY)
    assert (example / FOLDER).is_dir()


def test_a_folder_without_policies_is_left_alone(tmp_path: Path) -> None:
    assert "there is no vocabulary" in run("check", "--root", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_what_git_holds_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = git_repository(tmp_path / "repository")
    monkeypatch.chdir(folder)
    replace(folder / "jurisdictions/XAA.yaml", "value: minister", "value: judge")
    for args in (["diff", "main"], ["gate", "--base", "main"], ["history", "XAA"]):
        first = run(*args)
        with monkeypatch.context() as patch:
            patch.setattr(yamlfile, "parse", None)
            assert run(*args) == first
        assert run(*args, "--no-cache") == first


def test_pytest_uses_it_unless_told_not_to(example: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "jurisdictions",
        DAY,
        "-p",
        "no:randomly",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    def lines(*more: str) -> list[str]:
        done = subprocess.run(
            [*command, "-p", "engine.plugin", *more], check=False, env=env, capture_output=True, text=True
        )
        assert done.returncode == 1, done.stdout + done.stderr
        return [each for each in done.stdout.splitlines() if " in " not in each]

    without = lines("--no-cache")
    assert not (example / FOLDER).exists()
    assert lines() == without
    assert (example / FOLDER).is_dir()
    assert lines() == without


def test_the_key_is_not_in_the_folder(example: Path) -> None:
    run("check", DAY)
    key = (Path(os.environ["XDG_CACHE_HOME"]) / "safeguards/key").read_bytes()
    assert all(key not in each.read_bytes() for each in (example / FOLDER).iterdir())


def test_after_the_files_are_read_the_collector_goes_on_without_them() -> None:
    assert gc.isenabled()
    gc.unfreeze()
    settle()
    assert gc.get_freeze_count() == 0
    gc.disable()
    settle()
    try:
        assert (gc.isenabled(), gc.get_freeze_count() > 0) == (True, True)
    finally:
        gc.unfreeze()


def imported(code: str, folder: Path) -> set[str]:
    code = f"{code}\nimport sys; print(*(each for each in sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(done.stderr.split())


SLOW = {"yaml", "pydantic", "jsonschema", "tabulate", "openpyxl", "jinja2", "tomllib", "tempfile", "hashlib"}


def test_to_explain_what_was_read_before_imports_nothing_slow(example: Path) -> None:
    code = """
import sys
from engine.cli import main
sys.argv = ["safeguards", "explain", "XAA", "short-orders"]
try:
    main()
except SystemExit:
    pass
"""
    assert imported(code, example) > {"yaml", "pydantic"}
    assert SLOW & (imported(code, example) - imported("pass", example)) == set()


def test_the_plugin_imports_nothing_where_no_profile_is(tmp_path: Path) -> None:
    before = imported("import pytest", tmp_path)
    more = imported("import pytest, engine.plugin", tmp_path) - before
    assert more == {"engine", "engine.plugin", "engine.plugin.options"}


def _fact(value: object, path: str) -> Fact:
    return Fact(value, Location(path), note=path)  # type: ignore[arg-type]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner)
        | st.builds(_fact, inner, st.text())
    ),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_packed_comes_back(value: object) -> None:
    assert repr(unpack(pack(value))) == repr(value)


def test_what_is_hashed_comes_back_too() -> None:
    path = Asked("a", "b")
    value = {path: [path, Verdict.MET], (Location("x"), 1): {Location("x"), path}, "again": (path, frozenset([path]))}
    back = unpack(pack(value))
    assert back == value
    assert back[path][1] is Verdict.MET


@pytest.mark.parametrize("kind", ["jurisdictions", "safeguards", "sources"])
def test_what_is_set_aside_is_made_when_asked_for(kind: str) -> None:
    whole = getattr(read_repository(HERE / "example"), kind)[0]
    for name in (*whole.SET_ASIDE, "where"):
        back = unpack(pack(whole))
        assert type(back.aside) is bytes
        assert getattr(back, name) == getattr(whole, name)
        assert (back.aside is None) is (name in whole.SET_ASIDE)
        assert (back, unpack(pack(back)), pickle.loads(pickle.dumps(back))) == (whole, whole, whole)
        assert dataclasses.replace(unpack(pack(whole)), where=whole.where) == whole
    assert unpack(pack(unpack(pack(whole)))) == whole  # packed again, without having been made
    with pytest.raises(AttributeError):
        whole.nothing  # noqa: B018
