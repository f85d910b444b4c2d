/** 大型活动: what is planned that brings people to this station; the district keeps the calendar. */
import { useEffect, useState } from "preact/hooks";
import type { Occasion } from "../page/occasion";
import { readStations, stationOfAddress } from "../page/station_page";
import { day, hm } from "../page/time";
import { named, t } from "../page/words/words";
import { line, number, several, time, words } from "./asks";
import type { Option } from "./fields";
import { FoldedForm } from "./form";
import { CALENDAR, occasions } from "./reading";

/** The station's occasions, and the forms of the district. */
export function OccasionsView() {
  const [stations, setStations] = useState<Option[]>([]);
  useEffect(() => {
    readStations().then(
      (told) => setStations(told.map((each) => ({ value: each.id, label: named(each.name) }))),
      () => setStations([]),
    );
  }, []);
  return (
    <section class="plan-part">
      <h2>{t("ready.occasions")}</h2>
      <p class="quiet-line">{t("ready.occasions.how")}</p>
      <FoldedForm
        kind="EnterOccasion"
        book={CALENDAR}
        begins={{ stations: [stationOfAddress()] }}
        asks={[
          line("name", t("ready.name")),
          line("place", t("ready.where")),
          time("starts", t("ready.starts")),
          time("ends", t("ready.ends")),
          number("attendance", t("ready.attendance")),
          line("source", t("ready.source-of")),
          several("stations", t("ready.touches"), stations),
        ]}
      />
      {occasions.value.length ? null : <p class="quiet-line">{t("ready.occasions.none")}</p>}
      <ul class="ready-rows">
        {occasions.value.map((each) => (
          <Row key={each.id} occasion={each} />
        ))}
      </ul>
    </section>
  );
}

function Row({ occasion }: { occasion: Occasion }) {
  return (
    <li>
      <p>
        <b>
          {day(occasion.starts)} {hm(occasion.starts)}–{hm(occasion.ends)} {occasion.name}
        </b>
        <small>
          {occasion.place} · {t("ready.expected", { count: occasion.attendance })} · {occasion.source}
        </small>
      </p>
      <FoldedForm
        kind="ExpectOtherwise"
        book={CALENDAR}
        fixed={{ occasion: occasion.id }}
        begins={{ starts: local(occasion.starts), ends: local(occasion.ends), attendance: String(occasion.attendance) }}
        asks={[time("starts", t("ready.starts")), time("ends", t("ready.ends")), number("attendance", t("ready.attendance")), line("source", t("ready.source-of"))]}
      />
      <FoldedForm kind="CallOffOccasion" book={CALENDAR} fixed={{ occasion: occasion.id }} asks={[words("reason", t("ready.reason"))]} />
    </li>
  );
}

/** A time as the field for it takes it, in Shanghai's. */
function local(at: string): string {
  return `${day(at)}T${hm(at)}`;
}
