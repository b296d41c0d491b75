// data-hotkey="/" on a control: focus a field, press a button, follow a link. j and k walk a list.

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function walk(step: 1 | -1): void {
  const links = Array.from(document.querySelectorAll<HTMLElement>(".list td.main > a"));
  if (!links.length) return;
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

export function startHotkeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector<HTMLDetailsElement>("details[data-menu][open]");
      if (open) {
        open.open = false;
        open.querySelector<HTMLElement>("summary")?.focus();
      }
      return;
    }
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "j") return walk(1);
    if (event.key === "k") return walk(-1);
    if (event.key.length !== 1) return;
    const control = document.querySelector<HTMLElement>(`[data-hotkey="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(control.tagName)) control.focus();
    else control.click();
  });
}
