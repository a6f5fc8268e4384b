"""The logs that are measured: made by the samples' generator, the same for the same arguments."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import ROOT
from tests.benchmarks.variants import USUAL, VARIANTS, changed

SEED = 7
_GENERATOR = ROOT / "sample_logs" / "generate.py"
_BLOCK = 8 << 20


@dataclass(frozen=True, slots=True)
class Log:
    """A log file; size in bytes."""

    path: Path
    lines: int
    bytes: int

    def warm(self) -> None:
        """Reads it once, so that it is measured from the page cache."""
        with open(self.path, "rb", buffering=0) as file:
            while file.read(_BLOCK):
                pass


def make_log(folder: Path, lines: int, say: Callable[[str], None], kind: str = "") -> Log:
    """A combined log of so many lines, the usual one or the variant ``kind``. What lies there from
    the same arguments to the same generator is used again."""
    variant = VARIANTS[kind] if kind else USUAL
    name = f"access-{lines}{kind and '-'}{kind}"
    path, facts = folder / f"{name}.log", folder / f"{name}.json"
    arguments = ["--lines", str(lines), "--seed", str(SEED), *variant.options]
    made_from = {"arguments": arguments, "generator": _generator_version()}
    if path.is_file() and facts.is_file() and json.loads(facts.read_text()) == made_from:
        return Log(path, lines, path.stat().st_size)
    usual = make_log(folder, lines, say) if variant.change else None
    say(f"making {path.name}")
    facts.unlink(missing_ok=True)
    if usual:
        with open(usual.path, "rb") as source, open(path, "wb") as target:
            target.writelines(changed(source, variant))
    else:
        subprocess.run([sys.executable, str(_GENERATOR), *arguments, str(path)], check=True)
    facts.write_text(json.dumps(made_from))
    return Log(path, lines, path.stat().st_size)


def first_part(log: Log, size: int) -> Log:
    """The first whole lines that fit into ``size`` bytes, as a log of their own beside it."""
    if size >= log.bytes:
        return log
    path = log.path.with_name(f"{log.path.stem}-first-{size}.log")
    lines = total = 0
    with open(log.path, "rb") as source, open(path, "wb") as target:
        for line in source:
            if total + len(line) > size:
                break
            target.write(line)
            lines, total = lines + 1, total + len(line)
    return Log(path, lines, total)


def _generator_version() -> str:
    """A hash of the modules that make logs."""
    version = hashlib.sha256()
    for path in [*sorted(_GENERATOR.parent.glob("*.py")), Path(__file__).with_name("variants.py")]:
        version.update(path.read_bytes())
    return version.hexdigest()
