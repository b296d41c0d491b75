// Sending one report, and all that wait. The server recognises a repeated key, so sending twice is harmless.
import { csrfToken, isSignIn } from "../base/hypermedia";
import { drop, keep, waiting } from "./outbox";

export type Outcome =
  | { kind: "accepted"; address: string }
  | { kind: "offline" }
  | { kind: "signed-out" }
  | { kind: "refused"; reason: string; html: string };

const PATIENCE_MS = 30_000;

export async function send(url: string, body: FormData): Promise<Outcome> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() }, credentials: "same-origin", signal: stop.signal });
    if (isSignIn(answer.url) || answer.status === 401) return { kind: "signed-out" };
    if (answer.ok) return { kind: "accepted", address: answer.url };
    const html = answer.headers.get("content-type")?.startsWith("text/html") ? await answer.text() : "";
    if (answer.status === 403 && html.includes("登录已过期")) return { kind: "signed-out" };
    if (answer.status >= 500) return { kind: "offline" };
    return { kind: "refused", reason: "没有被接受，请核对后再报", html };
  } catch {
    return { kind: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

let busy = false;

/** Send what waits, oldest first; stop at the first sign that there is no network. Return how many went out. */
export async function sendAll(): Promise<number> {
  if (busy) return 0;
  busy = true;
  let sent = 0;
  try {
    for (const report of await waiting()) {
      const body = new FormData();
      for (const [name, value] of report.entries) body.append(name, value);
      const outcome = await send(report.url, body);
      if (outcome.kind === "accepted") {
        await drop(report.key);
        sent += 1;
      } else if (outcome.kind === "refused") {
        await keep({ ...report, problem: outcome.reason });
      } else {
        break;
      }
    }
  } finally {
    busy = false;
  }
  return sent;
}
