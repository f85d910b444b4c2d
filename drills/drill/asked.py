"""Say what may be asked in a drill's room beside what its station's room knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from drills.drill.happened import Rating, Veto
from drills.scenario.row import Row

Named = Annotated[str, Field(min_length=1, max_length=80)]
Said = Annotated[str, Field(max_length=400)]
# The debrief travels whole in 8 kB: four reviews, eight reasons, and letters of three bytes.
Reviewed = Annotated[str, Field(max_length=240)]
Reason = Annotated[str, Field(max_length=80)]
Points = Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class StartDrill:
    """Begin; `safety_read` says that the safety note was read out to everybody."""

    safety_read: bool


@dataclass(frozen=True, slots=True)
class PauseDrill:
    """Let the drill's clock stand still, and say why."""

    reason: Said


@dataclass(frozen=True, slots=True)
class ResumeDrill:
    """Let the drill's clock go on."""


@dataclass(frozen=True, slots=True)
class GiveInject:
    """Give a message of the script by hand (导调)."""

    inject: Named


@dataclass(frozen=True, slots=True)
class SkipInject:
    """Leave a message of the script out, and say why."""

    inject: Named
    reason: Said


@dataclass(frozen=True, slots=True)
class EndDrill:
    """Say that the drill has come to its end."""


@dataclass(frozen=True, slots=True)
class StopDrill:
    """Stop at once: something real is going on (真实情况·终止演练)."""

    reason: Said


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """Go on although something real but mild stands in a room, and say why."""

    room: Named
    seq: int
    reason: Said


@dataclass(frozen=True, slots=True)
class Observe:
    """Write down what one sees as an evaluator."""

    words: Said
    objective: Named | None = None
    inject: Named | None = None
    rating: Rating | None = None
    veto: Veto | None = None


@dataclass(frozen=True, slots=True)
class ReviewSeat:
    """Say as a chief what went well and what did not."""

    words: Reviewed


@dataclass(frozen=True, slots=True)
class ConfirmSheet:
    """Put one's name under the sheet: points for every row, a reason where the machine's differ."""

    points: Mapping[Row, Points]
    reasons: Mapping[Row, Reason] = field(default_factory=dict)
    vetoes: Annotated[tuple[Veto, ...], Field(max_length=len(Veto))] = ()
    words: Reviewed = ""


@dataclass(frozen=True, slots=True)
class SignDebrief:
    """Sign for one's seat exactly the debrief that one saw, by its head."""

    seq: int
    head: Hash


@dataclass(frozen=True, slots=True)
class NameFinding:
    """Say what went wrong and where, so that it becomes a hazard of the station."""

    words: Annotated[str, Field(min_length=1, max_length=120)]
    where: Named
