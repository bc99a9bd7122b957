"""What `[tool.safeguards]` in ``pyproject.toml`` sets: parameters, how long a reading counts, how deep profiles are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.model import Location, Problem
from engine.shelf import MONTHS
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(slots=True)
class Settings:
    """Values of parameters by safeguard, months by kind of reading, and percentages by jurisdiction.

    `depth` is the share of the cells about law that a profile must have decided on evidence read in the text or on a
    page that quotes it, from 1 to 100.
    """

    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    shelf_life: dict[str, int] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_settings(data: bytes | None, label: str, profiles: Collection[str]) -> Settings:
    """Read the settings of a project file; without one, nothing is set.

    Args:
        data: The project file; `None` if there is none.
        label: Its path as messages show it.
        profiles: The codes of the profiles that there are.
    """
    found, where = Settings(), Location(label)
    table = _table(data, where, found)
    given = table.get("parameters", {}).items()
    found.parameters = {name: each if isinstance(each, dict) else {"": each} for name, each in given}
    for kind, months in table.get("shelf-life", {}).items():
        if kind in MONTHS and type(months) is int and months > 0:
            found.shelf_life[kind] = months
        else:
            what = f"`{kind} = {months}` is no shelf life"
            found.problems.append(_passed_over(where, what, f"set {', '.join(MONTHS)} to months"))
    for code, percent in table.get("depth", {}).items():
        if code not in profiles:
            what = f"`{code}` under `depth` is no jurisdiction that has a profile"
            found.problems.append(_passed_over(where, what, advice(code, profiles)))
        elif type(percent) is int and 0 < percent <= 100:
            found.depth[code] = percent
        else:
            what = f"`{code} = {percent}` is no depth"
            found.problems.append(
                _passed_over(where, what, "write a whole number from 1 to 100, the percentage of cells")
            )
    return found


def _passed_over(where: Location, what: str, fix: str) -> Problem:
    return Problem(where, "unknown-setting", what, "a setting that is passed over would look as if it counted", fix)


def _table(data: bytes | None, where: Location, found: Settings) -> dict[str, Any]:
    """Read ``[tool.safeguards]`` of the project file."""
    import tomllib

    if data is None:
        return {}
    try:
        table: dict[str, Any] = tomllib.loads(data.decode()).get("tool", {}).get("safeguards", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what, why = f"the file cannot be read: {error}", "parameters may be set in it"
        found.problems.append(Problem(where, "not-toml", what, why, "mend it"))
        return {}
    return table
