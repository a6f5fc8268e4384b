"""The lab of an analysis: its log through every engine, and what that showed."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol, cast

from flask import Response, current_app, jsonify, render_template

from analyzer.engines.cpu_budget import cpu_budget
from analyzer.engines.registry import ENGINES, EngineKind
from app.charts import numbers
from app.charts.lab.chart import LabChart, Result
from app.charts.lab.registry import LAB_CHARTS
from app.charts.lab.table import figures_table
from app.charts.labels import visible
from app.errors import NotFound, NotReady
from app.pages.blueprint import blueprint
from app.pages.services import services

_BUSY_LOAD = 1.0


class Labs(Protocol):
    """The lab service as this page sees it; `show` raises NotFound before the first lab."""

    def show(self, id: str, /) -> dict[str, Any]: ...


class Span(NamedTuple):
    """A piece of a paragraph; `code` says whether it is a name in Python."""

    text: str
    code: bool


class LabCard(NamedTuple):
    """A chart as the card template takes it."""

    chart: LabChart
    summary: str
    cut: str = ""
    answered: bool = True


@blueprint.get("/analyses/<analysis_id>/lab")
def lab(analysis_id: str) -> str:
    """The form, a lab under way, or what the last one found."""
    analysis = services().analyses.get(analysis_id)
    found = _lab(analysis_id)
    result = found.get("result")
    return render_template(
        "lab.html",
        analysis=analysis,
        state=found["state"],
        engines=[(kind, paragraphs(kind)) for kind in ENGINES.values()],
        workers=", ".join(map(str, sorted({1, cpu_budget()}))),
        shown=shown(result) if result else nothing_yet(),
        cards=[LabCard(chart, chart.summarise(result) if result else "") for chart in LAB_CHARTS],
    )


@blueprint.get("/analyses/<analysis_id>/lab/charts.json")
def lab_charts_json(analysis_id: str) -> Response:
    """{"charts": [...], "figures": table, "shown": ...}: all that the result is filled with."""
    result = _lab(analysis_id).get("result")
    if result is None:
        raise NotReady("The lab has found nothing yet.")
    charts = [chart.as_json(result) for chart in LAB_CHARTS]
    return jsonify(charts=charts, figures=figures_table(result).as_json(), shown=shown(result))


def shown(result: Result) -> dict[str, Any]:
    """All that the page says in words; keys are those of the template's data-fill attributes."""
    return {
        "findings": [
            {"question": finding["question"], "answer": finding["answer"]}
            for finding in result["findings"]
        ],
        "verdict": _verdict(result),
        "grade": "good" if result["identical"] else "poor",
        "failed": _failed(result),
        "sample": _sample(result),
        "machine": _machine(result["machine"]),
        "busy": _busy(result["machine"]),
    }


def nothing_yet() -> dict[str, Any]:
    """The same before there is a result."""
    texts = ("verdict", "grade", "failed", "sample", "machine", "busy")
    return {"findings": [], **dict.fromkeys(texts, "")}


def paragraphs(kind: EngineKind) -> list[list[Span]]:
    """What explains an engine's primitive, without the marks of its source."""
    return [list(_spans(" ".join(text.split()))) for text in kind.text.split("\n\n")]


def _spans(text: str) -> Iterator[Span]:
    for at, part in enumerate(text.split("``")):
        if part:
            yield Span(part, code=at % 2 == 1)


def _lab(analysis_id: str) -> dict[str, Any]:
    labs = cast(Labs, current_app.extensions["loglanes"].labs)
    services().analyses.get(analysis_id)
    try:
        return labs.show(analysis_id)
    except NotFound:
        return {"state": "none"}


def _verdict(result: Result) -> str:
    if result["identical"]:
        return "All reports identical"
    names = sorted({row["engine"] for row in result["rows"] if row["figures"] and not row["same"]})
    return f"Reports differ from that of one process: {', '.join(map(visible, names))}"


def _failed(result: Result) -> str:
    failures = sum(row["figures"] is None for row in result["rows"])
    if not failures:
        return ""
    return f"{failures} of {len(result['rows'])} settings failed; the table of figures says why."


def _sample(result: Result) -> str:
    size, total = result["bytes"], result["size"]
    part = "the whole log"
    if size < total:
        part = f"a sample, the first {numbers.exact(size)} bytes"
    of = f"{numbers.size(size)} of {numbers.size(total)}" if size < total else numbers.size(size)
    return (
        f"{visible(result['source'])}: {part} ({of}),"
        f" {numbers.counted(result['records'], 'record')}"
        f" in {numbers.counted(result['chunks'], 'chunk')},"
        f" {numbers.counted(result['rounds'], 'round')}."
    )


def _machine(machine: Mapping[str, str]) -> str:
    return " · ".join(f"{visible(name)}: {visible(value)}" for name, value in machine.items())


def _busy(machine: Mapping[str, str]) -> str:
    if float(machine.get("load", 0)) <= _BUSY_LOAD:
        return ""
    return (
        f"The machine was at work on something else (load {visible(machine['load'])}):"
        " do not trust small differences."
    )
