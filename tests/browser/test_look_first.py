"""What a log was taken for is shown before the run, to whoever asks, and can be overridden."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import WAIT_MS, Visit

GOOD = '203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] "GET /{} HTTP/1.1" 200 5 "-" "curl"\n'


def test_the_format_is_shown_with_its_reason_and_its_records_and_overridden(
    visit: Visit, tmp_path: Path
):
    log = tmp_path / "own.log"
    log.write_text("".join(GOOD.format(number) for number in range(40)))
    page = visit.start()
    page.get_by_label("Before the run, show me what format was recognised").check()
    page.set_input_files("#files", log)
    look = page.locator("#look")
    expect(look).to_be_visible(timeout=WAIT_MS)
    expect(page.locator("#look-said")).to_contain_text("Combined log format (Apache, nginx)")
    expect(page.locator("#look-said")).to_contain_text("runner-up")
    expect(page.locator("#look-records tbody tr")).to_have_count(5)
    assert "/3 HTTP" in page.locator("#look-records tbody tr").nth(3).inner_text()
    page.get_by_role("button", name="Cancel").first.click()
    expect(look).to_be_hidden()
    page.set_input_files("#files", log)
    expect(look).to_be_visible(timeout=WAIT_MS)
    page.select_option("#look-format", "plain_text")
    page.locator("#look-go").click()
    page.wait_for_url("**/analyses/*", timeout=WAIT_MS)
    expect(page.locator("#receipt")).to_contain_text("plain_text", timeout=WAIT_MS)
