"""``python -m analyzer``."""

import os
import sys

# Nothing here uses linear algebra: its threads would only keep this process from forking safely.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if __name__ == "__main__":
    from analyzer.cli import main

    sys.exit(main(sys.argv[1:]))
