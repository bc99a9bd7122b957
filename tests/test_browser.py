"""The site in a real browser, opened from disk: keyboard, filters, small screens, print, accessibility, valid HTML.

Needs what `make browser` installs.  Without it every test here is skipped and says so; with ``BROWSER=required`` in
the environment, as in the gate, it fails instead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from test_site import KINDS, hostile, site_of

from engine.site import pages, replace_folder

HERE = Path(__file__).parent
MODULES = HERE / "browser/node_modules"
AXE, CHECKER = MODULES / "axe-core/axe.min.js", MODULES / "vnu-jar/build/dist/vnu.jar"
CHROMIUM = shutil.which("chromium") or ""
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
MISSING = [
    name
    for name, there in {
        "playwright": find_spec("playwright") is not None,
        "chromium": bool(CHROMIUM),
        "java": shutil.which("java") is not None,
        "axe-core": AXE.exists(),
        "vnu-jar": CHECKER.exists(),
    }.items()
    if not there
]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and os.environ.get("BROWSER") != "required",
    reason=f"no browser test: {', '.join(MISSING)} not installed; `make browser` installs what is needed",
)
REAL = {
    **{kind: KINDS[kind] for kind in ("index", "unknown", "pairs")},
    "method": "method.html",
    "state": "jurisdictions/DEU.html",
    "safeguard": "safeguards/prior-judicial-authorisation.html",
    "source": "sources/eff-2024.html",
    "right": "rights/privacy.html",
    "pair": "pairs/RUS-DEU.html",
    "cell": "cells/DEU/prior-judicial-authorisation.html",
    "cell-of-pairs": "cells/DEU/partner-record-assessed.html",
}
PAGES = [("real", kind) for kind in REAL] + [("hostile", kind) for kind in KINDS]
LOOKS = [(*each, "light") for each in PAGES] + [("real", kind, look) for kind in REAL for look in ("dark", "forced")]


def test_what_the_browser_tests_need_is_there() -> None:
    assert MISSING == []


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    top = tmp_path_factory.mktemp("sites")
    shutil.copytree(HERE / "example", top / "repository")
    hostile(top / "repository")
    for name, root in {"real": HERE.parent, "hostile": top / "repository"}.items():
        replace_folder(top / name, pages(site_of(root, "2026-11-24")))
    return {name: top / name for name in ("real", "hostile")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


class Visit:
    """A page of a site in a window of its own; what it asked for elsewhere, and what went wrong in it."""

    def __init__(self, browser: Any, folder: Path, **options: Any) -> None:
        self.folder = folder
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda each: self.asked.append(each.url))
        self.page.on("console", lambda each: self.wrong.append(each.text))
        self.page.on("pageerror", lambda each: self.wrong.append(str(each)))
        self.page.on("dialog", lambda each: self.wrong.append(each.message))

    def open(self, address: str) -> Any:
        self.page.goto(f"{self.folder.as_uri()}/{address}")
        return self.page

    def tab_to(self, wanted: str, most: int = 400) -> None:
        """Press the tabulator until what has the focus matches a selector."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"no way to {wanted} by keyboard")


@pytest.fixture
def visit(browser: Any, folders: dict[str, Path]) -> Iterator[Any]:
    opened: list[Visit] = []

    def start(site: str, **options: Any) -> Visit:
        opened.append(Visit(browser, folders[site], **options))
        return opened[-1]

    yield start
    for each in opened:
        each.context.close()
        assert [url for url in each.asked if not url.startswith("file:")] == []
        assert each.wrong == []


def address_of(site: str, kind: str) -> str:
    return REAL[kind] if site == "real" else KINDS[kind]


def anchor(page: Any) -> str:
    return page.url.rpartition("/")[2]


def shown_rows(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "#cells tr[id]", "rows => rows.filter(row => row.offsetHeight > 0).map(row => row.id.slice(2))"
    )
    return found


def test_from_the_index_to_the_law_and_back_by_keyboard(visit: Any) -> None:
    walk = visit("real")
    page = walk.open("index.html#matrix")
    walk.tab_to("#cells a[href='cells/DEU/gag-order-time-limits.html'], #cells td.n a")
    cell = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{cell}")
    assert page.locator(".verdict .v").first.inner_text() == "✗ unmet"
    walk.tab_to("#finding .fact a[href*='#law-']")
    law, words = page.evaluate("[document.activeElement.href, document.activeElement.innerText]")
    page.keyboard.press("Enter")
    page.wait_for_url(law)
    assert page.locator(":target").is_visible()
    assert page.locator(":target b").inner_text() == words
    page.go_back()
    page.go_back()
    assert anchor(page) == "index.html#matrix"
    assert walk.wrong == []


