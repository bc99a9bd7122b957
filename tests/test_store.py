"""The cache on disk: nothing forged, damaged or foreign counts, and nothing that stands in the way is an error."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import fingerprint as fingerprints
from engine import store as stores
from engine.collector import uncollected
from engine.secret import secret
from engine.store import FOLDER, OFF, TAG, Store, digest, open_store, sweep

ROOT = Path(__file__).parent.parent
KEY = digest("a key")


class Bomb:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> Any:
        return os.mkdir, (os.environ["BOMB"],)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, and a home for the key."""
    monkeypatch.delenv(OFF, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home"))
    monkeypatch.setenv("BOMB", str(tmp_path / "bomb"))
    (tmp_path / "checkout").mkdir()
    return tmp_path / "checkout"


def kept(root: Path, value: Any = (1, "two")) -> Path:
    """Keep a value, and give the file of the entry."""
    open_store(root).put("kind", KEY, value)
    return next((root / FOLDER).glob("kind-*"))


def get(root: Path) -> Any:
    return open_store(root).get("kind", KEY)


@given(st.lists(st.binary(max_size=3), max_size=4), st.lists(st.binary(max_size=3), max_size=4))
def test_parts_do_not_run_into_each_other(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_what_was_put_is_there_for_the_same_kind_and_key_only(root: Path) -> None:
    kept(root)
    assert get(root) == (1, "two")
    assert open_store(root).get("other", KEY) is None
    assert open_store(root).get("kind", digest("another key")) is None


def test_the_folder_keeps_itself_out_of_commits_and_backups(root: Path) -> None:
    kept(root)
    assert (root / FOLDER / ".gitignore").read_bytes() == b"*\n"
    assert (root / FOLDER / TAG).read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")


def test_nothing_is_kept_that_is_not_wanted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (open_store(root, wanted=False), Store(None)):
        each.put("kind", KEY, 1)
        assert each.get("kind", KEY) is None
    monkeypatch.setenv(OFF, "1")
    open_store(root).put("kind", KEY, 1)
    assert list(root.iterdir()) == []


def test_the_key_is_the_users_own_and_lies_elsewhere(root: Path) -> None:
    kept(root)
    key = root.parent / "home" / "safeguards" / "key"
    assert len(key.read_bytes()) == 32
    assert os.name == "nt" or key.stat().st_mode & 0o777 == 0o600
    assert secret(root) == key.read_bytes()
    assert [each.name for each in key.parent.iterdir()] == ["key"]


@pytest.mark.parametrize("place", ["checkout/home", "checkout", "checkout/deep/er"])
def test_a_key_inside_the_checkout_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (root / ".git").mkdir()
    (root / "law").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / place))
    monkeypatch.setenv("LOCALAPPDATA", str(root.parent / place))
    assert secret(root / "law") is None
    assert sorted(each.name for each in root.iterdir()) == [".git", "law"]


@pytest.mark.skipif(os.name == "nt", reason="links and modes as POSIX has them")
def test_a_key_that_a_link_leads_into_the_checkout_is_refused(root: Path) -> None:
    (root.parent / "home").symlink_to(root, target_is_directory=True)
    assert secret(root) is None
    assert list(root.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links and modes as POSIX has them")
def test_a_key_that_others_could_know_is_replaced_and_what_it_sealed_is_gone(root: Path) -> None:
    kept(root)
    key = root.parent / "home" / "safeguards" / "key"
    before = key.read_bytes()
    key.chmod(0o644)
    assert get(root) is None
    assert key.read_bytes() != before
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_key_that_was_not_written_whole_is_replaced(root: Path, content: bytes) -> None:
    key = root.parent / "home" / "safeguards" / "key"
    key.parent.mkdir(parents=True)
    key.write_bytes(content)
    key.chmod(0o600)
    assert len(secret(root) or b"") == 32
    kept(root)
    assert get(root) == (1, "two")


@pytest.mark.parametrize("home", ["relative", "", "file"])
def test_without_a_home_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    (root.parent / "file").write_bytes(b"")
    given = str(root.parent / "file") if home == "file" else home
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, given)
    if home != "file":
        monkeypatch.setattr("os.path.expanduser", lambda path: path)
    open_store(root).put("kind", KEY, 1)
    assert get(root) is None
    assert list(root.iterdir()) == []


