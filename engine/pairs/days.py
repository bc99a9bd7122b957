"""The dates for which pairs are judged: from a first to a last day, at equal steps."""

from __future__ import annotations

import re
from datetime import date

from engine.shelf import add_months

STEPS = {"year": 12, "month": 1}
"""Months from one date to the next."""
MOST = 10_000
"""The most dates that are judged in one run."""
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")


class SpanError(ValueError):
    """A span of dates cannot be read; the message says why and what to write."""


def span(text: str) -> tuple[date, date]:
    """Read the first and the last day.

    Raises:
        SpanError: It is no span.

    >>> span("2015-01-01..2020-01-01")
    (datetime.date(2015, 1, 1), datetime.date(2020, 1, 1))
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        raise SpanError(f"`{text}` is not a span of dates; write it as 2015-01-01..2020-01-01")
    first, last = (_day(each) for each in found.groups())
    if last < first:
        raise SpanError(f"`{text}` ends before it begins; write the earlier date first: {last}..{first}")
    return first, last


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SpanError(f"there is no day `{text}`; write a date as 2015-01-01") from None


def days(first: date, last: date, every: str) -> list[date]:
    """List the days from the first on, each so many months after it, up to the last at most.

    Raises:
        SpanError: There are more than `MOST`.

    >>> [str(each) for each in days(date(2024, 1, 31), date(2024, 4, 30), "month")]
    ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    count = months // STEPS[every] + 1
    if count > MOST:
        raise SpanError(f"{count} dates are too many (at most {MOST}); take fewer years, or --every year")
    found = (add_months(first, number * STEPS[every]) for number in range(count))
    return [each for each in found if each <= last]
