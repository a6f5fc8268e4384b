"""Lines that no format could read: what they look like, whether a pattern reads them, and all of
them as they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analyzer.formats.dialect import format_named
from analyzer.formats.strings.expressions import definition_of
from analyzer.views.answers import MOST_LINES
from analyzer.views.view import View
from app.services.analyses import Analyses
from app.services.views import MOST_BYTES, Views

LOOKED_AT = 10 * MOST_LINES
"""Rejected lines that are grouped, and that a pattern is tried on: the first ones."""

_MOST_GROUPS, _SAMPLES, _SHAPE = 50, 3, 160
_DIGITS, _LETTERS = re.compile(r"[0-9]+"), re.compile(r"[^\W\d_]+")
_SPACES = re.compile(r"\s+")
_ALL = View()


@dataclass(frozen=True, slots=True)
class RejectedLines:
    """Of one analysis each. All raise NotFound for an unknown id and NotReady before its end."""

    analyses: Analyses
    views: Views

    def shapes(self, id: str) -> dict[str, Any]:
        """The first rejected lines by reason and masked shape, the most frequent first: {"total",
        "looked_at", "shapes": [{"reason", "shape", "count", "share", "first", "last",
        "samples"}]}; ``share`` is of all records, ``first`` and ``last`` are places in the log
        from 0 to 1."""
        total, lines = self._first(id)
        ends, size = self._places(id)
        records = self.analyses.report(id)["accounting"]["records"] or 1
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for line in lines:
            key = line.get("reason", ""), masked(line["text"])
            groups.setdefault(key, []).append(line)
        order = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        return {
            "total": total,
            "looked_at": len(lines),
            "shapes": [
                {
                    "reason": reason,
                    "shape": shape,
                    "count": len(held),
                    "share": round(len(held) / records, 6),
                    "first": round((ends[held[0]["source"]] + held[0]["offset"]) / size, 4),
                    "last": round((ends[held[-1]["source"]] + held[-1]["offset"]) / size, 4),
                    "samples": [_sample(line) for line in held[:_SAMPLES]],
                }
                for (reason, shape), held in order[:_MOST_GROUPS]
            ],
        }

    def tried(self, id: str, pattern: str) -> dict[str, Any]:
        """Which of the first rejected lines the pattern reads: {"read", "of", "total", "fields",
        "samples": [line with its "fields"]}. UsageError for one that cannot be read."""
        total, lines = self._first(id)
        texts = [line["text"].encode() for line in lines]
        table = format_named(definition_of(pattern, texts)).shape.read(texts)
        samples = [
            {
                **_sample(lines[row]),
                "fields": {
                    name: value.decode("utf-8", "replace")
                    for name, values in table.columns.items()
                    if (value := values[place]) is not None and not name.startswith("_")
                },
            }
            for place, row in enumerate(table.rows[:_SAMPLES])
        ]
        names = [name for name in table.columns if not name.startswith("_")]
        return {
            "read": len(table.rows),
            "of": len(lines),
            "total": total,
            "fields": names,
            "samples": samples,
        }

    def definition(self, id: str, pattern: str) -> str:
        """The definition that the pattern stands for."""
        return definition_of(pattern, [line["text"].encode() for line in self._first(id)[1]])

    def all_lines(self, id: str) -> Iterator[bytes]:
        """Each rejected line with a line feed behind it, as it is in the log."""
        cursor: int | None = 0
        while cursor is not None:
            page = self._page(id, cursor)
            for line in page["lines"]:
                whole = not (line["cut"] or line["invalid"])
                yield (line["text"].encode() if whole else self._raw(id, line)) + b"\n"
            cursor = page["next"]

    def _raw(self, id: str, line: dict[str, Any]) -> bytes:
        pieces, offset = [], line["offset"]
        while piece := self.views.bytes(id, line["source"], offset, MOST_BYTES):
            text, feed, _ = piece.partition(b"\n")
            pieces.append(text)
            offset += len(text)
            if feed:
                break
        return b"".join(pieces).removesuffix(b"\r")

    def _first(self, id: str) -> tuple[int, list[dict[str, Any]]]:
        page = self._page(id, 0)
        lines = list(page["lines"])
        while page["next"] is not None and len(lines) < LOOKED_AT:
            page = self._page(id, page["next"])
            lines += page["lines"]
        return page["total"], lines

    def _page(self, id: str, cursor: int) -> dict[str, Any]:
        which = {"cursor": cursor, "limit": MOST_LINES, "newest": False, "rejected": True}
        return self.views.lines(id, _ALL, **which, at=None)

    def _places(self, id: str) -> tuple[list[int], int]:
        """Where each source begins behind those before it, and how many bytes all have."""
        begins, size = [], 0
        for source in self.analyses.report(id)["sources"]:
            begins.append(size)
            size += source["bytes"]
        return begins, size or 1


def masked(text: str) -> str:
    """What a line looks like: any number is 0, any word a, any blanks one."""
    head = _DIGITS.sub("0", text[: 4 * _SHAPE])
    shape = _SPACES.sub(" ", _LETTERS.sub("a", head))
    return shape if len(shape) <= _SHAPE else f"{shape[:_SHAPE]}…"


def _sample(line: dict[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in ("name", "offset", "text")}
