"""Write the small sample logs, one or more of each format: the same bytes every time."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from zlib import crc32

# isort: split
import small_devices
import small_edge
import small_programs
import small_systems
import small_web
from dice import Dice

FOLDER = Path(__file__).parent
LOGS: Mapping[str, Callable[[Dice], Iterable[str]]] = {
    **small_web.LOGS,
    **small_edge.LOGS,
    **small_programs.LOGS,
    **small_systems.LOGS,
    **small_devices.LOGS,
}


def small_texts() -> dict[str, str]:
    """All of them by path within this folder; the name of a log is its seed."""
    return {
        f"{name}.log": "".join(f"{line}\n" for line in lines(Dice(crc32(name.encode()))))
        for name, lines in LOGS.items()
    }


def main() -> int:
    """Writes them; 0."""
    for name, text in small_texts().items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
