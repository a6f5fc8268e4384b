"""In whose time the page shows its times: the log's, the reader's, or UTC."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.app.product import Product
from tests.browser.conftest import WAIT_MS, Visit, analysed

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = "+05:45"


def lines_at(times: list[datetime]) -> str:
    return "".join(
        f'203.0.113.7 - - [{time:%d/%b/%Y:%H:%M:%S %z}] "GET /{number} HTTP/1.1" 200 5 "-" "x"\n'
        for number, time in enumerate(times)
    )


@pytest.fixture(scope="module")
def night(product: Product, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Id of a log of a record every ten minutes around the hour that Berlin's clocks show twice,
    written in Kathmandu."""
    begin = datetime.fromisoformat("2025-10-25T18:00:00Z").astimezone(ZoneInfo("Asia/Kathmandu"))
    log = tmp_path_factory.mktemp("zones") / "night.log"
    log.write_text(lines_at([begin + timedelta(minutes=10 * n) for n in range(150)]))
    return analysed(product, log)


@pytest.fixture
def reader(chromium: Browser, product: Product) -> Iterator[Visit]:
    """Someone in Berlin, whose page must commit no sin."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, timezone_id="Europe/Berlin"
    )
    context.set_default_timeout(WAIT_MS)
    visit = Visit(context.new_page(), product)
    visit.watch()
    yield visit
    context.close()
    assert visit.sins == []


def drawn(reader: Visit) -> None:
    reader.page.wait_for_selector("[data-chart=requests_over_time] svg.main-svg")


def choose(reader: Visit, name: str) -> None:
    reader.page.locator("#zones").get_by_role("button", name=name, exact=True).click()


def click_cell(reader: Visit, day: int, hour: int) -> None:
    """Of the chart by weekday and hour, once it no longer moves."""
    plot = reader.page.locator("[data-chart=weekly_pattern] .nsewdrag").first
    box, before = plot.bounding_box(), None
    while box is None or box != before:
        reader.page.wait_for_timeout(100)
        box, before = plot.bounding_box(), box
    x, y = (hour + 0.5) / 24 * box["width"], (day + 0.5) / 7 * box["height"]
    reader.page.mouse.click(box["x"] + x, box["y"] + y)


def seen(product: Product, id: str, **view: str) -> Any:
    return product.client.get(f"/api/v1/analyses/{id}/view", **view).json()


def test_all_times_follow_the_switch_and_the_address_says_so(
    reader: Visit, product: Product, night: str
) -> None:
    reader.open(night)
    drawn(reader)
    span = reader.page.locator(".report-range")
    expect(span).to_have_text("2025-10-25 18:00:00 to 2025-10-26 18:50:00 UTC")
    expect(reader.page.locator("#zone-name")).to_have_text("UTC")
    for name, shown, zone in (
        ("Local", "2025-10-25 20:00:00 to 2025-10-26 19:50:00 Europe/Berlin", "Europe/Berlin"),
        ("Log's", "2025-10-25 23:45:00 to 2025-10-27 00:35:00 UTC+05:45", KATHMANDU),
    ):
        choose(reader, name)
        expect(span).to_have_text(shown)
        assert parse_qs(urlsplit(reader.page.url).query) == {"tz": [zone]}
        panels = seen(product, night, tz=zone)["panels"]
        label = shown.rpartition(" ")[2]
        expect(reader.page.locator("#zone-name")).to_have_text(label)
        expect(reader.page.locator("[data-chart=weekly_pattern] .card-summary")).to_contain_text(
            f":59 {label} is the busiest hour"
        )
        rows = reader.table("requests_over_time")
        assert [row[0] for row in rows] == [row[0] for row in panels["requests_over_time"]["rows"]]
        reader.page.locator("[data-chart=requests_over_time] button.card-twin").click()
    expect(reader.page.locator("#filter-count")).to_have_text("")
    choose(reader, "UTC")
    expect(span).to_contain_text("UTC")
    assert urlsplit(reader.page.url).query == ""


def test_the_hour_shown_twice_is_two_rows_and_the_page_says_so(reader: Visit, night: str) -> None:
    reader.page.goto(f"{reader.product.url}/analyses/{night}?tz=Europe/Berlin")
    drawn(reader)
    card = reader.page.locator("[data-chart=requests_over_time]")
    expect(card.locator(".card-summary")).to_contain_text("The clock was put back")
    times = [row[0] for row in reader.table("requests_over_time")]
    assert "2025-10-26T02:00:00+02:00" in times
    assert "2025-10-26T02:00:00+01:00" in times


def test_the_choice_is_remembered_where_an_address_says_nothing(reader: Visit, night: str) -> None:
    reader.open(night)
    drawn(reader)
    choose(reader, "Local")
    expect(reader.page.locator(".report-range")).to_contain_text("Europe/Berlin")
    reader.open(night)
    expect(reader.page.locator(".report-range")).to_contain_text("Europe/Berlin")
    assert "tz=Europe" in reader.page.url
    reader.page.goto(f"{reader.product.url}/analyses/{night}?f=status%3D200")
    expect(reader.page.locator(".report-range")).to_have_text(
        "2025-10-25 18:00:00 to 2025-10-26 18:50:00 UTC"
    )
    expect(reader.page.locator("#zones [aria-pressed=true]")).to_have_text("UTC")


def test_a_zone_of_none_of_the_three_is_named(reader: Visit, night: str) -> None:
    reader.page.goto(f"{reader.product.url}/analyses/{night}?tz=Asia/Tokyo")
    drawn(reader)
    expect(reader.page.locator("#zone-name")).to_have_text("Asia/Tokyo")
    expect(reader.page.locator("#zones [aria-pressed=true]")).to_have_count(0)


def test_a_range_dragged_in_a_zone_stays_the_same_moments_in_others(
    reader: Visit, product: Product, night: str
) -> None:
    reader.page.goto(f"{reader.product.url}/analyses/{night}?tz=Europe/Berlin")
    drawn(reader)
    box = reader.page.locator("[data-chart=requests_over_time] .nsewdrag").first.bounding_box()
    assert box is not None
    reader.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 42, steps=5)
    reader.page.mouse.up()
    chip = reader.page.locator(".filter-chip")
    expect(chip).to_have_count(1)
    query = parse_qs(urlsplit(reader.page.url).query)
    since, until = query["since"][0], query["until"][0]
    assert since.endswith("Z")
    begin = datetime.fromisoformat(since)
    middle = datetime.fromisoformat("2025-10-26T06:00:00+00:00")
    assert abs(begin - middle) < timedelta(minutes=90), "half of the axis is half of the night"
    expect(chip).to_contain_text(f"{begin.astimezone(BERLIN):%Y-%m-%d %H:%M:%S}")
    left = seen(product, night, since=since, until=until)["matched"]
    count = reader.page.locator("#filter-count")
    expect(count).to_have_text(f"{left} of 150 records")
    choose(reader, "UTC")
    expect(chip).to_contain_text(f"{begin:%Y-%m-%d %H:%M:%S}")
    expect(count).to_have_text(f"{left} of 150 records")
    assert parse_qs(urlsplit(reader.page.url).query)["since"] == [since]


def test_a_filters_times_and_those_of_lines_are_of_the_zone(
    reader: Visit, product: Product, night: str
) -> None:
    where = "time in 2025-10-26T02:00..2025-10-26T03:00"
    reader.page.goto(f"{reader.product.url}/analyses/{night}?tz=Europe/Berlin")
    drawn(reader)
    reader.page.fill("#filter-text", where)
    reader.page.keyboard.press("Enter")
    left = seen(product, night, where=where, tz="Europe/Berlin")["matched"]
    assert left == 12, "two hours were shown as two o'clock"
    expect(reader.page.locator("#filter-count")).to_have_text(f"{left} of 150 records")
    reader.page.locator("#lines-window").scroll_into_view_if_needed()
    expect(reader.page.locator(".line-time").first).to_have_text("2025-10-26 02:00:00")
    choose(reader, "Log's")
    expect(reader.page.locator(".line-time").first).to_have_text("2025-10-26 02:05:00")


def test_an_hour_of_the_week_is_chosen_by_the_clock_that_the_chart_shows(
    reader: Visit, product: Product, night: str
) -> None:
    reader.page.goto(f"{reader.product.url}/analyses/{night}?tz=Europe/Berlin")
    drawn(reader)
    count = reader.page.locator("#filter-count")
    card = reader.page.locator("[data-chart=weekly_pattern]")
    card.evaluate("card => card.scrollIntoView({ block: 'center' })")
    click_cell(reader, day=2, hour=2)  # of which there is nothing to see
    expect(count).to_have_text("")
    click_cell(reader, day=6, hour=2)
    where = 'time in ("Sun 02")'
    expect(reader.page.locator(".filter-chip .chip-text")).to_have_text(where)
    assert seen(product, night, where=where, tz="Europe/Berlin")["matched"] == 12
    expect(count).to_have_text("12 of 150 records")
    assert parse_qs(urlsplit(reader.page.url).query) == {"f": [where], "tz": ["Europe/Berlin"]}
    card.locator("button.card-twin").click()
    row = card.locator("tbody tr").nth(6 * 24 + 3)
    row.get_by_role("button", name="only Sun 03").press("Enter")
    expect(count).to_have_text("18 of 150 records")
    choose(reader, "UTC")
    expect(count).to_have_text("12 of 150 records")


def test_a_log_of_several_zones_has_none_of_its_own(
    reader: Visit, product: Product, tmp_path: Path
) -> None:
    times = [datetime.fromisoformat(f"2025-07-01T12:00:00{zone}") for zone in ("+02:00", "+03:00")]
    log = tmp_path / "two.log"
    log.write_text(lines_at(times))
    reader.open(analysed(product, log))
    drawn(reader)
    own = reader.page.locator("#zones").get_by_role("button", name="Log's")
    expect(own).to_be_disabled()
    assert "not one" in (own.get_attribute("title") or "")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_switch_is_always_in_sight(reader: Visit, night: str, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.open(night)
    drawn(reader)
    for place in ("#overview", "#lines", "#receipt"):
        reader.page.locator(place).scroll_into_view_if_needed()
        expect(reader.page.locator("#zones button").last).to_be_in_viewport(ratio=1)
