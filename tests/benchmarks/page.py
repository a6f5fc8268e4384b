"""The page of a finished report in Chromium, until its first charts are drawn; and its sizes."""

import shutil
import time
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserType, sync_playwright

from tests.app.product import Product, started_product
from tests.benchmarks.bench import Bench, Section, say
from tests.benchmarks.rounds import take_turns
from tests.benchmarks.tab import Tab
from tests.benchmarks.table import counted, markdown_table, spread

# Of the cards whose chart is, or will be, on the first screen. Before it has come it has no height.
_DRAWN = """document.readyState === "complete" && (plots =>
  plots.length > 0 && plots.every(one => one.querySelector("svg.main-svg"))
)([...document.querySelectorAll("[data-chart]:not([hidden]) .plot:not([hidden])")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.top < innerHeight && box.bottom >= 0;
}))"""
_LOOK_S = 0.005
_PATIENCE_S = 60.0
_REST_S = 0.5
"""Chromium writes to its cache when the page is there."""


def run(bench: Bench) -> Section:
    """Three visits a round, each round with a browser that has never been there."""
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
        person = Person(playwright.chromium, chromium, f"{product.url}/analyses/{id}")
        contenders: dict[str, Callable[[], float]] = {
            "cold": person.comes,
            "second visit": person.comes_again,
            "warm": person.comes_again,
        }
        try:
            times = take_turns(contenders, bench.rounds, say)
        finally:
            person.goes()
    rows = [[name, spread(taken)] for name, taken in times.items()]
    rows += [[name, f"{size / 1e3:,.0f} kB"] for name, size in bytes_of.items()]
    explained = (
        f"A finished report of {log.lines:,} lines, {counted(bench.rounds, 'round')}; seconds from"
        " the address to all charts of the first screen drawn. Cold: a new profile. From the second"
        " visit on the files are in the cache; warm, the third and later, the scripts are there"
        " compiled, which Chromium keeps of what it has met twice."
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


class Person:
    """Visits one address."""

    def __init__(self, chromium: BrowserType, executable: str, address: str) -> None:
        self._chromium, self._executable, self._address = chromium, executable, address
        self._browser: Browser | None = None

    def comes(self) -> float:
        """Seconds of a visit in a new profile."""
        self.goes()
        self._browser = self._chromium.launch(
            executable_path=self._executable, args=["--no-sandbox"]
        )
        Tab(self._browser)  # with the last tab the window would go
        return self.comes_again()

    def comes_again(self) -> float:
        """Seconds of a visit in the same profile."""
        assert self._browser
        tab = Tab(self._browser)
        try:
            return _shown(tab, self._address)
        finally:
            tab.close()
            time.sleep(_REST_S)

    def goes(self) -> None:
        """Throws the profile away."""
        if self._browser:
            self._browser.close()
            self._browser = None


def _shown(tab: Tab, address: str) -> float:
    begun = time.perf_counter()
    tab.go(address)
    while time.perf_counter() - begun < _PATIENCE_S:
        if tab.evaluate(_DRAWN) is True:
            return time.perf_counter() - begun
        time.sleep(_LOOK_S)
    raise TimeoutError(f"{address} was not drawn within {_PATIENCE_S:.0f} s")
