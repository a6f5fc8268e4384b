"""A tally that others are added to."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analyzer.aggregate.tally import MEASURES, NO_KEYS, OVERFULL, Tally, within
from analyzer.kernels.library import address, kernels
from analyzer.parse.dictionary import Codes, Dictionary


class GrowingTally:
    """Keeps the table in which its keys are found, so that adding costs what is added, however much
    is there already. It has at most ``most`` keys (None: any number): see ``within``."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._only = NO_KEYS
        self._dictionary: Dictionary | None = None
        self._sums = np.zeros((0, len(MEASURES)), np.int64)

    def __len__(self) -> int:
        return len(self._only if self._dictionary is None else self._dictionary)

    def add(self, one: Tally) -> Codes:
        """Where each of its keys went. Of tallies over one array of keys, no key is looked at."""
        if one.overfull or self._only.overfull:
            self._keep(OVERFULL)
            return np.zeros(len(one), np.int32)
        if self._dictionary is None and (not len(self) or one.keys is self._only.keys):
            sums = one.sums + self._only.sums if len(self) else one.sums
            self._keep(replace(one, sums=sums))
            return np.arange(len(one), dtype=np.int32)
        if self._dictionary is None:
            self._dictionary = Dictionary()
            self._take(self._only, self._dictionary)
            self._only = NO_KEYS
        places = self._take(one, self._dictionary)
        if self._most is not None and len(self) > self._most:
            grown = within(self._most, self.result())
            if grown.overfull:
                self._keep(grown)
        return places

    def result(self) -> Tally:
        """What it has come to; later additions do not change it."""
        if self._dictionary is None:
            return self._only
        keys = self._dictionary.values()
        return Tally(keys, np.ascontiguousarray(self._sums[: len(keys)].T))

    def _keep(self, only: Tally) -> None:
        """Instead of all that was there."""
        self._dictionary = None
        self._only = within(self._most, only)

    def _take(self, one: Tally, dictionary: Dictionary) -> Codes:
        places = dictionary.codes_of(one.keys)
        if len(dictionary) > len(self._sums):
            larger = np.zeros((max(len(dictionary), 2 * len(self._sums)), len(MEASURES)), np.int64)
            larger[: len(self._sums)] = self._sums
            self._sums = larger
        amounts = np.ascontiguousarray(one.sums)
        kernels().add_sums(address(places), len(places), address(amounts), address(self._sums))
        return places


def merge_tallies(tallies: Iterable[Tally]) -> tuple[Tally, list[Codes]]:
    """One tally, and for each of ``tallies`` where its keys went."""
    grown = GrowingTally()
    places = [grown.add(one) for one in tallies]
    return grown.result(), places
