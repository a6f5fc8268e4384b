"""The lab over REST and its page, on the real product."""

from tests.app.product import until
from tests.app.web import Client


def test_a_log_taken_to_the_lab_gives_the_same_report_through_every_engine(
    client: Client, hostile_log: bytes
) -> None:
    id = client.upload("hostile.log", hostile_log).json()["id"]
    assert client.state(id, wait=30) == "done"
    lab = f"/api/v1/analyses/{id}/lab"
    assert client.get(lab).status == 404

    wishes = b'{"engines": ["serial", "pool", "queue"], "workers": [2], "rounds": 1}'
    started = client.ask("POST", lab, wishes, {"Content-Type": "application/json"})

    assert started.status == 202
    until(lambda: client.get(lab).json()["state"] in ("done", "failed"), 90, "the lab ends")
    shown = client.get(lab).json()
    assert (shown["state"], shown["error"]) == ("done", None)
    assert all(row["same"] for row in shown["result"]["rows"])
    assert client.get(f"/analyses/{id}/lab").status == 200
    assert client.get(f"/analyses/{id}/lab/charts.json").status == 200


def test_a_wish_that_cannot_be_is_refused_with_what_can(client: Client, hostile_log: bytes) -> None:
    id = client.upload("hostile.log", hostile_log).json()["id"]
    json = {"Content-Type": "application/json"}
    for wish in (b'{"engines": ["magic"]}', b'{"workers": [0]}', b'{"rounds": 99}', b'{"x": 1}'):
        refused = client.ask("POST", f"/api/v1/analyses/{id}/lab", wish, json)
        assert (refused.status, refused.headers.get_content_type()) == (
            400,
            "application/problem+json",
        )
