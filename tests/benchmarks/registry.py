"""The benchmarks by name, in the order in which they are run."""

from collections.abc import Mapping

from tests.benchmarks import (
    arrival,
    ceiling,
    decoding,
    format_rates,
    instrumentation,
    kinds,
    memory_growth,
    merging,
    page,
    redaction,
    scaling,
    start,
    throughput,
    upload,
    views,
)
from tests.benchmarks.bench import Benchmark

BENCHMARKS: Mapping[str, Benchmark] = {
    "throughput": throughput.run,
    "memory": memory_growth.run,
    "kinds": kinds.run,
    "ceiling": ceiling.run,
    "scaling": scaling.run,
    "start": start.run,
    "decoding": decoding.run,
    "redaction": redaction.run,
    "page": page.run,
    "formats": format_rates.run,
    "merge": merging.run,
    "instrumentation": instrumentation.run,
    "upload": upload.run,
    "arrival": arrival.run,
    "views": views.run,
}
