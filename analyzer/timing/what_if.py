"""Predictions as the report and REST show them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analyzer.timing.costs import Measured, measured
from analyzer.timing.prediction import (
    SIZES,
    WORKERS,
    Setting,
    alone_ns,
    own_setting,
    predict_ns,
    recommended,
)
from analyzer.timing.simulation import Host

_SECOND = 1e9


def what_if(timing: Mapping[str, Any]) -> dict[str, Any] | None:
    """The part that goes into the report, of its timing: seconds by number of workers at the run's
    chunk size, on this host (``curve``) and on one with a processor for each process
    (``more_processors``), and the advice. None where nothing was parsed."""
    run = measured(timing)
    return None if run is None else _what_if(run)


def what_if_grid(timing: Mapping[str, Any]) -> dict[str, Any] | None:
    """The same, with the costs it rests on and the predicted seconds of every chunk size (rows)
    and number of workers (columns)."""
    run = measured(timing)
    if run is None:
        return None
    counts, sizes = _counts(run), sorted({*SIZES, run.chunk_bytes})
    seconds = [[_seconds_of(run, Setting(count, size)) for count in counts] for size in sizes]
    grid = {"workers": counts, "chunk_bytes": sizes, "seconds": seconds}
    return {**_what_if(run), "costs": _costs(run), "grid": grid}


def _what_if(run: Measured) -> dict[str, Any]:
    own, best = own_setting(run), recommended(run)
    enough = replace(run.host, cores=max(_counts(run)) + 1, foreign=0.0)
    return {
        "cores": run.host.cores,
        "measured": _point(own, run.wall_ns / _SECOND),
        "predicted_s": _seconds_of(run, own),
        "one_process_s": round(alone_ns(run) / _SECOND, 4),
        "curve": _curve(run, run.host),
        "more_processors": _curve(run, enough),
        "recommended": _point(best, _seconds_of(run, best)),
        "recommendation": _advice(run, own, best),
    }


def _counts(run: Measured) -> Sequence[int]:
    return sorted({*WORKERS, run.workers})


def _curve(run: Measured, host: Host) -> list[tuple[int, float]]:
    return [
        (count, _seconds_of(run, Setting(count, run.chunk_bytes), host)) for count in _counts(run)
    ]


def _seconds_of(run: Measured, setting: Setting, host: Host | None = None) -> float:
    return round(predict_ns(run, setting, host) / _SECOND, 4)


def _point(setting: Setting, seconds: float) -> dict[str, Any]:
    return {
        "workers": setting.workers,
        "chunk_bytes": setting.chunk_bytes,
        "seconds": round(seconds, 4),
    }


def _advice(run: Measured, own: Setting, best: Setting) -> str:
    expected = f"{predict_ns(run, own) / _SECOND:.2f} s"
    if own == best:
        return f"{own.in_words} are as good as any other choice on this host: about {expected}."
    better = f"{predict_ns(run, best) / _SECOND:.2f} s"
    return f"{best.in_words} would take about {better}, against {expected} with {own.in_words}."


def _costs(run: Measured) -> dict[str, float]:
    """In the units of the names; per chunk at the run's chunk size."""
    chunk = run.rates.chunk(run.chunk_bytes)
    return {
        "megabytes_per_s_per_processor": round(1e3 / run.rates.linear, 1),
        "chunk_ms": round(chunk.work / 1e6, 3),
        "chunk_fixed_ms": round((chunk.work - run.rates.linear * run.chunk_bytes) / 1e6, 3),
        "merge_ms_per_chunk": round(chunk.merge / 1e6, 3),
        "boot_ms": round(run.boot_ns / 1e6, 3),
        "next_boot_ms": round(run.next_boot_ns / 1e6, 3),
        "lead_ms": round(run.lead_ns / 1e6, 3),
        "tail_ms": round(run.tail_ns / 1e6, 3),
        "other_processes": round(run.host.foreign, 2),
        "slow_down": round(run.host.slow, 2),
    }
