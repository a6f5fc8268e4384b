"""The hash that follows a file is that of the file."""

import hashlib
import os
import random
from pathlib import Path

import pytest

from app.engine.trailing_hash import TrailingHash


@pytest.mark.parametrize("pieces", [0, 1, 3, 30])
def test_it_is_the_hash_of_all_that_was_written(tmp_path: Path, pieces: int) -> None:
    random.seed(pieces)
    data = random.randbytes(pieces * 777_777)
    with open(tmp_path / "log", "w+b", buffering=0) as file:
        hash = TrailingHash(file.fileno())
        for at in range(0, len(data), 300_000):
            file.write(data[at : at + 300_000])
            hash.landed(file.tell())
        assert hash.end(len(data)) == hashlib.sha256(data).hexdigest()


def test_it_stops_where_the_upload_is_given_up(tmp_path: Path) -> None:
    with open(tmp_path / "log", "w+b", buffering=0) as file:
        hash = TrailingHash(file.fileno())
        file.write(bytes(64 << 20))
        hash.landed(64 << 20)
        hash.stop()


def test_a_file_that_became_shorter_is_no_endless_wait(tmp_path: Path) -> None:
    with open(tmp_path / "log", "w+b", buffering=0) as file:
        file.write(bytes(1000))
        hash = TrailingHash(file.fileno())
        os.ftruncate(file.fileno(), 10)
        with pytest.raises(OSError, match="shorter"):
            hash.end(1000)
