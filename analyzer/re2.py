"""RE2, as Arrow has it: regular expressions in time that grows with the text alone."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any


@cache
def groups_of(pattern: bytes) -> tuple[str, ...]:
    """The names of its groups; ValueError where it is none of RE2's expressions, or has a group
    without a name."""
    import pyarrow as pa  # where no user has a format of their own, nothing asks

    try:
        found = _extracted(pattern, [])
    except pa.ArrowInvalid as error:
        if "unnamed" in str(error):
            raise ValueError(
                "a group without a name; write (?:...) for one that is no column"
            ) from error
        raise
    return tuple(found.type[place].name for place in range(found.type.num_fields))


def matched(
    pattern: bytes, texts: Sequence[bytes]
) -> tuple[Sequence[bool], Mapping[str, Sequence[bytes | None]]]:
    """Whether the pattern is each of the texts as a whole, and what its groups are there; None
    where it is not, or the group is empty."""
    found = _extracted(pattern, texts)
    groups = {
        name: [value or None for value in found.field(place).to_pylist()]
        for place, name in enumerate(groups_of(pattern))
    }
    return found.is_valid().to_pylist(), groups


def _extracted(pattern: bytes, texts: Sequence[bytes]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.extract_regex(pa.array(texts, pa.binary()), rb"(?s)\A(?:" + pattern + rb")\z")
