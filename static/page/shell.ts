/**
 * Has the worker keep this page and all it loaded, and knows whether it would open without a line.
 *
 * Nobody may count on a tablet that was closed before its page was kept: the shift's proofs say so.
 */
import { signal } from "@preact/signals";

/** True once everything of this page is kept; null until the worker has answered. */
export const reopens = signal<boolean | null>(null);

// What a page loads last (type, sounds) has come by then.
const LAST_MS = 2_000;

/** Register the worker and have it keep the page, now and once more with what comes late. */
export function keepShell(): void {
  const workers = navigator.serviceWorker;
  if (!workers) {
    reopens.value = false;
    return;
  }
  workers.addEventListener("message", (told) => (reopens.value = told.data.kept === true));
  workers.register("/sw.js").catch(() => (reopens.value = false));
  void tellWorker();
  addEventListener("load", () => setTimeout(() => void tellWorker(), LAST_MS));
}

async function tellWorker(): Promise<void> {
  const worker = (await navigator.serviceWorker.ready).active;
  const seen = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = seen.filter((address) => address.startsWith(`${location.origin}/assets/`));
  worker?.postMessage({ keep: [location.pathname, ...own] });
}
