"""`safeguards new jurisdiction`: a profile by question and answer, stopped and taken up again."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from test_cli import example

from engine.agenda import agenda
from engine.check import all_problems
from engine.cli import safeguards
from engine.load import read_repository
from engine.matrix import Assessor
from engine.profiletext import NoPlaceError, flow, put, word
from engine.verdict import Verdict
from engine.yamlfile import Scalar, parse, plain

__all__ = ["example"]  # the fixture
TODAY = datetime.date.today()
HEAD = f"""\
# yaml-language-server: $schema=../schemas/jurisdiction.schema.json
jurisdiction: XCC
name: "Newland"
kind: state
status: draft
checked: {TODAY}
"""


def talk(*lines: str, code: str = "XCC") -> tuple[int, str]:
    given = "\n".join(lines) + "\n" if lines else ""
    done = CliRunner().invoke(safeguards, ["new", "jurisdiction", code, "--name", "Newland"], input=given)
    return done.exit_code, done.output


def asked(output: str) -> list[str]:
    """List what was asked, in order."""
    return [
        line.split("   (")[0]
        for line in output.splitlines()
        if line.endswith((" wait for them)",)) or "   (settles" in line or "   (helps" in line
    ]


def assessor(root: Path) -> Assessor:
    repository = read_repository(root)
    return Assessor(repository, all_problems(repository), TODAY)


def test_an_answer_is_saved_with_what_it_rests_on(example: Path) -> None:
    code, said = talk("1", "const-1", "Constitution, article 1: the court", "1", "1990-01-01", "whatever, they say")
    assert code == 0
    assert (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8") == (
        HEAD
        + f"""\
law:
  const-1:
    title: "Constitution, article 1: the court"
    since: 1990-01-01
    read: {{on: {TODAY}, as: text}}
requests:
  dual: {{value: mandatory, cite: const-1, note: "whatever, they say"}}
