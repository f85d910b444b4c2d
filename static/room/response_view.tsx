/** The response: what was ordered, by whom, who proposes more, where it holds. */
import { useState } from "preact/hooks";
import { Button, Field } from "../page/kit";
import { hm } from "../page/time";
import type { ControlZone } from "../page/wire";
import { t } from "../page/words/words";
import { ActButton } from "./act_button";
import { nextLevel, suggestedLevel } from "./deed";
import { seatName, who } from "./names";
import { closeSheet, open } from "./sheets";
import { panels } from "./state";

const ZONES: readonly ControlZone[] = ["platform", "paid", "entrance", "station"];

/** Everything about the response level. */
export function LevelSheet() {
  const response = panels.value!.response;
  const level = suggestedLevel() ?? nextLevel();
  const [reason, setReason] = useState("");
  return (
    <>
      <p class="sheet-lead">
        {response.level ? t("response.now", { level: t(`level.${response.level}`), who: who(response.by?.who), time: hm(response.since!) }) : t("response.none")}
      </p>
      <ul class="lines">
        {response.proposed.map((each) => (
          <li key={each.at}>{t("response.proposed", { seat: seatName(each.seat), who: who(each.who), level: t(`level.${each.to}`), time: hm(each.at), reason: each.reason })}</li>
        ))}
      </ul>
      {level ? (
        <section class="sheet-part">
          <h3>{t("response.propose", { level: t(`level.${level}`) })}</h3>
          <Field label={t("reason")} value={reason} onInput={setReason} />
          <div class="sheet-acts">
            <ActButton kind="ProposeLevel" body={{ to: level, reason }} disabled={!reason.trim()} then={closeSheet}>
              {t("response.propose.do")}
            </ActButton>
            <ActButton hold look="main" kind="OrderLevel" body={{ to: level, seen: response.level }} then={closeSheet}>
              {t(response.level ? "response.raise" : "response.start", { level: t(`level.${level}`) })}
            </ActButton>
          </div>
        </section>
      ) : null}
      {response.level ? <ControlZones chosen={response.zone} /> : null}
    </>
  );
}

function ControlZones({ chosen }: { chosen: ControlZone | null }) {
  return (
    <section class="sheet-part">
      <h3>{t("control.zone")}</h3>
      <div class="choice-options">
        {ZONES.map((zone) =>
          zone === chosen ? (
            <Button key={zone} pressed onPress={() => undefined}>
              {t(`control.${zone}`)}
            </Button>
          ) : (
            <ActButton key={zone} kind="SetControlZone" body={{ zone }}>
              {t(`control.${zone}`)}
            </ActButton>
          ),
        )}
      </div>
      <div class="sheet-acts">
        <Button onPress={() => open({ of: "plan" })}>{t(panels.value!.plan.running ? "plan.end" : "plan.start")}</Button>
        <Button onPress={() => open({ of: "decide" })}>{t("decision.lower")}</Button>
      </div>
    </section>
  );
}
