"""What a repository holds, without its law: enough to list cells, and to say which profiles cannot be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from engine.matrix import common_problems, invalid_profiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.load import Repository
    from engine.model import Location, Problem, Safeguard, Waiver


class Head(NamedTuple):
    """What a safeguard is called, and by what it is found."""

    id: str
    theme: str
    severity: str
    level: str
    subject: str
    adopted: tuple[str, ...]
    rev1: tuple[str, ...]
    rights: tuple[str, ...]
    people: tuple[str, ...]


class State(NamedTuple):
    """What a valid profile is of, and where it says so."""

    code: str
    name: str
    where: Location


@dataclass(frozen=True, slots=True)
class Outline:
    """A repository without its law; `files` and `layer_files` as in a repository, `problems` by the path of a file.

    `invalid` holds the problems of each profile that cannot be judged, `common` those that concern every profile.
    """

    themes: tuple[str, ...]
    safeguards: tuple[Head, ...]
    states: Mapping[str, State]
    waivers: Mapping[tuple[str, str], Waiver]
    files: Mapping[str, str]
    layer_files: Mapping[str, str]
    problems: Mapping[str, tuple[Problem, ...]]
    invalid: Mapping[str, tuple[Problem, ...]]
    common: tuple[Problem, ...]


def outline(repository: Repository, problems: tuple[Problem, ...]) -> Outline:
    """Give the outline of a repository with all that is wrong with it."""
    invalid = invalid_profiles(repository, problems)
    by_file: dict[str, tuple[Problem, ...]] = {}
    for each in problems:
        by_file[each.where.path] = (*by_file.get(each.where.path, ()), each)
    return Outline(
        themes=tuple(repository.vocabulary.themes),
        safeguards=tuple(head(each) for each in repository.safeguards),
        states={
            each.code: State(each.code, each.name, each.where)
            for each in repository.jurisdictions
            if each.code not in invalid
        },
        waivers={(each.jurisdiction, each.safeguard): each for each in repository.waivers},
        files=repository.files,
        layer_files=repository.layer_files,
        problems=by_file,
        invalid=invalid,
        common=common_problems(problems),
    )


def head(safeguard: Safeguard) -> Head:
    """Give the head of a safeguard."""
    return Head(*(getattr(safeguard, each) for each in Head._fields))
