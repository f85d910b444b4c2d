/**
 * One way to ask the server, so that every page tells a refusal from a broken line.
 *
 * An answer of the server that is not good is an `Answered` error with its status and body; no
 * answer at all is `NoAnswer`. Who asked without being signed in wakes the sign-in over the page.
 */
import { signal } from "@preact/signals";

export class Answered extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, any>,
  ) {
    super(`answered ${status}`);
  }
}

export class NoAnswer extends Error {}

/** True while the server knows nobody here: the sign-in lies over the screen. */
export const signedOut = signal(false);

// Ten seconds: two round trips on the worst line that counts as a line at all.
const PATIENCE_MS = 10_000;

/** Ask with a method and a JSON body; return the JSON answered. */
export async function ask<T>(path: string, method = "GET", body?: unknown): Promise<T> {
  const answer = await reach(path, method, body);
  const told = await readJson(answer);
  if (answer.ok) return told as T;
  if (answer.status === 401 && path !== "/api/session") signedOut.value = true;
  throw new Answered(answer.status, (told ?? {}) as Record<string, any>);
}

async function reach(path: string, method: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Metro-Flow"] = "1";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new NoAnswer(path);
  }
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    if (answer.ok && answer.status !== 204) throw new NoAnswer(answer.url);
    return null;
  }
}
