"""Refuse what another site asks in a chief's name, and tell browsers what a page may do.

Cross-site writes are refused twice over: by the browser's own word on where a request comes from
(Origin, Sec-Fetch-Site) and by a header that no plain form or link can set. A feed signs in by
Authorization, which no page of another site can set either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from metro_flow.errors import NotYours

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_HEADER: Final = "X-Metro-Flow"
POLICY: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "img-src 'self' data: blob:"
)
# Plotly lays out its figures with inline styles; scripts stay strict there too.
REVIEW_POLICY: Final = POLICY + "; style-src 'self' 'unsafe-inline'"
REVIEW_PAGES: Final = ("/review",)
# One year: long enough that a browser never asks in the clear again between two shifts.
STRICT_TRANSPORT: Final = "max-age=31536000"
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard(app: Flask, *, secure: bool) -> None:
    """Check every request before it is answered and mark every response after."""

    def mark(response: Response) -> Response:
        response.headers.update(HEADERS)
        review = request.path.startswith(REVIEW_PAGES)
        response.headers["Content-Security-Policy"] = REVIEW_POLICY if review else POLICY
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if secure:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 503:
            response.headers.setdefault("Retry-After", "1")
        return response

    app.before_request(lambda: refuse_other_sites(request))
    app.after_request(mark)


def refuse_other_sites(asked: Request) -> None:
    """Raise NotYours for a write that another site's page may have started."""
    if asked.method in SAFE:
        return
    origin = asked.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() != asked.host.lower():
        raise NotYours("write from another site", origin=origin)
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise NotYours("write from another site", origin=origin)
    if not (asked.headers.get(OWN_HEADER) or asked.headers.get("Authorization")):
        raise NotYours("write without the header of the house", needs=f"{OWN_HEADER}: 1")
