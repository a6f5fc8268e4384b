"""Who has to know a token, where it comes from, and how often one may guess."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.__main__ import _on_access
from app.access import Failures, access_of, secret_in, token_of
from app.config import Config
from app.errors import TooManyFailures
from app.storage import Storage

CHOSEN = "a-token-of-our-own-choice"


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A fresh data directory."""
    storage = Storage(tmp_path)
    storage.prepare()
    return storage


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_a_loopback_address_no_token_is_needed_unless_one_is_set(storage: Storage, host: str):
    assert access_of(Config(host=host), storage) is None
    assert token_of(Config(host=host, token=CHOSEN), storage) == CHOSEN
    assert not storage.token.exists()


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.7", "logs.example", "127.0.0.1.example"]
)
def test_where_other_hosts_can_ask_a_token_is_made_once_and_kept(storage: Storage, host: str):
    token = token_of(Config(host=host), storage)
    assert token is not None
    assert len(token) == 22  # 128 bits
    assert token_of(Config(host=host), storage) == token
    assert storage.token.stat().st_mode & 0o777 == 0o600


def test_a_server_may_be_opened_to_all_on_purpose_alone(storage: Storage):
    assert token_of(Config(host="0.0.0.0", open=True), storage) is None
    assert token_of(Config(host="0.0.0.0", open=True, token=CHOSEN), storage) == CHOSEN


def test_a_token_is_printed_only_at_the_start_that_made_it(storage: Storage):
    config = Config(host="0.0.0.0")
    token = token_of(config, storage)
    assert token is not None
    assert token in _on_access(config, storage, made=True)
    assert token not in _on_access(config, storage, made=False)
    assert str(storage.token) in _on_access(config, storage, made=False)
    assert "no token" in _on_access(Config(host="0.0.0.0", open=True), storage, made=False)
    assert CHOSEN not in _on_access(Config(host="0.0.0.0", token=CHOSEN), storage, made=False)
    assert CHOSEN not in repr(Config(token=CHOSEN))


def test_processes_that_start_together_agree_on_one_token(tmp_path: Path):
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(secret_in, [tmp_path / "token"] * 64))
    assert len(secrets) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["token"]


def test_a_cookie_does_not_tell_the_token_and_differs_from_server_to_server(tmp_path: Path):
    cookies = set()
    for name in ("a", "b"):
        storage = Storage(tmp_path / name)
        storage.prepare()
        access = access_of(Config(token=CHOSEN), storage)
        assert access is not None
        assert access.is_logged_in(access.cookie)
        assert not access.is_logged_in("")
        assert not access.is_logged_in("ü")
        cookies.add(access.cookie)
    assert len(cookies) == 2


def test_after_too_many_wrong_tokens_an_address_waits_for_a_minute():
    now = [0.0]
    failures = Failures(3, clock=lambda: now[0])
    for second in range(3):
        now[0] = second
        failures.check("192.0.2.1")
        failures.add("192.0.2.1")
    with pytest.raises(TooManyFailures, match="58 seconds"):
        failures.check("192.0.2.1")
    failures.check("192.0.2.2")
    now[0] = 60.0
    failures.check("192.0.2.1")


def test_the_memory_for_wrong_tokens_is_bounded():
    failures = Failures(3)
    for number in range(10_100):
        failures.add(str(number))
    assert len(failures._moments) == 10_000
