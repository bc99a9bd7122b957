"""From folders to one value: all that a repository of safeguards and profiles holds, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.load.convention import read_convention
from engine.load.policies import read_safeguard
from engine.load.profiles import read_profile
from engine.load.settings import read_settings
from engine.load.sources import read_source
from engine.load.vocabularies import read_vocabulary
from engine.load.waivers import read_waivers
from engine.model import Article, Jurisdiction, Location, Problem, Safeguard, Source, Waiver
from engine.vocabulary import Vocabulary
from engine.yamlfile import Node, read

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY_VOCABULARY = Vocabulary({}, {}, {}, {}, {}, {}, {})
_PROFILE = re.compile("[A-Z]{3}")
_LAYER = re.compile("[A-Z]{2,8}")
CONVENTION = "convention.yaml"
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Repository:
    """What was read; what could not be read is in `problems`.

    `files` and `layer_files` give the path of every profile and layer by its code, whether it could be read or not.
    """

    root: Path
    vocabulary: Vocabulary
    safeguards: tuple[Safeguard, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    layers: dict[str, Jurisdiction]
    waivers: tuple[Waiver, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    files: dict[str, str]
    layer_files: dict[str, str]
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    shelf_life: dict[str, int] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)


class _Reader:
    """Reads files below a root and gathers problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def label(self, file: Path) -> str:
        try:
            return file.relative_to(self.root).as_posix()
        except ValueError:
            return file.as_posix()

    def node(self, file: Path) -> Node | None:
        node, problems = read(file, self.label(file))
        self.problems += problems
        return node

    def keep(self, result: tuple[Any, list[Problem]]) -> Any:
        """Take the value, and the problems into the gathering."""
        value, problems = result
        self.problems += problems
        return value

    def files(self, folder: Path, pattern: re.Pattern[str], form: str, folders: tuple[str, ...] = ()) -> list[Path]:
        """List the YAML files of a folder in order; anything else that lies there is a problem."""
        found = []
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if file.name.startswith((".", "__")) or file.suffix == ".md" or (file.is_dir() and file.name in folders):
                continue
            if file.is_file() and not file.is_symlink() and file.suffix == ".yaml" and pattern.fullmatch(file.stem):
                found.append(file)
            else:
                self.problems.append(_stray(self.label(file), form))
        return found


def _stray(label: str, form: str) -> Problem:
    return Problem(
        Location(label),
        "stray-file",
        "this file would not be read",
        "a file that is passed over must not look like one that was looked at",
        f"name it {form}, or move it elsewhere",
    )


def read_repository(root: Path, policies: Path | None = None) -> Repository:
    """Read sources, vocabulary, safeguards, profiles, layers and waivers.

    Args:
        root: The folder that holds ``seeds``, ``policies`` and ``jurisdictions``.
        policies: Another folder of policies than ``root / "policies"``.

    Raises:
        OSError: A file cannot be opened.
    """
    reader = _Reader(root)
    policies = policies or root / "policies"
    vocabulary = _vocabulary(reader, policies / "vocabulary.yaml")
    folder, project = root / "jurisdictions", root / "pyproject.toml"
    set_here = read_settings(project, reader.label(project), [each.stem for each in folder.glob("*.yaml")])
    reader.problems += set_here.problems
    safeguards = tuple(_safeguards(reader, policies, vocabulary, set_here.parameters)) if vocabulary else ()
    vocabulary = vocabulary or EMPTY_VOCABULARY
    states, files = _profiles(reader, folder, _PROFILE, vocabulary)
    layers, layer_files = _profiles(reader, folder / "layers", _LAYER, vocabulary)
    return Repository(
        root=root,
        vocabulary=vocabulary,
        safeguards=tuple(sorted(safeguards, key=lambda each: _rank(each, vocabulary))),
        jurisdictions=tuple(states),
        layers={each.code: each for each in layers},
        waivers=tuple(_waivers(reader, folder / "waivers")),
        sources=tuple(_sources(reader, root / "seeds", vocabulary)),
        articles=_articles(reader, root / "seeds" / CONVENTION),
        shelf_life=set_here.shelf_life,
        depth=set_here.depth,
        problems=tuple(reader.problems),
        files=files,
        layer_files=layer_files,
        settings=set_here.parameters,
    )


def _rank(safeguard: Safeguard, vocabulary: Vocabulary) -> tuple[int, str]:
    return list(vocabulary.themes).index(safeguard.theme), safeguard.id


def _vocabulary(reader: _Reader, file: Path) -> Vocabulary | None:
    if not file.is_file():
        what, why = "there is no vocabulary", "without its questions no file can be read"
        fix = "run this in a folder that holds policies/vocabulary.yaml"
        reader.problems.append(Problem(Location(reader.label(file)), "missing-file", what, why, fix))
        return None
    node = reader.node(file)
    return None if node is None else reader.keep(read_vocabulary(node))


def _safeguards(
    reader: _Reader, policies: Path, vocabulary: Vocabulary, settings: dict[str, dict[str, Any]]
) -> Iterator[Safeguard]:
    reader.files(policies, re.compile("vocabulary"), "<theme>/<safeguard>.yaml", tuple(vocabulary.themes))
    for folder in (policies / theme for theme in vocabulary.themes):
        for file in reader.files(folder, _SLUG, "<safeguard>.yaml in lower-case letters and hyphens"):
            node = reader.node(file)
            if node is None:
                continue
            set_here = settings.get(file.stem, {})
            found = reader.keep(read_safeguard(node, folder.name, file.stem, vocabulary, set_here))
            if found is not None:
                yield found


def _profiles(
    reader: _Reader, folder: Path, pattern: re.Pattern[str], vocabulary: Vocabulary
) -> tuple[list[Jurisdiction], dict[str, str]]:
    found, files = [], {}
    for file in reader.files(folder, pattern, "<ISO3>.yaml in capitals, such as DEU.yaml", ("layers", "waivers")):
        files[file.stem] = reader.label(file)
        node = reader.node(file) if vocabulary is not EMPTY_VOCABULARY else None
        profile = None if node is None else reader.keep(read_profile(node, file.stem, vocabulary))
        if profile is not None:
            found.append(profile)
    return found, files


def _waivers(reader: _Reader, folder: Path) -> Iterator[Waiver]:
    for file in reader.files(folder, _PROFILE, "<ISO3>.yaml in capitals, such as DEU.yaml"):
        node = reader.node(file)
        if node is not None:
            yield from reader.keep(read_waivers(node, file.stem))


def _sources(reader: _Reader, folder: Path, vocabulary: Vocabulary) -> Iterator[Source]:
    for file in reader.files(folder, _SLUG, "<source>.yaml in lower-case letters and hyphens"):
        node = reader.node(file) if file.name != CONVENTION else None
        source = None if node is None else reader.keep(read_source(node, file.stem, vocabulary))
        if source is not None:
            yield source


def _articles(reader: _Reader, file: Path) -> tuple[Article, ...]:
    node = reader.node(file) if file.is_file() else None
    return () if node is None else tuple(reader.keep(read_convention(node)))
