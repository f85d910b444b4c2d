/**
 * Who is it? A name and a password at the start of a shift, four digits in the middle of one.
 */
import { useEffect, useState } from "preact/hooks";
import "../css/signin.css";
import { Answered } from "../page/fetch";
import { chooseLanguage, language } from "../page/device";
import { Button, Field } from "../page/kit";
import { lastPerson, me, signIn } from "../page/me";
import { unsent } from "../page/outbox";
import { reconnect } from "../page/socket";
import { named, t, type Key } from "../page/words/words";
import { DemoPeople } from "./demo_people";

/** The sign-in, or the PIN of the person whose page lies below. */
export function SignIn() {
  const known = me.value ?? lastPerson.value;
  const [byPin, setByPin] = useState(known !== null);
  return (
    <main class="signin" aria-label={t("signin.title")}>
      <section class="signin-card">
        <header>
          <h1>
            Metro Flow <span>{t("signin.mechanism")}</span>
          </h1>
          <Button look="quiet" onPress={() => chooseLanguage(language.value === "zh" ? "en" : "zh")}>
            {t("language.other")}
          </Button>
        </header>
        <Waiting />
        {known && byPin ? <PinForm name={named(known.name)} onOther={() => setByPin(false)} /> : <NameForm />}
      </section>
      <DemoPeople onEnter={(name, password) => enter({ name, password })} />
    </main>
  );
}

function Waiting() {
  const count = unsent.value.length;
  return count ? <p class="signin-waiting">{t("signin.waiting", { count })}</p> : null;
}

type Entered = { name: string; password: string } | { pin: string };

async function enter(entered: Entered): Promise<Key | null> {
  try {
    await signIn(entered);
    reconnect();
    return null;
  } catch (failed) {
    if (!(failed instanceof Answered)) return "signin.no-answer";
    if (failed.status === 429) return "signin.slower";
    return "pin" in entered ? "signin.wrong-pin" : "signin.wrong";
  }
}

function useEntering(): [boolean, Key | null, (entered: Entered) => void] {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Key | null>(null);
  const go = async (entered: Entered) => {
    setBusy(true);
    setWrong(await enter(entered));
    setBusy(false);
  };
  return [busy, wrong, (entered) => void go(entered)];
}

function NameForm() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, wrong, go] = useEntering();
  const submit = (event: Event) => {
    event.preventDefault();
    go({ name: name.trim(), password });
  };
  return (
    <form class="signin-form" onSubmit={submit}>
      <h2>{t("signin.title")}</h2>
      <Field label={t("signin.name")} value={name} onInput={setName} autocomplete="username" />
      <Field label={t("signin.password")} value={password} onInput={setPassword} type="password" autocomplete="current-password" />
      <Wrong wrong={wrong} />
      <button type="submit" class="button main" disabled={busy || !name || !password}>
        {busy ? t("sending") : t("signin.enter")}
      </button>
    </form>
  );
}

function PinForm({ name, onOther }: { name: string; onOther: () => void }) {
  const [pin, setPin] = useState("");
  const [busy, wrong, go] = useEntering();
  useEffect(() => {
    if (wrong) setPin("");
  }, [wrong]);
  const submit = (event: Event) => {
    event.preventDefault();
    go({ pin });
  };
  return (
    <form class="signin-form" onSubmit={submit}>
      <h2>{t("signin.pin-title", { name })}</h2>
      <Field label={t("signin.pin")} value={pin} onInput={setPin} type="password" autocomplete="off" />
      <Wrong wrong={wrong} />
      <button type="submit" class="button main" disabled={busy || pin.length < 4}>
        {busy ? t("sending") : t("signin.enter")}
      </button>
      <Button look="quiet" onPress={onOther}>
        {t("signin.other-person")}
      </Button>
    </form>
  );
}

function Wrong({ wrong }: { wrong: Key | null }) {
  return (
    <p class="signin-wrong" role="alert">
      {wrong ? t(wrong) : ""}
    </p>
  );
}
