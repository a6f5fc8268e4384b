"""Holding one log against another in the page: choose, read, swap, click through, and come back."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed

SHOP = ROOT / "sample_logs/combined/shop.log"
DAY = {"since": "2026-03-06T00:00:00Z", "until": "2026-03-07T00:00:00Z"}


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The shop's log in two halves."""
    folder = tmp_path_factory.mktemp("halves")
    lines = SHOP.read_bytes().splitlines(keepends=True)
    paths = folder / "before-release.log", folder / "after-release.log"
    for path, half in zip(paths, (lines[:3000], lines[3000:]), strict=True):
        path.write_bytes(b"".join(half))
    return paths


@pytest.fixture(scope="module")
def halves(product: Product, logs: tuple[Path, Path]) -> tuple[str, str]:
    """Ids of an analysis of each half."""
    before, after = (analysed(product, log) for log in logs)
    return before, after


@pytest.fixture
def compared(visit: Visit, halves: tuple[str, str]) -> Visit:
    """The comparison of the two, drawn."""
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}")
    drawn(visit.page)
    return visit


def drawn(page: Page) -> None:
    """Waits for the first chart."""
    page.wait_for_selector("[data-chart=compared_over_time] svg.main-svg")


def sides(page: Page) -> dict[str, str]:
    """The address's own words for the two sides."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def figures(page: Page) -> dict[str, list[str]]:
    """The headline figures, row by row."""
    rows = page.locator("#figures tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def card_of(page: Page, chart: str) -> Locator:
    card = page.locator(f"[data-chart={chart}]")
    card.evaluate("card => card.scrollIntoView({ block: 'center' })")
    return card


def click_bar(page: Page, chart: str, number: int) -> None:
    """By its place, once charts above it push it down no more."""
    bar = card_of(page, chart).locator(".bars path").nth(number)
    bar.wait_for()
    box, before = bar.bounding_box(), None
    while box is None or box != before:
        page.wait_for_timeout(100)
        box, before = bar.bounding_box(), box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def rest(product: Product, **asked: str) -> Any:
    return product.client.get("/api/v1/compare", **asked).json()


def test_two_uploads_are_compared_from_the_page_of_the_second(
    visit: Visit, logs: tuple[Path, Path]
) -> None:
    before = visit.upload(logs[0])
    after = visit.upload(logs[1])
    visit.page.locator("#compare-open").click()
    visit.page.fill("#picker-search", "BEFORE-rel")
    expect(visit.page.locator("#picker-list a").first).to_contain_text("before-release.log")
    visit.page.locator("#picker-list a").first.press("Enter")
    drawn(visit.page)
    assert sides(visit.page) == {"a": before, "b": after}
    found = rest(visit.product, a=before, b=after)
    errors = [f"{found['totals'][side]['errors']}" for side in "ab"]
    assert figures(visit.page)["errors"][:2] == errors
    expect(visit.page.locator(".side-facts").first).to_contain_text("3,000 records, 2026-03-05")
    assert {"compared_over_time", "shares-path", "new-client_ip", "vanished-status"} <= set(
        visit.draw_all()
    )


def test_swapped_sides_tell_the_same_the_other_way_round_and_back_goes_back(
    compared: Visit, halves: tuple[str, str]
) -> None:
    there = figures(compared.page)
    new = card_of(compared.page, "new-client_ip").locator(".card-summary").inner_text()
    compared.page.locator("#swap").click()
    drawn(compared.page)
    assert sides(compared.page) == {"a": halves[1], "b": halves[0]}
    back = figures(compared.page)
    assert {name: row[:2] for name, row in back.items()} == {
        name: row[1::-1] for name, row in there.items()
    }
    gone = card_of(compared.page, "vanished-client_ip").locator(".card-summary").inner_text()
    assert gone.split("; ")[1] == new.split("; ")[1]
    compared.page.go_back()
    drawn(compared.page)
    assert figures(compared.page) == there


def test_a_bar_opens_the_report_of_its_side_with_its_value(
    compared: Visit, halves: tuple[str, str]
) -> None:
    found = rest(compared.product, a=halves[0], b=halves[1])
    value, count = found["new"]["user_agent"]["rows"][0]
    click_bar(compared.page, "new-user_agent", 0)
    expect(compared.page.locator("#filter-count")).to_have_text(f"{count:,} of 3,000 records")
    assert urlsplit(compared.page.url).path == f"/analyses/{halves[1]}"
    expect(compared.page.locator(".chip-text")).to_contain_text(value)
    compared.page.go_back()
    drawn(compared.page)


def test_bars_of_both_sides_lead_to_their_own_reports(
    compared: Visit, halves: tuple[str, str]
) -> None:
    rows = rest(compared.product, a=halves[0], b=halves[1])["panels"]["method"]["rows"]
    for side, place in (("a", 0), ("b", 10)):
        bars = card_of(compared.page, "shares-method").locator(".bars .points")
        bars.first.wait_for()
        click_bar(compared.page, "shares-method", bars.first.locator("path").count() * (place > 0))
        count = rows[0][1 + "ab".index(side)]
        expect(compared.page.locator("#filter-count")).to_have_text(f"{count:,} of 3,000 records")
        assert urlsplit(compared.page.url).path == f"/analyses/{halves['ab'.index(side)]}"
        compared.page.go_back()
        drawn(compared.page)


def test_the_table_leads_there_by_keyboard(compared: Visit) -> None:
    card = card_of(compared.page, "shares-status")
    card.locator("button.card-twin").press("Enter")
    row = card.locator("tbody tr").first
    assert row.locator("td").nth(7).inner_text() == "more than chance explains"
    value, count = row.locator("td").nth(0).inner_text(), row.locator("td").nth(2).inner_text()
    row.get_by_role("link", name=f"{value} in the report of B").press("Enter")
    expect(compared.page.locator("#filter-count")).to_have_text(f"{count} of 3,000 records")


def test_a_step_in_time_leads_to_that_time(compared: Visit, halves: tuple[str, str]) -> None:
    over_time = rest(compared.product, a=halves[0], b=halves[1])["over_time"]
    card = card_of(compared.page, "compared_over_time")
    card.locator("button.card-twin").click()
    card.locator("tbody tr").nth(3).get_by_role("link", name="report of A").click()
    count = over_time["rows"][3][1]
    expect(compared.page.locator("#filter-count")).to_have_text(f"{count} of 3,000 records")


def test_the_filter_of_a_side_is_changed_in_the_page_and_kept_in_the_address(
    compared: Visit, halves: tuple[str, str]
) -> None:
    compared.page.fill("[name=where_b]", "not bot")
    compared.page.keyboard.press("Enter")
    compared.page.wait_for_url("**where_b=**")
    drawn(compared.page)
    asked = {"a": halves[0], "b": halves[1], "where_b": "not bot"}
    assert sides(compared.page) == asked
    left = rest(compared.product, **asked)["totals"]["b"]["requests"]
    expect(compared.page.locator(".side-facts").last).to_contain_text(f"{left:,} of 3,000 records")
    compared.page.go_back()
    drawn(compared.page)
    assert compared.page.input_value("[name=where_b]") == ""


def test_times_follow_the_zone_and_so_does_the_report_behind_a_bar(
    visit: Visit, halves: tuple[str, str]
) -> None:
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}&tz=Asia/Tokyo")
    drawn(visit.page)
    expect(visit.page.locator(".side-facts").first).to_contain_text("2026-03-05 09:01:14")
    click_bar(visit.page, "new-user_agent", 0)
    expect(visit.page.locator("#filter-count")).to_contain_text("of 3,000 records")
    expect(visit.page.locator(".report-range")).to_contain_text("Asia/Tokyo")
    visit.page.go_back()
    drawn(visit.page)
    visit.page.locator("#zones [data-zone=utc]").click()
    visit.page.wait_for_url("**tz=UTC**")
    drawn(visit.page)
    expect(visit.page.locator(".side-facts").first).to_contain_text("2026-03-05 00:01:14")


def test_a_filter_that_cannot_be_read_is_said_with_its_side_and_place(
    visit: Visit, halves: tuple[str, str]
) -> None:
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}&where_b=status>>4")
    problem = visit.page.locator("#problem")
    expect(problem).to_contain_text("Side b: ")
    expect(problem).to_contain_text("column 8")
    expect(visit.page.locator("#comparison")).to_be_hidden()
    assert visit.page.input_value("[name=where_b]") == "status>>4"
    visit.forgive("400")


def test_a_slow_answer_is_waited_for_with_a_word_and_then_shown(
    visit: Visit, halves: tuple[str, str]
) -> None:
    held: list[Route] = []
    visit.page.route("**/compare/charts.json*", lambda route: held.append(route))
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}")
    waiting = visit.page.locator("#waiting")
    expect(waiting).to_contain_text("Still comparing")
    held[0].continue_()
    drawn(visit.page)
    expect(waiting).to_be_hidden()


def test_a_side_without_a_record_is_said_so(visit: Visit, halves: tuple[str, str]) -> None:
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}&where_a=path=/no")
    expect(visit.page.locator("#problem")).to_have_text(
        "Side a: No record is left: there is nothing to compare."
    )
    visit.forgive("400")


def test_a_view_is_held_against_the_whole_log(visit: Visit, halves: tuple[str, str]) -> None:
    visit.open(halves[0])
    visit.page.locator("#compare-open").click()
    whole = visit.page.locator("#compare-whole")
    expect(visit.page.locator("#compare-whole-note")).to_contain_text("once a filter")
    assert whole.get_attribute("href") is None
    visit.page.keyboard.press("Escape")
    visit.page.fill("#filter-text", "bot")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#compare-open").click()
    whole.click()
    drawn(visit.page)
    assert sides(visit.page) == {"a": halves[0], "b": halves[0], "where_b": "bot"}
    expect(visit.page.locator("[data-chart=compared_runs] .card-summary")).to_contain_text(
        "Both sides are of one analysis"
    )


def test_a_time_range_is_held_against_the_one_before(
    visit: Visit, product: Product, shop: str
) -> None:
    visit.page.goto(f"{product.url}/analyses/{shop}?since={DAY['since']}&until={DAY['until']}")
    visit.page.locator("#compare-open").click()
    visit.page.locator("#compare-previous").click()
    drawn(visit.page)
    assert sides(visit.page) == {
        "a": shop, "since_a": "2026-03-05T00:00:00Z", "until_a": DAY["since"],
        "b": shop, "since_b": DAY["since"], "until_b": DAY["until"],
    }  # fmt: skip
    found = product.client.get(f"/api/v1/analyses/{shop}/previous", **DAY).json()
    counts = [f"{found['totals'][side]['errors']}" for side in "ab"]
    assert figures(visit.page)["errors"][:2] == counts


@pytest.fixture(scope="module")
def shop(product: Product) -> str:
    """Id of an analysis of the whole log."""
    return analysed(product, SHOP)


def test_a_missing_side_is_chosen_from_the_list(visit: Visit, halves: tuple[str, str]) -> None:
    visit.page.goto(f"{visit.product.url}/compare?b={halves[1]}")
    visit.page.get_by_role("button", name="Choose the analysis of side A").click()
    visit.page.fill("#picker-search", "no such name")
    expect(visit.page.locator("#picker-said")).to_contain_text("None of")
    visit.page.fill("#picker-search", halves[0])
    visit.page.locator("#picker-list a").click()
    drawn(visit.page)
    assert sides(visit.page) == {"a": halves[0], "b": halves[1]}


def test_the_same_comparison_is_there_for_scripts(compared: Visit, halves: tuple[str, str]) -> None:
    compared.page.get_by_role("button", name="This comparison for scripts").click()
    command = compared.page.locator("#api-curl").inner_text()
    address = f"{compared.product.url}/api/v1/compare?a={halves[0]}&b={halves[1]}"
    assert command == f"curl '{address}'"
    assert address in compared.page.locator("#api-python").inner_text()


def test_one_call_fills_the_page(visit: Visit, halves: tuple[str, str]) -> None:
    asked: list[str] = []
    visit.page.on(
        "request", lambda one: asked.append(one.url) if one.resource_type == "fetch" else None
    )
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}")
    drawn(visit.page)
    assert [urlsplit(url).path for url in asked] == ["/compare/charts.json"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_page_does_not_scroll_sideways(
    visit: Visit, halves: tuple[str, str], scheme: Any
) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size({"width": 360, "height": 800})
    where = "path in (" + ", ".join(f'"/a/long/path/{n}"' for n in range(9)) + ") or not bot"
    visit.page.goto(f"{visit.product.url}/compare?a={halves[0]}&b={halves[1]}&where_a={where}")
    expect(visit.page.locator("#comparison")).to_be_visible()
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 360
    visit.draw_all()
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 360
