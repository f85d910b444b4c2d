"""What does the real day raise by itself, without any added crowd, and why?

The recorded Wednesday is played to the product's own watch, station by station as it is shipped:
the same estimates, the same rules, a book for each room. Nobody answers and nobody acts. Each
alert is listed with when it came and went and with the numbers its rule used; of what was foretold
it is told whether it came true. Areas and thresholds were fixed before this day was looked at, and
are not fitted to it: an alert here is a claim about supposed areas and 2015's counts on today's
layout, not a finding about a station.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import wsgi  # noqa: E402
from metro_flow.alerts.panel import COMMANDS, PANEL  # noqa: E402
from metro_flow.alerts.turn import turn_colours  # noqa: E402
from metro_flow.clock import HandClock  # noqa: E402
from metro_flow.feeds.real_day import SHANGHAI_2015, read_real_day  # noqa: E402
from metro_flow.feeds.replay import Replay  # noqa: E402
from metro_flow.flow.count import seconds_of, time_of  # noqa: E402
from metro_flow.logbook.entry import THE_WATCH, Author, Entry  # noqa: E402
from metro_flow.logbook.shelf import RoomKind, Shelf  # noqa: E402
from metro_flow.watch.batch import Batch, Filed  # noqa: E402
from metro_flow.watch.day import SHANGHAI  # noqa: E402
from metro_flow.watch.grounds import Foreseen  # noqa: E402
from metro_flow.watch.monitor import Monitor  # noqa: E402
from metro_flow.watch.tail import Stored  # noqa: E402
from stations.profile import read_atlas  # noqa: E402
from tests.builders import a_database  # noqa: E402

CHECK_S: Final = 10
BEGINS, ENDS = "05:00", "23:59"
Day = dict[str, Any]


def main() -> None:
    """Play the day, print what it raised, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--begins", default=BEGINS)
    parser.add_argument("--ends", default=ENDS)
    chosen = parser.parse_args()
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        watch = RealDayWatch(Path(folder))
        watch.play(_moment(chosen.begins), _moment(chosen.ends))
        raised = watch.raised()
    result = {
        "benchmark": "real_day",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "day": "2015-04-01",
        "from": chosen.begins,
        "until": chosen.ends,
        "stations": len(watch.stations),
        "cpu_s": round(time.process_time() - begun),
        "ill_gates": sorted(watch.ill),
        "alerts": raised,
    }
    for alert in raised:
        print(_line(alert))
    print(f"{len(raised)} alerts at {len(watch.stations)} stations; ill gates: {len(watch.ill)}")
    (ROOT / "benchmarks/results/real_day.json").write_text(
        json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    )


class RealDayWatch:
    """All stations of the recorded day under the product's own watch, each with a book."""

    def __init__(self, folder: Path) -> None:
        atlas = read_atlas(ROOT / "stations" / "atlas")
        self.names = {each.id: each.name.en for each in atlas.values()}
        self.stations = [wsgi.watched(each) for each in atlas.values()]
        self.clock = HandClock(datetime(2015, 3, 31, tzinfo=UTC))
        kind = RoomKind((PANEL,), COMMANDS, place_of=lambda _name: None)
        self.shelf = Shelf(a_database(folder), {"station": kind}, self.clock)
        self.entries: list[Entry] = []
        self.shelf.listen(lambda _room, entry, _panels: self.entries.append(entry))
        self.ill: set[str] = set()

    def play(self, begins: int, ends: int) -> None:
        """Let the day pass, ten seconds at a time."""
        groups = [group for each in self.stations for group in each.gate_groups]
        replay = Replay(read_real_day(SHANGHAI_2015), groups)
        replay.resume_at(begins)
        monitor = Monitor(self.stations, begins)
        for moment in range(begins + CHECK_S, ends, CHECK_S):
            heard: list[Stored] = []

            def accept(batch: Batch, feed: str, at: datetime, into: list[Stored] = heard) -> bool:
                filed = Filed.of(batch.packed())
                into.append(Stored("one", len(into) + 1, feed, batch.ref, at, filed))
                return True

            replay.deliver(moment, accept)
            monitor.hear(heard, moment)
            self.check(monitor, moment)

    def check(self, monitor: Monitor, moment: int) -> None:
        """Judge every rule, and write what differs."""
        self.clock.advance((time_of(moment) - self.clock.now()).total_seconds())
        boards = {each.room: self.shelf.open(each.room).glance() for each in self.stations}
        seen = monitor.look(moment)
        self.ill |= {f"{ill.gate_group} {ill.state}" for ill in seen.sensors.ailments}
        turns = monitor.judge(seen, boards, Foreseen(ahead=monitor.foresee(seen)))
        for room, of_room in turns.items():
            book = self.shelf.open(room)
            book.write(turn_colours(of_room), by=Author(THE_WATCH), at=time_of(moment))

    def raised(self) -> list[Day]:
        """List each alert with its colours, its end and its reason, in the order they came."""
        found: dict[tuple[str, str], Day] = {}
        for entry in self.entries:
            event, at = entry.event, f"{entry.at.astimezone(SHANGHAI):%H:%M:%S}"
            if entry.kind == "AlertRaised":
                station = entry.room.partition("/")[2]
                found[entry.room, f"a{entry.seq}"] = {
                    "station": station,
                    "name": self.names[station],
                    "zone": event.zone,
                    "rule": event.rule.id,
                    "colours": [[at, event.colour.value]],
                    "reason": {"key": event.reason.key.value, **event.reason.facts},
                    "ended": None,
                }
            elif entry.kind == "AlertColourChanged":
                found[entry.room, event.alert]["colours"].append([at, event.colour.value])
            elif entry.kind == "AlertCleared":
                ended = {"at": at, "why": event.reason.key.value}
                found[entry.room, event.alert]["ended"] = ended
        return list(found.values())


def _moment(clock: str) -> int:
    hour, minute = map(int, clock.split(":"))
    return seconds_of(datetime(2015, 4, 1, hour, minute, tzinfo=SHANGHAI))


def _line(alert: Day) -> str:
    colours = " → ".join(f"{colour} {at}" for at, colour in alert["colours"])
    facts = alert["reason"]
    said = ", ".join(
        f"{key} {facts[key]}"
        for key in ("people", "people_low", "people_high", "value", "threshold", "minutes")
        if facts.get(key) is not None
    )
    ended = alert["ended"]
    end = f"until {ended['at']} ({ended['why']})" if ended else "to the end"
    return f"{alert['name']}: {alert['zone']} {alert['rule']}: {colours} {end}; {said}"


if __name__ == "__main__":
    main()
