"""Fill all nineteen stations with people, so that every room of the demo has its four seats.

At 静安寺 they have the names that the papers use. Station masters belong to a station and a
line; a transit police sergeant to some stations; local police and street chiefs to a street, and
with it to every station that has an open exit there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from metro_flow.logbook.entry import Grant
from metro_flow.people.person import Names, Person, Role
from stations.demo.names import invented

if TYPE_CHECKING:
    from stations.profile.station import StationProfile

HEART: Final = "0243"
HEART_STREET: Final = "静安寺街道"
# Before the real day and without an end: a demo's grants hold on every day it shows.
SINCE: Final = datetime(2015, 1, 1, tzinfo=UTC)
MARK: Final = Names("演示", "demo")
# Which stations one transit police sergeant serves.
SERGEANTS: Final = (
    ("0243", "0738", "1433", "1432"),
    ("0244", "1333", "0125"),
    ("0126", "0127", "0324"),
    ("0128", "0129", "0130", "0131", "0132"),
    ("0836", "0837", "0838", "1057"),
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody invented, with the one right they hold."""

    person: Person
    login: str
    grant: Grant
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    login: str
    names: Names


_ZHANGWEI = _Named("zhangwei", Names("张伟", "Zhang Wei"))
_LIQIANG = _Named("liqiang", Names("李强", "Li Qiang"))
_WANGFANG = _Named("wangfang", Names("王芳", "Wang Fang"))
_LIUYANG = _Named("liuyang", Names("刘洋", "Liu Yang"))
_CHENJUN = _Named("chenjun", Names("陈军", "Chen Jun"))
_ZHOUMIN = _Named("zhoumin", Names("周敏", "Zhou Min"))
_ZHAOLEI = _Named("zhaolei", Names("赵磊", "Zhao Lei"))
_SUNLI = _Named("sunli", Names("孙丽", "Sun Li"))
_XUJING = _Named("xujing", Names("徐静", "Xu Jing"))
_GAOFEI = _Named("gaofei", Names("高飞", "Gao Fei"))

_EVERYWHERE: Final = (
    (
        Role.DISTRICT_OFFICER,
        _Named("hetao", Names("何涛", "He Tao")),
        "静安区应急局",
        "Jing'an EMB",
    ),
    (Role.COORDINATOR, _Named("linna", Names("林娜", "Lin Na")), "静安区应急局", "Jing'an EMB"),
    (Role.EVALUATOR, _Named("mayun", Names("马云飞", "Ma Yunfei")), "第三方评估", "Evaluator"),
    (Role.ANALYST, _Named("songyu", Names("宋宇", "Song Yu")), "客流分析", "Flow analysis"),
    (Role.OPERATOR, _Named("admin", Names("沈工", "Engineer Shen")), "系统运维", "Operations"),
)


def demo_people(atlas: Mapping[str, StationProfile]) -> list[DemoPerson]:
    """Return everybody of the demo: the heart's people first, then the others."""
    names = (_Named(login, given) for login, given in invented())
    return [
        *_masters(atlas, names),
        *_sergeants(atlas, names),
        *_of_streets(atlas, names),
        *(_person(named, Grant(role.value), Names(zh, en)) for role, named, zh, en in _EVERYWHERE),
    ]


def _masters(atlas: Mapping[str, StationProfile], names: Iterator[_Named]) -> Iterator[DemoPerson]:
    heart = {"2": _ZHANGWEI, "7": _LIQIANG, "14": _WANGFANG}
    for station in _heart_first(atlas):
        unit = Names(f"{station.name.zh.removesuffix('站')}站", f"{station.name.en}, station")
        for line in station.lines:
            named = heart[line.line] if station.id == HEART else next(names)
            grant = Grant(Role.STATION_MASTER.value, (station.id,), line=line.line)
            yield _person(named, grant, unit)
        deputy = _LIUYANG if station.id == HEART else next(names)
        whole = Grant(Role.STATION_MASTER.value, (station.id,))
        yield _person(deputy, whole, unit, deputy=True)


def _sergeants(
    atlas: Mapping[str, StationProfile], names: Iterator[_Named]
) -> Iterator[DemoPerson]:
    for stations in SERGEANTS:
        served = tuple(station for station in stations if station in atlas)
        if not served:
            continue
        zh, en = atlas[served[0]].name.zh, atlas[served[0]].name.en
        unit = Names(f"轨交{zh.removesuffix('站')}站派出所", f"Transit police, {en}")
        pair = (_CHENJUN, _ZHOUMIN) if HEART in served else (next(names), next(names))
        for named in pair:
            grant = Grant(Role.TRANSIT_POLICE.value, served)
            yield _person(named, grant, unit, deputy=named is pair[1])


def _of_streets(
    atlas: Mapping[str, StationProfile], names: Iterator[_Named]
) -> Iterator[DemoPerson]:
    streets = {mouth.street.zh: mouth.street for each in atlas.values() for mouth in each.exits}
    for street in sorted(streets):
        in_heart = street == HEART_STREET
        en = streets[street].en
        police = (_ZHAOLEI, _SUNLI) if in_heart else (next(names), next(names))
        chiefs = (_XUJING, _GAOFEI) if in_heart else (next(names), next(names))
        office = Names(f"{street}派出所", f"Local police, {en}")
        for role, pair, unit in (
            (Role.LOCAL_POLICE, police, office),
            (Role.STREET, chiefs, Names(street, en)),
        ):
            for named in pair:
                grant = Grant(role.value, street=street)
                yield _person(named, grant, unit, deputy=named is pair[1])


def _heart_first(atlas: Mapping[str, StationProfile]) -> list[StationProfile]:
    return sorted(atlas.values(), key=lambda station: (station.id != HEART, station.id))


def _person(named: _Named, grant: Grant, unit: Names, *, deputy: bool = False) -> DemoPerson:
    person = Person(
        id=f"p-{named.login}",
        names=named.names,
        unit=Names(f"{unit.zh}（{MARK.zh}）", f"{unit.en} ({MARK.en})"),
        phone=_phone(named.login),
    )
    return DemoPerson(person, named.login, grant, deputy)


def _phone(login: str) -> str:
    """Invent a number that reaches nobody: no operator in China has 100 as its prefix."""
    return f"100 {sum(ord(letter) * 31**place for place, letter in enumerate(login)) % 10**8:08d}"
