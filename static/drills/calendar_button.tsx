/** A button that asks the calendar and says *sending* with its age until the server has answered. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Button, HoldButton } from "../page/kit";
import { beat } from "../page/time";
import { t } from "../page/words/words";
import type { Asked } from "./calendar";

interface Props {
  act: { asked: Asked; since: number; send: (body: Record<string, unknown>) => void };
  body: Record<string, unknown>;
  children: ComponentChildren;
  look?: "main" | "plain";
  hold?: boolean;
  disabled?: boolean;
  onDone?: () => void;
}

/** The button of one act; `onDone` is called once the grid holds it. */
export function CalendarButton({ act, body, children, hold, onDone, ...rest }: Props) {
  const done = act.asked === "done";
  useEffect(() => {
    if (done) onDone?.();
  }, [done]);
  if (act.asked === "sending") {
    void beat.value;
    const seconds = Math.max(0, Math.round((Date.now() - act.since) / 1000));
    return (
      <button type="button" class={`button sending ${rest.look ?? "plain"}`} disabled aria-live="polite">
        {t("sending.age", { seconds })}
      </button>
    );
  }
  const Kind = hold ? HoldButton : Button;
  return (
    <Kind {...rest} onPress={() => act.send(body)}>
      {children}
    </Kind>
  );
}
