"""Values become codes: a hash table of those seen so far, with open addressing."""

from analyzer.kernels.contract import KEYS, USED
from analyzer.kernels.memory import Pointer, Word, load, low, number, part, store, word

_FIRST, _SECOND = word(0x9E3779B97F4A7C15), word(0xD6E8FEB86659FD93)
_HALF, _TAG = word(32), word(0xFFFFFFFF)
_NONE, _ONE = word(0), word(1)


@part
def _mixed(state: Word, text: Word) -> Word:
    product = (state ^ text) * _FIRST
    return product ^ (product >> _HALF)


@part
def _hash(data: Pointer, at: int, length: int, seed: Word) -> Word:
    """Of the bytes. The seed keeps it unknown to those who write logs which values collide."""
    state = seed ^ (word(length) * _SECOND)
    last = at + length - 8
    while at <= last:
        state = _mixed(state, load(data, at))
        at += 8
    rest = last + 8 - at
    if rest:
        state = _mixed(state, load(data, at) & low(rest))
    return _mixed(state, _SECOND)


@part
def same_bytes(data: Pointer, at: int, pool: Pointer, place: int, length: int) -> bool:
    while length >= 8:
        if load(data, at) != load(pool, place):
            return False
        at += 8
        place += 8
        length -= 8
    return length == 0 or (load(data, at) ^ load(pool, place)) & low(length) == _NONE


def encode(
    data: Pointer, begins: Pointer, lengths: Pointer, first: int, rows: int, seed: Word,
    slots: Pointer, slot_count: int, ends: Pointer, pool: Pointer, room: int, counts: Pointer,
    codes: Pointer,
) -> int:  # fmt: skip
    """Writes the code of each value of rows ``[first, rows)``; the row where a table is full, or
    ``rows``. Seven bytes more than a value's may be read.

    Key k is ``pool[ends[k]:ends[k + 1]]``. A slot holds half of a key's hash and its number, from
    1; half of the slots, a power of two, may be taken. ``room`` is the size of the pool without
    its spare bytes.
    """
    mask = word(slot_count - 1)
    keys, used = number(counts[KEYS]), number(counts[USED])
    for row in range(first, rows):
        at, length = number(begins[row]), number(lengths[row])
        found = _hash(data, at, length, seed)
        slot = found & mask
        while True:
            entry = slots[slot]
            if entry == _NONE:
                if 2 * keys >= slot_count or used + length > room:
                    counts[KEYS], counts[USED] = keys, used
                    return row
                for step in range(0, length, 8):
                    store(pool, used + step, load(data, at + step))
                used += length
                codes[row] = keys
                keys += 1
                ends[keys] = used
                slots[slot] = (found >> _HALF) << _HALF | word(keys)
                break
            if entry >> _HALF == found >> _HALF:
                key = number(entry & _TAG) - 1
                place = number(ends[key])
                if ends[key + 1] - place == length and same_bytes(data, at, pool, place, length):
                    codes[row] = key
                    break
            slot = (slot + _ONE) & mask
    counts[KEYS], counts[USED] = keys, used
    return rows


def spread(
    pool: Pointer, ends: Pointer, keys: int, seed: Word, slots: Pointer, slot_count: int
) -> None:
    """Puts the keys into empty slots."""
    mask = word(slot_count - 1)
    for key in range(keys):
        place = number(ends[key])
        found = _hash(pool, place, ends[key + 1] - place, seed)
        slot = found & mask
        while slots[slot] != _NONE:
            slot = (slot + _ONE) & mask
        slots[slot] = (found >> _HALF) << _HALF | word(key + 1)
