"""GitHub's Markdown: the job summary (under 1 MB) and the text of one comment (under 60,000 characters)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.surface import inert
from engine.surface.outcome import rests_on, rows, was_and_is

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.surface.outcome import Outcome, Row

MARK = "<!-- safeguards gate -->"
"""The first line of the comment, by which a job finds the one that it wrote before."""
SUMMARY_BYTES, COMMENT_CHARACTERS = 1_000_000, 60_000
LONGEST = 2_000


def summary(outcome: Outcome) -> str:
    """Write the job summary; what does not fit is left out a whole section at a time, and counted."""
    return _fitted(list(_sections(outcome)), SUMMARY_BYTES)


def comment(outcome: Outcome) -> str:
    """Write the text of a comment, which a job may update; what does not fit is counted."""
    return _fitted([MARK + "\n", *_sections(outcome)], COMMENT_CHARACTERS)


def _fitted(sections: list[str], most: int) -> str:
    """Keep whole sections from the start; bytes are counted, of which a character has at least one."""
    kept, size = [], 0
    for number, each in enumerate(sections):
        size += len(each.encode()) + 1
        if size > most - 200:
            left = len(sections) - number
            kept.append(f"_{left} more sections do not fit here; `safeguards gate` shows them all._\n")
            break
        kept.append(each)
    return "\n".join(kept)


def _sections(outcome: Outcome) -> Iterator[str]:
    title = outcome.verdict or "What this change does to the matrix"
    yield f"### {_cut(title[0].upper() + title[1:])}\n\n{_cut(outcome.headline)}\n"
    complaints = outcome.complaints or ()
    for start in range(0, len(complaints), 20):
        yield "".join(f"- {_complaint(each)}\n" for each in complaints[start : start + 20])
    for direction, number in outcome.diff.counts().items():
        yield f"#### {direction.value.capitalize()} ({number})\n"
        for row in rows(outcome, direction):
            yield "\n".join(_row(row)) + "\n"
    remarks = outcome.remarks()
    if remarks:
        yield "".join(f"- {_cut(each)}\n" for each in remarks)


def _complaint(problem: object) -> str:
    where, what, why, fix = (_cut(str(getattr(problem, each))) for each in ("where", "what", "why", "fix"))
    return f"**{where}** {what}. _{why}._ To mend it: {fix}"


def _row(row: Row) -> Iterator[str]:
    yield f"- **{row.jurisdiction}** {_cut(row.words)}, {_cut(str(row.where))}"
    for fact in row.facts[:5]:
        other = "" if fact.jurisdiction == row.jurisdiction else f"{fact.jurisdiction} "
        on = "".join(f"; {_cut(each)}" for each in rests_on(fact))
        yield f"  - {other}{_cut(fact.path)}: {_cut(was_and_is(fact))}{on}"
    if len(row.facts) > 5:
        yield f"  - and {len(row.facts) - 5} more answers"


def _cut(text: str) -> str:
    return inert.markdown(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
