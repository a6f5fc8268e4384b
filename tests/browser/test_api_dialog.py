"""The button API shows what works when it is copied."""

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.app.product import ROOT, Product
from tests.browser.conftest import Visit, analysed

pytestmark = pytest.mark.browser

HOSTILE = ROOT / "sample_logs/combined/hostile.log"


def test_a_panel_and_the_page_are_copied_as_curl_and_python(visit: Visit, product: Product):
    id = analysed(product, HOSTILE)
    visit.open(id)
    card = visit.page.locator("[data-chart=paths]")
    card.get_by_text("API", exact=True).click()
    command = visit.page.locator("#api-curl").inner_text()
    assert shlex.split(command) == ["curl", f"{product.url}/api/v1/analyses/{id}/panels/paths"]
    program = visit.page.locator("#api-python").inner_text()
    names: dict[str, object] = {}
    exec(program, names)
    assert names["found"] == product.client.report(id)["panels"]["paths"]
    visit.page.get_by_text("Copy as curl").click()
    visit.page.locator("#api-said").get_by_text("opied").or_(
        visit.page.locator("#api-said").get_by_text("Marked")
    ).wait_for()
    visit.page.get_by_role("button", name="Close").last.click()
    addresses = visit.page.locator("[data-api]").evaluate_all(
        "(all) => all.map((b) => b.dataset.api)"
    )
    for address in addresses:
        assert product.client.get(address).status == 200, address


def test_the_start_page_says_how_to_upload(visit: Visit, tmp_path: Path):
    visit.start().locator(".drop [data-api]").click()
    (tmp_path / "access.log").write_bytes(HOSTILE.read_bytes())
    for place, start in (("#api-curl", ["bash", "-c"]), ("#api-python", ["python3", "-c"])):
        text = visit.page.locator(place).inner_text()
        text += "" if "curl" in place else "\nprint(json.dumps(found))"
        done = subprocess.run([*start, text], cwd=tmp_path, capture_output=True, check=False)
        assert b'"schema"' in done.stdout, done.stderr
