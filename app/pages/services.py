"""What the pages ask of the rest of the application, and nothing more."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from flask import Request, current_app

from analyzer.views.view import View


class Analysis(Protocol):
    """One job; times are ISO 8601 UTC, sizes in bytes."""

    id: str
    name: str
    state: str
    created: str
    finished: str | None
    bytes: int
    records: int | None
    error: str | None
    options: dict[str, Any]


class Analyses(Protocol):
    """The stored analyses; `get` and the reports raise NotFound for an unknown id."""

    def list(self) -> Sequence[Analysis]: ...
    def get(self, analysis_id: str, /) -> Analysis: ...
    def report(self, analysis_id: str, /) -> dict[str, Any]: ...
    def report_text(self, analysis_id: str, /) -> str: ...
    def read_again(self, analysis_id: str, options: dict[str, Any], /) -> Analysis: ...


class Uploads(Protocol):
    """Queues the files of an HTML form, or a sample by name, as one analysis."""

    def receive(self, request: Request, /) -> Analysis: ...
    def sample(self, name: str, /) -> Analysis: ...


class Views(Protocol):
    """Questions about a stored analysis."""

    def found(self, analysis_id: str, view: View, /) -> dict[str, Any]: ...
    def log_zone(self, analysis_id: str, /) -> str: ...
    def compare(self, a: tuple[str, View], b: tuple[str, View], /) -> dict[str, Any]: ...


class KeptView(Protocol):
    """A view with a short id."""

    conditions: tuple[str, ...]
    since: str
    until: str
    tz: str


class KeptViews(Protocol):
    """Views by what a query says, and by their short ids."""

    def get(self, analysis_id: str, short: str, /) -> KeptView: ...
    def asked_for(
        self, analysis_id: str, parameters: Mapping[str, str], suffix: str = "", /
    ) -> View: ...


class Services(Protocol):
    """`app.extensions["loglanes"]` as the pages see it."""

    analyses: Analyses
    uploads: Uploads
    views: Views
    kept_views: KeptViews


def services() -> Services:
    """The services of the current application."""
    return cast(Services, current_app.extensions["loglanes"])
