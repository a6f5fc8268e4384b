"""``python -m tests.contract [EXAMPLES]``: a long look, 200 examples an operation unless said."""

import sys

from tests.contract.run import check_contract

if __name__ == "__main__":
    examples = sys.argv[1] if len(sys.argv) > 1 else "200"
    done = check_contract("--max-examples", examples, "--continue-on-failure")
    print(done.stdout, done.stderr)
    sys.exit(done.returncode)
