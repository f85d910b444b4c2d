"""The house answers over HTTP in one voice and is asked by nobody else's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask, jsonify
from sqlalchemy.exc import OperationalError

from metro_flow.clock import Clock
from metro_flow.errors import Busy, Fault, Malformed, NotSignedIn, NotYours, Refused, Unknown
from metro_flow.settings import Settings
from metro_flow.web import House
from metro_flow.web.api import BODY_LIMIT, create_api, read_json
from metro_flow.web.house import EXTENSION
from metro_flow.web.logs import write_logs
from metro_flow.web.pages import bp as pages

OWN = {"X-Metro-Flow": "1"}
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "img-src 'self' data: blob:"
)


class Password:
    """Something that must not be told."""

    def __repr__(self) -> str:
        return "hunter2"


def an_app(folder: Path | None = None, *, secure: bool = False) -> Flask:
    """Return an app whose one act raises what it is asked to."""
    app = create_api("test", title="Test", version="0", secure=secure)
    settings = Settings(tablets=str(folder or "/nowhere"), tls=secure)
    app.extensions[EXTENSION] = House(settings=settings, clock=Clock())

    @app.post("/api/echo")
    def echo() -> Any:
        from flask import request

        return jsonify(read_json(request))

    app.register_blueprint(pages)
    return app


def raising(error: Exception) -> Any:
    """Return the answer of an app in which this was raised."""
    app = an_app()

    @app.get("/api/raise")
    def fail() -> Any:
        password = Password()
        if password:
            raise error

    return app.test_client().get("/api/raise")


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        pytest.param(
            Refused("already finished", step="s1"),
            409,
            {"status": "refused", "reason": "already finished", "facts": {"step": "s1"}},
            id="the rules' no",
        ),
        pytest.param(
            Malformed(Fault("people", -1, "0 or more"), Fault("end", None, "required")),
            422,
            {
                "status": "malformed",
                "faults": [
                    {"field": "people", "value": -1, "expected": "0 or more"},
                    {"field": "end", "value": None, "expected": "required"},
                ],
            },
            id="wrong fields",
        ),
        pytest.param(NotSignedIn(), 401, {"status": "not-signed-in"}, id="nobody"),
        pytest.param(
            NotYours("read phones", needs=["street"]),
            403,
            {"status": "not-yours", "act": "read phones", "facts": {"needs": ["street"]}},
            id="not theirs",
        ),
        pytest.param(
            Unknown("station", "0999"),
            404,
            {"status": "unknown", "what": "station", "name": "0999"},
            id="no such thing",
        ),
        pytest.param(Busy(), 503, {"status": "busy"}, id="busy"),
        pytest.param(
            OperationalError("SELECT", {}, Exception("gone")),
            503,
            {"status": "busy"},
            id="a lost database",
        ),
    ],
)
def test_each_error_has_its_own_answer(error: Exception, status: int, body: Any) -> None:
    answer = raising(error)

    assert (answer.status_code, answer.json) == (status, body)


def test_who_is_told_to_come_again_is_told_when() -> None:
    assert raising(Busy()).headers["Retry-After"] == "1"


def test_a_long_value_is_told_by_its_beginning() -> None:
    fault = raising(Malformed(Fault("words", "x" * 5000, "at most 2000"))).json["faults"][0]

    assert fault["value"] == "x" * 120 + "…"


@pytest.mark.parametrize("plain", [True, False], ids=["for a person", "for a collector"])
def test_a_bug_is_answered_by_its_number_and_logged_without_what_was_secret(
    capfd: pytest.CaptureFixture[str], *, plain: bool
) -> None:
    write_logs(plain=plain)

    answer = raising(ZeroDivisionError("in the middle"))

    structlog.reset_defaults()
    logged = capfd.readouterr().err
    assert answer.status_code == 500
    assert answer.json == {"status": "bug", "request": answer.headers["X-Request-Id"]}
    assert answer.headers["X-Request-Id"] in logged
    assert "ZeroDivisionError: in the middle" in logged
    assert "hunter2" not in logged


def test_every_request_has_a_number_of_its_own() -> None:
    client = an_app().test_client()

    numbers = {client.get("/nothing").headers["X-Request-Id"] for _ in range(5)}

    assert len(numbers) == 5


def test_an_address_that_is_not_there_is_unknown() -> None:
    answer = an_app().test_client().get("/api/nothing")

    assert answer.status_code == 404
    assert answer.json == {"status": "unknown", "what": "address", "name": "/api/nothing"}


def test_a_wrong_method_is_told_the_right_ones() -> None:
    answer = an_app().test_client().get("/api/echo")

    assert answer.status_code == 405
    assert answer.json == {"status": "wrong-method", "known": ["POST"]}


def test_a_body_over_the_limit_is_refused_with_the_limit() -> None:
    answer = an_app().test_client().post("/api/echo", data=b"1" * (BODY_LIMIT + 1), headers=OWN)

    assert answer.status_code == 413
    assert answer.json == {"status": "too-large", "limit": BODY_LIMIT}


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        pytest.param({}, False, id="a plain form"),
        pytest.param(OWN, True, id="our own header and no browser"),
        pytest.param({"Authorization": "Bearer x"}, True, id="a feed"),
        pytest.param(OWN | {"Origin": "http://localhost"}, True, id="our own page"),
        pytest.param(OWN | {"Origin": "http://evil.example"}, False, id="another site"),
        pytest.param(OWN | {"Origin": "http://localhost:81"}, False, id="another port"),
        pytest.param(OWN | {"Origin": "http://localhost.evil.example"}, False, id="a longer name"),
        pytest.param(OWN | {"Origin": "null"}, False, id="a page without an origin"),
        pytest.param(OWN | {"Sec-Fetch-Site": "same-origin"}, True, id="said by the browser"),
        pytest.param(OWN | {"Sec-Fetch-Site": "cross-site"}, False, id="cross-site"),
        pytest.param(OWN | {"Sec-Fetch-Site": "same-site"}, False, id="a neighbour's host"),
        pytest.param(
            {"Authorization": "Bearer x", "Origin": "http://evil.example"},
            False,
            id="another site with a token",
        ),
    ],
)
def test_a_write_comes_from_our_own_page_or_not_at_all(
    headers: dict[str, str], *, allowed: bool
) -> None:
    answer = an_app().test_client().post("/api/echo", json=1, headers=headers)

    assert answer.status_code == (200 if allowed else 403)


@pytest.mark.parametrize("path", ["/", "/room/station/0243", "/district", "/cards/0243", "/api/x"])
def test_scripts_and_styles_come_from_the_house_alone(path: str) -> None:
    headers = an_app().test_client().get(path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/review", "/review/stations/0243"])
def test_review_pages_alone_may_style_inline(path: str) -> None:
    policy = an_app().test_client().get(path).headers["Content-Security-Policy"]

    assert policy == POLICY + "; style-src 'self' 'unsafe-inline'"


@pytest.mark.parametrize("secure", [True, False])
def test_browsers_are_bound_to_tls_only_where_there_is_tls(*, secure: bool) -> None:
    headers = an_app(secure=secure).test_client().get("/").headers

    assert ("Strict-Transport-Security" in headers) is secure


def test_no_answer_of_the_api_is_kept_by_a_browser() -> None:
    assert an_app().test_client().get("/api/nothing").headers["Cache-Control"] == "no-store"


def built_pages(folder: Path) -> Path:
    """Return a folder as the pages are built into."""
    (folder / "assets").mkdir()
    (folder / "assets" / "room-1a2b.js").write_text("//")
    (folder / ".stamp").write_text("secret")
    for name in ("index", "room", "district", "review", "cards", "planbook", "readiness", "drills"):
        (folder / f"{name}.html").write_text(f"<p>{name}</p>")
    (folder / "sw.js").write_text("//")
    return folder


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "index"),
        ("/room/station/0243", "room"),
        ("/district", "district"),
        ("/review/stations/0243/days/2015-04-01", "review"),
        ("/cards/0243", "cards"),
        ("/planbook/0243", "planbook"),
        ("/readiness/0243", "readiness"),
        ("/drills", "drills"),
        ("/drills/2026Q4-03", "drills"),
    ],
)
def test_each_page_has_its_own_small_html(tmp_path: Path, path: str, page: str) -> None:
    answer = an_app(built_pages(tmp_path)).test_client().get(path)

    assert answer.text == f"<p>{page}</p>"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_file_with_its_hash_in_its_name_is_kept_for_a_year(tmp_path: Path) -> None:
    client = an_app(built_pages(tmp_path)).test_client()

    assert "immutable" in client.get("/assets/room-1a2b.js").headers["Cache-Control"]
    assert client.get("/sw.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/.stamp", "/assets/../.stamp", "/assets/%2e%2e/.stamp", "/nothing", "/assets/nothing.js"],
)
def test_what_is_no_page_is_not_given_out(tmp_path: Path, path: str) -> None:
    assert an_app(built_pages(tmp_path)).test_client().get(path).status_code == 404


def test_pages_that_are_not_built_say_how_to_build_them() -> None:
    answer = an_app().test_client().get("/room/station/0243")

    assert answer.status_code == 503
    assert "python3 run.py" in answer.text
    assert answer.headers["Content-Type"].startswith("text/html")
