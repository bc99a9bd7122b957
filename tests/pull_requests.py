"""Real kinds of pull request, as changes of the made-up repository: file, what is replaced, by what.

An empty old text writes the file anew; a new text of ``None`` deletes it; ``a -> b`` as the file moves it.
"""

from __future__ import annotations

from dataclasses import dataclass

XAA, XBB = "jurisdictions/XAA.yaml", "jurisdictions/XBB.yaml"
LAYER, WAIVERS = "jurisdictions/layers/XZZ.yaml", "jurisdictions/waivers/XAA.yaml"
ORDERS, PROJECT = "policies/powers/short-orders.yaml", "pyproject.toml"
DAYS = "days: {value: 14, cite: [powers-act-7, ruling-2019]}"
LAW = "  ruling-2019:\n"


@dataclass(frozen=True)
class PullRequest:
    """What is changed, and whether the gate is open to it."""

    changes: tuple[tuple[str, str, str | None], ...]
    open: bool
    before: tuple[tuple[str, str, str | None], ...] = ()  # what the base has besides the made-up repository


def act(key: str, title: str, **more: str) -> str:
    lines = [f"  {key}:", f"    title: {title}", *(f"    {name}: {each}" for name, each in more.items())]
    return "\n".join([*lines, ""]) + LAW


def note(slug: str, what: str, cells: str, **more: str) -> tuple[str, str, str | None]:
    head = f"date: 2026-05-31\nwhat: {what}\nsummary: what happened in the world\nsource: Official Gazette 5/2026\n"
    rest = "".join(f"{key}: {each}\n" for key, each in more.items())
    return f"changes/2026-05-31-{slug}.yaml", "", f"{head}{rest}cells:\n{cells}"


def cells(code: str, names: str) -> str:
    return f"  - {{jurisdiction: {code}, safeguards: [{names}]}}\n"


ORDERS_OF_XAA = cells("XAA", "short-orders")
AMENDED = (
    (
        XAA,
        LAW,
        act(
            "powers-act-7-amended",
            "Powers Act 2012, section 7, as amended in 2026",
            since="2026-05-01",
            read="{on: 2026-05-20, as: text}",
        ),
    ),
    (XAA, DAYS, "days: {value: 28, cite: [powers-act-7-amended, ruling-2019]}"),
)
STRICTER = ((PROJECT, "max_days = 20", "max_days = 10"),)
WAIVER = (
    WAIVERS,
    "",
    "jurisdiction: XAA\nwaivers:\n"
    "  - {safeguard: short-orders, reason: a bill is under way, owner: Desk, until: 2026-12-31}\n",
)
RULING = act(
    "ruling-2026", "Constitutional Court, 3 May 2026, 1 C 2/26", kind="judgment", overrides="powers-act-7",
    since="2026-05-03", read="{on: 2026-05-20, as: text}",
)  # fmt: skip

UNREAD = (XAA, DAYS, "days: {unknown: the section does not say}")

