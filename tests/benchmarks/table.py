"""Results as text: Markdown tables and bars."""

from collections.abc import Mapping, Sequence

from tests.benchmarks.rounds import Times

_BAR = 40
_EIGHTHS = " ▏▎▍▌▋▊▉"


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column to the left, the others, which are figures, to the right."""
    marks = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows))


def bars(lengths: Mapping[str, float], unit: str) -> str:
    """One horizontal bar an entry, all on one scale from zero, as a block of text."""
    longest = max(lengths.values(), default=0) or 1
    width = max(map(len, lengths), default=0)
    lines = [
        f"{name:<{width}}  {_bar(length / longest):<{_BAR}}  {length:.2f} {unit}"
        for name, length in lengths.items()
    ]
    return "\n".join(["```text", *lines, "```"])


def _bar(share: float) -> str:
    whole, rest = divmod(round(share * _BAR * 8), 8)
    return ("█" * whole + _EIGHTHS[rest]).rstrip() or "▏"


def spread(times: Times) -> str:
    """Median with minimum and maximum, in seconds."""
    return f"{times.median:.3f} ({min(times.seconds):.3f}-{max(times.seconds):.3f})"


def megabytes(size: float) -> str:
    """Bytes as MB (10^6); a dash for what was too short to be sampled."""
    return f"{size / 1e6:,.{0 if size >= 1e7 else 1}f}" if size else "-"


def ratio(times: float) -> str:
    """How many times as long, to two or three places."""
    return f"{times:.{2 if times >= 0.1 else 3}f}"


def counted(count: int, word: str) -> str:
    """``1 round``, ``2 rounds``."""
    return f"{count:,} {word}{'s' * (count != 1)}"
