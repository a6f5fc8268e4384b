"""A report through a view is one thing: made here, by a server, and by REST."""

import json
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from analyzer.cli import main
from analyzer.exports.saved import parse_report
from tests.app.product import ROOT, Product
from tests.app.web import Client, timeless

SHOP = str(ROOT / "sample_logs/combined/shop.log")
VIEW = {
    "where": 'path contains "a" and not bot and status!=304',
    "since": "2026-03-06T10:00",
    "until": "2026-03-07",
    "tz": "Europe/Berlin",
}
OPTIONS = [part for name, text in VIEW.items() for part in (f"--{name}", text)]
RULES = ["error_rate > 1%", "requests < 10", "rejected > 0.1%", "records > 9"]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def place(product: Product) -> str:
    """Path of a finished analysis."""
    log = Path(SHOP).read_bytes()
    location: str = product.client.upload("shop.log", log, wait=30).headers["Location"]
    return location


def printed(capsys: Captured, *more: str, code: int = 0) -> str:
    """What ``analyze`` writes to standard output."""
    assert main(["analyze", SHOP, *OPTIONS, *more]) == code
    return capsys.readouterr().out


def without_time(text: str) -> str:
    """Without the table's last line, which says how long the run took."""
    return text.rpartition("\n\n")[0]


def test_here_by_a_server_and_by_rest_it_is_the_same(
    client: Client, product: Product, place: str, capsys: Captured
):
    here = timeless(json.loads(printed(capsys, "--json")))
    assert timeless(json.loads(printed(capsys, "--json", "--server", product.url))) == here
    assert timeless(client.get(f"{place}/report", **VIEW).json()) == here
    view = client.get(f"{place}/view", **VIEW).json()
    assert (here["totals"], here["panels"]) == (view["totals"], view["panels"])
    assert here["view"] == {**view["view"], "matched": view["matched"], "of": 6000}
    assert 0 < view["matched"] < 6000
    assert here["totals"]["first"].startswith("2026-03-06T10:")
    assert here["totals"]["first"].endswith("+01:00")
    whole = timeless(client.get(f"{place}/report").json())
    rest = whole.keys() - {"totals", "panels"}
    assert {name: here[name] for name in rest} == {name: whole[name] for name in rest}


@pytest.mark.parametrize("output", ["csv", "ndjson", "markdown", "table", "html"])
def test_each_form_of_it_is_the_same(
    client: Client, product: Product, place: str, capsys: Captured, output: str
):
    here = printed(capsys, "--output", output)
    there = printed(capsys, "--output", output, "--server", product.url)
    if output == "table":
        assert without_time(there) == without_time(here)
        assert "view: path contains" in here
    elif output == "html":
        answer = client.get(f"{place}/report.html", **VIEW).text
        found = [timeless(parse_report(text)) for text in (here, there, answer)]
        assert found[0] == found[1] == found[2]
        assert "since 2026-03-06T10:00" in here
        assert "Europe/Berlin" in here
    else:
        answer = client.get(f"{place}/report", output=output, **VIEW).text.replace("\r\n", "\n")
        assert there.replace("\r\n", "\n") == here.replace("\r\n", "\n") == answer


@pytest.mark.parametrize("name", ["paths", "requests_over_time"])
def test_a_panel_alone_is_the_views(client: Client, place: str, capsys: Captured, name: str):
    panel = json.loads(printed(capsys, "--json", "--panel", name))
    assert client.get(f"{place}/panels/{name}", **VIEW).json() == panel
    assert panel != client.get(f"{place}/panels/{name}").json()
    listed = client.get(f"{place}/panels", **VIEW).json()["panels"]
    assert {one["name"]: one["rows_total"] for one in listed}[name] == panel["rows_total"]


def test_verdicts_are_on_what_the_view_shows(
    client: Client, product: Product, place: str, capsys: Captured, tmp_path: Path
):
    rules = [part for rule in RULES for part in ("--fail-if", rule)]
    (tmp_path / "old.json").write_bytes(client.get(f"{place}/report", where="bot").body)
    id = place.rpartition("/")[2]
    asked = f"{place}/verdict?" + "&".join(f"fail_if={quote(rule)}" for rule in RULES)
    found: list[list[dict[str, str]]] = []
    for server in ([], ["--server", product.url]):
        junit = tmp_path / "verdict.xml"
        printed(capsys, *rules, "--junit", str(junit), *server, code=1)
        found.append(_cases(junit.read_text()))
    query = "&".join(f"{name}={quote(text)}" for name, text in VIEW.items())
    answer = client.get(f"{asked}&{query}&output=junit")
    assert _cases(answer.text) == found[0] == found[1]
    checks = client.get(f"{asked}&{query}").json()["checks"]
    view = client.get(f"{place}/view", **VIEW).json()
    assert checks[1]["value"] == view["totals"]["errors"] / view["totals"]["requests"]
    assert (checks[2]["value"], checks[4]["value"]) == (view["matched"], view["matched"])
    assert client.get(f"{place}/verdict", baseline=id, where="bot").json()["passed"] is True
    code = main(
        ["analyze", SHOP, "--where", "status=5xx", "--baseline", str(tmp_path / "old.json")]
    )
    assert code == 1


def _cases(junit: str) -> list[dict[str, str]]:
    return [
        {**case.attrib, **(case[0].attrib if len(case) else {})}
        for case in ElementTree.fromstring(junit)[0]
    ]


def test_a_view_of_nothing_is_a_report_too(
    client: Client, place: str, capsys: Captured, tmp_path: Path
):
    assert main(["analyze", SHOP, "--where", "path=/nowhere", "--json"]) == 0
    saved = tmp_path / "nothing.json"
    saved.write_text(capsys.readouterr().out)
    for output in ("table", "markdown", "csv", "ndjson", "html"):
        assert main(["report", str(saved), "--output", output]) == 0
        assert ("0 of 6,000 records" in capsys.readouterr().out) == (
            output not in ("csv", "ndjson")
        )
    assert main(["report", str(saved), "--fail-if", "requests > 0"]) == 0
    assert main(["report", str(saved), "--fail-if", "p95(duration) > 1s"]) == 2
    for path in ("report", "report.html", "panels", "verdict?fail_if=requests+%3E+0"):
        sign = "&" if "?" in path else "?"
        assert client.get(f"{place}/{path}{sign}where=path%3D%2Fnowhere").status == 200


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--where 'status >'", "column 9"),
        ("--since soon", "is no time"),
        ("--tz Mars/Base", "no time zone"),
        ("--where 'colour=red'", "no field"),
    ],
)
def test_a_view_that_cannot_be_is_bad_usage(capsys: Captured, options: str, says: str):
    assert main(["analyze", SHOP, *shlex.split(options)]) == 2
    assert says in capsys.readouterr().err


def test_a_kept_view_stands_for_all_of_it(client: Client, place: str):
    wishes: dict[str, Any] = {
        "conditions": [VIEW["where"]],
        **{n: VIEW[n] for n in ("since", "until", "tz")},
    }
    short = client.post(f"{place}/views", wishes).json()["id"]
    kept = client.get(f"{place}/report", view=short, tz=VIEW["tz"]).json()
    assert kept["totals"] == client.get(f"{place}/report", **VIEW).json()["totals"]
