/**
 * In the demo each person is one tap away, each at an address of their own, so that four chiefs can
 * sit side by side in one browser. A server that is no demo answers 404, and nothing is shown.
 */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../page/fetch";
import type { Role } from "../page/wire";
import { named, t } from "../page/words/words";

interface DemoPerson {
  name: string;
  zh: string;
  en: string;
  role: Role;
  host: string;
  password?: string;
}

// The demo prints the same password for everyone; a demo may also say it here.
const DEMO_PASSWORD = "metro-demo";

interface Props {
  onEnter: (name: string, password: string) => Promise<unknown>;
}

/** The people of the demo as cards. */
export function DemoPeople({ onEnter }: Props) {
  const [people, setPeople] = useState<DemoPerson[]>([]);
  useEffect(() => {
    ask<{ people: DemoPerson[] }>("/api/demo").then(
      (demo) => {
        setPeople(demo.people);
        enterAsAsked(demo.people, onEnter);
      },
      () => setPeople([]),
    );
  }, []);
  if (!people.length) return null;
  return (
    <section class="demo-people" aria-label={t("signin.demo")}>
      <h2>{t("signin.demo")}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.name}>
            <button type="button" class="button demo-person" onClick={() => go(person, onEnter)}>
              <strong>{named(person)}</strong>
              <span>{t(`role.${person.role}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function addressOf(person: DemoPerson): string {
  const host = person.host.includes(":") || !location.port ? person.host : `${person.host}:${location.port}`;
  return `${location.protocol}//${host}`;
}

function go(person: DemoPerson, onEnter: Props["onEnter"]): void {
  if (!person.host || addressOf(person) === location.origin) void onEnter(person.name, person.password ?? DEMO_PASSWORD);
  else location.assign(`${addressOf(person)}/#as=${person.name}`);
}

function enterAsAsked(people: DemoPerson[], onEnter: Props["onEnter"]): void {
  const asked = people.find((person) => location.hash === `#as=${person.name}`);
  if (!asked) return;
  history.replaceState(null, "", location.pathname);
  void onEnter(asked.name, asked.password ?? DEMO_PASSWORD);
}
