"""From folders to one value: all that a repository of safeguards and profiles holds, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.load.convention import read_convention
from engine.load.notes import read_note
from engine.load.policies import read_safeguard
from engine.load.profiles import read_profile
from engine.load.reader import Memo, Reader
from engine.load.settings import read_settings
from engine.load.sources import read_source
from engine.load.vocabularies import read_vocabulary
from engine.load.waivers import read_waivers
from engine.model import Article, Jurisdiction, Location, Note, Problem, Safeguard, Source, Waiver
from engine.tree import Folder, Tree
from engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMPTY_VOCABULARY = Vocabulary({}, {}, {}, {}, {}, {}, {})
_PROFILE = re.compile("[A-Z]{3}")
_LAYER = re.compile("[A-Z]{2,8}")
_NOTE = re.compile(r"\d{4}-\d{2}-\d{2}(-[a-z0-9]+)+")
CONVENTION = "convention"
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
    notes: tuple[Note, ...] = ()


FOLDERS = ("pyproject.toml", "seeds", "policies", "jurisdictions", "changes")
"""What of a tree is read."""


def read_repository(root: Path, policies: Path | None = None) -> Repository:
    """Read sources, vocabulary, safeguards, profiles, layers and waivers from a folder.

    Args:
        root: The folder that holds ``seeds``, ``policies`` and ``jurisdictions``.
        policies: Another folder of policies than ``root / "policies"``.

    Raises:
        OSError: A file cannot be opened.
    """
    return read_tree(Folder(root), root, _label(policies, root) if policies else "policies")


def _label(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def read_tree(tree: Tree, root: Path, policies: str = "policies", memo: Memo | None = None) -> Repository:
    """Read the same from any tree; what `memo` holds already is not read again, and what is read goes into it."""
    reader = Reader(tree, {} if memo is None else memo)
    vocabulary = _vocabulary(reader, f"{policies}/vocabulary.yaml")
    codes = [name.removesuffix(".yaml") for name, _ in tree.entries("jurisdictions") if name.endswith(".yaml")]
    set_here = read_settings(tree.data("pyproject.toml"), "pyproject.toml", codes)
    reader.problems += set_here.problems
    safeguards = tuple(_safeguards(reader, policies, vocabulary, set_here.parameters)) if vocabulary else ()
    vocabulary = vocabulary or EMPTY_VOCABULARY
    states, files = _profiles(reader, "jurisdictions", _PROFILE, vocabulary)
    layers, layer_files = _profiles(reader, "jurisdictions/layers", _LAYER, vocabulary)
    return Repository(
        root=root,
        vocabulary=vocabulary,
        safeguards=tuple(sorted(safeguards, key=lambda each: _rank(each, vocabulary))),
        jurisdictions=tuple(states),
        layers={each.code: each for each in layers},
        waivers=tuple(_waivers(reader)),
        sources=tuple(_sources(reader, vocabulary)),
        articles=_articles(reader),
        shelf_life=set_here.shelf_life,
        depth=set_here.depth,
        notes=tuple(_notes(reader)),
        problems=tuple(reader.problems),
        files=files,
        layer_files=layer_files,
        settings=set_here.parameters,
    )


def _rank(safeguard: Safeguard, vocabulary: Vocabulary) -> tuple[int, str]:
    return list(vocabulary.themes).index(safeguard.theme), safeguard.id


def _vocabulary(reader: Reader, path: str) -> Vocabulary | None:
    if reader.tree.data(path) is None:
        what, why = "there is no vocabulary", "without its questions no file can be read"
        fix = "run this in a folder that holds policies/vocabulary.yaml"
        reader.problems.append(Problem(Location(path), "missing-file", what, why, fix))
        return None
    found: Vocabulary | None = reader.read(path, read_vocabulary)
    return found


def _safeguards(
    reader: Reader, policies: str, vocabulary: Vocabulary, settings: dict[str, dict[str, Any]]
) -> Iterator[Safeguard]:
    reader.files(policies, re.compile("vocabulary"), "<theme>/<safeguard>.yaml", tuple(vocabulary.themes))
    for theme in vocabulary.themes:
        folder = f"{policies}/{theme}"
        for name in reader.files(folder, _SLUG, "<safeguard>.yaml in lower-case letters and hyphens"):
            set_here = settings.get(name, {})
            load = partial(read_safeguard, theme=theme, id_=name, vocabulary=vocabulary, settings=set_here)
            found = reader.read(f"{folder}/{name}.yaml", load, id(vocabulary), repr(set_here))
            if found is not None:
                yield found


def _profiles(
    reader: Reader, folder: str, pattern: re.Pattern[str], vocabulary: Vocabulary
) -> tuple[list[Jurisdiction], dict[str, str]]:
    found, files = [], {}
    for code in reader.files(folder, pattern, "<ISO3>.yaml in capitals, such as DEU.yaml", ("layers", "waivers")):
        files[code] = f"{folder}/{code}.yaml"
        if vocabulary is not EMPTY_VOCABULARY:
            load = partial(read_profile, code=code, vocabulary=vocabulary)
            profile = reader.read(files[code], load, id(vocabulary))
            found += [] if profile is None else [profile]
    return found, files


def _waivers(reader: Reader) -> Iterator[Waiver]:
    folder = "jurisdictions/waivers"
    for code in reader.files(folder, _PROFILE, "<ISO3>.yaml in capitals, such as DEU.yaml"):
        yield from reader.read(f"{folder}/{code}.yaml", partial(read_waivers, code=code)) or ()


def _sources(reader: Reader, vocabulary: Vocabulary) -> Iterator[Source]:
    for name in reader.files("seeds", _SLUG, "<source>.yaml in lower-case letters and hyphens"):
        if name != CONVENTION:
            load = partial(read_source, id_=name, vocabulary=vocabulary)
            source = reader.read(f"seeds/{name}.yaml", load, id(vocabulary))
            yield from () if source is None else (source,)


def _notes(reader: Reader) -> Iterator[Note]:
    for name in reader.files("changes", _NOTE, "<date>-<slug>.yaml, such as 2026-11-24-court-ruling.yaml"):
        note = reader.read(f"changes/{name}.yaml", partial(read_note, name=name))
        yield from () if note is None else (note,)


def _articles(reader: Reader) -> tuple[Article, ...]:
    path = f"seeds/{CONVENTION}.yaml"
    return () if reader.tree.data(path) is None else tuple(reader.read(path, read_convention) or ())
