// <form data-draft="leads-new">: what is typed stays on this device until it has been accepted.
// Visitors keep it for the tab only; signed-in people for seven days, under their own account, and not past signing out.

const PREFIX = "tongpan:draft:";
const SENT = "tongpan:sent";
const KEEP_MS = 7 * 24 * 3600 * 1000;
const WAIT_MS = 400;

interface Draft {
  at: number;
  values: [string, string][];
}

const account = () => document.body.dataset.account ?? "";
const store = () => (account() ? localStorage : sessionStorage);
const keyOf = (form: HTMLFormElement) => `${PREFIX}${account()}:${form.dataset.draft}`;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function controls(form: HTMLFormElement): Control[] {
  return Array.from(form.elements).filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement && !["hidden", "password", "file", "submit", "button"].includes(element.type)) ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement,
  );
}

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");

function valuesOf(form: HTMLFormElement): [string, string][] {
  return controls(form)
    .filter((control) => control.name && (!isTick(control) || control.checked) && control.value !== "")
    .map((control) => [control.name, control.value]);
}

function restore(form: HTMLFormElement, draft: Draft): void {
  const left = draft.values.slice();
  for (const control of controls(form)) {
    const index = left.findIndex(([name, value]) => name === control.name && (!isTick(control) || value === control.value));
    if (isTick(control)) control.checked = index >= 0;
    else if (index >= 0) control.value = left[index]?.[1] ?? "";
    if (index >= 0) left.splice(index, 1);
  }
}

function note(form: HTMLFormElement, text: string, forget?: () => void): void {
  const place = form.querySelector<HTMLElement>("[data-draft-note]");
  if (!place) return;
  place.textContent = text;
  if (!forget) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-small";
  button.textContent = "清空重填";
  button.addEventListener("click", forget);
  place.append(" ", button);
}

const clockOf = (at: number) => new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

function read(key: string): Draft | null {
  try {
    const draft = JSON.parse(store().getItem(key) ?? "null") as Draft | null;
    return draft && Date.now() - draft.at < KEEP_MS ? draft : null;
  } catch {
    return null;
  }
}

function open(form: HTMLFormElement): void {
  const key = keyOf(form);
  const fromServer = form.querySelector("[aria-invalid=true], .refusal, .errors") !== null;
  const draft = read(key);
  if (draft && !fromServer) {
    restore(form, draft);
    note(form, `已恢复 ${clockOf(draft.at)} 的草稿`, () => {
      store().removeItem(key);
      form.reset();
      note(form, "");
    });
  }
  let waiting = 0;
  const save = () => {
    const now = Date.now();
    store().setItem(key, JSON.stringify({ at: now, values: valuesOf(form) } satisfies Draft));
    note(form, `草稿已存本机 ${clockOf(now)}`);
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(save, WAIT_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    save(); // also what was typed in the last moment: the login may have expired
    sessionStorage.setItem(SENT, key);
  });
}

/** After a submission: a page that is neither an error nor the same form sent back means it was accepted. */
function settle(): void {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  if (document.body.classList.contains("bare")) return;
  const again = Array.from(document.querySelectorAll<HTMLFormElement>("form[data-draft]")).find((form) => keyOf(form) === key);
  if (again?.querySelector("[aria-invalid=true], .refusal, .errors")) return;
  if (document.querySelector("#main > .refusal")) return;
  store().removeItem(key);
}

function forgetAll(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

export function startDrafts(): void {
  settle();
  document.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach(open);
  document.addEventListener("submit", (event) => {
    if (!(event.target as HTMLFormElement).action.includes("/logout")) return;
    forgetAll();
    navigator.serviceWorker?.controller?.postMessage("forget");
  });
}
