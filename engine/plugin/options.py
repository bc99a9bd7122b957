"""Options and markers of the plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

GRADES = ("knowledge", "secondary", "page", "text")

MARKERS = (
    *(f"{each}: severity of the safeguard" for each in ("critical", "high", "medium", "low")),
    *(f"{each}: level of the safeguard" for each in ("law", "practice", "treaty-position", "process")),
    "safeguard(id, theme, severity, level, subject): the safeguard, -m \"safeguard(theme='data-protection')\"",
    "article(adopted, rev1): a treaty article that it answers, for example -m \"article(adopted='24.2')\"",
    "right(name): a right that it protects, for example -m \"right(name='privacy')\"",
    "people(name): people most exposed, for example -m \"people(name='journalists')\"",
    "jurisdiction(code): the State, for example -m \"jurisdiction(code='DEU')\"",
)


def add_options(parser: pytest.Parser) -> None:
    """Add the group of options."""
    group = parser.getgroup("safeguards", "human-rights safeguards (profiles under jurisdictions/)")
    group.addoption(
        "--as-of",
        dest="safeguards_as_of",
        metavar="DATE",
        help="judge the law of this day, such as 2015-01-01 (default: today)",
    )
    group.addoption(
        "--unknown",
        dest="safeguards_unknown",
        choices=("skip", "fail"),
        default="skip",
        help="what to do with cells that cannot be told: skip them (default), or fail them, which puts the burden of"
        " proof on the State",
    )
    group.addoption(
        "--evidence",
        dest="safeguards_evidence",
        choices=GRADES,
        default="knowledge",
        help="treat facts on weaker evidence than this as unknown (default: knowledge, the weakest)",
    )
    group.addoption(
        "--safeguard",
        dest="safeguards_only",
        action="append",
        default=[],
        metavar="ID",
        help="assess this safeguard only (may be given several times)",
    )
    group.addoption(
        "--matrix",
        dest="safeguards_matrix",
        metavar="FILE",
        help="write the matrix to this file (.txt .md .csv .json .xlsx .oscal.json)",
    )
    group.addoption(
        "--safeguards-protocol",
        dest="safeguards_protocol",
        choices=("auto", "standard"),
        default="auto",
        help="run cells in pytest's standard way, even where they can be run faster with the same results",
    )
    group.addoption(
        "--policies",
        dest="safeguards_policies",
        metavar="DIR",
        help="take the safeguards from this folder instead of policies/",
    )
    group.addoption(
        "--no-cache",
        dest="safeguards_no_cache",
        action="store_true",
        help="read every profile and safeguard anew, and keep nothing for the next run",
    )
