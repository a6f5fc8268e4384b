"""Hashes of sources."""

import hashlib
from dataclasses import replace
from pathlib import Path

from analyzer.source.fingerprint import Fingerprints
from tests.analyzer.support.files import write_log


def test_hashes_come_in_the_order_of_the_sources(tmp_path: Path) -> None:
    contents = [b"first", b"", b"third" * 1000]
    sources = [write_log(tmp_path, data, f"{i}.log") for i, data in enumerate(contents)]
    fingerprints = Fingerprints(sources, wanted=True)
    assert fingerprints.results() == [hashlib.sha256(data).hexdigest() for data in contents]
    fingerprints.close()


def test_a_known_hash_is_not_computed_again(tmp_path: Path) -> None:
    source = replace(write_log(tmp_path, b"bytes"), sha256="known")
    fingerprints = Fingerprints([source], wanted=True)
    assert fingerprints.results() == ["known"]
    fingerprints.close()


def test_what_nobody_wants_is_not_computed(tmp_path: Path) -> None:
    source = write_log(tmp_path, b"bytes")
    fingerprints = Fingerprints([source, replace(source, sha256="known")], wanted=False)
    fingerprints.start()
    assert fingerprints.results() == ["", "known"]
    fingerprints.close()
