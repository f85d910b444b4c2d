/** The frame of every task: what, whose and by when on the left; one large next act on the right. */
import type { ComponentChildren } from "preact";
import { Button } from "../page/kit";
import { age, hm, now, passed, stretch } from "../page/time";
import { t } from "../page/words/words";

interface Props {
  title: string;
  lines: (string | false | null | undefined)[];
  due: string | null;
  overdue: boolean;
  mine: boolean;
  say?: string;
  chip?: string;
  onMore?: () => void;
  children?: ComponentChildren;
}

/** One task. */
export function Card(props: Props) {
  const words = props.lines.filter(Boolean).join(" · ");
  return (
    <article class={`task${props.mine ? "" : " not-mine"}`}>
      <div class="task-words">
        <h3>{props.title}</h3>
        <p>
          <Due due={props.due} overdue={props.overdue} /> {props.chip ? <b class="badge">{props.chip}</b> : null} {words}
        </p>
        {props.say ? <p class="task-say">“{props.say}”</p> : null}
      </div>
      {props.onMore ? (
        <Button look="quiet" class="task-more" onPress={props.onMore} label={`${t("more")}: ${props.title}`}>
          ⋯
        </Button>
      ) : null}
      {props.children ? <div class="task-acts">{props.children}</div> : null}
    </article>
  );
}

/** By when, or how long over. */
export function Due({ due, overdue }: { due: string | null; overdue: boolean }) {
  if (!due) return null;
  if (overdue || passed(due)) return <b class="chip">{t("overdue.by", { age: stretch(age(due)) })}</b>;
  const left = (Date.parse(due) - now.value) / 1000;
  return <b class="task-due">{t("due.by", { time: hm(due), left: stretch(left) })}</b>;
}
