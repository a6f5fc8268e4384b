"""How a log was read, and the choice to have it read differently."""

from typing import NamedTuple

from flask import redirect, request, url_for
from werkzeug import Response

from analyzer.formats.loader import formats
from app.pages.blueprint import blueprint
from app.pages.services import services
from app.services.uploads import chosen_options


class FormatChoice(NamedTuple):
    """A format as the page offers it."""

    name: str
    title: str


def format_choices() -> list[FormatChoice]:
    """All formats, by title."""
    known = (FormatChoice(one.name, one.title) for one in formats().values())
    return sorted(known, key=lambda one: one.title.lower())


@blueprint.post("/analyses/<analysis_id>/reading")
def read_again(analysis_id: str) -> Response:
    """Reads the log anew as the form says, then shows the page of the run."""
    services().analyses.read_again(analysis_id, chosen_options(request.form))
    return redirect(url_for("pages.show", analysis_id=analysis_id), code=303)
