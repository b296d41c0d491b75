// The strip that says how many reports wait on this phone. It is never hidden while one does.
import { drop, waiting } from "./outbox";

function place(): HTMLElement {
  const there = document.querySelector<HTMLElement>("[data-outbox]");
  if (there) return there;
  const made = document.createElement("section");
  made.dataset.outbox = "";
  document.getElementById("main")?.prepend(made);
  return made;
}

const button = (words: string, press: () => void) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
};

export async function showStrip(flush: () => Promise<void>): Promise<void> {
  const all = await waiting();
  if (!all.length && navigator.onLine && !document.querySelector("[data-outbox]")) return;
  const box = place();
  box.className = "outbox";
  box.setAttribute("role", "status");
  box.hidden = !all.length && navigator.onLine;
  const words = document.createElement("strong");
  words.textContent = `${navigator.onLine ? "" : "已断网 · "}${all.length ? `未同步 ${all.length} 条` : "填写的内容会先存在本机"}`;
  const list = document.createElement("details");
  list.className = "fold";
  const head = document.createElement("summary");
  head.textContent = "查看";
  const items = document.createElement("ul");
  for (const report of all) {
    const item = document.createElement("li");
    item.append(`${new Date(report.at).toLocaleString("zh-CN")} ${report.title}${report.problem ? `（${report.problem}）` : ""} `);
    if (report.problem) {
      item.append(button("删除", () => void (window.confirm("删除后无法找回，确定？") && drop(report.key).then(() => showStrip(flush)))));
    }
    items.append(item);
  }
  list.append(head, items);
  box.replaceChildren(words);
  if (all.length) box.append(button("立即补报", () => void flush()), list);
}
