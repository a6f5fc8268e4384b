"""``python -m tests.faults [--rounds 1000] [--seed N]``: kills at random moments and counts the
endings, for as long as you like."""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.rounds import game


def main() -> int:
    """Plays the rounds; 0 where every one ended well."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder, game(Path(folder)) as playing:
        for number in range(1, chosen.rounds + 1):
            played = playing.play(dice)
            victim = played.victim if played.struck else f"{played.victim} (already gone)"
            counts[victim, played.ending] += 1
            print(f"{number}: {victim} after {played.after_s:.2f} s: {played.ending}", flush=True)
    for (victim, ending), count in sorted(counts.items()):
        print(f"{count:6} x {victim}: {ending}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
