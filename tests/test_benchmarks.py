"""What `make bench` measures: the same work in every run, the same verdicts everywhere, a table of what was found."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from strategies import CLAUSES, SCOPES

from benchmarks import children, engines, phases, pytest_runs, results, trees
from benchmarks.peers import contest, formula, packages
from benchmarks.peers.documents import Ready, Work
from benchmarks.world import ROOT, made_up
from engine.evaluate import evaluate
from engine.load import read_repository
from engine.model import Clause, Constant, Path, Record, Safeguard, Scope
from engine.operators import OPERATORS
from engine.tally import Tally
from engine.verdict import Truth

GOLDEN = File(__file__).parent / "golden/bench.md"
REPOSITORY = read_repository(ROOT)
ALONE = [each for each in REPOSITORY.safeguards if each.subject != "pair"]
PAIRS = [each for each in REPOSITORY.safeguards if each.subject == "pair"]


def work(states: int, pairs: bool = False) -> Work:
    world = made_up(REPOSITORY.vocabulary, states)
    return Work(world, PAIRS if pairs else ALONE, REPOSITORY.vocabulary, pairs)


def true(told: formula.Formula, scope: Scope) -> bool:
    """Say whether a formula of two truths holds, for the tests alone."""
    match told:
        case formula.Both(parts):
            return all(true(each, scope) for each in parts)
        case formula.Either(parts):
            return any(true(each, scope) for each in parts)
        case formula.Fold(every, records, name, body):
            listed = scope[records.root].lists.get(records.key)
            held = [true(body, {**scope, name: each}) for each in (listed.records if listed else ())]
            return all(held) if every else any(held)
        case formula.Closed(records):
            listed = scope[records.root].lists.get(records.key)
            return listed is not None and listed.closed
    value, other = answer(told.path, scope), told.operand
    expected = other.value if isinstance(other, Constant) else answer(other, scope)
    if value is None or expected is None:
        return False
    return OPERATORS[told.operator].test(value, expected) is told.wanted


def answer(path: Path, scope: Scope) -> object:
    fact = scope.get(path.root, Record({})).facts.get(path.key)
    return None if fact is None else fact.value


@settings(max_examples=300, deadline=None)
@given(CLAUSES, SCOPES)
def test_two_formulas_say_what_three_truths_do(clause: Clause, scope: Scope) -> None:
    holds, fails = (true(formula.known(clause, wanted), scope) for wanted in (True, False))
    truth = {(True, False): Truth.TRUE, (False, True): Truth.FALSE, (False, False): Truth.UNKNOWN}[holds, fails]
    assert truth is evaluate(clause, scope).truth


def test_made_up_states_are_always_the_same() -> None:
    assert made_up(REPOSITORY.vocabulary, 3) == made_up(REPOSITORY.vocabulary, 3)


def test_trees_are_always_the_same(tmp_path: File) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        trees.states(tmp_path / name, ROOT, 2, 0.3)
        files = sorted((tmp_path / name / "jurisdictions").iterdir())
        written.append([(each.name, each.read_bytes()) for each in files])
    assert written[0] == written[1]
    found = read_repository(tmp_path / "one")
    assert (found.problems, len(found.jurisdictions)) == ((), 2)


@pytest.mark.parametrize("pairs", [False, True], ids=["states", "pairs"])
def test_our_verdicts_are_those_of_the_definition(pairs: bool) -> None:
    asked = work(4, pairs)
    found = contest.by_bits(asked, asked.safeguards, Tally(asked.world))
    assert found == contest.reference(asked, asked.safeguards, asked.rows)


@pytest.mark.parametrize("pairs", [False, True], ids=["states", "pairs"])
@pytest.mark.parametrize("peer", contest.PEERS, ids=[each.name for each in contest.PEERS])
def test_a_peer_gives_the_same_verdicts(peer: contest.Peer, pairs: bool) -> None:
    try:
        version(peer.package)
    except PackageNotFoundError:
        pytest.skip(f"{peer.package} is not installed; make bench installs it")
    asked = work(3, pairs)
    ready = peer.prepare(asked)
    assert {each.id for each in ready.said} | set(ready.left) == {each.id for each in asked.safeguards}
    assert not (set(ready.left) & {each.id for each in ready.said})
    expected = contest.by_bits(asked, ready.said, Tally(asked.world))
    assert contest.disagreement(asked, ready, asked.rows, expected) == ""


def stub(codes: list[list[int]] | None, said: list[Safeguard]) -> Ready:
    if codes is None:
        raise OSError("its library | cannot be loaded")
    return Ready(said, {}, lambda count: codes[:count], list)


def test_a_peer_that_is_missing_fails_or_differs_is_a_line_that_says_so() -> None:
    asked, made = work(2), contest.PEERS[0]
    tally = Tally(asked.world)
    right = contest.by_bits(asked, asked.safeguards, tally)
    wrong = [[3 - right[0][0], *right[0][1:]], *right[1:]]

    def why(codes: list[list[int]] | None, package: str = "pytest") -> str:
        peer = replace(made, package=package, prepare=lambda _: stub(codes, asked.safeguards))
        return engines.row("cells", contest.contest(peer, asked, tally, 1), len(asked.safeguards)).note

    assert why(right, "no-such-package") == "not run: no-such-package is not installed"
    assert why(None) == "not run: OSError: its library | cannot be loaded"
    first = asked.safeguards[0].id
    assert why(wrong) == f"not run: another verdict: {first} in row 0: {3 - right[0][0]} instead of {right[0][0]}"
    assert why(right) == ""


@pytest.mark.parametrize(("took", "times"), [(0.006, 4), (0.5, 1)])
def test_what_is_quick_is_done_often_and_the_mean_is_given(
    monkeypatch: pytest.MonkeyPatch, took: float, times: int
) -> None:
    clock, done = [0.0], []
    monkeypatch.setattr(contest.time, "perf_counter", lambda: clock[0])

    def work() -> None:
        done.append(1)
        clock[0] += took

    assert (contest.seconds(work), len(done)) == (pytest.approx(took), times)


def test_every_peer_is_in_the_extra() -> None:
    listed = {each.partition(">")[0] for each in packages.packages()}
    assert listed == {each.package for each in contest.PEERS}


OUTCOMES = {"XAA": [("one", "fail"), ("two", "pass"), ("three", "skip")], "XAB": [("one", "fail"), ("two", "pass")]}


@pytest.mark.parametrize("kind", [trees.naive, trees.plain], ids=["naive", "plain"])
def test_what_ours_is_compared_with_ends_alike(kind: object, tmp_path: File) -> None:
    assert callable(kind)
    kind(tmp_path, OUTCOMES, "NAME is not met\n  because of this")
    command = [sys.executable, "-m", "pytest", "-p", "no:engine.plugin", "-q", "jurisdictions/"]
    as_a_user = children.environment()
    done = subprocess.run(command, cwd=tmp_path, env=as_a_user, capture_output=True, text=True, check=False)
    assert "2 failed, 2 passed, 1 skipped" in done.stdout
    assert done.stdout.count("one is not met\n  because of this") == 2


def test_a_process_that_fails_is_given_up(tmp_path: File) -> None:
    with pytest.raises(children.GivenUp, match=r"^alas$"):
        children.run([sys.executable, "-c", "print('alas'); raise SystemExit(3)"], tmp_path)
    took = children.run([sys.executable, "-c", "raise SystemExit(1)"], tmp_path)
    assert took.seconds > 0
    assert took.peak > 1


def test_rounds_take_turns_and_their_ratios_are_taken_by_round() -> None:
    times = iter([(1.0, 2.0), (9.0, 3.0), (4.0, 4.0)])
    order: list[str] = []

    def one() -> children.Run:
        order.append("one")
        pairs.append(next(times))
        return children.Run(pairs[-1][0], len(pairs))

    def other() -> children.Run:
        order.append("other")
        return children.Run(pairs[-1][1], 20)

    pairs: list[tuple[float, float]] = []
    found = children.in_turn([one, other], 3)
    assert order == ["one", "other"] * 3
    assert (found.seconds(0), found.seconds(1), found.ratio(0, 1), found.rounds, found.peak(0)) == (4.0, 3.0, 1.0, 3, 3)
    assert found.both(0, 1) == "4.00 s and 3.00 s"


def test_what_is_timed_inside_a_run_is_there() -> None:
    for _, module, owner, function in phases.WRAPPED:
        place = importlib.import_module(module)
        assert callable(getattr(getattr(place, owner) if owner else place, function))
    assert {name for name, *_ in phases.WRAPPED} > set(pytest_runs.COUNTED)


COLUMNS = {
    "version": "1.2",
    "theirs": 4000.0,
    "ours": 25.0,
    "objects": 30.5,
    "said": 3,
    "of": 5,
    "rows": 200,
    "ready": 0.5,
}
ROWS = [
    results.Row("pytest", "ours / naive items", 0.071, 0.08, rounds=3, note="1 s and 14 s"),
    results.Row("pytest", "peak memory", 512.0, 400, "MiB"),
    results.Row("cells", "CEL", 160.0, 100, least=True, rounds=5, note="2 cannot be said: a, b (c | d)", cells=COLUMNS),
    results.Row("cells", "OPA", None, 500, least=True, note="not run: no", cells={"version": "", "of": 5}),
    results.Row("sizes", "18 States: ns a cell", 1234.5, None, "ns"),
]


def found() -> dict[str, object]:
    told = results.document("2026-11-25", ROWS, [], 61.2)
    told["machine"] = {"cores": 2, "processor": "Some CPU", "memory_gib": 24.0, "system": "Linux x86_64"}
    return {**told, "versions": {"Python": "3.11.7", "pytest": "9.2.0"}}


def test_the_page_of_a_result() -> None:
    made = results.page(found())
    if os.environ.get("REWRITE_GOLDEN"):
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_the_table_goes_between_the_marks() -> None:
    text = f"before\n{results.BEGIN}\nold\n{results.END}\nafter\n"
    made = results.into_readme(text, found())
    assert made.startswith(f"before\n{results.BEGIN}\n| what | measured | goal | reached |\n")
    assert made.endswith(f"(benchmarks/results/bench-2026-11-25.md).\n{results.END}\nafter\n")
    assert results.into_readme(made, found()) == made
    assert "| time a cell: OPA / ours | – | at least 500 x | – |" in made
    assert "| peak memory | 512 MiB | at most 400 MiB | **no** |" in made
    with pytest.raises(ValueError, match=r"^README.md has no <!-- speed --> with a <!-- /speed --> after it$"):
        results.into_readme("no marks", found())


def test_the_readme_shows_the_newest_result() -> None:
    path = results.newest()
    if path is None:
        pytest.skip("make bench has not been run yet: there is no benchmarks/results/bench-*.json")
    told = json.loads(path.read_text(encoding="utf-8"))
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert results.into_readme(text, told) == text, "README.md shows another result than the newest; run make bench"
    assert path.with_suffix(".md").read_text(encoding="utf-8") == results.page(told)
