"""Analyses log after log in one process. Each line of the standard input is a JSON list: log,
workers, where to write the report; each line of the standard output the seconds of that call."""

import json
import sys
import time
from pathlib import Path

from analyzer import no_pandas as no_pandas
from analyzer.single_thread import stay_single

stay_single()  # both as ``python -m analyzer`` does


def main() -> None:
    """Until the standard input ends."""
    from analyzer.analysis import analyze
    from analyzer.model import Options
    from analyzer.report import report_text
    from analyzer.source.chunks import open_source

    for line in sys.stdin:
        log, workers, output = json.loads(line)
        begun = time.perf_counter()
        report = analyze([open_source(0, log)], Options(workers=workers, sha256=False))
        seconds = time.perf_counter() - begun
        Path(output).write_text(report_text(report), encoding="ascii")
        print(seconds, flush=True)


if __name__ == "__main__":
    main()
