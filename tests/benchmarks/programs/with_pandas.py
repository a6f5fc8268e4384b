"""Counts a combined log with pandas on one core."""

import sys
from typing import Any

import numpy as np
import pandas as pd

from tests.benchmarks.answer import BUCKET_SECONDS, TOP
from tests.benchmarks.programs.printing import print_answer

_TYPES = {
    "client": "category",
    "ident": "category",
    "who": "category",
    "time": "str",
    "zone": "category",
    "request": "category",
    "status": "int16",
    "size": "float64",
    "referrer": "category",
    "agent": "category",
}
_MONDAY_H = 72
"""1970 began three days after a Monday, in hours."""


def main(log: str) -> None:
    """Prints the answer."""
    table = _read(log)
    seconds = table["seconds"]
    visitors = table.assign(day=seconds // 86_400)[["client", "day", "agent"]].drop_duplicates()
    bucket = seconds // BUCKET_SECONDS * BUCKET_SECONDS
    missing = table.loc[table["status"] == 404, "path"].value_counts(sort=False)
    digits = np.frexp(table["size"].to_numpy(np.float64))[1]
    print_answer(
        visitors=len(visitors),
        status=_rows(_sums(table, table["status"]).sort_index(), 2),
        panels={
            "over_time": _rows(_sums(table, [bucket, table["status"] // 100]).sort_index(), 2),
            **{f"{name}s": _top(_sums(table, name), 2) for name in ("method", "referrer", "agent")},
            **{f"{name}s": _top(_sums(table, name), 3) for name in ("path", "client")},
            "not_found": _top(missing[missing > 0].to_frame("requests"), 1),
            "week": _counts((seconds // 3600 + _MONDAY_H) % 168),
            "sizes": _counts(pd.Series(digits)),
        },
    )


def _read(log: str) -> pd.DataFrame:
    """One row a line. Text is categories, so that what is done to it is done once a distinct
    value."""
    table = pd.read_csv(
        log,
        sep=" ",
        quotechar='"',
        escapechar="\\",
        header=None,
        names=list(_TYPES),
        usecols=[name for name in _TYPES if name not in ("ident", "who")],
        dtype=_TYPES,
        keep_default_na=False,
        na_values={"size": ["-"]},
    )
    local = pd.to_datetime(table.pop("time"), format="[%d/%b/%Y:%H:%M:%S")
    ahead = table.pop("zone").map(_seconds_ahead).astype("int64")
    table["seconds"] = local.astype("datetime64[s]").astype("int64") - ahead
    table["size"] = table["size"].fillna(0).astype("int64")
    table["error"] = table["status"] >= 400
    request = table.pop("request")
    words = [text.split(" ") for text in request.cat.categories]
    table["method"] = _translated(request, [word[0] for word in words])
    table["path"] = _translated(request, [word[1].partition("?")[0] for word in words])
    return table


def _seconds_ahead(zone: str) -> int:
    """Of UTC, for an offset as in ``+0130]``."""
    ahead = int(zone[1:3]) * 3600 + int(zone[3:5]) * 60
    return -ahead if zone[0] == "-" else ahead


def _translated(column: "pd.Series[Any]", meanings: list[str]) -> pd.Categorical:
    """A column with each category replaced by its meaning; several may mean the same."""
    codes, names = pd.factorize(pd.Index(meanings, dtype=object))
    return pd.Categorical.from_codes(codes[column.cat.codes], names)


def _sums(table: pd.DataFrame, by: Any) -> pd.DataFrame:
    """Requests, bytes and errors by key."""
    grouped = table.groupby(by, observed=True, sort=False)
    return grouped.agg(requests=("size", "size"), bytes=("size", "sum"), errors=("error", "sum"))


def _top(sums: pd.DataFrame, measures: int) -> list[list[Any]]:
    """The most requested, ties in the order of their keys."""
    table = sums.set_axis(pd.Index(sums.index.astype(object), name="key")).reset_index()
    table = table.sort_values(["requests", "key"], ascending=[False, True]).head(TOP)
    return _rows(table.set_index("key"), measures)


def _rows(sums: pd.DataFrame, measures: int) -> list[list[Any]]:
    """Keys with the first so many measures, as plain lists."""
    return sums.iloc[:, :measures].reset_index().to_numpy(object).tolist()


def _counts(keys: "pd.Series[Any]") -> list[list[Any]]:
    return _rows(keys.value_counts().sort_index().to_frame(), 1)


if __name__ == "__main__":
    main(sys.argv[1])
