"""What the server answers is what its OpenAPI document says."""

from tests.contract.run import check_contract


def test_no_server_error_and_no_undocumented_answer():
    done = check_contract("--max-examples", "1", "--phases", "coverage,fuzzing", "--seed", "1")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "Tested: " in done.stdout
