"""The lines behind what is shown: any of any number, what is around one, and what was asked for."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Locator, Route, expect

from tests.app.product import ROOT, Product
from tests.browser.asking import SHOP, ask, matched, seen
from tests.browser.conftest import Visit, analysed


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


def test_hostile_lines_stay_text_in_the_list(visit: Visit, product: Product) -> None:
    visit.open(analysed(product, ROOT / "sample_logs/combined/hostile.log"))
    visit.page.locator("#lines-window").scroll_into_view_if_needed()
    visit.page.locator(".line-text").first.wait_for()
    assert visit.page.locator("#lines-window :is(script, img, a, svg, iframe)").count() == 0
