"""``python -m tests.golden --update [CASE ...]`` writes the goldens of these cases, or of all."""

import argparse
import sys
from collections.abc import Sequence

from tests.golden.cases import cases


def main(arguments: Sequence[str] | None = None) -> int:
    """0; 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("--update", action="store_true", required=True)
    parser.add_argument("case", nargs="*", help="as format/name")
    chosen = parser.parse_args(arguments)
    known = cases()
    if unknown := set(chosen.case) - set(known):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    for name in chosen.case or known:
        known[name].update()
        print(known[name].golden)
    return 0


if __name__ == "__main__":
    sys.exit(main())
