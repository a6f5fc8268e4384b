"""Asking the next question in the page: filters, time ranges and keys."""

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.app.product import Product
from tests.browser.asking import ask, click_first_bar, drag_over_time, matched, seen
from tests.browser.conftest import Visit


def test_a_typed_filter_changes_every_number_and_the_address(
    report: Visit, product: Product, shop: str
) -> None:
    ask(report, "status>=400 and not bot")
    expected = seen(product, shop, where="status>=400 and not bot")
    matched(report, expected["matched"])
    assert report.totals()["errors"] == expected["totals"]["errors"]
    paths = [row[:2] for row in report.table("paths")]
    assert paths == [[row[0], f"{row[1]:,}"] for row in expected["panels"]["paths"]["rows"]]
    assert parse_qs(urlsplit(report.page.url).query) == {"f": ["status>=400 and not bot"]}


def test_a_click_keeps_a_value_another_widens_and_alt_leaves_it_out(
    report: Visit, product: Product, shop: str
) -> None:
    codes = [row[0] for row in seen(product, shop)["panels"]["status_codes"]["rows"]]
    click_first_bar(report)
    matched(report, seen(product, shop, where=f"status={codes[0]}")["matched"])
    report.page.locator("#filter-clear").click()
    expect(report.page.locator("#filter-count")).to_have_text("")
    report.page.keyboard.down("Alt")
    click_first_bar(report)
    report.page.keyboard.up("Alt")
    matched(report, seen(product, shop, where=f"not status={codes[0]}")["matched"])


def test_the_table_offers_the_same_by_keyboard(report: Visit, product: Product, shop: str) -> None:
    card = report.page.locator("[data-chart=methods]")
    card.locator("button.card-twin").click()
    first, second = (card.locator("tbody tr").nth(row) for row in (0, 1))
    names = [row.locator("td").first.inner_text() for row in (first, second)]
    first.get_by_role("button", name="only").press("Enter")
    matched(report, seen(product, shop, where=f"method={names[0]}")["matched"])
    report.page.locator("#filter-clear").click()
    second.get_by_role("button", name="not").press("Enter")
    matched(report, seen(product, shop, where=f"method!={names[1]}")["matched"])


def test_a_chip_switches_turns_round_and_goes(report: Visit, product: Product, shop: str) -> None:
    ask(report, "bot")
    bots = seen(product, shop, where="bot")["matched"]
    matched(report, bots)
    chip = report.page.locator(".filter-chip")
    chip.get_by_role("button", name="Turn round: bot").click()
    matched(report, 6000 - bots)
    chip.locator(".chip-text").click()
    expect(report.page.locator("#filter-count")).to_have_text("")
    chip.get_by_role("button", name="Remove").click()
    expect(chip).to_have_count(0)


def test_a_filter_that_cannot_be_read_points_at_the_place_and_can_be_mended(
    report: Visit,
) -> None:
    ask(report, "status>>4")
    error = report.page.locator("#filter-error")
    expect(error).to_contain_text("column 8")
    assert error.inner_text().splitlines()[-1].strip() == "^"
    assert report.page.input_value("#filter-text") == "status>>4"
    expect(report.page.locator(".filter-chip")).to_have_count(0)
    report.forgive("400")


def test_a_dragged_range_is_the_time_range_of_the_view(
    report: Visit, product: Product, shop: str
) -> None:
    drag_over_time(report)
    expect(report.page.locator(".filter-chip")).to_have_count(1)
    query = parse_qs(urlsplit(report.page.url).query)
    since, until = query["since"][0], query["until"][0]
    matched(report, seen(product, shop, since=since, until=until)["matched"])
    report.page.keyboard.press("]")
    expect(report.page.locator(".filter-chip")).not_to_contain_text(since[:13].replace("T", " "))


def test_keys_lead_to_the_filter_the_lines_and_the_help(report: Visit) -> None:
    report.page.keyboard.press("/")
    expect(report.page.locator("#filter-text")).to_be_focused()
    report.page.keyboard.press("Tab")
    report.page.keyboard.press("r")
    expect(report.page.locator("#lines-window")).to_be_focused()
    report.page.keyboard.press("?")
    expect(report.page.locator("#keys-dialog")).to_be_visible()
    report.page.keyboard.press("Escape")
    expect(report.page.locator("#keys-dialog")).to_be_hidden()


def test_a_narrow_page_does_not_scroll_sideways_with_a_long_filter(report: Visit) -> None:
    report.page.set_viewport_size({"width": 360, "height": 800})
    ask(report, "path in (" + ", ".join(json.dumps(f"/a/long/path/{n}") for n in range(20)) + ")")
    expect(report.page.locator("#filter-count")).to_contain_text("0 of")
    for _ in range(50):  # charts take the new width a moment after the page does
        if report.page.evaluate("document.documentElement.scrollWidth") == 360:
            return
        report.page.wait_for_timeout(100)
    raise AssertionError("the page scrolls sideways")
