// htmx in our house: the CSRF header, expired sign-ins, lost networks, toasts from the server.
import { toast } from "./toast";

/** The token Django expects, from the cookie or from any form of the page. */
export function csrfToken(): string {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  if (cookie) return decodeURIComponent(cookie.slice("csrftoken=".length));
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Whether an answer is really the sign-in page that the server led us to. */
export function isSignIn(address: string): boolean {
  return address !== "" && new URL(address, location.href).pathname.startsWith("/accounts/login");
}

interface Exchange {
  xhr: XMLHttpRequest;
  headers: Record<string, string>;
  shouldSwap: boolean;
}

export function startHtmx(): void {
  const body = document.body;
  const detail = (event: Event) => (event as CustomEvent<Exchange>).detail;

  body.addEventListener("htmx:configRequest", (event) => {
    detail(event).headers["X-CSRFToken"] = csrfToken();
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    if (!isSignIn(detail(event).xhr.responseURL)) return;
    detail(event).shouldSwap = false;
    location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
  });
  body.addEventListener("htmx:sendError", () => toast("网络不通，刚才的操作没有送出，请稍后再试", true));
  body.addEventListener("htmx:timeout", () => toast("等候太久，请稍后再试", true));
  body.addEventListener("htmx:responseError", () => toast("系统出错，刚才的操作没有办成", true));
  body.addEventListener("toast", (event) => {
    const { value, text, tone } = (event as CustomEvent<{ value?: string; text?: string; tone?: string }>).detail;
    toast(text ?? value ?? "", tone === "bad");
  });
}
