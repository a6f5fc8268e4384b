"""The address holds what is looked at: back, forward, undo, reload and a link show the same."""

import json

import pytest
from playwright.sync_api import expect

from tests.app.product import ROOT, Product
from tests.browser.asking import ask, click_first_bar, drag_over_time, matched, seen
from tests.browser.conftest import Visit, analysed


def test_the_address_alone_shows_the_same_and_back_undoes(
    report: Visit, product: Product, shop: str
) -> None:
    ask(report, "status=404")
    expected = seen(product, shop, where="status=404")["matched"]
    matched(report, expected)
    report.page.reload()
    matched(report, expected)
    report.page.go_back()
    expect(report.page.locator("#filter-count")).to_have_text("")
    assert report.totals()["requests"] == 6000


def chip(visit: Visit, name: str) -> None:
    """Clicks that button of the first chip."""
    visit.page.locator(".filter-chip").first.get_by_role("button", name=name).click()


CHANGES = {
    "typed": lambda visit: ask(visit, "status=4xx"),
    "kept by a click": click_first_bar,
    "switched off": lambda visit: chip(visit, "method=GET: on"),
    "turned round": lambda visit: chip(visit, "Turn round"),
    "removed": lambda visit: chip(visit, "Remove"),
    "dragged": drag_over_time,
    "cleared": lambda visit: visit.page.locator("#filter-clear").click(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_back_forward_and_undo_know_every_kind_of_change(report: Visit, change: str) -> None:
    page, count = report.page, report.page.locator("#filter-count")
    ask(report, "method=GET")
    expect(count).to_contain_text("of 6,000")
    before = page.url, count.inner_text()
    CHANGES[change](report)
    expect(count).not_to_have_text(before[1])
    expect(page.locator("#filters")).to_have_attribute("aria-busy", "false")
    after = page.url, count.inner_text()
    for way, (url, text) in (
        (page.go_back, before),
        (page.go_forward, after),
        (page.locator("#filter-undo").click, before),
    ):
        way()
        expect(count).to_have_text(text)
        assert page.url == url


def test_undo_takes_changes_back_one_by_one_and_none_from_a_field(
    report: Visit, product: Product, shop: str
) -> None:
    undo = report.page.locator("#filter-undo")
    expect(undo).to_be_disabled()
    ask(report, "method=GET")
    matched(report, seen(product, shop, where="method=GET")["matched"])
    ask(report, "status=200")
    both = seen(product, shop, where="method=GET and status=200")["matched"]
    matched(report, both)
    report.page.keyboard.type("bu")
    report.page.keyboard.press("Control+z")  # of the field, not of the view
    matched(report, both)
    report.page.fill("#filter-text", "")
    report.page.locator("#filter-text").blur()
    report.page.keyboard.press("u")
    matched(report, seen(product, shop, where="method=GET")["matched"])
    report.page.keyboard.press("Control+z")
    expect(report.page.locator("#filter-count")).to_have_text("")
    expect(undo).to_be_disabled()
    report.page.keyboard.press("u")
    assert "/analyses/" in report.page.url


def test_a_jump_within_the_page_asks_nothing_anew(report: Visit) -> None:
    asked: list[str] = []
    report.page.on("request", lambda request: asked.append(request.url))
    report.page.locator("#sections a", has_text="Lanes").click()
    report.page.wait_for_url("**#lanes")
    report.page.go_back()
    report.page.wait_for_timeout(300)
    assert not [url for url in asked if "charts.json" in url]


def test_a_long_view_has_a_short_address_that_shows_the_same(
    report: Visit, product: Product, shop: str
) -> None:
    page = report.page
    paths = [row[0] for row in seen(product, shop)["panels"]["paths"]["rows"][:90]]
    long = f"path in ({', '.join(json.dumps(path) for path in paths)})"
    ask(report, long)
    expected = seen(product, shop, where=long)["matched"]
    matched(report, expected)
    short = page.url
    assert "?view=" in short
    assert len(short) < 100
    ask(report, "method=HEAD")
    both = seen(product, shop, where=f"{long} and method=HEAD")["matched"]
    matched(report, both)
    assert page.url != short
    page.go_back()
    matched(report, expected)
    page.reload()
    matched(report, expected)
    page.go_forward()  # to a view whose id this visit does not know
    matched(report, both)
    expect(page.locator(".filter-chip")).to_have_count(2)
    page.goto("about:blank")
    page.goto(short)
    matched(report, expected)
    page.locator("#filter-clear").click()
    expect(page.locator("#filter-count")).to_have_text("")
    assert page.url == f"{product.url}/analyses/{shop}"


def test_a_link_to_a_view_that_nobody_kept_says_so(
    visit: Visit, product: Product, shop: str
) -> None:
    visit.page.goto(f"{product.url}/analyses/{shop}?view=nobody")
    expect(visit.page.locator("main")).to_contain_text("no view of that id")
    visit.forgive("404")


def test_what_a_filter_in_the_address_leaves_unanswered_is_not_told_of_the_whole_log(
    visit: Visit, product: Product
) -> None:
    """The page comes with the summaries of the whole; no record of the view has a level."""
    id = analysed(product, ROOT / "sample_logs/combined/hostile.log")
    visit.page.goto(f"{product.url}/analyses/{id}?f=status%3D404")
    levels = visit.page.locator("[data-chart=levels_over_time]")
    expect(levels).to_be_hidden()
    visit.page.click("#filter-clear")
    expect(levels).to_be_visible()


@pytest.mark.parametrize("asked", ["", "?f=status%3D200"])
def test_a_section_in_the_address_is_where_the_page_lands(
    visit: Visit, shop: str, product: Product, asked: str
) -> None:
    """Also once the charts above it are drawn."""
    page = visit.page
    page.goto(f"{product.url}/analyses/{shop}{asked}#lines")
    expect(page.locator("#lines-count")).to_contain_text("lines")
    expect(page.locator("#sections [aria-current]")).to_have_text("Lines")
    top = page.locator("#lines").bounding_box()
    bar = page.locator("#filters").bounding_box()
    assert top is not None
    assert bar is not None
    assert abs(top["y"] - bar["y"] - bar["height"]) < 3


def test_a_filter_or_a_zone_in_the_address_leaves_the_lanes_drawn(
    visit: Visit, shop: str, product: Product
) -> None:
    """No view changes them; and a chunk's times are of the zone."""
    page = visit.page
    page.goto(f"{product.url}/analyses/{shop}?f=status%3D404&tz=Asia%2FTokyo#lanes")
    page.locator("[data-chart=lanes] svg.main-svg").first.wait_for()
    page.click("#chunk-open")
    expect(page.locator("#chunk-facts")).to_contain_text("Asia/Tokyo")
    page.click("#filter-clear")
    expect(page.locator("[data-chart=lanes] svg.main-svg").first).to_be_visible()
