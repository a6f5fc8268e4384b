"""A misspelt query parameter is refused: a filter that is not understood would be none."""

import pytest

from tests.app.web import Client


@pytest.mark.parametrize(
    ("path", "name", "advice"),
    [
        ("/report", "wher", "Did you mean where?"),
        ("/panels/paths", "sinc", "Did you mean since?"),
        ("/lines", "curser", "Did you mean cursor?"),
        ("/rejects", "x", "This address takes none."),
    ],
)
def test_a_misspelt_parameter_is_refused_with_advice(
    client: Client, hostile_log: bytes, path: str, name: str, advice: str
):
    place = client.upload("hostile.log", hostile_log, wait=30).headers["Location"]
    answer = client.get(place + path, **{name: "1"})
    assert answer.status == 400
    assert answer.json()["detail"] == f"'{name}' is no query parameter here. {advice}"


def test_a_log_with_a_misspelt_option_is_not_analysed(client: Client, hostile_log: bytes):
    answer = client.upload("hostile.log", hostile_log, formt="combined")
    assert answer.status == 400
    assert "Did you mean format?" in answer.json()["detail"]
