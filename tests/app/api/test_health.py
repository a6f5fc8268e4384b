"""Health, readiness and metrics."""

import re

from tests.app.web import Client

_LINE = re.compile(r'loglanes_[a-z_]+(\{[a-z]+="[^"\\\n]*"\})? -?\d+')


def test_it_is_ready_when_all_of_it_is(client: Client):
    answer = client.get("/api/v1/ready")
    assert answer.status == 200
    assert answer.json() == {"ready": True, "engine": True, "catalog": True, "disk": True}


def test_metrics_keep_the_text_format_and_count_what_is_stored(client: Client, shop_log: bytes):
    client.upload("shop.log", shop_log, wait=30)
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    samples = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(_LINE.fullmatch(line) for line in samples)
    values = dict(line.rsplit(" ", 1) for line in samples)
    stored = client.get("/api/v1/analyses").json()["analyses"]
    done = sum(one["state"] == "done" for one in stored)
    assert values['loglanes_analyses{state="done"}'] == str(done)
    assert values["loglanes_engine_up"] == "1"
