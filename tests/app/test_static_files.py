"""Scripts and sheets: under addresses that change with them, named before they are asked for."""

import re
from pathlib import Path

import app
from app.static_files import modules_of, version
from tests.app.web import Client

JS = Path(app.__file__).parent / "static" / "js"


def test_what_a_script_imports_is_named_whole() -> None:
    for page in ("report.js", "compare.js", "upload.js", "lab.js"):
        named = modules_of(page)
        assert named[0] == page
        assert len(set(named)) == len(named)
        for module in named:
            text = (JS / module).read_text("utf-8")
            static = re.findall(
                r'^(?:import|\} from|export \{.*\} from).*"\./([\w-]+\.js)"', text, re.M
            )
            assert set(static) <= set(named), module


def test_a_page_names_its_modules_and_browsers_keep_them(client: Client) -> None:
    page = client.get("/").text
    addresses = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page)
    assert f"/static/{version()}/js/upload.js" in addresses
    for address in addresses:
        answer = client.get(address)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_under_another_version_there_is_nothing(client: Client) -> None:
    assert client.get("/static/0123456789ab/base.css").status == 404
