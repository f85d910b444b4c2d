/// <reference lib="webworker" />
/**
 * Keeps the shell, so that a room reopens without a line: pages and hashed assets, never an answer
 * of the server about a room (those the page keeps itself, with their age).
 *
 * Pages: the network first, the kept one when it does not answer in three seconds. Assets carry
 * their hash in the name: the kept one first.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELF = "metro-flow-shell";
const PATIENCE_MS = 3_000;
// About five versions of everything a tablet loads; the oldest go first.
const LIMIT = 600;

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const keeping = keepAll(event.data.keep as string[]);
  event.waitUntil(keeping.then((kept) => event.source?.postMessage({ kept })));
});

worker.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, address));
  else if (address.pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
});

/** One shell serves every room: /room/station/0243 is kept as /room. */
function shellOf(path: string): string {
  return `/shell/${path.split("/")[1] || "index"}`;
}

async function page(request: Request, address: URL): Promise<Response> {
  const shelf = await caches.open(SHELF);
  const name = shellOf(address.pathname);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) await shelf.put(name, answer.clone());
    return answer;
  } catch {
    return (await shelf.match(name)) ?? Response.error();
  }
}

async function asset(request: Request): Promise<Response> {
  const shelf = await caches.open(SHELF);
  const kept = await shelf.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await shelf.put(request, answer.clone());
  return answer;
}

/** Keep a page and what it loaded; claim that all of it is kept. */
async function keepAll(paths: string[]): Promise<boolean> {
  const shelf = await caches.open(SHELF);
  let whole = true;
  for (const path of paths) {
    const name = path.startsWith("http") ? path : shellOf(path);
    if (await shelf.match(name)) continue;
    const answer = await fetch(path).catch(() => null);
    if (answer?.ok) await shelf.put(name, answer);
    else whole = false;
  }
  const kept = await shelf.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - LIMIT))) await shelf.delete(old);
  return whole;
}
