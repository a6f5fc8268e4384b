"""What all tests share: Hypothesis profiles, and where the development corpus lies."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "loglanes",
    max_examples=int(os.environ.get("LOGLANES_EXAMPLES", "60")),
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("loglanes")


@pytest.fixture(scope="session", autouse=True)
def remembers_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the command line remembers of runs is the tests' own, not the user's."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


def corpus_folder() -> Path:
    """Where the corpus of real logs lies, or would lie."""
    return Path(os.environ.get("LOGLANES_CORPUS", ROOT.parent / "shared" / "corpus"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus of real logs; tests that ask for it are skipped where it is missing."""
    folder = corpus_folder()
    if not folder.is_dir():
        pytest.skip("no corpus of real logs: set LOGLANES_CORPUS to its folder")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample logs."""
    return ROOT / "sample_logs"
