"""Serve real stations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from metro_flow.web.logs import write_logs
from metro_flow.web.server import Listening

if TYPE_CHECKING:
    from metro_flow.cli.roof import Roof

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port.")
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address.")
@click.option("--tls", nargs=2, type=click.Path(exists=True), metavar="CERT KEY", help="PEM files.")
@click.option("--database", metavar="URL", help="The book; METRO_FLOW_DATABASE otherwise.")
@click.option("--tablets", default=1000, show_default=True, help="How many at most.")
@click.option("--process", help="This process's name among several; METRO_FLOW_PROCESS otherwise.")
@click.option("--watch/--no-watch", default=None, help="Whether the watch may run here.")
@click.pass_obj
def serve(
    roof: Roof,
    /,
    *,
    port: int,
    bind: str,
    tls: tuple[str, str] | None,
    database: str | None,
    tablets: int,
    process: str | None,
    watch: bool | None,
) -> None:
    """Serve tablets, take counts, keep the watch.

    \b
    Example:
      metro-flow serve --bind 0.0.0.0 --port 443 --tls site.crt site.key
      metro-flow serve --database postgresql+psycopg://metro@db/metro --process two --no-watch
    """
    chosen = {
        "database": database,
        "process": process,
        "watch": watch,
        "tls": True if tls else None,
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    settings = replace(roof.settings(), **given)  # type: ignore[arg-type]
    write_logs(plain=False)
    if bind not in LOOPBACK and not settings.tls:
        click.echo(
            "without TLS tablets can neither keep their screen awake nor work offline: "
            "use --tls CERT KEY, or METRO_FLOW_TLS=yes behind a proxy that has it",
            err=True,
        )
    certificate, key = tls or (None, None)
    host = f"[{bind}]" if ":" in bind else bind
    listening = Listening(f"{host}:{port}", tablets, certificate, key)
    address = f"{'https' if settings.tls else 'http'}://{host}:{port}"
    roof.serve(settings, listening, ready=lambda: click.echo(f"Metro Flow serves at {address}"))
