/** When a drill begins: a field of date and time, and the hours that make sense, one tap each. */
import { Button } from "../page/kit";
import { day, hm } from "../page/time";
import { t } from "../page/words/words";
import { type QuickTime, toField } from "./times";

/** The field, in Shanghai's time, and its quick choices. */
export function TimePick(props: { label: string; value: string; onInput: (value: string) => void; quick: readonly QuickTime[]; now: number }) {
  return (
    <fieldset class="time-pick">
      <legend>{props.label}</legend>
      <input
        type="datetime-local"
        aria-label={props.label}
        value={props.value}
        min={toField(props.now)}
        step={300}
        onInput={(event) => props.onInput((event.target as HTMLInputElement).value)}
      />
      <div class="choice-options">
        {props.quick.map(({ key, at }) => (
          <Button key={key} pressed={props.value === toField(at)} onPress={() => props.onInput(toField(at))}>
            <span class="quick-time">
              <b>{t(`plan.time.${key}`)}</b>
              <span>
                {day(at).slice(5)} {hm(at)}
              </span>
            </span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
