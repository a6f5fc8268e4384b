"""Every page for people who see, hear, point or read in other ways: axe-core finds nothing serious
in either theme, the keyboard reaches everything and shows where it is, and nothing moves for those
who do not want it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from analyzer import analyze
from app import create_app
from app.config import Config
from app.export import single_file
from tests.app.product import ROOT, Product
from tests.browser.axe import faults
from tests.browser.conftest import WAIT_MS, Visit, analysed
from tests.browser.drawn import draw_all

SHOP = ROOT / "sample_logs/combined/shop.log"
PHONE = {"width": 360, "height": 780}


@pytest.fixture(scope="module")
def shop(product: Product) -> str:
    """Id of an analysis of the shop's log."""
    return analysed(product, SHOP)


@pytest.fixture(scope="module")
def failed(product: Product) -> str:
    """Id of one that came to nothing."""
    id: str = product.client.upload("empty.log", b"\0\1\2\n" * 99).json()["id"]
    product.client.state(id, wait=20)
    return id


@pytest.fixture
def running(product: Product, tmp_path: Path) -> Iterator[str]:
    """Id of one that is held in the middle of its run."""
    log = tmp_path / "long.log"
    log.write_bytes(SHOP.read_bytes() * 60)
    id = product.hold(log)
    yield id
    product.client.delete(id)


def report_drawn(page: Page) -> None:
    page.wait_for_selector("[data-chart=requests_over_time] svg.main-svg")


