"""Plotly for the browser, served from the installed package; this repository keeps none of it."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Response, abort, make_response, request, url_for

from app.plotly_bundle import (
    bundle,
    compiled_at_once,
    inserted_sheets,
    plotly_version,
    stylesheet,
)

blueprint = Blueprint("assets", __name__, url_prefix="/assets")


@dataclass(frozen=True)
class Asset:
    """A body with its compressed twin, kept in memory."""

    body: bytes
    compressed: bytes
    mimetype: str
    etag: str


@cache
def plotly_script() -> Asset:
    """plotly.min.js, which a browser compiles while it comes."""
    return _asset(compiled_at_once(bundle()), "text/javascript")


@cache
def plotly_stylesheet() -> Asset:
    """The rules plotly.js would insert by script, as a stylesheet."""
    return _asset(stylesheet(bundle()), "text/css")


@cache
def unwanted_sheets() -> list[str]:
    """Ids of elements that a page with charts needs, so that plotly.js leaves sheets out."""
    return inserted_sheets(bundle())


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
def asset_urls() -> dict[str, object]:
    """`plotly_script_url`, `plotly_styles_url` and `plotly_unwanted_sheets` for templates."""
    release = plotly_version()
    return {
        "plotly_script_url": url_for("assets.script", release=release),
        "plotly_styles_url": url_for("assets.styles", release=release),
        "plotly_unwanted_sheets": unwanted_sheets(),
    }


def _check(release: str) -> None:
    if release != plotly_version():
        abort(404)


def _asset(text: str, mimetype: str) -> Asset:
    body = text.encode()
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
