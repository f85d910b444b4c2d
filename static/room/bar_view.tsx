/** The bar below: what may always be done, in places that never move within one face. */
import { Button, HoldButton } from "../page/kit";
import type { Level } from "../page/wire";
import { t } from "../page/words/words";
import { act, asking } from "./act";
import { ActButton } from "./act_button";
import { Acknowledge } from "./arrived_view";
import { causesOf } from "./causes";
import { nextLevel, suggestedLevel } from "./deed";
import { face } from "./emphasis";
import { rings, silence } from "./ringing";
import { open } from "./sheets";
import { cardsAddress } from "../page/station_page";
import { QuietBar, TakeMySeat } from "./drill/side_view";
import { RealStop } from "./drill/stop_view";
import { drill, inDrill, mySeat, myHolder, panels, room, unacknowledged } from "./state";

/** The bottom bar. */
export function Bar() {
  const quiet = face.value === "calm" || face.value === "unknown";
  const phase = drill.value?.phase;
  if (drill.value && (phase === "waiting" || phase === "over")) {
    return (
      <nav class="bar" aria-label={t("bar.title")}>
        {phase === "waiting" ? <RealStop /> : null}
        {phase === "waiting" ? <TakeMySeat /> : null}
        <QuietBar told={drill.value} />
      </nav>
    );
  }
  return (
    <nav class="bar" aria-label={t("bar.title")}>
      {inDrill.value ? <RealStop /> : null}
      {quiet ? <QuietActs /> : face.value === "watch" ? <WatchActs /> : <ActionActs />}
    </nav>
  );
}

function QuietActs() {
  return (
    <>
      <Button look="main" class="wide" onPress={() => open({ of: "report" })}>
        {t("bar.report-situation")}
      </Button>
      <Button class="not-phone" onPress={() => open({ of: "by-eye" })}>{t("bar.by-eye")}</Button>
      <Button onPress={() => open({ of: "plan" })}>{t("bar.plan")}</Button>
      <Button onPress={() => open({ of: "phones" })}>{t("bar.phones")}</Button>
      <Button class="not-phone" onPress={() => open({ of: "note" })}>{t("bar.note")}</Button>
      <a class="button" href={cardsAddress(room.value)}>
        {t(inDrill.value ? "drill.paper" : "bar.paper")}
      </a>
    </>
  );
}

function WatchActs() {
  const mine = causesOf(unacknowledged.value)[0];
  return (
    <>
      {mine ? <Acknowledge alerts={mine.alerts} wide /> : null}
      {mine && rings() ? <Button onPress={silence}>{t("alert.silence")}</Button> : null}
      <RaiseLevel wide={!mine} />
      <Button onPress={() => open({ of: "report" })}>{t("bar.report")}</Button>
      <Button class="not-phone" onPress={() => open({ of: "by-eye" })}>{t("bar.by-eye")}</Button>
      <Button class="not-phone" onPress={() => open({ of: "note" })}>{t("bar.note")}</Button>
      <Button onPress={() => open({ of: "phones" })}>{t("bar.phones-paper")}</Button>
    </>
  );
}

function ActionActs() {
  return (
    <>
      <RaiseLevel wide />
      <Button class="not-phone" onPress={() => open({ of: "decide" })}>{t("bar.decide")}</Button>
      <Button onPress={() => open({ of: "report" })}>{t("bar.report")}</Button>
      <Button class="not-phone" onPress={() => open({ of: "by-eye" })}>{t("bar.by-eye")}</Button>
      <Button class="not-phone" onPress={() => open({ of: "note" })}>{t("bar.note")}</Button>
      <Button onPress={() => open({ of: "phones" })}>{t("bar.phones-paper")}</Button>
    </>
  );
}

/** Whether the large button orders or asks; the server has the last word. */
function orders(): boolean {
  return (mySeat.value === "station-master" && myHolder.value?.leading === true) || mySeat.value === "transit-police";
}

/** Up alone: one second's pressure by whoever may order; everybody else proposes. */
function RaiseLevel({ wide }: { wide: boolean }) {
  const level = suggestedLevel() ?? nextLevel();
  const seen = panels.value?.response.level ?? null;
  const look = wide ? "main" : "plain";
  if (!level) return <Button class="wide" onPress={() => open({ of: "level" })}>{t("response.highest")}</Button>;
  if (!orders()) {
    return (
      <Button look={look} class={wide ? "wide not-phone" : "not-phone"} onPress={() => open({ of: "level" })}>
        {t("response.propose", { level: t(`level.${level}`) })}
      </Button>
    );
  }
  return <OrderLevel to={level} seen={seen} wide={wide} />;
}

function OrderLevel({ to, seen, wide }: { to: Level; seen: Level | null; wide: boolean }) {
  const body = { to, seen };
  const words = t(seen ? "response.raise" : "response.start", { level: t(`level.${to}`) });
  if (asking("OrderLevel", body) !== undefined) {
    return (
      <ActButton look={wide ? "main" : "plain"} class={wide ? "wide" : ""} kind="OrderLevel" body={body}>
        {words}
      </ActButton>
    );
  }
  return (
    <HoldButton look={wide ? "main" : "plain"} class={wide ? "wide" : ""} onPress={() => act("OrderLevel", body)}>
      <span>
        {words}
        <small>{t("hold.second")}</small>
      </span>
    </HoldButton>
  );
}
