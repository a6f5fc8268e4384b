"""A person drops a real log and sees what is in it, drawn and in numbers."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed, facts_of

pytestmark = pytest.mark.browser

_SHAPES = """
card => [...card.querySelectorAll('.main-svg .trace path, .main-svg .hm image, .main-svg .slice')]
  .map(shape => shape.getBoundingClientRect())
  .filter(({width, height}) => width > 0.5 && height > 0.5).length
"""


@pytest.fixture(scope="module")
def semicomplete_id(product: Product, semicomplete: Path) -> str:
    """Id of that log's analysis."""
    return analysed(product, semicomplete)


def digits(text: str) -> int:
    """The whole number in a text, whatever groups its digits."""
    return int(re.sub(r"\D", "", text))


def errors(facts: dict[str, Any]) -> int:
    """Answers of status 400 and above."""
    return sum(count for status, count in facts["status"].items() if int(status) >= 400)


def test_an_uploaded_log_is_drawn_in_every_chart(visit: Visit, semicomplete: Path):
    visit.upload(semicomplete)
    names = visit.draw_all()
    assert len(names) >= 15
    assert {"requests_over_time", "status_codes", "paths", "weekly_pattern", "lanes"} <= set(names)
    for name in names:
        assert visit.page.locator(f"[data-chart={name}]").evaluate(_SHAPES) > 0, name


def test_the_lanes_show_each_process_and_its_phases(visit: Visit, semicomplete_id: str):
    visit.open(semicomplete_id)
    timing = visit.product.client.report(semicomplete_id)["timing"]
    card = visit.page.locator("[data-chart=lanes]")
    card.scroll_into_view_if_needed()
    card.locator("svg.main-svg").first.wait_for()
    rows = card.locator(".yaxislayer-above .ytick").all_text_contents()
    assert sorted(rows) == sorted({span[0] for span in timing["spans"]})
    assert {"parent", "worker 1", "worker 2"} <= set(rows)
    phases = card.locator(".barlayer .trace")
    drawn = [phase for phase in phases.all() if phase.locator("path").count()]
    assert len(drawn) >= 4


def test_its_numbers_are_those_the_corpus_knows(visit: Visit, semicomplete_id: str, corpus: Path):
    facts = facts_of(corpus, "apache_combined_semicomplete.log.gz")
    visit.open(semicomplete_id)
    totals = visit.totals()
    assert totals["requests"] == facts["matched"]
    assert totals["sent"] == facts["bytes_sum"]
    assert totals["errors"] == errors(facts)
    statuses = {row[0]: digits(row[1]) for row in visit.table("status_codes")}
    assert statuses == facts["status"]
    methods = {row[0]: digits(row[1]) for row in visit.table("methods")}
    assert methods == facts["methods"]
    clients = [[row[0], digits(row[1])] for row in visit.table("clients")]
    assert clients[:5] == facts["top_clients"][:5]


def test_another_real_log_too(visit: Visit, corpus: Path):
    facts = facts_of(corpus, "nasa_aug95_clf.log")
    visit.upload(corpus / "access/nasa_aug95_clf.log")
    totals = visit.totals()
    assert totals["requests"] == facts["matched"]
    assert totals["sent"] == facts["bytes_sum"]
    assert totals["errors"] == errors(facts)
    assert facts["first_utc"][:10] in visit.page.locator(".report-range").inner_text()
    for name in visit.draw_all():
        assert visit.page.locator(f"[data-chart={name}]").evaluate(_SHAPES) > 0, name


def test_several_files_dropped_together_are_one_report(visit: Visit, corpus: Path):
    logs = [corpus / "access/gpxe_combined.log", corpus / "access/nginx.log"]
    visit.upload(*logs)
    requests = sum(facts_of(corpus, log.name)["matched"] for log in logs)
    # The facts leave out two lines of nginx.log: one lacks a user, one is of the error log.
    requests += 2
    assert visit.totals()["requests"] == requests
    receipt = visit.page.locator("#receipt").inner_text()
    assert all(log.name in receipt for log in logs)


def test_a_chart_turns_into_its_table_and_back(visit: Visit, semicomplete_id: str):
    visit.open(semicomplete_id)
    card = visit.page.locator("[data-chart=status_codes]")
    card.scroll_into_view_if_needed()
    card.locator("svg.main-svg").first.wait_for()
    assert len(visit.table("status_codes")) == 8
    assert not card.locator(".plot").is_visible()
    card.locator("button.card-twin").click()
    card.locator("svg.main-svg").first.wait_for()
    assert not card.locator(".twin").is_visible()


def test_a_sample_is_one_click_away(visit: Visit):
    visit.start().locator("button.sample").first.click()
    visit.await_report()
    lines = (ROOT / "sample_logs/combined/shop.log").read_bytes().count(b"\n")
    receipt = visit.page.locator("#receipt").inner_text()
    assert str(lines) in re.sub(r"(?<=\d)\D(?=\d{3})", "", receipt)
    assert len(visit.draw_all()) >= 15
