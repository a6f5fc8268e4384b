"""Who may ask, and what browsers are told."""

import pytest

from app.static_files import version
from tests.app.web import Answer, Client

SHEET = f"/static/{version()}/base.css"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def assert_guarded(answer: Answer) -> None:
    """Carries every header of security."""
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)
    assert answer.headers["Cache-Control"]


def test_every_answer_carries_the_headers_errors_and_files_included(client: Client):
    plotly = client.get("/").headers
    for path, status in {
        "/": 200,
        SHEET: 200,
        f"/static/{version()}/js/upload.js": 200,
        f"/static/{version()}/nowhere.css": 404,
        "/nowhere": 404,
        "/analyses/nobody": 404,
        "/api/v1/health": 200,
        "/api/v1/nowhere": 404,
        "/api/v1/analyses/nobody": 404,
    }.items():
        answer = client.get(path)
        assert answer.status == status
        assert_guarded(answer)
    assert plotly
    assert_guarded(client.upload("empty.log", b""))
    assert_guarded(client.ask("PUT", "/"))


@pytest.mark.parametrize("path", ["/", "/analyses/nobody", "/api/v1/health", SHEET])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.", "a b"])
def test_a_host_that_is_not_ours_is_refused(client: Client, path: str, host: str):
    answer = client.ask("GET", path, headers={"Host": host})
    assert answer.status == 400
    assert "<form" not in answer.text


def test_a_refused_host_is_told_why_under_all_headers(client: Client):
    for path in ("/", "/api/v1/health"):
        answer = client.ask("GET", path, headers={"Host": "evil.example"})
        assert_guarded(answer)
        assert "evil.example" in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST:8000"])
def test_names_of_this_host_are_answered(client: Client, host: str):
    assert client.ask("GET", "/api/v1/health", headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    "sign",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
    ids=str,
)
def test_no_page_of_another_site_uploads_or_deletes(
    client: Client, hostile_log: bytes, sign: dict[str, str]
):
    location = client.upload("kept.log", hostile_log, wait=30).headers["Location"]
    for method, path in (
        ("POST", "/api/v1/analyses?filename=a.log"),
        ("POST", "/api/v1/samples/shop"),
        ("POST", "/analyses"),
        ("POST", "/samples/shop"),
        ("DELETE", location),
    ):
        assert client.ask(method, path, hostile_log, sign).status == 403
    listed = client.get("/api/v1/analyses").json()["analyses"]
    assert listed[0]["name"] == "kept.log"


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_may_upload(client: Client, hostile_log: bytes, site: str):
    path = "/api/v1/analyses?filename=a.log&wait=30"
    assert client.ask("POST", path, hostile_log, {"Sec-Fetch-Site": site}).status == 200


def test_reading_stays_allowed_from_links_on_other_sites(client: Client):
    assert client.ask("GET", "/", headers={"Sec-Fetch-Site": "cross-site"}).status == 200
