// The larger bundles come only with the pages that need them.
const NEEDS: Record<string, string> = {
  map: "[data-map]",
  chart: "[data-chart]",
  report: "[data-report], [data-outbox]",
  evidence: "[data-tus], [data-marked]",
};
export const OUTBOX_FLAG = "tongpan:outbox";

let folder = "/static/built/";
const loaded = new Set<string>();

/** Note where this script came from; its siblings lie beside it. */
export function rememberBase(script: Element | null): void {
  if (script instanceof HTMLScriptElement) folder = new URL(".", script.src).href;
}

function load(name: string): void {
  if (loaded.has(name)) return;
  loaded.add(name);
  const script = document.createElement("script");
  script.src = `${folder}${name}.js`;
  if (name !== "map") {
    document.head.append(script);
    return;
  }
  const style = document.createElement("link"); // first, so that the map is never seen undressed
  style.rel = "stylesheet";
  style.href = `${folder}map.css`;
  style.addEventListener("load", () => document.head.append(script));
  style.addEventListener("error", () => document.head.append(script));
  document.head.append(style);
}

/** Load what this part of the page asks for; a bundle that is there hears of new parts by an event. */
export function loadBundles(root: ParentNode): void {
  for (const [name, selector] of Object.entries(NEEDS)) {
    if (root.querySelector(selector) || (root instanceof Element && root.matches(selector))) load(name);
  }
  if (localStorage.getItem(OUTBOX_FLAG)) load("report");
  document.dispatchEvent(new CustomEvent("tongpan:part", { detail: root }));
}
