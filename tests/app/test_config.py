"""Settings come from the environment, once and strictly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from app.config import Config, config_from
from tests.app.product import ROOT


def test_without_settings_it_serves_this_host_alone_with_as_many_workers_as_pay():
    config = config_from({"PATH": "/bin"})
    assert (config.host, config.port) == ("127.0.0.1", 8000)
    assert config.data == Path("data").absolute()
    assert config.workers is None
    assert config.allowed_hosts == ()


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", "65535", "port", 65_535),
        ("DATA", "/srv/logs", "data", Path("/srv/logs")),
        ("DATA", "here", "data", Path("here").absolute()),
        ("WORKERS", "256", "workers", 256),
        ("WEB_WORKERS", "1", "web_workers", 1),
        ("MAX_UPLOAD", "1.5GiB", "max_upload", 3 << 29),
        ("MAX_UPLOAD", "1", "max_upload", 1),
        ("WORKER_MEMORY", "512MiB", "worker_memory", 512 << 20),
        ("TOKEN", "sixteen-letters!", "token", "sixteen-letters!"),
        ("OPEN", "1", "open", True),
        ("OPEN", "0", "open", False),
        ("MAX_STORED", "100GiB", "max_stored", 100 << 30),
        ("KEEP_FREE", "1GiB", "keep_free", 1 << 30),
        ("KEEP_DAYS", "7", "keep_days", 7),
        ("KEEP_STORED", "10GiB", "keep_stored", 10 << 30),
        (
            "ALLOWED_HOSTS",
            "logs.example, , b.example ",
            "allowed_hosts",
            ("logs.example", "b.example"),
        ),
    ],
)
def test_each_setting_is_read(name: str, text: str, field: str, value: object):
    assert getattr(config_from({f"LOGLANES_{name}": text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80 "),
        ("PORT", "٨٠"),
        ("WORKERS", "0"),
        ("WORKERS", "257"),
        ("WORKERS", "many"),
        ("WORKERS", ""),
        ("WEB_WORKERS", "-1"),
        ("WEB_WORKERS", "65"),
        ("MAX_UPLOAD", "much"),
        ("MAX_UPLOAD", "0"),
        ("MAX_UPLOAD", "-1GiB"),
        ("WORKER_MEMORY", "1 parsec"),
        ("DATA", "/" + "long/" * 20),
        ("WORKRES", "2"),
        ("TOKEN", ""),
        ("TOKEN", "too-short"),
        ("TOKEN", "with spaces in it, long enough"),
        ("TOKEN", "ein-schlüssel-mit-umlaut"),
        ("OPEN", "yes"),
        ("KEEP_DAYS", "0"),
        ("MAX_STORED", "0"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_the_variables_name(name: str, text: str):
    with pytest.raises(UsageError) as refusal:
        config_from({f"LOGLANES_{name}": text})
    assert f"LOGLANES_{name}" in str(refusal.value)


def test_the_bound_host_and_those_allowed_are_answered():
    hosts = Config(host="192.0.2.7", allowed_hosts=("logs.example",)).trusted_hosts
    assert {"127.0.0.1", "localhost", "192.0.2.7", "logs.example"} <= set(hosts)


def test_the_product_does_not_start_with_a_setting_that_makes_no_sense():
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=ROOT,
        env={**os.environ, "LOGLANES_PORT": "http"},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 2
    assert "LOGLANES_PORT is 'http'" in done.stderr
    assert "Traceback" not in done.stderr
