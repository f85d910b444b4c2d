/** The picture of the place, always on the left: inside, outside, and the curve. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../page/kit";
import { t } from "../page/words/words";
import { Curve } from "./curve_view";
import { face } from "./emphasis";
import { Inside } from "./inside_view";
import { Outside } from "./outside_view";
import { mySeat } from "./state";

type Tab = "inside" | "outside" | "curve";
const TABS: readonly Tab[] = ["inside", "outside", "curve"];
const chosen = signal<Tab | null>(null);

/** Local police and street answer for what is around the station: they begin there. */
function shownTab(): Tab {
  if (chosen.value) return chosen.value;
  return mySeat.value === "local-police" || mySeat.value === "street" ? "outside" : "inside";
}

/** Show one face of the place. */
export function showTab(tab: Tab): void {
  chosen.value = tab;
}

/** The left half of the room. */
export function Picture() {
  const which = face.value;
  const tab = shownTab();
  const quiet = which === "calm" || which === "unknown";
  useEffect(() => {
    if (quiet) chosen.value = null;
  }, [quiet]);
  return (
    <section class="picture" aria-label={t("picture.title")}>
      <div class="tabs" role="group" aria-label={t("picture.title")}>
        {TABS.map((each) => (
          <Button key={each} look="quiet" pressed={each === tab} onPress={() => showTab(each)}>
            {t(`picture.${each}`)}
          </Button>
        ))}
      </div>
      <div class="picture-body">
        {tab === "inside" ? <Inside /> : null}
        {tab === "outside" ? <Outside /> : null}
        {tab === "curve" || (which !== "action" && tab === "inside") ? <Curve minutes={quiet ? 240 : 90} /> : null}
      </div>
    </section>
  );
}
