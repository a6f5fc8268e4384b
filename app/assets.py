"""Plotly for the browser, served from the installed package; this repository keeps none of it.

The stylesheet is what plotly.js would insert by script. A strict style-src refuses that insertion,
but plotly.js leaves it alone when the page links a sheet with its id and class "no-inline-styles".
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, request, url_for

blueprint = Blueprint("assets", __name__, url_prefix="/assets")

_STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
# In the bundle: an object whose keys are selectors (X for the chart, Y for a notice) and whose
# values are declarations, directly followed by the loop that inserts the rules.
_RULE = re.compile(rf"({_STRING}|[XY])\s*:\s*({_STRING})")
_RULES = re.compile(rf"\{{\s*((?:(?:{_STRING}|[XY])\s*:\s*{_STRING}\s*,?\s*)+)\}}\s*;?\s*for\s*\(")
_FIRST_SELECTOR = "X,X div"


@dataclass(frozen=True)
class Asset:
    """A body with its compressed twin, kept in memory."""

    body: bytes
    compressed: bytes
    mimetype: str
    etag: str


@cache
def plotly_version() -> str:
    """Version of the installed plotly package; part of each asset's URL."""
    return version("plotly")


@cache
def plotly_script() -> Asset:
    """plotly.min.js as installed."""
    return _asset(_bundle_path().read_bytes(), "text/javascript")


@cache
def plotly_stylesheet() -> Asset:
    """The rules plotly.js would insert by script, as a stylesheet."""
    return _asset(stylesheet(_bundle_path().read_text("utf-8")).encode(), "text/css")


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


@blueprint.get("/plotly-<release>.min.js")
def script(release: str) -> Response:
    """The charting script; browsers keep it until another package version changes the URL."""
    _check(release)
    return _answer(plotly_script())


@blueprint.get("/plotly-<release>.css")
def styles(release: str) -> Response:
    """The stylesheet of the charting script."""
    _check(release)
    return _answer(plotly_stylesheet())


@blueprint.app_context_processor
def asset_urls() -> dict[str, str]:
    """`plotly_script_url` and `plotly_styles_url` for templates."""
    release = plotly_version()
    return {
        "plotly_script_url": url_for("assets.script", release=release),
        "plotly_styles_url": url_for("assets.styles", release=release),
    }


def _check(release: str) -> None:
    if release != plotly_version():
        abort(404)


def _bundle_path() -> Path:
    # Found without importing plotly: the web process needs the file, not the library.
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError("the plotly package is not installed: pip install -r requirements.txt")
    return Path(spec.submodule_search_locations[0], "package_data", "plotly.min.js")


def _asset(body: bytes, mimetype: str) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:16]
    return Asset(body, gzip.compress(body, 6, mtime=0), mimetype, digest)


def _answer(asset: Asset) -> Response:
    zipped = request.accept_encodings.quality("gzip") > 0
    response = make_response(asset.compressed if zipped else asset.body)
    response.mimetype = asset.mimetype
    if zipped:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{asset.etag}-gzip" if zipped else asset.etag)
    response.cache_control.public = True
    response.cache_control.max_age = 31_536_000
    response.cache_control.immutable = True
    response.make_conditional(request)
    return response


def _selector(key: str) -> str:
    name = re.sub("^,", " ,", _unquoted(key))
    return name.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")


def _unquoted(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1]) if literal[0] in "\"'" else literal
