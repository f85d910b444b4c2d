/** The district's figures of a quarter: one part at a time, by street or by line, each with its definition. */
import { useEffect } from "preact/hooks";
import "../css/figures.css";
import { Header } from "../page/header";
import { Button, Choice } from "../page/kit";
import { hm } from "../page/time";
import { named, t } from "../page/words/words";
import { FiguresTable } from "./table_view";
import { asked, besides, type By, type Figures, figures, look, type Part, PARTS, pathOf, quarterOf, readFigures, thisQuarter, trouble } from "./told";

/** The page of whoever assesses the district. */
export function FiguresPage() {
  const { quarter } = asked.value;
  useEffect(() => void readFigures(), [quarter]);
  return (
    <div class="figures-page">
      <Header title={t("figures.title")}>
        <a class="button" href="/district">
          {t("district.title")}
        </a>
      </Header>
      {figures.value ? <Told told={figures.value} /> : <Nothing />}
    </div>
  );
}

function Nothing() {
  const why = trouble.value;
  return (
    <main class="figures-nothing">
      <p role="status" class={why ? "" : "quiet-line"}>
        {why === null ? t("asking") : why === "no-answer" ? t("ask.failed") : t(`figures.${why}`)}
      </p>
      {why === "no-answer" ? <Button onPress={() => void readFigures()}>{t("again")}</Button> : null}
      {why === "wrong" ? <Button onPress={() => look({ quarter: "" })}>{t("figures.this-quarter")}</Button> : null}
    </main>
  );
}

function Told({ told }: { told: Figures }) {
  const { part, by } = asked.value;
  return (
    <main>
      <section class="figures-tools" aria-label={t("figures.period")}>
        <QuarterSwitch told={told} />
        <Choice<By>
          legend={t("figures.by")}
          value={by}
          onChoose={(chosen) => look({ by: chosen })}
          options={(["street", "line"] as const).map((value) => ({ value, label: t(`figures.by.${value}`) }))}
        />
      </section>
      <div class="figures-parts">
        <nav class="tabs" aria-label={t("figures.part")}>
          {(Object.keys(PARTS) as Part[]).map((each) => (
            <Button key={each} pressed={part === each} onPress={() => look({ part: each })}>
              {t(`figures.part.${each}`)}
            </Button>
          ))}
        </nav>
        <a class="button" href={pathOf(asked.value.quarter, true)} download>
          {t("figures.csv")}
        </a>
      </div>
      <div class="figures-body">
        <FiguresTable told={told} />
        <Definitions told={told} />
      </div>
    </main>
  );
}

function QuarterSwitch({ told }: { told: Figures }) {
  const quarter = quarterOf(told.first);
  const after = besides(quarter, 1, told);
  const runs = quarter === thisQuarter(told);
  const until = `${told.last} ${hm(told.until)}`;
  return (
    <div class="figures-quarter">
      <Button label={t("figures.before")} onPress={() => look({ quarter: besides(quarter, -1, told)! })}>
        ‹
      </Button>
      <h2>
        {t("figures.quarter", { year: quarter.slice(0, 4), number: quarter.slice(5) })}
        <small>{runs ? t("figures.runs", { first: told.first, until }) : `${told.first} – ${told.last}`}</small>
      </h2>
      <Button label={t("figures.after")} disabled={!after} onPress={() => look({ quarter: after === thisQuarter(told) ? "" : after! })}>
        ›
      </Button>
    </div>
  );
}

/** How each figure that stands in the table is come by, and what is left out of all of them. */
function Definitions({ told }: { told: Figures }) {
  return (
    <section class="figures-how" aria-label={t("figures.how")} tabIndex={0}>
      <h2>{t("figures.how")}</h2>
      <dl>
        {PARTS[asked.value.part].map((figure) => (
          <div key={figure}>
            <dt>{named(told.definitions[figure]!.name)}</dt>
            <dd>{named(told.definitions[figure]!.how)}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet-line">{t("figures.rule")}</p>
      <p class="quiet-line">{t("figures.whole-station")}</p>
    </section>
  );
}
