"""Every chart of the report page, in the order of the page."""

from dataclasses import replace
from hashlib import sha256

from app.charts import lanes, latency, overfull, pattern, sizes, status, traffic, what_if, workers
from app.charts.chart import TIMING, WHAT_IF, Chart, panel_chart, top_chart
from app.charts.labels import shorten
from app.charts.panel import Report

FIELD = "field:"
"""Begins the names of panels that the log itself named."""


def answered_charts(report: Report) -> list[Chart]:
    """The charts this report can fill, in page order; last those of the log's own fields."""
    known = [chart for chart in CHARTS if chart.is_answered_by(report)]
    return known + [_field_chart(name) for name in report["panels"] if name.startswith(FIELD)]


def _field_chart(panel: str) -> Chart:
    """Named by a digest, as a name is an id in the page and a field may hold anything."""
    field = panel.removeprefix(FIELD)
    chart = top_chart(panel, shorten(field), "fields", field, "third", noun="record", field=field)
    return replace(chart, name=f"field-{sha256(field.encode()).hexdigest()[:12]}")


CHARTS: tuple[Chart, ...] = (
    panel_chart(
        "requests_over_time",
        "Requests over time",
        "overview",
        "full",
        traffic.requests_over_time,
        traffic.requests_summary,
    ),
    panel_chart(
        "levels_over_time",
        "Records over time",
        "overview",
        "full",
        traffic.levels_over_time,
        traffic.levels_summary,
    ),
    Chart(
        "lanes",
        "What every process did",
        "lanes",
        "full",
        TIMING,
        lanes.lanes,
        lanes.lanes_summary,
        lanes.lanes_table,
    ),
    Chart(
        "throughput",
        "Throughput per worker",
        "lanes",
        "half",
        TIMING,
        workers.throughput,
        workers.throughput_summary,
        workers.throughput_table,
    ),
    Chart(
        "phases",
        "Time per phase",
        "lanes",
        "half",
        TIMING,
        workers.phases,
        workers.phases_summary,
        workers.phases_table,
    ),
    Chart(
        "what_if",
        "With other numbers of workers",
        "lanes",
        "full",
        WHAT_IF,
        what_if.what_if,
        what_if.what_if_summary,
        what_if.what_if_table,
    ),
    panel_chart(
        "bytes_over_time",
        "Bytes over time",
        "traffic",
        "full",
        traffic.bytes_over_time,
        traffic.bytes_summary,
    ),
    Chart(
        "weekly_pattern",
        "Hour by weekday",
        "traffic",
        "half",
        "weekly_pattern",
        pattern.weekly_pattern,
        pattern.pattern_summary,
        pattern.pattern_table,
        field="time",
    ),
    replace(
        panel_chart(
            "status_codes",
            "Status codes",
            "traffic",
            "half",
            status.status_codes,
            status.status_summary,
            status.DRAWN,
        ),
        field="status",
    ),
    top_chart("methods", "Methods", "traffic", "method", "third", field="method"),
    top_chart("protocols", "Protocols", "traffic", "protocol", "third", field="protocol"),
    top_chart(
        "virtual_hosts",
        "Virtual hosts",
        "traffic",
        "virtual_host",
        "third",
        field="virtual_host",
    ),
    panel_chart(
        "duration_distribution",
        "How long requests took",
        "traffic",
        "half",
        latency.distribution,
        latency.distribution_summary,
    ),
    replace(
        panel_chart(
            "slow_paths",
            "Where time was spent",
            "traffic",
            "half",
            latency.slow_paths,
            latency.slow_paths_summary,
            latency.DRAWN,
        ),
        field="path",
    ),
    top_chart("upstreams", "Upstreams", "traffic", "upstream", "third", field="upstream"),
    top_chart("caches", "Cache results", "traffic", "cache", "third", field="cache"),
    top_chart("levels", "Levels", "events", "level", "third", noun="record", field="level"),
    top_chart("loggers", "Loggers", "events", "logger", "third", noun="record", field="logger"),
    top_chart("events", "Events", "events", "event", "third", noun="record", field="event"),
    top_chart(
        "messages",
        "Messages",
        "events",
        "message",
        "full",
        noun="record",
        field="message_pattern",
    ),
    top_chart("error_texts", "Errors", "events", "error", noun="record", field="error"),
    top_chart(
        "processes", "Processes", "events", "process", "third", noun="record", field="process"
    ),
    top_chart("hosts", "Hosts", "events", "host", "third", noun="record", field="host"),
    top_chart(
        "databases", "Databases", "events", "database", "third", noun="record", field="database"
    ),
    top_chart("code", "Places in the code", "events", "source", noun="record", field="source"),
    panel_chart(
        "overfull",
        "Fields of too many values",
        "events",
        "half",
        overfull.nothing_to_draw,
        overfull.overfull_summary,
    ),
    top_chart("users", "Users", "people", "user", "third", field="user"),
    top_chart("clients", "Clients", "people", "client", field="client_ip"),
    top_chart("referring_sites", "Referring sites", "people", "site"),
    top_chart("agents", "People and bots", "people", "kind", "third"),
    top_chart("browsers", "Browsers", "people", "browser", "third"),
    top_chart("operating_systems", "Operating systems", "people", "system", "third"),
    top_chart("bots", "Bots", "people", "bot", nothing="No bot was recognised."),
    top_chart("referrers", "Referrers", "people", "referrer", field="referrer"),
    top_chart("paths", "Paths", "content", "path", field="path"),
    top_chart(
        "not_found",
        "Not found (404)",
        "content",
        "path",
        nothing="No request ended in a 404.",
        field="path",
    ),
    panel_chart(
        "response_sizes",
        "Response sizes",
        "content",
        "full",
        sizes.response_sizes,
        sizes.sizes_summary,
    ),
)
