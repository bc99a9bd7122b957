"""What to ask next about a jurisdiction: the missing answers, those that settle most cells first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.explain import finding_reasons
from engine.verdict import Verdict
from engine.vocabulary import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.matrix import Assessor
    from engine.model import Finding


@dataclass(frozen=True, slots=True)
class Item:
    """Something to ask: a question, of the State or of one record; or, without a path, what else a list holds.

    `section` is the list that the record stands in, empty for a question about the State. `settles` counts the cells
    for which nothing else is missing, `asked` all cells that wait for it.
    """

    section: str
    record: str
    path: str
    settles: int = 0
    asked: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells one item from another."""
        return self.section, self.record, self.path


def agenda(assessor: Assessor, code: str) -> list[Item]:
    """List what is missing of a jurisdiction, by how many cells it settles.

    A list is asked for further records only after the questions about those that it has. Questions that no cell
    waits for are not in it: they may decide nothing, or another answer has decided already.
    """
    waiting: dict[tuple[str, str, str], set[str]] = {}
    alone: dict[tuple[str, str, str], set[str]] = {}
    for safeguard in assessor.safeguards.values():
        if safeguard.subject == "pair":
            continue
        findings = [each for each in assessor.cell(code, safeguard.id).findings if each.verdict is Verdict.UNKNOWN]
        keys = {key for each in findings for key in _keys(each, LISTS.get(safeguard.subject, ""))}
        for key in keys:
            waiting.setdefault(key, set()).add(safeguard.id)
            if len(keys) == 1:
                alone.setdefault(key, set()).add(safeguard.id)
    items = [Item(*key, len(alone.get(key, ())), len(cells)) for key, cells in waiting.items()]
    return sorted(items, key=_rank(items))


def _keys(finding: Finding, section: str) -> Iterator[tuple[str, str, str]]:
    if finding.why:
        yield section, "", ""
        return
    open_lists = {f"{each}.complete": each for each in LISTS.values()}
    record = section.removesuffix("s")
    for reason in finding_reasons(finding):
        if reason.path in open_lists:
            yield open_lists[reason.path], "", ""
            continue
        own = section and reason.path.startswith(f"{record}.")
        yield (section, finding.subject, reason.path) if own else ("", "", reason.path)


def _rank(items: list[Item]) -> Callable[[Item], tuple[bool, int, int, tuple[str, str, str]]]:
    busy = {each.section for each in items if each.record}
    return lambda each: (not each.path and each.section in busy, -each.settles, -each.asked, each.key)
