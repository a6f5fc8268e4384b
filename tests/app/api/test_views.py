"""Views, lines, search and comparison over REST."""

import pytest

from tests.app.product import Product, kill, until
from tests.app.web import Client


@pytest.fixture
def done(client: Client, shop_log: bytes) -> str:
    """Path of a finished analysis."""
    location: str = client.upload("shop.log", shop_log, wait=30).headers["Location"]
    return location


def test_a_view_without_a_filter_is_the_report(client: Client, done: str):
    report = client.get(f"{done}/report").json()
    view = client.get(f"{done}/view").json()
    assert (view["totals"], view["panels"]) == (report["totals"], report["panels"])
    assert view["matched"] == view["of"] == report["accounting"]["parsed"]


def test_a_filter_leaves_what_its_panel_counted(client: Client, done: str):
    statuses = client.get(f"{done}/report").json()["panels"]["status_codes"]["rows"]
    status, count, _ = statuses[1]
    assert client.get(f"{done}/view", where=f"status={status}").json()["matched"] == count
    lines = client.get(f"{done}/lines", where=f"status={status}", limit=5).json()
    assert (lines["total"], len(lines["lines"]), lines["next"]) == (count, 5, 5)


def test_facets_count_what_the_panels_do(client: Client, done: str):
    where = 'method in ("GET")'
    panels = client.get(f"{done}/view", where=where).json()["panels"]
    answer = client.get(f"{done}/facets", where=where, limit=100).json()
    facets = {facet["name"]: facet["values"] for facet in answer["facets"]}
    assert list(facets) == answer["names"]
    paths = {one["value"]: one["count"] for one in facets["path"]}
    assert paths == {row[0]: row[1] for row in panels["paths"]["rows"]}
    others = [one for one in facets["method"] if one["value"] != "GET"]
    assert others
    assert all(one["count"] == 0 < one["available"] for one in others)


def test_a_value_is_found_within_its_field(client: Client, done: str):
    found = client.get(f"{done}/facets", field="path", contains="CART", limit=3).json()["facets"]
    assert [facet["name"] for facet in found] == ["path"]
    assert all("cart" in one["value"].lower() for one in found[0]["values"])
    assert len(found[0]["values"]) == min(3, found[0]["values_total"]) > 0


def test_a_line_is_found_again_by_its_place_byte_for_byte(
    client: Client, done: str, shop_log: bytes
):
    page = client.get(f"{done}/lines", order="newest", cursor=7, limit=1).json()
    line = page["lines"][0]
    start = line["offset"]
    assert shop_log[start:].split(b"\n")[0].decode() == line["text"]
    found = client.get(f"{done}/lines", at=f"0:{start}", limit=1).json()["lines"][0]
    assert found["text"] == line["text"]
    around = client.get(f"{done}/lines", at=f"0:{start}", around=2).json()["lines"]
    assert [one["here"] for one in around] == [False, False, True, False, False]
    raw = client.get(f"{done}/sources/0/bytes", offset=start, length=40)
    assert raw.body == shop_log[start : start + 40]


def test_rejected_lines_are_listed_with_their_reasons(client: Client, hostile_log: bytes):
    done = client.upload("hostile.log", hostile_log, wait=30).headers["Location"]
    rejected = client.get(f"{done}/report").json()["accounting"]["rejected"]
    page = client.get(f"{done}/lines", rejected=1, limit=1000).json()
    assert page["total"] == rejected > 0
    assert all(line["reason"] for line in page["lines"])


def test_a_search_counts_the_lines_that_hold_the_text(client: Client, done: str, shop_log: bytes):
    hits = client.get(f"{done}/search", q='" 404 ').json()
    assert hits["hits"] == sum(b'" 404 ' in line for line in shop_log.split(b"\n"))
    over_time = hits["panels"]["requests_over_time"]["rows"]
    assert sum(sum(row[1:]) for row in over_time) == hits["hits"]
    lines = client.get(f"{done}/lines", format="ndjson", where=hits["view"]["where"], limit=3)
    assert lines.text.count("\n") == 3


