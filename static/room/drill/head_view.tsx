/**
 * The head of a drill's room: what is real first, then how far the drill is, then the room's own headline.
 */
import { me } from "../../page/me";
import { roomAddress } from "../../page/rooms";
import { hm, hms, now, passed, stretch } from "../../page/time";
import { Shape } from "../../page/shapes";
import { Button } from "../../page/kit";
import type { Colour, DrillPanel } from "../../page/wire";
import { named, t } from "../../page/words/words";
import { Headline } from "../headline_view";
import { placeName, who } from "../names";
import { open } from "../sheets";
import { drill, entries, worst } from "../state";
import { inside, prefix, ran } from "./exercise";
import { realFirst, realRings, silenceReal } from "./real_first";

/** Everything above the middle of a drill's room. */
export function DrillHead() {
  const told = drill.value;
  const own = told?.phase === "running" || (told?.phase === "paused" && worst.value !== null);
  return (
    <div class="drill-head">
      <RealFirst />
      {told ? <Strip told={told} /> : null}
      {told?.warning ? <Warning warning={told.warning} directs={told.staff.director === me.value?.person} drill={told.drill} /> : null}
      {told?.phase === "paused" ? <Paused /> : null}
      {own || !told ? <Headline /> : <Standing told={told} />}
    </div>
  );
}

/** A real room of mine that calls: full colour, no stripe, and one tap to it. */
function RealFirst() {
  const [first, ...others] = realFirst.value;
  if (!first) return null;
  const colour = first.colour ? t(`colour.${first.colour}`) : t("state.calm");
  return (
    <section class={`real-first${first.colour ? ` is-${first.colour}` : ""}`} role="alert">
      {first.colour ? <Shape colour={first.colour} size={48} /> : null}
      <p>
        <strong>{t("drill.real-first", { station: named(first.names), colour })}</strong>
        <span>
          {[t("drill.real-first.words"), first.unanswered ? t("drill.real-first.calls", { count: first.unanswered }) : "", others.length ? t("alert.more", { count: others.length }) : ""]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </p>
      {realRings.value ? <Button onPress={silenceReal}>{t("drill.real-first.silence")}</Button> : null}
      <a class="button" href={roomAddress(first.room)}>
        {t("drill.real-first.go")}
      </a>
    </section>
  );
}

/** One calm line: that this is a drill, which, how far, and what to say first. */
function Strip({ told }: { told: DrillPanel }) {
  return (
    <section class="drill-strip" aria-label={t("drill")}>
      <b class="chip" role="status">{t("drill.state", { phase: t(`phase.${told.phase}`) })}</b>
      <span class="drill-name">
        {named(told.name)} {told.drill}
      </span>
      {told.phase === "waiting" ? null : <span class="drill-clock">{t("drill.clock", { ran: stretch(ran(told)), minutes: Math.round(told.minutes) })}</span>}
      {told.phase === "over" ? null : <span class="drill-say">{t("drill.say-first", { prefix: prefix() })}</span>}
      {runs(told) && inside(told) ? (
        <Button look="quiet" class="drill-why" onPress={() => open({ of: "drill" })}>
          {t("drill.real.why.long")}
        </Button>
      ) : null}
    </section>
  );
}

function runs(told: DrillPanel): boolean {
  return told.phase === "running" || told.phase === "paused";
}

const HUES = new Set(["blue", "yellow", "orange", "red"]);

/** Something real but mild: everybody sees it and how long the director has. */
function Warning({ warning, directs, drill: name }: { warning: NonNullable<DrillPanel["warning"]>; directs: boolean; drill: string }) {
  const left = stretch((Date.parse(warning.until) - now.value) / 1000);
  return (
    <section class="real-warning">
      {HUES.has(warning.real) ? <Shape colour={warning.real as Colour} size={36} /> : null}
      <p>
        <strong role="alert">{t("drill.warning", { station: placeName(warning.room), real: t(`real.${warning.real}`) })}</strong>
        <span>{passed(warning.until) ? t("drill.warning.late") : t("drill.warning.until", { left })}</span>
      </p>
      {directs ? (
        <a class="button" href={`/drills/${name}`}>
          {t("drill.warning.decide")}
        </a>
      ) : me.value?.rooms.includes(warning.room) ? (
        <a class="button" href={roomAddress(warning.room)}>
          {t("drill.warning.look")}
        </a>
      ) : null}
    </section>
  );
}

function Paused() {
  const last = [...entries.value].reverse().find((entry) => entry.kind === "DrillPaused");
  return (
    <p class="drill-paused" role="status">
      {last ? <b>{t("drill.paused.why", { reason: last.body.reason })}</b> : null} {t("drill.paused.words")}
    </p>
  );
}

/** The headline while nothing runs: before the start, in a pause, after the end. */
function Standing({ told }: { told: DrillPanel }) {
  return (
    <section class="band is-none quiet" aria-live="polite">
      <strong>{titleOf(told)}</strong>
      <span class="band-quiet-words">{wordsOf(told)}</span>
    </section>
  );
}

function titleOf(told: DrillPanel): string {
  if (told.end) return t(`drill.over.${told.end.outcome}`);
  return t(told.phase === "paused" ? "drill.paused.title" : "drill.waiting.title");
}

function wordsOf(told: DrillPanel): string {
  const { end } = told;
  if (!end) return told.phase === "waiting" ? beginning(told) : "";
  const real = end.real ? t("drill.over.real", { station: placeName(end.room), real: t(`real.${end.real}`) }) : "";
  const by = t("drill.over.by", { time: hms(end.at), who: who(end.by) });
  return [real, end.reason, by].filter(Boolean).join(" · ");
}

/** When it begins, and in how long. */
export function beginning(told: DrillPanel): string {
  if (!told.starts_at) return "";
  const left = (Date.parse(told.starts_at) - now.value) / 1000;
  const when = t("drill.begins", { time: hm(told.starts_at) });
  return `${when} · ${left > 0 ? t("drill.begins-in", { left: stretch(left) }) : t("drill.begins-late")}`;
}

