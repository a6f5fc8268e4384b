"""Who may ask, and what a browser may do with the answer."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Response, request

from app.errors import Forbidden, UnknownHost

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


def protect(app: Flask, hosts: Collection[str]) -> None:
    """Refuses unsafe requests that another site made, and sends strict headers with every answer.
    The Host header is held against ``hosts``, which stops DNS rebinding."""
    trusted = frozenset(_bare(host) for host in hosts)

    def refuse_other_hosts() -> None:
        if _bare(request.host) not in trusted:
            raise UnknownHost(
                f"This server does not answer as {request.host!r}. LOGLANES_ALLOWED_HOSTS names"
                " further hosts."
            )

    app.before_request(refuse_other_hosts)
    app.before_request(_refuse_other_sites)
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


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
