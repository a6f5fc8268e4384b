"""Tables as comma-separated values (RFC 4180) that no spreadsheet takes for formulas."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

# What spreadsheets begin a formula with, and the full-width forms that some read alike:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: Any) -> Any:
    """Text with such a beginning gets an apostrophe before it; numbers stay as they are."""
    dangerous = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if dangerous else value


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A header and a line a row; an absent cell is empty."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def panel_csv(panel: Mapping[str, Any]) -> str:
    """One panel of a report's JSON."""
    return csv_text(panel["columns"], panel["rows"])


def report_csv(report: Mapping[str, Any]) -> str:
    """All panels in one table, a line a cell: panel, row (from 0), column, value."""
    cells = (
        (name, number, column, cell)
        for name, panel in report["panels"].items()
        for number, row in enumerate(panel["rows"])
        for column, cell in zip(panel["columns"], row, strict=True)
    )
    return csv_text(("panel", "row", "column", "value"), cells)
