"""A log that was read as one format can be read anew as another."""

import pytest

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


def test_a_chosen_time_zone_moves_times_that_name_none(client: Client) -> None:
    log = b"2025-07-01 12:00:00 INFO started\n" * 40
    answer = client.upload("some.log", log, timezone="Europe/Berlin", wait=20)
    report = answer.json()
    assert report["sources"][0]["zone"] == "Europe/Berlin"
    assert report["totals"]["first"] == "2025-07-01T10:00:00Z"
    again = client.post(f"{answer.headers['Location']}/reading?wait=20", {})
    assert again.json()["totals"]["first"] == "2025-07-01T12:00:00Z"


def test_a_time_zone_that_does_not_exist_is_refused_at_once(client: Client) -> None:
    answer = client.upload("some.log", LINE, timezone="Mars/Base")
    assert answer.status == 400
    assert "no time zone 'Mars/Base'" in answer.json()["detail"]


def test_a_definition_is_not_taken_from_afar(client: Client) -> None:
    answer = client.upload("some.log", LINE, format='name = "own"')
    assert answer.status == 400
    assert "name of a format" in answer.json()["detail"]


@pytest.mark.parametrize("name", ["format", "timezone"])
def test_a_choice_that_is_no_text_is_refused(client: Client, name: str) -> None:
    id = client.upload_form(("some.log", LINE * 40)).json()["id"]
    assert client.state(id, wait=20) == "done"
    assert client.post(f"/api/v1/analyses/{id}/reading", {name: 5}).status == 400
