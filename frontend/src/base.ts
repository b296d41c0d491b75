// Every page: htmx, and small behaviours that the page also lives without.
import htmx from "htmx.org";
import { startConfirm } from "./base/confirm";
import { startDrafts } from "./base/drafts";
import { startForms } from "./base/forms";
import { startHotkeys } from "./base/hotkeys";
import { startHtmx } from "./base/hypermedia";
import { startLocate } from "./base/locate";
import { startPage } from "./base/page";
import { startReading } from "./base/reading";
import { startTimes } from "./base/times";
import { startUploads } from "./base/uploads";
import { loadBundles, rememberBase } from "./base/bundles";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

rememberBase(document.currentScript);
window.htmx = htmx;
document.documentElement.classList.add("js");

startHtmx();
startConfirm();
startForms();
startHotkeys();
startLocate();
startDrafts();
startReading();

/** Dress what has just come into the page, at first and after every swap. */
function dress(root: ParentNode): void {
  startPage(root);
  startTimes(root);
  startUploads(root);
  loadBundles(root);
}

dress(document);
document.body.addEventListener("htmx:load", (event) => {
  const root = (event as CustomEvent<{ elt: HTMLElement }>).detail.elt;
  if (root !== document.body) dress(root);
});

if ("serviceWorker" in navigator && (document.body.dataset.account || document.querySelector("[data-report]"))) {
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