"""
    )
    assert said.splitlines()[-1] == (
        "jurisdictions/XCC.yaml: 1 answers saved; `safeguards new jurisdiction XCC` goes on from here"
    )


def test_it_stops_and_goes_on_where_it_was(example: Path) -> None:
    _, first = talk("", "2", "act", "Act", "text", "", "all of it", "q")
    before = asked(first)
    assert before[:2] == ["requests.dual", "state.report"]
    text = (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8")
    assert text.endswith("state:\n  report: {value: court, cite: act, note: all of it}\n")
    _, second = talk()
    assert before[0] in asked(second)
    assert before[1] not in asked(second)


def test_what_settles_most_comes_first_and_is_not_asked_again(example: Path) -> None:
    talk()
    judge = assessor(example)
    items = agenda(judge, "XCC")
    counts = [each.settles for each in items if each.path]
    assert counts == sorted(counts, reverse=True)
    talk(*["none" if "rights" in items[0].path else "1", "act", "Act", "1", "", ""])
    assert items[0].key not in {each.key for each in agenda(assessor(example), "XCC")}


def test_a_list_is_asked_for_more_only_after_its_records(example: Path) -> None:
    talk()
    talk("", "", "", "1", "", "yes", "act", "Act", "1", "", "")  # powers: search
    items = [each for each in agenda(assessor(example), "XCC") if each.section == "powers"]
    assert [(each.record, each.path) for each in items] == [
        ("search", "power.body"),
        ("search", "power.days"),
        ("", ""),
    ]


def test_a_record_is_begun_with_its_first_answer(example: Path) -> None:
    talk()
    judge = assessor(example)
    before = next(n for n, each in enumerate(agenda(judge, "XCC")) if each.section == "powers")
    lines = [""] * before
    code, said = talk(*lines, "2", "tracking-by-police", "yes", "act", "Act", "page", "", "")
    assert code == 0
    text = (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8")
    assert text.endswith(
        "powers:\n  tracking-by-police:\n    kind: tracking\n    exists: {value: true, cite: act}\n"
    ), said


def test_looked_for_in_vain_is_an_answer(example: Path) -> None:
    talk("?", "no register lists the courts", "")
    text = (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8")
    assert text == HEAD + "requests:\n  dual: {unknown: no register lists the courts}\n"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["perhaps"], "  `perhaps` is not one of the answers: use one of: mandatory, discretionary, none"),
        (["", "", "", "1", "", "perhaps"], "  `perhaps` is not a yes or no: write true or false"),
        (
            ["none", "Act 7"],
            "  `Act` cannot be used: write lower-case letters, digits and single hyphens, such as police-act-7",
        ),
        (["none", "act", "Act", "5"], "  `5` is not one of them"),
        (["none", "act", "Act", "1", "2015"], "  `2015` is not a date; write it as 2015-01-01"),
    ],
)
def test_what_does_not_fit_is_said_and_asked_again(lines: list[str], said: str, example: Path) -> None:
    code, output = talk(*lines)
    assert code == 0
    assert said in output.splitlines()
    assert (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8") == HEAD


def test_no_answers_at_all_leave_a_valid_profile(example: Path) -> None:
    assert talk()[0] == 0
    assert (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8") == HEAD
    assert assessor(example).invalid == {}


def test_every_question_answered_settles_what_can_be_settled(example: Path) -> None:
    """Whoever answers all that is asked ends at a profile for which only open lists and pairs are unknown."""
    talk()
    for _ in range(40):
        items = [each for each in agenda(assessor(example), "XCC") if each.path]
        if not items:
            break
        first, *_ = items
        question = read_repository(example).vocabulary.questions[first.path]
        answer = {"duration": "14", "number": "2", "date": "1990-01-01", "string": "ministry"}.get(question.type, "1")
        skipped = [""] * next(n for n, each in enumerate(agenda(assessor(example), "XCC")) if each == first)
        talk(
            *skipped,
            answer,
            "act",
            *(["Act", "1", "", ""] if "act:" not in (example / "jurisdictions/XCC.yaml").read_text() else [""]),
        )
    judge = assessor(example)
    unknown = {each.id for each in judge.safeguards.values() if judge.cell("XCC", each.id).verdict is Verdict.UNKNOWN}
    assert {judge.safeguards[each].subject for each in unknown} <= {"power", "offence", "pair"}


def test_a_mapping_in_braces_is_left_and_named(example: Path) -> None:
    file = example / "jurisdictions/XCC.yaml"
    file.write_text(HEAD + "requests: {}\n", encoding="utf-8")
    _, said = talk("1", "act", "Act", "1", "", "")
    assert "  not saved: `requests` is not written as lines below each other; write it into XCC.yaml by hand" in said
    assert file.read_text(encoding="utf-8") == HEAD + "requests: {}\n"


def test_a_line_is_not_written_twice() -> None:
    with pytest.raises(NoPlaceError, match=r"`a\.b` is there already"):
        put("a:\n  b: 1\n", ["a", "b"], "2")


def test_lines_are_put_behind_the_last_of_their_mapping() -> None:
    text = "a:\n  b:\n    c: {x: 1}  # why\n# of z\nz: 1\n"
    assert put(text, ["a", "b", "d"], "2") == "a:\n  b:\n    c: {x: 1}  # why\n    d: 2\n# of z\nz: 1\n"
    assert put(text, ["a", "e", "f"], "2") == "a:\n  b:\n    c: {x: 1}  # why\n  e:\n    f: 2\n# of z\nz: 1\n"
    assert put(text.rstrip("\n"), ["y", "e"], "2") == f"{text}y:\n  e: 2\n"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_any_text_is_read_back_as_it_was_typed(text: str) -> None:
    node, problems = parse(f"a: {flow({'title': text})}\n".encode(), "x.yaml")
    assert problems == []
    assert isinstance(node, dict)
    scalar = node["a"]["title"]
    assert isinstance(scalar, Scalar)
    assert (scalar.text, plain(scalar)) == (text, text)


def test_numbers_dates_and_words_are_bare_only_where_they_are_values() -> None:
    assert (
        flow({"value": "true", "since": "2015-01-01", "note": "true"})
        == '{value: true, since: 2015-01-01, note: "true"}'
    )
    assert [word("3.10"), word("two words"), word("a, b"), word("§ 7")] == ['"3.10"', "two words", '"a, b"', '"§ 7"']
