"""Our own scripts and sheets: kept by browsers for good, under addresses that change with them.

Modules import one another by relative addresses, so the part of the address that changes stands in
front of all of them. A page names the modules that it will need, as a browser would find them out
only one after the other.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

_FOLDER = Path(__file__).parent / "static"
_YEAR_SECONDS = 31_536_000
_IMPORT = re.compile(r"""^(?:import|export)\b[^"']*["']\./([\w-]+\.js)["']""", re.MULTILINE)


@cache
def version() -> str:
    """Of all files together."""
    found = sha256()
    for file in sorted(_FOLDER.rglob("*")):
        if file.is_file():
            found.update(str(file.relative_to(_FOLDER)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


@cache
def modules_of(name: str) -> tuple[str, ...]:
    """What a script in ``js`` imports, directly and through others; itself first."""
    found = [name]
    for one in found:
        text = (_FOLDER / "js" / one).read_text("utf-8")
        found += [other for other in dict.fromkeys(_IMPORT.findall(text)) if other not in found]
    return tuple(found)


def serve(app: Flask) -> None:
    """Has browsers keep the files, and lets templates name the modules of a script."""

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            response.cache_control.public = True
            response.cache_control.no_cache = None
            response.cache_control.max_age = _YEAR_SECONDS
            response.cache_control.immutable = True
        return response

    @app.context_processor
    def preloads() -> dict[str, object]:
        return {"modules_of": _urls_of}


def _urls_of(name: str) -> list[str]:
    return [url_for("static", filename=f"js/{one}") for one in modules_of(name)]
