"""One run of Schemathesis against the real server."""

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from tests.app.product import ROOT, started_product

_CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance", "response_headers_conformance", "unsupported_method",
)  # fmt: skip
_STREAM = "/api/v1/analyses/{id}/events"
"""Of an upload that nobody continues it is open for most of a minute: other tests listen to it."""

_SAMPLE = ROOT / "sample_logs/combined/hostile.log"


def check_contract(*options: str) -> "subprocess.CompletedProcess[str]":
    """Starts a server with one analysis, and has Schemathesis ask it everything that its OpenAPI
    document allows, and much that it does not."""
    with started_product() as product, TemporaryDirectory() as folder:
        log = _SAMPLE.read_bytes()
        place = product.client.upload(_SAMPLE.name, log, wait=30).headers["Location"]
        return subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "run", *options,
                "--checks", ",".join(_CHECKS), "--request-timeout", "15", "--no-color",
                "--suppress-health-check", "all", "--warnings", "off", "--exclude-path", _STREAM,
                f"{product.url}/api/v1/openapi.json",
            ],
            cwd=folder,  # where it leaves its cache
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "SCHEMATHESIS_HOOKS": "tests.contract.hooks",
                "CONTRACT_ANALYSIS": place.rpartition("/")[2],
            },
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
