"""Plotly as it reaches the browser."""

import gzip

import pytest
from flask.testing import FlaskClient

from app.plotly_bundle import plotly_version

SCRIPT = f"/assets/plotly-{plotly_version()}.min.js"
STYLES = f"/assets/plotly-{plotly_version()}.css"


def test_the_script_is_the_installed_one(client: FlaskClient) -> None:
    """Byte for byte, compressed or not."""
    plain = client.get(SCRIPT)
    zipped = client.get(SCRIPT, headers={"Accept-Encoding": "gzip, br"})

    assert b"plotly.js v" in plain.data[:200]
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert len(zipped.data) < len(plain.data) / 2


@pytest.mark.parametrize("path", [SCRIPT, STYLES])
def test_browsers_keep_it_for_a_year(client: FlaskClient, path: str) -> None:
    """The URL changes with the package."""
    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_known_version_is_not_sent_again(client: FlaskClient) -> None:
    """By entity tag."""
    tag = client.get(STYLES).headers["ETag"]

    assert client.get(STYLES, headers={"If-None-Match": tag}).status_code == 304


def test_another_version_is_not_found(client: FlaskClient) -> None:
    """Nothing wrong must stay in a cache for a year."""
    assert client.get("/assets/plotly-0.0.0.min.js").status_code == 404
    assert client.get("/assets/plotly-0.0.0.css").status_code == 404
