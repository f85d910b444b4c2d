/**
 * Alerts that wait for my word: one card a cause, and in a flood one card for all.
 *
 * 消音, 收到 (naming every activation that is on the card) and 复位 are three acts, never one.
 */
import { Button } from "../page/kit";
import { Shape } from "../page/shapes";
import { hm } from "../page/time";
import type { Alert } from "../page/wire";
import { t } from "../page/words/words";
import { ActButton } from "./act_button";
import { reasonWords, shortFigure } from "./alert_words";
import { causesOf, countsOf } from "./causes";
import { colourWord, prefixed } from "./drill/exercise";
import { zoneName } from "./names";
import { rings, silence } from "./ringing";
import { open } from "./sheets";
import { alerts, flood, unacknowledged } from "./state";

/** What waits for my word: the gravest cause large, the others below it as one line each. */
export function AlertArrived() {
  const waiting = unacknowledged.value;
  if (!waiting.length) return null;
  if (flood.value) return <FloodArrived waiting={waiting} />;
  return (
    <>
      {causesOf(waiting).map((cause, place) => (
        <Arrived key={cause.first} alerts={cause.alerts} small={place > 0} />
      ))}
    </>
  );
}

function Arrived({ alerts: same, small }: { alerts: Alert[]; small: boolean }) {
  const [gravest, ...others] = same;
  const alert = gravest!;
  return (
    <article class={`arrived is-${alert.colour}${small ? " small" : ""}`}>
      <Shape colour={alert.colour} size={small ? 30 : 40} words={colourWord(alert.colour)} />
      <div class="arrived-words">
        <h3>{headOf(alert)}</h3>
        {small ? null : <p>{prefixed(reasonWords(alert))}</p>}
        {others.length ? <p>{t("alert.with", { others: others.map(headOf).join(t("list")) })}</p> : null}
      </div>
      {small ? null : <Silence />}
      <Acknowledge alerts={same} />
    </article>
  );
}

/** Many at once: what came first, how many of each colour, one answer for all that is told. */
function FloodArrived({ waiting }: { waiting: Alert[] }) {
  const told = flood.value!;
  const first = alerts.value.find((alert) => alert.id === told.first_out);
  const [gravest] = causesOf(waiting);
  const colour = gravest!.gravest.colour;
  const counts = countsOf(waiting).map((each) => `${colourWord(each.colour)} ${each.count}`);
  return (
    <article class={`arrived is-${colour}`}>
      <Shape colour={colour} size={40} words={colourWord(colour)} />
      <div class="arrived-words">
        <h3>{t("flood.title", { raised: told.raised, time: hm(told.since) })}</h3>
        <p>{counts.join(" · ")}</p>
        {first ? <p>{t("flood.first", { what: headOf(first), time: hm(first.raised_at) })}</p> : null}
      </div>
      <Button onPress={() => open({ of: "alerts" })}>{t("flood.each")}</Button>
      <Silence />
      <Acknowledge alerts={waiting} />
    </article>
  );
}

function Silence() {
  if (!rings()) return null;
  return (
    <Button onPress={silence} class="silence">
      {t("alert.silence")}
    </Button>
  );
}

/** Received: names each activation that is on the glass, so that a newer one stays open. */
export function Acknowledge({ alerts: seen, wide }: { alerts: Alert[]; wide?: boolean }) {
  const [alert, ...others] = seen;
  if (!alert) return null;
  const of = (each: Alert) => ({ alert: each.id, activation: each.activation });
  const one = { kind: "AcknowledgeAlert", body: of(alert) };
  const many = { kind: "AcknowledgeAlerts", body: { seen: seen.map(of) } };
  const activation = t("alert.activation", { colour: colourWord(alert.colour), seq: alert.activation });
  return (
    <ActButton look="main" {...(others.length ? many : one)} class={wide ? "wide" : ""}>
      <span>
        {t("alert.received")}
        <small>{others.length ? `${activation} ${t("alert.and", { count: others.length })}` : activation}</small>
      </span>
    </ActButton>
  );
}

/** Every open alert, by cause. */
export function AlertsSheet() {
  const causes = causesOf(alerts.value);
  if (!causes.length) return <p>{t("headline.no-alert")}</p>;
  return (
    <>
      {causes.map((cause) => (
        <section class="sheet-part" key={cause.first}>
          {cause.alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </section>
      ))}
    </>
  );
}

/** One alert as a line that leads to its sheet. */
export function AlertRow({ alert }: { alert: Alert }) {
  const first = alert.id === alert.first_out && alerts.value.some((each) => each.first_out === alert.id && each.id !== alert.id);
  const marks = [
    hm(alert.raised_at),
    first ? t("alert.first-out") : "",
    alert.advisory ? t("alert.advisory") : "",
    alert.shelved_until ? t("alert.shelved", { time: hm(alert.shelved_until) }) : "",
  ];
  return (
    <button type="button" class={`alert-row is-${alert.colour}`} onClick={() => open({ of: "alert", alert: alert.id })}>
      <Shape colour={alert.colour} size={30} words={colourWord(alert.colour)} />
      <span>
        <b>{headOf(alert)}</b>
        <small>{marks.filter(Boolean).join(" · ")}</small>
      </span>
    </button>
  );
}

function headOf(alert: Alert): string {
  return `${colourWord(alert.colour)} ${zoneName(alert.zone)} ${shortFigure(alert)}`;
}
