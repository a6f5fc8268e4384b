"""What can be done about rejected lines, in the page."""

import pytest
from playwright.sync_api import expect

from tests.app.product import Product
from tests.browser.conftest import WAIT_MS, Visit, analysed

GOOD = '203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"\n'


@pytest.fixture(scope="module")
def odd(product: Product, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Id of a log with 20 lines that no format reads, and one that looks like markup."""
    log = tmp_path_factory.mktemp("rejects") / "odd.log"
    jobs = "".join(f"job {number} took {7 * number} ms\n" for number in range(20))
    log.write_text(GOOD * 50 + jobs + "<b>bold</b>,\n")
    return analysed(product, log)


def test_a_pattern_is_tried_on_rejected_lines_and_the_log_read_with_it(visit: Visit, odd: str):
    visit.open(odd)
    page = visit.page
    page.locator("#rejects").scroll_into_view_if_needed()
    shapes = page.locator("#reject-shapes tr")
    expect(shapes).to_have_count(2, timeout=WAIT_MS)
    assert shapes.nth(0).locator("code").inner_text() == "a 0 a 0 a"
    assert shapes.nth(1).locator("code").inner_text() == "<a>a</a>,"
    page.fill("#reject-pattern", "(?P<message>(")
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.locator("#reject-problem")).to_contain_text("RE2")
    visit.forgive("400 (BAD REQUEST)")
    page.fill("#reject-pattern", r"job (?P<event>\d+) took (?P<message>.*)")
    expect(page.locator("#reject-problem")).to_be_hidden()
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.locator("#reject-said")).to_have_text("It reads 20 of 21 rejected lines.")
    expect(page.locator("#reject-read-lines td").first).to_have_text("0")
    page.get_by_role("button", name="Read the log with it as well").click()
    expect(page.locator(".quality")).to_contain_text("1 rejected", timeout=WAIT_MS)
