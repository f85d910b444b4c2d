"""Keep a forecaster as bytes and bring it back, the day that goes on included.

An .npz of plain arrays, read without pickle: nothing in it can run. A version stands in it, and
what is no such file, or of another version, is refused in words.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.calibrate import Calibration
from metro_flow.flow.forecast import Forecaster, Today
from metro_flow.flow.moment import Course
from metro_flow.flow.ridge import Learnt
from metro_flow.flow.usual import Absorbed, Day, DayShape, UsualDays

VERSION: Final = 2
Arrays = dict[str, np.ndarray[Any, Any]]
_TODAY: Final = (
    *("habit", "usual", "spread", "wider", "earlier", "counts", "days", "forecasts", "spans"),
    *("added", "turnout"),
)
_COURSE: Final = ("misses", "people", "usual")
_LEARNT: Final = ("pooled", "directions", "factors", "own")
_CALIBRATION: Final = ("levels", "offsets", "share", "width", "restless")
_ABSORBED: Final = ("sums", "weights", "squares", "square_weights", "days")


def to_bytes(forecaster: Forecaster) -> bytes:
    """Return everything a forecaster knows."""
    arrays: Arrays = {"scale": forecaster.scale}
    for name, part in (("learnt", _LEARNT), ("calibration", _CALIBRATION)):
        arrays |= _taken(name, getattr(forecaster, name), part)
    for place, absorbed in enumerate(forecaster.usual.kinds.values()):
        arrays |= _taken(f"kind{place}", absorbed, _ABSORBED)
    arrays |= {f"last{place}": each for place, each in enumerate(forecaster.last.values())}
    told = {
        "version": VERSION,
        "shape": [forecaster.shape.interval_s, forecaster.shape.slots, forecaster.shape.starts_s],
        "stations": forecaster.usual.stations,
        "half_life_days": forecaster.usual.half_life_days,
        "same_weekday": forecaster.usual.same_weekday,
        "kinds": list(forecaster.usual.kinds),
        "last": list(forecaster.last),
        "rolling": forecaster.rolling,
        "today": None,
    }
    if (today := forecaster.today) is not None:
        arrays |= _taken("today", today, _TODAY) | _taken("course", today.course, _COURSE)
        day = today.day
        told["today"] = [day.kind, day.weekday, list(day.like), today.ended, today.course.hour]
    arrays["told"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    kept = io.BytesIO()
    np.savez_compressed(kept, allow_pickle=False, **arrays)
    return kept.getvalue()


def from_bytes(kept: bytes) -> Forecaster:
    """Bring a forecaster back; raise Malformed when these bytes are none of this version."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as opened:
            arrays: Arrays = dict(opened)
        told = json.loads(bytes(arrays["told"]))
        version = told["version"]
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as trouble:
        expected = "the bytes of a kept forecaster (an .npz of its own)"
        raise Malformed(Fault("kept", f"{len(kept)} bytes", expected)) from trouble
    if version != VERSION:
        raise Malformed(Fault("version", version, f"{VERSION}: fit it anew"))
    shape = DayShape(*told["shape"])
    usual = UsualDays(shape, told["stations"], told["half_life_days"], told["same_weekday"])
    for place, kind in enumerate(told["kinds"]):
        usual.kinds[kind] = Absorbed(**_given(f"kind{place}", arrays, _ABSORBED))
    return Forecaster(
        shape,
        usual,
        arrays["scale"],
        Learnt(**_given("learnt", arrays, _LEARNT)),
        Calibration(**_given("calibration", arrays, _CALIBRATION)),
        told["rolling"],
        {name: arrays[f"last{place}"] for place, name in enumerate(told["last"])},
        _today(told["today"], arrays),
    )


def _today(told: list[Any] | None, arrays: Arrays) -> Today | None:
    if told is None:
        return None
    kind, weekday, like, ended, hour = told
    course = Course(**_given("course", arrays, _COURSE), hour=hour)
    day = Day(kind, weekday, tuple(like))
    return Today(day=day, course=course, ended=ended, **_given("today", arrays, _TODAY))


def _taken(name: str, of: object, fields: tuple[str, ...]) -> Arrays:
    return {f"{name}.{each}": getattr(of, each) for each in fields}


def _given(name: str, arrays: Arrays, fields: tuple[str, ...]) -> Arrays:
    return {each: arrays[f"{name}.{each}"] for each in fields}
