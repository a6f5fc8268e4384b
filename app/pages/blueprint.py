"""The blueprint all pages hang on, with the filters their templates use."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint

from app.charts import labels, numbers

blueprint = Blueprint("pages", __name__)

_AGES = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def age(created: str, now: datetime | None = None) -> str:
    """ISO time -> "3 hours ago"; "just now" below one minute."""
    seconds = ((now or datetime.now(UTC)) - datetime.fromisoformat(created)).total_seconds()
    for length, name in _AGES:
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"


def moment(time: str) -> str:
    """ISO time -> "2026-03-02 14:05:09"."""
    return datetime.fromisoformat(time).strftime("%Y-%m-%d %H:%M:%S")


FILTERS: dict[str, Callable[..., Any]] = {
    "age": age,
    "compact": numbers.compact,
    "duration": numbers.duration,
    "exact": numbers.exact,
    "moment": moment,
    "percent": numbers.percent,
    "size": numbers.size,
    "visible": labels.visible,
}
for _name, _filter in FILTERS.items():
    blueprint.add_app_template_filter(_filter, _name)
