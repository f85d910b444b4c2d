/** Which version of the plan is being read: the one in force until a reader picks another. */
import { computed, effect, signal } from "@preact/signals";
import type { PlanText } from "../page/place";
import { askOrKept } from "../page/shelf";
import { panels, planText } from "../room/state";

export interface Version {
  sha256: string;
  version: number;
  at: string;
  stands: "adopted" | "draft" | "superseded";
}

/** The hash of the version picked; null follows the one in force. */
export const picked = signal<string | null>(null);
const texts = signal<Record<string, PlanText>>({});
export const failed = signal(false);

/** Every version there is: the draft on the table, the one in force, those before, newest first. */
export const versions = computed<Version[]>(() => {
  const book = panels.value?.planbook;
  if (!book) return [];
  const draft: Version[] = book.draft ? [{ ...book.draft, stands: "draft" }] : [];
  const adopted: Version[] = book.adopted ? [{ ...book.adopted, stands: "adopted" }] : [];
  const before = [...book.superseded].reverse().map((old): Version => ({ ...old, stands: "superseded" }));
  return [...draft, ...adopted, ...before];
});

/** The version that is on the screen. */
export const open = computed<Version | null>(() => {
  const all = versions.value;
  return all.find((each) => each.sha256 === picked.value) ?? all.find((each) => each.stands === "adopted") ?? all[0] ?? null;
});

/** Its text; null while it is being read. */
export const text = computed<PlanText | null>(() => {
  const sha256 = open.value?.sha256;
  if (!sha256) return null;
  return texts.value[sha256] ?? (planText.value?.sha256 === sha256 ? planText.value : null);
});

/** The draft's text, to name what it adds. */
export const draftText = computed<PlanText | null>(() => {
  const sha256 = panels.value?.planbook.draft?.sha256;
  return sha256 ? (texts.value[sha256] ?? null) : null;
});

/** Read whatever version is open, and the draft, once each. */
export function followReading(): void {
  effect(() => {
    for (const sha256 of [open.value?.sha256, panels.value?.planbook.draft?.sha256]) if (sha256) void read(sha256);
  });
}

const asked = new Set<string>();

/** Read one version's text. */
export async function read(sha256: string): Promise<void> {
  if (asked.has(sha256)) return;
  asked.add(sha256);
  try {
    const told = await askOrKept<PlanText>(`/api/plans/${sha256}`);
    texts.value = { ...texts.value, [sha256]: told };
    failed.value = false;
  } catch {
    asked.delete(sha256);
    failed.value = true;
  }
}
