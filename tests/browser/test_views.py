"""Asking the next question in the page: filters, time ranges, lines, and the way back."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Route, expect

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed

SHOP = ROOT / "sample_logs/combined/shop.log"


@pytest.fixture(scope="module")
def shop(product: Product) -> str:
    """Id of an analysis of the shop's log."""
    return analysed(product, SHOP)


@pytest.fixture
def report(visit: Visit, shop: str) -> Visit:
    """The page of it, drawn."""
    visit.open(shop)
    visit.page.wait_for_selector("[data-chart=requests_over_time] svg.main-svg")
    return visit


def matched(visit: Visit, count: int) -> None:
    """Waits until the page says that so many records are left."""
    expect(visit.page.locator("#filter-count")).to_have_text(f"{count:,} of 6,000 records")


def seen(product: Product, id: str, **view: str) -> Any:
    """What REST says of the same view."""
    return product.client.get(f"/api/v1/analyses/{id}/view", **view).json()


def ask(visit: Visit, text: str) -> None:
    visit.page.fill("#filter-text", text)
    visit.page.keyboard.press("Enter")


def click_first_bar(visit: Visit) -> None:
    """Of the status codes: by its place, as the chart takes clicks for its bars."""
    card = visit.page.locator("[data-chart=status_codes]")
    card.evaluate("card => card.scrollIntoView({ block: 'center' })")
    bar = card.locator(".bars path").first
    box, before = bar.bounding_box(), None
    while box is None or box != before:  # charts above it are drawn on the way and push it down
        visit.page.wait_for_timeout(100)
        box, before = bar.bounding_box(), box
    visit.page.mouse.click(box["x"] + 6, box["y"] + box["height"] / 2)


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


def drag_over_time(visit: Visit) -> None:
    """Over a part of the chart of requests over time."""
    plot = visit.page.locator("[data-chart=requests_over_time] .nsewdrag").first
    box = plot.bounding_box()
    assert box is not None
    visit.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 42, steps=5)
    visit.page.mouse.up()


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


def test_the_lines_behind_a_filter_are_shown_with_what_is_around_them(
    report: Visit, product: Product, shop: str
) -> None:
    ask(report, 'path~"^/api" and status>=400')
    where = 'path~"^/api" and status>=400'
    page = product.client.get(f"/api/v1/analyses/{shop}/lines", where=where).json()
    report.page.keyboard.press("Escape")
    report.page.locator("#lines-window").scroll_into_view_if_needed()
    expect(report.page.locator("#lines-count")).to_have_text(f"{page['total']:,} lines")
    expect(report.page.locator(".line-text").first).to_have_text(page["lines"][0]["text"])
    report.page.locator(".line-place").first.click()
    around = report.page.locator("#line-around")
    expect(around.locator("[aria-current]")).to_have_text(page["lines"][0]["text"])
    assert around.locator("li").count() > 1


def opened_line(visit: Visit) -> Locator:
    """The dialog of the first line in sight."""
    visit.page.locator("#lines-window").scroll_into_view_if_needed()
    visit.page.locator(".line-place").first.click()
    expect(visit.page.locator("#line-around [aria-current]")).to_be_visible()
    return visit.page.locator("#line-dialog")


