"""How a reader asks the next question in the page of the shop's log."""

from typing import Any

from playwright.sync_api import expect

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit

SHOP = ROOT / "sample_logs/combined/shop.log"


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


def drag_over_time(visit: Visit) -> None:
    """Over a part of the chart of requests over time."""
    plot = visit.page.locator("[data-chart=requests_over_time] .nsewdrag").first
    box = plot.bounding_box()
    assert box is not None
    visit.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 42, steps=5)
    visit.page.mouse.up()
