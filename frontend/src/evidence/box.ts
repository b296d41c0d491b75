// [data-tus]: what is chosen goes out at once, with its progress beside it, and is named in the form when it is there.
import { toast } from "../base/toast";
import { Refused, send } from "./tus";

const started = new WeakSet<Element>();

interface Row {
  item: HTMLLIElement;
  bar: HTMLProgressElement;
  words: HTMLSpanElement;
  cancel: HTMLButtonElement;
}

function rowFor(file: File): Row {
  const item = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  const words = document.createElement("span");
  words.textContent = "正在传";
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "button button-quiet button-small";
  cancel.textContent = "不传了";
  item.append(name, bar, words, cancel);
  return { item, bar, words, cancel };
}

function sizeText(size: number): string {
  const [step, unit] = size >= 1 << 30 ? [1 << 30, "GB"] : size >= 1 << 20 ? [1 << 20, "MB"] : [0, "KB"];
  return step ? `${(size / step).toFixed(1)} ${unit}` : `${Math.max(1, Math.round(size / 1024))} ${unit}`;
}

function nameInForm(box: HTMLElement, key: string, file: File): void {
  const list = box.querySelector<HTMLFieldSetElement>("[data-tus-list]");
  if (!list) return;
  const label = document.createElement("label");
  label.className = "check";
  const tick = document.createElement("input");
  tick.type = "checkbox";
  tick.name = box.dataset.tusField ?? "uploads";
  tick.value = key;
  tick.checked = true;
  const words = document.createElement("span");
  words.textContent = `${file.name} · ${sizeText(file.size)}`;
  label.append(tick, words);
  list.append(label);
  list.hidden = false;
}

async function bring(box: HTMLElement, place: HTMLElement, file: File): Promise<void> {
  const row = rowFor(file);
  const stop = new AbortController();
  row.cancel.addEventListener("click", () => stop.abort());
  place.append(row.item);
  const percent = (bytes: number) => Math.floor((bytes / Math.max(1, file.size)) * 100);
  try {
    const key = await send(box.dataset.tus ?? "", file, {
      sent: (bytes) => {
        row.bar.value = percent(bytes);
        row.words.textContent = `${percent(bytes)}%`;
      },
      waits: (seconds) => {
        row.words.textContent = `断线了，${seconds} 秒后接着传`;
      },
      stop: stop.signal,
    });
    nameInForm(box, key, file);
    row.item.remove();
  } catch (fault) {
    if (stop.signal.aborted) {
      row.item.remove();
      return;
    }
    row.bar.remove();
    row.item.className = "upload-refused";
    row.words.textContent = fault instanceof Refused ? fault.message : "没有传成，请重新选择";
    row.cancel.textContent = "知道了";
    row.cancel.addEventListener("click", () => row.item.remove());
  }
}

function startBox(box: HTMLElement): void {
  if (started.has(box)) return;
  started.add(box);
  const input = box.querySelector<HTMLInputElement>("input[type=file]");
  const form = box.closest("form");
  if (!input || !form) return;
  const place = document.createElement("ul");
  place.className = "upload-rows";
  place.setAttribute("aria-live", "polite");
  box.insertBefore(place, box.querySelector("[data-tus-list]"));
  let busy = 0;
  const take = () => {
    const files = Array.from(input.files ?? []);
    input.value = "";
    box.querySelector("[data-upload-preview]")?.replaceChildren();
    for (const file of files) {
      busy += 1;
      bring(box, place, file).finally(() => {
        busy -= 1;
      });
    }
  };
  // after the preview has read them, and also when they were dropped
  input.addEventListener("change", () => setTimeout(take));
  box.querySelector(".upload-drop")?.addEventListener("drop", () => setTimeout(take));
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    toast("文件还没有传完，传完再提交；填的内容不会丢", true);
  }, true);
}

export function startBoxes(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("[data-tus]").forEach(startBox);
}
