"""A real browser before the real product, watched for everything a log must never cause."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.app.product import ROOT, Product, running_product, until
from tests.browser.drawn import draw_all, is_sin

WAIT_MS = 20_000
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """A page, and what it did that it should not have done."""

    page: Page
    product: Product
    sins: list[str] = field(default_factory=list)
    lost_is_fine: bool = False

    def watch(self) -> None:
        """Notes errors, dialogs, requests to other hosts and new windows."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.sins.append(f"exception: {error}"))
        self.page.on("dialog", lambda dialog: (self.sins.append("dialog"), dialog.dismiss()))
        self.page.on("popup", lambda _: self.sins.append("popup"))
        self.page.on("request", lambda request: self._asked(request.url))

    def expect_lost_connections(self) -> None:
        """For tests that cut them: the browser's own words about that are no sin."""
        self.lost_is_fine = True

    def _heard(self, message: ConsoleMessage) -> None:
        if self.lost_is_fine and "Failed to load resource: net::ERR_" in message.text:
            return
        if is_sin(message):
            self.sins.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.product.url + "/", "data:", f"blob:{self.product.url}/")):
            self.sins.append(f"request: {url}")

    def forgive(self, part: str) -> None:
        """Takes back what holds ``part`` of what was noted."""
        self.sins = [sin for sin in self.sins if part not in sin]

    def start(self) -> Page:
        """At the start page."""
        self.page.goto(self.product.url)
        return self.page

    def upload(self, *files: Path) -> str:
        """Through the page's file input; the analysis's id once its report is final and drawn."""
        self.start().set_input_files("#files", [str(file) for file in files])
        return self.await_report()

    def open(self, id: str) -> None:
        """The page of a finished analysis."""
        self.page.goto(f"{self.product.url}/analyses/{id}")

    def await_report(self) -> str:
        """Id of the analysis whose page opens, once its report is final and its charts come."""
        self.page.wait_for_url("**/analyses/*")
        id = self.page.url.rpartition("/")[2]
        assert self.product.client.state(id, wait=20) == "done"
        self.page.wait_for_selector("[data-chart=requests_over_time] svg.main-svg")
        requests = self.product.client.report(id)["totals"]["requests"]
        until(lambda: requests == self.totals()["requests"], 10, "the totals are those at the end")
        return id

    def totals(self) -> dict[str, int | None]:
        """Headline figures by name, exact, as their tooltips have them."""
        figures = {}
        for total in self.page.locator(".totals > div").all():
            digits = re.sub(r"\D", "", total.get_attribute("title") or "")
            figures[total.locator("dt").inner_text().lower()] = int(digits) if digits else None
        return figures

    def draw_all(self) -> list[str]:
        """Scrolls to every visible chart until it is drawn; their names."""
        return draw_all(self.page)

    def table(self, chart: str) -> list[list[str]]:
        """Rows of the chart's table twin, opened by its button."""
        card = self.page.locator(f"[data-chart={chart}]")
        card.locator("button.card-twin").click()
        rows = card.locator(".twin tbody tr")
        rows.first.wait_for()
        return [row.locator("td").all_text_contents() for row in rows.all()]


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """A product for the browser."""
    with running_product() as product:
        yield product


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium: install it (apt-get install chromium) to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without a past, 1280 pixels wide."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext, product: Product) -> Iterator[Visit]:
    """A page that must commit no sin: no error, dialog, popup, or request to another host."""
    visit = Visit(context.new_page(), product)
    visit.watch()
    yield visit
    assert visit.sins == []


@pytest.fixture(scope="session")
def semicomplete(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 lines of a real Apache log."""
    packed = corpus / "access/apache_combined_semicomplete.log.gz"
    log = tmp_path_factory.mktemp("corpus") / "semicomplete.log"
    log.write_bytes(gzip.decompress(packed.read_bytes()))
    return log


def analysed(product: Product, *logs: Path) -> str:
    """Id of a finished analysis of these files."""
    files = [(log.name, log.read_bytes()) for log in logs]
    answer = product.client.upload_form(*files, wait=30)
    assert answer.status == 200, answer.text
    id: str = answer.headers["Location"].rpartition("/")[2]
    return id


def facts_of(corpus: Path, name: str) -> dict[str, Any]:
    """What the corpus knows of one of its logs."""
    facts: dict[str, Any] = json.loads((corpus / f"access/{name}.facts.json").read_text())
    return facts


@pytest.fixture(scope="module")
def shop(product: Product) -> str:
    """Id of an analysis of the shop's log."""
    return analysed(product, ROOT / "sample_logs/combined/shop.log")


@pytest.fixture
def report(visit: Visit, shop: str) -> Visit:
    """The page of it, drawn."""
    visit.open(shop)
    visit.page.wait_for_selector("[data-chart=requests_over_time] svg.main-svg")
    return visit
