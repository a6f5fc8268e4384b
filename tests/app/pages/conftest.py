"""The pages over services that only hold literals."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Request, abort
from flask.testing import FlaskClient

import app.pages
from analyzer.views.view import View
from app import assets, static_files
from app.api import interface
from app.errors import NotReady
from tests.app.charts.small_report import small_report

HOSTILE = '<img src=x onerror="alert(1)">.log'


def analysis(name: str, state: str, **own: Any) -> SimpleNamespace:
    """An analysis whose id is its state, padded to the length of an id."""
    return SimpleNamespace(
        id=state.ljust(22, "x"),
        name=name,
        state=state,
        created="2026-03-02T00:00:00Z",
        finished=None,
        bytes=5000,
        records=None,
        error=None,
        options={},
        **own,
    )


@dataclass
class FakeAnalyses:
    """A list of analyses; those whose state is in `with_report` have the small report."""

    stored: list[SimpleNamespace] = field(default_factory=list)
    reported: dict[str, Any] = field(default_factory=small_report)
    with_report: set[str] = field(default_factory=lambda: {"done"})

    def list(self) -> "list[SimpleNamespace]":
        """As stored."""
        return self.stored

    def get(self, analysis_id: str) -> SimpleNamespace:
        """404 for an unknown id."""
        found = [one for one in self.stored if one.id == analysis_id]
        return found[0] if found else abort(404)

    def report(self, analysis_id: str) -> dict[str, Any]:
        """The same for all that have one."""
        if self.get(analysis_id).state not in self.with_report:
            raise NotReady("There is no report.")
        return self.reported

    def report_text(self, analysis_id: str) -> str:
        """As it is stored."""
        return json.dumps(self.report(analysis_id))

    def read_again(self, analysis_id: str, options: dict[str, Any]) -> SimpleNamespace:
        """Notes the options."""
        self.get(analysis_id).options = options
        return self.get(analysis_id)


@dataclass
class FakeUploads:
    """Remembers what it was given."""

    made: SimpleNamespace
    files: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)

    def receive(self, request: Request) -> SimpleNamespace:
        """Notes the file names of the form."""
        self.files += [part.filename or "" for part in request.files.getlist("file")]
        return self.made

    def sample(self, name: str) -> SimpleNamespace:
        """Notes the name."""
        self.samples.append(name)
        return self.made


class FakeKeptViews:
    """Of which every short id stands for the bots."""

    def asked_for(self, _id: str, parameters: Mapping[str, str], suffix: str = "") -> View:
        """As the parameters say."""
        if f"view{suffix}" in parameters:
            return View("bot")
        names = ("where", "since", "until")
        asked = [parameters.get(f"{name}{suffix}", "") for name in names]
        return View(*asked, parameters.get("tz", "UTC"))


class FakeViews:
    """Of logs that were written in Tokyo; every view is the small report, one hour later."""

    def __init__(self) -> None:
        self.ready = True

    def log_zone(self, _id: str) -> str:
        """Where it was written."""
        return "Asia/Tokyo"

    def found(self, _id: str, _view: View) -> dict[str, Any]:
        """Not before it is ready."""
        if not self.ready:
            raise NotReady("It goes on.")
        report = small_report()
        report["totals"] |= {
            "first": "2026-03-02T01:00:00+01:00",
            "last": "2026-03-02T02:59:59+01:00",
        }
        return {"matched": 1, "of": 9, "totals": report["totals"], "panels": report["panels"]}


@pytest.fixture
def services() -> SimpleNamespace:
    """One analysis in each state."""
    states = ("queued", "running", "done", "failed", "cancelled")
    stored = [analysis(HOSTILE, state) for state in states]
    stored[3].error = "No format fits: <script>alert(2)</script>"
    stored[4].error = "It was cancelled before it <b>began</b>."
    return SimpleNamespace(
        analyses=FakeAnalyses(stored),
        uploads=FakeUploads(stored[0]),
        kept_views=FakeKeptViews(),
        views=FakeViews(),
    )


@pytest.fixture
def client(services: SimpleNamespace) -> FlaskClient:
    """A browser without scripts."""
    root = Path(app.pages.__file__).parent.parent
    flask = Flask("app", root_path=str(root))
    static_files.serve(flask)
    flask.config["TESTING"] = True
    flask.extensions["loglanes"] = services
    flask.register_blueprint(app.pages.blueprint)
    flask.register_blueprint(assets.blueprint)
    flask.register_blueprint(interface.blueprint)
    return flask.test_client()
