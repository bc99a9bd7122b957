"""From folders to one value: all that a repository of safeguards and profiles holds, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.collector import uncollected
from engine.load.reader import Memo, Reader
from engine.model import Article, Jurisdiction, Location, Note, Problem, Safeguard, Source, Waiver
from engine.store import Store, digest
from engine.tree import Folder, Tree, label
from engine.vocabulary import Vocabulary

if TYPE_CHECKING:
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
    `key` is a hash of all that was read: two repositories with one key say the same.
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
    key: bytes = b""


FOLDERS = ("pyproject.toml", "seeds", "policies", "jurisdictions", "changes")
"""What of a tree is read."""


def read_repository(root: Path, policies: Path | None = None, store: Store | None = None) -> Repository:
    """Read sources, vocabulary, safeguards, profiles, layers and waivers from a folder.

    Args:
        root: The folder that holds ``seeds``, ``policies`` and ``jurisdictions``.
        policies: Another folder of policies than ``root / "policies"``.
        store: Where what was read before is kept.

    Raises:
        OSError: A file cannot be opened.
    """
    memo = Memo() if store is None else Memo(store)
    return read_tree(Folder(root), root, label(policies, root) if policies else "policies", memo)


def read_tree(tree: Tree, root: Path, policies: str = "policies", memo: Memo | None = None) -> Repository:
    """Read the same from any tree; what `memo` holds already is not read again, and what is read goes into it."""
    with uncollected():
        return _read(Reader(tree, memo or Memo()), root, policies)


def _read(reader: Reader, root: Path, policies: str) -> Repository:
    vocabulary = _vocabulary(reader, f"{policies}/vocabulary.yaml")
    names = [name for name, _ in reader.tree.entries("jurisdictions")]
    set_here = reader.settings("pyproject.toml", [each[:-5] for each in names if each.endswith(".yaml")])
    safeguards = _safeguards(reader, policies, vocabulary, set_here.parameters) if vocabulary else []
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
        key=digest(policies, reader.key),
    )


def _rank(safeguard: Safeguard, vocabulary: Vocabulary) -> tuple[int, str]:
    return list(vocabulary.themes).index(safeguard.theme), safeguard.id


def _vocabulary(reader: Reader, path: str) -> Vocabulary | None:
    if reader.tree.data(path) is None:
        what, why = "there is no vocabulary", "without its questions no file can be read"
        fix = "run this in a folder that holds policies/vocabulary.yaml"
        reader.problems.append(Problem(Location(path), "missing-file", what, why, fix))
        reader.memo = Memo()  # nothing is kept in a folder that is none of ours
        return None
    found: Vocabulary | None = reader.read("vocabulary", path)
    reader.rests_on = reader.key
    return found


def _safeguards(
    reader: Reader, policies: str, vocabulary: Vocabulary, settings: dict[str, dict[str, Any]]
) -> list[Safeguard]:
    reader.files(policies, re.compile("vocabulary"), "<theme>/<safeguard>.yaml", tuple(vocabulary.themes))
    found = []
    for theme in vocabulary.themes:
        names = reader.files(f"{policies}/{theme}", _SLUG, "<safeguard>.yaml in lower-case letters and hyphens")
        given = {
            f"{policies}/{theme}/{name}.yaml": {"theme": theme, "id_": name, "settings": settings.get(name, {})}
            for name in names
        }
        found += reader.read_all("safeguard", given, vocabulary=vocabulary)
    return [each for each in found if each is not None]


def _profiles(
    reader: Reader, folder: str, pattern: re.Pattern[str], vocabulary: Vocabulary
) -> tuple[list[Jurisdiction], dict[str, str]]:
    codes = reader.files(folder, pattern, "<ISO3>.yaml in capitals, such as DEU.yaml", ("layers", "waivers"))
    files = {code: f"{folder}/{code}.yaml" for code in codes}
    if vocabulary is EMPTY_VOCABULARY:
        return [], files
    found = [reader.read("profile", path, {"code": code}, vocabulary=vocabulary) for code, path in files.items()]
    return [each for each in found if each is not None], files


def _waivers(reader: Reader) -> list[Waiver]:
    folder = "jurisdictions/waivers"
    codes = reader.files(folder, _PROFILE, "<ISO3>.yaml in capitals, such as DEU.yaml")
    found = reader.read_all("waivers", {f"{folder}/{code}.yaml": {"code": code} for code in codes})
    return [each for waivers in found for each in waivers or ()]


def _sources(reader: Reader, vocabulary: Vocabulary) -> list[Source]:
    names = reader.files("seeds", _SLUG, "<source>.yaml in lower-case letters and hyphens")
    given = {f"seeds/{name}.yaml": {"id_": name} for name in names if name != CONVENTION}
    found = reader.read_all("source", given, vocabulary=vocabulary)
    return [each for each in found if each is not None]


def _notes(reader: Reader) -> list[Note]:
    names = reader.files("changes", _NOTE, "<date>-<slug>.yaml, such as 2026-11-24-court-ruling.yaml")
    found = reader.read_all("note", {f"changes/{name}.yaml": {"name": name} for name in names})
    return [each for each in found if each is not None]


def _articles(reader: Reader) -> tuple[Article, ...]:
    path = f"seeds/{CONVENTION}.yaml"
    return () if reader.tree.data(path) is None else tuple(reader.read("convention", path) or ())
