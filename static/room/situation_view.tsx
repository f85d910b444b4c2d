/** People are sensors too: report what gates cannot see, and judge a crowd by eye in two taps. */
import { useState } from "preact/hooks";
import { Button, Choice, Field } from "../page/kit";
import { hm } from "../page/time";
import type { Crowd, Situation } from "../page/wire";
import { t } from "../page/words/words";
import { act } from "./act";
import { ActButton } from "./act_button";
import { who, zoneName } from "./names";
import { prefixed } from "./drill/exercise";
import { closeSheet } from "./sheets";
import { panels, profile } from "./state";

const SITUATIONS: readonly Situation[] = ["train-failure", "crowding", "injury", "equipment", "other"];
const CROWDS: readonly Crowd[] = [1, 2, 3, 4, 5];
const STATION = "station";

function zones(): { value: string; label: string }[] {
  const spaces = profile.value?.spaces.map((space) => space.id) ?? [];
  return spaces.map((value) => ({ value, label: zoneName(value) }));
}

/** Report a situation; a crush is its own act and turns the room red at once. */
export function ReportSheet() {
  const [situation, setSituation] = useState<Situation | null>(null);
  const [zone, setZone] = useState<string>(STATION);
  const [words, setWords] = useState("");
  const where = [...zones(), { value: STATION, label: t("zone.station") }];
  const send = () => {
    act("ReportSituation", { situation, zone: zone === STATION ? null : zone, words });
    closeSheet();
  };
  const crushIn = zone === STATION ? (zones()[0]?.value ?? STATION) : zone;
  return (
    <>
      <Choice legend={t("report.what")} options={SITUATIONS.map((value) => ({ value, label: t(`situation.${value}`) }))} value={situation} onChoose={setSituation} class="large" />
      <Choice legend={t("report.where")} options={where} value={zone} onChoose={setZone} />
      <Field label={t("report.words")} value={words} onInput={setWords} rows={2} />
      <div class="sheet-acts">
        <ActButton hold class="crush is-red" kind="ReportCrush" body={{ zone: crushIn, words }} disabled={zone === STATION} then={closeSheet}>
          {zone === STATION ? t("report.crush-where") : t("report.crush", { zone: zoneName(zone) })}
        </ActButton>
        <Button look="main" disabled={!situation} onPress={send}>
          {t("report.send")}
        </Button>
      </div>
      <OpenReports />
    </>
  );
}

function OpenReports() {
  const [words, setWords] = useState("");
  const open = panels.value!.situation.reports.filter((report) => !report.closed_at);
  if (!open.length) return null;
  return (
    <section class="sheet-part">
      <h3>{t("report.open")}</h3>
      <Field label={t("reason")} value={words} onInput={setWords} />
      <ul class="lines">
        {open.map((report) => (
          <li key={report.id}>
            <span>
              {hm(report.at)} {who(report.person)} · {prefixed(`${t(`situation.${report.situation}`)} · ${zoneName(report.zone)} ${report.words}`)}
            </span>
            <ActButton kind="CloseReport" body={{ report: report.id, words }} disabled={!words.trim()}>
              {t("report.close")}
            </ActButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Judge a zone by eye: the zone, then one of five pictures. */
export function ByEyeSheet({ zone: first }: { zone?: string }) {
  const [zone, setZone] = useState<string | null>(first ?? null);
  return (
    <>
      <Choice legend={t("by-eye.zone")} options={zones()} value={zone} onChoose={setZone} />
      <fieldset class="choice" disabled={!zone}>
        <legend>{t("by-eye.how")}</legend>
        <div class="crowds">
          {CROWDS.map((step) => (
            <ActButton key={step} kind="EstimateByEye" body={{ zone, step }} disabled={!zone} class="crowd" then={closeSheet}>
              <span class="crowd-words">
                <CrowdPicture step={step} />
                {t(`crowd.${step}`)}
              </span>
            </ActButton>
          ))}
        </div>
      </fieldset>
      <p class="quiet-line">{t("by-eye.ages")}</p>
    </>
  );
}

// People standing on the same square: 1, 4, 9, 16, 25.
function CrowdPicture({ step }: { step: Crowd }) {
  const heads = Array.from({ length: step * step }, (_, place) => place);
  const gap = 72 / step;
  return (
    <svg class="crowd-picture" width="88" height="88" viewBox="0 0 88 88" aria-hidden="true">
      <rect x="2" y="2" width="84" height="84" rx="6" />
      {heads.map((place) => (
        <circle key={place} cx={8 + gap / 2 + (place % step) * gap} cy={8 + gap / 2 + Math.floor(place / step) * gap} r={Math.min(9, gap / 2 - 0.5)} />
      ))}
    </svg>
  );
}
