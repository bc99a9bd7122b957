"""A plan gives again what was found while it was noted down."""

from __future__ import annotations

from collections.abc import Callable
from operator import add, and_, invert, lshift, or_, rshift, sub, xor
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.assess import World
from engine.load import read_repository
from engine.model import Grade
from engine.plan import Plan, Plane
from engine.tally import Tally

NUMBERS = st.one_of(st.integers(0, 2**70), st.sampled_from([0, -1, 1]))
TWO = st.sampled_from([and_, or_, xor, add])
WORK = st.lists(
    st.one_of(
        st.tuples(TWO, st.integers(0, 20), st.one_of(NUMBERS, st.integers(0, 20).map(str))),
        st.tuples(st.just(sub), st.integers(0, 20), st.integers(0, 20).map(str)),
        st.tuples(st.sampled_from([lshift, rshift]), st.integers(0, 20), st.integers(0, 9)),
        st.tuples(st.just(invert), st.integers(0, 20), st.none()),
    ),
    max_size=12,
)
Work = list[tuple[Callable[..., int], int, int | str | None]]


def done(work: Work, numbers: list[int]) -> list[int]:
    """Do the work; a text names a number that was found before, by its place."""
    found = list(numbers)
    for does, one, other in work:
        second = found[int(other) % len(found)] if isinstance(other, str) else other
        first = found[one % len(found)]
        found.append(does(first) if second is None else does(first, second))
    return found


@given(st.lists(NUMBERS, min_size=1, max_size=4), WORK, st.data())
def test_what_a_plan_finds_again_is_what_the_numbers_give(numbers: list[int], work: Work, data: st.DataObject) -> None:
    plan = Plan()
    noted = done(work, [plan.given(each) for each in numbers])
    assert noted == done(work, numbers)
    wanted = data.draw(st.lists(st.sampled_from(range(len(noted)))))
    plan.want([noted[each] for each in wanted])
    again = plan.run()
    assert again == tuple(done(work, numbers)[each] for each in wanted)
    assert not any(isinstance(each, Plane) for each in again)


def test_a_number_before_a_plane_is_noted_too() -> None:
    plan = Plan()
    plane = plan.given(12)
    found = [5 & plane, 5 | plane, 5 ^ plane, 5 + plane]
    assert all(isinstance(each, Plane) for each in found)
    plan.want(found)
    assert plan.run() == (4, 13, 9, 17)


def test_a_step_is_done_once_and_one_that_changes_nothing_never() -> None:
    plan = Plan()
    one, other = plan.given(12), plan.given(10)
    assert one & -1 is one
    assert one & 0 == 0
    assert (one & other) is (one & other)
    plan.want([one & other])
    assert len(plan._steps) == 1


def test_verdicts_found_again_are_the_same() -> None:
    repository = read_repository(Path(__file__).parent.parent)
    from world import DAY

    from engine.check import all_problems
    from engine.matrix import Assessor

    known: World = Assessor(repository, all_problems(repository), DAY, Grade.KNOWLEDGE).world
    tally = Tally(known)
    for safeguard in repository.safeguards:
        if safeguard.subject != "pair":
            first = tally.rows(safeguard), tally.rolled(safeguard), tally.cells(safeguard)
            assert (tally.rows(safeguard), tally.rolled(safeguard), tally.cells(safeguard)) == first
            assert not any(isinstance(each, Plane) for judged in first[:2] for each in judged)
