"""`safeguards format`: whole lines move, nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.arrange import MeaningError, arranged, meaning
from engine.load import read_repository
from engine.vocabulary import Vocabulary

HERE = Path(__file__).parent
MIXED = """\
# yaml-language-server: $schema=../schemas/jurisdiction.schema.json
name: Exampleland   \n\
# of offences
offences:
  insult:
    # how long
    years: {value: 2, cite: act}  # at most
    speech: {value: true, cite: act}
# what is searched
powers:
  search:
    days:
      - {value: 7, cite: act, until: 2019-12-31}
      - {value: 14, cite: act, since: 2020-01-01}
    kind: search
    exists: {cite: act, value: true}
  complete: false
checked: 2026-01-01
jurisdiction: XAA
law:
  act:
    read: {on: 2026-01-01, as: text}
    # the name
    title: Act
"""
ORDERED = """\
# yaml-language-server: $schema=../schemas/jurisdiction.schema.json
jurisdiction: XAA
name: Exampleland
checked: 2026-01-01
law:
  act:
    # the name
    title: Act
    read: {on: 2026-01-01, as: text}
# what is searched
powers:
  complete: false
  search:
    kind: search
    exists: {cite: act, value: true}
    days:
      - {value: 7, cite: act, until: 2019-12-31}
      - {value: 14, cite: act, since: 2020-01-01}
# of offences
offences:
  insult:
    # how long
    years: {value: 2, cite: act}  # at most
    speech: {value: true, cite: act}
"""


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return read_repository(HERE / "example").vocabulary


def test_keys_stand_in_the_order_of_the_vocabulary_with_their_comments(words: Vocabulary) -> None:
    assert arranged(MIXED, words) == ORDERED


def test_the_file_of_another_system_is_written_with_line_feeds(words: Vocabulary) -> None:
    assert arranged("\ufeff" + MIXED.replace("\n", "\r\n"), words) == ORDERED


def shuffled(text: str, seed: int) -> str:
    """Mix the blocks that stand at each indentation, each with the comments above it."""
    rng = random.Random(seed)

    def mix(lines: list[str], indent: int) -> list[str]:
        blocks: list[list[str]] = []
        waiting: list[str] = []
        for line in lines:
            own = len(line) - len(line.lstrip())
            if own == indent and line.lstrip().startswith("#"):
                waiting.append(line)
            elif own == indent and not line.lstrip().startswith("- "):
                blocks.append([*waiting, line])
                waiting = []
            else:
                blocks[-1].append(line)
        rng.shuffle(blocks)
        return [line for block in blocks for line in inside(block, indent)]

    def inside(block: list[str], indent: int) -> list[str]:
        head = next(n for n, line in enumerate(block) if not line.lstrip().startswith("#")) + 1
        below = block[head:]
        if not below or below[0].lstrip().startswith("- "):
            return block
        return [*block[:head], *mix(below, indent + 2)]

    first, rest = text.split("\n", 1)
    return "\n".join([first, *mix(rest.rstrip("\n").split("\n"), 0)]) + "\n"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_any_order_is_put_in_order_and_order_stays(seed: int) -> None:
    words = read_repository(HERE / "example").vocabulary
    mixed = shuffled(ORDERED, seed)
    assert meaning(mixed) == meaning(ORDERED)
    once = arranged(mixed, words)
    assert (once, arranged(once, words)) == (ORDERED, once)


def test_a_text_that_would_change_is_refused(words: Vocabulary) -> None:
    text = "name: |\n  two words  \n  more\njurisdiction: XAA\n"
    with pytest.raises(MeaningError):
        arranged(text, words)
