"""What is damaged, hostile or no log: everything before the fault is kept, and the report says what
is missing."""

import gzip
import io
import os
import struct
import tarfile
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.analysis import analyze
from analyzer.decode.decoder import Decoder, Input
from analyzer.decode.limits import DecodeLimits
from analyzer.decode.messages import Damage, Skipped
from analyzer.errors import NothingParsed
from analyzer.model import Redaction
from analyzer.report import report_json
from analyzer.source.chunks import open_source
from analyzer.watch import Watch
from tests.analyzer.support.files import findings_of
from tests.analyzer.support.packing import COMPRESSIONS, tarred, zipped

GOOD = b'1.2.3.4 - - [10/Oct/2025:13:55:36 +0000] "GET /%d HTTP/1.1" 200 5 "-" "curl"\n'
LOG = b"".join(GOOD % number for number in range(2000))


def limited(path: Path, **allowed: int) -> dict[str, Any]:
    """The report under other limits."""
    watch = Watch(decode_limits=DecodeLimits(**allowed))
    return report_json(analyze([open_source(0, str(path))], watch=watch))


def write(folder: Path, data: bytes, name: str = "packed") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def causes(found: dict[str, Any], kind: str) -> dict[str, str]:
    return {one["source"]: one["cause"] for one in found[kind]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


def decoded(path: Path) -> tuple[bytes, list[str]]:
    """What a decoder makes of a file that holds one log, and the damage it tells of."""
    with tempfile.TemporaryDirectory() as folder:
        file = Input(path.name, str(path), path.stat().st_size)
        told = list(Decoder([file], folder, DecodeLimits()).messages())
        damage = [one.cause for one in told if isinstance(one, Damage)]
        return Path(folder, "0").read_bytes(), damage


@given(share=st.floats(0.01, 0.999))
def test_of_a_truncated_gzip_every_byte_before_the_end_is_decoded(
    folder: Path, share: float
) -> None:
    packed = gzip.compress(LOG)
    cut = packed[: int(len(packed) * share)]
    data, damage = decoded(write(folder, cut))
    assert data == zlib.decompressobj(31).decompress(cut)
    assert len(damage) == 1
    assert "the file is incomplete" in damage[0]


@given(share=st.floats(0.01, 0.999), flip=st.integers(1, 255))
def test_of_a_damaged_gzip_every_byte_before_the_fault_is_decoded(
    folder: Path, share: float, flip: int
) -> None:
    packed = bytearray(gzip.compress(LOG))
    at = 12 + int((len(packed) - 12) * share)
    packed[at] ^= flip
    data, damage = decoded(write(folder, bytes(packed)))
    assert data.startswith(zlib.decompressobj(31).decompress(packed[:at]))
    assert len(damage) == 1


def test_of_a_truncated_gzip_what_there_is_is_analysed_and_the_rest_named(tmp_path: Path) -> None:
    packed = gzip.compress(LOG)
    found = findings_of(write(tmp_path, packed[: len(packed) // 2]), engine="serial")
    assert 500 < found["accounting"]["parsed"] < 2000
    assert found["coverage"]["state"] == "damaged"
    assert "the file is incomplete" in causes(found, "damaged")["packed"]


@pytest.mark.parametrize("kind", COMPRESSIONS)
def test_members_before_a_damaged_one_are_kept(tmp_path: Path, kind: str) -> None:
    pack = COMPRESSIONS[kind]
    damaged = bytearray(pack(LOG))
    damaged[len(damaged) // 2 :] = os.urandom(len(damaged) // 2)
    found = findings_of(write(tmp_path, pack(LOG) + damaged))
    assert found["accounting"]["parsed"] >= 2000
    assert found["coverage"]["state"] == "damaged"
    assert f"its {kind} data" in causes(found, "damaged")["packed"]


def test_a_gzip_with_a_fault_in_the_middle_is_read_up_to_it(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(LOG))
    packed[len(packed) // 2] ^= 0xFF
    found = findings_of(write(tmp_path, bytes(packed)))
    assert 0.4 * len(LOG) < found["accounting"]["bytes"] <= len(LOG)
    assert found["coverage"]["state"] == "damaged"


def test_bytes_after_the_end_are_named_and_not_read(tmp_path: Path) -> None:
    found = findings_of(write(tmp_path, gzip.compress(LOG) + b"-- signature --"))
    assert found["accounting"]["parsed"] == 2000
    assert "no gzip" in causes(found, "damaged")["packed"]


def test_the_truncated_log_of_the_corpus_is_read_up_to_its_end(corpus: Path) -> None:
    found = findings_of(corpus / "hard/derived_truncated.log.gz")
    assert found["coverage"]["state"] == "damaged"
    assert found["accounting"]["parsed"] > 0
    assert found["accounting"]["bytes"] == found["coverage"]["bytes_analysed"]


def test_what_breaks_off_before_its_first_line_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingParsed, match="the file is incomplete"):
        findings_of(write(tmp_path, gzip.compress(LOG)[:12]))


def test_of_a_tar_that_breaks_off_the_members_before_are_kept(tmp_path: Path) -> None:
    tar = tarred({"one.log": LOG, "two.log": LOG})
    found = findings_of(write(tmp_path, tar[: len(tar) * 3 // 4], "logs.tar"))
    assert [one["name"] for one in found["sources"]] == ["logs.tar/one.log", "logs.tar/two.log"]
    assert 2000 < found["accounting"]["parsed"] < 4000
    assert "before the end of this member" in causes(found, "damaged")["logs.tar/two.log"]
    assert "the tar archive is damaged" in causes(found, "damaged")["logs.tar"]


def test_of_a_truncated_tar_gz_every_byte_before_the_end_is_analysed(tmp_path: Path) -> None:
    packed = gzip.compress(tarred({"one.log": LOG, "two.log": LOG}))
    found = findings_of(write(tmp_path, packed[: len(packed) * 3 // 4], "logs.tgz"))
    assert 2000 < found["accounting"]["parsed"] < 4000
    assert "the file is incomplete" in causes(found, "damaged")["logs.tgz/two.log"]


def test_a_tar_header_that_is_wrong_is_no_silent_end(tmp_path: Path) -> None:
    tar = bytearray(tarred({"one.log": LOG, "two.log": LOG}))
    tar[tar.rindex(b"two.log")] ^= 0xFF
    found = findings_of(write(tmp_path, bytes(tar), "logs.tar"))
    assert found["accounting"]["parsed"] == 2000
    assert "the tar archive is damaged" in causes(found, "damaged")["logs.tar"]


def test_a_zip_member_that_is_damaged_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(zipped({"one.log": LOG, "two.log": LOG}, zipfile.ZIP_STORED))
    data[data.index(b"GET /1999") + 5] ^= 1
    found = findings_of(write(tmp_path, bytes(data), "logs.zip"))
    assert "logs.zip/two.log" in [one["name"] for one in found["sources"]]
    assert found["accounting"]["parsed"] >= 2000
    assert "damaged in the zip archive" in causes(found, "damaged")["logs.zip/one.log"]


def test_a_zip_without_its_directory_says_that_nothing_was_read(tmp_path: Path) -> None:
    data = zipped({"one.log": LOG})
    with pytest.raises(NothingParsed, match="no readable directory"):
        findings_of(write(tmp_path, data[: len(data) // 2], "logs.zip"))


def special_tar() -> bytes:
    """A tar with everything that is no file, and names that lead elsewhere."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, kind in [
            ("folder", tarfile.DIRTYPE),
            ("soft", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("device", tarfile.BLKTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ]:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            tar.addfile(info)
        for name in ("/etc/cron.d/evil", "../../evil.log", "good.log"):
            info = tarfile.TarInfo(name)
            info.size = len(LOG)
            tar.addfile(info, io.BytesIO(LOG))
    return file.getvalue()


def test_links_and_devices_are_skipped_and_names_lead_nowhere(tmp_path: Path) -> None:
    decoded = tmp_path / "in" / "decoded"
    decoded.mkdir(parents=True)
    path = write(tmp_path, special_tar(), "a.tar")
    report = analyze([open_source(0, str(path))], watch=Watch(decoded=str(decoded)))
    found = report_json(report)
    assert [one["name"] for one in found["sources"]] == [
        "a.tar//etc/cron.d/evil", "a.tar/../../evil.log", "a.tar/good.log",
    ]  # fmt: skip
    skipped = causes(found, "skipped")
    assert set(skipped) == {"a.tar/soft", "a.tar/hard", "a.tar/device", "a.tar/pipe"}
    assert "/etc/passwd" in skipped["a.tar/soft"]
    assert sorted(os.listdir(decoded)) == ["0", "1", "2"]
    assert sorted(os.listdir(tmp_path)) == ["a.tar", "in"]
    assert found["coverage"]["state"] == "complete"


def test_archives_within_archives_and_what_is_no_log_are_named(tmp_path: Path) -> None:
    members = {
        "good.log": LOG,
        "inner.zip": zipped({"x.log": LOG}),
        "inner.tgz": gzip.compress(tarred({"x.log": LOG})),
        "empty.log": b"",
        "picture.png": b"\x89PNG\r\n" + bytes(100),
    }
    found = findings_of(write(tmp_path, zipped(members), "a.zip"))
    assert [one["name"] for one in found["sources"]] == ["a.zip/good.log"]
    skipped = causes(found, "skipped")
    assert "Unpack it first" in skipped["a.zip/inner.zip"]
    assert "Unpack it first" in skipped["a.zip/inner.tgz"]
    assert "0 bytes" in skipped["a.zip/empty.log"]
    assert "not a text log" in skipped["a.zip/picture.png"]


def test_an_encrypted_member_is_skipped(tmp_path: Path) -> None:
    data = bytearray(zipped({"one.log": LOG, "two.log": LOG}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    found = findings_of(write(tmp_path, bytes(data), "a.zip"))
    assert "encrypted" in causes(found, "skipped")["a.zip/one.log"]


def test_a_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(LOG) + gzip.compress(bytes(50 << 20)))
    found = limited(path, ratio=100, ratio_from=1 << 20)
    assert found["accounting"]["parsed"] >= 1999
    assert found["coverage"]["bytes_total"] < 8 << 20
    assert "max-ratio" in causes(found, "damaged")["packed"]


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a": data})])
def test_a_log_above_the_limit_of_bytes_is_read_up_to_it(tmp_path: Path, pack: Any) -> None:
    found = limited(write(tmp_path, pack(LOG * 30)), total_bytes=2 << 20)
    assert 1 << 20 <= found["accounting"]["bytes"] <= 4 << 20
    assert "max-decoded" in next(iter(causes(found, "damaged").values()))


def test_the_limit_of_bytes_is_of_all_logs_together(tmp_path: Path) -> None:
    members = {f"{number}.log": LOG for number in range(9)}
    found = limited(write(tmp_path, zipped(members), "a.zip"), total_bytes=3 * len(LOG))
    assert 2 <= len(found["sources"]) <= 4
    assert found["coverage"]["state"] == "damaged"


@pytest.mark.parametrize("pack", [tarred, zipped])
def test_an_archive_of_too_many_members_is_read_up_to_the_limit(tmp_path: Path, pack: Any) -> None:
    path = write(tmp_path, pack({f"{number}.log": LOG for number in range(9)}), "a")
    found = limited(path, members=3)
    assert len(found["sources"]) == 3
    assert "max-members" in causes(found, "damaged")["a"]


def test_layers_beyond_the_depth_are_not_taken_off(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(gzip.compress(gzip.compress(gzip.compress(LOG)))))
    with pytest.raises(NothingParsed, match="packed more than 3 times"):
        findings_of(path)


def test_a_hole_in_a_tar_counts_for_the_limits(tmp_path: Path) -> None:
    header = bytearray(512)
    header[:5] = b"a.log"
    header[100:108] = b"0000644\0"
    header[124:136] = b"%011o\0" % 512
    header[156:157] = b"S"
    header[257:265] = b"ustar  \0"
    header[386:398] = b"%011o\0" % 0
    header[398:410] = b"%011o\0" % 512
    header[483:495] = b"%011o\0" % (1 << 32)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    lines = (GOOD % 1) * 6
    data = bytes(header) + lines + b"\n" * (512 - len(lines)) + bytes(1024)
    found = limited(write(tmp_path, data, "a.tar"), ratio=1000, ratio_from=1 << 20)
    assert found["coverage"]["bytes_total"] < 16 << 20
    assert "max-ratio" in causes(found, "damaged")["a.tar/a.log"]


def test_zip_members_that_overlap_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"one.log": LOG, "two.log": LOG}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    with pytest.raises(NothingParsed, match="overlap"):
        findings_of(write(tmp_path, bytes(data), "a.zip"))


def test_a_full_disk_stops_decoding_and_keeps_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(NothingParsed, match="would stay free on the disk"):
        limited(write(tmp_path, gzip.compress(LOG)), free_bytes=1 << 60)


def test_what_is_told_of_masked_logs_names_no_address(tmp_path: Path) -> None:
    info = tarfile.TarInfo("10.1.2.3.log")
    info.type, info.linkname = tarfile.SYMTYPE, "/logs/10.1.2.3"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        tar.addfile(info)
    path = write(tmp_path, packed.getvalue())
    file = Input("10.1.2.3.tar", str(path), path.stat().st_size)
    told = list(Decoder([file], str(tmp_path), DecodeLimits(), Redaction("hidden")).messages())
    skipped = [one for one in told if isinstance(one, Skipped)]
    assert [one.name for one in skipped] == ["0.0.0.0.tar/0.0.0.0.log"]
    assert "'/logs/0.0.0.0'" in skipped[0].cause
