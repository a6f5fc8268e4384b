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

MEMO_NUMBERS = 7
"""What it remembers of moments."""

KEYS, USED = range(2)
"""What ``encode`` counts: distinct values, and their bytes."""

SPARE = 8
"""Bytes behind a pool that it may write."""

METHOD, PATH, PROTOCOL = range(3)
"""The parts of a request."""

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
    "split_request": (NOTHING, (BYTES, INTS, NUMBER, NUMBER, INTS, INTS)),
    "spread": (NOTHING, (BYTES, INTS, NUMBER, WORD, WORDS, NUMBER)),
}  # fmt: skip
"""By name: what it returns, and its arguments in order."""
