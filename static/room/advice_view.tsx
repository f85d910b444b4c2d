/**
 * How many entry gates would hold a platform: a calm card that says what comes of it and decides
 * nothing. Who may raise the response may adopt it, and that is a note in the room's book.
 */
import { Button } from "../page/kit";
import { hm, minutesSince } from "../page/time";
import type { Advice } from "../page/wire";
import { t } from "../page/words/words";
import { ActButton } from "./act_button";
import { face } from "./emphasis";
import { headcount, zoneName } from "./names";
import { closeSheet, open } from "./sheets";
import { entries, inDrill, mySeat, reading } from "./state";

/** Of what a course tells, each five minutes from now. */
const IN_TEN = 2;
const IN_TWENTY = 4;
// A deed older than that was about another crowd.
const STANDS_MIN = 30;

/** Every advice that stands, the strictest first. */
export function AdviceCards() {
  return (
    <>
      {(reading.value?.advice ?? []).map((advice) => (
        <AdviceCard key={advice.zone} advice={advice} />
      ))}
    </>
  );
}

function AdviceCard({ advice }: { advice: Advice }) {
  const more = (
    <Button look="quiet" class="task-more" onPress={() => open({ of: "advice", zone: advice.zone })} label={`${t("more")}: ${title(advice)}`}>
      ⋯
    </Button>
  );
  // In action the tasks lead: what comes of the advice is one tap away.
  if (face.value === "action") {
    return (
      <article class="task advice-short" data-advice={advice.zone}>
        <div class="task-words">
          <h3>
            {inDrill.value ? `${t("drill")} ` : ""}
            {zoneName(advice.zone)} · {title(advice)} <b class="badge">{t("advice.only")}</b>
          </h3>
        </div>
        {more}
      </article>
    );
  }
  return (
    <article class="advice" data-advice={advice.zone}>
      <h3>
        {inDrill.value ? `${t("drill")} ` : ""}
        {title(advice)} <b class="badge">{t("advice.only")}</b>
      </h3>
      <p>{why(advice)}</p>
      <p class="advice-effect">{effect(advice)}</p>
      <p>{queue(advice)}</p>
      <div class="advice-acts">
        <span>{adoptedWords(advice) ?? t("advice.decides")}</span>
        {more}
        <Adopt advice={advice} />
      </div>
    </article>
  );
}

/** Only who may order a response alone, and not the same twice. */
function Adopt({ advice, then }: { advice: Advice; then?: () => void }) {
  const mine = mySeat.value === "station-master" || mySeat.value === "transit-police";
  if (!mine || advice.outcome !== "held" || adopted(advice)?.open === String(advice.gates_open)) return null;
  return (
    <ActButton class="adopt" kind="WriteNote" body={{ words: said(advice) }} then={then}>
      <span>
        {t("advice.adopt")}
        <small>{t("advice.adopt.note")}</small>
      </span>
    </ActButton>
  );
}

function title(advice: Advice): string {
  if (advice.outcome !== "held") return t(`advice.title.${advice.outcome}`);
  return t("advice.title", { open: advice.gates_open, gates: advice.gates });
}

function effect(advice: Advice): string {
  const facts = {
    zone: zoneName(advice.zone),
    wanted: advice.wanted_per_m2.toFixed(1),
    minutes: advice.reached_min,
    open: advice.gates_open,
    gates: advice.gates,
    then: spread(advice.followed.density[IN_TWENTY]!),
  };
  if (advice.outcome !== "held") return t(`advice.${advice.outcome}`, facts);
  if (advice.reached_min === null) return t("advice.slowly", facts);
  return t(advice.reached_min ? "advice.reaches" : "advice.keeps", facts);
}

function why(advice: Advice): string {
  const zone = zoneName(advice.zone);
  return t("advice.why", { zone, come: headcount(advice.come_per_minute[1]), take: crowd(advice.take_per_minute), then: spread(advice.without.density[IN_TWENTY]!) });
}

function queue(advice: Advice): string {
  const people = advice.followed.queue[IN_TEN]!;
  const minutes = Math.round(advice.followed.wait_min[IN_TEN]![1]!);
  const waits = t("advice.queue", { people: crowd(people), minutes });
  return advice.full_min === null ? waits : waits + t("advice.full", { minutes: advice.full_min });
}

