"""Let one slow tablet cost nobody but itself.

The queue of a client that does not read grows without end, and compression doubles what each
client takes. Whoever falls too far behind is let go: the tablet comes back and joins whole.
"""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Any, Final

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask
    from flask_socketio import SocketIO

# Some two minutes of readings and entries: nobody who reads at all is that far behind.
MOST_QUEUED: Final = 500
OFFER: Final = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
log = structlog.get_logger(__name__)


def sweep(io: SocketIO) -> int:
    """Let go of every client with too much queued; return how many there were."""
    slow = [each for each in list(io.server.eio.sockets.values()) if too_slow(each)]
    for client in slow:
        log.warning("a client that does not read was let go", sid=client.sid)
        _empty(client.queue)
        client.close(wait=False, abort=True)
    return len(slow)


def too_slow(client: Any) -> bool:
    """Claim that a client has more waiting than anybody who reads would have."""
    return bool(client.queue.qsize() > MOST_QUEUED)


def forgo_compression(app: Flask) -> None:
    """Hide from the websocket that a browser offers compression."""
    inner: WSGIApplication = app.wsgi_app

    def plain(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop(OFFER, None)
        return inner(environ, start_response)

    app.wsgi_app = plain  # type: ignore[method-assign]


def _empty(waiting: queue.Queue[Any]) -> None:
    while True:
        try:
            waiting.get_nowait()
            waiting.task_done()
        except queue.Empty:
            return
