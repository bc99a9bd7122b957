"""Cedar (cedarpy): three policies a safeguard, one request a State and one a record; rolled up outside.

Cedar has no quantifiers, so each record is a resource of its own.  A request names every policy that is satisfied.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.documents import LIMITLESS, Ready, Work, answers, constant, express, field, is_list
from benchmarks.peers.formula import (
    MET,
    NOT_APPLICABLE,
    UNKNOWN,
    UNMET,
    Atom,
    Both,
    CannotSay,
    Closed,
    Either,
    Fold,
    Formula,
    finding,
)
from engine.model import Path, Safeguard
from engine.vocabulary import LISTS, Vocabulary

SIGNS = {"at_most": "<=", "at_least": ">=", "less_than": "<", "more_than": ">"}
CODES = (MET, UNMET, NOT_APPLICABLE)


def say(safeguard: Safeguard, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """Give the policies of a safeguard with the verdicts that they mean."""
    action = _kind(safeguard)
    return [
        (code, f'permit(principal, action == Action::"{action}", resource) when {{ {write(each, vocabulary)} }};')
        for code, each in zip(CODES, finding(safeguard), strict=True)
        if each != Either(())
    ]


def write(formula: Formula, vocabulary: Vocabulary) -> str:
    match formula:
        case Both(parts):
            return "(" + (" && ".join(write(each, vocabulary) for each in parts) or "true") + ")"
        case Either(parts):
            return "(" + (" || ".join(write(each, vocabulary) for each in parts) or "false") + ")"
        case Fold() | Closed():
            raise CannotSay("it goes through a list, and Cedar has no quantifiers")
        case Atom():
            return _atom(formula, vocabulary)


def _entity(path: Path) -> str:
    return "principal" if path.root in {"", "requesting"} else "resource"


def _atom(atom: Atom, vocabulary: Vocabulary) -> str:
    asked = [atom.path] + ([atom.operand] if isinstance(atom.operand, Path) else [])
    test = _test(f"{_entity(atom.path)}.{field(atom.path)}", atom, vocabulary)
    guards = [f"{_entity(each)} has {field(each)}" for each in asked]
    return "(" + " && ".join([*guards, test if atom.wanted else f"!({test})"]) + ")"


def _test(value: str, atom: Atom, vocabulary: Vocabulary) -> str:
    operand, single = atom.operand, False
    if isinstance(operand, Path):
        other, single = f"{_entity(operand)}.{field(operand)}", not is_list(operand, vocabulary)
    else:
        other = json.dumps(constant(operand))
    if atom.operator in SIGNS:
        return f"{value} {SIGNS[atom.operator]} {other}"
    if atom.operator in {"before", "after"}:
        raise CannotSay("it orders dates, and Cedar does not order texts")
    all_, any_ = ("contains", "contains") if single else ("containsAll", "containsAny")
    return {
        "is": f"{value} == {other}",
        "in": f"{other}.contains({value})",
        "includes_all": f"{value}.{all_}({other})",
        "includes_any": f"{value}.{any_}({other})",
        "is_empty": f"{value}.isEmpty() == {other}",
        "has_limit": f"({value} != {LIMITLESS}) == {other}",
    }[atom.operator]


def ready(work: Work) -> Ready:
    """Compile the policies, and load States and records as entities."""
    import cedarpy

    said, left = express(work.safeguards, lambda each: say(each, work.vocabulary))
    sets, means = {}, {}
    for kind in {_kind(each) for each, _ in said}:
        chosen = [(number, texts) for number, (each, texts) in enumerate(said) if _kind(each) == kind]
        sets[kind] = cedarpy.PolicySet.from_str("\n".join(text for _, texts in chosen for _, text in texts))
        means[kind] = [(number, code) for number, texts in chosen for code, _ in texts]
    places = {kind: [number for number, (each, _) in enumerate(said) if _kind(each) == kind] for kind in sets}
    requests, entities = _pairs(work) if work.pairs else _requests(work)
    once = {id(each): each for each in entities}
    parsed = {key: cedarpy.Entities.from_json_str(json.dumps(each)) for key, each in once.items()}
    loaded = [parsed[id(each)] for each in entities]

    def run(count: int) -> list[list[int]]:
        rows = []
        for asked, known in zip(requests[:count], loaded[:count], strict=True):
            row = [NOT_APPLICABLE] * len(said)
            for kind, group in asked.items():
                if kind in sets:
                    told = cedarpy.is_authorized_batch([each for each, _ in group], sets[kind], known)
                    _roll(row, group, told, means[kind], places[kind])
            rows.append(row)
        return rows

    return Ready([each for each, _ in said], left, run, list)


def _kind(safeguard: Safeguard) -> str:
    return safeguard.subject if safeguard.subject in {*LISTS, "pair"} else "state"


def _roll(row: list[int], group: Any, told: Any, means: Any, places: list[int]) -> None:
    """Let the gravest finding stand; the record that an open list may hold besides is unknown at best."""
    for (_, further), answer in zip(group, told, strict=True):
        found = dict.fromkeys(places, UNKNOWN)
        for reason in answer.diagnostics.reasons:
            number, code = means[int(reason.removeprefix("policy"))]
            found[number] = UNKNOWN if further and code != NOT_APPLICABLE else code
        for number, code in found.items():
            row[number] = max(row[number], code)


def _requests(work: Work) -> tuple[list[Any], list[Any]]:
    requests, entities = [], []
    for number, document in enumerate(work.documents()):
        own = document["state"]
        state, known = {"type": "State", "id": str(number)}, []
        asked = {"state": [(_request(state, "state", state), False)], **{each: [] for each in LISTS}}
        lists = {each: own.pop(each) for each in LISTS.values()}
        for name, section in LISTS.items():
            further = [] if own[f"{section}_closed"] else [{}]
            for position, each in enumerate([*lists[section], *further]):
                record = {"type": "Record", "id": f"{name}-{position}"}
                known.append({"uid": record, "attrs": each, "parents": []})
                asked[name].append((_request(state, name, record), position == len(lists[section])))
        entities.append([*known, {"uid": state, "attrs": own, "parents": []}])
        requests.append(asked)
    return requests, entities


def _request(principal: Any, action: str, resource: Any) -> dict[str, Any]:
    return {"principal": principal, "action": {"type": "Action", "id": action}, "resource": resource, "context": {}}


def _pairs(work: Work) -> tuple[list[Any], list[Any]]:
    ids = [{"type": "State", "id": str(number)} for number in range(len(work.world.records))]
    states = [
        {"uid": uid, "attrs": answers(each), "parents": []}
        for uid, each in zip(ids, work.world.records.values(), strict=True)
    ]
    requests = [{"pair": [(_request(one, "pair", other), False)]} for one in ids for other in ids if one is not other]
    return requests[: work.limit], [states] * len(requests[: work.limit])
