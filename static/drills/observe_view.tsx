/** What those who make the exercise write down: observations, and findings that become hazards. */
import { useState } from "preact/hooks";
import { Button, Choice, Field } from "../page/kit";
import { hm } from "../page/time";
import type { Rating, Veto } from "../page/wire";
import { named, say, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { who } from "../room/names";
import { debrief, injects, told } from "./drill_state";

const RATINGS: readonly Rating[] = ["performed", "some", "major", "unable"];
const VETOES: readonly Veto[] = ["outbound-blocked", "not-activated", "unsafe"];
const MOST_LETTERS = 120;

/** The form of one observation, and those written so far. */
export function Observe() {
  const [words, setWords] = useState("");
  const [rating, setRating] = useState<Rating | null>(null);
  const [objective, setObjective] = useState("");
  const [inject, setInject] = useState("");
  const [veto, setVeto] = useState<Veto | null>(null);
  const script = told.value?.script;
  const given = injects.value.filter((each) => each.stands === "given");
  const clear = () => {
    setWords("");
    setRating(null);
    setObjective("");
    setInject("");
    setVeto(null);
  };
  const body = { words, rating, veto, objective: objective || null, inject: inject || null };
  return (
    <section class="observe">
      <h3>{t("observe.title")}</h3>
      <Field label={t("observe.words")} value={words} onInput={setWords} rows={2} />
      <Choice<Rating>
        legend={t("observe.rating")}
        value={rating}
        onChoose={(chosen) => setRating(chosen === rating ? null : chosen)}
        options={RATINGS.map((value) => ({ value, label: t(`rating.${value}`) }))}
      />
      <div class="observe-of">
        <Pick label={t("observe.objective")} value={objective} onChoose={setObjective} options={(script?.objectives ?? []).map((each) => [each.id, named(each.words)])} />
        <Pick label={t("observe.inject")} value={inject} onChoose={setInject} options={given.map((each) => [each.inject.id, named(each.inject.message)])} />
      </div>
      <div class="observe-foot">
        <details class="vetoes" open={veto !== null}>
          <summary>{t("observe.veto")}</summary>
          <Choice<Veto>
            legend={t("observe.veto.how")}
            value={veto}
            onChoose={(chosen) => setVeto(chosen === veto ? null : chosen)}
            options={VETOES.map((value) => ({ value, label: t(`veto.${value}`) }))}
          />
        </details>
        <ActButton kind="Observe" body={body} disabled={!words.trim() && !rating && !veto} then={clear}>
          {t("observe.do")}
        </ActButton>
      </div>
      <Observed />
    </section>
  );
}

function Pick(props: { label: string; value: string; options: readonly (readonly [string, string])[]; onChoose: (value: string) => void }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoose((event.target as HTMLSelectElement).value)}>
        <option value="">–</option>
        {props.options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was observed, newest first. */
export function Observed() {
  const all = [...(told.value?.observed ?? [])].reverse();
  if (!all.length) return null;
  return (
    <ul class="observed" aria-label={t("observe.title")}>
      {all.map(({ seq, at, by, words, rating, veto }) => (
        <li key={seq}>
          <time>{hm(at)}</time> {who(by)} · {words}
          {rating ? <span class="badge">{say(`rating.${rating}`, {}, rating)}</span> : null}
          {veto ? <b class="chip">{say(`veto.${veto}`, {}, veto)}</b> : null}
        </li>
      ))}
    </ul>
  );
}

/** What went wrong: named here, led to its end as a hazard of the station. */
export function Findings() {
  const [opened, setOpened] = useState(false);
  const [words, setWords] = useState("");
  const [where, setWhere] = useState("");
  const found = debrief.value?.findings ?? [];
  return (
    <section class="findings">
      <h3>{t("findings.title", { count: found.length })}</h3>
      <ul class="lines">
        {found.map((each) => (
          <li key={each.hazard}>
            <span>
              <b>{each.where}</b> {each.words}
            </span>
            <a class="button" href={`/readiness/${told.value!.drill.station}`}>{t("findings.hazard", { hazard: each.hazard })}</a>
          </li>
        ))}
      </ul>
      {opened ? (
        <>
          <Field label={t("findings.words")} value={words} onInput={(typed) => setWords(typed.slice(0, MOST_LETTERS))} rows={2} />
          <Field label={t("findings.where")} value={where} onInput={setWhere} hint={t("findings.where-hint")} />
          <div class="sheet-acts">
            <Button onPress={() => setOpened(false)}>{t("cancel")}</Button>
            <ActButton
              kind="NameFinding"
              body={{ words, where }}
              disabled={!words.trim() || !where.trim()}
              then={() => {
                setWords("");
                setWhere("");
                setOpened(false);
              }}
            >
              {t("findings.do")}
            </ActButton>
          </div>
        </>
      ) : (
        <Button onPress={() => setOpened(true)}>{t("findings.new")}…</Button>
      )}
    </section>
  );
}
