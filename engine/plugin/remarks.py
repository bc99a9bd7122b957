"""How cells came out, kept for the next run over the very same files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from engine.model import Grade, Location
from engine.store import digest
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.store import Store

Plain: TypeAlias = "tuple[tuple[Any, ...], tuple[str, int, int], int | None, tuple[str, ...]]"
"""A remark as plain values: what its outcome says, its place, its grade, what is missing."""


class Outcome(NamedTuple):
    """What the item of a cell comes to.

    `said` is the cell in a sentence; `failure` the whole finding, empty where the item does not fail; `care` tells
    that what fails is the waiver; `properties` are those of the report.
    """

    verdict: Verdict
    said: str
    place: Location
    properties: tuple[tuple[str, object], ...]
    failure: str = ""
    care: bool = False


class Remark(NamedTuple):
    """A cell as the end of a run needs it too: what its item came to, its grade, what leaves it unknown."""

    outcome: Outcome
    grade: Grade | None
    missing: tuple[str, ...]


class Remarks:
    """Remarks by State and safeguard.

    Args:
        store: Where they are kept.
        key: A hash of all that they rest on: files, day, options.
        judge: Makes a remark on a cell.
        whole: How many safeguards there are; the remarks on a State are kept when there is one on each.
        wait: Called with a State before it is looked up what is kept of it.
    """

    def __init__(
        self,
        store: Store,
        key: bytes,
        judge: Callable[[str, str], Remark],
        whole: int,
        wait: Callable[[str], None] = lambda _code: None,
    ) -> None:
        self._store, self._key, self._judge, self._whole, self._wait = store, key, judge, whole, wait
        self._kept: dict[str, dict[str, Plain]] = {}
        self._made: dict[str, dict[str, Remark]] = {}

    def __call__(self, code: str, safeguard: str) -> Remark:
        """Give the remark on a cell; what nobody remarked yet is judged now."""
        found = self.known(code, safeguard)
        if found is None:
            found = self._made[code][safeguard] = self._judge(code, safeguard)
        return found

    def known(self, code: str, safeguard: str) -> Remark | None:
        """Give the remark on a cell if there is one already."""
        made = self._made.get(code)
        if made is None:
            made = self._made[code] = {}
        found = made.get(safeguard)
        if found is None and (kept := self._of(code).get(safeguard)) is not None:
            found = made[safeguard] = _remark(*kept)
        return found

    def _of(self, code: str) -> dict[str, Plain]:
        if code not in self._kept:
            self._wait(code)
            self._kept[code] = self._store.get("cells", digest(self._key, code)) or {}
        return self._kept[code]

    def are_kept(self, code: str) -> bool:
        """Whether there seem to be remarks on a State from before."""
        return self._store.has("cells", digest(self._key, code))

    def keep(self) -> None:
        """Keep what was judged, for every State of which all was."""
        for code, made in self._made.items():
            if len(made) == self._whole and not self._of(code):
                self._store.put("cells", digest(self._key, code), {name: _plain(each) for name, each in made.items()})

    def make(self, code: str, safeguards: Iterable[str]) -> None:
        """Judge a State by all safeguards and keep that at once."""
        for each in safeguards:
            self(code, each)
        self.keep()
        self._made.clear()


def _plain(remark: Remark) -> Plain:
    """Give a remark as plain values, which are read again many times faster than values of our own."""
    outcome, place = remark.outcome, remark.outcome.place
    said = (outcome.verdict.value, outcome.said, outcome.properties, outcome.failure, outcome.care)
    return (
        said,
        (place.path, place.line, place.column),
        None if remark.grade is None else int(remark.grade),
        remark.missing,
    )


def _remark(said: tuple[Any, ...], place: tuple[str, int, int], grade: int | None, missing: tuple[str, ...]) -> Remark:
    verdict, sentence, *rest = said
    outcome = Outcome(_VERDICTS[verdict], sentence, Location(*place), *rest)
    return Remark(outcome, None if grade is None else Grade(grade), missing)


_VERDICTS = {each.value: each for each in Verdict}
