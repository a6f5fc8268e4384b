"""Counts of facets are those of the charts, whatever the filter."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.views.answers import view_json
from analyzer.views.desk import Desk
from analyzer.views.facets import facets_json
from analyzer.views.view import View
from tests.analyzer.support.lines import good_line
from tests.analyzer.views.test_equals_fresh import FILTERS, opened

PANELS = {
    "path": "paths", "client_ip": "clients", "method": "methods", "referrer": "referrers",
    "protocol": "protocols", "user": "users", "status": "status_codes",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """Of 400 lines."""
    dice = Random(11)
    log = b"".join(good_line(dice, "combined") + b"\n" for _ in range(400))
    with TemporaryDirectory() as folder:
        yield opened(Path(folder), log, chunk_bytes=9000, format="combined")


def counted(answer: dict[str, Any], count: str = "count") -> dict[str, dict[str, int]]:
    """Values with their counts above zero, by facet."""
    return {
        facet["name"]: {one["value"]: one[count] for one in facet["values"] if one[count]}
        for facet in answer["facets"]
    }


def charted(desk: Desk, view: View) -> dict[str, dict[str, int]]:
    """The same of the panels, in the facets' words."""
    panels = view_json(desk, view)["panels"]
    found = {
        name: {row[0]: row[panels[panel]["columns"].index("requests")] for row in table["rows"]}
        for name, panel in PANELS.items()
        if (table := panels.get(panel)) and len(table["rows"]) == table["rows_total"]
    }
    return {
        name: {"-" if key in ("(none)", 0) else str(key): count for key, count in counts.items()}
        for name, counts in found.items()
    }


@settings(max_examples=200, deadline=None)
@given(where=FILTERS)
def test_counts_in_facets_are_those_of_the_charts(desk: Desk, where: str):
    view = View(where)
    answer = facets_json(desk, view, limit=1000)
    facets = counted(answer)
    assert answer["matched"] == len(desk.rows(view))
    for name, counts in charted(desk, view).items():
        assert facets[name] == counts, name
    for facet in answer["facets"]:
        assert sum(one["count"] for one in facet["values"]) == answer["matched"], facet["name"]
        for one in facet["values"]:
            assert one["count"] in (0, one["available"]), (facet["name"], one)


@settings(max_examples=100, deadline=None)
@given(
    conditions=st.dictionaries(
        st.sampled_from(["status", "method", "client", "path", "user"]),
        st.sampled_from([" != x", ' contains "1"', ' in (GET, "203.0.113.7", "-")', " ~ a"]),
        max_size=4,
    ).map(lambda found: found | ({"status": " in (200, 5xx)"} if "status" in found else {}))
)
def test_alternatives_are_counted_as_if_the_field_were_free(desk: Desk, conditions: dict[str, str]):
    full = {"client": "client_ip"}
    answer = facets_json(desk, view_of(conditions), limit=1000)
    for name, available in counted(answer, "available").items():
        others = {one: text for one, text in conditions.items() if full.get(one, one) != name}
        free = facets_json(desk, view_of(others), [name], limit=1000)
        if name != "status_class":  # "200 or 5xx" is no choice of classes
            assert available == counted(free)[name], name


def view_of(conditions: dict[str, str]) -> View:
    return View(" and ".join(f"({field}{rest})" for field, rest in conditions.items()))


def test_classes_of_status_stay_beside_the_chosen_one(desk: Desk):
    free = counted(facets_json(desk, View(), ["status_class"]))["status_class"]
    chosen = facets_json(desk, View('status in ("4xx")'), ["status_class", "status"])
    assert counted(chosen)["status_class"] == {"4xx": free["4xx"]}
    assert counted(chosen, "available")["status_class"] == free
    by_code = counted(chosen)["status"]
    assert sum(by_code.values()) == free["4xx"]
    assert all(code.startswith("4") for code in by_code)


def test_a_chosen_value_stays_however_rare(desk: Desk):
    rare = facets_json(desk, View(), ["path"], limit=1000)["facets"][0]["values"][-1]
    answer = facets_json(desk, View(f'path in ("{rare["value"]}")'), ["path"], limit=3)
    assert answer["facets"][0]["values"][3:] == [rare]


def test_a_value_is_found_among_all_in_either_case(desk: Desk):
    everything = facets_json(desk, View(), ["user_agent"], limit=1000)["facets"][0]
    found = facets_json(desk, View(), ["user_agent"], contains="CURL", limit=2)["facets"][0]
    holding = [one for one in everything["values"] if "curl" in one["value"].lower()]
    assert found["values"] == holding[:2]
    assert found["values_total"] == len(holding)


@pytest.mark.parametrize(
    ("names", "limit", "says"),
    [(["colour"], 10, "no facet 'colour'"), ([], 0, "limit"), ([], 5000, "limit")],
)
def test_what_has_no_facet_is_refused(desk: Desk, names: list[str], limit: int, says: str):
    with pytest.raises(UsageError, match=says):
        facets_json(desk, View(), names, limit=limit)


def test_a_log_of_programs_has_its_own_fields(tmp_path: Path):
    log = b"".join(
        b'{"time":"2025-03-01T10:00:%02dZ","level":"%s","message":"no %d","tenant":"t%d"}\n'
        % (n % 60, b"error" if n % 3 else b"info", n, n % 4)
        for n in range(60)
    )
    desk = opened(tmp_path, log)
    answer = facets_json(desk, View("level=error"))
    assert answer["names"] == ["level", "message_pattern", "tenant"]
    panels = view_json(desk, View("level=error"))["panels"]
    assert counted(answer)["level"] == {"error": 40}
    assert counted(answer, "available")["level"] == {"error": 40, "info": 20}
    assert counted(answer)["message_pattern"] == {"no #": 40}
    assert view_json(desk, View('message_pattern="no #"'))["matched"] == 60
    assert counted(answer)["tenant"] == {row[0]: row[1] for row in panels["field:tenant"]["rows"]}
