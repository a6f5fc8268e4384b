"""Attackers wrote this log: the page shows their text, and does nothing it says."""

from pathlib import Path

import pytest

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed

pytestmark = pytest.mark.browser

HOSTILE = ROOT / "sample_logs/combined/hostile.log"

CONTROLS = {"\x00", "\x07", "\x1b", "\u202e", "\u2066"}
FOREIGN = """
() => [...document.querySelectorAll('*')].filter((element) =>
    element.closest('.modebar') === null &&
    (['IFRAME', 'OBJECT', 'EMBED', 'BASE'].includes(element.tagName.toUpperCase())
    || [...element.attributes].some(({name}) => name.startsWith('on'))
    || element.matches('svg a, .plot a, main img, h1 + h1')
    || (element.matches('script') && !element.src.startsWith(location.origin))
    || (element.matches('a[href]') && !element.href.startsWith(location.origin))
  )).map((element) => element.outerHTML.slice(0, 200))
"""


@pytest.fixture(scope="module")
def hostile(product: Product) -> str:
    """Id of the hostile log's analysis."""
    return analysed(product, HOSTILE)


@pytest.fixture
def attacked(visit: Visit, hostile: str) -> Visit:
    """The report of the hostile log, every chart drawn and pointed at."""
    visit.open(hostile)
    for name in visit.draw_all():
        visit.page.locator(f"[data-chart={name}] .plot").hover()
    return visit


def test_no_element_is_made_of_log_text(attacked: Visit):
    assert attacked.page.evaluate(FOREIGN) == []
    assert not CONTROLS & set(attacked.page.locator("body").inner_text())
    for button in attacked.page.locator("button.card-twin:visible").all():
        button.click()
    assert attacked.page.evaluate(FOREIGN) == []
    with_elements = "td:not(.choices):has(*:not(code, .reject-place, .reject-place *))"
    assert attacked.page.locator(with_elements).count() == 0


def test_it_is_shown_as_it_was_written(attacked: Visit):
    paths = {row[0] for row in attacked.table("paths")}
    assert "/<script>alert(document.domain)</script>" in paths
    assert "/profile/'><svg/onload=alert(1)>" in paths


def test_no_control_character_reaches_the_reader_of_a_table(attacked: Visit):
    attacked.table("paths")
    assert not CONTROLS & set(attacked.page.locator("[data-chart=paths] .twin").inner_text())


def test_rejects_are_shown_with_where_they_are(attacked: Visit):
    content = HOSTILE.read_bytes()
    shown = 0
    rows = attacked.page.locator("#rejects .reject .samples-table tbody tr")
    for row in rows.all():
        source, offset, text = row.locator("td").all_text_contents()
        if text.isascii() and text.isprintable() and "\\" not in text and "…" not in text:
            start = int("".join(filter(str.isdigit, offset)))
            assert source == "hostile.log"
            assert content[start:].startswith(text.encode())
            assert start == 0 or content[start - 1 : start] == b"\n"
            shown += 1
    assert shown >= 3


def test_a_hostile_file_name_is_text_too(visit: Visit, tmp_path: Path):
    name = "<img src=x onerror=alert(1)>\u202e.log"
    (tmp_path / name).write_bytes(HOSTILE.read_bytes())
    visit.upload(tmp_path / name)
    assert "<img src=x onerror=alert(1)>" in visit.page.locator("h1").inner_text()
    assert visit.page.evaluate(FOREIGN) == []
    visit.start()
    assert "<img src=x onerror=alert(1)>" in visit.page.locator(".past-name").first.inner_text()
    assert visit.page.evaluate(FOREIGN) == []
