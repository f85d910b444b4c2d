"""A wrong file is refused in words that an operator can act on, whatever its shape is for.

Pydantic finds what is wrong in a TOML file; this module says it as the house does: which field,
by its path and the id of the thing it belongs to, what stood there, and what would be right.
All faults of a file are told at once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from metro_flow.errors import Fault, Malformed

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails


class Table(BaseModel):
    """A table of a TOML file, every key of which is known."""

    model_config = ConfigDict(extra="forbid", strict=True)


def written_as(pattern: str, sentence: str) -> AfterValidator:
    """Refuse a text that is not of this pattern, with a sentence that says what would be right."""

    def look(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("pattern", "{sentence}", {"sentence": sentence})
        return text

    return AfterValidator(look)


def as_many(table: Table, *names: str) -> None:
    """Refuse a table whose lists in Chinese and English are not of one length."""
    for name in names:
        zh, en = getattr(table, f"{name}_zh"), getattr(table, f"{name}_en")
        if len(zh) != len(en):
            raise PydanticCustomError(
                "unequal",
                "{name}_zh and {name}_en name the same things in the same order",
                {"name": name, "written": f"{len(zh)} in {name}_zh, {len(en)} in {name}_en"},
            )


_Shape = TypeVar("_Shape", bound=Table)

_EXPECTED = {
    "string_type": "give a text in quotes",
    "string_too_short": "give a text that is not empty",
    "float_type": "give a number",
    "int_type": "give a whole number",
    "bool_type": "write true or false",
    "list_type": "give a list",
    "model_type": "give a table",
    "time_type": "give a time of day such as 05:40:00",
    "finite_number": "give a number that is finite",
}


def read_text(path: Path) -> str:
    """Read a file as UTF-8, or refuse it by name."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Malformed(Fault("file", path.name, "this file must exist"), where=str(path)) from None
    except UnicodeDecodeError as error:
        fault = Fault("file", f"byte {error.start}", "save the file as UTF-8")
        raise Malformed(fault, where=str(path)) from None


def parse_toml(text: str, shape: type[_Shape], *, where: str) -> _Shape:
    """Parse `text` into `shape`, or raise Malformed naming every wrong field."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed(Fault("file", str(error), "write valid TOML"), where=where) from None
    try:
        return shape.model_validate(tables)
    except ValidationError as error:
        faults = (_fault(detail, tables, shape) for detail in error.errors())
        raise Malformed(*faults, where=where) from None


def nearest(word: str, known: list[str]) -> str:
    """Say which known word was probably meant, or which words there are."""
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"did you mean “{close[0]}”?"
    return "known are " + ", ".join(known)


def _fault(detail: ErrorDetails, tables: dict[str, Any], shape: type[Table]) -> Fault:
    place = detail["loc"]
    field = _path(place, tables)
    if detail["type"] == "missing":
        return Fault(field, None, "this field is missing")
    if detail["type"] == "extra_forbidden":
        expected = "unknown key; " + nearest(str(place[-1]), _keys(place, shape))
        return Fault(field, detail["input"], expected)
    written = detail.get("ctx", {}).get("written", detail["input"])
    return Fault(field, written, _expected(detail))


def _expected(detail: ErrorDetails) -> str:
    facts = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return "write " + re.sub("'([^']*)'", "“\\1”", str(facts["expected"]))
        case "greater_than":
            return f"give a number above {facts['gt']:g}"
        case "greater_than_equal":
            return f"give a number of at least {facts['ge']:g}"
        case "less_than_equal":
            return f"give a number of at most {facts['le']:g}"
        case "too_short":
            return f"give at least {facts['min_length']}"
        case "too_long":
            return f"give at most {facts['max_length']}"
        case name:
            return _EXPECTED.get(name, detail["msg"])


def _path(place: tuple[int | str, ...], tables: Any) -> str:
    """Name a field by its path; an item of a list by its own id rather than its number."""
    path, here = "", tables
    for step in place:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            path += f"[{_name_of(here, step)}]"
        else:
            here = here.get(step) if isinstance(here, dict) else None
            path += f".{step}" if path else step
    return path


def _name_of(item: Any, position: int) -> str:
    if isinstance(item, dict):
        for key in ("id", "line", "next_zh", "name_zh"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return f"#{position + 1}"


def _keys(place: tuple[int | str, ...], shape: type[Table]) -> list[str]:
    """Return the keys that the table holding the field at `place` knows."""
    for step in place[:-1]:
        if isinstance(step, str):
            shape = _table_in(shape.model_fields[step].annotation)
    return sorted(shape.model_fields)


def _table_in(annotation: Any) -> type[Table]:
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return next(found for part in get_args(annotation) if (found := _table_in(part)))
