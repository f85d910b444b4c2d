/** What stations owe: a drill every so many quarters, since when, and who says so. */
import { useState } from "preact/hooks";
import { Choice, Field, Sheet } from "../page/kit";
import { named, t } from "../page/words/words";
import { grid, gridNow, useCalendarAct } from "./calendar";
import { CalendarButton } from "./calendar_button";
import { owedWords, quarterWords } from "./calendar_words";
import { RefusedAt } from "./refused_view";
import { quarterAt } from "./times";

const EVERY = ["0", "1", "2", "4"] as const;

/** The sheet of a requirement. */
export function RequirementSheet({ onClose }: { onClose: () => void }) {
  const act = useCalendarAct("SetRequirement");
  const [every, setEvery] = useState<(typeof EVERY)[number]>("2");
  const [station, setStation] = useState("");
  const [since, setSince] = useState(quarterAt(gridNow.value));
  const [source, setSource] = useState("");
  const [confirmed, setConfirmed] = useState("");
  const year = Number(quarterAt(gridNow.value).slice(0, 4));
  const quarters = [year - 1, year, year + 1].flatMap((each) => [1, 2, 3, 4].map((number) => `${each}Q${number}`));
  const body = { every_quarters: Number(every), since, source, stations: station ? [station] : [], confirmed_by: confirmed };
  return (
    <Sheet title={t("drills.require")} onClose={onClose}>
      <p class="quiet-line">{t("drills.require.how")}</p>
      <label class="field">
        <span>{t("drills.require.where")}</span>
        <select value={station} onChange={(event) => setStation((event.target as HTMLSelectElement).value)}>
          <option value="">{t("drills.require.all")}</option>
          {grid.value!.stations.map((each) => (
            <option key={each.station} value={each.station}>
              {named(each.names)}
            </option>
          ))}
        </select>
      </label>
      <Choice legend={t("drills.require.every")} value={every} onChoose={setEvery} options={EVERY.map((value) => ({ value, label: owedWords(Number(value)) }))} />
      <label class="field">
        <span>{t("drills.require.since")}</span>
        <select value={since} onChange={(event) => setSince((event.target as HTMLSelectElement).value)}>
          {quarters.map((quarter) => (
            <option key={quarter} value={quarter}>
              {quarterWords(quarter)}
            </option>
          ))}
        </select>
      </label>
      <Field label={t("drills.require.source")} value={source} onInput={setSource} hint={t("drills.require.source-hint")} />
      <RefusedAt refusal={act.refusal} at="source" />
      <Field label={t("drills.require.confirmed")} value={confirmed} onInput={setConfirmed} hint={t("drills.require.confirmed-hint")} />
      <div class="sheet-acts">
        <RefusedAt refusal={act.refusal} at="rest" others={["source"]} />
        <CalendarButton act={act} disabled={!source.trim()} body={body} onDone={onClose}>
          {t("drills.require.do")}
        </CalendarButton>
      </div>
    </Sheet>
  );
}
