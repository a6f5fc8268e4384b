"""What panels say of fields with more values than are kept, and of visitors that were sampled."""

import math
from dataclasses import replace

from analyzer.aggregate.tally import Tally
from analyzer.aggregate.visitors import Sample
from analyzer.model import Panel


def listing(panel: Panel, noun: str, tally: Tally) -> Panel:
    """A panel with a row for each key of the tally, ``noun``s."""
    if tally.excess is None:
        return panel
    count = tally.distinct
    note = (
        f"Approximate: {count.count:,} {noun}s, within ± {count.within:,} in 95 of 100 cases;"
        f" listed are all of more than {tally.excess.above:,} requests, with exact figures."
    )
    return replace(panel, note=note, rows_total=count.count, within=count.within)


def drawn_from(panel: Panel, noun: str, tally: Tally) -> Panel:
    """A panel whose rows are sums or a choice of keys of the tally."""
    if tally.excess is None:
        return panel
    note = (
        f"Approximate: of {noun}s, only those of more than {tally.excess.above:,} requests count."
    )
    return _noted(panel, note)


def with_visitors(panel: Panel, sample: Sample | None) -> Panel:
    """A panel with a column of visitors."""
    if sample is None or not sample.level:
        return panel
    once_in = 1 << sample.level
    factor = 2 * math.sqrt(once_in - 1)
    note = (
        f"Approximate: visitors are estimated from one in {once_in}; n of them are right within"
        f" ± {factor:.1f} √n in 95 of 100 cases."
    )
    return _noted(panel, note)


def _noted(panel: Panel, note: str) -> Panel:
    return replace(panel, note=f"{panel.note} {note}".strip())
