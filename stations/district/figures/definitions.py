"""Define each figure of the assessment once, in both languages, beside its unit.

A figure never travels without its definition. Limits that nobody has confirmed are left out of
every share of what came in time, and what was left out is counted beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stations.profile.words import Words


class Unit(StrEnum):
    """What a value counts."""

    COUNT = "count"
    SECONDS = "seconds"
    DAYS = "days"
    SHARE = "share"


class Figure(StrEnum):
    """The figures, in the order in which they are told."""

    CALLS = "calls"
    ANSWER_MEDIAN = "answer-median"
    ANSWERED_IN_TIME = "answered-in-time"
    ARRIVAL_MEDIAN = "arrival-median"
    ARRIVED_IN_TIME = "arrived-in-time"
    ORDER_MEDIAN = "order-median"
    DRILLS_RUN = "drills-run"
    DRILLS_OWED = "drills-owed"
    DRILLS_OVERDUE = "drills-overdue"
    HAZARDS_DUE = "hazards-due"
    HAZARDS_CLOSED_IN_TIME = "hazards-closed-in-time"
    HAZARDS_OVERDUE = "hazards-overdue"
    PLAN_IN_FORCE = "plan-in-force"
    PLAN_AGE_MEDIAN = "plan-age-median"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is called, what it counts, and how it is come by."""

    name: Words
    unit: Unit
    how: Words


DEFINITIONS: Final = {
    Figure.CALLS: Definition(
        Words("叫应次数", "Calls"),
        Unit.COUNT,
        Words(
            "期内真实房间发出的叫应次数；演练不计。",
            "Calls issued in real rooms within the period; drills do not count.",
        ),
    ),
    Figure.ANSWER_MEDIAN: Definition(
        Words("应答用时中位数", "Median time to answer"),
        Unit.SECONDS,
        Words(
            "从叫到本人到首次应答（含代记）的中位数；未应答者不在其中。",
            "Median from calling a person to their first answer, by voice too; who never answered "
            "is not in it.",
        ),
    ),
    Figure.ANSWERED_IN_TIME: Definition(
        Words("按时应答率", "Answered in time"),
        Unit.SHARE,
        Words(
            "被叫到的人中在应答时限内应答的比例；时限未经确认（暂定）的不计，另列人数。",
            "Of those called, who answered within the limit; where the limit is confirmed by "
            "nobody they are left out and counted apart.",
        ),
    ),
    Figure.ARRIVAL_MEDIAN: Definition(
        Words("到场用时中位数", "Median time to arrive"),
        Unit.SECONDS,
        Words(
            "从叫到本人到签到到岗的中位数；未到岗者不在其中。",
            "Median from calling a person to their arrival at a post; who never arrived is not "
            "in it.",
        ),
    ),
    Figure.ARRIVED_IN_TIME: Definition(
        Words("按时到场率", "Arrived in time"),
        Unit.SHARE,
        Words(
            "应到场的人中在到场时限内到岗的比例；时限未经确认（暂定）的不计，另列人数。",
            "Of those expected on the spot, who arrived within the limit; where the limit is "
            "confirmed by nobody they are left out and counted apart.",
        ),
    ),
    Figure.ORDER_MEDIAN: Definition(
        Words("启动用时中位数", "Median time to activate"),
        Unit.SECONDS,
        Words(
            "从发出叫应到下达响应级别的中位数；叫应时已有级别的计 0 秒，始终未下达的不在其中。",
            "Median from a call to the order of a response level; a level that stood already "
            "counts as 0 s, and calls without an order are not in it.",
        ),
    ),
    Figure.DRILLS_RUN: Definition(
        Words("完成的联合演练", "Joint drills run"),
        Unit.COUNT,
        Words(
            "期内演到结束的演练场次；中止的不计。",
            "Drills run to their end within the period; those broken off do not count.",
        ),
    ),
    Figure.DRILLS_OWED: Definition(
        Words("应完成的演练", "Drills owed"),
        Unit.COUNT,
        Words(
            "按已确认的要求，期内各季度到期的演练场次；未确认的要求不计，另列场次。",
            "Drills that fall due in the quarters of the period by confirmed requirements; those "
            "by unconfirmed ones are left out and counted apart.",
        ),
    ),
    Figure.DRILLS_OVERDUE: Definition(
        Words("逾期的演练", "Drills overdue"),
        Unit.COUNT,
        Words(
            "其中到期后仍未完成的场次；未确认的要求不计，另列场次。",
            "Of these, not run when the quarter was over; by unconfirmed requirements left out "
            "and counted apart.",
        ),
    ),
    Figure.HAZARDS_DUE: Definition(
        Words("到期的隐患", "Hazards due"),
        Unit.COUNT,
        Words(
            "治理期限落在期内的隐患数，以最后一次改期为准。",
            "Hazards whose due date lies within the period, by the date last set.",
        ),
    ),
    Figure.HAZARDS_CLOSED_IN_TIME: Definition(
        Words("按期销账率", "Closed in time"),
        Unit.SHARE,
        Words(
            "其中在期限当日及以前销账的比例；期限未过且未销账的不计。",
            "Of these, closed on their due date or before; those not closed whose date is yet "
            "to come are left out.",
        ),
    ),
    Figure.HAZARDS_OVERDUE: Definition(
        Words("逾期未销账的隐患", "Hazards overdue"),
        Unit.COUNT,
        Words(
            "期末或今日（取较早者）已过期限而未销账的隐患数。",
            "Hazards past their due date and not closed at the end of the period, or today if "
            "that is earlier.",
        ),
    ),
    Figure.PLAN_IN_FORCE: Definition(
        Words("有现行预案的车站", "Stations with a plan in force"),
        Unit.SHARE,
        Words(
            "期末或今日（取较早者）有四长签署的现行预案的车站比例。",
            "Of the stations, those with a plan that four chiefs have signed, at the end of the "
            "period or today if that is earlier.",
        ),
    ),
    Figure.PLAN_AGE_MEDIAN: Definition(
        Words("预案已签署天数中位数", "Median age of the plan"),
        Unit.DAYS,
        Words(
            "这些预案自签署起的天数的中位数。",
            "Median of the days since those plans were signed.",
        ),
    ),
}