def forged(root: Path, value: Any) -> list[bytes]:
    """Give what somebody who knows the code, but not the key, could write."""
    data = pickle.dumps(value)
    guesses = [bytes(32), b"", digest(data), stores._sealed(bytes(32), data), stores._sealed(b"", data)]
    return [*(each + data for each in guesses), data]


def test_a_forged_entry_runs_no_code(root: Path) -> None:
    file = kept(root)
    for each in forged(root, Bomb()):
        file.write_bytes(each)
        assert get(root) is None
    assert not (root.parent / "bomb").exists()
    kept(root, Bomb())
    get(root)
    assert (root.parent / "bomb").exists()


def test_a_true_entry_under_another_name_does_not_count(root: Path) -> None:
    file = kept(root)
    store = open_store(root)
    store.put("kind", digest("other"), "another value")
    other = next(each for each in file.parent.glob("kind-*") if each != file)
    file.write_bytes(other.read_bytes())
    assert get(root) is None


@given(data=st.data())
def test_a_damaged_entry_is_absent(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        top = tmp_path_factory.getbasetemp() / "damaged"
        (top / "checkout").mkdir(parents=True, exist_ok=True)
        patch.delenv(OFF, raising=False)
        patch.setenv("XDG_CACHE_HOME", str(top / "home"))
        patch.setenv("LOCALAPPDATA", str(top / "home"))
        file = kept(top / "checkout", ["some", ("value", 7)])
        whole = file.read_bytes()
        place = data.draw(st.integers(0, len(whole) - 1))
        cut, bit = data.draw(st.booleans()), 1 << data.draw(st.integers(0, 7))
        file.write_bytes(whole[:place] if cut else whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        assert get(top / "checkout") is None
        file.write_bytes(whole + b"\0")
        assert get(top / "checkout") is None
        file.write_bytes(whole)
        assert get(top / "checkout") == ["some", ("value", 7)]


def test_a_value_that_cannot_be_made_any_more_is_absent(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "gone", type("gone", (), {"__module__": "engine.store"}), raising=False)
    kept(root, stores.gone())  # type: ignore[attr-defined]
    monkeypatch.delattr(stores, "gone")
    assert get(root) is None


def test_other_code_does_not_take_it_for_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(root)
    monkeypatch.setattr(stores, "fingerprint", lambda: digest("other code"))
    assert get(root) is None
    open_store(root).put("kind", KEY, "of the other")
    assert get(root) == "of the other"
    monkeypatch.undo()
    assert len(list((root / FOLDER).glob("kind-*"))) == 2


def copied(tmp_path: Path) -> Path:
    """Copy the engine, with the times of its files."""
    shutil.copytree(ROOT / "engine", tmp_path / "code/engine", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "code"


def printed(code: Path, what: str) -> str:
    """Run a copy of the engine; coverage is told nothing of it, or it would count every line of the copy."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    done = subprocess.run([sys.executable, "-c", what], check=False, cwd=code, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_every_change_of_the_code_changes_its_fingerprint(tmp_path: Path) -> None:
    code, say = copied(tmp_path), "from engine.fingerprint import fingerprint as f; print(f().hex())"
    first = printed(code, say)
    assert printed(code, say) == first
    file, past = code / "engine/load/facts.py", time.time() - 100
    file.write_bytes(file.read_bytes() + b"# \n")
    os.utime(file, (past, past))
    second = printed(code, say)
    file.rename(file.with_name("other.py"))
    assert len({first, second, printed(code, say)}) == 3


def test_code_that_changed_while_it_ran_has_no_fingerprint(tmp_path: Path) -> None:
    change = "import engine.fingerprint as f, pathlib; pathlib.Path('engine/load/facts.py').write_bytes(b'')"
    assert printed(copied(tmp_path), f"{change}; print(f.fingerprint())") == "None\n"


def test_another_python_or_another_library_is_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = fingerprints.fingerprint.__wrapped__
    found = {bare()}
    monkeypatch.setattr(sys, "version", "3.99")
    found.add(bare())
    monkeypatch.setattr(fingerprints, "_installed", lambda: iter(["yaml __init__.py 1 2"]))
    found.add(bare())
    assert len(found) == 3
    monkeypatch.undo()
    said = list(fingerprints._installed())
    assert any(each.startswith("yaml ") for each in said)
    assert any(each.startswith("pydantic ") for each in said)


@pytest.mark.parametrize("name", ["entry", "folder", "file in place of the folder"])
def test_what_lies_in_the_way_is_as_if_nothing_were_there(root: Path, name: str) -> None:
    folder = root / FOLDER
    if name == "entry":
        file = kept(root)
        file.unlink()
        file.mkdir()
    elif name == "folder":
        folder.mkdir()
        (folder / TAG).mkdir()
    else:
        folder.write_bytes(b"")
    assert get(root) is None
    open_store(root).put("kind", KEY, 1)
    assert get(root) in {None, 1}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
def test_links_and_pipes_are_not_followed(root: Path) -> None:
    file = kept(root)
    whole, elsewhere = file.read_bytes(), root.parent / "elsewhere"
    elsewhere.write_bytes(whole)
    file.unlink()
    file.symlink_to(elsewhere)
    assert get(root) is None
    kept(root, "new")
    assert (file.is_symlink(), elsewhere.read_bytes()) == (False, whole)
    file.unlink()
    os.mkfifo(file)
    assert get(root) is None


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_a_folder_that_is_a_link_is_no_cache(root: Path) -> None:
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    (root / FOLDER).symlink_to(elsewhere, target_is_directory=True)
    open_store(root).put("kind", KEY, 1)
    assert get(root) is None
    assert list(elsewhere.iterdir()) == []


def test_a_full_disk_is_no_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores, "write_atomically", full)
    open_store(root).put("kind", KEY, 1)
    assert get(root) is None


def test_a_folder_that_cannot_be_made_is_no_error(root: Path) -> None:
    open_store(root / "missing").put("kind", KEY, 1)
    assert open_store(root / "missing").get("kind", KEY) is None


WRITE = """
import sys
from pathlib import Path
from engine.store import digest, open_store
store = open_store(Path(sys.argv[1]))
for number in range(150):
    found = store.get("kind", digest("a key"))
    assert found is None or found == [found[0]] * 20_000, found
    store.put("kind", digest("a key"), [number] * 20_000)
print(open_store(Path(sys.argv[1])).get("kind", digest("a key"))[0] >= 0)
"""


def test_several_processes_write_at_once(root: Path) -> None:
    command = [sys.executable, "-c", WRITE, str(root)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-1, text=True) for _ in range(3)]
    assert [(*each.communicate(timeout=60), each.returncode) for each in running] == [("True\n", "", 0)] * 3
    names = sorted(each.name.split("-")[0] for each in (root / FOLDER).iterdir())
    assert names == [".gitignore", TAG, "kind"]
    assert [each.name for each in (root.parent / "home/safeguards").iterdir()] == ["key"]


def aged(folder: Path, name: str, days: float, size: int) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(bytes(size))
    then = time.time() - days * 86_400
    os.utime(file, (then, then))
    return file


def test_what_was_not_used_for_long_is_swept_and_the_oldest_of_what_is_too_much(root: Path) -> None:
    for number, days in enumerate((40, 20, 10, 1)):
        aged(root / FOLDER, f"kind-{number}", days, 100)
    sweep(root / FOLDER, 1000)
    assert sorted(each.name for each in (root / FOLDER).iterdir()) == ["kind-1", "kind-2", "kind-3"]
    sweep(root / FOLDER, 250)
    assert sorted(each.name for each in (root / FOLDER).iterdir()) == ["kind-2", "kind-3"]


def test_sweeping_is_done_now_and_then_and_what_is_used_stays(root: Path) -> None:
    file = kept(root)
    old, then = aged(root / FOLDER, "kind-old", 40, 1), time.time() - 35 * 86_400
    open_store(root).put("other", KEY, 1)
    assert old.exists()
    os.utime(file, (then, then))
    os.utime(root / FOLDER / TAG, (then, then))
    assert get(root) == (1, "two")
    open_store(root).put("other", KEY, 1)
    assert (old.exists(), file.exists()) == (False, True)
    assert (root / FOLDER / TAG).exists()


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(on: bool) -> None:
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == on
        with pytest.raises(KeyError), uncollected():
            raise KeyError
        assert gc.isenabled() == on
    finally:
        (gc.enable if was else gc.disable)()
