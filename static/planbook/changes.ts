/** Puts the server's list of differences into words: one block per step, each field as it is read. */
import type { PlanText } from "../page/place";
import { language } from "../page/device";
import { named, say, t } from "../page/words/words";
import { postName, seatName, stepTitle } from "../room/names";

export interface Change {
  part: "plan" | "post" | "step";
  id: string;
  happened: "added" | "removed" | "changed";
  field: string | null;
  old: string | null;
  new: string | null;
}

/** Everything that happened to one step, post or the plan itself. */
export interface Block {
  key: string;
  part: Change["part"];
  happened: Change["happened"];
  title: string;
  whose: string;
  changes: Change[];
}

/** Group the changes by what they happened to: removed and changed as they stood, added as they will. */
export function blocks(changes: readonly Change[], draft: PlanText | null): Block[] {
  const found = new Map<string, Block>();
  for (const change of changes) {
    const key = `${change.part} ${change.id}`;
    const block = found.get(key) ?? begin(key, change, draft);
    if (change.field) block.changes.push(change);
    found.set(key, block);
  }
  return [...found.values()];
}

function begin(key: string, change: Change, draft: PlanText | null): Block {
  const { part, id, happened } = change;
  const added = happened === "added";
  const step = added ? draft?.steps.find((each) => each.id === id) : undefined;
  const post = added ? draft?.posts.find((each) => each.id === id) : undefined;
  const told = inLanguage(change.new ?? change.old ?? id);
  const title = { plan: t("planbook.title"), post: added ? named(post?.name) || told : postName(id), step: added ? named(step?.text) || told : stepTitle(id) }[part];
  const whose = step ? `${seatName(step.seat)} · ${t(`level.${step.level}`)}` : "";
  return { key, part, happened, title: title === id ? told : title, whose, changes: [] };
}

/** Say one side of a changed field as a reader knows it. */
export function sideWords(field: string, value: string | null): string {
  if (value === null || value === "") return t("change.nothing");
  if (field === "limit_s") return t("planbook.seconds", { seconds: value });
  if (field === "seat") return seatName(value);
  if (field === "post") return postName(value);
  if (field === "response_level") return say(`level.${value}`, {}, value);
  if (field === "zone") return say(`control.${value}`, {}, value);
  if (field === "after") return value.split("; ").map((id) => stepTitle(id)).join(t("list"));
  if (field === "scenarios") return value.split("; ").map((id) => say(`scenario.${id}`, {}, id)).join(t("list"));
  return inLanguage(value, LISTS.has(field));
}

// These hold several texts in one line, put together by the server with semicolons.
const LISTS = new Set(["basis", "card"]);

/** Pick the reader's half of "中文 / English". */
function inLanguage(value: string, list = false): string {
  if (list) return value.split("; ").map((part) => inLanguage(part)).join("; ");
  const [zh, en, ...more] = value.split(" / ");
  if (en === undefined || more.length) return value;
  return language.value === "zh" ? zh! : en;
}
