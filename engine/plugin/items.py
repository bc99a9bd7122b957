"""Collector and items: a profile, its cells, and the one item that says why a file cannot be assessed."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from engine.model import Location, Problem, Waiver
from engine.outline import Head, State
from engine.plugin.marks import put
from engine.plugin.remarks import Outcome
from engine.verdict import Verdict

try:
    from _pytest._code.code import ReprEntryNative, ReprExceptionInfo, ReprFileLocation, ReprTraceback
except ImportError:  # pragma: no cover  a later pytest that moved them: the text alone is shown
    ReprExceptionInfo = None  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.plugin.session import Assessment

VALIDITY = "profile-is-valid"
SKIPPED = frozenset({Verdict.UNKNOWN, Verdict.NOT_APPLICABLE})


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
        self.hooks = self.ihook
        self.relative = os.fspath(self.path.relative_to(assessment.root))

    @cached_property
    def profile(self) -> State:
        """What the profile is of, where it is valid."""
        return self.assessment.outline.states[self.code]

    @cached_property
    def is_marked(self) -> bool:
        """Whether somebody else put a marker on it, or on a folder above it."""
        return [each.name for each in self.iter_markers()] != ["jurisdiction"]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its keywords, which are those of its items too."""
        return tuple(self.keywords)

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item a safeguard, or one that lists the problems."""
        self.assessment.freeze()
        problems = self.assessment.file_problems(self.path)
        if problems or self.code not in self.assessment.outline.files:
            yield ValidityItem.from_parent(self, name=VALIDITY, problems=problems)
            return
        for safeguard in self.assessment.heads:
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
        return shown(str(excinfo.value), self.place)


def shown(text: str, place: Location) -> Any:
    """Make what a report shows of a failure: the text, and for short summaries its first line and place."""
    if ReprExceptionInfo is None:  # pragma: no cover
        return text
    crash = ReprFileLocation(place.path, place.line, text.partition("\n")[0].removesuffix(":"))
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

    def __init__(self, *, safeguard: Head, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        assert isinstance(self.parent, ProfileFile)  # noqa: S101  items are made by ProfileFile only
        self.file, self.assessment, self.safeguard = self.parent, self.parent.assessment, safeguard
        self.place = self.file.profile.where
        put(self, marks := self.assessment.marks(safeguard))
        self._own_marks = len(marks.own)
        self.waiver = self.assessment.outline.waivers.get((self.file.code, safeguard.id))
        if self.waiver is not None and self.waiver.until >= self.assessment.day:
            self.add_marker(pytest.mark.xfail(raises=Finding, strict=True, reason=_waived(self.waiver)))

    @property
    def is_marked(self) -> bool:
        """Whether somebody else put a marker on it, or on its file, which may be to skip it or to let it fail."""
        return len(self.own_markers) != self._own_marks or self.file.is_marked

    @property
    def ihook(self) -> Any:
        """The hooks of the item's folder, which pytest looks up anew for every item."""
        return self.file.hooks

    def reportinfo(self) -> tuple[Any, int, str]:
        """Give file, line (counted from 0) and title."""
        title = f"{self.file.code} {self.file.profile.name}: {self.safeguard.id} ({self.safeguard.severity})"
        return self.path, self.file.profile.where.line - 1, title

    @cached_property
    def location(self) -> tuple[str, int | None, str]:
        """The file below the root, line (counted from 0) and title; pytest looks the file up for every item."""
        return self.file.relative, *self.reportinfo()[1:]

    @property
    def safeguards_place(self) -> tuple[str, int]:
        """The file and line that a skipped cell points at."""
        return self.place.path, self.place.line

    def is_known(self) -> bool:
        """Whether it is at hand what the item comes to; if so, that is its outcome."""
        found = self.assessment.remarks.at_hand(self.file.code, self.safeguard.id)
        if found is not None:
            self.outcome = found.outcome
        return found is not None

    @cached_property
    def outcome(self) -> Outcome:
        """What the item comes to."""
        return self.assessment.remarks(self.file.code, self.safeguard.id).outcome

    def runtest(self) -> None:
        """Judge the cell.

        Raises:
            Finding: It is unmet, or unknown and ``--unknown=fail``.
            WaiverNeedsCare: A waiver excuses nothing, or no longer.
        """
        found = self.outcome
        self.user_properties += found.properties
        self.place = found.place
        if found.failure:
            raise (WaiverNeedsCare if found.care else Finding)(found.failure)
        if found.verdict in SKIPPED:
            pytest.skip(found.said)


def _waived(waiver: Waiver) -> str:
    return f"waived until {waiver.until} by {waiver.owner}: {waiver.reason} ({waiver.where})"