@pytest.mark.parametrize("path", ["/", "/api", "/nothing-here", "/compare"])
def test_a_page_without_a_log(visit: Visit, path: str) -> None:
    visit.page.goto(visit.product.url + path)
    assert faults(visit.page) == []
    visit.forgive("404")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_report(visit: Visit, shop: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.open(shop)
    report_drawn(visit.page)
    visit.draw_all()
    assert faults(visit.page) == []


def test_a_view_with_conditions_tables_lines_and_its_dialogs(visit: Visit, shop: str) -> None:
    page = visit.page
    asked = "f=status%3E%3D400&f=~bot&since=2026-03-05T00:00:00Z&tz=Asia%2FKathmandu"
    page.goto(f"{visit.product.url}/analyses/{shop}?{asked}")
    report_drawn(page)
    for chart in ("paths", "weekly_pattern"):
        page.locator(f"[data-chart={chart}] button.card-twin").click()
    page.locator("#lines-window").scroll_into_view_if_needed()
    page.locator(".line-place").first.wait_for()
    page.locator("#receipt").scroll_into_view_if_needed()
    assert faults(page) == []
    page.locator(".line-place").first.click()
    expect(page.locator("#line-dialog")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()
    assert faults(page) == []


def test_the_fields_as_a_drawer_on_a_phone(visit: Visit, shop: str) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.open(shop)
    report_drawn(visit.page)
    visit.page.locator("#facets-open").click()
    visit.page.locator(".facet-value").first.wait_for()
    assert faults(visit.page) == []


def test_a_run_while_it_goes_on(visit: Visit, running: str) -> None:
    visit.open(running)
    visit.page.locator("#run").wait_for()
    assert faults(visit.page) == []
    visit.forgive("409")  # what of its records is asked for is not there yet


def test_a_run_that_failed(visit: Visit, failed: str) -> None:
    visit.open(failed)
    assert faults(visit.page) == []


def test_a_filter_that_cannot_be_read(visit: Visit, shop: str) -> None:
    visit.page.goto(f"{visit.product.url}/analyses/{shop}?f=status%3E%3E4")
    expect(visit.page.locator("#filter-error")).to_be_visible()
    assert faults(visit.page) == []
    visit.forgive("400")


def test_the_lab(visit: Visit, shop: str) -> None:
    visit.page.goto(f"{visit.product.url}/analyses/{shop}/lab")
    assert faults(visit.page) == []


def test_a_comparison(visit: Visit, shop: str) -> None:
    page = visit.page
    page.goto(f"{visit.product.url}/compare?a={shop}&b={shop}&where_b=bot")
    page.locator("[data-chart]:visible").first.wait_for()
    draw_all(page)
    assert faults(page) == []


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    """The address of a web server that asks for a token."""
    app = create_app(Config(data=tmp_path, token="a-token-of-our-own-choice", web_workers=1))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_the_login(context: BrowserContext, guarded: str) -> None:
    page = context.new_page()
    page.goto(guarded)
    assert faults(page) == []
    page.fill("input[name=token]", "not the token")
    page.keyboard.press("Enter")
    page.get_by_text("That is not the token.").wait_for()
    assert faults(page) == []


def test_the_single_file(context: BrowserContext, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(single_file(analyze(SHOP, workers=1).json), encoding="utf-8")
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[data-chart=requests_over_time] svg.main-svg").first.wait_for()
    draw_all(page)
    assert faults(page) == []


_STEP = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body) {
    return null;
  }
  globalThis.walked ??= new Set();
  const again = walked.has(here);
  walked.add(here);
  const box = here.getClientRects()[0];  // a link may go on in the next line
  const within = (at, size) => Math.min(Math.max(at, 1), size - 2);
  const top = document.elementFromPoint(
    within(box.left + Math.min(box.width / 2, 20), innerWidth),
    within(box.top + Math.min(box.height / 2, 10), innerHeight));
  const style = getComputedStyle(here);
  return {
    again,
    what: here.outerHTML.slice(0, 160),
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    free: here.contains(top) || Boolean(top?.closest('label')?.contains(here)),
  };
}
"""


def walk(page: Page, key: str) -> list[str]:
    """What is wrong on the way through the page by a key; each place once, to the end and no
    further."""
    wrong = []
    for _ in range(3_000):
        page.keyboard.press(key)
        step = page.evaluate(_STEP)
        if step is None:
            return wrong
        if step["again"]:
            return [*wrong, f"a trap at {step['what']}"]
        wrong += [
            f"not {need}: {step['what']}"
            for need in ("marked", "inSight", "free")
            if not step[need]
        ]
    return [*wrong, "no end"]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/", "Tab"),
        ("/api", "Tab"),
        ("/analyses/{}", "Tab"),
        ("/analyses/{}", "Shift+Tab"),
        ("/analyses/{}/lab", "Tab"),
        ("/compare?a={0}&b={0}", "Tab"),
    ],
)
def test_the_keyboard_reaches_everything_and_is_seen(
    visit: Visit, shop: str, path: str, key: str
) -> None:
    page = visit.page
    page.emulate_media(reduced_motion="reduce")  # a step is looked at once it was taken
    page.goto(visit.product.url + path.format(shop))
    page.wait_for_load_state("networkidle")
    if "analyses/{}" in path and "lab" not in path:
        page.locator("#lines-window").scroll_into_view_if_needed()
        page.locator(".line-place").first.wait_for()
        page.evaluate("scrollTo(0, 0)")
    assert walk(page, key) == []
    names = page.evaluate(
        "[...walked].map((one) => one.closest('header, main, footer, nav')?.tagName)"
    )
    assert {"HEADER", "MAIN", "FOOTER"} <= set(names), "from the head to the foot"


def test_lines_are_walked_by_arrows_and_keep_the_focus_while_they_slide(
    visit: Visit, shop: str
) -> None:
    page = visit.page
    visit.open(shop)
    page.keyboard.press("r")
    page.locator(".line-place").first.wait_for()
    page.keyboard.press("Tab")
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    here = page.locator(".line-place:focus")
    expect(here).to_have_text("61")
    page.keyboard.press("ArrowUp")
    expect(here).to_have_text("60")
    page.keyboard.press("Enter")
    expect(page.locator("#line-around [aria-current]")).to_have_text(
        SHOP.read_text().splitlines()[59]
    )


def test_nothing_moves_for_those_who_do_not_want_it(
    chromium: Browser, product: Product, shop: str
) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{product.url}/analyses/{shop}")
    report_drawn(page)
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((one) => {
             const style = getComputedStyle(one);
             return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
               || style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
           }).map((one) => one.outerHTML.slice(0, 120))"""
    )
    context.close()
    assert moving == []


@pytest.mark.parametrize(
    "path", ["/", "/api", "/nothing", "/analyses/{}", "/analyses/{}/lab", "/compare?a={0}&b={0}"]
)
def test_no_page_is_wider_than_a_phone(visit: Visit, shop: str, path: str) -> None:
    page = visit.page
    page.set_viewport_size(PHONE)
    page.goto(visit.product.url + path.format(shop))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    visit.forgive("404")