/** 2.3 (1.6–3.0) */
function spread([low, middle, high]: number[]): string {
  return `${middle!.toFixed(1)} (${low!.toFixed(1)}–${high!.toFixed(1)})`;
}

function crowd([low, middle, high]: number[]): string {
  return `${headcount(middle)} (${headcount(low)}–${headcount(high)})`;
}

function said(advice: Advice): string {
  const facts = { zone: zoneName(advice.zone), open: advice.gates_open, gates: advice.gates };
  return t("advice.said", { ...facts, rate: advice.rate_per_minute, wanted: advice.wanted_per_m2.toFixed(1) });
}

/** The last such note about this line, in whichever language it was written, and the gates in it. */
function adopted(advice: Advice): { at: string; open: string } | null {
  const line = advice.line.replaceAll("-", "·");
  const note = new RegExp(`^(?:采纳限流建议|Adopted the metering advice)\\D*${line}\\D+(\\d+)`);
  for (const entry of [...entries.value].reverse()) {
    const open = entry.kind === "NoteWritten" ? note.exec(String(entry.body.words))?.[1] : undefined;
    if (open) return minutesSince(entry.at) > STANDS_MIN ? null : { at: entry.at, open };
  }
  return null;
}

function adoptedWords(advice: Advice): string | null {
  const note = adopted(advice);
  return note && t("advice.adopted", { time: hm(note.at), open: note.open });
}

/** All of one advice: the gates by exit, what comes of it with and without, and what it rests on. */
export function AdviceSheet({ zone }: { zone: string }) {
  const advice = reading.value?.advice?.find((each) => each.zone === zone);
  if (!advice) return <p>{t("advice.gone")}</p>;
  return (
    <>
      <p class="sheet-lead">{title(advice)}</p>
      <p>{[why(advice), effect(advice), queue(advice)].join(t("advice.stop"))}</p>
      <Expected advice={advice} />
      <h3>{t("advice.rows")}</h3>
      <ul class="advice-rows">
        {advice.rows.map((row) => (
          <li key={row.gate_group} class={row.open ? "" : "shut"}>
            {rowWords(row)}
          </li>
        ))}
      </ul>
      <p class="quiet-line">{t("advice.where", { room: headcount(advice.room) })}</p>
      <p class="quiet-line">{t("advice.rests", { rate: advice.rate_per_minute, basis: t(`basis.${advice.class}`) })}</p>
      <div class="sheet-acts">
        <span>{adoptedWords(advice) ?? t("advice.decides")}</span>
        <Adopt advice={advice} then={closeSheet} />
      </div>
    </>
  );
}

function rowWords(row: Advice["rows"][number]): string {
  const exit = row.exit ? t("exit.name", { exit: row.exit }) : row.gate_group;
  return t(row.open ? "advice.row" : "advice.row.shut", { exit, open: row.open, of: row.of });
}

function Expected({ advice }: { advice: Advice }) {
  const minutes = advice.followed.density.map((_, place) => place * advice.followed.each_min);
  const line = (words: string, bands: number[][], say: (figure: number) => string) => (
    <tr>
      <th scope="row">{words}</th>
      {bands.map(([low, middle, high], place) => (
        <td key={minutes[place]}>
          {say(middle!)}
          <small>{low === high ? "" : `${say(low!)}–${say(high!)}`}</small>
        </td>
      ))}
    </tr>
  );
  const tenth = (figure: number) => figure.toFixed(1);
  return (
    <table class="advice-table">
      <thead>
        <tr>
          <th scope="col">{t("advice.after")}</th>
          {minutes.map((minute) => (
            <th key={minute} scope="col">
              {minute}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {line(`${t("advice.density")} · ${t("advice.followed")}`, advice.followed.density, tenth)}
        {line(`${t("advice.density")} · ${t("advice.let-be")}`, advice.without.density, tenth)}
        {line(t("advice.waiting"), advice.followed.queue, headcount)}
      </tbody>
    </table>
  );
}
