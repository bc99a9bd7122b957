"""Profiles, their layers and their judgments: do they contradict each other?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model import Citation, Fact, Jurisdiction, Membership, Problem, Series, Value
from engine.timeline import in_force
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.load import Repository


def profile_problems(repository: Repository) -> Iterator[Problem]:
    """Check each profile against its layers, and its facts against its judgments."""
    for each in (*repository.jurisdictions, *repository.layers.values()):
        yield from _displaced(each)
    for each in repository.jurisdictions:
        yield from _memberships(each, repository)
        yield from _conflicts(each, repository.layers)


def _all_series(jurisdiction: Jurisdiction) -> dict[str, Series]:
    """Give every series of a profile by its full path, records by section and id."""
    found = {**jurisdiction.facts, **{f"{name}.complete": each for name, each in jurisdiction.complete.items()}}
    for section, entries in jurisdiction.entries.items():
        for entry in entries:
            found |= {f"{section}.{entry.id}.{path}": each for path, each in entry.facts.items() if path != "name"}
    return found


def _memberships(jurisdiction: Jurisdiction, repository: Repository) -> Iterator[Problem]:
    for each in jurisdiction.member_of:
        if each.layer not in repository.layer_files:
            yield Problem(
                each.where,
                "unknown-layer",
                f"there is no layer `{each.layer}`",
                "its facts would be missing without anyone noticing",
                advice(each.layer, repository.layer_files)
                if repository.layer_files
                else f"add jurisdictions/layers/{each.layer}.yaml",
            )
    own = {each.layer for each in jurisdiction.member_of}
    for series in jurisdiction.every_series() if jurisdiction.displaces else ():
        for fact in series:
            if fact.overrides and fact.overrides not in own:
                what = f"`{fact.overrides}` is no layer to which {jurisdiction.code} belongs"
                fix = advice(fact.overrides, own) if own else "delete `overrides`"
                yield Problem(fact.where, "unknown-layer", what, "there is no answer to displace", fix)


def _displaced(jurisdiction: Jurisdiction) -> Iterator[Problem]:
    """Refuse facts that rest on a displaced provision as if nothing had happened."""
    laws = jurisdiction.laws.values() if jurisdiction.displaces else ()
    judgments = [(key, each) for each in laws for key in each.overrides]
    if not judgments:
        return
    for path, series in _all_series(jurisdiction).items():
        for fact in series:
            cited = {each.key for each in fact.citations}
            for key, judgment in judgments:
                if key in cited and judgment.key not in cited and _reaches(fact, judgment):
                    yield Problem(
                        fact.where,
                        "displaced-citation",
                        f"`{path}` rests on `{key}`, which `{judgment.key}` displaced",
                        "the text of a statute alone is not the law",
                        f"cite `{judgment.key}` too, or end the fact before {judgment.since or 'the judgment'}",
                    )


def _reaches(fact: Fact, judgment: Citation) -> bool:
    """Whether a fact claims to hold on or after the day of a judgment."""
    return fact.until is None or judgment.since is None or fact.until >= judgment.since


def _conflicts(jurisdiction: Jurisdiction, layers: Mapping[str, Jurisdiction]) -> Iterator[Problem]:
    memberships = [(each, _all_series(layers[each.layer])) for each in jurisdiction.member_of if each.layer in layers]
    own = _all_series(jurisdiction) if memberships else {}
    for number, (membership, theirs) in enumerate(memberships):
        for path in own.keys() & theirs.keys():
            pair = _differing(own[path], theirs[path], membership)
            if pair and pair[0].overrides != membership.layer:
                yield _conflict(path, *pair, jurisdiction.code, membership.layer)
        for other, others in memberships[:number]:
            for path in (others.keys() & theirs.keys()) - own.keys():
                pair = _differing(others[path], theirs[path], membership, other)
                if pair:
                    yield _layers_conflict(path, *pair, membership)


def _differing(first: Series, second: Series, *memberships: Membership) -> tuple[Fact, Fact] | None:
    """Find a day on which two series answer differently, if there is one, and give both answers."""
    starts = {each.since for each in (*first, *second)} | {each.since for each in memberships}
    for day in sorted(each or date.min for each in starts):
        if all(_belongs(each, day) for each in memberships):
            one, two = in_force(first, day), in_force(second, day)
            if one and two and None not in (one.value, two.value) and _plain(one.value) != _plain(two.value):
                return one, two
    return None


def _belongs(membership: Membership, day: date) -> bool:
    begun = membership.since is None or membership.since <= day
    return begun and (membership.until is None or day <= membership.until)


def _plain(value: Value | None) -> object:
    return set(value) if isinstance(value, tuple) else value


def _conflict(path: str, own: Fact, theirs: Fact, code: str, layer: str) -> Problem:
    return Problem(
        own.where,
        "layer-conflict",
        f"{code} and {layer} answer `{path}` differently; {layer} does so at {theirs.where}",
        "the fact of a layer holds of itself in its members, so one of the two is wrong or displaced",
        f"correct one, or add `overrides: {layer}` and a `note` that says why the State's answer prevails",
    )


def _layers_conflict(path: str, first: Fact, second: Fact, membership: Membership) -> Problem:
    return Problem(
        membership.where,
        "layer-conflict",
        f"two layers answer `{path}` differently: {first.where} and {second.where}",
        "both would hold of themselves in their members",
        "correct one, or record the State's own answer",
    )
