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
        self._known: dict[str, dict[str, Remark]] = {}
        self._from_store: set[str] = set()

    def __call__(self, code: str, safeguard: str) -> Remark:
        """Give the remark on a cell; what nobody remarked yet is judged now."""
        found = self.known(code, safeguard)
        if found is None:
            found = self._known[code][safeguard] = self._judge(code, safeguard)
        return found

    def known(self, code: str, safeguard: str) -> Remark | None:
        """Give the remark on a cell if there is one already."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self._look_up(code)
        return found.get(safeguard)

    def at_hand(self, code: str, safeguard: str) -> Remark | None:
        """Give the remark on a cell if those on its State were looked up already; nothing is waited for."""
        found = self._known.get(code)
        return None if found is None else found.get(safeguard)

    def _look_up(self, code: str) -> dict[str, Remark]:
        self._wait(code)
        kept: dict[str, Plain] | None = self._store.get("cells", digest(self._key, code))
        if kept is None:
            return {}
        self._from_store.add(code)
        places: dict[tuple[str, int, int], Location] = {}
        return {name: _remark(each, places) for name, each in kept.items()}

    def are_kept(self, code: str) -> bool:
        """Whether there seem to be remarks on a State from before."""
        return self._store.has("cells", digest(self._key, code))

    def keep(self) -> None:
        """Keep what was judged, for every State of which all was."""
        for code, found in self._known.items():
            if len(found) == self._whole and code not in self._from_store:
                plain = {name: _plain(each) for name, each in found.items()}
                self._store.put("cells", digest(self._key, code), plain)

    def make(self, code: str, safeguards: Iterable[str]) -> None:
        """Judge a State by all safeguards and keep that at once."""
        for each in safeguards:
            self(code, each)
        self.keep()
        self._known.clear()


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


def _remark(plain: Plain, places: dict[tuple[str, int, int], Location]) -> Remark:
    """Give the remark that is meant; `places` are those met before, since most cells point at the same."""
    (verdict, sentence, *rest), place, grade, missing = plain
    where = places.get(place) or places.setdefault(place, Location(*place))
    return Remark(Outcome(_VERDICTS[verdict], sentence, where, *rest), None if grade is None else Grade(grade), missing)


_VERDICTS = {each.value: each for each in Verdict}
