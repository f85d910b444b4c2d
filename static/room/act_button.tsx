/** A button that says *sending* with its age until the room has accepted, and nothing more. */
import type { ComponentChildren } from "preact";
import { Button, HoldButton } from "../page/kit";
import { beat } from "../page/time";
import { t } from "../page/words/words";
import { act, asking } from "./act";

interface Props {
  kind: string;
  body: Record<string, unknown>;
  children: ComponentChildren;
  look?: "main" | "plain" | "quiet" | "danger";
  hold?: boolean;
  disabled?: boolean;
  class?: string;
  label?: string;
  release?: string;
  /** Another book than the room's. */
  book?: string;
  then?: () => void;
}

/** A command as a button; `hold` asks for a second's pressure. */
export function ActButton({ kind, body, children, hold, book, then, ...rest }: Props) {
  const since = asking(kind, body, book);
  const Kind = hold ? HoldButton : Button;
  const press = () => {
    act(kind, body, book);
    then?.();
  };
  if (since !== undefined) {
    return (
      <button type="button" class={`button sending ${rest.look ?? "plain"} ${rest.class ?? ""}`} disabled aria-live="polite">
        {t("sending.age", { seconds: secondsSince(since) })}
      </button>
    );
  }
  return (
    <Kind {...rest} onPress={press}>
      {children}
    </Kind>
  );
}

function secondsSince(since: number): number {
  void beat.value;
  return Math.max(0, Math.round((Date.now() - since) / 1000));
}
