"""The pages around a report: narrow, dark, without scripts, deleting, failing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.app.product import ROOT, Product
from tests.browser.conftest import WAIT_MS, Visit

pytestmark = pytest.mark.browser

SHOP = ROOT / "sample_logs/combined/shop.log"
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser with JavaScript off."""
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


def background(visit: Visit) -> str:
    """Colour behind the page."""
    colour: str = visit.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return colour


def test_nothing_scrolls_sideways_on_a_phone(visit: Visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.start()
    assert visit.page.evaluate(_WIDER) <= 0
    visit.upload(ROOT / "sample_logs/combined/hostile.log")
    visit.draw_all()
    assert visit.page.evaluate(_WIDER) <= 0
    for button in visit.page.locator("button.card-twin:visible").all():
        button.click()
    assert visit.page.evaluate(_WIDER) <= 0


def test_the_theme_toggles_and_is_remembered(visit: Visit):
    visit.upload(SHOP)
    light = background(visit)
    visit.page.click("#theme-toggle")
    dark = background(visit)
    assert dark != light
    visit.draw_all()
    visit.page.reload()
    visit.page.locator("[data-chart] svg.main-svg").first.wait_for()
    assert background(visit) == dark
    visit.page.click("#theme-toggle")
    assert background(visit) == light


def test_deleting_asks_and_then_takes_it_from_the_list(visit: Visit):
    id = visit.upload(SHOP)
    row = visit.start().locator(f"[data-analysis='{id}']")
    row.locator("[data-delete]").click()
    visit.page.click("#confirm button[value=no]")
    assert row.count() == 1
    row.locator("[data-delete]").click()
    visit.page.click("#confirm button[value=yes]")
    row.wait_for(state="detached")
    visit.page.reload()
    assert row.count() == 0
    assert visit.product.client.get(f"/api/v1/analyses/{id}").status == 404


def test_a_file_that_is_no_log_is_explained(visit: Visit, tmp_path: Path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(range(256)) * 64)
    visit.start().set_input_files("#files", str(picture))
    visit.page.wait_for_url("**/analyses/*")
    visit.page.get_by_text("is not a text log").first.wait_for()
    assert visit.page.locator("svg.main-svg").count() == 0
    visit.forgive("status of 409")  # whether there is a report is asked, and there is none


def test_an_empty_file_is_explained_where_it_was_dropped(visit: Visit, tmp_path: Path):
    (tmp_path / "empty.log").touch()
    visit.start().set_input_files("#files", str(tmp_path / "empty.log"))
    visit.page.get_by_text("empty.log is empty").wait_for()
    visit.forgive("status of 400")


def test_without_scripts_a_form_uploads_and_the_numbers_are_there(
    scriptless: BrowserContext, product: Product
):
    page = scriptless.new_page()
    page.goto(product.url)
    page.set_input_files("#files", str(SHOP))
    page.click("#upload-submit")
    page.wait_for_url("**/analyses/*")
    assert product.client.state(page.url.rpartition("/")[2], wait=20) == "done"
    page.reload()
    lines = SHOP.read_bytes().count(b"\n")
    titles = [total.get_attribute("title") for total in page.locator(".totals > div").all()]
    assert str(lines) in ["".join(filter(str.isdigit, title or "")) for title in titles]
    assert page.locator("a[href$='/report']").count() >= 1


def test_what_is_to_be_masked_is_chosen_on_the_start_page_and_said_on_the_report(visit: Visit):
    page = visit.start()
    page.select_option("#redact", "addresses=hidden,secrets")
    page.click("#upload-form [data-api]")
    assert "redact=addresses%3Dhidden%2Csecrets" in page.inner_text("#api-curl")
    page.keyboard.press("Escape")
    page.set_input_files("#files", str(ROOT / "sample_logs/common/intranet.log"))
    id = visit.await_report()
    assert "addresses hidden (2,000)" in page.inner_text(".redacted")
    assert visit.product.client.report(id)["redacted"]["wanted"]["secrets"]
    assert visit.sins == []
