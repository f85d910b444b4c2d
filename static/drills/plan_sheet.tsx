/** Planning a drill: a script, an hour and people who are proposed already, and one button. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../page/fetch";
import { Button, Choice, Sheet } from "../page/kit";
import { me } from "../page/me";
import type { Crew, DrillExtent, DrillForm, DrillNotice, ScriptBrief } from "../page/wire";
import { named, t } from "../page/words/words";
import { grid, gridNow, meet, readGrid, scripts, useCalendarAct } from "./calendar";
import { CalendarButton } from "./calendar_button";
import { quarterWords } from "./calendar_words";
import { type Manning, proposed } from "./crew";
import { PeoplePick } from "./people_pick";
import { RefusedAt } from "./refused_view";
import { TimePick } from "./time_pick";
import { fromField, quickTimes, toField } from "./times";

const NOTICES: readonly DrillNotice[] = ["announced", "half-blind", "double-blind"];
const FORMS: readonly DrillForm[] = ["live", "table"];
const EXTENTS: readonly DrillExtent[] = ["full", "single"];

interface Props {
  station: string;
  quarter: string;
  onClose: () => void;
  onPlanned: (drill: string) => void;
}

/** The sheet over an empty cell. */
export function PlanSheet({ station, quarter, onClose, onPlanned }: Props) {
  const names = grid.value!.stations.find((each) => each.station === station)?.names;
  const [scenario, setScenario] = useState<string | null>(null);
  const [when, setWhen] = useState(() => toField(quickTimes(quarter, gridNow.value)[0]?.at ?? gridNow.value));
  const [notice, setNotice] = useState<DrillNotice>("announced");
  const [form, setForm] = useState<DrillForm>("live");
  const [extent, setExtent] = useState<DrillExtent>("full");
  const [crew, failed, again] = useCrew(station);
  const [manning, setManning] = useState<Manning | null>(null);
  const act = useCalendarAct("PlanDrill");
  const script = scripts.value.find((each) => each.id === scenario);
  const chosen = crew && (manning ?? proposed(crew, script?.seats ?? (["station-master", "transit-police", "local-police", "street"] as const), me.value?.person ?? ""));
  const at = fromField(when);
  const ready = scenario !== null && at !== null && chosen !== null;
  const body = { station, scenario, starts_at: at === null ? null : new Date(at).toISOString(), form, extent, notice, ...chosen };
  const taken = () => {
    onPlanned(newest(station) ?? "");
    onClose();
  };
  return (
    <Sheet wide title={t("plan.title", { station: named(names), quarter: quarterWords(quarter) })} onClose={onClose}>
      <div class="plan-sheet">
        <section>
          <h3>{t("plan.script")}</h3>
          <Scripts value={scenario} onChoose={setScenario} />
          <TimePick label={t("plan.when")} value={when} onInput={setWhen} quick={quickTimes(quarter, gridNow.value)} now={gridNow.value} />
          <RefusedAt refusal={act.refusal} at="time" />
        </section>
        <section>
          <h3>{t("plan.people")}</h3>
          {failed ? (
            <p>
              {t("ask.failed")} <Button onPress={again}>{t("again")}</Button>
            </p>
          ) : null}
          {crew && chosen ? <PeoplePick crew={crew} value={chosen} onChange={setManning} /> : null}
          <RefusedAt refusal={act.refusal} at="people" />
          <div class="plan-hows">
            <Choice legend={t("plan.notice")} value={notice} onChoose={setNotice} options={NOTICES.map((value) => ({ value, label: t(`notice.${value}`) }))} />
            <Choice legend={t("plan.form")} value={form} onChoose={setForm} options={FORMS.map((value) => ({ value, label: t(`form.${value}`) }))} />
            <Choice legend={t("plan.extent")} value={extent} onChoose={setExtent} options={EXTENTS.map((value) => ({ value, label: t(`extent.${value}`) }))} />
          </div>
        </section>
      </div>
      <footer class="plan-foot">
        <p class="quiet-line">{t(ready ? `plan.notice.${notice}` : "plan.script-first")}</p>
        <RefusedAt refusal={act.refusal} at="rest" others={["time", "people"]} />
        <CalendarButton act={act} look="main" disabled={!ready} body={body} onDone={taken}>
          {t("plan.do")}
        </CalendarButton>
      </footer>
    </Sheet>
  );
}

/** The name of the drill that was planned last at a station: names of a quarter count up. */
function newest(station: string): string | undefined {
  return grid.value?.drills.filter((each) => each.station === station).map((each) => each.drill).at(-1);
}

function Scripts({ value, onChoose }: { value: string | null; onChoose: (id: string) => void }) {
  if (!scripts.value.length) return <Button onPress={() => void readGrid()}>{t("again")}</Button>;
  return (
    <div class="script-cards">
      {scripts.value.map((script) => (
        <ScriptCard key={script.id} script={script} pressed={value === script.id} onPress={() => onChoose(script.id)} />
      ))}
    </div>
  );
}

function ScriptCard({ script, pressed, onPress }: { script: ScriptBrief; pressed: boolean; onPress: () => void }) {
  return (
    <Button class="script-card" pressed={pressed} onPress={onPress}>
      <span class="script-name">
        <b>{named(script.name)}</b>
        <span>{t("plan.script-size", { minutes: script.minutes, injects: script.injects })}</span>
      </span>
      <span>{named(script.about)}</span>
      {script.provisional ? <small>{t("plan.provisional", { count: script.provisional })}</small> : null}
    </Button>
  );
}

/** Who could take part, read once for the station; null until then. */
export function useCrew(station: string): [Crew | null, boolean, () => void] {
  const [crew, setCrew] = useState<Crew | null>(null);
  const [failed, setFailed] = useState(false);
  const read = () => {
    setFailed(false);
    ask<Crew>(`/api/drills/crew/${station}`).then(
      (told) => {
        meet(told.people);
        setCrew(told);
      },
      () => setFailed(true),
    );
  };
  useEffect(read, [station]);
  return [crew, failed, read];
}
