"""Write for the demo what its stations did between times, by their own rules and marked 演示.

Hazards in several states, one of them overdue; a consultation and what it decided; contacts,
resources and risks; one note that waits to be taken over. What is said happened in the weeks
before the real day, each act by somebody who may.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from metro_flow.logbook.entry import Author
from metro_flow.people.person import Role, Seat
from stations.demo.people import HEART, MARK
from stations.demo.seed import chiefs_of
from stations.occasions.http import BOOK
from stations.occasions.occasion import EnterOccasion
from stations.readiness.authority import Agency
from stations.readiness.consultation import (
    Came,
    Decided,
    FinishAction,
    HoldConsultation,
    PlanConsultation,
)
from stations.readiness.handover import HandOver, TakeOver
from stations.readiness.hazard import Evidence, Origin
from stations.readiness.hazard_asked import (
    AssessHazard,
    CloseHazard,
    FindHazard,
    MonitorHazard,
    NoteMonitoring,
    RegisterHazard,
    ReportHazard,
    TreatHazard,
)
from stations.readiness.liaison import (
    CheckRadioSheet,
    Heard,
    VerifyContacts,
    WalkExit,
    WriteRadioSheet,
)
from stations.readiness.panels import PREFIX
from stations.readiness.resource import ListTeam, ResourceKind, StockResource, TeamKind
from stations.readiness.standing_risk import EnterRisk, RegradeRisk, RiskKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from metro_flow.web import House
    from stations.demo.people import DemoPerson

DEVICE: Final = "demo"
RAILWAY, NANJING, CIRCUS = "0126", "0244", "0129"
OPERATOR, TRANSIT, LOCAL, STREET = tuple(Agency)[:4]


@dataclass(frozen=True, slots=True)
class Done:
    """One act: so many days before the day begins, by whom, what."""

    days: float
    who: str
    command: object


def say_between(here: House, everybody: Sequence[DemoPerson], begins: datetime) -> None:
    """Write the readiness of the demo's stations; what was written before is not written again."""
    _plan_occasions(here, everybody, begins)
    for station, acts in _acts(begins.date()).items():
        if station in here.atlas:
            _write(here, station, _people(here, everybody, station), acts=acts, begins=begins)


def _plan_occasions(here: House, everybody: Sequence[DemoPerson], begins: datetime) -> None:
    """Enter what brings people in the days after the real one."""
    officer = next(each for each in everybody if each.grant.role == Role.COORDINATOR)
    starts = begins + timedelta(days=3, hours=1)
    concert = EnterOccasion(
        _marked("静安公园春季音乐会"),
        "静安公园",
        starts,
        starts + timedelta(hours=3),
        6_000,
        "主办方报备",
        tuple(each for each in (HEART, NANJING) if each in here.atlas),
    )
    here.shelf.open(BOOK).write(
        here.shelf.decide(BOOK, concert),
        by=Author(officer.person.id, None, DEVICE),
        ref="demo between 0",
        at=begins - timedelta(days=5),
        grants=[officer.grant],
    )


def _write(
    here: House,
    station: str,
    people: dict[str, DemoPerson],
    *,
    acts: Sequence[Done],
    begins: datetime,
) -> None:
    room = PREFIX + station
    # A book's entries are dated in their order.
    for number, done in enumerate(sorted(acts, key=lambda each: -each.days)):
        person = people[done.who]
        here.shelf.open(room).write(
            here.shelf.decide(room, done.command),
            by=Author(person.person.id, None, DEVICE),
            ref=f"demo between {number}",
            at=begins - timedelta(days=done.days),
            grants=[person.grant],
        )


def _people(here: House, everybody: Sequence[DemoPerson], station: str) -> dict[str, DemoPerson]:
    """Return who acts at a station: its four chiefs by seat, its deputy, and the district's."""
    found = {each.grant.role: each for each in everybody if Role(each.grant.role).seat is None}
    found.update((each.grant.role, each) for each in chiefs_of(everybody, here, station))
    deputies = (each for each in everybody if each.deputy and each.grant.stations == (station,))
    found["deputy"] = next(deputies)
    return found


