"""The whole text of every message about a file: `golden/messages.txt`, rewritten with REWRITE_GOLDEN=1."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from broken import FILES, STATE, write
from broken_rows import ROWS

from engine.check import all_problems
from engine.load import read_repository
from engine.model import Location
from engine.yamlfile import Map, parse

GOLDEN = Path(__file__).parent / "golden/messages.txt"
ENGINE = Path(__file__).parent.parent / "engine"
RULE = "=" * 100


def messages(root: Path) -> str:
    return "\n".join(str(each) for each in all_problems(read_repository(root)))


def golden() -> dict[str, str]:
    blocks = GOLDEN.read_text(encoding="utf-8").split(f"{RULE}\n")[1:]
    return {name: text.rstrip("\n") for name, _, text in (each.partition("\n") for each in blocks)}


def test_the_sound_repository_has_no_problem(tmp_path: Path) -> None:
    assert messages(write(tmp_path)) == ""


@pytest.mark.skipif("REWRITE_GOLDEN" not in os.environ, reason="only on request")
def test_rewrite(tmp_path: Path) -> None:
    blocks = [
        f"{RULE}\n{name}\n{messages(write(tmp_path / str(number), changes))}\n"
        for number, (name, changes) in enumerate(ROWS.items())
    ]
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text("".join(blocks), encoding="utf-8")


@pytest.mark.parametrize("name", ROWS)
def test_a_mistake_gives_its_message(name: str, tmp_path: Path) -> None:
    assert messages(write(tmp_path, ROWS[name])) == golden()[name]
    assert golden()[name]


def test_every_row_of_the_golden_file_is_tested() -> None:
    assert list(golden()) == list(ROWS)


def test_every_code_of_a_message_is_shown() -> None:
    """Codes stand in the engine as words with hyphens, right before the sentence of a problem."""
    folders = [each for name in ("load", "check", "yamlfile") for each in (ENGINE / name).glob("*.py")]
    source = "".join(each.read_text(encoding="utf-8") for each in folders)
    codes = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)",\s+(?:f?"[^"]* |what|\*)', source))
    files = [GOLDEN, *(GOLDEN.parent / "cli").glob("*.txt")]
    said = "".join(each.read_text(encoding="utf-8") for each in files)
    shown = set(re.findall(r"^\S+:\d+:\d+: ([a-z0-9-]+): ", said, re.MULTILINE))
    assert len(codes) > 45
    assert codes - shown == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Exampleland", "name: NO"),
        ("title: Act 2000, section 9", "title: 3.10"),
        ("status: draft", "status:   draft"),
    ],
)
def test_words_that_other_readers_would_change_are_text(old: str, new: str, tmp_path: Path) -> None:
    root = write(tmp_path, {STATE: FILES[STATE].replace(old, new).encode()})
    assert messages(root) == ""
    state = read_repository(root).jurisdictions[0]
    assert {state.name, state.laws["act-0"].title} >= ({new.partition(": ")[2]} - {"  draft"})


@pytest.mark.parametrize("change", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_and_windows_lines_are_fine(change, tmp_path: Path) -> None:
    changes = {name: change(text.encode()) for name, text in FILES.items() if name.endswith(".yaml")}
    assert messages(write(tmp_path, changes)) == ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("word", ["w", "ä", "語", "😀"])
def test_every_node_of_a_long_file_keeps_its_place(word: str, end: str) -> None:
    """Longer than what the parser takes in at once, with letters of one to four bytes."""
    lines = [f"{word}{number}: [{word}, '{word}', x]" for number in range(4_000)]
    node, problems = parse(end.join(lines).encode(), "long.yaml")
    assert isinstance(node, Map)
    assert (problems, len(node)) == ([], 4_000)
    for number, ((key, row), line) in enumerate(zip(node.items(), lines, strict=True), 1):
        start = line.index("[") + 1
        places = [node.keys_at[key], row.where, *(each.where for each in row)]
        columns = [1, start, start + 1, start + 4, start + 9]
        assert places == [Location("long.yaml", number, each) for each in columns]


def test_a_hundred_thousand_levels_are_refused_at_once(tmp_path: Path) -> None:
    """Some versions of the parser refuse them before we do; the column then differs."""
    said = messages(write(tmp_path, {STATE: b"a: " + b"[" * 100_000}))
    assert re.sub(r":1:\d+:", ":1:1:", said) == (
        "jurisdictions/XAA.yaml:1:1: too-deep: the file is nested more than 32 levels deep here\n"
        "  why: no file of this project needs that, and reading it could be made to take for ever\n"
        "  fix: check the brackets and the indentation before this line"
    )


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "jurisdictions/XBB.yaml").symlink_to(root / STATE)
    assert messages(root) == (
        "jurisdictions/XBB.yaml:1:1: stray-file: this file would not be read\n"
        "  why: a file that is passed over must not look like one that was looked at\n"
        "  fix: name it <ISO3>.yaml in capitals, such as DEU.yaml, or move it elsewhere"
    )


def test_all_problems_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    changes = {**ROWS["a misspelt answer"], **ROWS["a waiver twice"], **ROWS["a paragraph out of order"]}
    found = [line.split(":")[0] for line in messages(write(tmp_path, changes)).splitlines() if not line.startswith(" ")]
    assert found == ["jurisdictions/XAA.yaml", "jurisdictions/waivers/XAA.yaml", "seeds/doc-2020.yaml"]


def test_what_one_profile_lacks_takes_nothing_from_the_others(tmp_path: Path) -> None:
    sound = FILES[STATE].replace("XAA", "XBB").encode()
    root = write(tmp_path, {**ROWS["a misspelt answer"], "jurisdictions/XBB.yaml": sound})
    assert [each.code for each in read_repository(root).jurisdictions] == ["XBB"]
