"""Values of a format's columns, drawn from traffic and written as its sample is."""

import re
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pyarrow as pa

from analyzer.formats.layouts import layout_named
from analyzer.formats.shapes.delimited import Delimited
from analyzer.formats.shapes.w3c import W3c
from analyzer.formats.spec import Format, Shape
from analyzer.parse.columns import NO_TIME
from analyzer.parse.timestamps import Clock
from analyzer.parse.timestamps import moments as read_moments
from tests.benchmarks.traffic import MILLION, ONE, Texts, Traffic
from tests.benchmarks.written_times import clf_dates, moments

Draw = Callable[[Traffic], Texts]

_SEED = 7
_HOSTS = ("www.example.com", "www.example.com", "blog.example.org", "api.example.net")
_MICROSECONDS = {"s": 1e6, "ms": 1e3, "us": 1.0, "ns": 1e-3, "text": 1e3}
_POOL = 16
"""Different values of a column of which nothing is known: processes, threads, servers."""


def draw_for(format: Format, shape: Shape, column: str, value: str) -> Draw | None:
    """What draws a column whose value in the sample is that; None for what stays as it is."""
    if column in ("timestamp", "date", "clock"):
        return _draw_time(format, column, value)
    if column == "clf_date":
        return clf_dates
    if column == "clf_zone":
        return None
    if column in ("status", "bytes_sent"):
        return partial(_numbers, "status" if column == "status" else "size")
    if column == "duration" and any(letter.isdigit() for letter in value):
        return partial(_durations, value, _MICROSECONDS[format.duration_unit])
    if column in ("request", "method", "target", "query") or value.startswith("HTTP/"):
        return _draw_request(shape, column, value)
    if column in ("client_ip", "client_endpoint", "user"):
        behind = re.search(r":\d+$", value) if column == "client_endpoint" else None
        source = "user" if column == "user" else "client_ip"
        return lambda traffic: traffic.texts(
            source, lambda text: text + (behind[0] if behind else "")
        )
    if column in ("referrer", "user_agent"):
        blank = _blank(shape)
        return lambda traffic: traffic.texts(column, lambda text: text.replace(" ", blank))
    if column == "virtual_host":
        return lambda traffic: [_HOSTS[size % len(_HOSTS)] for size in traffic.size.tolist()]
    if column == "message":
        return partial(_messages, value)
    if column == "level":
        words = [one.fields["level"].decode() for one in format.samples if "level" in one.fields]
        return partial(_chosen, words) if words else None
    return _draw_digits(column, value)


def _draw_time(format: Format, column: str, value: str) -> Draw | None:
    """None where no layout writes it without being rewritten."""
    clock = Clock("UTC", int(ONE.time[0]))
    if column == "date":
        return partial(moments, layout=layout_named("template:YYYY-MM-DD"), sample=value)
    if column == "clock":
        return partial(moments, layout=layout_named("template:hh:mm:ss"), sample=value)
    for name in format.layouts:
        layout = layout_named(name)
        if layout.tai64:
            continue
        texts = moments(ONE, layout, value) if len(value) >= len(layout.template) else [""]
        read = read_moments(_bytes_array([value, texts[0]]), [name], clock).utc
        if (read != NO_TIME).all():
            return partial(moments, layout=layout, sample=value)
    return None


def _bytes_array(texts: Texts) -> "pa.BinaryArray":
    return pa.array([text.encode() for text in texts], pa.binary())


def _draw_request(shape: Shape, column: str, value: str) -> Draw:
    rows = shape.rows if isinstance(shape, W3c) else shape
    apart = isinstance(rows, Delimited) and "query" in rows.columns
    host = re.match(r"\w+://[^/]+", value if column == "target" else value.partition(" ")[2])
    prefix = host[0] if host else ""

    def part(request: str) -> str:
        method, _, rest = request.partition(" ")
        target, _, protocol = rest.partition(" ")
        path, _, query = target.partition("?")
        if column == "request":
            return f"{method} {prefix}{target} {protocol}"
        parts = {"method": method, "query": query or "-", "protocol": protocol}
        return parts.get(column) or (prefix + (path if apart else target))

    return lambda traffic: traffic.texts("request", part)


def _blank(shape: Shape) -> str:
    """What a server writes for a blank where values are without quotes."""
    if isinstance(shape, W3c) and shape.rows:
        return "%20" if shape.rows.delimiter == "\t" else "+"
    return " "


def _numbers(name: str, traffic: Traffic) -> Texts:
    return [str(one) for one in getattr(traffic, name).tolist()]


def _durations(sample: str, unit: float, traffic: Traffic) -> Texts:
    """With as many decimals as the sample, in the place of its number."""
    before, number, after = re.split(r"(\d+(?:\.\d+)?)", sample, maxsplit=1)
    decimals = len(number.partition(".")[2])
    return [f"{before}{one / unit:.{decimals}f}{after}" for one in traffic.spent.tolist()]


def _messages(sample: str, traffic: Traffic) -> Texts:
    """What the sample says, of some number, and of the path that was asked for."""
    said = re.sub(r"\d+", "7", sample).replace('"', "'").replace("\\", "/")
    paths = traffic.texts("request", lambda text: text.split()[-2] if text.count(" ") else text)
    numbers = (traffic.fraction % 5_000).tolist()
    return [f"{said} {path} {one}" for path, one in zip(paths, numbers, strict=True)]


def _chosen(words: Sequence[str], traffic: Traffic) -> Texts:
    return [words[one % len(words)] for one in traffic.fraction.tolist()]


def _draw_digits(column: str, value: str) -> Draw | None:
    """Other digits in the place of the sample's: of the trace another in each record, of anything
    else one of a few."""
    runs = re.findall(r"\d+", value)
    if not runs:
        return None
    dice = np.random.Generator(np.random.PCG64([_SEED, *column.encode()]))
    few = [re.sub(r"\d", lambda _: str(dice.integers(1, 10)), value) for _ in range(_POOL)]
    if column != "trace":
        return partial(_chosen, few)
    cut = value.replace("%", "%%").replace(max(runs, key=len), "%d", 1)
    return lambda traffic: [
        cut % one for one in (traffic.time * MILLION + traffic.fraction).tolist()
    ]
