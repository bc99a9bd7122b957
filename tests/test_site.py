"""The pages say what the matrix says, in the words of `explain`; every link leads somewhere; text stays text."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import posixpath
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import BROKEN, DAY, XAA, changed, example, run

from engine.check import all_problems
from engine.cli import siting
from engine.explain import explanation, pair_lines
from engine.load import read_repository
from engine.matrix import Assessor
from engine.site import Download, Site, count, pages
from engine.site import folder as folder_module
from engine.site.cells import pair_address
from engine.site.countries import country_names
from engine.site.folder import MARK
from engine.site.jurisdictions import sentence
from engine.site.rendering import SHORT, shown
from engine.tree import Tree
from engine.verdict import Verdict

__all__ = ["example"]  # the fixture
HERE = Path(__file__).parent
GOLDEN = HERE / "golden/site"
ROOTS = {"example": HERE / "example", "real": HERE.parent}
HOSTILE = (
    "<script>window.hacked=1</script> \"'><img src=x onerror=window.hacked=1> {{ 7*7 }} javascript:alert(1) "
    "=HYPERLINK(1) | `code` **bold** \\u202e\\u2066 " + "w" * 300
)
VOID = {"meta", "link", "input", "img", "br", "hr", "path"}


class Reader(HTMLParser):
    """Reads a page: its links, anchors and text, the cells of the matrix, and whatever could do harm."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.loaded: list[str] = []
        self.harm: list[str] = []
        self.scripts: list[str] = []
        self.cells: dict[str, tuple[str, str]] = {}
        self.parts: list[str] = []
        self._tags: list[str] = []
        self._cell = ""
        self.feed(text)
        self.close()
        self.text = " ".join("".join(self.parts).split())

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        self.harm += [f"{tag} {name}" for name in attributes if name.startswith("on") or name == "style"]
        self.harm += [tag] if tag in {"img", "iframe", "object", "embed", "base", "style"} else []
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag == "a":
            self.links.append(attributes["href"])
        if tag in {"link", "script"} and attributes.get("rel") != "canonical":
            self.loaded += [attributes[name] for name in ("href", "src") if name in attributes]
        if tag == "td":
            self._cell = attributes.get("class", "")
        if tag == "a" and self._cell in SHORT.values():
            self.cells[attributes["href"]] = (self._cell, "")
        if tag not in VOID:
            self._tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._tags and self._tags.pop() != tag:
            pass
        self._cell = "" if tag in {"a", "td", "tr"} else self._cell

    def handle_data(self, data: str) -> None:
        if self._tags[-1:] == ["script"]:
            self.scripts.append(data)
            return
        if self._tags[-1:] == ["a"] and self._cell and self.cells:
            place, (short, words) = self.cells.popitem()
            self.cells[place] = (short, words + data)
        if self._tags[-1:] != ["title"]:
            self.parts.append(data)


def site_of(root: Path, day: str = "2026-06-01", tree: Tree | None = None) -> Site:
    repository = read_repository(root)
    return Site(Assessor(repository, all_problems(repository), datetime.date.fromisoformat(day)))


@cache
def shared(name: str) -> tuple[Site, dict[str, str]]:
    site = site_of(ROOTS[name], "2026-11-24" if name == "real" else "2026-06-01")
    return site, dict(pages(site))


@pytest.fixture(params=list(ROOTS))
def built(request: pytest.FixtureRequest) -> tuple[Site, dict[str, str]]:
    return shared(request.param)


def some(found: dict[str, str]) -> dict[str, str]:
    """Give all pages but cells and pairs, and of those one in nine."""
    return {
        path: text for n, (path, text) in enumerate(found.items()) if n % 9 == 0 or path[:6] not in {"cells/", "pairs/"}
    }


def read_back(index: str) -> dict[tuple[str, str], str]:
    cells = {}
    for place, (_, words) in Reader(index).cells.items():
        code, name = re.fullmatch(r"cells/(.+)/(.+)\.html", place).groups()  # type: ignore[union-attr]
        cells[code, name] = words.split(" ", 1)[1].rstrip("°")
    return cells


def agree(site: Site, found: dict[str, str]) -> None:
    """Fail unless index and pages of cells say what the matrix says."""
    cells = site.matrix.cells
    assert read_back(found["index.html"]) == {key: each.verdict.value for key, each in cells.items()}
    for (code, name), each in cells.items():
        text = Reader(found[f"cells/{code}/{name}.html"]).text
        words = " ".join(f"{each.verdict.value}{'°' if each.grade == 0 else ''} {shown(sentence(site, each))}".split())
        assert words in text


def test_the_index_and_the_cells_read_back_to_the_matrix(built: tuple[Site, dict[str, str]]) -> None:
    agree(*built)


