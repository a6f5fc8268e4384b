"""Full, read-only and damaged disks, and a catalog that others hold: said in words, and nothing
half-done passes for done."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import Config
from tests.app.product import ROOT, Product, running_product, until
from tests.app.web import timeless

SMALL_DISK = 40 << 20


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A disk in memory at ``folder``; skips the test where this user may not mount one."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only a user who may mount a tmpfs can run this test")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def started_in_vain(data: Path) -> "subprocess.CompletedProcess[str]":
    """The product's end where it cannot begin."""
    return subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=ROOT,
        env={**os.environ, "LOGLANES_DATA": str(data), "LOGLANES_PORT": "1"},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def fill(disk: Path, leave: int) -> Path:
    """A file that takes all of the disk but so many bytes."""
    filler = disk / "filler"
    with open(filler, "wb") as stream:
        size = shutil.disk_usage(disk).free - leave
        os.posix_fallocate(stream.fileno(), 0, size)
    return filler


def used(disk: Path) -> int:
    """Bytes that are taken."""
    return shutil.disk_usage(disk).used


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MiB."""
    with mounted(tmp_path / "disk", f"size={SMALL_DISK}") as disk:
        yield disk


@pytest.fixture
def cramped(small_disk: Path) -> Iterator[Product]:
    """A product on the small disk, which it may fill to the last byte."""
    with running_product(data=small_disk / "data", keep_free="1", web_workers=1) as product:
        yield product


def test_an_upload_that_fills_the_disk_is_refused_and_its_space_is_back(
    cramped: Product, small_disk: Path, shop_log: bytes
):
    client, before = cramped.client, used(small_disk)
    announced = client.upload("large.log", bytes(SMALL_DISK))
    assert announced.status == 507
    assert "bytes left" in announced.json()["detail"]
    # The form's parts do not say how long they are: the disk itself says no.
    filler = fill(small_disk, leave=len(shop_log))
    answer = client.upload_form(("a.log", shop_log[:-1]), ("b.log", shop_log))
    assert answer.status == 507, answer.text
    assert "disk" in answer.json()["detail"]
    assert cramped.leftovers() == []
    filler.unlink()
    assert used(small_disk) <= before + (1 << 20)
    assert client.upload("shop.log", shop_log, wait=30).status == 200


def test_a_disk_that_fills_up_under_a_run_ends_in_the_right_report_or_none(
    cramped: Product, small_disk: Path, shop_log: bytes
):
    client = cramped.client
    expected = timeless(client.upload("shop.log", shop_log, wait=30).json())
    accepted = []
    for spare in (0, 8 << 10, 32 << 10, 96 << 10, 256 << 10):
        filler = fill(small_disk, leave=len(shop_log) + spare)
        answer = client.upload("shop.log", shop_log)
        assert answer.status in (202, 503, 507), answer.text
        if answer.status == 202:
            accepted.append(answer.json()["id"])
            until(lambda: _is_stuck_or_over(cramped, accepted[-1]), 10, "it ends, or says why not")
        filler.unlink()
        for id in accepted:
            assert client.state(id, wait=20) in ("done", "failed")
    listed = client.get("/api/v1/analyses").json()["analyses"]
    assert len(listed) == len(accepted) + 1
    for one in listed:
        if one["state"] == "done":
            report = timeless(client.report(one["id"]))
            assert report == expected or report["coverage"]["state"] == "damaged"
        else:
            assert "disk" in one["error"] or "No space left" in one["error"]
            assert not (cramped.data / "analyses" / one["id"] / "report.json").exists()
        assert client.delete(one["id"]).status == 204


def _is_stuck_or_over(product: Product, id: str) -> bool:
    answer = product.client.get(f"/api/v1/analyses/{id}")
    over = answer.status != 200 or answer.json()["state"] in ("done", "failed")
    return over or not product.of_analyses()


def test_analyses_can_be_deleted_from_a_disk_without_a_free_byte(
    cramped: Product, small_disk: Path, shop_log: bytes
):
    client = cramped.client
    id = client.upload("shop.log", shop_log, wait=30).headers["Location"].rpartition("/")[2]
    filler = fill(small_disk, leave=0)
    assert client.delete(id).status == 204
    assert client.get(f"/api/v1/analyses/{id}").status == 404
    assert shutil.disk_usage(small_disk).free >= len(shop_log)
    filler.unlink()


def test_a_data_directory_that_cannot_be_written_is_said_at_the_start(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    done = started_in_vain(tmp_path / "file")
    assert done.returncode == 2
    assert f"{tmp_path / 'file'}: " in done.stderr
    assert "LOGLANES_DATA" in done.stderr
    assert "Traceback" not in done.stderr


def test_so_is_one_on_a_disk_that_is_read_only(tmp_path: Path):
    with mounted(tmp_path / "disk", "ro") as disk:
        done = started_in_vain(disk)
    assert done.returncode == 2
    assert f"{disk}: Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_catalog_is_said_at_the_start(tmp_path: Path):
    (tmp_path / "catalog.sqlite").write_bytes(b"no database " * 1000)
    done = started_in_vain(tmp_path)
    assert done.returncode != 0
    assert "catalog.sqlite is damaged" in done.stderr
    assert "backup" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def alone(tmp_path: Path) -> FlaskClient:
    """A web server without an engine."""
    return create_app(Config(data=tmp_path)).test_client()


def test_a_catalog_that_is_damaged_meanwhile_is_said_on_every_page(
    alone: FlaskClient, tmp_path: Path
):
    for file in tmp_path.glob("catalog.sqlite*"):
        file.write_bytes(b"no database " * 1000)
    for path in ("/", "/api/v1/analyses", f"/analyses/{'x' * 22}"):
        answer = alone.get(path)
        assert answer.status_code == 503
        assert "is damaged" in answer.text
        assert "Traceback" not in answer.text


def test_a_catalog_that_another_program_holds_is_said_too(
    alone: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.catalog.catalog._PATIENCE_SECONDS", 0.05)
    other = sqlite3.connect(tmp_path / "catalog.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    answer = alone.post("/api/v1/analyses?filename=a.log", data=b"line\n")
    assert answer.status_code == 503
    assert "locked" in answer.text
    assert alone.get("/").status_code == 200  # readers never wait
    other.close()
    assert list((tmp_path / "incoming").iterdir()) == []
    assert list((tmp_path / "analyses").iterdir()) == []
