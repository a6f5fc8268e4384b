"""Programs of ours do without pandas, their callers need not."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_an_analysis_by_the_command_line_imports_no_pandas(samples: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "analyzer", "analyze"]
    ran = subprocess.run(
        [*command, str(samples / "combined/shop.log"), "--workers", "2"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert " pyarrow\n" in ran.stderr
    assert "pandas.core" not in ran.stderr


def test_a_report_still_becomes_frames_in_a_program_of_its_own(samples: Path) -> None:
    program = (
        "from analyzer import analyze;"
        f"print(len(analyze({str(samples / 'combined/shop.log')!r}).panel('paths').to_pandas()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ran.stdout == "100\n"
