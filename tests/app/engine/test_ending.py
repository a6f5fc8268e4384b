"""However the product ends, it leaves no process; and what ran goes on after the next start."""

from pathlib import Path

import pytest

from tests.app.product import Product, kill, running_product, started_product, until
from tests.app.web import timeless


def begin(product: Product, huge_log: Path) -> str:
    """Starts an analysis; its id once its workers run."""
    id: str = product.client.upload("huge.log", huge_log.read_bytes()).json()["id"]
    until(lambda: len(product.of_analyses()) >= 3, 10, "its workers run")
    return id


def test_ending_it_in_the_middle_of_a_run_leaves_no_process_socket_or_scratch(
    huge_log: Path, huge_report: dict[str, object], tmp_path: Path
):
    with running_product(data=tmp_path / "data") as product:
        id = begin(product, huge_log)
        # Ends here, with every check of what may be left.
    with running_product(data=tmp_path / "data") as product:
        assert product.client.state(id, wait=25) == "done"
        assert timeless(product.client.report(id)) == huge_report


def test_what_was_stopped_thrice_on_purpose_is_not_blamed(huge_log: Path, tmp_path: Path):
    for _ in range(4):
        with running_product(data=tmp_path / "data") as product:
            listed = product.client.get("/api/v1/analyses").json()["analyses"]
            id = listed[0]["id"] if listed else begin(product, huge_log)
            until(lambda: product.of_analyses(), 10, "it runs")  # noqa: B023 - called here
            if product.client.state(id) == "done":
                return
    with running_product(data=tmp_path / "data") as product:
        assert product.client.state(id, wait=25) == "done"


def test_a_killed_launcher_takes_everything_with_it(huge_log: Path):
    with started_product() as product:
        begin(product, huge_log)
        kill(product.launcher.pid)
        until(lambda: not product.processes(), 5, "no process is left")


def test_a_web_server_that_ends_ends_everything():
    with started_product() as product:
        (master,) = set(product.pids("gunicorn")) - set(product.web_workers())
        kill(master)
        until(lambda: product.launcher.poll() is not None, 10, "the launcher has ended")
        assert product.launcher.returncode != 0
        until(lambda: not product.processes(), 5, "no process is left")


@pytest.mark.parametrize("part", ["engine", "web"])
def test_nothing_of_it_is_readable_by_others(product: Product, part: str):
    folder, files = product.data / "run", {"engine.sock", "engine.key"}
    if part == "web":
        folder, files = product.data, {"catalog.sqlite"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files <= {file.name for file in folder.iterdir()}
    for file in files:
        assert (folder / file).stat().st_mode & 0o077 == 0


def test_folders_and_uploads_are_for_this_user_alone(product: Product, shop_log: bytes):
    product.client.upload("shop.log", shop_log, wait=20)
    for path in product.data.rglob("*"):
        closed = 0o077 if path.is_dir() or path.name == "0" else 0o022
        assert path.stat().st_mode & closed == 0, path
