"""What kernels and those who call them agree on."""

TEXT, PRESENT, STATUS, SIZE, DATE, ZONE = range(6)
"""What a column may hold for ``split``: any text, any but a dash, a status, a size, the date of a
moment, and its zone, which stands behind the date."""

STATUSES, SIZES, TIMES, DAYS = range(4)
"""The rows of its numbers: seconds since 1970 UTC, and days since 1970 on the log's own clock."""

ROWS, LEFT = range(2)
"""What it counts: lines read, and lines left."""

STEP = 16
"""Bytes that are looked at together: kernels may read one less behind the last line feed, or behind
the last value."""

MOST_DIGITS = 13
"""Of a size."""

HOUR_SECONDS, ZONE_SECONDS, LEAST_ZONE, MOST_ZONE, SEEN = range(5)
"""What is remembered of the moment seen last: when its hour began on the log's clock, what its zone
adds to UTC (both in seconds), and the three words of its text, 0 where there was none. Of all lines
read: the least and the most that a zone adds."""
MEMO_NUMBERS = SEEN + 3

(
    YEAR_AT, MONTH_AT, MONTH_NAME_AT, DAY_AT, HOUR_AT, MINUTE_AT, SECOND_AT, LAYOUT_WIDTH,
    SAME_HOUR, UNIT, REWRITTEN, LAYOUT_NUMBERS,
) = range(12)  # fmt: skip
"""Of a layout for ``read_moments``: where its parts stand (-1: it has none such), how long it is,
how many bytes behind the first eight tell one hour from another (1 to 7; 0 where they cannot), and
how many units a second has where it is a number (0: it is none; -1: as many as its digits say).
The last one says that a text may mean another one, as in JSON numbers are doubles and strings have
escapes."""

NOT_FITTING, ZONED, UNSURE, SILENT = range(4)
"""What a text is by a layout: none such; a moment; nobody knows; a moment that names no zone."""

DURATION_UNITS = ("s", "ms", "us", "ns")

NO_LENGTH, UNSURE_LENGTH = -1, -2

NO_PART = -1

KEYS, USED = range(2)
"""What ``encode`` counts: distinct values, and their bytes."""

SPARE = 8
"""Bytes behind a pool that it may write."""

ABSENT_VALUE, NO_TEXT = -1, -2
"""Lengths of values of ``read_keyed`` that are none: null or not there; there, but empty or no
scalar."""

MOST_DEPTH = 32
"""Of objects and arrays inside one another."""

WORK_NUMBERS = 2 + 3 * MOST_DEPTH
"""What ``read_keyed`` needs for itself, and a number for each node."""

COLUMNS = 2
"""What ``read_keyed`` counts behind ROWS and LEFT: columns."""

NODE_NUMBERS = 4
"""Of a node in the tree of keys: the next one in its bucket (0: none), its parent, and where its
name begins and how long it is."""

METHOD, PATH, PROTOCOL = range(3)
"""The parts of a request."""

MEASURES = 4
"""Numbers that ``tally`` adds up for a key: records, their sizes, and those with each flag."""

FAILED, NOT_FOUND = 1, 2
"""Flags of a record."""

BYTES, INTS, NUMBERS, WORDS = "uint8*", "int32*", "int64*", "uint64*"
NUMBER, WORD, NOTHING = "int64", "uint64", "void"

SIGNATURES = {
    "split": (
        NOTHING,
        (
            BYTES, NUMBER, NUMBER, NUMBER, WORD, WORD, INTS, NUMBER, NUMBER, INTS, INTS, NUMBERS,
            NUMBERS, NUMBERS, NUMBERS, NUMBERS,
        ),
    ),
    "encode": (
        NUMBER,
        (
            BYTES, INTS, INTS, NUMBER, NUMBER, WORD, WORDS, NUMBER, INTS, BYTES, NUMBER, NUMBERS,
            INTS,
        ),
    ),
    "tally": (NOTHING, (INTS, NUMBERS, NUMBER, NUMBER, NUMBERS, BYTES, NUMBERS)),
    "add_sums": (NOTHING, (INTS, NUMBER, NUMBERS, NUMBERS)),
    "split_request": (NOTHING, (BYTES, INTS, NUMBER, NUMBER, INTS, INTS)),
    "read_keyed": (
        NUMBER,
        (
            BYTES, NUMBER, NUMBER, INTS, BYTES, NUMBER, INTS, INTS, INTS, BYTES, NUMBERS, NUMBERS,
            NUMBERS, NUMBERS, NUMBER,
        ),
    ),
    "unescape": (NUMBER, (BYTES, INTS, INTS, NUMBER, NUMBER, BYTES, NUMBER, NUMBERS)),
    "unwrap_cri": (
        NUMBER,
        (
            BYTES, NUMBER, NUMBER, BYTES, NUMBER, NUMBERS, NUMBERS, INTS, NUMBERS, NUMBERS,
        ),
    ),
    "words": (NUMBER, (BYTES, NUMBER, INTS, INTS)),
    "read_moments": (
        NOTHING,
        (BYTES, INTS, INTS, NUMBER, NUMBER, INTS, NUMBERS, INTS, BYTES, NUMBERS),
    ),
    "read_durations": (NOTHING, (BYTES, INTS, INTS, NUMBER, NUMBER, NUMBER, NUMBERS)),
    "cut_ports": (NOTHING, (BYTES, INTS, INTS, NUMBER, NUMBER)),
    "join_values": (
        NUMBER,
        (
            BYTES, INTS, NUMBER, NUMBER, INTS, INTS, NUMBER, NUMBER, BYTES, NUMBER, INTS, INTS,
        ),
    ),
    "spread": (NOTHING, (BYTES, INTS, NUMBER, WORD, WORDS, NUMBER)),
}  # fmt: skip
"""By name: what it returns, and its arguments in order."""
