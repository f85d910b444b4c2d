"""Give browsers the tablets' pages: one small html each, and files that never change."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Blueprint, Response, make_response, request, send_from_directory

from metro_flow.errors import Unknown
from metro_flow.web.house import house

bp = Blueprint("pages", __name__)

# What lies in assets carries its hash in its name, so a year is safe.
NEVER_CHANGES: Final = "public, max-age=31536000, immutable"
ASK_EACH_TIME: Final = "no-cache"
PAGES: Final = {
    "room": "room.html",
    "district": "district.html",
    "review": "review.html",
    "cards": "cards.html",
    "planbook": "planbook.html",
}
NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Metro Flow: the pages are not built</title>
<h1>The tablets' pages are not built</h1>
<p>The server runs, but <code>{folder}</code> holds no <code>{page}</code>.</p>
<p>Run <code>python3 run.py</code>, which builds them, or unpack an archive made by
<code>python3 run.py package</code>; METRO_FLOW_TABLETS names another folder.</p>
<h1 lang="zh">页面尚未构建</h1>
<p lang="zh">服务已运行,但还没有平板页面。请运行 <code>python3 run.py</code>。</p></html>
"""


@bp.get("/")
def sign_in() -> Response:
    """Give the page to sign in and choose a room."""
    return _page("index.html")


@bp.get("/<page>")
@bp.get("/<page>/<path:_inside>")
def page(page: str, _inside: str = "") -> Response:
    """Give one of the pages; what lies behind its name is the page's own affair."""
    if page in PAGES:
        return _page(PAGES[page])
    if not _inside and (_folder() / page).is_file() and not page.startswith("."):
        return _file(page, ASK_EACH_TIME)
    raise Unknown("address", request.path)


@bp.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """Give a file whose name holds its hash."""
    if not (_folder() / "assets" / name).is_file():
        raise Unknown("file", name)
    return _file(f"assets/{name}", NEVER_CHANGES)


def _page(name: str) -> Response:
    if not (_folder() / name).is_file():
        told = NOT_BUILT.format(folder=_folder().name, page=name)
        return make_response(told, 503, {"Content-Type": "text/html; charset=utf-8"})
    return _file(name, ASK_EACH_TIME)


def _file(name: str, caching: str) -> Response:
    response = send_from_directory(_folder(), name, conditional=True)
    response.headers["Cache-Control"] = caching
    return response


def _folder() -> Path:
    return Path(house().settings.tablets).resolve()
