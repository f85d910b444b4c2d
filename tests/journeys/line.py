"""A tablet's line to the server that a test can cut, as a tunnel or a lift does.

A browser's own offline switch spares what is open already, and the worker that keeps the shell;
a line that closes every connection and takes no new one spares nothing.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK = 65536


class Line:
    """Carries every byte between its own port and the server's, while it is whole."""

    def __init__(self, server_port: int) -> None:
        self._server = ("127.0.0.1", server_port)
        self._ear = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._whole = True
        self.port: int = self._ear.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break off what is under way and let nothing through."""
        with self._lock:
            self._whole = False
            broken, self._open = self._open, set()
        for each in broken:
            _hang_up(each)

    def mend(self) -> None:
        """Let new connections through again."""
        with self._lock:
            self._whole = True

    def end(self) -> None:
        """Give the port back."""
        self.cut()
        _hang_up(self._ear)

    def _accept(self) -> None:
        while True:
            try:
                tablet, _ = self._ear.accept()
            except OSError:
                return
            self._connect(tablet)

    def _connect(self, tablet: socket.socket) -> None:
        try:
            server = socket.create_connection(self._server)
        except OSError:
            _hang_up(tablet)
            return
        with self._lock:
            whole = self._whole
            if whole:
                self._open |= {tablet, server}
        if not whole:
            _hang_up(tablet)
            _hang_up(server)
            return
        for source, target in ((tablet, server), (server, tablet)):
            threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(CHUNK):
                target.sendall(piece)
        with self._lock:
            self._open -= {source, target}
        _hang_up(source)
        _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def line(server_port: int) -> Iterator[Line]:
    """Lend a line for as long as the block runs."""
    lent = Line(server_port)
    try:
        yield lent
    finally:
        lent.end()
