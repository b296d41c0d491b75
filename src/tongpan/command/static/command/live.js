// The living part of a desk asks for itself every half minute; it waits while nobody looks or somebody works in it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.target;
  if (!(part instanceof HTMLElement) || !part.matches("[data-live]") || event.detail.requestConfig.triggeringEvent?.type === "click") return;
  const busy = part.contains(document.activeElement) || part.querySelector("details[open]:not([data-live-open])") || document.querySelector("dialog[open]");
  if (document.hidden || busy) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.querySelectorAll("[data-live]").forEach((part) => window.htmx?.trigger(part, "look"));
});
