"""Let commands open the house without knowing what it is made of: the roof hands in how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask

from metro_flow.settings import Settings
from metro_flow.web import House, house
from metro_flow.web.server import Life, Listening, Server


def as_it_is(_app: Flask) -> None:
    """Add nothing."""


@dataclass(frozen=True, slots=True)
class Roof:
    """How an app is made from settings, and how what goes on by itself begins and ends."""

    settings: Callable[[], Settings]
    create: Callable[[Settings], Flask]
    start: Callable[[Flask], None]
    stop: Callable[[Flask], None]

    @contextmanager
    def house(self) -> Iterator[House]:
        """Open the house for one command; nothing goes on by itself in it."""
        app = self.create(replace(self.settings(), watch=False))
        with app.app_context():
            yield house(app)

    def serve(
        self,
        settings: Settings,
        listening: Listening,
        *,
        ready: Callable[[], None],
        furnish: Callable[[Flask], None] = as_it_is,
    ) -> None:
        """Run a process until it is told to end; `furnish` puts in what a demo or a drill adds."""

        def make() -> Flask:
            app = self.create(settings)
            furnish(app)
            return app

        Server(listening, Life(make, self.start, self.stop, ready)).run()
