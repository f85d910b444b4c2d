"""Describe what the API asks and tells from the very classes that parse and fill it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from apiflask import APIFlask

View = TypeVar("View", bound=Callable[..., Any])
_ASKS, _TELLS = "asks", "tells"
REF = "#/components/schemas/{model}"


def describe(*, asks: Any = None, tells: Any = None) -> Callable[[View], View]:
    """Note on a view which class its body is parsed into and which its answer follows."""

    def note(view: View) -> View:
        view.__dict__[_ASKS], view.__dict__[_TELLS] = asks, tells
        return view

    return note


def description(app: APIFlask) -> dict[str, Any]:
    """Return the OpenAPI description of every route under /api, with its schemas."""
    told = cast("dict[str, Any]", app.spec)
    schemas: dict[str, Any] = {}
    paths = {}
    for path, methods in sorted(told["paths"].items()):
        if path.startswith("/api/"):
            paths[path] = {
                method: _filled(operation, app.view_functions, schemas)
                for method, operation in sorted(methods.items())
                if method != "parameters"
            } | ({"parameters": methods["parameters"]} if "parameters" in methods else {})
    return {
        "openapi": "3.1.0",
        "info": told["info"],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _filled(
    operation: dict[str, Any], views: Mapping[str, Any], schemas: dict[str, Any]
) -> dict[str, Any]:
    view = views.get(operation.get("operationId", ""))
    noted = getattr(view, "__dict__", {})
    kept = {"summary", "tags", "parameters"}
    filled = {key: value for key, value in operation.items() if key in kept}
    if noted.get(_ASKS) is not None:
        filled["requestBody"] = {"required": True, "content": _json(noted[_ASKS], schemas)}
    good: dict[str, Any] = {"description": "done"}
    if noted.get(_TELLS) is not None:
        good["content"] = _json(noted[_TELLS], schemas)
    status = "200" if noted.get(_TELLS) is not None or _ASKS not in noted else "204"
    filled["responses"] = {status: good}
    return filled


def _json(shape: Any, schemas: dict[str, Any]) -> Any:
    schema = TypeAdapter(shape).json_schema(ref_template=REF)
    schemas.update(schema.pop("$defs", {}))
    if "title" in schema and schema.get("type") == "object":
        schemas[schema["title"]] = schema
        schema = {"$ref": REF.format(model=schema["title"])}
    return {"application/json": {"schema": schema}}
