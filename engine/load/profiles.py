"""Jurisdiction profiles and layers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.load.entries import read_list
from engine.load.facts import Desk, read_facts
from engine.load.shapes import (
    Code,
    Commit,
    Day,
    OneOrMore,
    Phrase,
    Sha256,
    Shape,
    Slug,
    Text,
    Url,
    one_of,
    shaped,
    unknown_key,
)
from engine.model import (
    Citation,
    Entry,
    Fact,
    Grade,
    Jurisdiction,
    Location,
    Membership,
    Pin,
    Problem,
    Series,
)
from engine.vocabulary import Vocabulary, advice
from engine.yamlfile import Map, Node

GRADES = {str(each): each for each in Grade}
LAW_KINDS = ("constitution", "statute", "regulation", "treaty", "judgment", "policy", "report")
KINDS = ("state", "territory", "layer")
STATUSES = ("draft", "reviewed", "contested")


class ReadShape(Shape):
    """How and when a provision was read."""

    how: Annotated[str, BeforeValidator(one_of(*GRADES)), Field(alias="as")]
    on: Day | None = None


class PinShape(Shape):
    """Where a provision lies in a repository of law."""

    corpus: Text
    commit: Commit
    path: Text
    section: Text
    sha256: Sha256
    phrase: Phrase = ""


class LawShape(Shape):
    """A provision, judgment or report."""

    title: Text
    kind: Annotated[str, BeforeValidator(one_of(*LAW_KINDS))] = "statute"
    url: Url = ""
    language: Text = ""
    since: Day | None = None
    read: ReadShape
    pin: PinShape | None = None
    overrides: OneOrMore = ()


class MembershipShape(Shape):
    """The days on which a State belongs to a layer."""

    layer: Code
    since: Day | None = None
    until: Day | None = None


class ProfileShape(Shape):
    """The headings of a profile; its sections are read by the vocabulary."""

    jurisdiction: Code
    name: Text
    kind: Annotated[str, BeforeValidator(one_of(*KINDS))] = "state"
    status: Annotated[str, BeforeValidator(one_of(*STATUSES))]
    checked: Day
    member_of: tuple[MembershipShape, ...] = ()
    law: dict[Slug, LawShape] = Field(default_factory=dict)


def read_profile(node: Node, code: str, vocabulary: Vocabulary) -> tuple[Jurisdiction | None, list[Problem]]:
    """Read a profile; `code` is what its file name says it is.

    Returns:
        The jurisdiction, or `None` where anything is wrong, and every problem.
    """
    headings, sections, problems = _split(node, vocabulary)
    shape, more = shaped(ProfileShape, headings)
    problems += more
    if shape is None or not isinstance(headings, Map):
        return None, problems
    if shape.jurisdiction != code:
        problems.append(_wrong_code(headings["jurisdiction"].where, shape.jurisdiction, code))
    laws = {key: _citation(key, each, headings["law"]) for key, each in shape.law.items()}
    problems += _unknown_overrides(laws, headings)
    desk = Desk(vocabulary, laws, shape.checked, problems)
    jurisdiction = _jurisdiction(shape, headings, sections, desk)
    return (None if problems else replace(jurisdiction, displaces=_displaces(jurisdiction))), problems


def _displaces(jurisdiction: Jurisdiction) -> bool:
    """Whether any provision or fact says that it displaces another."""
    facts = (fact for series in jurisdiction.every_series() for fact in series)
    return any(each.overrides for each in jurisdiction.laws.values()) or any(each.overrides for each in facts)


def _split(node: Node, vocabulary: Vocabulary) -> tuple[Node, Map, list[Problem]]:
    """Part the headings of a profile from its sections."""
    if not isinstance(node, Map):
        return node, Map(node.where), []
    headings, sections, problems = Map(node.where), Map(node.where), list[Problem]()
    known = [*ProfileShape.model_fields, *(each for each in vocabulary.sections if each != "profile")]
    for key in node:
        if key in known:
            (headings if key in ProfileShape.model_fields else sections).take(key, node)
        else:
            problems.append(unknown_key(node.keys_at[key], key, known))
    return headings, sections, problems


def _wrong_code(where: Location, written: str, code: str) -> Problem:
    return Problem(
        where,
        "wrong-code",
        f"the profile says `{written}`, and its file is named {code}.yaml",
        "a reader who looks for one would find the other",
        "make the two agree",
    )


def _citation(key: str, shape: LawShape, laws: Any) -> Citation:
    pin = shape.pin
    return Citation(
        key=key,
        title=shape.title,
        kind=shape.kind,
        grade=GRADES[shape.read.how],
        where=laws.keys_at[key],
        read_on=shape.read.on,
        since=shape.since,
        url=shape.url,
        language=shape.language,
        pin=None if pin is None else Pin(pin.corpus, pin.commit, pin.path, pin.section, pin.sha256, pin.phrase),
        overrides=shape.overrides,
    )


def _unknown_overrides(laws: dict[str, Citation], headings: Map) -> list[Problem]:
    return [
        Problem(
            headings["law"][each.key]["overrides"].where,
            "unknown-citation",
            f"there is no `{key}` under `law:`",
            "a judgment must name the provision that it displaces",
            advice(key, laws),
        )
        for each in laws.values()
        for key in each.overrides
        if key not in laws
    ]


def _jurisdiction(shape: ProfileShape, headings: Map, sections: Map, desk: Desk) -> Jurisdiction:
    lists = desk.vocabulary.lists
    facts = {} if shape.kind == "layer" else _headings(shape, headings)
    entries: dict[str, tuple[Entry, ...]] = {}
    complete: dict[str, Series] = {}
    for section, below in sections.items():
        if section in lists:
            entries[section], complete[section] = read_list(section, below, desk)
        else:
            answers = read_facts(below, f"{section}.", desk)
            facts |= {f"{section}.{path}": series for path, series in answers.items()}
    if shape.kind == "layer":
        _refuse_layer_claims(shape, headings, sections, complete, desk)
    return Jurisdiction(
        code=shape.jurisdiction,
        name=shape.name,
        kind=shape.kind,
        status=shape.status,
        checked=shape.checked,
        where=headings.keys_at["jurisdiction"],
        facts=facts,
        entries=entries,
        complete=complete,
        laws=desk.laws,
        member_of=_memberships(shape, headings, desk),
    )


def _headings(shape: ProfileShape, headings: Map) -> dict[str, Series]:
    """Give the facts that a State's headings state; those of a layer hold of itself only, not of its members."""
    return {
        "profile.name": (Fact(shape.name, headings["name"].where),),
        "profile.iso3": (Fact(shape.jurisdiction, headings["jurisdiction"].where),),
    }


def _memberships(shape: ProfileShape, headings: Map, desk: Desk) -> tuple[Membership, ...]:
    found = []
    for each, node in zip(shape.member_of, headings.get("member_of", ()), strict=True):
        if each.since and each.until and each.until < each.since:
            desk.refuse(
                node["until"].where,
                "end-before-start",
                f"membership of {each.layer} ends on {each.until}, before it begins on {each.since}",
                "it would hold on no day",
                "correct one of the two dates",
            )
        found.append(Membership(each.layer, each.since, each.until, node.where))
    return tuple(found)


def _refuse_layer_claims(
    shape: ProfileShape, headings: Map, sections: Map, complete: dict[str, Series], desk: Desk
) -> None:
    if shape.member_of:
        where = headings.keys_at["member_of"]
        desk.refuse(
            where, "layer-in-layer", "a layer belongs to no layer", "its facts count in States only", "delete it"
        )
    for section in (each for each, series in complete.items() if series):
        where = sections[section].keys_at["complete"]
        desk.refuse(
            where,
            "layer-claims-all",
            f"a layer cannot say that its {section} are all there are",
            "each member has others of its own",
            "delete the line",
        )
