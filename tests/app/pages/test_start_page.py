"""The start page."""

import io
from types import SimpleNamespace

from flask.testing import FlaskClient

from tests.app.pages.conftest import HOSTILE


def test_it_lists_every_analysis_with_its_state(client: FlaskClient) -> None:
    """Newest first, as the service gives them."""
    page = client.get("/").text

    for state in ("queued", "running", "done", "failed", "cancelled"):
        assert f'href="/analyses/{state.ljust(22, "x")}"' in page


def test_file_names_are_text(client: FlaskClient) -> None:
    """In the link as in the label of the delete button."""
    page = client.get("/").text

    assert HOSTILE not in page
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;.log" in page


def test_an_empty_list_says_what_will_be_there(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """And hides that sentence otherwise."""
    assert 'id="past-empty" hidden' in client.get("/").text

    services.analyses.stored.clear()

    assert 'id="past-empty" >Nothing analysed yet.' in client.get("/").text


def test_the_form_works_without_scripts(client: FlaskClient, services: SimpleNamespace) -> None:
    """A multipart form with several files leads to the page of their analysis."""
    files = [(io.BytesIO(b"a"), "one.log"), (io.BytesIO(b"b"), "two.log")]

    answer = client.post("/analyses", data={"file": files})

    assert answer.status_code == 303
    assert answer.location == "/analyses/queuedxxxxxxxxxxxxxxxx"
    assert services.uploads.files == ["one.log", "two.log"]


def test_a_sample_is_one_press_away(client: FlaskClient, services: SimpleNamespace) -> None:
    """Its page follows at once."""
    answer = client.post("/samples/shop")

    assert answer.status_code == 303
    assert services.uploads.samples == ["shop"]


def test_it_says_what_kinds_of_logs_are_read(client: FlaskClient) -> None:
    """Each has definitions."""
    assert "web servers, proxies, databases" in client.get("/").text


def test_deleting_asks_with_the_state_in_mind(client: FlaskClient) -> None:
    """What is lost with a run is not what is lost with a report."""
    page = client.get("/").text

    assert '<dialog class="confirm" id="confirm"' in page
    assert 'data-delete="runningxxxxxxxxxxxxxxx" data-state="running"' in page


def test_two_finished_analyses_can_be_compared(
    client: FlaskClient, services: SimpleNamespace
) -> None:
    """One cannot."""
    assert 'href="/compare"' not in client.get("/").text
    services.analyses.stored.append(services.analyses.stored[2])
    assert 'href="/compare"' in client.get("/").text
