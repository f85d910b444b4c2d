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
PAGES: Final = "room, district, figures, review, cards, planbook, readiness, drills"
NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Metro Flow: the pages are not built</title>
<h1>The tablets' pages are not built</h1>
<p>The server runs, but <code>{folder}</code> holds no <code>{page}</code>.</p>
<p>Run <code>python3 run.py</code>, which builds them, or unpack an archive made by
<code>python3 run.py package</code>; METRO_FLOW_TABLETS names another folder.</p>
<h1 lang="zh">页面尚未构建</h1>
<p lang="zh">服务已运行,但还没有平板页面。请运行 <code>python3 run.py</code>。</p></html>
"""


@bp.get("/", defaults={"page": "index.html"})
@bp.get(f"/<any({PAGES}):page>")
@bp.get(f"/<any({PAGES}):page>/<path:_inside>")
def give_page(page: str, _inside: str = "") -> Response:
    """Give one of the pages; what lies behind its name is the page's own affair."""
    return _page(page if page.endswith(".html") else f"{page}.html")


@bp.get("/<name>")
def give_file(name: str) -> Response:
    """Give a file beside the pages, such as the one that works without a network."""
    if name.startswith("."):
        raise Unknown("address", request.path)
    return _file(_folder(), name, ASK_EACH_TIME)


@bp.get("/assets/<path:name>")
def give_asset(name: str) -> Response:
    """Give a file whose name holds its hash."""
    return _file(_folder() / "assets", name, NEVER_CHANGES)


def _page(name: str) -> Response:
    if not (_folder() / name).is_file():
        told = NOT_BUILT.format(folder=_folder().name, page=name)
        return make_response(told, 503, {"Content-Type": "text/html; charset=utf-8"})
    return _file(_folder(), name, ASK_EACH_TIME)


def _file(folder: Path, name: str, caching: str) -> Response:
    response = send_from_directory(folder, name, conditional=True)
    response.headers["Cache-Control"] = caching
    return response


def _folder() -> Path:
    return Path(house().settings.tablets).resolve()
