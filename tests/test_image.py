"""What the Dockerfile copies is there to be copied."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_what_the_dockerfile_copies_exists_and_is_not_ignored():
    kept = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    lines = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )
    copied = {path for line in lines for path in line.split()}
    assert copied
    assert copied <= set(kept)
    assert all((ROOT / path).exists() for path in copied)
