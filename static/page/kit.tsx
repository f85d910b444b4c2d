/**
 * The few things every page is made of: buttons for gloved thumbs, a sheet, a field.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "./words/words";

interface ButtonProps {
  children: ComponentChildren;
  onPress: () => void;
  look?: "main" | "plain" | "quiet" | "danger";
  disabled?: boolean;
  label?: string;
  pressed?: boolean;
  class?: string;
  /** What a held button says once it would act. */
  release?: string;
}

/** A button; `main` is the one next act and stands 104 px high. */
export function Button(props: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${props.look ?? "plain"} ${props.class ?? ""}`}
      disabled={props.disabled}
      aria-label={props.label}
      aria-pressed={props.pressed}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}

const HOLD_MS = 1_000;

/** A button that acts when it was held for a second and is then let go. */
export function HoldButton(props: ButtonProps) {
  const [held, setHeld] = useState<"no" | "holding" | "ready">("no");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const begin = () => {
    if (props.disabled || held !== "no") return;
    setHeld("holding");
    timer.current = setTimeout(() => setHeld("ready"), HOLD_MS);
  };
  const end = (act: boolean) => {
    clearTimeout(timer.current);
    if (act && held === "ready") props.onPress();
    setHeld("no");
  };
  const key = (event: KeyboardEvent, act: () => void) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    act();
  };
  return (
    <button
      type="button"
      class={`button hold ${held} ${props.look ?? "plain"} ${props.class ?? ""}`}
      disabled={props.disabled}
      aria-label={props.label}
      onPointerDown={begin}
      onPointerUp={() => end(true)}
      onPointerLeave={() => end(false)}
      onPointerCancel={() => end(false)}
      onKeyDown={(event) => key(event, begin)}
      onKeyUp={(event) => key(event, () => end(true))}
      onBlur={() => end(false)}
      onContextMenu={(event) => event.preventDefault()}
    >
      <span class="hold-bar" aria-hidden="true" />
      <span class="hold-words">
        <span>{props.children}</span>
        {held === "ready" ? <span class="hold-release">{props.release ?? t("hold.release")}</span> : null}
      </span>
    </button>
  );
}

/** A sheet over the page: focus stays inside, Escape closes it. */
export function Sheet(props: { title: string; onClose: () => void; children: ComponentChildren; wide?: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    if (shown && !shown.open) shown.showModal();
    return () => {
      shown?.close();
      // Once the dialog has gone from the page, whoever opened it has the keyboard again.
      setTimeout(() => before instanceof HTMLElement && before.focus());
    };
  }, []);
  const outside = (event: MouseEvent) => event.target === dialog.current && props.onClose();
  return (
    <dialog ref={dialog} class={props.wide ? "sheet wide" : "sheet"} aria-label={props.title} onCancel={(event) => { event.preventDefault(); props.onClose(); }} onClick={outside}>
      <div class="sheet-body">
        <header class="sheet-head">
          <h2>{props.title}</h2>
          <Button look="quiet" onPress={props.onClose} label={t("close")}>✕</Button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "password";
  rows?: number;
  autocomplete?: string;
  hint?: string;
  first?: boolean;
}

/** A labelled line, or several, to write in. */
export function Field(props: FieldProps) {
  const take = (event: Event) => props.onInput((event.target as HTMLInputElement).value);
  return (
    <label class="field">
      <span>{props.label}</span>
      {props.rows ? (
        <textarea rows={props.rows} autofocus={props.first} value={props.value} onInput={take} />
      ) : (
        <input {...inputKind(props)} value={props.value} onInput={take} />
      )}
      {props.hint ? <small>{props.hint}</small> : null}
    </label>
  );
}

function inputKind({ type, autocomplete }: FieldProps): object {
  const digits = type === "password" && autocomplete === "off";
  return { type: type ?? "text", autocomplete, inputMode: digits ? "numeric" : undefined };
}

interface ChoiceProps<T extends string> {
  legend: string;
  options: readonly { value: T; label: ComponentChildren }[];
  value: T | null;
  onChoose: (value: T) => void;
  class?: string;
}

/** One of several, each a button that shows whether it is chosen. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  return (
    <fieldset class={`choice ${props.class ?? ""}`}>
      <legend>{props.legend}</legend>
      <div class="choice-options">
        {props.options.map((option) => (
          <Button key={option.value} pressed={props.value === option.value} onPress={() => props.onChoose(option.value)}>
            {option.label}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
