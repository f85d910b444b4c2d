/** 导调: the next message whole, and every message with when it was given, why not, and what came of it. */
import { useState } from "preact/hooks";
import { Button } from "../page/kit";
import { hm, stretch } from "../page/time";
import type { Inject } from "../page/wire";
import { named, say, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { author, sentence } from "../room/log_words";
import { seatName } from "../room/names";
import { directs, injects, nextInject, panel, ranSeconds, type Standing, told } from "./drill_state";
import { ReasonSheet } from "./reason_sheet";

const REASONS = ["conduct.skip.done", "conduct.skip.time", "conduct.skip.safety"] as const;

/** The next message, and for the director its two buttons. */
export function NextInject() {
  const next = nextInject.value;
  const [skips, setSkips] = useState(false);
  if (!next) return <p class="plan-hint">{t("conduct.all-given")}</p>;
  const { inject } = next;
  const running = panel.value!.phase === "running";
  return (
    <article class="next-inject">
      <header>
        <h2>{t("conduct.next")}</h2>
        <b class="due">{dueWords(inject)}</b>
      </header>
      <p class="next-message">{said(inject)}</p>
      <p>
        {t("conduct.from-to", { sender: named(inject.sender), seats: inject.to.map(seatName).join(t("list")) })} · {say(`channel.${inject.channel}`, {}, inject.channel)}
      </p>
      <p>
        {t("conduct.expected", { words: named(inject.expected), minutes: inject.limit_min })}
        {inject.provisional ? <span class="badge" title={named(inject.limit_source)}>{t("drills.provisional")}</span> : null}
      </p>
      {directs.value ? (
        <div class="inject-acts">
          <Button onPress={() => setSkips(true)}>{t("conduct.skip")}…</Button>
          <ActButton look="main" kind="GiveInject" body={{ inject: inject.id }} disabled={!running}>
            {t("conduct.give")}
          </ActButton>
        </div>
      ) : null}
      {skips ? <ReasonSheet title={t("conduct.skip")} kind="SkipInject" body={{ inject: inject.id }} quick={REASONS} onClose={() => setSkips(false)} /> : null}
    </article>
  );
}

function said(inject: Inject): string {
  return t("conduct.said", { prefix: named(told.value!.script!.prefix), words: named(inject.message) });
}

function dueWords(inject: Inject): string {
  if (inject.due_min === null) return t("conduct.by-hand");
  const left = inject.due_min * 60 - ranSeconds.value;
  return left > 0 ? t("conduct.due-in", { left: stretch(left) }) : t("conduct.due-now");
}

/** All messages in the script's order. */
export function Injects() {
  return (
    <section>
      <h3>{t("conduct.injects")}</h3>
      <ol class="injects">
        {injects.value.map((each) => (
          <InjectRow key={each.inject.id} standing={each} next={nextInject.value?.inject.id === each.inject.id} />
        ))}
      </ol>
    </section>
  );
}

function InjectRow({ standing, next }: { standing: Standing; next: boolean }) {
  const { inject, stands } = standing;
  const [opened, setOpened] = useState<"no" | "skip">("no");
  const running = panel.value?.phase === "running";
  return (
    <li class={`is-${stands}`}>
      <b class="script-minute">{inject.due_min === null ? t("conduct.by-hand") : t("conduct.minute", { minute: inject.due_min })}</b>
      <div>
        <p>{said(inject)}</p>
        <small>{standWords(standing)}</small>
      </div>
      {directs.value && stands === "waiting" && !next && panel.value?.phase !== "over" ? (
        <span class="row-acts">
          <Button onPress={() => setOpened("skip")}>{t("conduct.skip")}…</Button>
          <ActButton kind="GiveInject" body={{ inject: inject.id }} disabled={!running}>
            {t("conduct.give")}
          </ActButton>
        </span>
      ) : (
        <span class="stands">{stands === "waiting" ? (next ? t("conduct.is-next") : t("conduct.waiting")) : t(`conduct.${stands}`)}</span>
      )}
      {opened === "skip" ? <ReasonSheet title={t("conduct.skip")} kind="SkipInject" body={{ inject: inject.id }} quick={REASONS} onClose={() => setOpened("no")} /> : null}
    </li>
  );
}

function standWords({ inject, given, skipped, seen, late }: Standing): string {
  if (skipped !== null) return t("conduct.skipped-why", { reason: skipped });
  if (!given) return t("conduct.expected", { words: named(inject.expected), minutes: inject.limit_min });
  const at = t(given.by_hand ? "conduct.given-by-hand" : "conduct.given-when-due", { time: hm(given.at) });
  if (!inject.shown_by) return at;
  if (seen) return `${at} · ${t(late ? "conduct.seen-late" : "conduct.seen", { time: hm(seen.at), what: `${author(seen)} ${sentence(seen)}` })}`;
  return `${at} · ${t(late ? "conduct.not-seen-late" : "conduct.not-seen", { minutes: inject.limit_min })}`;
}