def test_a_line_can_be_copied_linked_and_fetched_byte_for_byte(
    report: Visit, context: BrowserContext, product: Product, shop: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(report, "status=404")
    matched(report, seen(product, shop, where="status=404")["matched"])
    line = product.client.get(f"/api/v1/analyses/{shop}/lines", where="status=404").json()
    first = line["lines"][0]
    report.page.locator("#filter-text").blur()
    dialog = opened_line(report)
    assert report.page.url.endswith(f"?f=status%3D404#line-0-{first['offset']}")
    dialog.get_by_role("button", name="Copy the line").click()
    expect(report.page.locator("#line-said")).to_have_text("Copied.")
    assert report.page.evaluate("navigator.clipboard.readText()") == first["text"]
    link = report.page.url
    path = report.page.locator("#line-bytes").get_attribute("href")
    assert path is not None
    raw = product.client.get(path)
    assert raw.body == first["text"].encode() + b"\n"
    report.page.keyboard.press("Escape")
    expect(report.page).not_to_have_url(re.compile("#"))
    report.page.goto("about:blank")
    report.page.goto(link)
    around = report.page.locator("#line-around")
    expect(around.locator("[aria-current]")).to_have_text(first["text"])
    expect(report.page.locator("#line-title")).to_contain_text(f"byte {first['offset']:,}")


def test_the_lines_around_one_go_on_to_both_sides(report: Visit) -> None:
    lines = SHOP.read_text().splitlines()
    report.page.locator("#lines-window").scroll_into_view_if_needed()
    report.page.locator(".line-place", has_text=re.compile("^31$")).click()
    shown = report.page.locator("#line-around .line-text")
    expect(shown).to_have_count(21)
    assert shown.all_text_contents() == lines[20:41]
    report.page.locator("#line-earlier").click()
    expect(shown).to_have_count(31)
    report.page.locator("#line-later").click()
    expect(shown).to_have_count(41)
    assert shown.all_text_contents() == lines[10:51]
    expect(report.page.locator("#line-around [aria-current]")).to_have_text(lines[30])


def test_what_was_asked_for_is_marked_in_the_lines(report: Visit) -> None:
    ask(report, 'line contains "GET /static" and not bot')
    report.page.locator("#lines-window").scroll_into_view_if_needed()
    expect(report.page.locator("#lines-window mark").first).to_have_text("GET /static")
    ask(report, 'path~"(?i)VENDOR\\\\.[0-9a-f]+"')
    expect(report.page.locator("#lines-window .line").first.locator("mark")).to_have_count(2)
    report.page.locator(".line-place").first.click()
    expect(report.page.locator("#line-around [aria-current] mark")).to_have_count(2)


def test_ten_million_lines_scroll_line_by_line_and_at_one_go(report: Visit) -> None:
    total = 10_000_000

    def page_of_lines(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        cursor, limit = int(query["cursor"][0]), int(query["limit"][0])
        lines = [
            {"n": n, "source": 0, "name": "a", "offset": n, "record": n, "text": f"line {n}"}
            for n in range(cursor, min(cursor + limit, total))
        ]
        route.fulfill(json={"total": total, "cursor": cursor, "lines": lines})

    report.page.route("**/lines?*", page_of_lines)
    window = report.page.locator("#lines-window")
    window.scroll_into_view_if_needed()
    expect(report.page.locator("#lines-count")).to_have_text("10,000,000 lines")
    first, last = report.page.locator(".line-text").first, report.page.locator(".line-text").last
    window.hover()
    for _ in range(3):
        report.page.mouse.wheel(0, 110)
        report.page.wait_for_timeout(150)
    expect(first).to_have_text("line 15")
    window.evaluate("place => place.scrollTo(0, place.scrollHeight / 2)")
    expect(first).to_have_text(re.compile(r"line (49|50)\d{5}"))
    middle = int(first.inner_text().split()[1])
    report.page.mouse.wheel(0, -110)
    expect(first).to_have_text(re.compile(f"line ({middle - 5}|{middle - 4})"))
    window.evaluate("place => place.scrollTo(0, place.scrollHeight)")
    expect(last).to_have_text(f"line {total - 1}")
    assert report.page.locator(".line").count() < 100


def test_any_of_many_lines_is_one_scroll_away(report: Visit) -> None:
    window = report.page.locator("#lines-window")
    window.scroll_into_view_if_needed()
    expect(report.page.locator("#lines-count")).to_have_text("6,000 lines")
    window.evaluate("place => place.scrollTo(0, place.scrollHeight)")
    last = SHOP.read_text().splitlines()[-1]
    expect(report.page.locator(".line-text").last).to_have_text(last)
    assert report.page.locator(".line").count() < 100


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


def test_hostile_lines_stay_text_in_the_list(visit: Visit, product: Product) -> None:
    visit.open(analysed(product, ROOT / "sample_logs/combined/hostile.log"))
    visit.page.locator("#lines-window").scroll_into_view_if_needed()
    visit.page.locator(".line-text").first.wait_for()
    assert visit.page.locator("#lines-window :is(script, img, a, svg, iframe)").count() == 0


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
