// One file by the tus protocol 1.0: piece by piece, from where the server says it stands, whatever broke in between.
import { csrfToken, isSignIn } from "../base/hypermedia";

const PIECE = 8 * 1024 * 1024;
const LONGEST_WAIT_MS = 30_000;
const PREFIX = "tongpan:upload:";

export class Refused extends Error {}

/** The login has expired: what has come stays, and is gone on with after signing in again. */
class SignedOut extends Refused {
  constructor() {
    super("登录已过期，请在新窗口重新登录，再选同一个文件，会接着传");
  }
}

export interface Progress {
  sent: (bytes: number) => void;
  waits: (seconds: number) => void;
  stop: AbortSignal;
}

const keyOf = (place: string, file: File) => `${PREFIX}${place}:${file.name}:${file.size}:${file.lastModified}`;

const headers = (more: Record<string, string>) => ({
  "Tus-Resumable": "1.0.0",
  Accept: "application/json",
  "X-CSRFToken": csrfToken(),
  ...more,
});

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

async function ask(address: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (isSignIn(answer.url) || answer.status === 401) throw new SignedOut();
  return answer;
}

async function reasonOf(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { detail?: string }).detail ?? "";
  } catch {
    return "";
  }
}

async function begin(place: string, file: File, stop: AbortSignal): Promise<string> {
  const name = base64(new TextEncoder().encode(file.name));
  const answer = await ask(place, {
    method: "POST",
    headers: headers({ "Upload-Length": String(file.size), "Upload-Metadata": `filename ${name}` }),
    signal: stop,
  });
  const address = answer.headers.get("Location");
  if (answer.status === 201 && address) {
    localStorage.setItem(keyOf(place, file), address);
    return address;
  }
  if (answer.status >= 500) throw new TypeError("server");
  throw new Refused((await reasonOf(answer)) || "没有被接受，请刷新后重新选择");
}

/** Where the file stands on the server; null when it is not known there (any more). */
async function standing(address: string, stop: AbortSignal): Promise<number | null> {
  const answer = await ask(address, { method: "HEAD", headers: headers({}), signal: stop });
  if (answer.status >= 500) throw new TypeError("server");
  const offset = answer.headers.get("Upload-Offset");
  return answer.ok && offset !== null ? Number(offset) : null;
}

async function checksum(piece: Blob): Promise<Record<string, string>> {
  if (!window.crypto?.subtle) return {}; // only over https or on the machine itself
  const digest = await crypto.subtle.digest("SHA-256", await piece.arrayBuffer());
  return { "Upload-Checksum": `sha256 ${base64(new Uint8Array(digest))}` };
}

async function push(address: string, file: File, from: number, stop: AbortSignal): Promise<number | null> {
  const piece = file.slice(from, from + PIECE);
  const answer = await ask(address, {
    method: "PATCH",
    headers: headers({
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(from),
      ...(await checksum(piece)),
    }),
    body: piece,
    signal: stop,
  });
  if (answer.status === 204) return Number(answer.headers.get("Upload-Offset"));
  if (answer.status === 409 || answer.status === 423 || answer.status === 460) return null; // ask where it stands
  if (answer.status >= 500 && answer.status !== 507) throw new TypeError("server");
  throw new Refused((await reasonOf(answer)) || "没有被接受，请刷新后重新选择");
}

async function pushAll(place: string, file: File, progress: Progress): Promise<string> {
  const known = localStorage.getItem(keyOf(place, file));
  let at = known ? await standing(known, progress.stop) : null;
  const address = known && at !== null ? known : await begin(place, file, progress.stop);
  at ??= 0;
  let asked = 0;
  for (;;) {
    progress.sent(at);
    // also when all of it has come: an empty last piece has the file looked at and counted
    const next: number | null = await push(address, file, at, progress.stop);
    if (next !== null) {
      at = next;
      asked = 0;
      if (at >= file.size) break;
      continue;
    }
    asked += 1;
    if (asked > 1) throw new TypeError("not yet");
    at = (await standing(address, progress.stop)) ?? 0;
  }
  return address;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Send a file, however often the line breaks; return the key by which a form names it. */
export async function send(place: string, file: File, progress: Progress): Promise<string> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const address = await pushAll(place, file, progress);
      localStorage.removeItem(keyOf(place, file));
      return address.split("/").filter(Boolean).pop() ?? "";
    } catch (fault) {
      if (progress.stop.aborted) throw fault;
      if (fault instanceof Refused) {
        if (!(fault instanceof SignedOut)) localStorage.removeItem(keyOf(place, file));
        throw fault;
      }
      progress.waits(wait / 1000);
      await pause(wait);
    }
  }
}
