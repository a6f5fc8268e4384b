"""What the lab takes of a log."""

import gzip
from pathlib import Path

import pytest

from analyzer.errors import NothingParsed
from analyzer.lab.sample import sample
from analyzer.source.chunks import open_source
from tests.analyzer.support.lines import GOOD
from tests.analyzer.support.packing import tarred


def test_of_an_archive_it_takes_the_head_of_the_first_log_decoded(tmp_path: Path) -> None:
    path = tmp_path / "logs.tgz"
    path.write_bytes(gzip.compress(tarred({"a.png": b"\x89PNG", "a.log": GOOD * 50})))
    with sample(open_source(0, str(path)), 1000) as source:
        assert source.name == "logs.tgz/a.log"
        assert Path(source.path).read_bytes()[: source.size] == GOOD * 14
        folder = Path(source.path).parent
    assert not folder.exists()


def test_an_archive_without_a_log_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "logs.tgz"
    path.write_bytes(gzip.compress(tarred({"a.png": b"\x89PNG"})))
    with pytest.raises(NothingParsed), sample(open_source(0, str(path)), 1000):
        pass
