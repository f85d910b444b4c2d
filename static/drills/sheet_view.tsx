/** The sheet of 100 points: the machine's beside the evaluator's, and a reason wherever they differ. */
import { useState } from "preact/hooks";
import { Field } from "../page/kit";
import { hm } from "../page/time";
import type { Measured, SheetRow, Veto } from "../page/wire";
import { named, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { who } from "../room/names";
import { debrief, evaluates } from "./drill_state";

const ROWS: readonly SheetRow[] = ["discovery", "activation", "notification", "arrival", "measures", "information", "evacuation", "closing"];
const VETOES: readonly Veto[] = ["outbound-blocked", "not-activated", "unsafe"];
// Half points: a finer mark claims more than an observer can tell.
const STEP = 0.5;

type Points = Partial<Record<SheetRow, string>>;
type Reasons = Partial<Record<SheetRow, string>>;

/** The sheet in force, or the form for an evaluator. */
export function SheetPart({ measured }: { measured: Measured }) {
  const sheet = debrief.value?.sheet ?? null;
  return (
    <>
      <h2>{t("sheet100.title")}</h2>
      {sheet ? <p>{t("sheet100.confirmed", { total: sheet.total, who: who(sheet.by), time: hm(sheet.at) })}</p> : null}
      <Form key={sheet?.seq ?? 0} measured={measured} />
    </>
  );
}

function Form({ measured: told }: { measured: Measured }) {
  const sheet = debrief.value?.sheet ?? null;
  const [points, setPoints] = useState<Points>(() => mapped((row) => text(sheet?.points[row] ?? told.sheet.rows[row].points)));
  const [reasons, setReasons] = useState<Reasons>(() => ({ ...sheet?.reasons }));
  const [vetoes, setVetoes] = useState<Veto[]>(() => sheet?.vetoes ?? told.sheet.vetoes);
  const [words, setWords] = useState(sheet?.words ?? "");
  const given = mapped((row) => number(points[row]));
  const whole = ROWS.every((row) => given[row] !== null);
  const unexplained = ROWS.some((row) => differs(told, row, given[row] ?? null) && !reasons[row]?.trim());
  const total = ROWS.reduce((sum, row) => sum + (given[row] ?? 0), 0);
  const body = { points: given, reasons, vetoes, words };
  return (
    <>
      <div class="sheet100" tabIndex={0} role="region" aria-label={t("sheet100.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("sheet100.row")}</th>
              <th scope="col" class="number">{t("sheet100.machine")}</th>
              <th scope="col" class="number">{t("sheet100.points")}</th>
              <th scope="col">{t("sheet100.why")}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <Row
                key={row}
                row={row}
                told={told}
                value={points[row] ?? ""}
                reason={reasons[row] ?? ""}
                differs={differs(told, row, given[row] ?? null)}
                onPoints={(value) => setPoints({ ...points, [row]: value })}
                onReason={(value) => setReasons({ ...reasons, [row]: value })}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>{t("sheet100.total")}</th>
              <td class="number"><b>{whole ? total : "–"}</b></td>
              <td>{vetoes.length ? t("sheet100.vetoed", { vetoes: vetoes.map((veto) => t(`veto.${veto}`)).join(t("list")) }) : t("sheet100.no-veto")}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <fieldset class="vetoes" hidden={!evaluates.value}>
        <legend>{t("observe.veto")}</legend>
        {VETOES.map((veto) => (
          <label key={veto} class="check">
            <input type="checkbox" checked={vetoes.includes(veto)} onChange={() => setVetoes(vetoes.includes(veto) ? vetoes.filter((each) => each !== veto) : [...vetoes, veto])} />
            <span>{t(`veto.${veto}`)}</span>
          </label>
        ))}
      </fieldset>
      {evaluates.value ? (
        <>
          <Field label={t("sheet100.words")} value={words} onInput={(typed) => setWords(typed.slice(0, 240))} rows={3} />
          {unexplained ? <p class="plan-hint">{t("sheet100.explain")}</p> : null}
          <div class="sheet-acts">
            <ActButton look="main" kind="ConfirmSheet" body={body} disabled={!whole || unexplained}>
              {t(sheet ? "sheet100.confirm-again" : "sheet100.confirm")}
            </ActButton>
          </div>
        </>
      ) : null}
    </>
  );
}

interface RowProps {
  row: SheetRow;
  told: Measured;
  value: string;
  reason: string;
  differs: boolean;
  onPoints: (value: string) => void;
  onReason: (value: string) => void;
}

function Row({ row, told, value, reason, differs: other, onPoints, onReason }: RowProps) {
  const machine = told.sheet.rows[row];
  const name = t(`row.${row}`);
  return (
    <tr>
      <th scope="row">
        {name} {machine.provisional ? <span class="badge">{t("drills.provisional")}</span> : null}
        {machine.lines.map((line) => (
          <small key={line.zh}>{named(line)}</small>
        ))}
      </th>
      <td class="number">{machine.points === null ? t("sheet100.unknown") : `${machine.points} / ${machine.most}`}</td>
      <td class="number">
        {evaluates.value ? (
          <input
            type="number"
            aria-label={t("sheet100.points-of", { row: name, most: machine.most })}
            min={0}
            max={machine.most}
            step={STEP}
            value={value}
            onInput={(event) => onPoints((event.target as HTMLInputElement).value)}
          />
        ) : (
          value || "–"
        )}
      </td>
      <td>
        {evaluates.value && other ? <Field label={t("sheet100.why-of", { row: name })} value={reason} onInput={(typed) => onReason(typed.slice(0, 80))} /> : reason}
      </td>
    </tr>
  );
}

function mapped<T>(of: (row: SheetRow) => T): Record<SheetRow, T> {
  return Object.fromEntries(ROWS.map((row) => [row, of(row)])) as Record<SheetRow, T>;
}

function text(points: number | null): string {
  return points === null ? "" : String(points);
}

function number(written: string | undefined): number | null {
  const value = Number(written);
  return written?.trim() && Number.isFinite(value) ? value : null;
}

function differs(told: Measured, row: SheetRow, given: number | null): boolean {
  const machine = told.sheet.rows[row].points;
  return machine !== null && given !== null && Math.abs(machine - given) > 1e-9;
}
