// The one-tap report: goes out at once when there is a network, waits on the phone when there is none.
import { newKey } from "./report/key";
import { keep, waiting } from "./report/outbox";
import { startRecorder } from "./report/recorder";
import { send, sendAll, type Outcome } from "./report/sender";
import { showStrip } from "./report/strip";
import { toast } from "./base/toast";

const started = new WeakSet<Element>();

/** Each report has one key from the first touch to the last resend: the server stores it once. */
function freshKey(form: HTMLFormElement): HTMLInputElement {
  const name = form.dataset.reportKey ?? "idempotency_key";
  let input = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!input) {
    input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    form.append(input);
  }
  if (!input.value) input.value = newKey();
  return input;
}

async function park(form: HTMLFormElement, body: FormData, why: string): Promise<void> {
  const key = freshKey(form);
  await keep({
    key: key.value,
    url: form.action,
    at: Date.now(),
    account: document.body.dataset.account ?? "",
    title: String(body.get("title") ?? body.get("text") ?? "一键上报").slice(0, 40),
    entries: Array.from(body.entries()).filter(([name]) => name !== "csrfmiddlewaretoken"),
    problem: "",
  });
  form.reset();
  form.querySelectorAll("[data-upload-preview]").forEach((place) => place.replaceChildren());
  key.value = newKey();
  toast(why);
  await showStrip(flush);
}

async function submit(form: HTMLFormElement): Promise<void> {
  freshKey(form);
  const body = new FormData(form);
  const outcome: Outcome = navigator.onLine ? await send(form.action, body) : { kind: "offline" };
  if (outcome.kind === "accepted") {
    location.assign(outcome.address);
    return;
  }
  form.dispatchEvent(new CustomEvent("tongpan:released", { bubbles: true }));
  if (outcome.kind === "offline") await park(form, body, "没有网络：已保存在本机，联网后自动补报");
  else if (outcome.kind === "signed-out") await park(form, body, "登录已过期：已保存在本机，登录后自动补报");
  else if (outcome.html) showAnswer(outcome.html);
  else toast(outcome.reason, true);
}

/** The server sent the form back with what is wrong: show it in place. */
function showAnswer(html: string): void {
  const answer = new DOMParser().parseFromString(html, "text/html").getElementById("main");
  const main = document.getElementById("main");
  if (!answer || !main) return;
  main.replaceWith(answer);
  startAll();
  answer.querySelector<HTMLElement>("[data-focus], [aria-invalid=true]")?.focus();
}

async function flush(): Promise<void> {
  const sent = await sendAll();
  if (sent) toast(`已补报 ${sent} 条`);
  await showStrip(flush);
}

function startAll(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-report]")) {
    if (started.has(form)) continue;
    started.add(form);
    freshKey(form);
    startRecorder(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(form);
    });
  }
}

startAll();
document.addEventListener("tongpan:part", startAll);
window.addEventListener("online", () => void flush());
window.addEventListener("offline", () => void showStrip(flush));
void waiting().then((all) => (all.length && navigator.onLine ? flush() : showStrip(flush)));
