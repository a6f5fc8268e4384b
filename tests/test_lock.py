"""What is installed is what was locked."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_requirement_is_locked_in_its_version_with_hashes():
    lock = (ROOT / "requirements.lock").read_text()
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            written, version = re.sub(r"\[.*]", "", line).lower().split("==")
            name = re.sub(r"[-_.]+", "-", written)  # as indexes compare names
            assert f"\n{name}=={version} \\\n    --hash=sha256:" in f"\n{lock}", "run make lock"