def test_the_counts_of_a_state_are_those_of_its_cells(built: tuple[Site, dict[str, str]]) -> None:
    site, found = built
    for each in site.matrix.jurisdictions:
        counts = site.matrix.counts(each.code)
        text = Reader(found[f"jurisdictions/{each.code}.html"]).text
        assert " ".join(f"{sign} {counts[verdict]} {verdict.value}" for verdict, sign in signs().items()) in text


def signs() -> dict[Verdict, str]:
    return dict(zip(Verdict, "✓✗?–", strict=True))


VALUES = st.sampled_from(["true", "false"]), st.sampled_from(["court", "judge", "minister", "none"]), st.integers(0, 30)


@settings(max_examples=20, deadline=None)
@given(court=VALUES[0], body=VALUES[1], days=VALUES[2], complete=VALUES[0], read=st.sampled_from(["text", "knowledge"]))
def test_whatever_is_recorded_the_pages_agree_with_the_matrix(
    court: str, body: str, days: int, complete: str, read: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("made")
    for each in ("policies", "seeds"):
        (root / each).symlink_to(ROOTS["example"] / each)
    (root / "jurisdictions").mkdir()
    for code in ("XAA", "XBB"):
        (root / f"jurisdictions/{code}.yaml").write_text(
            f"jurisdiction: {code}\nname: Land\nstatus: draft\nchecked: 2026-01-01\n"
            f"law:\n  act: {{title: Act, read: {{on: 2026-01-01, as: {read}}}}}\n"
            f"state:\n  court: {{value: {court}, cite: act}}\n"
            f"powers:\n  complete: {{value: {complete}, cite: act}}\n"
            "  search:\n    exists: {value: true, cite: act}\n"
            f"    body: {{value: {body}, cite: act}}\n    days: {{value: {days}, cite: act}}\n",
            encoding="utf-8",
        )
    site = site_of(root)
    assert site.repository.problems == ()
    agree(site, dict(pages(site)))


def test_a_page_says_what_explain_says(built: tuple[Site, dict[str, str]]) -> None:
    site, found = built
    for (code, name), cell in site.matrix.cells.items():
        if f"cells/{code}/{name}.html" in some(found) and site.safeguards[name].subject != "pair":
            lines = explanation(cell, site.safeguards[name], site.matrix, site.vocabulary)
            assert unsaid(lines, found[f"cells/{code}/{name}.html"]) == []


def test_a_page_of_a_pair_says_what_the_command_says(built: tuple[Site, dict[str, str]]) -> None:
    site, found = built
    for safeguard in site.pair_safeguards:
        for code in site.matrix.names:
            for finding in site.matrix.cells[code, safeguard.id].findings:
                page = pair_address(site, safeguard, finding).partition("#")[0]
                if page in some(found):
                    assert unsaid(pair_lines(finding, safeguard), found[page]) == []


def unsaid(lines: object, page: str) -> list[str]:
    """List the parts of lines, without marks and joining words, that a page does not hold."""
    text = Reader(page).text.replace(" (", "(").replace(" )", ")")
    joined = re.sub(r"(?m)^ {4}(?=\S)", "", "\n".join(lines))  # type: ignore[call-overload]
    said = [part for line in joined.splitlines() for part in re.split(r" {2,}", line.strip())]
    words = [
        re.sub(r"^([-+?] |and |note: |waiver$|stated in$|(unmet|met|unknown|not applicable): *)", "", each)
        for each in said
    ]
    missing = []
    for each in words:
        plain = shown(each).rstrip(":").replace(" (", "(")
        names = plain.split(", ") if ", " in plain and plain not in text else [plain]
        missing += [name for name in names if name.lower() not in text.lower()]
    return missing


def test_every_link_leads_somewhere(built: tuple[Site, dict[str, str]]) -> None:
    _, found = built
    ids: dict[str, set[str]] = {}
    for path, text in found.items():
        if path in some(found) or not path.startswith("cells/"):
            ids[path] = set(Reader(text).ids) if path.endswith(".html") else set()
    for path in some(found):
        for link in Reader(found[path]).links:
            place, anchor = target(path, link)
            assert place is None or place in found, (path, link)
            assert not anchor or place not in ids or anchor in ids[place], (path, link)


def target(page: str, link: str) -> tuple[str | None, str]:
    parts = urlsplit(link)
    if parts.scheme:
        assert parts.scheme in {"http", "https"}
        return None, ""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return place, parts.fragment


def test_nothing_is_loaded_from_elsewhere_and_no_name_stands_twice(built: tuple[Site, dict[str, str]]) -> None:
    for path, text in some(built[1]).items():
        page = Reader(text) if path.endswith(".html") else Reader("")
        assert {target(path, each)[0] for each in page.loaded} <= {"site.css"}
        assert page.harm == []
        assert len(page.ids) == len(set(page.ids))


def test_the_number_of_pages_is_known_beforehand(built: tuple[Site, dict[str, str]]) -> None:
    site, found = built
    assert count(site) == len(found)


KINDS = {
    "index": "index.html",
    "unknown": "unknown.html",
    "state": "jurisdictions/XBB.html",
    "layer": "layers/XZZ.html",
    "safeguard": "safeguards/short-orders.html",
    "source": "sources/doc-2020.html",
    "right": "rights/privacy.html",
    "pairs": "pairs/index.html",
    "pair": "pairs/XAA-XBB.html",
    "cell": "cells/XBB/short-orders.html",
    "cell-of-pairs": "cells/XAA/no-help-against-speech.html",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reads_so(kind: str) -> None:
    said, file = shared("example")[1][KINDS[kind]], GOLDEN / f"{kind}.html"
    if "REWRITE_GOLDEN" in os.environ:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


def hostile(root: Path) -> None:
    """Put text that could do harm wherever a profile can hold text."""
    text = HOSTILE.replace('"', '\\"')
    changed(root, (XAA, "name: Exampleland", f'name: "{text}"'))
    changed(root, (XAA, "title: Powers Act 2012, section 7", f'title: "{text}"'))
    changed(root, (XAA, "name: Search of premises", f'name: "{text}"'))
    changed(root, (XAA, "note: the central authority decides", f'note: "{text}"'))
    changed(root, (XAA, "unknown: no report was found on the ministry's page", f'unknown: "{text}"'))
    changed(root, (XAA, "https://law.example/powers-act#7", "https://law.example/a[1]?q='%zz&onload=x"))


def test_text_of_a_profile_stays_text(example: Path) -> None:
    hostile(example)
    site = site_of(example)
    assert site.matrix.invalid == {}
    found = dict(pages(site))
    script = Reader(found["index.html"]).scripts
    assert len(script) == 2
    for path, text in found.items():
        page = Reader(text) if path.endswith(".html") else Reader("")
        assert page.harm == []
        assert page.scripts in ([], script)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\uffff]", text)
    assert "<script>window.hacked=1</script>" in Reader(found["jurisdictions/XAA.html"]).text
    assert "https://law.example/a%5B1%5D?q='%25zz&onload=x" in Reader(found["jurisdictions/XAA.html"]).links


def test_what_is_no_character_is_shown_as_a_sign() -> None:
    assert shown("a\x07b\x85c\ud800d\uffffe\U0001ffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert shown("lines\nand\ttabs, é, ع, 🌍") == "lines\nand\ttabs, é, ع, 🌍"


def without(root: Path, *codes: str) -> None:
    """Take profiles away, with their waivers and settings."""
    for code in codes:
        for each in (root / "jurisdictions").glob(f"**/{code}.yaml"):
            each.unlink()
    (root / "pyproject.toml").write_text("")


def digests(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_two_builds_are_the_same_bytes(example: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "engine.cli", "site", DAY, "-o", str(tmp_path / seed)]
        code = "import sys; from engine.cli import main; main()"
        subprocess.run(
            [sys.executable, "-c", code, *command[3:]],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "PYTHONPATH": str(HERE.parent)},
            capture_output=True,
        )
    assert digests(tmp_path / "1") == digests(tmp_path / "2") != {}


def test_a_second_build_takes_the_place_of_the_first(example: Path) -> None:
    run("site", "-o", "out", DAY)
    gone = example / "out/cells/XBB"
    assert gone.is_dir()
    without(example, "XBB")
    assert "exit code 0" in run("site", "-o", "out", DAY)
    assert not gone.exists()
    assert [each.name for each in example.iterdir() if each.name.startswith(".")] == []


def test_a_folder_with_other_files_is_refused_and_kept_with_force(example: Path) -> None:
    (example / "out/notes").mkdir(parents=True)
    (example / "out/notes/own.txt").write_text("mine")
    assert "exit code 2" in run("site", "-o", "out", DAY)
    assert digests(example / "out") == {"notes/own.txt": hashlib.sha256(b"mine").hexdigest()}
    assert "exit code 0" in run("site", "-o", "out", DAY, "--force")
    assert (example / "out/notes/own.txt").read_text() == "mine"
    assert (example / "out/index.html").is_file()
    assert "out holds other files, such as notes/own.txt" in run("site", "-o", "out", DAY)


def test_a_file_that_somebody_put_below_a_folder_of_the_site_counts_as_other(example: Path) -> None:
    run("site", "-o", "out", DAY)
    (example / "out/cells/XBB/draft.html").write_text("mine")
    assert "such as cells/XBB/draft.html" in run("site", "-o", "out", DAY)


@pytest.mark.parametrize("at", [1, 10])
def test_an_interrupted_run_leaves_the_old_site_whole(example: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    run("site", "-o", "out", DAY)
    before = digests(example / "out")

    def interrupted(site: Site) -> object:
        for number, each in enumerate(pages(site)):
            if number == at:
                raise KeyboardInterrupt
            yield each

    monkeypatch.setattr("engine.site.pages", interrupted)
    run("site", "-o", "out", "--as-of=2015-01-01")
    assert digests(example / "out") == before
    assert [each.name for each in example.iterdir() if each.name.startswith(".")] == []


def test_a_new_folder_that_cannot_take_its_place_leaves_the_old_one(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("site", "-o", "out", DAY)
    before, rename = digests(example / "out"), Path.rename

    def refused(self: Path, to: Path) -> Path:
        if to.name == "out" and (self / MARK).read_bytes() != (example / "out").name.encode() and not done:
            done.append(self)
            raise OSError(18, "Invalid cross-device link")
        return rename(self, to)

    done: list[Path] = []
    monkeypatch.setattr(folder_module.Path, "rename", refused)
    assert "out cannot be written: Invalid cross-device link" in run("site", "-o", "out", "--as-of=2015-01-01")
    assert digests(example / "out") == before


def test_a_profile_that_is_not_valid_is_named_on_the_index(example: Path) -> None:
    changed(example, BROKEN)
    assert "exit code 3" in run("site", "-o", "out", DAY)
    text = Reader((example / "out/index.html").read_text(encoding="utf-8")).text
    assert "XAA: 1 problem jurisdictions/XAA.yaml:" in text
    assert not (example / "out/jurisdictions/XAA.html").exists()
    pair = Reader((example / "out/cells/XBB/no-help-against-speech.html").read_text(encoding="utf-8")).text
    assert "its profile is not valid" in pair


def test_without_a_valid_profile_there_is_no_site(example: Path) -> None:
    without(example, "XAA", "XBB")
    said = run("site", "-o", "out", DAY)
    assert "exit code 3" in said
    assert "there is no valid profile" in said
    assert not (example / "out").exists()


def test_one_jurisdiction_alone_has_a_site(example: Path) -> None:
    without(example, "XBB")
    site = site_of(example)
    found = dict(pages(site))
    assert count(site) == len(found)
    assert "There are no two States to compare." in found["pairs/index.html"]


def test_a_missing_package_is_one_line(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(siting, "find_spec", lambda _name: None)
    assert run("site", "-o", "out", DAY) == f"exit code 2\n--- on standard error\n{siting.INSTALL}\n"


def test_the_address_of_publication_stands_in_citations(example: Path) -> None:
    run("site", "-o", "out", DAY, "--url", "https://matrix.example/2026")
    text = (example / "out/cells/XBB/short-orders.html").read_text(encoding="utf-8")
    assert text.count("https://matrix.example/2026/cells/XBB/short-orders.html") == 2
    assert '"url": "https://matrix.example/2026/"' in (example / "out/index.html").read_text(encoding="utf-8")


def test_files_beside_the_pages_are_named_for_readers_and_for_programs() -> None:
    site = dataclasses.replace(
        site_of(ROOTS["example"]),
        downloads=(Download("matrix.csv", "One row a cell", "text/csv"),),
        base="https://x.example/",
    )
    index = dict(pages(site))["index.html"]
    assert "matrix.csv" in Reader(index).links
    assert json.loads(Reader(index).scripts[0])["distribution"][0]["contentUrl"] == "https://x.example/matrix.csv"


def test_evidence_below_the_floor_is_said_to_count_as_unknown(example: Path) -> None:
    run("site", "-o", "out", DAY, "--evidence=text")
    assert "Evidence weaker than text counts as unknown." in (example / "out/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("terminal", "ci", "shows"), [(True, "", True), (True, "1", False), (False, "", False)])
def test_progress_is_shown_on_a_terminal_only(
    terminal: bool, ci: str, shows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Stream:
        def isatty(self) -> bool:
            return terminal

    class Bar(list[tuple[str, str]]):
        def __enter__(self) -> Bar:
            return self

        def __exit__(self, *_: object) -> None:
            asked.append("bar")

    monkeypatch.setattr(sys, "stderr", Stream())
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(click, "progressbar", lambda files, **_: Bar(files))
    assert list(siting._progress([("a", "b")], lambda: 1)) == [("a", "b")]
    assert bool(asked) == shows


def test_states_are_named_in_six_languages() -> None:
    names = {each.language: each for each in country_names("DEU")}
    assert [each.name for each in names.values()] == ["ألمانيا", "德国", "Germany", "Allemagne", "Германия", "Alemania"]
    assert {each.language for each in names.values() if each.direction == "rtl"} == {"ar"}
    assert country_names("XAA") == ()


def test_without_babel_a_state_has_the_name_that_its_profile_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.site.countries.find_spec", lambda _name: None)
    assert country_names.__wrapped__("DEU") == ()
