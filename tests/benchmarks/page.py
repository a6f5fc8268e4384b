"""The page of a finished report in Chromium, until its first charts are drawn; and its sizes."""

import shutil
import time
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.app.product import Product, started_product
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.table import counted, markdown_table, spread

_DRAWN = """() => [...document.querySelectorAll("[data-chart] .plot")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.height > 0 && box.top < innerHeight && box.bottom > 0;
}).every(one => one.querySelector("svg.main-svg"))"""
_LOOK_S = 0.005
_PATIENCE_S = 60.0


def run(bench: Bench) -> Section:
    """Cold: a browser that has never been there. Warm: the same once more."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return Section("First paint", "There is no chromium command.", {})
    log = bench.log()
    with started_product(workers=bench.workers) as product, sync_playwright() as playwright:
        id = analysed(product, str(log.path))
        sizes = {
            "report JSON": f"/api/v1/analyses/{id}/report",
            "page": f"/analyses/{id}",
        }
        bytes_of = {name: len(product.client.get(path).body) for name, path in sizes.items()}
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        address = f"{product.url}/analyses/{id}"
        seen = browser.new_context()
        contenders: dict[str, Callable[[], float]] = {
            "cold": lambda: _in_new(browser, address),
            "warm": lambda: _shown(seen, address),
        }
        _shown(seen, address)
        times = take_turns(contenders, bench.rounds, say)
        browser.close()
    rows = [[name, spread(taken)] for name, taken in times.items()]
    rows += [[name, f"{size / 1e3:,.0f} kB"] for name, size in bytes_of.items()]
    explained = (
        f"A finished report of {log.lines:,} lines, {counted(bench.rounds, 'round')}; seconds from"
        " the address to all charts of the first screen drawn. Cold: a new profile; warm: a cache."
    )
    data = {"seconds": {n: list(t.seconds) for n, t in times.items()}, "bytes": bytes_of}
    return Section("First paint", f"{explained}\n\n{markdown_table(['', ''], rows)}", data)


def analysed(product: Product, path: str) -> str:
    """The id of an analysis of the log at ``path``, once it is done."""
    with open(path, "rb") as file:
        id: str = product.client.upload("access.log", file.read()).json()["id"]
    while (state := product.client.state(id, wait=10)) in ("queued", "running"):
        say(f"page: {state}")
    return id


def _in_new(browser: Browser, address: str) -> float:
    context = browser.new_context()
    try:
        return _shown(context, address)
    finally:
        context.close()


def _shown(context: BrowserContext, address: str) -> float:
    page = context.new_page()
    try:
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        while time.perf_counter() - begun < _PATIENCE_S:
            if page.evaluate(f"document.readyState === 'complete' && ({_DRAWN})()"):
                return time.perf_counter() - begun
            time.sleep(_LOOK_S)
        raise TimeoutError(f"{address} was not drawn within {_PATIENCE_S:.0f} s")
    finally:
        page.close()
