"""Readings as Markdown."""

from collections.abc import Sequence

from tests.corpus.reading import Reading

_HEAD = """\
| file | manifest | detected | parsed | differences |
| --- | --- | --- | --: | --- |
"""


def markdown(readings: Sequence[Reading]) -> str:
    """A row a file, and the summary."""
    return _HEAD + "".join(map(_row, readings)) + f"\n{summary(readings)}\n"


def summary(readings: Sequence[Reading]) -> str:
    """One line: how many were detected right, and of how many less than 95 % was parsed."""
    right = sum(one.right for one in readings)
    poor = sum(one.right and 0 < one.share < 0.95 for one in readings)
    differing = sum(bool(one.differs) for one in readings)
    return (
        f"{right} of {len(readings)} files ({share_right(readings):.1%}) detected right;"
        f" less than 95 % parsed of {poor} of these; {differing} files differ from what is known."
    )


def share_right(readings: Sequence[Reading]) -> float:
    """0 to 1."""
    return sum(one.right for one in readings) / len(readings)


def _row(one: Reading) -> str:
    mark = "" if one.right else " **wrong**"
    differs = "; ".join(one.differs).replace("|", "\\|")
    name, format = one.entry.name, one.entry.format
    return f"| {name} | {format} | {one.detected}{mark} | {one.share:.1%} | {differs} |\n"
