"""How the programs hand over what they found."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any


def print_answer(
    visitors: int, status: Sequence[Sequence[int]], panels: Mapping[str, Sequence[Sequence[Any]]]
) -> None:
    """An answer as JSON. ``status`` has rows of status code, requests and bytes, from which the
    totals follow."""
    answer = {
        "requests": sum(row[1] for row in status),
        "bytes_sent": sum(row[2] for row in status),
        "errors": sum(row[1] for row in status if row[0] >= 400),
        "visitors": visitors,
        "statuses": {str(row[0]): row[1] for row in status},
        "panels": {**panels, "status": status},
    }
    json.dump(answer, sys.stdout)
