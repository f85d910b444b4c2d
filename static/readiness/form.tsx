/** One act as a form: its fields and its button, which says *sending* until the book has it. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../page/kit";
import { refusals, sameTap } from "../page/outbox";
import { t } from "../page/words/words";
import { asking } from "../room/act";
import { ActButton } from "../room/act_button";
import { room } from "../room/state";
import { type Ask, AskField, bodyOf, complete, type Values } from "./fields";
import { deed } from "./names";

interface Props {
  kind: string;
  asks: readonly Ask[];
  /** What the form does not ask because it is known: whose form it is. */
  fixed?: Record<string, unknown>;
  /** What stands in the fields at first. */
  begins?: Values;
  main?: boolean;
  /** Another book than this station's. */
  book?: string;
  children?: ComponentChildren;
}

/** A form that is open; its fields are emptied once the book has it, and stay as they are when it says no. */
export function ActForm({ kind, asks, fixed, begins, main, book, onTaken, children }: Props & { onTaken?: () => void }) {
  const [values, setValues] = useState<Values>(begins ?? {});
  const body = { ...fixed, ...bodyOf(asks, values) };
  const taken = () => {
    setValues(begins ?? {});
    onTaken?.();
  };
  const followed = useTaken(kind, taken, book);
  return (
    <form class={main ? "act-form main-form" : "act-form"} onSubmit={(event) => event.preventDefault()}>
      {asks.map((ask) => (
        <AskField key={ask.name} ask={ask} value={values[ask.name]} onChange={(value) => setValues({ ...values, [ask.name]: value })} />
      ))}
      {children}
      <ActButton kind={kind} body={body} book={book} look={main ? "main" : "plain"} class="act-send" disabled={!complete(asks, values)} then={() => followed(body)}>
        {deed(kind)}
      </ActButton>
    </form>
  );
}

/** The same behind a button, where it is not the next thing to do. */
export function FoldedForm(props: Props & { title?: string }) {
  const [opened, setOpened] = useState(false);
  const title = props.title ?? deed(props.kind);
  if (!opened)
    return (
      <Button class="fold" onPress={() => setOpened(true)}>
        {title}…
      </Button>
    );
  return (
    <section class="folded">
      <header>
        <b class="folded-title">{title}</b>
        <Button look="quiet" label={t("close")} onPress={() => setOpened(false)}>
          ✕
        </Button>
      </header>
      <ActForm {...props} onTaken={() => setOpened(false)} />
    </section>
  );
}

/** Follow what is sent until the book has answered it; call `taken` when the answer was no refusal. */
function useTaken(kind: string, taken: () => void, book = room.value): (body: Record<string, unknown>) => void {
  const [sent, setSent] = useState<{ body: Record<string, unknown>; seen: boolean } | null>(null);
  const waits = sent !== null && asking(kind, sent.body, book) !== undefined;
  const refused = sent !== null && refusals.value.some(({ tap }) => tap.room === book && sameTap(tap.kind, tap.body) === sameTap(kind, sent.body));
  useEffect(() => {
    if (!sent) return;
    // It is written down before it is under way, so the first look finds nothing yet.
    if (waits && !sent.seen) setSent({ ...sent, seen: true });
    if (refused) setSent(null);
    else if (!waits && sent.seen) {
      setSent(null);
      taken();
    }
  }, [sent, waits, refused]);
  return (body) => setSent({ body, seen: false });
}
