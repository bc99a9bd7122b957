"""Rows of pairs are what an assessment of each day says of every pair, whoever judges them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_repositories import DAYS, FIRST, Lots
from pair_plans import WHEN, Key, many_versions, planned, real, told
from pair_work import dies, fails, slow_at_first
from world import fact, jurisdiction

from engine.load import Repository
from engine.matrix import Assessor
from engine.model import Grade, Location, Problem
from engine.pairs.days import SpanError, days, span
from engine.pairs.judge import VERDICTS, judge, one_by_one
from engine.pairs.narrow import asked, narrowed, turns
from engine.pairs.plan import Block, VersionError, packed, unpacked
from engine.pairs.processes import on_processes
from engine.pairs.rows import Wanted
from engine.pairs.stream import Found, LostError, found, in_order
from engine.shelf import ShelfLife
from engine.verdict import Verdict


def by_assessment(
    repository: Repository, problems: list[Problem], day: datetime.date, floor: Grade, some: Iterable[str] = ()
) -> dict[Key, Verdict]:
    """Give the findings of every State about pairs; States that are not valid answer that nothing is known."""
    assessor = Assessor(repository, problems, day, floor)
    codes = sorted({*assessor.jurisdictions, *assessor.invalid})
    chosen = list(some) or codes
    names = [each.id for each in repository.safeguards if each.subject == "pair"]
    rows = {
        (day, name, code, each.subject): each.verdict
        for name in names
        for code in assessor.jurisdictions
        if code in chosen
        for each in assessor.cell(code, name).findings
        if each.subject
    }
    broken = {
        (day, name, code, other): Verdict.UNKNOWN
        for name in names
        for code in assessor.invalid
        if code in chosen
        for other in codes
        if other != code
    }
    return rows | broken


@pytest.mark.parametrize("seed", range(6))
def test_rows_are_the_findings_of_an_assessment_of_each_day(seed: int) -> None:
    lots = Lots(seed)
    for _ in range(40):
        repository, problems = lots.repository()
        floor = lots.random.choice(list(Grade))
        when = sorted({lots.day() for _ in range(4)})
        what = planned(repository, problems, floor)
        rows = told(what, found(what, when, partial(one_by_one, what)))
        expected: dict[Key, Verdict] = {}
        for day in when:
            expected |= by_assessment(repository, problems, day, floor)
        assert rows == expected


@pytest.mark.parametrize("seed", range(2))
def test_days_of_one_version_have_the_same_verdicts(seed: int) -> None:
    """Week by week over some years, with nothing kept from the week before."""
    what = planned(*Lots(100 + seed).repository())
    seen: dict[tuple[int, int], bytes] = {}
    for number in range(0, DAYS, 7):
        day = FIRST + datetime.timedelta(number)
        for part, each in enumerate(what.parts):
            each.kept.clear()
            fresh = judge(what, Block(day, part))
            assert seen.setdefault((part, each.version(day)), fresh) == fresh
    assert len(seen) > len(what.parts)


@pytest.mark.parametrize(
    ("number", "day", "floor", "broken"),
    [(0, "2015-01-01", "KNOWLEDGE", ""), (1, "2020-01-01", "PAGE", ""), (2, "2026-11-25", "KNOWLEDGE", "FRA")],
)
def test_real_pairs_are_judged_alike(number: int, day: str, floor: str, broken: str) -> None:
    """All pairs for which a third of the States answers, another third on each day: traces take their time."""
    repository, _ = real()
    profiles = [each for each in repository.jurisdictions if each.code == broken]
    problems = [Problem(Location(repository.files[each.code]), "broken", "what", "why", "fix") for each in profiles]
    when, grade = datetime.date.fromisoformat(day), Grade[floor]
    what = planned(repository, problems, grade)
    rows = told(what, found(what, [when], partial(one_by_one, what)))
    assert len(rows) == len(what.parts) * len(what.codes) * (len(what.codes) - 1)
    some = what.codes[number::3]
    assert {key: each for key, each in rows.items() if key[2] in some} == by_assessment(
        repository, problems, when, grade, some
    )


def test_nothing_is_judged_again_where_nothing_changed() -> None:
    what, judged = planned(real()[0]), []

    def noting(blocks: Iterable[Block]) -> Iterator[bytes]:
        for each in blocks:
            judged.append(each)
            yield judge(what, each)

    when = days(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1), "month")
    count = sum(1 for _ in found(what, when, noting))
    assert count == len(when) * len(what.parts)
    assert len(judged) == sum(len({each.version(day) for day in when}) for each in what.parts) < count / 10


def test_a_profile_is_narrowed_to_what_the_safeguard_asks() -> None:
    safeguard = next(each for each in real()[0].safeguards if each.id == "dual-criminality-satisfied")
    what = asked(safeguard)
    assert what.keys == {"cooperation.dual_criminality.evidence", "exists", "kind"}
    assert what.lists == {"offences"}
    whole = next(each for each in real()[0].jurisdictions if each.code == "DEU")
    profile = narrowed(whole, what)
    assert set(profile.facts) == {"cooperation.dual_criminality.evidence"} < set(whole.facts)
    assert set(profile.entries) == {"offences"} < set(whole.entries)
    assert len(profile.entries["offences"]) == len(whole.entries["offences"])
    assert {key for each in profile.entries["offences"] for key in each.facts} == {"exists", "kind"}


def test_a_plan_comes_through_the_wire_and_no_other_version_takes_it() -> None:
    what = planned(real()[0])
    block = Block(datetime.date(2020, 1, 1), 0)
    assert judge(unpacked(packed(what)), block) == judge(what, block)
    with pytest.raises(VersionError, match=r"planned by version 0\.0\.0, here is "):
        unpacked(packed(replace(what, engine="0.0.0")))


def test_several_processes_give_the_same_in_the_same_order() -> None:
    what = many_versions()
    blocks = list(what.blocks(WHEN))
    alone = [judge(what, each) for each in blocks]
    assert list(on_processes(what, 3, blocks, slow_at_first)) == alone
    assert len(set(alone)) > 2


def test_a_process_that_is_killed_ends_the_work_with_a_message() -> None:
    what = many_versions()
    with pytest.raises(LostError, match="a process was killed, or ran out of memory"):
        list(on_processes(what, 2, what.blocks(WHEN), dies))


def test_a_fault_of_the_engine_in_a_process_is_raised_here() -> None:
    what = many_versions()
    with pytest.raises(ZeroDivisionError, match="2000-01-01"):
        list(on_processes(what, 2, what.blocks(WHEN), fails))


def test_who_stops_asking_lets_the_processes_go() -> None:
    what = many_versions()
    with closing(on_processes(what, 2, what.blocks(WHEN), slow_at_first)) as verdicts:
        assert next(verdicts) == judge(what, Block(WHEN[0], 0))


class Late:
    """A result that notes when it is waited for."""

    def __init__(self, value: int, out: set[int]) -> None:
        self.value, self.out = value, out
        out.add(value)

    def result(self) -> bytes:
        self.out.remove(self.value)
        return bytes([self.value])


@given(st.integers(0, 30), st.integers(1, 8))
def test_no_more_blocks_are_out_than_allowed(count: int, ahead: int) -> None:
    out: set[int] = set()
    most = 0

    def submit(block: Block) -> Late:
        nonlocal most
        late = Late(block.safeguard, out)
        most = max(most, len(out))
        return late

    blocks = [Block(FIRST, number) for number in range(count)]
    assert b"".join(in_order(submit, blocks, ahead)) == bytes(range(count))
    assert most == min(count, ahead)


VERDICT_BYTES = st.binary(min_size=12, max_size=12).map(lambda each: bytes(one % 4 for one in each))


@settings(deadline=None)
@given(VERDICT_BYTES, st.none() | VERDICT_BYTES, st.frozensets(st.sampled_from(list(Verdict))), st.booleans())
def test_the_wanted_rows_are_those_of_a_verdict_or_that_changed(
    new: bytes, old: bytes | None, only: frozenset[Verdict], changes: bool
) -> None:
    mask = Wanted(only, changes).mask(Found(Block(FIRST, 0), new, old))
    wanted = [
        (not only or VERDICTS[one] in only) and not (changes and old is not None and one == old[number])
        for number, one in enumerate(new)
    ]
    assert wanted == [True] * 12 if mask is None else [bool(each) for each in mask] == wanted


SPANS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


@given(SPANS, SPANS, st.sampled_from(["year", "month"]))
def test_days_lie_within_their_span_and_begin_with_its_first(
    one: datetime.date, other: datetime.date, every: str
) -> None:
    first, last = sorted((one, other))
    assert span(f"{first}..{last}") == (first, last)
    try:
        listed = days(first, last, every)
    except SpanError:
        return
    assert listed[0] == first
    assert listed == sorted(set(listed))
    assert all(first <= each <= last for each in listed)
    months = [each.year * 12 + each.month for each in listed]
    step = 12 if every == "year" else 1
    assert months == list(range(months[0], months[0] + step * len(months), step))


def test_a_reading_is_stale_from_the_day_after_its_term_on() -> None:
    """The turn at which a reading grows too old is that of `ShelfLife.stale`, in every month."""
    shelf = ShelfLife({"statute": 6, "treaty": 1})
    for number in range(800):
        read = FIRST + datetime.timedelta(number)
        one = fact(1)
        one = replace(one, citations=(replace(one.citations[0], read_on=read),))
        listed = turns(jurisdiction(facts={"a.b": one}), {}, shelf)
        stale = [FIRST + datetime.timedelta(each) for each in range(number, number + 200)]
        assert next(day for day in stale if shelf.stale("a.b", one, day)) in listed
