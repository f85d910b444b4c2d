/** The demo's clock: always shown with its speed, and turned by whoever may. A real room has none. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../page/fetch";
import { Button, Choice } from "../page/kit";
import { setClock, speed } from "../page/time";
import type { Clock } from "../page/wire";
import { t } from "../page/words/words";
import { open } from "./sheets";

const demo = signal(false);

/** The speed beside the clock; a button only where the server is a demo. */
export function Speed() {
  useEffect(() => {
    ask("/api/demo").then(
      () => (demo.value = true),
      () => (demo.value = false),
    );
  }, []);
  const words = speed.value === 0 ? t("clock.paused") : `×${speed.value}`;
  if (!demo.value) return speed.value === 1 ? null : <b class="chip">{words}</b>;
  return (
    <Button look="quiet" class="clock-speed" label={`${t("clock.turn")} ${words}`} onPress={() => open({ of: "clock" })}>
      <b class="chip">{words}</b>
    </Button>
  );
}

const SPEEDS = ["0", "1", "12"] as const;

/** Pause, as in life, or twelve times. */
export function ClockSheet() {
  const [failed, setFailed] = useState(false);
  const turn = async (chosen: string) => {
    try {
      setClock(await ask<Clock>("/api/demo/clock", "POST", { speed: Number(chosen) }));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  const words = { "0": t("clock.pause"), "1": t("clock.as-life"), "12": t("clock.fast") };
  return (
    <>
      <p>{t("clock.words")}</p>
      <Choice legend={t("clock.turn")} options={SPEEDS.map((value) => ({ value, label: words[value] }))} value={String(speed.value) as "1"} onChoose={(value) => void turn(value)} class="large" />
      {failed ? <p role="alert">{t("ask.failed")}</p> : null}
    </>
  );
}
