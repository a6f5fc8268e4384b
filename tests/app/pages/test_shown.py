"""The words of the report, and the places the template keeps for them."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

import app.pages
from app.errors import NotReady
from app.pages.shown import nothing_yet, shown
from tests.app.charts.small_report import small_report

TEMPLATES = Path(app.pages.__file__).parent.parent / "templates"
ITEMS = ("totals", "metrics", "rejects", "sources", "checks")
REPORT = small_report() | {
    "quarantined": [{"source": "a", "start": 0, "end": 9, "cause": "killed"}],
}


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in _keys(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in _keys(inner)}
    return set()


OF_OTHERS = ("compare.html", "lab.html")
OF_REPORTS = sorted(path for path in TEMPLATES.glob("*.html") if path.name not in OF_OTHERS)


@pytest.mark.parametrize("template", OF_REPORTS, ids=lambda path: path.name)
def test_every_place_to_fill_has_something_to_fill_it_with(template: Path) -> None:
    """A key that nothing gives would show as "undefined"."""
    asked = set(re.findall(r'data-fill-\w+="(\w+)"', template.read_text()))

    assert asked <= _keys(shown(REPORT))


def test_nothing_yet_has_all_the_places_of_a_report() -> None:
    """The first report fills in what the page began with."""
    assert nothing_yet().keys() == shown(REPORT).keys()


@pytest.mark.parametrize("name", ITEMS)
def test_the_page_and_its_updates_say_the_same(client: FlaskClient, name: str) -> None:
    """The page is rendered from what its script gets."""
    page = client.get("/analyses/donexxxxxxxxxxxxxxxxxx").text
    update = client.get("/analyses/donexxxxxxxxxxxxxxxxxx/charts.json").get_json()["shown"]

    texts = [item.get("text", item.get("count", item.get("bytes"))) for item in update[name]]
    assert texts
    assert all(text in page for text in texts)


def test_log_text_is_shown_in_visible_characters() -> None:
    """Also where the script puts it, which escapes nothing as it sets text."""
    report = small_report()
    report["rejects"][0]["samples"][0]["text"] = "a\u202e\x1b[31mb"

    assert shown(report)["rejects"][0]["samples"][0]["text"] == "a\\u202e\\u001b[31mb"


def test_a_zone_moves_all_times_and_leaves_nothing_out(client: FlaskClient) -> None:
    """The page is told which zone that is, and which the log's own."""
    answer = client.get("/analyses/donexxxxxxxxxxxxxxxxxx/charts.json?tz=Europe/Berlin").get_json()
    assert (answer["zone"], answer["log_zone"]) == ("Europe/Berlin", "Asia/Tokyo")
    assert (answer["matched"], answer["of"]) == (None, None)
    assert answer["kept"] == []
    again = client.get(
        "/analyses/donexxxxxxxxxxxxxxxxxx/charts.json?tz=Europe/Berlin&kept="
    ).get_json()
    drawn = [chart["name"] for chart in again["charts"]]
    assert "lanes" in again["kept"]
    assert sorted([*drawn, *again["kept"]]) == sorted(one["name"] for one in answer["charts"])
    assert answer["shown"]["range"] == "2026-03-02 01:00:00 to 2026-03-02 02:59:59 Europe/Berlin"


def test_a_report_that_cannot_be_asked_yet_is_shown_in_utc(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """As it says; but a filter cannot be answered by it."""
    services.views.ready = False
    answer = client.get("/analyses/donexxxxxxxxxxxxxxxxxx/charts.json?tz=Europe/Berlin").get_json()
    assert answer["zone"] == "UTC"
    assert answer["shown"]["range"].endswith(" UTC")
    asked = "/analyses/donexxxxxxxxxxxxxxxxxx/charts.json?tz=Europe/Berlin&where=bot"
    with pytest.raises(NotReady):
        client.get(asked)


def test_a_report_that_grew_is_answered_anew(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """What was made of it is kept only as long as it says the same."""
    asked = "/analyses/donexxxxxxxxxxxxxxxxxx/charts.json"
    first = client.get(asked).get_json()
    assert client.get(asked).get_json() == first
    services.analyses.reported["totals"]["requests"] += 1
    assert client.get(asked).get_json()["shown"]["totals"] != first["shown"]["totals"]
