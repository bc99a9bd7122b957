"""Collector and items: a profile, its cells, and the one item that says why a file cannot be assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from engine.explain import cell_lines, headline, reasons
from engine.model import Cell, Location, Problem, Safeguard, Waiver
from engine.verdict import Verdict

try:
    from _pytest._code.code import ReprEntryNative, ReprExceptionInfo, ReprFileLocation, ReprTraceback
except ImportError:  # pragma: no cover  a later pytest that moved them: the text alone is shown
    ReprExceptionInfo = None  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.plugin.session import Assessment

VALIDITY = "profile-is-valid"


class Finding(Exception):  # noqa: N818  it is what the user reads, not an error of ours
    """A safeguard that is not met, or cannot be told to be; its text is the whole finding."""


class WaiverNeedsCare(Exception):  # noqa: N818
    """A waiver that excuses nothing, or no longer."""


class NotValid(Exception):  # noqa: N818
    """A file that is not as it must be; its text says in what."""


class ProfileFile(pytest.File):
    """A profile, or another file of ``jurisdictions/`` with something wrong."""

    def __init__(self, *, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.assessment = assessment
        self.code = assessment.file(self.path) or self.path.stem
        self.add_marker(pytest.mark.jurisdiction(code=self.code))

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item a safeguard, or one that lists the problems."""
        problems = self.assessment.file_problems(self.path)
        if problems or self.code not in self.assessment.repository.files:
            yield ValidityItem.from_parent(self, name=VALIDITY, problems=problems)
            return
        for safeguard in self.assessment.repository.safeguards:
            if not self.assessment.only or safeguard.id in self.assessment.only:
                yield CellItem.from_parent(self, name=safeguard.id, safeguard=safeguard)


