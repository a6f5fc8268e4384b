"""Plotly as it reaches the browser."""

import gzip

import pytest
from flask.testing import FlaskClient

from app import assets

SCRIPT = f"/assets/plotly-{assets.plotly_version()}.min.js"
STYLES = f"/assets/plotly-{assets.plotly_version()}.css"


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


def test_the_stylesheet_holds_the_rules_of_the_bundle() -> None:
    """Without them SVG layers and mode bar fall apart under a strict style-src."""
    css = assets.plotly_stylesheet().body.decode()

    assert ".js-plotly-plot .plotly .main-svg{position:absolute;" in css
    assert ".js-plotly-plot .plotly .modebar{" in css
    assert ".plotly-notifier{" in css
    assert css.count("{") == css.count("}") > 40


def test_rules_are_read_from_either_kind_of_quotes() -> None:
    """As minifiers write them."""
    bundle = """x={"X,X div":'font-family:"A";',Y:"margin:0;"};for(k in x)add(k)"""

    assert assets.stylesheet(bundle) == (
        '.js-plotly-plot .plotly,.js-plotly-plot .plotly div{font-family:"A";}\n'
        ".plotly-notifier{margin:0;}\n"
    )


def test_a_bundle_without_rules_is_an_error() -> None:
    """Better than a page that quietly looks wrong."""
    with pytest.raises(LookupError, match=r"plotly\.min\.js"):
        assets.stylesheet("nothing here")
