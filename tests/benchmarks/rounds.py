"""Fair timing on a machine that others use too: contenders take turns, and are compared within a
round."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one contender, one a round."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        """In seconds."""
        return median(self.seconds)

    def ratio(self, base: "Times") -> float:
        """How many times as long as ``base``: the median of the ratios of each round, as what
        disturbs a round disturbs both."""
        pairs = zip(self.seconds, base.seconds, strict=True)
        return median(mine / theirs for mine, theirs in pairs)


def take_turns(
    contenders: Mapping[str, Callable[[], float]], rounds: int, say: Callable[[str], None]
) -> dict[str, Times]:
    """Each contender once a round, in their order: A B C A B C. They return their seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(1, rounds + 1):
        for name, run in contenders.items():
            seconds[name].append(run())
            say(f"round {number} of {rounds}: {name}: {seconds[name][-1]:.3f} s")
    return {name: Times(taken) for name, taken in seconds.items()}