class TextItem(pytest.Item):
    """What every kind of item shows: a title, a place, and their own text instead of a traceback."""

    title: str
    place: Location

    def reportinfo(self) -> tuple[Any, int, str]:
        """Give file, line (counted from 0) and title."""
        return self.path, self.place.line - 1, self.title

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the text of a finding; anything else is an error of the engine and shows its traceback."""
        if not isinstance(excinfo.value, Finding | WaiverNeedsCare | NotValid):
            return super().repr_failure(excinfo, style)
        text = str(excinfo.value)
        if ReprExceptionInfo is None:  # pragma: no cover
            return text
        first = text.partition("\n")[0].removesuffix(":")
        crash = ReprFileLocation(self.place.path, self.place.line, first)
        entries = ReprTraceback([ReprEntryNative([f"{text}\n"])], None, "native")
        return ReprExceptionInfo(reprtraceback=entries, reprcrash=crash)


class ValidityItem(TextItem):
    """The one item of a file that cannot be assessed, or of a layer, which is only to be valid."""

    def __init__(self, *, problems: tuple[Problem, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.problems = problems
        self.place = problems[0].where if problems else Location(self.path.name)
        self.title = f"{self.parent.code if isinstance(self.parent, ProfileFile) else ''}: {VALIDITY}"
        verdict = "profile not valid" if problems else "layer valid"
        self.user_properties += [("verdict", verdict), ("problems", str(len(problems)))]

    def runtest(self) -> None:
        """Fail with every problem.

        Raises:
            NotValid: There is one.
        """
        if not self.problems:
            return
        count = len(self.problems)
        said = f"{self.problems[0].where.path} cannot be assessed before this is mended (problems: {count}):"
        raise NotValid("\n\n".join([said, *(str(each) for each in self.problems)]))


class CellItem(TextItem):
    """One cell: a jurisdiction and a safeguard."""

    def __init__(self, *, safeguard: Safeguard, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.safeguard = safeguard
        self.profile = self.assessment.assessor.jurisdictions[self.code]
        self.place = self.profile.where
        self.title = f"{self.code} {self.profile.name}: {safeguard.id} ({safeguard.severity})"
        for mark in marks(safeguard):
            self.add_marker(mark)
        self.waiver = self.assessment.waiver(self.code, safeguard.id)
        if self.waiver is not None and self.waiver.until >= self.assessment.day:
            self.add_marker(pytest.mark.xfail(raises=Finding, strict=True, reason=_waived(self.waiver)))

    @property
    def code(self) -> str:
        """The code of the jurisdiction."""
        return self._file.code

    @property
    def assessment(self) -> Assessment:
        """What this run assesses."""
        return self._file.assessment

    @property
    def _file(self) -> ProfileFile:
        assert isinstance(self.parent, ProfileFile)  # noqa: S101  items are made by ProfileFile only
        return self.parent

    @property
    def safeguards_place(self) -> tuple[str, int]:
        """The file and line that a skipped cell points at."""
        return self.place.path, self.place.line

    def runtest(self) -> None:
        """Judge the cell.

        Raises:
            Finding: It is unmet, or unknown and ``--unknown=fail``.
            WaiverNeedsCare: A waiver excuses nothing, or no longer.
        """
        cell = self.assessment.assessor.cell(self.code, self.safeguard.id)
        said = headline(cell, self.safeguard, self.profile.name, self.assessment.day)
        self.user_properties += _properties(cell, self.safeguard, said)
        if self.waiver is not None:
            self._check_waiver(cell, self.waiver)
        if cell.verdict is Verdict.UNMET or (cell.verdict is Verdict.UNKNOWN and self.assessment.unknown_fails):
            self.place = next((each.fact.where for each in reasons(cell) if each.fact is not None), self.place)
            raise Finding("\n".join(self._lines(cell)))
        if cell.verdict in {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}:
            pytest.skip(said)

    def _lines(self, cell: Cell) -> Iterator[str]:
        matrix = self.assessment.assessor.matrix([(self.code, self.safeguard.id)], ())
        return cell_lines(cell, self.safeguard, matrix)

    def _check_waiver(self, cell: Cell, waiver: Waiver) -> None:
        day = self.assessment.day
        if waiver.until < day:
            what = f"the waiver of {self.safeguard.id} for {self.code} ended on {waiver.until}"
        elif cell.verdict is not Verdict.UNMET:
            what = (
                f"the waiver of {self.safeguard.id} for {self.code} excuses nothing: the cell is {cell.verdict.value}"
            )
        else:
            return
        fix = f"fix: delete it at {waiver.where}, or, if it is still needed, say why and until when"
        raise WaiverNeedsCare("\n".join([f"{what} (as of {day})", fix, "", *self._lines(cell)]))


def _waived(waiver: Waiver) -> str:
    return f"waived until {waiver.until} by {waiver.owner}: {waiver.reason} ({waiver.where})"


def _properties(cell: Cell, safeguard: Safeguard, said: str) -> list[tuple[str, object]]:
    facts = [f"{each.path} at {each.fact.where}" for each in reasons(cell) if each.fact is not None]
    return [
        ("jurisdiction", cell.jurisdiction),
        ("safeguard", cell.safeguard),
        ("verdict", cell.verdict.value),
        ("severity", safeguard.severity),
        ("theme", safeguard.theme),
        ("level", safeguard.level),
        ("evidence", "" if cell.grade is None else str(cell.grade)),
        ("reason", said),
        ("facts", "; ".join(facts)),
    ]


def marks(safeguard: Safeguard) -> Iterator[pytest.MarkDecorator]:
    """Yield the markers by which ``-m`` finds a safeguard."""
    for name in dict.fromkeys((safeguard.severity, safeguard.level, safeguard.theme)):
        yield getattr(pytest.mark, name)
    yield pytest.mark.safeguard(
        id=safeguard.id,
        theme=safeguard.theme,
        severity=safeguard.severity,
        level=safeguard.level,
        subject=safeguard.subject,
    )
    yield from (pytest.mark.article(adopted=each) for each in safeguard.adopted)
    yield from (pytest.mark.article(rev1=each) for each in safeguard.rev1)
    yield from (pytest.mark.right(name=each) for each in safeguard.rights)
    yield from (pytest.mark.people(name=each) for each in safeguard.people)
