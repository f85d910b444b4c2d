/** The band: shape, numeral and word; what is the matter; by when which deed. Colour only where asked. */
import { Shape } from "../page/shapes";
import { age, hm, minutesSince } from "../page/time";
import type { Alert } from "../page/wire";
import { t } from "../page/words/words";
import { face } from "./emphasis";
import { deed, suggestedLevel } from "./deed";
import { comingWords, reasonWords, shortFigure } from "./alert_words";
import { headcount, percent, who, zoneName, zoneReading } from "./names";
import { open } from "./sheets";
import { colourWord } from "./drill/exercise";
import { alerts, inDrill, panels, reading, worst } from "./state";

/** The headline of the room. */
export function Headline() {
  const alert = worst.value;
  if (alert) return <AlertHeadline />;
  return face.value === "calm" || face.value === "unknown" ? <QuietHeadline /> : <ResponseHeadline />;
}

function AlertHeadline() {
  const alert = worst.value!;
  const flashes = alert.colour === "red" || alert.colour === "orange";
  const stale = alert.stale_since !== null;
  return (
    <section class={`band is-${alert.colour}${stale ? " band-stale" : ""}`} aria-live="assertive">
      <div class={`band-shape${flashes && alert.unacknowledged.length ? ` flash-${alert.colour}` : ""}`}>
        <Shape colour={alert.colour} size={84} words={colourWord(alert.colour)} />
      </div>
      <button type="button" class="band-what" onClick={() => open({ of: "alert", alert: alert.id })}>
        <strong>
          {colourWord(alert.colour)} · {zoneName(alert.zone)} {shortFigure(alert)}
        </strong>
        <span>
          {stale ? <b class="chip">{t("alert.stale", { minutes: minutesSince(alert.stale_since!) })}</b> : null} <Detail />
        </span>
      </button>
      <ResponseAndDeed />
    </section>
  );
}

function Detail() {
  const alert = worst.value!;
  const zone = zoneReading(alert.zone);
  const parts = [
    zone?.people != null ? t("people.about", { people: headcount(zone.people) }) : "",
    foretellsMore(alert) ? comingWords(zone?.coming) : "",
    Math.abs(zone?.trend_per_minute ?? 0) >= 1 ? t("trend", { trend: signed(zone!.trend_per_minute!) }) : "",
    t("alert.since", { time: hm(alert.since) }),
    alerts.value.length > 1 ? t("alert.more", { count: alerts.value.length - 1 }) : "",
    reading.value?.added ? t("reading.added") : "",
  ];
  return (
    <>
      {parts.filter(Boolean).join(" · ") || reasonWords(alert)}
      {alert.assumed ? <b class="badge band-badge">{t("assumed")}</b> : null}
    </>
  );
}

/** Whether what comes is news beside what the alert already says. */
function foretellsMore(alert: Alert): boolean {
  return alert.rule !== "coming" && (alert.colour === "blue" || alert.colour === "yellow");
}

function signed(trend: number): string {
  const whole = Math.round(trend);
  return (whole > 0 ? "+" : "−") + Math.abs(whole);
}

function ResponseAndDeed() {
  const response = panels.value!.response;
  const next = deed();
  return (
    <button type="button" class="band-response" onClick={() => open({ of: "level" })}>
      <span class="band-level">
        {response.level ? t("response.now", { level: t(`level.${response.level}`), who: who(response.by?.who), time: hm(response.since!) }) : t("response.none")}
        {response.zone ? ` · ${t(`control.${response.zone}`)}` : ""}
      </span>
      <strong>{next.words}</strong>
      {suggestedLevel() ? <b class="chip">{t("response.suggested", { level: t(`level.${suggestedLevel()!}`) })}</b> : null}
    </button>
  );
}

function ResponseHeadline() {
  const run = panels.value!.plan.running;
  return (
    <section class="band is-none" aria-live="polite">
      <button type="button" class="band-what" onClick={() => open({ of: "level" })}>
        <strong>
          {inDrill.value ? `${t("drill")} ` : ""}
          {t("headline.response")}
        </strong>
        <span>{run ? t("headline.run", { minutes: stretchMinutes(run.started_at) }) : t("headline.no-alert")}</span>
      </button>
      <ResponseAndDeed />
    </section>
  );
}

function stretchMinutes(since: string): number {
  return Math.round(age(since) / 60);
}

function QuietHeadline() {
  const told = reading.value;
  const unknown = face.value === "unknown";
  return (
    <section class={unknown ? "band is-none quiet hatched" : "band is-none quiet"} aria-live="polite">
      <strong>
        {inDrill.value ? `${t("drill")} ` : ""}
        {unknown ? t("state.unknown") : t("state.calm")}
      </strong>
      {unknown ? <Unknown /> : null}
      {told && !unknown ? <CalmFigures /> : null}
    </section>
  );
}

function Unknown() {
  const told = reading.value;
  const since = told?.until ? t("unknown.since", { time: hm(told.until) }) : t("unknown.never");
  return (
    <>
      <span class="band-quiet-words">
        {since} · {t("unknown.owner")}
      </span>
    </>
  );
}

function CalmFigures() {
  const told = reading.value!;
  const fullest = [...told.zones].filter((zone) => zone.share !== null).sort((one, other) => other.share! - one.share!);
  const zones = fullest.slice(0, 2).map((zone) => t("zone.at", { zone: zoneName(zone.zone), share: percent(zone.share) }));
  const parts = [
    ...zones,
    t("today.in", { people: thousands(told.today.in) }),
    t("gates.heard", { heard: told.gates.heard, of: told.gates.of }),
  ];
  return <span class="band-quiet-words">{parts.join(" · ")}</span>;
}

function thousands(count: number): string {
  return count.toLocaleString("en-US");
}
