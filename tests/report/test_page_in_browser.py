"""The HTML page in a browser: accessible by axe-core at three widths in light and dark, quick, and searchable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conformance.report import page
from tests.mock.admin.browser import Page, browsing, find_browser
from tests.report.test_page import _large

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("AXE", ROOT / ".venv" / "node_modules" / "axe-core" / "axe.min.js"))
WIDTHS = (360, 800, 1400)

pytestmark = pytest.mark.skipif(find_browser() is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browsing(str(find_browser()), tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "large.html"
    file.write_text(page.render(_large(200, 100)))
    return file


def _open(browser: Page, file: Path) -> None:
    browser.errors.clear()
    browser.open(file.as_uri())
    is_there = f"location.pathname.endsWith('{file.name}') && document.readyState === 'complete'"
    browser.wait(f"{is_there} && document.getElementById('filters')?.hidden === false")


def _resize(browser: Page, width: int) -> None:
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm install --prefix .venv axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Page, recorded: Path, width: int, scheme: str) -> None:
    """With all findings unfolded."""
    _resize(browser, width)
    browser.prefer(scheme)
    _open(browser, recorded / "r.html")
    browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    browser.run(AXE.read_text(encoding="utf-8") + "; null")
    found = browser.run("axe.run().then((done) => done.violations.map((v) => [v.id, v.nodes[0].html]))")
    assert found == []
    assert browser.run("axe.run().then((done) => done.passes.length)") > 20


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_does_not_scroll_sideways(browser: Page, large: Path, width: int) -> None:
    """Only tables do, each for itself."""
    _resize(browser, width)
    _open(browser, large)
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert browser.errors == []


def test_findings_and_operations_are_searched(browser: Page, large: Path) -> None:
    """Of 200 operations within a moment."""
    _resize(browser, 1400)
    _open(browser, large)
    took = browser.run("""
        (() => {
            const start = performance.now();
            words.value = "operation42 items42";
            filter();
            document.body.offsetHeight;
            return performance.now() - start;
        })()
    """)
    assert took < 1000
    assert browser.run("shown.textContent") == "1 finding shown"
    visible = "[...document.querySelectorAll('.grid tbody tr')].filter((row) => row.offsetHeight).length"
    assert browser.run(visible) == 1
    browser.run("form.reset()")
    browser.wait(f"{visible} === 200")
    browser.run("kind.value = 'error'; filter()")
    assert browser.run(visible) == 100


def test_latencies_are_sorted_by_the_keyboard(browser: Page, large: Path) -> None:
    _open(browser, large)
    browser.run("document.querySelector('.sortable th:nth-child(4) button').focus()")
    browser.press("Enter", 13, "\r")
    assert browser.run("document.querySelector('.sortable th:nth-child(4)').getAttribute('aria-sort')") == "descending"


def test_everything_is_unfolded_for_print(browser: Page, large: Path) -> None:
    _open(browser, large)
    closed = "document.querySelectorAll('details:not([open])').length"
    assert browser.run(closed) == 97
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert browser.run(closed) == 0
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert browser.run(closed) == 97


def test_a_screen_reader_finds_its_way(browser: Page, recorded: Path) -> None:
    """By landmarks, headings without a gap and named tables; it hears how many findings a filter leaves."""
    _resize(browser, 1400)
    _open(browser, recorded / "r.html")
    found = list(_spoken(browser))
    roles = [role for role, _, _ in found]
    assert {"banner", "navigation", "search", "main", "contentinfo"} <= set(roles)
    levels = browser.run("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((each) => +each.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    named = {"table", "region", "button", "link", "searchbox", "combobox", "columnheader", "rowheader", "image"}
    assert [role for role, name, _ in found if role in named and not name] == []
    assert named <= set(roles)
    assert [properties["live"] for role, _, properties in found if role == "status"] == ["polite"]
    browser.run("words.value = 'nothing has this text'; filter()")
    assert browser.run("shown.textContent") == "0 findings shown"


def test_the_keyboard_reaches_the_filters_and_what_is_folded(browser: Page, recorded: Path) -> None:
    """The first key leads past the head of the page."""
    _open(browser, recorded / "r.html")
    browser.press("Tab", 9)
    assert browser.run("document.activeElement.textContent") == "Skip to the report"
    browser.press("Enter", 13, "\r")
    browser.wait("location.hash")
    browser.press("Tab", 9)
    browser.wait("document.activeElement.tagName === 'SUMMARY'")
    browser.run("opened = document.activeElement.parentElement.open")
    browser.press("Enter", 13, "\r")
    browser.wait("document.activeElement.parentElement.open !== opened")


def _spoken(browser: Page) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield role, name and properties of what the accessibility tree holds."""
    for node in browser.call("Accessibility.getFullAXTree")["nodes"]:
        if not node["ignored"]:
            properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
            yield node["role"]["value"], node.get("name", {}).get("value", ""), properties
