"""Comparing logs that have little in common: what cannot be compared takes a line, not a screen."""

from playwright.sync_api import expect

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed


def test_fields_of_one_side_are_named_in_a_line_and_have_no_section(
    visit: Visit, product: Product, shop: str
) -> None:
    other = analysed(product, ROOT / "sample_logs/log4j/orders.log")
    page = visit.page
    page.goto(f"{product.url}/compare?a={shop}&b={other}")
    expect(page.locator("[data-fill-text=apart]")).to_contain_text("only A has values of Paths")
    expect(page.locator("#sections")).to_be_visible()
    for name in ("durations", "shares", "one_sided"):
        expect(page.locator(f"#{name}")).to_be_hidden()
        expect(page.locator(f"#sections a[href='#{name}']")).to_be_hidden()
    expect(page.locator("#runs")).to_be_visible()
