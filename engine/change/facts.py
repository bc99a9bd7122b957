"""Answers that differ between two sides, as they hold on the day of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.explain import finding_reasons
from engine.questions import questions_asked
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.matrix import Assessor
    from engine.model import Cell, Citation, Fact, Record, Safeguard

LAYERS = "jurisdictions/layers/"


@dataclass(frozen=True, slots=True)
class FactChange:
    """An answer that differs: of which jurisdiction, under which path of its profile, to which question.

    `record` is the power or offence, empty for an answer about the State. A side without the answer has no fact.
    """

    jurisdiction: str
    path: str
    question: str
    record: str
    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """The answer of the new side, or of the old where there is no new one."""
        return next(each for each in (self.after, self.before) if each is not None)

    @property
    def in_layer(self) -> bool:
        """Whether the answer is, or was, one of a layer."""
        return any(each is not None and each.where.path.startswith(LAYERS) for each in (self.before, self.after))

    @property
    def same_evidence(self) -> bool:
        """Whether both answers rest on the same provisions, as they were read on the same days."""
        if self.before is None or self.after is None:
            return False
        return _evidence(self.before.citations) == _evidence(self.after.citations)


def _evidence(citations: Iterable[Citation]) -> set[tuple[object, ...]]:
    return {(each.key, each.title, each.read_on, each.grade, each.pin.sha256 if each.pin else "") for each in citations}


def changed_facts(old: Assessor, new: Assessor) -> Iterator[FactChange]:
    """Yield the answers that differ, of every jurisdiction that both sides can judge."""
    for code in sorted(set(old.jurisdictions) & set(new.jurisdictions)):
        one, other = old.world.records[code], new.world.records[code]
        if one is other:
            continue
        before, after = flat(one, old), flat(other, new)
        for key in dict.fromkeys([*before, *after]):
            was, now = before.get(key), after.get(key)
            if _answer(was) != _answer(now):
                yield FactChange(code, *key, was, now)


def _answer(fact: Fact | None) -> tuple[object, ...]:
    return (None, "") if fact is None else (fact.value, fact.unknown if fact.value is None else "")


def flat(record: Record, judge: Assessor) -> dict[tuple[str, str, str], Fact]:
    """Lay out what is known of a jurisdiction: by path in its profile, question, and name of the record."""
    found = {(path, path, ""): fact for path, fact in record.facts.items()}
    records = judge.repository.vocabulary.lists
    for section, listed in record.lists.items():
        for each in listed.records:
            for key, fact in each.facts.items():
                found[f"{section}.{each.name}.{key}", f"{records[section]}.{key}", each.name] = fact
        if listed.complete is not None:
            found[f"{section}.complete", f"{section}.complete", ""] = listed.complete
    return found


def relevant(
    facts: tuple[FactChange, ...], safeguard: Safeguard, code: str, before: Cell, after: Cell
) -> tuple[FactChange, ...]:
    """Pick the answers that moved a cell: those that decide it on either side, or else all that its safeguard asks."""
    asked = {*questions_asked(safeguard).values()} | {
        "powers.complete",
        "offences.complete",
    }
    pair = safeguard.subject == "pair"
    mine = [each for each in facts if (pair or each.jurisdiction == code) and each.question in asked]
    narrow = after if after.verdict in {Verdict.UNMET, Verdict.UNKNOWN} else before
    for cells in ((narrow,), (before, after)):
        decisive = {key for cell in cells for key in _decisive(cell)}
        chosen = tuple(each for each in mine if (each.record, _bare(each.question)) in decisive)
        if chosen:
            return chosen
    return tuple(mine)


def _decisive(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield record and question of the answers that make a cell what it is."""
    for finding in cell.findings:
        if finding.verdict is cell.verdict:
            for each in finding_reasons(finding):
                yield finding.subject, _bare(each.path)
                yield "", _bare(each.path)


def _bare(path: str) -> str:
    """Take away the name with which a path starts, so that `power.body` and a quantifier's `theirs.body` agree."""
    return path.partition(".")[2]
