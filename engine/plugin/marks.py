"""Markers of safeguards: made once, and shared by the items of every jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.outline import Head


class Marks(NamedTuple):
    """The markers by which ``-m`` finds a safeguard, and the same by name, as `keywords` of an item holds them."""

    own: tuple[pytest.Mark, ...]
    by_name: dict[str, pytest.Mark]


def marks(safeguard: Head) -> Marks:
    """Make the markers of a safeguard."""
    own = tuple(each.mark for each in _decorators(safeguard))
    return Marks(own, {each.name: each for each in own})


def _decorators(safeguard: Head) -> Iterator[pytest.MarkDecorator]:
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


def put(item: pytest.Item | pytest.File, found: Marks) -> None:
    """Put markers on an item, as `add_marker` does one by one."""
    item.own_markers.extend(found.own)
    item.keywords.update(found.by_name)