def test_the_first_stop_leads_past_the_navigation(visit: Any) -> None:
    walk = visit("real")
    page = walk.open(REAL["cell"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.crumbs') !== null")


def test_filters_narrow_the_matrix_and_stay_in_the_address(visit: Any) -> None:
    walk = visit("real")
    page = walk.open("index.html")
    everything = page.locator("#cells tr[id]").count()
    walk.tab_to("#filter [name=q]")
    page.keyboard.type("gag order")
    found = shown_rows(page)
    assert 0 < len(found) < 10
    assert all("gag" in each for each in found)
    assert anchor(page) == "index.html?q=gag+order"
    walk.tab_to("#filter [name=order]")
    page.keyboard.press("ArrowDown")
    assert anchor(page) == "index.html?q=gag+order&order=title"
    page.locator(f"#s-{found[0]} td a").first.press("Enter")
    page.wait_for_url("**/cells/**")
    page.go_back()
    assert sorted(shown_rows(page)) == sorted(found)
    assert page.locator("[name=q]").input_value() == "gag order"
    page.locator("#filter button").press("Enter")
    page.wait_for_url("**/index.html")
    assert page.locator("#cells tr[id]:not([hidden])").count() == everything


def test_an_address_opens_what_it_says(visit: Any) -> None:
    page = visit("real").open("index.html?verdict=n&states=DEU&severity=critical&theme=nonsense")
    rows = shown_rows(page)
    assert rows
    assert set(
        page.eval_on_selector_all("#cells tr[id]:not([hidden]) td:not([hidden])", "all => all.map(e => e.className)")
    ) == {"n"}
    assert page.locator(".tiles > li:visible").count() == 1
    assert page.locator("#chosen").inner_text().startswith("1 of ")
    assert anchor(page) == "index.html?severity=critical&verdict=n&states=DEU"


def test_states_are_chosen_by_boxes(visit: Any) -> None:
    page = visit("real").open("index.html")
    page.locator("#filter summary").press("Enter")
    page.locator("[name=state][value=KEN]").press("Space")
    assert page.locator("#cells thead th[data-code=KEN]").is_hidden()
    assert page.locator("#j-KEN").is_hidden()
    assert "KEN" not in page.url
    page.locator("[name=state][value=KEN]").press("Space")
    assert page.locator("#cells thead th[data-code=KEN]").is_visible()
    assert anchor(page) == "index.html"


def test_close_relatives_are_folded_until_asked_for(visit: Any) -> None:
    page = visit("real").open("index.html")
    inside = page.locator("#cells .family tr[id]")
    assert inside.first.is_hidden()
    page.locator("#cells .family .open").first.press("Space")
    assert inside.first.is_visible()
    named = page.evaluate("document.querySelectorAll('#cells .family')[1].querySelector('tr[id]').id")
    page.goto(f"{page.url}#{named}")
    assert page.locator(f"#{named}").is_visible()


def test_orders_move_every_row_and_bring_it_back(visit: Any) -> None:
    page = visit("real").open("index.html")
    ids = "rows => rows.map(row => row.id)"
    before = page.eval_on_selector_all("#cells tr[id]", ids)
    page.locator("[name=order]").select_option("severity")
    ranks = page.eval_on_selector_all("#cells tr[id]", "rows => rows.map(row => row.dataset.severity)")
    assert ranks == sorted(ranks, key=["critical", "high", "medium", "low"].index)
    assert len(shown_rows(page)) == len(before)
    page.locator("[name=order]").select_option("")
    assert page.eval_on_selector_all("#cells tr[id]", ids) == before


def test_without_a_script_everything_can_be_read(visit: Any) -> None:
    page = visit("real", java_script_enabled=False).open("index.html")
    assert page.locator("#filter").is_hidden()
    assert page.locator("#cells td a").first.is_visible()
    page.locator("#cells .family .open").first.check()
    assert page.locator("#cells .family tr[id]").first.is_visible()


@pytest.mark.parametrize(("site", "kind"), PAGES)
def test_a_small_screen_needs_no_sideways_scrolling(visit: Any, site: str, kind: str) -> None:
    page = visit(site, viewport={"width": 320, "height": 640}).open(address_of(site, kind))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if kind == "index":
        assert page.locator("#cells").is_hidden()
        assert page.locator(".tiles a").first.is_visible()


@pytest.mark.parametrize("kind", ["index", "cell", "state"])
def test_a_page_can_be_printed_with_the_addresses_of_its_sources(visit: Any, kind: str) -> None:
    page = visit("real").open(REAL[kind])
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
    page.emulate_media(media="print")
    assert page.locator("header nav").is_hidden()
    outside = page.locator("main a[href^='http']")
    if outside.count():
        after = outside.first.evaluate("link => getComputedStyle(link, '::after').content")
        assert "http" in after or "attr(href)" in after


@pytest.mark.parametrize(("site", "kind", "look"), LOOKS)
def test_nothing_hinders_those_who_read_otherwise(visit: Any, site: str, kind: str, look: str) -> None:
    page = visit(
        site, color_scheme="dark" if look == "dark" else None, forced_colors="active" if look == "forced" else None
    ).open(address_of(site, kind))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []


def test_the_html_is_valid_on_every_kind_of_page(folders: dict[str, Path]) -> None:
    chosen = [folders["real"] / each for each in REAL.values()] + sorted(folders["hostile"].rglob("*.html"))
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", *map(str, chosen)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    said = [each for each in json.loads(done.stderr)["messages"] if each["type"] == "error"]
    assert [(each["url"].rpartition("/")[2], each["message"], each.get("extract")) for each in said] == []


def test_the_text_of_a_profile_runs_nowhere(visit: Any, folders: dict[str, Path]) -> None:
    walk = visit("hostile")
    for path in sorted(folders["hostile"].rglob("*.html")):
        page = walk.open(path.relative_to(folders["hostile"]).as_posix())
        assert page.evaluate("window.hacked") is None
    assert walk.wrong == []
    assert "<script>window.hacked=1</script>" in page.locator("body").inner_text() or "XAA" not in page.url
