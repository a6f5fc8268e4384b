"""The start page: drop a log, try a sample, come back to an earlier analysis."""

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.pages.blueprint import blueprint
from app.pages.reading import format_choices
from app.pages.services import services
from app.services.samples import list_samples

_REDACTIONS = (
    ("secrets", "mask secrets"),
    ("addresses=network,secrets", "mask secrets, cut addresses to their network"),
    ("addresses=pseudonym,secrets", "mask secrets, give addresses pseudonyms"),
    ("addresses=hidden,secrets", "mask secrets, hide addresses"),
    ("addresses=network", "cut addresses to their network"),
    ("addresses=pseudonym", "give addresses pseudonyms"),
    ("addresses=hidden", "hide addresses"),
)


@blueprint.get("/")
def index() -> str:
    """Drop zone, samples and past analyses."""
    analyses = services().analyses.list()
    return render_template(
        "upload.html",
        analyses=analyses,
        largest=max((analysis.bytes for analysis in analyses), default=0) or 1,
        samples=list_samples(),
        redactions=_REDACTIONS,
        format_choices=format_choices(),
    )


@blueprint.post("/analyses")
def upload_form() -> Response:
    """The same upload for browsers without JavaScript: a multipart form, then the report page."""
    analysis = services().uploads.receive(request)
    return redirect(url_for("pages.show", analysis_id=analysis.id), code=303)


@blueprint.post("/samples/<name>")
def try_sample(name: str) -> Response:
    """One press: a sample is queued like any upload."""
    analysis = services().uploads.sample(name)
    return redirect(url_for("pages.show", analysis_id=analysis.id), code=303)
