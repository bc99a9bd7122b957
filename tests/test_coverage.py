"""Documents, their records and the safeguards that cite them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from engine.coverage import coverage, digest, fate, paragraphs_of, verify
from engine.load import read_repository
from engine.model import Location, Paragraph, Passage, Source

ROOT = Path(__file__).parent.parent
ORIGINALS = ROOT.parent / "shared" / "seeds"
TEXT = "A title\n\nThe first demand\nof the paper.\n\nThe end.\n"
HERE = Location("seeds/paper.yaml", 1, 1)


def record(text: str) -> Source:
    paragraphs = tuple(
        Paragraph(number, "One", digest(each), (), (), (), "left out", Location("seeds/paper.yaml", number + 1, 5))
        for number, each in enumerate(paragraphs_of(text), 1)
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source("paper", "X", "A paper", "analysis", "2020", "", "rev1", "paper.txt", sha256, paragraphs, (), HERE)


def test_a_paragraph_ends_at_a_blank_line_and_white_space_does_not_count() -> None:
    assert paragraphs_of(TEXT) == ["A title", "The first demand of the paper.", "The end."]


def test_a_true_record_has_no_problem(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    assert list(verify([record(TEXT)], [], tmp_path)) == []


def test_a_changed_paragraph_is_named(tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"
    file.write_text(TEXT.replace("first", "second"), encoding="utf-8")
    assert [str(each) for each in verify([record(TEXT)], [], tmp_path)] == [
        f"seeds/paper.yaml:1:1: other-file: {file} is not the file that the record describes\n"
        "  why: a safeguard must lead to the very words that demand it\n"
        "  fix: compare the two, and make the record anew if the file is right",
        "seeds/paper.yaml:3:5: other-paragraph: paragraph 2 of paper reads otherwise than recorded\n"
        "  why: a safeguard must lead to the very words that demand it\n"
        "  fix: check what cites it, then record its new digest",
    ]


def test_a_lost_paragraph_is_counted(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(TEXT + "\nOne more.\n", encoding="utf-8")
    assert "other-count: the record has 3 paragraphs, the document 4" in str([*verify([record(TEXT)], [], tmp_path)][1])


def test_a_missing_original_is_a_problem(tmp_path: Path) -> None:
    assert [each.code for each in verify([record(TEXT)], [], tmp_path)] == ["missing-original"]


def test_a_phrase_must_stand_in_its_paragraph(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    safeguard = read_repository(ROOT).safeguards[0]
    there = Passage("paper", 2, "demand of the paper", Location("policies/x.yaml", 9, 5))
    elsewhere = replace(there, paragraph=3)
    found = verify([record(TEXT)], [replace(safeguard, sources=(there, elsewhere))], tmp_path)
    assert [str(each) for each in found] == [
        "policies/x.yaml:9:5: phrase-not-found: paper paragraph 3 does not contain `demand of the paper`\n"
        "  why: a safeguard must lead to the very words that demand it\n"
        "  fix: quote words that stand there, or correct the number"
    ]


def test_every_paragraph_of_the_five_documents_is_accounted_for() -> None:
    sources = read_repository(ROOT).sources
    assert [each.id for each in sources] == [
        "atlantic-council-2024",
        "cdt-2023",
        "cyberpeace-2023",
        "eff-2024",
        "hrw-2021",
    ]
    assert sum(len(each.paragraphs) for each in sources) == 159
    assert sum(coverage(each).total() for each in sources) == 159
    assert all(fate(paragraph) for each in sources for paragraph in each.paragraphs)


def test_the_records_fit_the_originals() -> None:
    if not ORIGINALS.is_dir():
        pytest.skip("the five original documents are not on this machine")
    repository = read_repository(ROOT)
    assert list(verify(repository.sources, repository.safeguards, ORIGINALS)) == []
