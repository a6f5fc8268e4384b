"""Counts a combined log with DuckDB: its CSV reader, one pass, grouping sets."""

import sys
from typing import Any

import duckdb

from tests.benchmarks.answer import BUCKET_SECONDS, TOP
from tests.benchmarks.programs.printing import print_answer

_SETS = {
    "over_time": "bucket, class",
    "status": "status",
    "methods": "method",
    "paths": "path",
    "clients": "client",
    "referrers": "referrer",
    "agents": "agent",
    "week": "hour",
    "sizes": "digits",
    "visitors": "client, day, agent",
}
_COLUMNS = "bucket, class, status, method, path, client, referrer, agent, hour, digits, day"

# The time column is parsed by the CSV reader itself, which is faster than strptime in the query;
# the offset, which stands apart, is taken off afterwards. 1970 began 72 hours after a Monday.
_COUNT = f"""
create temp table counted as
with rows as (
    select client, referrer, agent, status, status // 100 as class,
        coalesce(try_cast(size as bigint), 0) as size,
        epoch(time)::bigint - (if(zone[1] = '-', -1, 1))
            * (zone[2:3]::int * 3600 + zone[4:5]::int * 60) as seconds,
        split_part(request, ' ', 1) as method,
        split_part(split_part(request, ' ', 2), '?', 1) as path
    from read_csv($log, delim = ' ', quote = '"', escape = '\\', header = false,
        auto_detect = false, timestampformat = '[%d/%b/%Y:%H:%M:%S',
        columns = {{
            'client': 'VARCHAR', 'ident': 'VARCHAR', 'who': 'VARCHAR', 'time': 'TIMESTAMP',
            'zone': 'VARCHAR', 'request': 'VARCHAR', 'status': 'SMALLINT', 'size': 'VARCHAR',
            'referrer': 'VARCHAR', 'agent': 'VARCHAR'
        }})
), keyed as (
    select *, seconds // {BUCKET_SECONDS} * {BUCKET_SECONDS} as bucket,
        (seconds // 3600 + 72) % 168 as hour, seconds // 86400 as day,
        if(size = 0, 0, length(bin(size))) as digits
    from rows
)
select grouping_id({_COLUMNS}) as which, {_COLUMNS}, count(*) as requests,
    sum(size)::bigint as bytes, count(*) filter (status >= 400) as errors,
    count(*) filter (status = 404) as missing
from keyed
group by grouping sets ({", ".join(f"({columns})" for columns in _SETS.values())})
"""


def main(log: str, threads: int) -> None:
    """Prints the answer."""
    database = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
    database.execute(_COUNT, {"log": log})

    def rows(name: str, measures: str, more: str = "", order: str = "") -> list[list[Any]]:
        keys = _SETS[name]
        found = database.execute(
            f"select {keys}, {measures} from counted where which = {_which(keys)} {more}"
            f" order by {order or keys}"
        )
        return [list(row) for row in found.fetchall()]

    def top(name: str, measures: str) -> list[list[Any]]:
        return rows(name, measures, order=f"requests desc, {_SETS[name]} limit {TOP}")

    visitors = _which(_SETS["visitors"])
    counted = database.execute(f"select count(*) from counted where which = {visitors}").fetchall()
    print_answer(
        visitors=counted[0][0],
        status=rows("status", "requests, bytes"),
        panels={
            "over_time": rows("over_time", "requests, bytes"),
            **{name: top(name, "requests, bytes") for name in ("methods", "referrers", "agents")},
            **{name: top(name, "requests, bytes, errors") for name in ("paths", "clients")},
            "not_found": rows(
                "paths", "missing", "and missing > 0", f"missing desc, path limit {TOP}"
            ),
            "week": rows("week", "requests"),
            "sizes": rows("sizes", "requests"),
        },
    )


def _which(keys: str) -> int:
    """What grouping_id() calls a set: a bit for each column that is not in it, the first column
    the highest."""
    used = keys.split(", ")
    return int("".join("0" if column in used else "1" for column in _COLUMNS.split(", ")), 2)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
