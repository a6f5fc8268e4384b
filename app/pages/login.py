"""The login page: a token once, then a cookie that no script can read and no other site sends."""

from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from werkzeug import Response

from app.access import Access
from app.errors import TooManyFailures
from app.pages.blueprint import blueprint

_REMEMBERED_SECONDS = 30 * 86_400
_LONGEST_FORM = 8 << 10


def _access() -> Access | None:
    access: Access | None = current_app.extensions["loglanes.access"]
    return access


@blueprint.get("/login")
def login() -> str | Response:
    """Asks for the token; a server without one leads on to the start page."""
    if _access() is None:
        return redirect(url_for("pages.index"), code=303)
    return render_template("login.html", next="/", problem="")


@blueprint.post("/login")
def log_in() -> Response | tuple[str, int]:
    """The right token is answered with the cookie and the page that was asked for."""
    request.max_content_length = _LONGEST_FORM
    # A stranger's multipart form would be an upload: its parts go to the disk.
    is_form = request.mimetype == "application/x-www-form-urlencoded"
    given = request.form if is_form else {}
    access, wanted = _access(), _own_path(given.get("next", ""))
    if access is None:
        return redirect(wanted, code=303)
    try:
        if not access.accepts(given.get("token", "").strip(), request.remote_addr or ""):
            return _again(wanted, "That is not the token.", 401)
    except TooManyFailures as error:
        return _again(wanted, str(error), error.http_status)
    response = redirect(wanted, code=303)
    response.set_cookie(
        access.cookie_name,
        access.cookie,
        max_age=_REMEMBERED_SECONDS,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
    )
    return response


def _again(wanted: str, problem: str, status: int) -> tuple[str, int]:
    return render_template("login.html", next=wanted, problem=problem), status


def _own_path(text: str) -> str:
    """``text`` where it is a path of this server and nothing a browser could take for another's
    address; else the start page."""
    own = text.startswith("/") and text[1:2] not in ("/", "\\") and text.isprintable()
    return urlsplit(text).path if own else "/"
