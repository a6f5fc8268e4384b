"""Logs that ship with Loglanes, to try it with."""

from dataclasses import dataclass
from pathlib import Path

from app.errors import NotFound

_FOLDER = Path(__file__).parent.parent.parent / "sample_logs"
_SAMPLES = {
    "shop": ("combined/shop.log", "A shop, three days", "an outage, a scanner, bots and people"),
    "three-sites": ("vhost_combined/three-sites.log", "Three sites", "virtual hosts in one log"),
    "intranet": ("common/intranet.log", "An intranet", "the common format, no user agents"),
    "hostile": ("combined/hostile.log", "Hostile lines", "what attackers write into logs"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One of them: ``path`` on this host, size in bytes."""

    name: str
    title: str
    note: str
    path: Path
    bytes: int


def list_samples() -> list[Sample]:
    """All samples that are installed."""
    samples = []
    for name, (file, title, note) in _SAMPLES.items():
        path = _FOLDER / file
        if path.is_file():
            samples.append(Sample(name, title, note, path, path.stat().st_size))
    return samples


def sample_named(name: str) -> Sample:
    """The sample; NotFound naming the known ones."""
    for sample in list_samples():
        if sample.name == name:
            return sample
    raise NotFound(f"There is no sample {name!r}. Samples: {', '.join(_SAMPLES)}.")
