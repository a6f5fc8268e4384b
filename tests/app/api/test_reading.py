"""A log that was read as one format can be read anew as another."""

from tests.app.web import Client

LINE = b'1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5\n'


def test_a_chosen_format_is_kept_until_another_is_chosen(client: Client) -> None:
    id = client.upload_form(("some.log", LINE * 40)).json()["id"]
    assert client.state(id, wait=20) == "done"
    assert client.report(id)["sources"][0]["format"] == "common"
    answer = client.post(f"/api/v1/analyses/{id}/reading?wait=20", {"format": "plain_text"})
    assert answer.status == 200
    assert answer.json()["sources"][0]["format"] == "plain_text"
    assert client.report(id)["totals"]["first"] is None
    answer = client.post(f"/api/v1/analyses/{id}/reading?wait=20", {})
    assert answer.json()["sources"][0]["format"] == "common"


def test_a_format_that_does_not_exist_changes_nothing(client: Client) -> None:
    id = client.upload_form(("some.log", LINE * 40)).json()["id"]
    assert client.state(id, wait=20) == "done"
    answer = client.post(f"/api/v1/analyses/{id}/reading", {"format": "nope"})
    assert answer.status == 400
    assert "Known formats" in answer.json()["detail"]
    assert client.report(id)["accounting"]["parsed"] == 40
    assert client.post(f"/api/v1/analyses/{id}/reading", ["common"]).status == 400
