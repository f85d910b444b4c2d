/** The calm side: what to look out for tonight, and what is broken or missing before it matters. */
import { useEffect } from "preact/hooks";
import { Button } from "../page/kit";
import { age, hm } from "../page/time";
import { named, t } from "../page/words/words";
import { AdviceCards } from "./advice_view";
import { face } from "./emphasis";
import { lineName, seatName, zoneName } from "./names";
import { OnDuty, rosterMends } from "./roster_view";
import { occasionsAhead, readOccasions, specialDays } from "./occasions";
import { open } from "./sheets";
import { allProved, tested } from "./shift";
import { FoldedInjects, OpenInjects } from "./drill/injects_view";
import { inDrill, panels, profile, reading } from "./state";
import { SEATS } from "../page/me";
import { TaskList } from "./tasks_view";
import { allTasks } from "./tasks";

const READ_EVERY_MS = 5 * 60_000;

interface Mend {
  key: string;
  words: string;
  act?: () => void;
}

/** The right half while nothing is asked for. */
export function CalmSide() {
  const mends = whatToMend();
  const mine = allTasks().filter((task) => task.whose === "mine");
  useEffect(() => {
    void readOccasions();
    const reading = setInterval(() => void readOccasions(), READ_EVERY_MS);
    return () => clearInterval(reading);
  }, []);
  return (
    <section class="calm-side">
      {inDrill.value ? <OpenInjects /> : null}
      {mine.length ? <TaskList tasks={mine} /> : null}
      <AdviceCards />
      {face.value === "unknown" ? <LookYourself /> : null}
      {inDrill.value ? <FoldedInjects /> : <OnDuty />}
      <h2>{t("calm.look-out")}</h2>
      <ul class="lines">
        {specialDays().map((each) => (
          <li key={each.day}>
            <span>
              {each.words} · <span lang="zh">{each.source}</span>
            </span>
          </li>
        ))}
        {occasionsAhead().map((each) => (
          <li key={each.id}>
            <span>
              {each.when} <b lang="zh">{each.said}</b> {each.people}
            </span>
          </li>
        ))}
        {lookOuts().map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <h2>
        {t("calm.mend")} {mends.length ? <b class="chip">{mends.length}</b> : null}
      </h2>
      <ul class="lines">
        {mends.map((mend) => (
          <li key={mend.key}>
            <span>{mend.words}</span>
            {mend.act ? <Button onPress={mend.act}>{t("calm.do")}</Button> : null}
          </li>
        ))}
        {mends.length ? null : <li class="quiet-line">{t("calm.nothing")}</li>}
      </ul>
    </section>
  );
}

function LookYourself() {
  return (
    <div class="look-yourself hatched">
      <p>{t("unknown.words")}</p>
      <Button onPress={() => open({ of: "by-eye" })}>{t("bar.by-eye")}</Button>
    </div>
  );
}

function lookOuts(): string[] {
  const place = profile.value;
  const last = (place?.lines ?? []).filter((line) => line.last_train).map((line) => t("calm.last-train", { line: line.line, time: line.last_train!.slice(0, 5) }));
  const crowds = (place?.generators ?? []).slice(0, 3).map((each) => t("calm.generator", { name: named(each.name), exits: each.exits.join(t("list")) || "–" }));
  const note = reading.value?.window_note ? [t("calm.window")] : [];
  return [...last, ...crowds, ...note];
}

// More sick gates than these are one trouble, not many.
const NAMED_GATES = 3;

/** Sick gates by name, or by number where one cause has many. */
function illGates(): Mend[] {
  const all = reading.value?.sensors ?? [];
  const states = [...new Set(all.map((sensor) => sensor.state))];
  return states.flatMap((state) => {
    const ill = all.filter((sensor) => sensor.state === state);
    const minutes = Math.max(...ill.map((sensor) => Math.round(age(sensor.since) / 60)));
    if (ill.length > NAMED_GATES) return [{ key: state, words: t("calm.sensors", { count: ill.length, state: t(`sensor.${state}`), minutes }) }];
    return ill.map((sensor) => ({
      key: sensor.gate_group,
      words: t("calm.sensor", { gate: sensor.gate_group, state: t(`sensor.${state}`), minutes: Math.round(age(sensor.since) / 60) }),
    }));
  });
}

function whatToMend(): Mend[] {
  const board = panels.value!;
  const sensors = illGates();
  const empty = SEATS.filter((seat) => board.seats.seats[seat]?.empty).map((seat) => ({
    key: seat,
    words: t("calm.empty", { seat: seatName(seat) }),
    act: () => open({ of: "seat", seat }),
  }));
  const trains = (reading.value?.trains ?? [])
    .filter((feed) => !feed.heard)
    .map((feed) => ({ key: `trains-${feed.line}`, words: t("calm.trains", { line: lineName(feed.line), minutes: Math.round(age(feed.until) / 60) }) }));
  const blind = (reading.value?.zones ?? [])
    .filter((zone) => zone.unknown)
    .map((zone) => ({ key: zone.zone, words: t("calm.blind", { zone: zoneName(zone.zone) }), act: () => open({ of: "by-eye", zone: zone.zone }) }));
  const test = tested() && allProved() ? [] : [{ key: "test", words: t("calm.untested"), act: () => open({ of: "shift" }) }];
  const plan = board.planbook?.adopted ? [] : [{ key: "plan", words: t("calm.no-plan") }];
  const draft = board.planbook?.draft ? [{ key: "draft", words: t("calm.draft", { time: hm(board.planbook.draft.at) }) }] : [];
  return [...test, ...empty, ...rosterMends(), ...sensors, ...trains, ...blind, ...plan, ...draft];
}
