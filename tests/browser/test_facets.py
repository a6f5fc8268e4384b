"""The fields beside the report: counts that are the charts', values kept, left out and found."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed

SHOP = ROOT / "sample_logs/combined/shop.log"


@pytest.fixture(scope="module")
def shop(product: Product) -> str:
    """Id of an analysis of the shop's log."""
    return analysed(product, SHOP)


@pytest.fixture
def beside(visit: Visit, shop: str) -> Visit:
    """The page of it on a wide screen, where the fields are there at once."""
    visit.page.set_viewport_size({"width": 1600, "height": 1000})
    visit.open(shop)
    facet(visit, "path").wait_for()
    return visit


def facet(visit: Visit, name: str) -> Locator:
    return visit.page.locator(f"[data-facet={name}]")


def value(visit: Visit, name: str, text: str, kind: str = "false") -> Locator:
    """The button that keeps a value; with ``kind`` "true", the one that leaves it out."""
    return facet(visit, name).locator(f'button[data-value="{text}"][data-not={kind}]')


def counts(visit: Visit, name: str) -> dict[str, int]:
    """Values of a field with their counts, as shown."""
    buttons = facet(visit, name).locator(".facet-choose").all()
    return {
        button.get_attribute("data-value") or "": int(
            button.locator(".facet-count").inner_text().replace(",", "")
        )
        for button in buttons
    }


def settled(visit: Visit, product: Product, shop: str, **view: str) -> Any:
    """What REST says of the view, once the page shows it and the fields, too."""
    answer = product.client.get(f"/api/v1/analyses/{shop}/view", **view).json()
    shown = f"{answer['matched']:,} of 6,000 records" if view else ""
    expect(visit.page.locator("#filter-count")).to_have_text(shown)
    expect(visit.page.locator("#facets")).to_have_attribute("aria-busy", "false")
    return answer


def test_counts_beside_the_charts_are_theirs(beside: Visit, product: Product, shop: str) -> None:
    beside.page.locator("#filter-text").fill("status=4xx or bot")
    beside.page.keyboard.press("Enter")
    panels = settled(beside, product, shop, where="status=4xx or bot")["panels"]
    for name, panel in {"method": "methods", "path": "paths", "client_ip": "clients"}.items():
        rows = panels[panel]["rows"][:8]
        expected = {"-" if row[0] == "(none)" else row[0]: row[1] for row in rows}
        expect(value(beside, name, next(iter(expected)))).to_be_visible()
        assert counts(beside, name) == expected


def test_a_chosen_value_is_marked_and_the_others_stay(
    beside: Visit, product: Product, shop: str
) -> None:
    before = counts(beside, "method")
    value(beside, "method", "POST").click()
    settled(beside, product, shop, where="method=POST")
    assert counts(beside, "method") == before
    expect(value(beside, "method", "POST")).to_have_attribute("aria-pressed", "true")
    expect(value(beside, "method", "POST")).to_be_focused()
    value(beside, "method", "HEAD").click()
    settled(beside, product, shop, where="method in (POST, HEAD)")
    expect(beside.page.locator(".filter-chip")).to_have_count(1)
    value(beside, "method", "POST").click()
    settled(beside, product, shop, where="method=HEAD")
    value(beside, "method", "HEAD").click()
    settled(beside, product, shop)


def test_a_value_is_left_out_by_its_button_or_with_alt(
    beside: Visit, product: Product, shop: str
) -> None:
    value(beside, "status_class", "2xx", "true").click()
    settled(beside, product, shop, where="not status=2xx")
    value(beside, "method", "GET").click(modifiers=["Alt"])
    settled(beside, product, shop, where="not status=2xx and method!=GET")
    value(beside, "method", "GET").click()  # changes sides
    settled(beside, product, shop, where="not status=2xx and method=GET")
    expect(beside.page.locator(".filter-chip")).to_have_count(2)


def test_a_value_is_found_among_all_of_its_field(
    beside: Visit, product: Product, shop: str
) -> None:
    found = product.client.get(
        f"/api/v1/analyses/{shop}/facets", field="path", contains="LAMP", limit=50
    ).json()["facets"][0]
    facet(beside, "path").locator(".facet-find").fill("LAMP")
    expect(facet(beside, "path").locator(".facet-found")).to_have_text(
        f"{found['values_total']} found"
    )
    assert counts(beside, "path") == {one["value"]: one["count"] for one in found["values"]}
    rare = found["values"][-1]
    value(beside, "path", rare["value"]).click()
    settled(beside, product, shop, where=f'path="{rare["value"]}"')
    facet(beside, "path").locator(".facet-find").fill("")
    expect(value(beside, "path", rare["value"])).to_have_attribute("aria-pressed", "true")


def test_on_a_narrow_screen_the_fields_are_a_drawer(visit: Visit, shop: str) -> None:
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 800})
    visit.open(shop)
    expect(page.locator("#facets-open")).to_be_visible()
    expect(page.locator("#facets")).to_be_hidden()
    page.locator("#facets-open").click()
    expect(page.locator("#facets-close")).to_be_focused()
    facet(visit, "method").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Escape")
    expect(page.locator("#facets")).to_be_hidden()
    expect(page.locator("#facets-open")).to_be_focused()


def test_the_choice_to_show_the_fields_is_remembered(visit: Visit, shop: str) -> None:
    visit.open(shop)
    expect(visit.page.locator("#facets-open")).to_be_visible()
    expect(visit.page.locator("#facets")).to_be_hidden()
    visit.page.keyboard.press("s")
    facet(visit, "method").wait_for()
    visit.page.reload()
    facet(visit, "method").wait_for()
    visit.page.locator("#facets-close").click()
    visit.page.reload()
    expect(visit.page.locator("#facets-open")).to_be_visible()
    expect(visit.page.locator("#facets")).to_be_hidden()


def test_hostile_values_stay_text_beside_the_report(visit: Visit, product: Product) -> None:
    visit.page.set_viewport_size({"width": 1600, "height": 1000})
    visit.open(analysed(product, ROOT / "sample_logs/combined/hostile.log"))
    facet(visit, "path").wait_for()
    assert visit.page.locator("#facets :is(script, img, a, svg, iframe)").count() == 0
