"""Every page holds under a strict Content-Security-Policy, and every script keeps text as text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import app.pages

APP = Path(app.pages.__file__).parent.parent
SCRIPTS = sorted((APP / "static" / "js").glob("*.js"))
TEMPLATES = sorted((APP / "templates").glob("*.html"))
PAGES = [
    "/",
    f"/compare?a={'done':x<22}&b={'done':x<22}",
    *(f"/analyses/{state:x<22}" for state in ("running", "done", "failed", "cancelled")),
]


class _TagReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _TagReader()
    reader.feed(page)
    return reader.tags


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_script_or_style(client: FlaskClient, path: str) -> None:
    """The policy would refuse them."""
    tags = _tags(client.get(path).text)

    assert "style" not in [name for name, _ in tags]
    assert all("src" in attributes for name, attributes in tags if name == "script")
    assert not [a for _, own in tags for a in own if a == "style" or a.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_everything_a_page_loads_is_there(client: FlaskClient, path: str) -> None:
    """And comes from this host."""
    tags = _tags(client.get(path).text)
    loaded = [own.get("src") or own["href"] for name, own in tags if name in ("script", "link")]

    assert loaded
    for url in loaded:
        with client.get(url or "") as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_never_switch_escaping_off(template: Path) -> None:
    """Log text is hostile."""
    assert not re.findall(r"\|\s*safe\b|autoescape|Markup", template.read_text())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_hand_text_to_a_parser(script: Path) -> None:
    """Elements are built, text is set."""
    banned = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        r"|DOMParser|setHTML|createContextualFragment|responseType = \"document"
    )

    assert not re.findall(banned, script.read_text())


def test_the_cloud_button_of_plotly_is_off() -> None:
    """One click would send a log to its maker."""
    settings = (APP / "static" / "js" / "plotting.js").read_text()

    assert "showSendToCloud: false" in settings
    assert 'plotlyServerURL: ""' in settings
