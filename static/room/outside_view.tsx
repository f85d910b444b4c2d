/** The station outside: each exit with its roads, whose street it is, where people gather and ride on. */
import { named, t } from "../page/words/words";
import type { StationExit } from "../page/place";
import { Button } from "../page/kit";
import { age } from "../page/time";
import { illAt } from "./inside_view";
import { stepTitle, writtenStep } from "./names";
import { open } from "./sheets";
import { panels, planText, profile } from "./state";

/** The exits as a list one can tap. */
export function Outside() {
  const exits = profile.value?.exits ?? [];
  return (
    <ul class="outside">
      {exits.map((exit) => (
        <li key={exit.id}>
          <button type="button" class={exit.open ? "exit-row" : "exit-row closed"} onClick={() => open({ of: "exit", exit: exit.id })}>
            <b class="exit-id">{exit.id}</b>
            <span class="exit-words">
              <span>{roads(exit)}</span>
              <small>{around(exit)}</small>
            </span>
            <ExitState exit={exit} />
          </button>
        </li>
      ))}
      {exits.length ? null : <li class="quiet-line">{t("asking")}</li>}
    </ul>
  );
}

function roads(exit: StationExit): string {
  const names = exit.roads.map(named).join(" / ");
  return [names || named(exit.place), named(exit.side)].filter(Boolean).join(" · ") || t("exit.no-road");
}

function around(exit: StationExit): string {
  const guessed = exit.street_confidence === "H" ? "" : `(${t("assumed")})`;
  const at = (list: { name: { zh: string; en: string }; exits: string[] }[] | undefined) =>
    (list ?? []).filter((place) => place.exits.includes(exit.id)).map((place) => named(place.name));
  const nearby = [...at(profile.value?.bus_stops), ...at(profile.value?.gathering_places)];
  return [`${named(exit.street)}${guessed}`, ...nearby].join(" · ");
}

function ExitState({ exit }: { exit: StationExit }) {
  if (!exit.open) return <span class="badge">{t("exit.closed")}</span>;
  const ill = illAt(exit.id);
  if (ill) return <span class="badge hatched">{t("sensor.for", { state: t(`sensor.${ill.state}`), minutes: Math.round(age(ill.since) / 60) })}</span>;
  const steps = stepsAt(exit.id);
  const waiting = steps.filter((step) => step.state !== "done" && step.state !== "declined").length;
  if (!steps.length) return null;
  return <span class={waiting ? "badge" : "badge done"}>{waiting ? t("exit.steps", { count: waiting }) : "✓"}</span>;
}

function stepsAt(exit: string) {
  const ids = new Set(planText.value?.steps.filter((step) => step.exit === exit).map((step) => step.id));
  return panels.value?.plan.running?.steps.filter((step) => ids.has(writtenStep(step.id))) ?? [];
}

/** What is to be done at one exit. */
export function ExitSheet({ exit: id }: { exit: string }) {
  const exit = profile.value?.exits.find((each) => each.id === id);
  if (!exit) return <p>{id}</p>;
  const steps = stepsAt(id);
  return (
    <>
      <p class="sheet-lead">{roads(exit)}</p>
      <p>{around(exit)}</p>
      <ul class="lines">
        {steps.map((step) => (
          <li key={`${step.id}${step.release ?? ""}`}>
            {stepTitle(step.id, step.release)} <b class="badge">{t(`step.${step.state}`)}</b>
          </li>
        ))}
        {steps.length ? null : <li class="quiet-line">{t("exit.nothing")}</li>}
      </ul>
      <div class="sheet-acts">
        <Button onPress={() => open({ of: "report" })}>{t("bar.report")}</Button>
        <Button onPress={() => open({ of: "note" })}>{t("bar.note")}</Button>
      </div>
    </>
  );
}
