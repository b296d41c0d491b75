// <time data-ago>: 刚刚, 12 分钟前, 3 小时前; older moments keep the server's words. <time data-clock> on the wall runs.

const MINUTE = 60_000;

function words(at: number): string | null {
  const minutes = Math.floor((Date.now() - at) / MINUTE);
  if (minutes < 0 || minutes >= 24 * 60) return null;
  if (minutes < 1) return "刚刚";
  return minutes < 60 ? `${minutes} 分钟前` : `${Math.floor(minutes / 60)} 小时前`;
}

function tick(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-ago]")) {
    time.textContent = words(Date.parse(time.dateTime)) ?? time.title;
  }
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-clock]")) {
    const now = new Date();
    const options = { timeZone: "Asia/Shanghai" } as const;
    const day = now.toLocaleDateString("zh-CN", { ...options, year: "numeric", month: "long", day: "numeric", weekday: "short" });
    time.textContent = `${day} ${now.toLocaleTimeString("zh-CN", { ...options, hour: "2-digit", minute: "2-digit" })}`;
  }
}

let running = false;

export function startTimes(root: ParentNode): void {
  tick(root);
  if (running) return;
  running = true;
  window.addEventListener("beforeprint", () => {
    for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-ago]")) time.textContent = time.title;
  });
  window.addEventListener("afterprint", () => tick(document));
  setInterval(() => tick(document), MINUTE / 2);
}
