/** 六有: six lights in ink and never in a hue; a tap shows what each wants and whose it is. */
import { signal } from "@preact/signals";
import { t } from "../page/words/words";
import { agencyName, wantWords } from "./names";
import { lights, part, type Part } from "./reading";
import type { Have, Light, Shows, Want } from "./told";

export const MARKS: Record<Shows, string> = { there: "✓", overdue: "!", missing: "✕" };
/** Where a want is seen to, by how its key begins; rosters and drills are kept elsewhere. */
const WHERE: readonly [RegExp, Part][] = [
  [/^note/, "handover"],
  [/^(never-consulted|consultation|action)/, "consultations"],
  [/^(contacts|no-radio)/, "liaison"],
  [/team|stock/, "resources"],
];
const SHOWN = 12;
const opened = signal<Have | null>(null);

/** The six lights, and what the opened one wants. */
export function LightsView() {
  const told = lights.value;
  if (!told) return null;
  const open = told.lights.find((light) => light.have === opened.value);
  return (
    <section class="lights" aria-label={t("ready.lights")}>
      <div class="light-row">
        {told.lights.map((light) => (
          <LightButton key={light.have} light={light} />
        ))}
      </div>
      {open ? <Wants light={open} /> : null}
      {told.limits.confirmed_by ? null : <p class="quiet-line">{t("ready.provisional")}</p>}
    </section>
  );
}

function LightButton({ light }: { light: Light }) {
  const chosen = opened.value === light.have;
  const press = () => {
    opened.value = chosen ? null : light.have;
  };
  return (
    <button type="button" class={`light shows-${light.shows}`} aria-expanded={chosen} onClick={press}>
      <span class="light-mark" aria-hidden="true">
        {MARKS[light.shows]}
      </span>
      <b>{t(`have.${light.have}`)}</b>
      <span>
        {t(`shows.${light.shows}`)}
        {light.wants.length ? ` ${light.wants.length}` : ""}
      </span>
    </button>
  );
}

function Wants({ light }: { light: Light }) {
  const parts = [...new Set(light.wants.map(partOf))].filter((each) => each !== undefined);
  return (
    <div class="plan-part wants" role="region" aria-label={t(`have.${light.have}`)}>
      {light.wants.length ? null : <p>{t("ready.nothing-wanted")}</p>}
      <ul class="lines">
        {light.wants.slice(0, SHOWN).map((want, i) => (
          <li key={i}>
            <span>
              <b class={want.shows === "overdue" ? "chip" : "badge"}>{t(`shows.${want.shows}`)}</b> {wantWords(want)}
            </span>
            <b>{agencyName(want.whose)}</b>
          </li>
        ))}
        {light.wants.length > SHOWN ? <li>{t("ready.more-wants", { count: light.wants.length - SHOWN })}</li> : null}
      </ul>
      <p class="page-links">
        {parts.map((each) => (
          <button key={each} type="button" class="button" onClick={() => (part.value = each)}>
            {t(`ready.part.${each}`)} ›
          </button>
        ))}
      </p>
      {light.have === "plan" && light.wants.length ? (
        <a class="button" href={`/planbook/${lights.value!.station}`}>
          {t("planbook.title")} ›
        </a>
      ) : null}
    </div>
  );
}

function partOf(want: Want): Part | undefined {
  return WHERE.find(([key]) => key.test(want.key))?.[1];
}
