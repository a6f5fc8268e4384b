"""axe-core in a page: what keeps out people who see, hear, point or read in other ways."""

from collections.abc import Mapping
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

THEMES: Mapping[Literal["light", "dark"], Mapping[str, Any]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast"]},
}
_SHORT = {"resultTypes": ["violations", "incomplete"]}

_GRAVE = frozenset({"serious", "critical"})
_UNDECIDED = frozenset({"duplicate-id-aria"})
"""What axe leaves to people, and needs none to be told: an id that names two elements."""


def faults(page: Page) -> list[str]:
    """The serious and critical ones of the page as it is now. The other theme has only other
    colours; of a chart's drawing nothing is asked, as its table and its sentence say the same."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for theme, rules in THEMES.items():
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(300)  # charts take the other colours
        found += [f"{theme}: {fault}" for fault in _faults(page, rules)]
    return found


def _faults(page: Page, rules: Mapping[str, Any]) -> list[str]:
    what = {"exclude": [[".plot svg"]]}
    answer = page.evaluate("([what, how]) => axe.run(what, how)", [what, {**_SHORT, **rules}])
    assert answer["passes"], "axe has looked at the page"
    undecided = [one for one in answer["incomplete"] if one["id"] in _UNDECIDED]
    grave = [one for one in answer["violations"] if one["impact"] in _GRAVE]
    return [_said(fault) for fault in grave + undecided]


def _said(fault: Mapping[str, Any]) -> str:
    places = "; ".join(f"{node['target']}: {node['failureSummary']}" for node in fault["nodes"][:9])
    return f"{fault['impact']} {fault['id']} ({len(fault['nodes'])} elements): {places}"
