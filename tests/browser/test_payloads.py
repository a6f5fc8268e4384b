"""Sixty-odd attacks in every field, page, table and chart: shown as text, and nothing happens."""

from pathlib import Path
from typing import Any

import pytest

from app.charts.registry import CHARTS, Chart
from app.static_files import version
from tests.app.product import Product
from tests.browser.conftest import Visit, analysed
from tests.browser.payloads import PAYLOADS, hostile_log
from tests.browser.test_hostile import CONTROLS, FOREIGN

pytestmark = pytest.mark.browser

_DRAWING = """
async ([name, figure]) => {
    const { draw } = await import("/static/VERSION/js/plotting.js");
    const plot = document.querySelector(`[data-chart=${name}] .plot`);
    plot.hidden = false;
    await draw(Plotly, plot, name, figure);
    const points = (figure.data[0]?.x ?? []).length;
    for (let point = 0; point < points; point += 1) {
        Plotly.Fx.hover(plot, [{ curveNumber: 0, pointNumber: point }]);
    }
    return plot.textContent;
}
"""


@pytest.fixture(scope="module")
def attacked(product: Product, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Id of the analysis of a log of attacks."""
    log = tmp_path_factory.mktemp("hostile") / "attacks.log"
    log.write_bytes(hostile_log())
    return analysed(product, log)


def _draw() -> str:
    return _DRAWING.replace("VERSION", version())


def test_there_are_enough_attacks():
    assert len(set(PAYLOADS)) >= 60


def test_every_attack_is_text_in_its_table(visit: Visit, product: Product, attacked: str):
    paths = {row[0] for row in product.client.report(attacked)["panels"]["paths"]["rows"]}
    assert len(paths & {payload.replace(" ", "/") for payload in PAYLOADS}) >= 50  # as they came
    visit.open(attacked)
    visit.draw_all()
    for button in visit.page.locator("button.card-twin:visible").all():
        button.click()
    assert visit.page.locator(".twin tbody tr").count() > len(PAYLOADS)
    found = visit.page.locator("td:not(.choices):has(*:not(code, .reject-place, .reject-place *))")
    assert found.count() == 0, found.first.evaluate("one => one.outerHTML")
    assert visit.page.evaluate(FOREIGN) == []
    assert not CONTROLS & set(visit.page.locator("body").inner_text())
    visit.page.locator("#chunk-open").click()
    assert visit.page.evaluate(FOREIGN) == []


def test_every_attack_is_text_in_its_chart(visit: Visit, product: Product, attacked: str):
    report = product.client.report(attacked)
    visit.open(attacked)
    visit.draw_all()
    drawn = ""
    for chart, part in _parts(report):
        drawn += visit.page.evaluate(_draw(), [chart.name, chart.build(part)])
        assert visit.page.evaluate(FOREIGN) == [], chart.name
    assert not CONTROLS & set(drawn)
    assert "<script>alert(1)</script>" in drawn
    assert "%{customdata[0]}%{x}%{y}" in drawn


def _parts(report: dict[str, Any]) -> list[tuple[Chart, dict[str, Any]]]:
    """Charts of ranked lists, with reports of ten rows each, so that every row is drawn once."""
    parts = []
    for chart in CHARTS:
        panel = report["panels"].get(chart.reads)
        if panel is None or chart.drawn is None or chart.name == "status_codes":
            continue
        for start in range(0, len(panel["rows"]), chart.drawn):
            rows = panel["rows"][start : start + chart.drawn]
            part = {**panel, "rows": rows}
            parts.append((chart, {**report, "panels": {**report["panels"], chart.reads: part}}))
    return parts


def test_every_attack_is_text_as_the_name_of_a_file(visit: Visit, product: Product):
    line = b'192.0.2.1 - - [05/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n'
    names = [name for name in PAYLOADS if not set(name) & set('"\\\r\n\x00')]
    answer = product.client.upload_form(*((name, line) for name in names), wait=30)
    assert answer.status == 200
    visit.open(answer.headers["Location"].rpartition("/")[2])
    visit.draw_all()
    assert visit.page.evaluate(FOREIGN) == []
    assert not CONTROLS & set(visit.page.locator("body").inner_text() + visit.page.title())
    visit.start()
    assert visit.page.evaluate(FOREIGN) == []
    assert not CONTROLS & set(visit.page.locator("body").inner_text())


def test_a_refused_upload_is_told_without_its_tricks(visit: Visit, tmp_path: Path):
    name = "\u202e<img src=x onerror=alert(1)>.log"
    (tmp_path / name).write_bytes(b"")
    visit.start().set_input_files("#files", str(tmp_path / name))
    problem = visit.page.locator("#problem")
    problem.wait_for()
    assert "\\u202e<img src=x onerror=alert(1)>.log is empty" in problem.inner_text()
    assert visit.page.evaluate(FOREIGN) == []
    visit.forgive("400")
