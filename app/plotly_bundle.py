"""The text of the installed plotly.min.js, and what a page under a strict policy has to know of it.

plotly.js inserts style sheets by script; style-src refuses that, which is reported. It leaves
its own rules alone when the page links a sheet with its id and class "no-inline-styles", and those
of the maps, which nothing here draws, when the page has an element of their id.
"""

import re
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

_STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
# In the bundle: an object whose keys are selectors (X for the chart, Y for a notice) and whose
# values are declarations, directly followed by the loop that inserts the rules.
_RULE = re.compile(rf"({_STRING}|[XY])\s*:\s*({_STRING})")
_RULES = re.compile(rf"\{{\s*((?:(?:{_STRING}|[XY])\s*:\s*{_STRING}\s*,?\s*)+)\}}\s*;?\s*for\s*\(")
_FIRST_SELECTOR = "X,X div"
_INSERTED = re.compile(
    r"""if\(!document\.getElementById\("([\w-]+)"\)\)\{"""
    r"""var \w+=document\.createElement\("style"\)"""
)
_FACTORY = re.compile(
    r"(\(typeof self !== \"undefined\" \? self : this, )(\(\) => \{.*\})\)\);\s*", re.S
)


@cache
def plotly_version() -> str:
    """Version of the installed plotly package; part of each asset's URL."""
    return version("plotly")


@cache
def bundle() -> str:
    """plotly.min.js as installed."""
    # Found without importing plotly: the web process needs the file, not the library.
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError("the plotly package is not installed: pip install -r requirements.txt")
    folder = Path(spec.submodule_search_locations[0], "package_data")
    return (folder / "plotly.min.js").read_text("utf-8")


def compiled_at_once(bundle: str) -> str:
    """The same script with the function that holds all of it in parentheses.

    V8 takes such a function for one that is called at once and compiles it while the script still
    arrives. Else it only skims it then, and compiles it when it is called: 0.13 s more on the
    page's own thread. A bundle of another build is left as it is.
    """
    parts = _FACTORY.search(bundle)
    if parts is None:
        return bundle
    return f"{bundle[: parts.start()]}{parts[1]}({parts[2]})));"


def stylesheet(bundle: str) -> str:
    """The style rules found in the text of a plotly.js bundle; raises LookupError without any."""
    start = bundle.find(_FIRST_SELECTOR)
    found = _RULES.search(bundle, bundle.rfind("{", 0, start)) if start >= 0 else None
    if found is None:
        raise LookupError("the installed plotly.min.js holds no style rules where they used to be")
    return "".join(
        f"{_selector(key)}{{{_unquoted(declarations)}}}\n"
        for key, declarations in _RULE.findall(found[1])
    )


def inserted_sheets(bundle: str) -> list[str]:
    """Ids of the sheets that the script inserts unless the page has an element of that id."""
    return [found[1] for found in _INSERTED.finditer(bundle)]


def _selector(key: str) -> str:
    name = re.sub("^,", " ,", _unquoted(key))
    return name.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")


def _unquoted(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1]) if literal[0] in "\"'" else literal
