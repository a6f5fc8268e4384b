"""Panels of what programs say: levels, loggers, messages, and every other field of few values."""

from collections.abc import Mapping

from analyzer.aggregate.tally import MOST_VALUES, Tally
from analyzer.model import Panel
from analyzer.panels.tables import has_values, top_panel

_COUNTED = ("requests", "errors")
_NAMED = {
    "level": ("levels", "Levels"),
    "logger": ("loggers", "Loggers"),
    "message": ("messages", "Messages (numbers as #)"),
    "event": ("events", "Events"),
    "host": ("hosts", "Hosts"),
    "process": ("processes", "Processes"),
    "user": ("users", "Users"),
    "upstream": ("upstreams", "Upstreams"),
    "cache": ("caches", "Cache results"),
    "database": ("databases", "Databases"),
    "source": ("code", "Places in the code"),
    "error": ("error_texts", "Errors"),
}
_ELSEWHERE = frozenset(
    {"client_ip", "path", "referrer", "user_agent", "virtual_host", "method", "protocol"}
)


def events(tallies: Mapping[str, Tally]) -> dict[str, Panel]:
    """One panel a field. Those with names of ours come first, then the log's own."""
    panels = {
        panel: top_panel(title, field, tallies[field], _COUNTED)
        for field, (panel, title) in _NAMED.items()
        if has_values(tallies.get(field))
    }
    others = sorted(tallies.keys() - _NAMED.keys() - _ELSEWHERE)
    panels |= {
        f"field:{field}": top_panel(f"Field {field}", field, tallies[field], _COUNTED)
        for field in others
        if has_values(tallies[field])
    }
    full = [field for field in sorted(tallies) if tallies[field].overfull]
    if full:
        title = f"Fields with more than {MOST_VALUES:,} different values, not counted by value"
        panels["overfull"] = Panel(title, ("field",), [[field] for field in full], len(full))
    return panels
