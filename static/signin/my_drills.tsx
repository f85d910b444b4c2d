/** The drills in which I take part or which I make and that have a room: one tap from where one lands. */
import { useEffect, useState } from "preact/hooks";
import { has, me } from "../page/me";
import { askOrKept } from "../page/shelf";
import { day, hm } from "../page/time";
import type { DrillGrid, PlannedDrill } from "../page/wire";
import { named, t } from "../page/words/words";

const EVERY_MS = 20_000;
// From the evening before whoever takes part should come upon it.
const SOON_MS = 36 * 3600_000;

export interface MyDrill extends PlannedDrill {
  /** Whether it is near, runs, or waits for reviews and signatures. */
  pressing: boolean;
  station_names: DrillGrid["stations"][number]["names"] | undefined;
}

/** My drills of this year that are approved or wait for their debrief; null until the first answer. */
export function useMyDrills(): MyDrill[] | null {
  const [mine, setMine] = useState<MyDrill[] | null>(null);
  useEffect(() => {
    if (has("operator")) {
      setMine([]);
      return;
    }
    const read = () => askOrKept<DrillGrid>("/api/drills").then((grid) => setMine(of(grid)), () => setMine((before) => before ?? []));
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return mine;
}

function of(grid: DrillGrid): MyDrill[] {
  const person = me.value?.person ?? "";
  return grid.drills
    .filter((drill) => drill.called_off === null && (drill.stage === "approved" || drill.stage === "run"))
    .filter(({ participants, staff }) => participants.some((each) => each.person === person) || [staff.director, staff.safety, ...staff.evaluators].includes(person))
    .map((drill) => ({ ...drill, pressing: presses(drill, grid.now), station_names: grid.stations.find((each) => each.station === drill.station)?.names }));
}

function presses(drill: PlannedDrill, now: string): boolean {
  if (drill.stage === "run") return true;
  return drill.starts_at !== null && Date.parse(drill.starts_at) - Date.parse(now) < SOON_MS;
}

/** The list; nothing while there is none. */
export function MyDrills({ drills }: { drills: readonly MyDrill[] }) {
  if (!drills.length) return null;
  return (
    <section class="my-drills">
      <h2>{t("drills.mine")}</h2>
      <ul class="room-cards">
        {drills.map((drill) => (
          <li key={drill.drill}>
            <a class="room-card drill-link" href={`/drills/${drill.drill}`}>
              <span class="room-card-words">
                <strong>
                  {t("drill")} {named(drill.station_names) || drill.station}
                </strong>
                <span>
                  {drill.drill} · {drill.starts_at ? `${day(drill.starts_at)} ${hm(drill.starts_at)}` : t("drills.no-date")}
                </span>
              </span>
              <span class="room-card-waits">
                <span class="badge">{t(`drills.stage.${drill.stage}`)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
