"""However the product ends, it leaves no process; and what ran goes on after the next start."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.app.product import (
    PATIENCE_SECONDS,
    kill,
    running_product,
    started_product,
    until,
)
from tests.app.web import timeless


def test_ending_it_in_the_middle_of_a_run_leaves_no_process_socket_or_scratch(
    huge_log: Path, huge_report: dict[str, object], tmp_path: Path
):
    with running_product(data=tmp_path / "data") as product:
        id = product.hold(huge_log)
        # Ends here, with every check of what may be left.
    with running_product(data=tmp_path / "data") as product:
        assert product.client.state(id, wait=25) == "done"
        assert timeless(product.client.report(id)) == huge_report


def test_a_killed_launcher_takes_everything_with_it_and_the_next_one_goes_on(
    huge_log: Path, huge_report: dict[str, object]
):
    with running_product() as product:
        id = product.hold(huge_log)
        product.die()
        product.start_again()
        assert product.client.state(id, wait=25) == "done"
        report = product.client.report(id)
        assert timeless(report) == huge_report
        assert report["timing"]["chunks_resumed"] > 0
        assert product.leftovers() == []


def test_the_first_answer_already_knows_of_the_engine():
    with started_product() as product:
        product.die()
        product.launcher = product.start()
        answers: list[object] = []

        def asked() -> bool:
            with suppress(OSError):
                answers.append(product.client.get("/api/v1/health").json())
            return bool(answers)

        until(asked, 30, "it answers")
        assert answers == [{"status": "ok", "engine": True}]


def test_an_engine_that_is_killed_leaves_nothing_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shop_log: bytes
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running_product() as product:
        for _ in range(2):
            kill(*product.engines())
            until(lambda: not product.engines(), 15, "it is gone")
            assert product.client.upload("shop.log", shop_log, wait=30).status == 200
        product.die()
        product.start_again()
        assert product.client.upload("shop.log", shop_log, wait=30).status == 200
        product.launcher.terminate()
        product.launcher.wait(PATIENCE_SECONDS)
        assert list(tmp_path.iterdir()) == []
        assert [path.name for path in (product.data / "run").iterdir()] == ["engine.key"]


def test_a_web_server_that_ends_ends_everything():
    with started_product() as product:
        (master,) = set(product.pids("gunicorn")) - set(product.web_workers())
        kill(master)
        until(
            lambda: product.launcher.poll() is not None, PATIENCE_SECONDS, "the launcher has ended"
        )
        assert product.launcher.returncode != 0
        until(lambda: not product.processes(), PATIENCE_SECONDS, "no process is left")
