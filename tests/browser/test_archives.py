"""Archives dropped on the page: each log within is a source of its own; what is none is named."""

import base64
import gzip
from collections.abc import Callable, Mapping

import pytest

from tests.analyzer.support.packing import tarred, zipped
from tests.app.product import ROOT
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_FILES = """([name, text]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  return transfer;
}"""


def drop(visit: Visit, name: str, data: bytes) -> None:
    """The file, let go of over the start page."""
    page = visit.start()
    text = base64.b64encode(data).decode("ascii")
    files = page.evaluate_handle(_FILES, [name, text])
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("body", event, {"dataTransfer": files})


@pytest.mark.parametrize(
    ("name", "packed"),
    [("logs.zip", zipped), ("logs.tar.gz", lambda members: gzip.compress(tarred(members)))],
)
def test_an_archive_of_several_logs_is_one_report_of_them_all(
    visit: Visit, name: str, packed: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    shop = (ROOT / "sample_logs/combined/shop.log").read_bytes()
    intranet = (ROOT / "sample_logs/common/intranet.log").read_bytes()
    members = {
        "www/shop.log": shop,
        "intranet.log.gz": gzip.compress(intranet),
        "logo.png": b"\x89PNG\r\n" + bytes(100),
    }
    drop(visit, name, packed(members))
    id = visit.await_report()
    assert visit.totals()["requests"] == shop.count(b"\n") + intranet.count(b"\n")
    report = visit.product.client.report(id)
    inside = {one["name"]: one["compression"] for one in report["sources"]}
    layers = "zip" if name.endswith("zip") else "gzip+tar"
    assert inside == {
        f"{name}/www/shop.log": layers,
        f"{name}/intranet.log.gz": f"{layers}+gzip",
    }
    head = visit.page.locator("main").inner_text()
    assert "1 file of the archive not analysed." in head
    assert f"{name}/logo.png: it is not a text log" in head
    assert f"{name}/www/shop.log" in head


def test_an_archive_that_breaks_off_shows_what_was_read_and_says_what_was_not(
    visit: Visit,
) -> None:
    shop = (ROOT / "sample_logs/combined/shop.log").read_bytes()
    packed = gzip.compress(tarred({"one.log": shop, "two.log": shop}))
    drop(visit, "cut.tar.gz", packed[: len(packed) * 3 // 4])
    visit.await_report()
    requests = visit.totals()["requests"] or 0
    assert shop.count(b"\n") < requests < 2 * shop.count(b"\n")
    text = visit.page.locator("main").inner_text()
    assert "Not all of the log could be read. Below is what could: 2 MiB." in text
    assert "cut.tar.gz/two.log: its gzip data breaks off after" in text