def _acts(today: date) -> dict[str, list[Done]]:
    def day(offset: int) -> date:
        return today + timedelta(days=offset)

    return {
        HEART: [*_heart_talks(day(0)), *_heart_hazards(day(0)), *_heart_ready(day(0))],
        RAILWAY: [
            Done(40, "street", _risk(RiskKind.HOLIDAY, "春运返程客流与南广场排队交织", 4, 5, 60)),
            _find(25, "local-police", "6号口封闭处堆放围挡", "6号口", Origin.PATROL),
            Done(24, "district-officer", RegisterHazard("h1", STREET, day(-3))),
            Done(23, "street", AssessHazard("h1", 3, 3)),
        ],
        NANJING: [
            Done(33, "street", _risk(RiskKind.OCCASION, "吴江路商圈活动散场", 3, 4, 75)),
            _find(12, "station-master", "照明两盏不亮", "换乘通道", Origin.SELF_CHECK),
        ],
        CIRCUS: [Done(30, "station-master", _risk(RiskKind.OCCASION, "马戏散场", 3, 2, 90))],
    }


def _marked(words: str) -> str:
    return f"{words}（{MARK.zh}）"


def _find(days: float, who: str, what: str, where: str, origin: Origin, source: str = "") -> Done:
    return Done(days, who, FindHazard(_marked(what), where, origin, source))


def _risk(kind: RiskKind, what: str, likelihood: int, consequence: int, review: int) -> EnterRisk:
    return EnterRisk(
        kind,
        _marked(what),
        likelihood,
        consequence,
        STREET,
        "提前分流，出入口单向，公交待命",
        date(2015, 4, 1) + timedelta(days=review),
        (OPERATOR, LOCAL),
    )


def _heart_talks(today: date) -> Iterator[Done]:
    def day(offset: int) -> date:
        return today + timedelta(days=offset)

    came = (
        Came(OPERATOR, "p-zhangwei"),
        Came(TRANSIT, "p-chenjun"),
        Came(LOCAL, "p-zhaolei"),
        Came(STREET, "p-xujing"),
    )
    decided = (
        Decided("华山路侧增设两处铁马", STREET, day(-2)),
        Decided("核对公交短驳联系人", OPERATOR, day(10)),
    )
    minutes = _marked("通报一季度大客流三次；清明返程分流由属地牵头，站内由值班站长牵头。")
    yield Done(40, "street", VerifyContacts(Seat.STREET))
    yield Done(20, "coordinator", PlanConsultation(day(-14), _marked("清明客流准备")))
    yield Done(14, "coordinator", HoldConsultation("c1", day(-14), came, minutes, decided))
    yield Done(9, "station-master", FinishAction("c1.2", "车队值班电话已逐一拨通"))
    yield Done(3, "coordinator", PlanConsultation(day(14), _marked("五一及浴佛节客流")))
    sheet = (Heard(OPERATOR, "站务 2"), Heard(TRANSIT, "350M 14"), Heard(STREET, "400M 3"))
    yield Done(13, "station-master", WriteRadioSheet(sheet))
    yield Done(12, "transit-police", CheckRadioSheet(1))
    for seat in (Seat.STATION_MASTER, Seat.TRANSIT_POLICE, Seat.LOCAL_POLICE):
        yield Done(11, seat.value, VerifyContacts(seat))
    for exit_id in ("1", "2", "3"):
        yield Done(10, "local-police", WalkExit(exit_id, (OPERATOR, LOCAL, STREET)))


