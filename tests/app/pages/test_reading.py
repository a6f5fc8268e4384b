"""The choice to have a log read differently."""

from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("state", ["done", "failed"])
def test_every_format_is_offered_by_its_title(client: FlaskClient, state: str) -> None:
    page = client.get(f"/analyses/{state.ljust(22, 'x')}").text
    assert '<option value="combined">Combined log format (Apache, nginx)</option>' in page
    assert '<option value="">what it looks like</option>' in page


def test_the_choice_is_passed_on_and_shown_afterwards(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    id = "done".ljust(22, "x")
    answer = client.post(f"/analyses/{id}/reading", data={"format": "common"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/analyses/{id}")
    assert services.analyses.get(id).options == {"format": "common"}
    assert '<option value="common" selected>' in client.get(f"/analyses/{id}").text


def test_every_time_zone_is_offered_and_the_chosen_one_kept(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    id = "done".ljust(22, "x")
    assert '<option value="Europe/Berlin">' in client.get(f"/analyses/{id}").text
    client.post(f"/analyses/{id}/reading", data={"timezone": "Asia/Tokyo"})
    assert services.analyses.get(id).options == {"timezone": "Asia/Tokyo"}
    assert 'name="timezone" list="timezones" placeholder="UTC" value="Asia/Tokyo"' in (
        client.get(f"/analyses/{id}").text
    )


def test_no_choice_means_as_it_looks(client: FlaskClient, services: SimpleNamespace) -> None:
    id = "done".ljust(22, "x")
    client.post(f"/analyses/{id}/reading", data={"format": ""})
    assert services.analyses.get(id).options == {}
