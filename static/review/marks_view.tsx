/** What was written, line by line, for whoever reads no curves. */
import { useState } from "preact/hooks";
import { Button } from "../page/kit";
import { Shape } from "../page/shapes";
import { day, hm, hms } from "../page/time";
import type { Colour } from "../page/wire";
import { say, t } from "../page/words/words";

export interface Mark {
  seq: number;
  at: string;
  kind: string;
  colour: Colour | null;
}

// As many lines as one reads without searching; the rest comes on a tap.
const PAGE = 100;

/** The entries of the room's book, all of them or its alerts alone. */
export function Marks({ marks, leftOut, dated }: { marks: readonly Mark[]; leftOut: number; dated: boolean }) {
  const [alone, setAlone] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const chosen = alone ? marks.filter((mark) => mark.colour) : marks;
  const rest = chosen.length - shown;
  const alerts = marks.filter((mark) => mark.colour).length;
  return (
    <section class="review-table">
      <h2>{t(dated ? "review.marks.days" : "review.marks")}</h2>
      {alerts ? (
        <Button pressed={alone} onPress={() => setAlone(!alone)}>
          {t("review.marks.alerts", { count: alerts })}
        </Button>
      ) : null}
      {leftOut ? <p>{t("review.marks.left-out", { count: leftOut })}</p> : null}
      {chosen.length ? <Lines marks={chosen.slice(0, shown)} dated={dated} /> : <p class="quiet-line">{t("review.marks.none")}</p>}
      {rest > 0 ? <Button onPress={() => setShown(shown + 5 * PAGE)}>{t("review.marks.more", { count: rest })}</Button> : null}
    </section>
  );
}

function Lines({ marks, dated }: { marks: readonly Mark[]; dated: boolean }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("review.marks.at")}</th>
          <th scope="col">{t("review.marks.seq")}</th>
          <th scope="col">{t("review.marks.what")}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <tr key={mark.seq}>
            <td>{dated ? `${day(mark.at).slice(5)} ${hm(mark.at)}` : hms(mark.at)}</td>
            <td>{mark.seq}</td>
            <td>
              {mark.colour ? <Shape colour={mark.colour} size={24} /> : null} {say(`mark.${mark.kind}`, {}, mark.kind)}
              {mark.colour ? ` · ${t(`colour.${mark.colour}`)}` : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
