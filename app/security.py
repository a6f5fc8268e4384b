"""Who may ask, and what a browser may do with the answer."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request
from werkzeug.datastructures import Authorization

from app.access import Access
from app.errors import Forbidden, NotLoggedIn, TooManyStreams, UnknownHost
from app.server.bodies import FULL

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


_OPEN_TO_ALL = frozenset({"static", "pages.login", "pages.log_in", "health.health"})
"""Endpoints that answer without a token: what the login page needs, and the health check."""


def protect(app: Flask, hosts: Collection[str], access: Access | None) -> None:
    """Refuses unsafe requests that another site made, and sends strict headers with every answer.
    The Host header is held against ``hosts``, which stops DNS rebinding. With ``access``, whoever
    has neither its cookie nor its token gets the login page, or 401 from REST."""
    trusted = frozenset(_bare(host) for host in hosts)

    def refuse_other_hosts() -> None:
        if _bare(request.host) not in trusted:
            raise UnknownHost(
                f"This server does not answer as {request.host!r}. LOGLANES_ALLOWED_HOSTS names"
                " further hosts."
            )

    def refuse_strangers() -> tuple[str, int] | None:
        if access is None or request.endpoint in _OPEN_TO_ALL or _is_known(access):
            return None
        if request.path.startswith("/api/"):
            raise NotLoggedIn("Send it as 'Authorization: Bearer TOKEN', or log in at /login.")
        wanted = request.path if request.method == "GET" else "/"
        return render_template("login.html", next=wanted, problem=""), 401

    app.extensions["loglanes.access"] = access
    app.jinja_env.globals["guarded"] = access is not None
    app.before_request(refuse_other_hosts)
    app.before_request(_refuse_other_sites)
    app.before_request(refuse_strangers)
    app.before_request(_refuse_without_a_place)
    app.after_request(_add_headers)


def _bare(host: str) -> str:
    """Without brackets, port and capitals. Werkzeug's own check knows no IPv6 addresses."""
    name = host if host.count(":") > 1 and "]" not in host else re.sub(r":\d*$", "", host)
    return name.strip("[]").lower()


def _refuse_other_sites() -> None:
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in ("same-origin", "none")
    else:
        origin = request.headers.get("Origin")
        allowed = origin is None or urlsplit(origin).netloc == request.host
    if not allowed:
        raise Forbidden("The request comes from a page of another site.")


def _refuse_without_a_place() -> None:
    if request.environ.get(FULL):
        raise TooManyStreams("Too many uploads are under way. Try again in a moment.")


def _is_known(access: Access) -> bool:
    given: Authorization | None = request.authorization
    if given is not None and given.type == "bearer" and given.token:
        return access.accepts(given.token, request.remote_addr or "")
    return access.is_logged_in(request.cookies.get(access.cookie_name, ""))


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-store")
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if response.status_code == 503:
        response.headers["Retry-After"] = "2"
    return response
