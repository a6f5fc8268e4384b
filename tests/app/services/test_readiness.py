"""Without an engine the web server answers, and says that it is not ready."""

from pathlib import Path

from app import create_app
from app.config import Config


def test_it_is_healthy_but_not_ready_without_an_engine(tmp_path: Path):
    client = create_app(Config(data=tmp_path)).test_client()
    assert client.get("/api/v1/health").json == {"status": "ok", "engine": False}
    answer = client.get("/api/v1/ready")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "engine": False, "catalog": True, "disk": True}
    assert "loglanes_engine_up 0\n" in client.get("/metrics").text