def test_a_view_compared_with_itself_shows_no_change(client: Client, done: str):
    id = done.rpartition("/")[2]
    same = client.get("/api/v1/compare", a=id).json()
    assert all(panel["significant"] == 0 for panel in same["panels"].values())
    halves = client.get("/api/v1/compare", a=id, where_a="bot", where_b="not bot").json()
    assert halves["panels"]["user_agent"]["significant"] > 0
    assert halves["new"]["user_agent"]["rows_total"] > 0
    side = halves["sides"]["b"]
    assert (side["id"], side["name"], side["view"]["where"]) == (id, "shop.log", "not bot")
    assert sum(one["requests"] for one in halves["totals"].values()) == side["of"]
    assert side["run"]["workers"] >= 1 <= side["run"]["wall_ns"]


def test_a_range_is_compared_with_the_one_before_it(client: Client, done: str):
    day = {"since": "2026-03-06", "until": "2026-03-07"}
    found = client.get(f"{done}/previous", **day).json()
    before, now = (found["sides"][side]["view"] for side in "ab")
    assert (before["since"], before["until"]) == ("2026-03-05T00:00:00Z", "2026-03-06T00:00:00Z")
    assert (now["since"], now["until"]) == ("2026-03-06", "2026-03-07")
    assert found["over_time"]["starts"] == ["2026-03-05T00:00:00Z", "2026-03-06T00:00:00Z"]
    assert client.get(f"{done}/previous", since="2026-03-06").status == 400
    assert client.get(f"{done}/previous", since="0001-01-02", until="2026-03-06").status == 400


@pytest.mark.parametrize(
    ("side", "where"), [("a", "status>"), ("b", "colour=red"), ("b", "path=/")]
)
def test_a_comparison_says_which_side_is_wrong(client: Client, done: str, side: str, where: str):
    asked = {"a": done.rpartition("/")[2], f"where_{side}": f"{where} and status=1"}
    answer = client.get("/api/v1/compare", **asked)
    assert answer.status == 400
    assert answer.json()["detail"].startswith(f"Side {side}: ")


@pytest.mark.parametrize(
    ("path", "query", "says"),
    [
        ("view", {"where": "status>"}, "column 8"),
        ("view", {"where": "colour=red"}, "no field"),
        ("view", {"where": 'path~"("'}, "RE2"),
        ("view", {"since": "soon"}, "no time"),
        ("view", {"tz": "Mars/Base"}, "no time zone"),
        ("facets", {"field": "colour"}, "no facet"),
        ("facets", {"limit": "0"}, "limit"),
        ("lines", {"limit": "5000"}, "limit"),
        ("lines", {"around": "3"}, "around needs"),
        ("search", {}, "q is missing"),
        ("sources/0/bytes", {"length": "2000000"}, "length"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    client: Client, done: str, path: str, query: dict[str, str], says: str
):
    answer = client.get(f"{done}/{path}", **query)
    assert answer.status == 400, answer.text
    assert says in answer.json()["detail"]


def test_a_deleted_analysis_leaves_no_process_behind(client: Client, product: Product, done: str):
    before = product.processes().keys()
    assert client.get(f"{done}/view", where="bot").status == 200
    new = product.processes().keys() - before
    assert new
    assert client.delete(done.rpartition("/")[2]).status == 204
    until(lambda: not new & product.processes().keys(), 10, "its processes are gone")
    assert client.get(f"{done}/view").status == 404


def test_a_killed_process_costs_one_answer_at_most(client: Client, product: Product, done: str):
    before = product.processes().keys()
    assert client.get(f"{done}/view", where="bot").status == 200
    for pid in product.processes().keys() - before:
        kill(pid)
    until(lambda: client.get(f"{done}/view", where="bot").status == 200, 20, "a new desk answers")
