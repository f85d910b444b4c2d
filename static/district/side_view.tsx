/** Beside the map: who has not answered, who is late, which counters are ill. */
import type { ComponentChildren } from "preact";
import { me } from "../page/me";
import { roomAddress } from "../page/rooms";
import { age, hm, minutesSince, stretch } from "../page/time";
import { named, say, t } from "../page/words/words";
import type { SensorReading } from "../page/wire";
import { List } from "./list_view";
import { ready, shown, stations, type Station } from "./picture";
import { Grades, LateList } from "./ready_view";
import { ill, late, lateSteps, unanswered, type Waiting } from "./waiting";

/** The lists, each says so when it is empty; beside static risk its grades come first. */
export function SideView() {
  const silent = stations.value.filter((station) => station.state.unanswered > 0);
  const named_ = unanswered();
  const unnamed = silent.filter((station) => !named_.some((each) => each.station.id === station.id));
  const risk = shown.value === "risk";
  const behind = stations.value.filter((station) => lateSteps(station) > 0);
  return (
    <aside class="side" aria-label={t("district.side")}>
      {risk ? <Grades /> : null}
      {risk && ready.value ? <LateList /> : null}
      <List title={t("district.unanswered")} empty={t("district.unanswered.none")} count={sum(silent, "unanswered")}>
        {named_.map((each) => (
          <Row key={`${each.station.id} ${each.called.person}`} station={each.station} chip={stretch(age(each.called.called_at))}>
            {who(each)}
          </Row>
        ))}
        {unnamed.map((station) => (
          <Row key={station.id} station={station} chip={t("rooms.unanswered", { count: station.state.unanswered })} />
        ))}
      </List>
      <List title={t("district.late")} empty={t("district.late.none")} count={late().length + behind.length}>
        {late().map((each) => (
          <Row key={`${each.station.id} ${each.called.person}`} station={each.station} chip={stretch(age(each.called.arrive_due!))}>
            {who(each)} · {t("district.promised", { time: hm(each.called.arrive_due!) })}
          </Row>
        ))}
        {behind.map((station) => (
          <Row key={station.id} station={station} chip={t("rooms.overdue", { count: lateSteps(station) })}>
            {t("district.steps")}
          </Row>
        ))}
      </List>
      <List title={t("district.ill")} empty={t("district.ill.none")} count={sum(stations.value, "sensors")}>
        {ill().map(({ station, sensors }) => (
          <Row key={station.id} station={station}>
            {sensors.length ? sensorWords(sensors) : t("count", { count: station.state.sensors })}
          </Row>
        ))}
      </List>
      {!risk && ready.value ? <LateList /> : null}
    </aside>
  );
}

function who({ called, name }: Waiting): string {
  const seat = say(`seat.${called.seat}`, {}, called.seat);
  return name ? `${seat} ${named(name)}` : seat;
}

/** E1 E2 E3 no data 12 min: gates of one station that ail alike stand together. */
function sensorWords(sensors: readonly SensorReading[]): string {
  const states = [...new Set(sensors.map((sensor) => sensor.state))];
  return states
    .map((state) => {
      const alike = sensors.filter((sensor) => sensor.state === state);
      const gates = alike.map((sensor) => sensor.gate_group.split("-").at(-1)).join(" ");
      const minutes = Math.max(...alike.map((sensor) => minutesSince(sensor.since)));
      return `${gates} ${say(`sensor.${state}`, {}, state)} ${t("minutes", { minutes })}`;
    })
    .join(" · ");
}

function sum(among: readonly Station[], field: "unanswered" | "sensors"): number {
  return among.reduce((total, station) => total + station.state[field], 0);
}

function Row({ station, chip, children }: { station: Station; chip?: string; children?: ComponentChildren }) {
  const room = `station/${station.id}`;
  const words = (
    <>
      <span>
        <b>{named(station.name)}</b> {children}
      </span>
      {chip ? <b class="chip">{chip}</b> : null}
    </>
  );
  return <li>{me.value?.rooms.includes(room) ? <a href={roomAddress(room)}>{words}</a> : <span class="side-row">{words}</span>}</li>;
}
