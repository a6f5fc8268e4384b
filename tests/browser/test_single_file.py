"""The single-file report, opened from disk with the network off."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from analyzer import Report, analyze
from app.charts.registry import answered_charts
from app.export import single_file
from tests.app.product import ROOT
from tests.browser.drawn import draw_all, is_sin

pytestmark = pytest.mark.browser

HOSTILE = ROOT / "sample_logs/combined/hostile.log"
_FOREIGN = """
() => [...document.querySelectorAll('*')].filter((element) =>
    element.closest('.modebar') === null &&
    (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'IMG', 'FORM'].includes(element.tagName.toUpperCase())
    || [...element.attributes].some(({name}) => name.startsWith('on'))
    || element.matches('svg a, .plot a, h1 + h1')
    || (element.matches('script') && element.src !== '')
    || (element.matches('a') && !element.getAttribute('href').startsWith('#'))
  )).map((element) => element.outerHTML.slice(0, 200))
"""


@dataclass
class Opened:
    """The page, and what it did that it should not have done."""

    page: Page
    sins: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        """Notes an error."""
        if is_sin(message):
            self.sins.append(message.text)

    def draw_all(self) -> list[str]:
        """Scrolls to every chart until it is drawn; their names."""
        return draw_all(self.page)


@pytest.fixture(scope="module")
def report() -> Report:
    """Of a log by attackers."""
    return analyze(HOSTILE, workers=1)


@pytest.fixture
def opened(report: Report, context: BrowserContext, tmp_path: Path) -> Iterator[Opened]:
    """The file, from disk."""
    file = tmp_path / "report.html"
    file.write_text(single_file(report.json), encoding="utf-8")
    context.set_offline(True)
    opened = Opened(context.new_page())
    opened.page.on("console", opened.heard)
    opened.page.on("pageerror", lambda error: opened.sins.append(str(error)))
    opened.page.on("dialog", lambda dialog: (opened.sins.append("dialog"), dialog.dismiss()))
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.page.goto(file.as_uri())
    opened.page.locator("[data-chart=requests_over_time] svg.main-svg").first.wait_for()
    yield opened
    assert opened.sins == []
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]


def test_every_chart_is_drawn_and_every_hostile_line_stays_text(opened: Opened, report: Report):
    drawable = {
        chart.name for chart in answered_charts(report.json) if chart.build(report.json)["data"]
    }
    assert set(opened.draw_all()) == drawable
    assert_theme_changes(opened.page)
    assert {"lanes", "requests_over_time", "weekly_pattern"} <= drawable
    for button in opened.page.locator("button.card-twin:visible").all():
        button.click()
    assert opened.page.evaluate(_FOREIGN) == []
    paths = opened.page.locator("[data-chart=paths] .twin td").all_text_contents()
    assert "/<script>alert(document.domain)</script>" in paths
    assert "SHA-256" in opened.page.locator("#manifest").inner_text()


def assert_theme_changes(page: Page) -> None:
    """The chart in view is drawn again in the other theme's colours."""
    chart = "[data-chart=requests_over_time] .main-svg"
    ground = f"() => getComputedStyle(document.querySelector('{chart}')).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme-toggle")
    page.wait_for_function(f"(light) => ({ground})() !== light", arg=light)
