"""Say whether this process lives and whether it may be given work, to whoever watches over it."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from metro_flow.db import COUNTS, db
from metro_flow.web import house
from metro_flow.web.describe import describe

bp = APIBlueprint("health", __name__, url_prefix="/api/health", tag="Health")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LiveTold:
    """This process answers."""

    live: bool


@dataclass(frozen=True, slots=True)
class ReadyTold:
    """Whether work may be given to this process, part by part."""

    ready: bool
    parts: dict[str, bool]


@bp.get("/live")
@describe(tells=LiveTold)
def live() -> Response:
    """Answer at all."""
    return jsonify({"live": True})


@bp.get("/ready")
@describe(tells=ReadyTold)
def ready() -> Response:
    """Answer whether the stores can be read, and the watch runs where it should."""
    watch = house().watch
    parts = {
        "book": _answers(None),
        "counts": _answers(COUNTS),
        "watch": watch is None or bool(watch.alive),
    }
    response = jsonify({"ready": all(parts.values()), "parts": parts})
    response.status_code = 200 if all(parts.values()) else 503
    return response


def _answers(bind: str | None) -> bool:
    try:
        with db.engines[bind].connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        log.warning("a store did not answer", store=bind or "book", error=str(error))
        return False
    return True
