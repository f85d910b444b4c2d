"""Know who is asking from the cookie alone, in a request and on a socket alike.

Nothing in a message says who sends it: the cookie's token finds the sign-in, the sign-in the
person, the person's grants what they may. Looked up for every request and every join, so that a
grant or a sign-in that ended has ended everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from flask import Flask, g, request
from flask_login import LoginManager, current_user

from metro_flow.errors import NotSignedIn, Unknown
from metro_flow.people.permission import Place, Right, covers, may, require
from metro_flow.web import house

if TYPE_CHECKING:
    from flask import Request, Response

    from metro_flow.logbook.entry import Grant
    from metro_flow.people.directory import Directory
    from metro_flow.people.signin import SignIn, SignIns

SHIFT_OVER: Final = "the shift is over; enter the PIN"


@dataclass(eq=False)
class Asker:
    """The person who asks, with what they hold at this moment of room time."""

    sign_in: SignIn
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return the person's id, as Flask-Login asks for it."""
        return self.person

    @property
    def person(self) -> str:
        """The person's id."""
        return self.sign_in.person

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What this person holds anywhere."""
        directory: Directory = house().people
        return directory.grants(self.person, house().clock.now())

    def grants_at(self, place: Place) -> tuple[Grant, ...]:
        """Return what this person holds at one place."""
        return tuple(grant for grant in self.grants if covers(grant, place))

    def may(self, right: Right, place: Place | None = None) -> bool:
        """Claim that this person has a right."""
        return may(right, self.grants, place)

    def require(self, right: Right, place: Place | None = None) -> None:
        """Raise NotYours unless this person has the right."""
        require(right, self.grants, place)

    def require_at(self, right: Right, station: str) -> Place:
        """Return the place of a station if this person has the right there.

        A station that does not exist is refused as one that is not theirs to see is not: by 404.
        """
        place = place_of(station)
        self.require(right, place)
        return place

    def places(self, right: Right) -> list[Place]:
        """Return every place where this person has a right, in order of station id."""
        known: list[Place] = [house().places[station] for station in sorted(house().places)]
        return [place for place in known if self.may(right, place)]


def install(app: Flask) -> None:
    """Let Flask-Login find the asker of every request."""
    gate = LoginManager(app)
    gate.session_protection = None
    gate.request_loader(_find)


def asker() -> Asker:
    """Return who asks, or raise NotSignedIn."""
    if not current_user.is_authenticated:
        raise NotSignedIn(SHIFT_OVER if g.get("lapsed") else "")
    return cast("Asker", current_user._get_current_object())


def place_of(station: str) -> Place:
    """Return a station as grants see it, or raise Unknown."""
    try:
        return cast("Place", house().places[station])
    except KeyError:
        raise Unknown("station", station) from None


def token() -> str:
    """Return the token of the request's cookie; empty when it has none."""
    return request.cookies.get(cookie_name(), "")


def cookie_name() -> str:
    """Return the cookie's name; behind TLS one that no other host can have set."""
    return "__Host-metro-flow" if house().settings.tls else "metro-flow"


def give_cookie(response: Response, value: str) -> None:
    """Put a token into the browser; the sign-in itself, not the cookie, knows when it ends."""
    response.set_cookie(
        cookie_name(),
        value,
        max_age=30 * 86400,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=house().settings.tls,
    )


def take_cookie(response: Response) -> None:
    """Take the token out of the browser."""
    response.delete_cookie(
        cookie_name(), path="/", httponly=True, samesite="Strict", secure=house().settings.tls
    )


def _find(_request: Request) -> Asker | None:
    signins: SignIns = house().signins
    given = token()
    sign_in = signins.find(given) if given else None
    if sign_in is not None and sign_in.lapsed:
        g.lapsed = True
        return None
    return None if sign_in is None else Asker(sign_in)
