"""Keep in one place why each of the house's rules may disturb people, and what to do then.

Each is a claim that somebody must be able to act on; a rule without one is refused.
"""

from __future__ import annotations

from typing import Final

from metro_flow.alerts.rule import Passport, Words
from metro_flow.people.person import Seat

PLATFORM: Final = Passport(
    cause=Words("上车的人多于列车带走的人", "More people reach the platform than trains take away"),
    consequence=Words(
        "站台边缘拥挤，有人跌落或挤压", "A crowd at the platform edge: people fall or are crushed"
    ),
    action=Words(
        "先下后上，分批放行楼梯，停下行扶梯，向行调要加车",
        "Let people alight first, release stairs in batches, stop down escalators, ask for trains",
    ),
    minutes=6,
    owner=Seat.STATION_MASTER,
)
PAID: Final = Passport(
    cause=Words(
        "进站和换乘的人多于站台接纳的人", "More people enter and change than platforms take"
    ),
    consequence=Words(
        "楼扶梯口堵塞，人流对冲", "Stairs and escalator heads block; streams collide"
    ),
    action=Words(
        "关部分进站闸机，双向闸机改出站，关换乘通道",
        "Close part of the entry gates, turn two-way gates to exit, shut the transfer way",
    ),
    minutes=8,
    owner=Seat.STATION_MASTER,
)
UNPAID: Final = Passport(
    cause=Words(
        "从街面进来的人多于闸机放行的人", "More people come in from the street than gates let pass"
    ),
    consequence=Words(
        "排队堵到出入口和街面，出站受阻",
        "Queues reach the exits and the street and block the way out",
    ),
    action=Words(
        "出入口只出不进或分批放行，街面设排队区",
        "Make exits exit-only or release in batches; set queue rails on the street",
    ),
    minutes=10,
    owner=Seat.STATION_MASTER,
)
CLEAR: Final = Passport(
    cause=Words(
        "站台上的人，损失一部扶梯后几分钟内走不完",
        "With one escalator lost, the people on the platform cannot leave in time",
    ),
    consequence=Words(
        "起火或停运时站台来不及清空",
        "In a fire or a stoppage the platform cannot be cleared in time",
    ),
    action=Words(
        "停止向站台放人，扶梯全部改上行，准备越站",
        "Stop letting people down, turn escalators up, prepare to skip the stop",
    ),
    minutes=4,
    owner=Seat.STATION_MASTER,
)
INFLOW: Final = Passport(
    cause=Words("进站人数高于这个时段的平常值", "More people enter than is usual at this time"),
    consequence=Words(
        "二十分钟内站台可能拥挤", "The platforms may become crowded within twenty minutes"
    ),
    action=Words(
        "看监控，查附近活动，核对值班力量", "Look at the cameras, ask what is on, check staff"
    ),
    minutes=20,
    owner=Seat.STATION_MASTER,
)
REPORT: Final = Passport(
    cause=Words("现场有人上报", "Somebody on the spot reports it"),
    consequence=Words("闸机看不见的险情", "A danger that gates cannot see"),
    action=Words("看现场，叫应四长，按预案处置", "Look, call the chiefs, act by the plan"),
    minutes=2,
    owner=Seat.STATION_MASTER,
)
COMING: Final = Passport(
    cause=Words(
        "照现在的进站和列车，这里将越来越满",
        "With entries and trains as they are, it will fill",
    ),
    consequence=Words(
        "到了橙色再动手，人已经在里面", "Acting at orange only, the people are already inside"
    ),
    action=Words(
        "现在就看监控，备好力量和限流，问行调下一列车",
        "Look now, make ready staff and metering, ask the control centre for the next train",
    ),
    minutes=10,
    owner=Seat.STATION_MASTER,
)

GROWTH: Final = Passport(
    cause=Words(
        "进站人数一直略高于平常，越积越多",
        "A little more than usual enter all the time, and it adds up",
    ),
    consequence=Words(
        "每一次都不够报警，加起来站台可能拥挤",
        "Each time too little to alarm, together enough to crowd the platforms",
    ),
    action=Words(
        "查附近活动，核对值班力量，问周边有没有散场",
        "Ask what is on nearby, check staff, ask whether a crowd is leaving",
    ),
    minutes=20,
    owner=Seat.STATION_MASTER,
)
FORETOLD: Final = Passport(
    cause=Words(
        "下午出站的人远多于平常，晚上多半要回来",
        "Far more than usual came out this afternoon and will mostly come back tonight",
    ),
    consequence=Words("散场时短时间内大量进站", "They enter within a short time when it is over"),
    action=Words(
        "问清活动散场时间，排好加班力量，报行调备车",
        "Find out when it ends, plan extra staff, tell the control centre to keep trains ready",
    ),
    minutes=60,
    owner=Seat.STATION_MASTER,
)
