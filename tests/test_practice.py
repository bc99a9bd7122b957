"""Vignettes: fictional statutes, the answers agreed on, and the verdicts that follow from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from engine.cli import safeguards
from engine.load import read_repository
from engine.load.vignettes import read_vignette
from engine.model import Agreed, Location, Vignette
from engine.practice import FOLDER, same, verdict, vignettes
from engine.schemas import schemas
from engine.yamlfile import parse, plain

ROOT = Path(__file__).parent.parent
REPOSITORY = read_repository(ROOT)
SAFEGUARDS = {each.id: each for each in REPOSITORY.safeguards}
FOUND, PROBLEMS = vignettes(ROOT, REPOSITORY.vocabulary, SAFEGUARDS)
GOOD = """\
vignette: short
title: Short
text: |
  Section 1. A judge decides.
asks:
  - {question: power.authorisation.body, answer: court, why: section 1}
verdicts: {necessity-of-powers: unknown}
"""


def test_every_vignette_of_the_repository_is_read() -> None:
    assert PROBLEMS == []
    assert {each.id for each in FOUND} == {each.stem for each in (ROOT / FOLDER).glob("*.yaml")}
    assert len(FOUND) >= 6


@pytest.mark.parametrize("vignette", FOUND, ids=lambda each: each.id)
def test_an_editor_takes_what_the_loader_takes(vignette: Vignette) -> None:
    schema = Draft7Validator(json.loads(schemas(REPOSITORY.vocabulary)["vignette.schema.json"]))
    node, _ = parse((ROOT / vignette.where.path).read_bytes(), "x")
    assert [each.message for each in schema.iter_errors(bare(node))] == []
    assert list(schema.iter_errors({**bare(node), "verdicts": {"a": "maybe"}})) != []


def bare(node: Any) -> Any:
    """Give a node as an editor sees it."""
    if isinstance(node, dict):
        return {key: bare(each) for key, each in node.items()}
    return [bare(each) for each in node] if isinstance(node, list) else plain(node)


@pytest.mark.parametrize("vignette", FOUND, ids=lambda each: each.id)
def test_the_agreed_answers_give_the_verdicts_that_the_vignette_states(vignette: Vignette) -> None:
    assert {each: verdict(vignette, SAFEGUARDS[each]) for each in vignette.verdicts} == vignette.verdicts


@pytest.mark.parametrize("vignette", FOUND, ids=lambda each: each.id)
def test_an_answer_less_never_turns_a_verdict_round(vignette: Vignette) -> None:
    """What is not known may leave a verdict open; it never makes the opposite of it."""
    for name, agreed in vignette.verdicts.items():
        for each in vignette.asks:
            fewer = Vignette(
                vignette.id,
                "",
                "",
                tuple(a for a in vignette.asks if a is not each),
                vignette.given,
                {},
                vignette.where,
            )
            assert verdict(fewer, SAFEGUARDS[name]).value in {agreed.value, "unknown"}


def practise(*args: str, lines: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(safeguards, ["practise", *args, "--root", str(ROOT)], input=lines)
    return done.exit_code, done.output


def test_they_are_listed_with_their_titles() -> None:
    code, said = practise()
    assert code == 0
    assert f"{'struck-down':<32} In the book, and void (2 questions)" in said.splitlines()


def test_an_author_answers_and_sees_what_was_agreed_on_and_why() -> None:
    code, said = practise("struck-down", lines="4\n?\n")
    assert code == 1
    assert said.splitlines()[-9:] == [
        "answer: 4",
        "  the agreed answer is none: the text of a statute is not the whole law: from the judgment on no duty is "
        "left, and "
        "a law that may come is not one",
        "",
        "data_protection.retention.max_months",
        "  For how many months?",
        "answer: ?",
        "  agreed: there is nothing left of which a length could be stated",
        "",
        "1 of 2 as agreed",
    ]
    assert practise("struck-down", lines="none\n?\n")[0] == 0


def test_who_stops_sees_how_far_it_went() -> None:
    code, said = practise("struck-down", lines="none\n")
    assert (code, said.splitlines()[-1]) == (1, "1 of 2 as agreed")
    assert practise("struck-down", lines="\n\n")[1].splitlines()[-1] == "0 of 2 as agreed"


def test_a_misspelt_name_is_one_line() -> None:
    said = "there is no vignette `struck-dwn`; did you mean `struck-down`?\n"
    assert practise("struck-dwn") == (2, said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "vignette: short",
            "vignette: long",
            "x:1:11: wrong-place: the vignette says `long`, and its file is named short.yaml",
        ),
        (
            "answer: court",
            "answer: cuort",
            "x:6:50: wrong-answer: `power.authorisation.body`: `cuort` is not one of the answers",
        ),
        (
            "authorisation.body",
            "authorisation.boddy",
            "x:6:16: unknown-question: `power.authorisation.boddy` is not a question of the vocabulary",
        ),
        ("necessity-of", "necesity-of", "x:7:12: unknown-safeguard: there is no safeguard `necesity-of-powers`"),
        ("text: |\n  Section 1. A judge decides.", "text: [a]", "x:3:7: wrong-type: `text`: a text is expected here"),
        ("title: Short\n", "", "x:1:1: missing-key: `title` is missing"),
        (
            ": unknown}",
            ": maybe}",
            "x:7:33: wrong-value: `necessity-of-powers`: `maybe` is not one of the words allowed here",
        ),
    ],
)
def test_what_is_wrong_with_a_vignette_is_named(old: str, new: str, said: str) -> None:
    node, _ = parse(GOOD.replace(old, new).encode(), "x")
    assert node is not None
    found, problems = read_vignette(node, "short", REPOSITORY.vocabulary, SAFEGUARDS)
    assert found is None
    assert [str(each).splitlines()[0] for each in problems] == [said]


def test_lists_are_the_same_in_any_order_and_yes_is_not_one() -> None:
    where = Location("x")
    assert same(Agreed("a", ("b", "c"), "", where), ("c", "b"))
    assert not same(Agreed("a", ("b", "c"), "", where), ("b",))
    assert not same(Agreed("a", True, "", where), 1)
    assert same(Agreed("a", None, "", where), None)
