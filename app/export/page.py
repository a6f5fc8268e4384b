"""The single-file report: everything inside, and a policy that lets nothing else in.

The policy (https://www.w3.org/TR/CSP3/) stands in a meta element and names each script and style by
its hash. Charts, report and plotly.js are carried as compressed text, of which no byte can end its
element; a script unpacks them. That makes a file of two megabytes instead of five.
"""

import base64
import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import get_args

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from analyzer.exports.saved import MEDIA_TYPE, packed
from analyzer.views.filtered import view_said
from app.assets import plotly_script, plotly_stylesheet, unwanted_sheets
from app.charts.chart import Section
from app.charts.panel import Report
from app.charts.registry import answered_charts
from app.export.bundle import bundled
from app.export.manifest import manifest, rows
from app.pages.blueprint import FILTERS
from app.pages.cards import cards, cut
from app.pages.shown import shown

_APP = Path(__file__).parents[1]
_SHEETS = ("tokens.css", "base.css", "report.css", "chart.css")
_ENTRY = "standalone.js"


def single_file(report: Report, written: datetime | None = None) -> str:
    """The HTML of a report's JSON. A log's text is in it as text only. Of a report through a view,
    times are those of the view's zone."""
    script, style, plotly_style = _script(), _style(), plotly_stylesheet().body.decode()
    seen = {**report, "zone": report["view"]["zone"]} if "view" in report else report
    charts = [{**chart.as_json(seen), "cut": cut(chart, seen)} for chart in answered_charts(seen)]
    made = manifest(report, written or datetime.now(UTC))
    return _template().render(
        policy=_policy([script, plotly_script().body.decode()], [style, plotly_style]),
        # Ours and plotly's own: the only texts that are put in as they are.
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        plotly_style=Markup(plotly_style),  # noqa: S704
        plotly_unwanted_sheets=unwanted_sheets(),
        data_type=MEDIA_TYPE,
        plotly=_plotly(),
        report=packed(_as_json(report)),
        charts=packed(_as_json({"charts": charts, "manifest": made})),
        manifest=rows(made),
        chunks=made["chunks"],
        shown=shown(seen),
        view=view_said(report),
        cards=cards(seen, every=False),
        sections=[(name, name.capitalize()) for name in get_args(Section)],
        title=", ".join(source["name"] for source in report["sources"]),
    )


def _as_json(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))


def _policy(scripts: list[str], styles: list[str]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _script() -> str:
    folder = _APP / "static" / "js"
    return bundled(_ENTRY, lambda name: (folder / name).read_text(encoding="utf-8"))


@cache
def _style() -> str:
    folder = _APP / "static"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _SHEETS)


@cache
def _plotly() -> str:
    return base64.b64encode(plotly_script().compressed).decode()


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(_APP / "templates"), autoescape=True)
    environment.filters.update(FILTERS)
    return environment.get_template("standalone.html")
