"""What the product writes is for its user alone."""

from pathlib import Path

from tests.app.product import Product, running_product


def readable_by_others(folder: Path) -> list[Path]:
    """Everything below it that others may open."""
    return [path for path in folder.rglob("*") if path.stat().st_mode & 0o077]


def test_the_data_directory_is_private_with_all_that_lies_in_it(product: Product, shop_log: bytes):
    assert product.client.upload("shop.log", shop_log, wait=20).status == 200
    assert product.data.stat().st_mode & 0o777 == 0o700
    assert readable_by_others(product.data) == []


def test_the_engine_listens_on_a_socket_that_no_other_user_reaches(product: Product):
    run = product.data / "run"
    assert run.stat().st_mode & 0o777 == 0o700
    assert (run / "engine.sock").is_socket()
    assert (run / "engine.sock").stat().st_mode & 0o077 == 0
    assert (run / "engine.key").stat().st_mode & 0o777 == 0o600
    assert (run / "engine.key").stat().st_size >= 32


def test_in_a_folder_that_others_may_read_the_files_are_private_all_the_same(
    tmp_path: Path, shop_log: bytes
):
    tmp_path.chmod(0o755)
    with running_product(data=tmp_path, web_workers=1) as product:
        assert product.client.upload("shop.log", shop_log, wait=20).status == 200
        assert readable_by_others(tmp_path) == []
