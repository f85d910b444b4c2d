"""Add people, grant them rights, list and forget them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from metro_flow.cli.roof import Roof
from metro_flow.cli.told import Told, as_json, print_rows
from metro_flow.clock import iso
from metro_flow.errors import Refused, Unknown
from metro_flow.logbook.entry import Grant, body_of
from metro_flow.people.passwords import seal
from metro_flow.people.person import HeldGrant, Names, Person, Role

if TYPE_CHECKING:
    from metro_flow.people.directory import Directory


@click.group(cls=Told)
def people() -> None:
    """Add people, grant them rights, list them.

    \b
    Example:
      metro-flow people add p-zhangwei zhangwei --zh 张伟 --en "Zhang Wei"
      metro-flow people grant p-zhangwei station-master --station 0243 --line 2
    """


@people.command()
@click.argument("person")
@click.argument("login")
@click.option("--zh", required=True, help="The name in Chinese.")
@click.option("--en", required=True, help="The name in English.")
@click.option("--unit-zh", default="", help="Where they belong, in Chinese.")
@click.option("--unit-en", default="", help="Where they belong, in English.")
@click.option("--phone", default="", help="Where they are rung.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.password_option(help="Asked for when it is not given.")
@click.option("--pin", prompt=True, hide_input=True, confirmation_prompt=True, help="4-8 digits.")
@click.pass_obj
def add(roof: Roof, /, person: str, login: str, password: str, pin: str, **told: str) -> None:
    """Add somebody who may then sign in.

    \b
    Example:
      metro-flow people add p-zhangwei zhangwei --zh 张伟 --en "Zhang Wei" --phone "139 …"
    """
    sealed = seal(password, pin)
    somebody = Person(
        id=person,
        names=Names(told["zh"], told["en"]),
        unit=Names(told["unit_zh"], told["unit_en"]),
        phone=told["phone"],
        language=told["language"],
    )
    with roof.house() as house:
        house.people.add(somebody, login, sealed)
    click.echo(f"{person} may sign in as {login}")


@people.command()
@click.argument("person")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--station", "stations", multiple=True, help="A station's id; may be repeated.")
@click.option("--street", help="A street, in Chinese, as station files name it.")
@click.option("--line", help="A line.")
@click.option("--from", "since", type=click.DateTime(), help="First moment; without it, this one.")
@click.option("--until", type=click.DateTime(), help="First moment after; without it, for good.")
@click.pass_obj
def grant(roof: Roof, /, person: str, role: str, **told: Any) -> None:
    """Give somebody a right, somewhere and for some time; times are UTC.

    \b
    Example:
      metro-flow people grant p-zhangwei station-master --station 0243 --line 2
      metro-flow people grant p-xujing street --street 静安寺街道 --until 2027-01-01
    """
    with roof.house() as house:
        for station in told["stations"]:
            if station not in house.places:
                raise Unknown("station", station)
        since = _utc(told["since"]) or house.clock.now()
        until = _utc(told["until"])
        given = Grant(role, tuple(told["stations"]), told["street"], told["line"])
        house.people.give(HeldGrant(person, given, since, until))
    click.echo(f"{person} is {role}")


@people.command()
@click.argument("person")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.pass_obj
def revoke(roof: Roof, /, person: str, role: str) -> None:
    """End what somebody holds as a role, from this moment of room time on.

    \b
    Example:
      metro-flow people revoke p-zhangwei station-master
    """
    with roof.house() as house:
        ended = house.people.take_back(person, role, house.clock.now())
    if not ended:
        raise Refused("holds no such grant", person=person, role=role)
    click.echo(f"{person} is {role} no more")


@people.command("list")
@as_json
@click.pass_obj
def list_people(roof: Roof, /, *, machine: bool) -> None:
    """List everybody with what they hold, and when a right ends or ended; times are UTC.

    \b
    Example:
      metro-flow people list --json
    """
    with roof.house() as house:
        rows = _people_rows(house.people, house.clock.now())
    print_rows(rows, machine=machine, line=_person_line)


@people.command()
@click.argument("person")
@click.pass_obj
def blank(roof: Roof, /, person: str) -> None:
    """Forget somebody's names, phone and sign-in; their id stays in the logbooks.

    \b
    Example:
      metro-flow people blank p-zhangwei
    """
    with roof.house() as house:
        house.people.blank(person, house.clock.real())
    click.echo(f"{person} is forgotten")


def _utc(said: datetime | None) -> datetime | None:
    return None if said is None else said.replace(tzinfo=UTC)


def _end(until: str | None, *, ended: bool) -> str:
    """Say when a right ends; nothing for one that holds for good."""
    if until is None:
        return ""
    return f" {'ended' if ended else 'ends'} {until[:16].replace('T', ' ')}"


def _people_rows(directory: Directory, now: datetime) -> list[dict[str, Any]]:
    held: dict[str, list[HeldGrant]] = {}
    for each in directory.held():
        held.setdefault(each.person, []).append(each)
    return [
        {
            "person": person.id,
            "login": login,
            "zh": person.names.zh,
            "en": person.names.en,
            "grants": [
                {
                    **body_of(each.grant),
                    "since": iso(each.since),
                    "until": None if each.until is None else iso(each.until),
                    "ended": each.until is not None and each.until <= now,
                }
                for each in held.get(person.id, [])
            ],
        }
        for login, person in directory.everyone()
    ]


def _person_line(row: dict[str, Any]) -> str:
    def place(grant: dict[str, Any]) -> str:
        parts = [*grant["stations"], grant["street"], grant["line"] and f"line {grant['line']}"]
        return " ".join(str(part) for part in parts if part) or "everywhere"

    grants = "; ".join(
        f"{each['role']} ({place(each)}){_end(each['until'], ended=each['ended'])}"
        for each in row["grants"]
    )
    return f"{row['person']:<20} {row['login']:<16} {row['zh']} {row['en']}  {grants or 'no grant'}"
