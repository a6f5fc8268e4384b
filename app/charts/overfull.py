"""Which fields have more values than are counted: a sentence, and no picture."""

from app.charts import theme
from app.charts.labels import shorten
from app.charts.panel import Figure, Report, read_panel


def nothing_to_draw(_report: Report) -> Figure:
    """An empty figure."""
    return theme.figure([], theme.layout(0))


def overfull_summary(report: Report) -> str:
    """The fields by name."""
    fields = [shorten(field) for field in read_panel(report, "overfull").column("field")]
    if not fields:
        return "Every field has been counted by value."
    return f"Not counted by value, as there are too many different ones: {', '.join(fields)}."
