"""The benchmarks by name, in the order in which they are run."""

from collections.abc import Mapping

from tests.benchmarks import (
    instrumentation,
    memory_growth,
    merging,
    scaling,
    start,
    throughput,
    upload,
)
from tests.benchmarks.bench import Benchmark

BENCHMARKS: Mapping[str, Benchmark] = {
    "throughput": throughput.run,
    "memory": memory_growth.run,
    "scaling": scaling.run,
    "start": start.run,
    "merge": merging.run,
    "instrumentation": instrumentation.run,
    "upload": upload.run,
}
