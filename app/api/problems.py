"""Errors become answers: problem+json (RFC 9457) under /api and for scripts of pages, a page
elsewhere."""

import errno
from http import HTTPStatus

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from analyzer.errors import LoglanesError
from app.errors import StorageFull

_KEPT = frozenset({"Allow", "Retry-After"})
"""Headers of the framework's errors that say more than the status does."""


def register(app: Flask) -> None:
    """Handles our errors and those of the framework."""
    app.register_error_handler(LoglanesError, _ours)
    app.register_error_handler(HTTPException, _frameworks)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _unexpected)


def _ours(error: LoglanesError) -> tuple[Response | str, int]:
    return _answer(error.http_status, error.title, str(error))


def _frameworks(error: HTTPException) -> tuple[Response | str, int, dict[str, str]]:
    status = error.code or 500
    headers = {name: text for name, text in error.get_headers() if name in _KEPT}
    return *_answer(status, HTTPStatus(status).phrase, error.description or ""), headers


def _system(error: OSError) -> tuple[Response | str, int]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _ours(
            StorageFull(
                "The data directory's disk is full. Delete analyses, or set LOGLANES_DATA to a"
                " larger disk."
            )
        )
    return _unexpected(error)


def _unexpected(error: Exception) -> tuple[Response | str, int]:
    from flask import current_app

    current_app.logger.exception("unexpected %s", type(error).__name__)
    return _answer(
        500, "Something went wrong", "This is a fault of the program; its log says more."
    )


def _answer(status: int, title: str, detail: str) -> tuple[Response | str, int]:
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        response = jsonify(type="about:blank", title=title, status=status, detail=detail)
        response.mimetype = "application/problem+json"
        return response, status
    return render_template("error.html", title=title, detail=detail, status=status), status
