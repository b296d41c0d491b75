// Moments of a recording: jump to one that was noted, and note the one that is playing.

const player = (key: string) => document.querySelector<HTMLMediaElement>(`[data-marked="${CSS.escape(key)}"]`);

function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${Math.floor((whole % 3600) / 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}` : rest;
}

export function startMarks(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-seek]");
    const found = button && player(button.dataset.of ?? "");
    if (!button || !found) return;
    found.currentTime = Number(button.dataset.seek);
    void found.play().catch(() => undefined);
  });
  document.addEventListener("focusin", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-mark]");
    const at = form?.querySelector<HTMLInputElement>("input[name=at]");
    const found = form && player(form.dataset.mark ?? "");
    if (at && found && !at.value && found.currentTime > 0) at.value = clockOf(found.currentTime);
  });
}
