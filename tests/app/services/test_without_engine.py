"""The web server while its engine is away: it receives, shows and explains."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import Config
from app.errors import StorageFull

LINE = b'192.0.2.1 - - [04/Mar/2026:10:00:13 +0000] "GET / HTTP/1.1" 200 5120\n'


@pytest.fixture
def alone(tmp_path: Path) -> FlaskClient:
    """A web server without an engine."""
    return create_app(Config(data=tmp_path, max_upload=1000)).test_client()


def test_health_says_so(alone: FlaskClient):
    assert alone.get("/api/v1/health").json == {"status": "ok", "engine": False}


def test_an_upload_is_kept_for_later(alone: FlaskClient):
    answer = alone.post("/api/v1/analyses?filename=a.log", data=LINE)
    assert answer.status_code == 202
    shown = alone.get(answer.headers["Location"]).json
    assert shown is not None
    assert (shown["state"], shown["progress"]["phase"]) == ("queued", "queued")
    assert alone.get(shown["links"]["page"]).status_code == 200
    assert alone.get("/").status_code == 200


def test_what_only_the_engine_can_do_is_refused_for_now(alone: FlaskClient):
    location = alone.post("/api/v1/analyses?filename=a.log", data=LINE).headers["Location"]
    answer = alone.delete(location)
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert alone.get(location).status_code == 200


def test_a_full_disk_is_said_before_anything_is_written(
    alone: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    answer = alone.post("/api/v1/analyses?filename=a.log", data=LINE)
    assert answer.status_code == 507
    assert "1,000 bytes left" in str(answer.json)
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_disk_that_fills_up_on_the_way_leaves_nothing(
    alone: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.storage.Storage.adopt", refuse)
    answer = alone.post("/api/v1/analyses?filename=a.log", data=LINE)
    assert answer.status_code == 507
    assert "disk is full" in str(answer.json)
    assert list((tmp_path / "incoming").iterdir()) == []


def test_all_logs_together_have_a_limit(tmp_path: Path):
    client = create_app(Config(data=tmp_path, max_stored=100)).test_client()
    assert client.post("/api/v1/analyses?filename=a.log", data=LINE).status_code == 202
    for _ in range(2):
        answer = client.post("/api/v1/analyses?filename=b.log", data=LINE)
        assert answer.status_code == 507
        assert f"take {len(LINE)} bytes of the 100" in str(answer.json)
    assert list((tmp_path / "incoming").iterdir()) == []


def test_an_upload_in_slices_takes_its_room_when_it_begins(tmp_path: Path):
    client = create_app(Config(data=tmp_path, max_stored=len(LINE))).test_client()
    length = {"Upload-Length": str(len(LINE))}
    place = client.post("/api/v1/uploads", headers=length).headers["Location"]
    assert client.post("/api/v1/uploads", headers=length).status_code == 507
    assert client.post("/api/v1/detect", data=LINE).status_code == 507
    sent = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    assert client.patch(place, data=LINE, headers=sent).status_code == 204
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_slice_leaves_the_reserve_free(alone: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    length = {"Upload-Length": str(len(LINE))}
    place = alone.post("/api/v1/uploads", headers=length).headers["Location"]
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    sent = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    answer = alone.patch(place, data=LINE, headers=sent)
    assert answer.status_code == 507
    assert "1,000 bytes left" in str(answer.json)
    assert alone.head(place).headers["Upload-Offset"] == "0"


def test_what_a_failed_row_leaves_is_removed_at_once(
    alone: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        raise StorageFull("no room for a row")

    monkeypatch.setattr("app.catalog.catalog.Catalog.add", refuse)
    assert alone.post("/api/v1/analyses?filename=a.log", data=LINE).status_code == 507
    assert alone.post("/api/v1/uploads", headers={"Upload-Length": "9"}).status_code == 507
    assert list((tmp_path / "incoming").iterdir()) == []
    assert list((tmp_path / "analyses").iterdir()) == []


@pytest.mark.parametrize(
    ("host", "bound", "status"),
    [
        ("localhost", "127.0.0.1", 200),
        ("LOCALHOST:8000", "127.0.0.1", 200),
        ("[::1]", "127.0.0.1", 200),
        ("[::1]:8000", "::1", 200),
        ("[2001:db8::7]:8000", "2001:db8::7", 200),
        ("192.0.2.7:80", "192.0.2.7", 200),
        ("logs.example:443", "127.0.0.1", 200),
        ("evil.example", "127.0.0.1", 400),
        ("localhost.evil.example", "127.0.0.1", 400),
        ("[2001:db8::8]", "2001:db8::7", 400),
        ("[::1", "127.0.0.1", 400),
    ],
)
def test_hosts_that_are_answered(tmp_path: Path, host: str, bound: str, status: int):
    config = Config(host=bound, open=True, data=tmp_path, allowed_hosts=("Logs.example",))
    client = create_app(config).test_client()
    for path in ("/", "/api/v1/samples"):
        assert client.get(path, headers={"Host": host}).status_code == status
