"""Show the real day at Jing'an on one machine, with four chiefs in one browser.

The demo makes its own database in its own folder and touches no other; it listens on the
loopback alone, because its passwords are printed on its first page.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from metro_flow.settings import HERE
from metro_flow.web.logs import write_logs
from metro_flow.web.server import Listening
from stations.demo.furnish import Show, furnish
from stations.demo.people import HEART
from stations.demo.seed import PASSWORD, PIN

if TYPE_CHECKING:
    from metro_flow.cli import Roof

MARK: Final = "made-by-the-demo"
BOOK: Final = "demo.sqlite3"
HOSTS: Final = "localhost,.localhost,127.0.0.1"
SEATS: Final = (
    ("station-master", "zhangwei", "张伟 值班站长 · station master"),
    ("transit-police", "chenjun", "陈军 值班警长 · transit police"),
    ("local-police", "zhaolei", "赵磊 值班所长 · local police"),
    ("street", "xujing", "徐静 街镇值班领导 · street"),
    ("district-officer", "hetao", "何涛 区值班 · district officer"),
    ("coordinator", "linna", "林娜 演练 · drill coordinator"),
    ("analyst", "songyu", "宋宇 分析 · analyst"),
)


@click.command()
@click.option("--fresh", is_flag=True, help="Begin again shortly before the evening peak.")
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
@click.option("--station", default=HEART, show_default=True, help="Where the surge comes.")
@click.option("--surge", default=1.0, show_default=True, help="How large: 0.5 is half of it.")
@click.option("--no-surge", is_flag=True, help="The real day and nothing added.")
@click.option("--speed", default=12.0, show_default=True, help="Room seconds per second.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=HERE / ".demo",
    help="Where the demo keeps its database; .demo in the project without it.",
)
@click.pass_obj
def demo(
    roof: Roof,
    /,
    *,
    fresh: bool,
    port: int,
    station: str,
    surge: float,
    no_surge: bool,
    speed: float,
    folder: Path,
) -> None:
    """Play the real gate counts of 2015-04-01 and one added surge.

    \b
    Example:
      metro-flow demo --fresh
      metro-flow demo --station 0126 --surge 0.5 --port 8080
    """
    write_logs(plain=True)
    claim(folder, fresh=fresh)
    settings = replace(
        roof.settings(),
        database=f"sqlite:///{folder.resolve() / BOOK}",
        counts="",
        redis="",
        demo=True,
        tls=False,
        public_hosts=HOSTS,
    )
    show = Show(station=station, surge=0.0 if no_surge else surge, speed=speed)
    roof.serve(
        settings,
        Listening(f"127.0.0.1:{port}", tablets=100),
        ready=lambda: click.echo(welcome(port)),
        furnish=lambda app: furnish(app, show),
    )


def claim(folder: Path, *, fresh: bool) -> None:
    """Make the demo's folder, or refuse one that something else made."""
    mark = folder / MARK
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise click.ClickException(
            f"{folder} holds something that the demo did not make; "
            "name an empty or a new folder with --folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()
    if fresh:
        for kept in folder.glob("*.sqlite3*"):
            kept.unlink()


def welcome(port: int) -> str:
    """Return the addresses, and who can sign in."""
    addresses = [
        f"  {f'http://{host}.localhost:{port}':<42}{login:<10} {who}" for host, login, who in SEATS
    ]
    return "\n".join(
        [
            "",
            "Metro Flow shows Wednesday 2015-04-01 in Jing'an, Shanghai: real gate counts,",
            "and one surge that was added and is marked so. Each seat has its own address:",
            "",
            *addresses,
            "",
            f"  everybody's password is {PASSWORD}, the PIN {PIN}; Ctrl-C ends the demo",
        ]
    )
