"""What is known of lines whose values stand apart before any is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.spec import IGNORED
from analyzer.kernels.contract import DATE, DURATION_UNITS, PRESENT, SIZE, STATUS, TEXT, ZONE
from analyzer.parse.dictionary import Codes
from analyzer.parse.in_place import request_parts
from analyzer.parse.times import Meaning
from analyzer.parse.typed import kept_as_text

_KINDS = {"status": STATUS, "bytes_sent": SIZE, "clf_date": DATE, "clf_zone": ZONE}


@dataclass(frozen=True, slots=True)
class Layout:
    """What the reading knows of its lines: what each column may hold (``kinds``), and the places of
    those that become text as they are (``kept``), that are read where they lie, or that mean
    something else (``other``). The time may stand in a column or two beside one another; a request
    line may have to be put together (see ``request_parts``)."""

    columns: Sequence[str]
    delimiter: int
    comment: bytes
    kinds: Codes
    kept: Sequence[int]
    other: Sequence[int]
    meaning: Meaning
    time: tuple[int, int] | None
    duration: int | None
    endpoint: int | None
    request: Codes | None

    @classmethod
    def of(cls, shape: Delimited, meaning: Meaning) -> "Layout":
        """Of a format with that shape."""
        names = shape.columns
        kinds = np.array([_KINDS.get(name, TEXT) for name in names], np.int32)
        if names[0] == "virtual_host":  # one whose client is absent is a client
            kinds[names.index("client_ip")] = PRESENT
        places = {name: place for place, name in enumerate(names)}
        unused = {*_KINDS, "ident"}
        wanted = [i for i, name in enumerate(names) if name not in unused and name[0] != IGNORED]
        text = kept_as_text(names)
        kept = [i for i in wanted if names[i] in text]
        time = _time(shape, places)
        unit = meaning.format.duration_unit
        duration = places.get("duration") if unit in DURATION_UNITS else None
        endpoint = places.get("client_endpoint")
        request = None
        if "target" in places and "request" not in places:
            request = request_parts(places)
        read = {duration, endpoint, *(time or ()), *(request[:, 0] if request is not None else ())}
        other = [i for i in wanted if i not in kept and i not in read]
        comment = meaning.format.comment or b""
        return cls(
            names, ord(shape.delimiter), comment, kinds, kept, other, meaning, time, duration,
            endpoint, request,
        )  # fmt: skip


def _time(shape: Delimited, places: Mapping[str, int]) -> tuple[int, int] | None:
    """The columns that a time begins and ends in, where it stands in one piece. A blank stands for
    one between date and clock, whichever it is."""
    if "clf_date" in places:
        return None
    if "timestamp" in places:
        return places["timestamp"], places["timestamp"]
    if "date" in places and places.get("clock") == places["date"] + 1 and shape.delimiter in " \t":
        return places["date"], places["clock"]
    return None
