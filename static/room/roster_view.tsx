/** The duty roster: who holds each seat now and tonight, and in red where nobody will. */
import { useEffect } from "preact/hooks";
import "../css/roster.css";
import { Button } from "../page/kit";
import { hm, now } from "../page/time";
import { t } from "../page/words/words";
import { lineName, seatName, seatShort, who } from "./names";
import { type Gap, gapsAhead, handover, hours, isNow, readRoster, roster, type Row, rows, type Stretch, when } from "./roster";
import { open } from "./sheets";

const READ_EVERY_MS = 5 * 60_000;
// More gaps than these are one hole in the roster, not many.
const NAMED_GAPS = 3;

/** When the next handover is, and the way to the roster; reads it while the room is calm. */
export function OnDuty() {
  useEffect(() => {
    void readRoster();
    const reading = setInterval(() => void readRoster(), READ_EVERY_MS);
    return () => clearInterval(reading);
  }, []);
  return (
    <div class="on-duty">
      <OnDutyWords />
      <RosterButton />
    </div>
  );
}

/** Opens the roster. */
export function RosterButton() {
  return <Button onPress={() => open({ of: "roster" })}>{t("roster.title")}</Button>;
}

function OnDutyWords() {
  const told = roster.value;
  if (told === "asking") return <span>{t("asking")}</span>;
  if (told === "unread") return <span>{t("roster.unread")}</span>;
  if (!told.duties.length) return <b class="roster-missing">{t("roster.none")}</b>;
  const next = handover(told);
  const count = gapsAhead(told).length;
  return (
    <span class="on-duty-words">
      {next ? <span>{t("roster.handover", { from: when(next) })}</span> : null}
      {count ? <b class="roster-missing">{t("roster.short", { count })}</b> : <span>{t("roster.whole")}</span>}
    </span>
  );
}

/** What the roster has to mend: each gap, or one line for many. */
export function rosterMends(): { key: string; words: string; act: () => void }[] {
  const told = roster.value;
  if (typeof told === "string") return [];
  const act = () => open({ of: "roster" });
  if (!told.duties.length) return [{ key: "roster", words: t("roster.none"), act }];
  const gaps = gapsAhead(told);
  if (gaps.length > NAMED_GAPS) return [{ key: "roster", words: t("roster.gaps", { count: gaps.length, from: when(gaps[0]!.starts) }), act }];
  return gaps.map((gap) => ({ key: `gap ${gap.seat} ${gap.line} ${gap.starts}`, words: gapWords(gap), act }));
}

function gapWords(gap: Gap): string {
  const seat = rowName(gap, seatShort);
  return isNow(gap) ? t("roster.gap-now", { seat, until: when(gap.ends) }) : t("roster.gap", { seat, from: when(gap.starts) });
}

function rowName(row: { seat: string; line: string | null }, name: (seat: string) => string): string {
  return row.line ? t("roster.of-line", { seat: name(row.seat), line: lineName(row.line) }) : name(row.seat);
}

/** The sheet of the roster. */
export function RosterSheet() {
  useEffect(() => void readRoster(), []);
  const told = roster.value;
  if (told === "asking") return <p class="sheet-lead">{t("asking")}</p>;
  if (told === "unread") return <p class="sheet-lead">{t("roster.unread")}</p>;
  if (!told.duties.length) {
    return (
      <p class="roster-none hatched">
        <b>{t("roster.none")}</b>
        <span>{t("roster.none.words")}</span>
      </p>
    );
  }
  return (
    <>
      <p class="on-duty-words lead">
        <b>
          {t("roster.now")} {hm(now.value)}
        </b>
        <OnDutyWords />
      </p>
      <ul class="roster">
        {rows(told).map((row) => (
          <RosterRow key={`${row.seat} ${row.line}`} row={row} />
        ))}
      </ul>
    </>
  );
}

function RosterRow({ row }: { row: Row }) {
  return (
    <li class="roster-row">
      <h3>{rowName(row, seatName)}</h3>
      <ul class="roster-stretches">
        {row.stretches.map((stretch) => (
          <RosterStretch key={`${stretch.starts} ${stretch.person}`} stretch={stretch} />
        ))}
      </ul>
    </li>
  );
}

function RosterStretch({ stretch }: { stretch: Stretch }) {
  const { person, exits, starts, ends } = stretch;
  const on = isNow(stretch);
  const look = person === null ? "gap hatched" : on ? "on" : "";
  return (
    <li class={`roster-stretch ${look}`} aria-current={on ? "time" : undefined}>
      <span class="roster-words who">
        {on ? <b class="chip">{t("roster.now")}</b> : null}
        {person === null ? <b class="roster-missing">{t("roster.missing")}</b> : <b>{who(person)}</b>}
        {exits.length ? <span>{t("roster.exits", { exits: exits.join(t("list")) })}</span> : null}
      </span>
      <span class="roster-words">{hours(starts, ends)}</span>
      {stretch.deputies.length ? <span class="roster-words soft">{deputyWords(stretch)}</span> : null}
    </li>
  );
}

/** The deputies of a stretch, with their hours where those are others. */
function deputyWords({ deputies, starts, ends }: Stretch): string {
  const names = deputies.map((duty) => {
    const whole = duty.starts <= starts && duty.ends >= ends;
    return whole ? who(duty.person) : `${who(duty.person)} ${hours(duty.starts, duty.ends)}`;
  });
  return t("roster.deputies", { names: names.join(t("list")) });
}
