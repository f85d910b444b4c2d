/** A figure in its box, drawn when it comes, and taken away as a picture. */
import { useEffect, useRef, useState } from "preact/hooks";
import { theme } from "../page/device";
import { Button } from "../page/kit";
import { t } from "../page/words/words";
import { draw, type Figure, picture } from "./ink";

interface FigureProps {
  figure: Figure;
  label: string;
  /** What stands over the picture when it is taken away, line by line. */
  title: string[];
  file: string;
  days?: number;
  tall?: boolean;
}

/** A figure that a drag zooms into, with the way back out; `data-state` says when it can be read. */
export function FigureView({ figure, label, title, file, days = 1, tall = false }: FigureProps) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"drawing" | "drawn" | "failed">("drawing");
  const paint = () => {
    draw(box.current!, figure).then(() => setState("drawn"), () => setState("failed"));
  };
  useEffect(paint, [figure, theme.value]);
  return (
    <figure class={`review-figure ${tall ? "tall" : ""}`} aria-label={label} data-state={state} data-days={days}>
      {state === "drawing" ? <p class="quiet-line">{t("review.drawing")}</p> : null}
      {state === "failed" ? <p>{t("ask.failed")}</p> : null}
      <div class="plot" ref={box} />
      <div class="review-picture">
        <Button disabled={state !== "drawn"} onPress={paint}>
          {t("review.whole")}
        </Button>
        <PictureButton disabled={state !== "drawn"} take={() => picture(box.current!, figure, title, file)} />
      </div>
    </figure>
  );
}

function PictureButton({ disabled, take }: { disabled: boolean; take: () => Promise<void> }) {
  const [state, setState] = useState<"ready" | "taking" | "failed">("ready");
  const press = () => {
    setState("taking");
    take().then(() => setState("ready"), () => setState("failed"));
  };
  return (
    <>
      {state === "failed" ? <span role="status">{t("review.png.failed")}</span> : null}
      <Button disabled={disabled || state === "taking"} onPress={press}>
        {t("review.png")}
      </Button>
    </>
  );
}
