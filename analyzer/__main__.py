"""``python -m analyzer``."""

import sys

if __name__ == "__main__":
    from analyzer.single_thread import stay_single

    stay_single()

    from analyzer import no_pandas as no_pandas
    from analyzer.cli import main

    sys.exit(main(sys.argv[1:]))
