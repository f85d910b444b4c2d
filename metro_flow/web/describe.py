"""Describe what the API asks and tells from the very classes that parse and fill it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.routing import Rule

View = TypeVar("View", bound=Callable[..., Any])
REF: Final = "#/components/schemas/{model}"
METHODS: Final = ("GET", "POST", "DELETE")
REFUSALS: Final = {
    "401": "nobody is known to be asking",
    "403": "somebody is, and may not",
    "404": "there is no such thing",
    "409": "the rules say no, with a reason and its facts",
    "422": "a field is not what it must be",
    "503": "busy; ask again",
}


def describe(*, asks: Any = None, tells: Any = None) -> Callable[[View], View]:
    """Note on a view which class its body is parsed into and which its answer follows."""

    def note(view: View) -> View:
        view.__dict__.update(asks=asks, tells=tells)
        return view

    return note


def description(app: Flask, *, title: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI description of every route under /api, with its schemas."""
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for rule, method in _routes(app):
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        view = app.view_functions[rule.endpoint]
        paths.setdefault(path, {})[method.lower()] = _operation(rule, view, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.rule.startswith("/api/"):
            yield from ((rule, method) for method in METHODS if method in (rule.methods or ()))


def _operation(rule: Rule, view: Callable[..., Any], schemas: dict[str, Any]) -> dict[str, Any]:
    asks, tells = (view.__dict__.get(name) for name in ("asks", "tells"))
    done: dict[str, Any] = {"description": "done"}
    if tells is not None:
        done["content"] = _json(tells, schemas, closed=False)
    # A view that says it tells nothing answers without a body.
    status = "204" if tells is None and "tells" in view.__dict__ else "200"
    described = {
        "summary": (view.__doc__ or "").strip().partition("\n")[0],
        "operationId": rule.endpoint,
        "responses": {
            status: done,
            **{status: {"description": words} for status, words in REFUSALS.items()},
        },
    }
    if rule.arguments:
        described["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in sorted(rule.arguments)
        ]
    if asks is not None:
        described["requestBody"] = {"required": True, "content": _json(asks, schemas, closed=True)}
    return described


def _json(shape: Any, schemas: dict[str, Any], *, closed: bool) -> dict[str, Any]:
    """Return a body's schema; what is asked is `closed`, so that an unknown field is refused."""
    schema = TypeAdapter(shape).json_schema(ref_template=REF)
    for part in (schema, *schema.get("$defs", {}).values()):
        # Whether a class was read before leaves its mark on its schema; the paper must not differ.
        if "properties" in part:
            part.pop("additionalProperties", None)
            part.update({"additionalProperties": False} if closed else {})
    schemas.update(schema.pop("$defs", {}))
    if schema.get("type") == "object" and "properties" in schema:
        schemas[schema["title"]] = schema
        schema = {"$ref": REF.format(model=schema["title"])}
    return {"application/json": {"schema": schema}}