def _heart_hazards(today: date) -> Iterator[Done]:
    def day(offset: int) -> date:
        return today + timedelta(days=offset)

    photo = Evidence("整改前后照片", None, "照片 2015-03")
    shift = ("station-master", "street")
    yield _find(9, "street", "3号口楼梯旁自行车堆放，疏散宽度不足", "3号口", Origin.PATROL)
    yield Done(8.9, "district-officer", RegisterHazard("h1", STREET, day(-4)))
    yield Done(8.8, "evaluator", AssessHazard("h1", 4, 3))
    yield Done(8.7, "street", ReportHazard("h1", "街道平安办"))
    yield Done(8.6, "street", MonitorHazard("h1", "早晚高峰各看一次", 1))
    yield Done(8.5, "street", NoteMonitoring("h1", "早高峰仍有十余辆"))
    yield _find(8.4, "transit-police", "扶梯口排队越过黄线", "2号线站台", Origin.EVENT, "3月14日晚")
    yield Done(8.3, "district-officer", RegisterHazard("h2", OPERATOR, day(9)))
    yield Done(8.2, shift[0], AssessHazard("h2", 4, 4))
    yield Done(8.1, shift[0], ReportHazard("h2", "运营公司安全部"))
    yield Done(8.0, shift[0], MonitorHazard("h2", "晚高峰排队长度", 1))
    yield Done(7.0, shift[0], TreatHazard("h2", "移动导流栏三米，加站台岗一人", photo))
    yield _find(6.9, "local-police", "出口指示牌被广告遮挡", "11号口", Origin.PUBLIC)
    yield Done(6.8, "district-officer", RegisterHazard("h3", STREET, day(6)))
    yield Done(6.7, shift[1], AssessHazard("h3", 2, 3))
    yield Done(6.6, shift[1], ReportHazard("h3", "街道城管"))
    yield Done(6.5, shift[1], MonitorHazard("h3", "遮挡面积", 7))
    yield Done(6.4, shift[1], TreatHazard("h3", "广告移位", photo))
    yield Done(6.3, "transit-police", CloseHazard("h3"))
    yield _find(1.2, "station-master", "站厅北侧一台宽闸机门锁松动", "站厅北", Origin.SELF_CHECK)


def _heart_ready(today: date) -> Iterator[Done]:
    def day(offset: int) -> date:
        return today + timedelta(days=offset)

    def stock(
        name: str, kind: ResourceKind, owner: Agency, count: int, place: str
    ) -> StockResource:
        return StockResource(_marked(name), kind, owner, count, place)

    team = ListTeam(_marked("站务疏导组"), TeamKind.STATION_STAFF, OPERATOR, 12, day(-30))
    force = ListTeam(_marked("街道应急分队"), TeamKind.STREET, STREET, 20, day(-60))
    kit = StockResource(_marked("急救箱"), ResourceKind.FIRST_AID, OPERATOR, 4, "站控室", day(-5))
    yield Done(1.1, "station-master", team)
    yield Done(1.09, "street", force)
    horns = stock("扩音喇叭", ResourceKind.LOUDSPEAKER, OPERATOR, 8, "站控室")
    yield Done(1.08, "station-master", horns)
    yield Done(1.07, "street", stock("铁马", ResourceKind.BARRIER, STREET, 60, "华山路仓库"))
    yield Done(1.06, "station-master", kit)
    yield Done(1.05, "station-master", stock("致歉信", ResourceKind.LETTERS, OPERATOR, 0, "票亭"))
    yield Done(1.04, "street", _risk(RiskKind.HOLIDAY, "春节、浴佛节香客集中到站", 3, 5, 45))
    yield Done(1.03, "station-master", _risk(RiskKind.SUDDEN, "2号线高峰列车故障", 4, 5, 30))
    regraded = RegradeRisk("r2", 3, 5, "增派站台岗，备用广播词上墙", day(60))
    yield Done(1.02, "district-officer", regraded)
    to_night = _marked("晚高峰注意14号线换乘通道")
    yield Done(1.01, "station-master", HandOver(Seat.STATION_MASTER, "p-liuyang", to_night))
    yield Done(1.0, "deputy", TakeOver("n1"))
    note = "夜间3号口扶梯检修完毕；致歉信已用完，等补"
    yield Done(0.375, "deputy", HandOver(Seat.STATION_MASTER, "p-zhangwei", _marked(note)))
