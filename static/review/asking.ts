/** Asks the server for what a view shows, and tells why there is nothing to show. */
import { useEffect, useState } from "preact/hooks";
import { Answered, ask } from "../page/fetch";

export type Why = "asking" | "ask.failed" | "review.no-day" | "review.not-yours" | "review.wrong" | `review.drills.${"not-yours" | "unknown" | "no-t0" | "wrong"}`;
/** What the server's no means to a view, by its status. */
export type Reasons = Record<number, Why>;

const OF_DAYS: Reasons = { 404: "review.no-day", 403: "review.not-yours", 422: "review.wrong" };

export interface Told<T> {
  told: T | null;
  why: Why;
}

/** Ask for a path whenever it changes; an answer that comes too late is dropped. */
export function useAnswer<T>(path: string, reasons = OF_DAYS): Told<T> {
  const [answer, setAnswer] = useState<{ path: string; told: T } | null>(null);
  const [why, setWhy] = useState<Why>("asking");
  useEffect(() => {
    let wanted = true;
    setWhy("asking");
    ask<T>(path).then(
      (told) => wanted && setAnswer({ path, told }),
      (failed: unknown) => wanted && setWhy(reasonOf(failed, reasons)),
    );
    return () => void (wanted = false);
  }, [path]);
  return { told: answer?.path === path ? answer.told : null, why };
}

/** Return why nothing came. */
export function reasonOf(failed: unknown, reasons: Reasons): Why {
  return failed instanceof Answered ? (reasons[failed.status] ?? "ask.failed") : "ask.failed";
}
