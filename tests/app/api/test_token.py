"""A server with a token: what strangers get, and how one logs in."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Config
from app.static_files import version

TOKEN = "a-token-of-our-own-choice"
COOKIE = "loglanes_8000"


@pytest.fixture
def guarded(tmp_path: Path) -> Flask:
    """A web server that asks for the token."""
    return create_app(Config(data=tmp_path, token=TOKEN, web_workers=2))


@pytest.fixture
def stranger(guarded: Flask) -> FlaskClient:
    """A client that does not know it."""
    return guarded.test_client()


def test_every_route_but_four_refuses_strangers(guarded: Flask, stranger: FlaskClient):
    open_to_all = set()
    for rule in guarded.url_map.iter_rules():
        values: dict[str, object] = dict.fromkeys(rule.arguments, "x" * 22)
        values |= {"action": "pause", "source": 0}
        with guarded.test_request_context():
            url = guarded.url_for(rule.endpoint, **values)
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            if stranger.open(url, method=method).status_code != 401:
                open_to_all.add((method, rule.rule))
    assert open_to_all == {
        ("GET", f"/static/{version()}/<path:filename>"),
        ("GET", "/login"),
        ("GET", "/api/v1/health"),
    }


def test_nothing_in_the_api_takes_a_path(guarded: Flask):
    names = {"id", "analysis_id", "name", "action", "release", "source", "view"}
    for rule in guarded.url_map.iter_rules():
        if rule.endpoint != "static":
            assert "path:" not in rule.rule, rule
            assert rule.arguments <= names, rule


def test_strangers_on_a_page_are_asked_for_the_token(stranger: FlaskClient):
    answer = stranger.get("/analyses/nobody")
    assert answer.status_code == 401
    assert 'name="next" value="/analyses/nobody"' in answer.text
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


def test_strangers_at_rest_get_a_problem(stranger: FlaskClient):
    answer = stranger.post("/api/v1/analyses?filename=a.log", data=b"x")
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"


def test_a_script_sends_the_token_itself(stranger: FlaskClient):
    for scheme, status in (("Bearer", 200), ("bearer", 200), ("Basic", 401)):
        sent = {"Authorization": f"{scheme} {TOKEN}"}
        assert stranger.get("/api/v1/analyses", headers=sent).status_code == status
    wrong = {"Authorization": "Bearer not-the-token"}
    assert stranger.get("/api/v1/analyses", headers=wrong).status_code == 401


def test_commands_to_copy_say_where_the_token_goes(stranger: FlaskClient, tmp_path: Path):
    page = stranger.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "data-guarded" in page
    assert TOKEN not in page
    described = stranger.get("/api", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "This server asks for its token" in described
    unguarded = create_app(Config(data=tmp_path)).test_client()
    assert "data-guarded" not in unguarded.get("/").text
    assert "asks for no token" in unguarded.get("/api").text


def test_a_browser_logs_in_once_and_goes_where_it_wanted(stranger: FlaskClient):
    answer = stranger.post("/login", data={"token": f" {TOKEN}\n", "next": "/analyses/abc"})
    assert (answer.status_code, answer.location) == (303, "/analyses/abc")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert stranger.get("/").status_code == 200
    assert stranger.get("/api/v1/analyses").status_code == 200
    stranger.set_cookie(COOKIE, "0" * 64)
    assert stranger.get("/").status_code == 401


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "",
     "javascript:alert(1)", "///evil.example", "/\r\nSet-Cookie: a=b", "////evil.example/x"],
)  # fmt: skip
def test_the_login_leads_nowhere_else(stranger: FlaskClient, wanted: str):
    answer = stranger.post("/login", data={"token": TOKEN, "next": wanted})
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_wrong_token_is_refused_and_guessing_is_slowed_down(stranger: FlaskClient):
    statuses = [stranger.post("/login", data={"token": "wrong"}).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    assert stranger.post("/login", data={"token": TOKEN}).status_code == 429
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert stranger.get("/api/v1/analyses", headers=right).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    login = stranger.post("/login", data={"token": TOKEN}, environ_base=elsewhere)
    assert login.status_code == 303


def test_a_page_of_another_site_cannot_log_a_browser_in(stranger: FlaskClient):
    sent = {"Sec-Fetch-Site": "cross-site"}
    answer = stranger.post("/login", data={"token": TOKEN}, headers=sent)
    assert answer.status_code == 403


def test_a_strangers_form_reaches_neither_disk_nor_memory(stranger: FlaskClient, tmp_path: Path):
    for path in ("/login", "/analyses", "/api/v1/analyses"):
        sent = {"file": (BytesIO(b"x" * 1000), "a.log"), "token": TOKEN}
        answer = stranger.post(path, data=sent, content_type="multipart/form-data")
        assert answer.status_code == 401
    assert stranger.post("/login", data={"token": "x" * 9000}).status_code == 413
    assert list((tmp_path / "incoming").iterdir()) == []


def test_without_a_token_the_login_page_leads_on(tmp_path: Path):
    answer = create_app(Config(data=tmp_path)).test_client().get("/login")
    assert (answer.status_code, answer.location) == (303, "/")
