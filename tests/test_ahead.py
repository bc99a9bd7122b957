"""A second process works ahead, and nobody can tell from what is said: whether it is there, fails or is killed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lanes import lay_out

from engine.ahead import OFF
from engine.store import FOLDER
from engine.store import OFF as NO_CACHE

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="a second process needs Linux and a second core"
)
ROOT = Path(__file__).parent.parent


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give this environment with a cache of its own, and as if no process of xdist were around."""
    without = {NO_CACHE, OFF, "PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST"}
    own = {"XDG_CACHE_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return {name: value for name, value in os.environ.items() if name not in without} | own | more


def python(script: str, folder: Path, **env: str) -> list[str]:
    """Run a script in a process with one thread, and give the lines that it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=folder,
        env=environment(folder.parent / "home", **env),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.splitlines()


HEAD = """
import os, signal, time
from functools import partial
from pathlib import Path
from engine.ahead import work_ahead

def write(number):
    Path(f"piece-{number}").write_text(str(os.getpid()))

def made():
    return sorted(each.name for each in Path.cwd().glob("piece-*"))

def pieces(count):
    return [partial(write, each) for each in range(count)]
"""


def test_pieces_are_done_in_another_process_and_waited_for(tmp_path: Path) -> None:
    script = """
helper = work_ahead(pieces(3))
helper.wait(2)
print({"piece-0", "piece-1"} <= set(made()))
helper.wait(9)
print(made(), Path("piece-2").read_text() != str(os.getpid()))
helper.wait(9), helper.end(), helper.end()
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("nobody is left")
"""
    assert python(HEAD + script, tmp_path) == ["True", "['piece-0', 'piece-1', 'piece-2'] True", "nobody is left"]


def test_a_piece_that_fails_ends_the_work_and_says_nothing(tmp_path: Path) -> None:
    script = """
helper = work_ahead([partial(write, 0), lambda: 1 / 0, partial(write, 2)])
helper.wait(3)
print(made())
"""
    assert python(HEAD + script, tmp_path) == ["['piece-0']"]


def test_a_process_that_is_killed_is_not_waited_for(tmp_path: Path) -> None:
    script = """
helper = work_ahead([partial(write, 0), partial(time.sleep, 50)])
helper.wait(1)
os.kill(int(Path("piece-0").read_text()), signal.SIGKILL)
helper.wait(2)
print(made())
"""
    assert python(HEAD + script, tmp_path) == ["['piece-0']"]


def test_at_the_end_the_piece_at_hand_is_finished_and_no_other_begun(tmp_path: Path) -> None:
    script = """
helper = work_ahead([partial(write, 0), partial(time.sleep, 0.3), *pieces(1)[:0], partial(write, 1), partial(write, 2)])
helper.wait(1)
helper.end()
print(made())
"""
    assert python(HEAD + script, tmp_path) == ["['piece-0']"]


@pytest.mark.parametrize(
    "why",
    [
        f"os.environ['{OFF}'] = '1'",
        "os.environ['PYTEST_XDIST_WORKER'] = 'gw0'",
        "os.sched_getaffinity = lambda _: {0}",
        "import threading; threading.Thread(target=time.sleep, args=(0.5,)).start()",
        "import sys; sys.platform = 'darwin'",
        "os.fork = partial(open, 'no-such-file')",
    ],
)
def test_there_is_none_where_there_cannot_be_one(tmp_path: Path, why: str) -> None:
    before = "before = os.listdir('/proc/self/fd')\n"
    after = "print(work_ahead(pieces(1)), made(), len(os.listdir('/proc/self/fd')) - len(before))"
    assert python(f"{HEAD}{why}\n{before}{after}", tmp_path) == ["None [] 0"]


READ = """
import os
from pathlib import Path
from engine.load import read_repository, reader
from engine.store import open_store

reader.MANY = 1
own, real = [], reader._parsed
def parsed(kind, data, path, given):
    own.append(path)
    if len(own) > 1:
        __import__("time").sleep(0.05)  # the other process is the quicker one
    return real(kind, data, path, given)
here = os.getpid()
reader._parsed = lambda *given: (parsed if os.getpid() == here else real)(*given)
found = read_repository(Path.cwd(), None, open_store(Path.cwd()))
assert found == read_repository(Path.cwd(), None, open_store(Path.cwd(), wanted=False))
print(len(found.problems), {each for each in own if own.count(each) == 1})
"""


def test_files_are_read_by_two_and_say_what_they_say_to_one(tmp_path: Path) -> None:
    tree = lay_out(tmp_path / "tree")
    alone = eval_set(python(READ.replace("found = read", "reader.work_ahead = lambda _: None\nfound = read"), tree))
    shutil.rmtree(tree / FOLDER)
    both = eval_set(python(READ, tree))
    assert alone[0] == both[0] != "0"
    assert alone[1] == set()  # all were read here, and again without a cache
    assert len(both[1]) > 5  # only once here, since the other process had read them


def eval_set(lines: list[str]) -> tuple[str, set[str]]:
    """Part a line into the number and the names that it gives."""
    count, _, names = lines[0].partition(" ")
    return count, set(re.findall(r"'([^']+)'", names))


CONFTEST = """
import os
import pytest
from engine.load import reader
from engine.plugin import forerunner

reader.MANY = forerunner.MANY = 1

@pytest.hookimpl(trylast=True)
def pytest_report_collectionfinish(config):
    from engine.plugin import assessment_key
    found = config.stash[assessment_key].forerunner
    return f"ahead: {found is not None and found.full} {0 if found is None else len(found.places)}"
"""
KILLS = """
def pytest_collection_finish(session):
    from engine.plugin import assessment_key
    os.kill(session.config.stash[assessment_key].forerunner.helper._process, 9)
"""
FAILS = """
from engine.plugin.remarks import Remarks
Remarks.make = lambda *_: 1 / 0
"""
LATE = """
from engine.plugin import lane
told, lane.told_in_full = lane.told_in_full, lambda config: not told(config)
"""


def pytest_run(tree: Path, conftest: str, *args: str, **env: str) -> tuple[int, str]:
    """Run pytest over the repository with a cache of its own; what it says, but for times."""
    (tree / "conftest.py").write_text(CONFTEST + conftest, encoding="utf-8")
    command = [sys.executable, "-W", "error", "-m", "pytest", "-p", "engine.plugin", "--as-of=2026-06-01", *args]
    done = subprocess.run(
        command,
        cwd=tree,
        env=environment(tree.parent / "home", **env),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    return done.returncode, re.sub(r"\d+\.\d\ds", "0.00s", done.stdout)


def ahead(said: str) -> str:
    found = re.search("ahead: (.*)", said)
    assert found
    return found[1]


def cold(tree: Path, conftest: str, *args: str, **env: str) -> tuple[int, str]:
    """Run it where nothing is kept; give what it says but for whether another process went ahead."""
    shutil.rmtree(tree / FOLDER, ignore_errors=True)
    code, said = pytest_run(tree, conftest, *args, **env)
    return code, re.sub("ahead: .*", "", said)


@pytest.mark.parametrize("report", [(), ("-v", "--junitxml=out.xml", "--unknown=fail")])
def test_a_run_says_the_same_whoever_judges(tmp_path: Path, report: tuple[str, ...]) -> None:
    tree = lay_out(tmp_path / "tree")
    (tree / "pytest.ini").write_text("[pytest]\n")
    args = ("jurisdictions", "checks", *report)
    alone = cold(tree, "", *args, **{OFF: "1"})
    assert "unmet" in alone[1] or "FAILED" in alone[1]
    for conftest in ("", KILLS, FAILS, LATE):
        assert cold(tree, conftest, *args) == alone, conftest


def test_what_is_judged_ahead_is_kept_and_not_judged_here(tmp_path: Path) -> None:
    tree = lay_out(tmp_path / "tree")
    (tree / "pytest.ini").write_text("[pytest]\n")
    here = (
        "from engine.plugin import session\nown = os.getpid()\nreal = session.Assessment._judge\n"
        "def judge(*given, **more):\n    assert os.getpid() != own\n    return real(*given, **more)\n"
        "session.Assessment._judge = judge\n"
    )
    first = pytest_run(tree, here, "jurisdictions")
    assert ahead(first[1]) == "False 2"
    again = pytest_run(tree, here, "jurisdictions")
    assert ahead(again[1]) == "False 0"  # no other process, since all is kept
    first_said, again_said = (re.sub("ahead: .*", "", said) for _, said in (first, again))
    assert first_said == again_said


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ("jurisdictions/XAA.yaml", "False 1"),
        ("jurisdictions --junitxml=out.xml", "True 2"),
        ("jurisdictions/XAA.yaml::short-orders", "False 0"),
        ("jurisdictions -k speech", "False 0"),
        ("jurisdictions -m powers", "False 0"),
        ("jurisdictions --lf", "False 0"),
        ("jurisdictions --safeguard=short-orders", "False 0"),
        ("jurisdictions --no-cache", "False 0"),
    ],
)
def test_nobody_goes_ahead_for_cells_that_are_not_wanted(tmp_path: Path, args: str, wanted: str) -> None:
    tree = lay_out(tmp_path / "tree")
    (tree / "pytest.ini").write_text("[pytest]\n")
    assert ahead(pytest_run(tree, "", *args.split())[1]) == wanted
