/** 全区一张图: the map, the table that says the same, and beside them what the district must chase. */
import "../css/district.css";
import "../css/district_table.css";
import { useEffect, useState } from "preact/hooks";
import { Header } from "../page/header";
import { Button, Choice } from "../page/kit";
import { has } from "../page/me";
import { link, silence } from "../page/socket";
import { day, hms, now, speed, stretch } from "../page/time";
import { t } from "../page/words/words";
import { failed, openWall, places, readWall, shown, type Shown } from "./picture";
import { MapView } from "./map_view";
import { SideView } from "./side_view";
import { TableView } from "./table_view";
import { followRooms } from "./waiting";

/** The wall. */
export function District() {
  const [face, setFace] = useState<"map" | "table">("map");
  useEffect(() => {
    openWall();
    followRooms();
  }, []);
  return (
    <div class={`district face-${face}`}>
      <Header title={t("district.title")}>
        <Clock />
        <a class="button" href="/figures">
          {t("figures.title")}
        </a>
        {has("operator") ? null : (
          <a class="button" href="/drills">
            {t("drills.title")}
          </a>
        )}
      </Header>
      <section class="district-tools" aria-label={t("district.shows")}>
        <Choice<Shown>
          legend={t("district.shows")}
          value={shown.value}
          onChoose={(chosen) => (shown.value = chosen)}
          options={[
            { value: "alerts", label: t("district.alerts") },
            { value: "risk", label: t("district.risk") },
          ]}
        />
        <Choice<"map" | "table">
          class="faces"
          legend={t("district.face")}
          value={face}
          onChoose={setFace}
          options={[
            { value: "map", label: t("district.map") },
            { value: "table", label: t("district.table") },
          ]}
        />
        <Legend />
      </section>
      <main>{places.value ? <Faces /> : <Nothing />}</main>
    </div>
  );
}

function Faces() {
  return (
    <>
      <section class="district-map" aria-label={t("district.map")}>
        {shown.value === "risk" ? <p class="risk-note hatched">{t("district.risk.note")}</p> : null}
        <MapView />
      </section>
      <section class="district-table" aria-label={t("district.table")}>
        <TableView />
      </section>
      <SideView />
    </>
  );
}

function Nothing() {
  if (failed.value === "not-yours") return <p class="district-nothing">{t("district.not-yours")}</p>;
  if (failed.value === "no-answer")
    return (
      <p class="district-nothing">
        {t("ask.failed")} <Button onPress={() => void readWall()}>{t("again")}</Button>
      </p>
    );
  return <p class="district-nothing quiet-line">{t("asking")}</p>;
}

function Clock() {
  // A page that has just opened is not offline yet: it is given five seconds to hear a first word.
  const quiet = link.value !== "live" && silence.value >= 5;
  return (
    <p class="district-clock">
      {quiet ? <b class="hatched">{t(`link.${link.value}`, { age: stretch(silence.value) })}</b> : null}
      <time>
        {day(now.value)} {hms(now.value)}
      </time>
      {speed.value === 1 ? null : <span class="badge">{speed.value ? `×${speed.value}` : t("clock.paused")}</span>}
    </p>
  );
}

function Legend() {
  return (
    <ul class="legend" aria-label={t("district.legend")}>
      {shown.value === "alerts" ? (
        <>
          <li>
            <i class="legend-calm" /> {t("state.calm")}
          </li>
          <li>
            <i class="hatched legend-unknown" /> {t("district.legend.unknown")}
          </li>
          <li>
            <b>!1</b> {t("district.legend.waits")}
          </li>
        </>
      ) : (
        <>
          {(["major", "large", "general", "low"] as const).map((grade) => (
            <li key={grade}>
              <i class={`legend-grade grade-${grade}`} /> {t(`risk.${grade}`)}
            </li>
          ))}
          <li>
            <i class="hatched legend-unknown" /> {t("district.not-assessed")}
          </li>
        </>
      )}
    </ul>
  );
}