PULL_REQUESTS = {
    "amendment": PullRequest((*AMENDED, note("amendment", "law-amended", ORDERS_OF_XAA)), open=True),
    "amendment-without-a-note": PullRequest(AMENDED, open=False),
    "repeal": PullRequest(
        (
            (
                XAA,
                LAW,
                act("repeal-act", "Powers (Repeal) Act 2026", since="2026-05-01", read="{on: 2026-05-20, as: text}"),
            ),
            (
                XAA,
                "    exists: {value: true, cite: [powers-act-7, ruling-2019]}",
                "    exists: {value: false, cite: repeal-act}",
            ),
            note("repeal", "law-repealed", ORDERS_OF_XAA),
        ),
        open=True,
    ),
    "judgment-strikes-down": PullRequest(
        (
            (XAA, LAW, RULING),
            (
                XAA,
                "  complete: {value: true, cite: [powers-act-7, ruling-2019]}",
                "  complete: {value: true, cite: [powers-act-7, ruling-2019, ruling-2026]}",
            ),
            (
                XAA,
                "    exists: {value: true, cite: [powers-act-7, ruling-2019]}",
                "    exists: {value: false, cite: [powers-act-7, ruling-2019, ruling-2026]}",
            ),
            (
                XAA,
                "cite: [powers-act-7, ruling-2019], since: 2019-03-01",
                "cite: [powers-act-7, ruling-2019, ruling-2026], since: 2019-03-01",
            ),
            (XAA, DAYS, "days: {value: 14, cite: [powers-act-7, ruling-2019, ruling-2026]}"),
            note("ruling", "judgment", ORDERS_OF_XAA),
        ),
        open=True,
    ),
    "new-citation-for-the-same-value": PullRequest(
        (
            (
                XAA,
                LAW,
                act(
                    "powers-act-8", "Powers Act 2012, section 8", since="2012-01-01", read="{on: 2026-05-20, as: text}"
                ),
            ),
            (XAA, DAYS, "days: {value: 14, cite: powers-act-8}"),
        ),
        open=True,
    ),
    "evidence-withdrawn": PullRequest(
        (
            (XAA, DAYS, "days: {unknown: the page that was cited is gone}"),
            note("withdrawn", "evidence-withdrawn", ORDERS_OF_XAA),
        ),
        open=True,
    ),
    "value-changed-on-the-same-reading": PullRequest(
        ((XAA, DAYS, DAYS.replace("14", "28")), note("typing-error", "evidence-found", ORDERS_OF_XAA)), open=False
    ),
    "weak-evidence-towards-met": PullRequest(
        (
            (
                XBB,
                "  code-1:\n",
                "  report-1:\n    title: A report\n    kind: report\n    since: 2016-01-01\n"
                "    read: {on: 2026-05-20, as: secondary}\n  code-1:\n",
            ),
            (XBB, "powers:\n", "powers:\n  complete: {value: true, cite: report-1}\n"),
            (XBB, "exists: {value: true, cite: code-1}", "exists: {value: true, cite: report-1}"),
            (
                XBB,
                'body: {value: minister, cite: code-1, note: "=HYPERLINK(1)"}',
                "body: {value: judge, cite: report-1}",
            ),
            (XBB, "days: {value: no-limit, cite: code-1}", "days: {value: 7, cite: report-1}"),
            ("jurisdictions/waivers/XBB.yaml", "", None),
            note("report", "evidence-found", cells("XBB", "short-orders")),
        ),
        open=False,
    ),
    "policy-loosened": PullRequest(
        (
            (
                "policies/crimes/speech-is-no-crime.yaml",
                "    - offence.years: {at_most: 1}\n",
                "    - offence.years: {at_most: 2}\n",
            ),
            note("loosened", "policy-reread", cells("XAA", "speech-is-no-crime")),
        ),
        open=True,
    ),
    "parameter-moved": PullRequest((*STRICTER, note("stricter", "policy-reread", ORDERS_OF_XAA)), open=True),
    "profile-renamed": PullRequest(
        (
            (PROJECT, "XAA = 50", "XAC = 50"),
            (f"{XAA} -> jurisdictions/XAC.yaml", "jurisdiction: XAA", "jurisdiction: XAC"),
            note("renamed", "evidence-found", cells("XAA", "all") + cells("XAC", "all")),
        ),
        open=True,
    ),
    "jurisdiction-deleted": PullRequest(((XBB, "", None), ("jurisdictions/waivers/XBB.yaml", "", None)), open=False),
    "layer-changed": PullRequest(
        (
            (
                LAYER,
                "  union-treaty-5:\n",
                "  union-treaty-9:\n    title: Union Treaty, article 9\n    kind: treaty\n    since: 2026-01-01\n"
                "    read: {on: 2026-05-20, as: text}\n  union-treaty-5:\n",
            ),
            (LAYER, "dual: {value: mandatory, cite: union-treaty-5}", "dual: {value: none, cite: union-treaty-9}"),
            note("treaty", "law-amended", cells("XBB", "both-states-agree, no-help-against-speech")),
        ),
        open=True,
    ),
    "waiver-added": PullRequest((WAIVER,), open=True, before=STRICTER),
    "waiver-for-what-the-change-brings": PullRequest(
        (*AMENDED, WAIVER, note("amendment", "law-amended", ORDERS_OF_XAA)), open=False
    ),
    "typo-in-a-profile": PullRequest(((XAA, "value: court", "value: cuort"),), open=False),
    "two-causes-at-once": PullRequest(
        (
            *STRICTER,
            (
                XAA,
                LAW,
                act(
                    "penal-code-2026",
                    "Penal Code, section 80, as amended",
                    since="2026-05-01",
                    read="{on: 2026-05-20, as: text}",
                ),
            ),
            (XAA, "years: {value: 2, cite: penal-code}", "years: {value: 1, cite: penal-code-2026}"),
            note("stricter", "policy-reread", ORDERS_OF_XAA),
            note("shorter", "law-amended", cells("XAA", "speech-is-no-crime")),
        ),
        open=True,
    ),
    "policy-and-facts-move-one-cell": PullRequest(
        (*STRICTER, UNREAD, note("both", "policy-reread", ORDERS_OF_XAA)), open=False
    ),
    "policy-and-facts-move-one-cell-and-why": PullRequest(
        (*STRICTER, UNREAD, note("both", "policy-reread", ORDERS_OF_XAA, mixed="the section was found to say nothing")),
        open=True,
    ),
    "note-without-a-change": PullRequest((note("nothing", "evidence-found", ORDERS_OF_XAA),), open=False),
    "note-on-an-unknown-cell": PullRequest(
        (note("unknown", "evidence-found", cells("XAA", "short-order") + cells("XAX", "all")),), open=False
    ),
    "note-not-filled-in": PullRequest(
        (*AMENDED, (*note("amendment", "law-amended", ORDERS_OF_XAA)[:2], "what: maybe\n")),
        open=False,
    ),
    "old-note-changed": PullRequest(
        ((note("old", "evidence-found", ORDERS_OF_XAA)[0], "in the world", "somewhere"),),
        open=False,
        before=(note("old", "evidence-found", ORDERS_OF_XAA),),
    ),
    "windows-line-ends": PullRequest(((XAA, "\n", "\r\n"),), open=True),
    "base-not-valid": PullRequest(
        ((XAA, "value: cuort", "value: court"),), open=True, before=((XAA, "value: court", "value: cuort"),)
    ),
}
