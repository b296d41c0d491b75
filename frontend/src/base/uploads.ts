// [data-upload]: shows what was chosen, and takes files dropped on it.

function preview(input: HTMLInputElement, place: HTMLElement): void {
  place.replaceChildren(
    ...Array.from(input.files ?? []).map((file) => {
      const item = document.createElement("li");
      if (file.type.startsWith("image/")) {
        const image = document.createElement("img");
        image.alt = "";
        image.src = URL.createObjectURL(file);
        image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
        item.append(image);
      } else if (file.type.startsWith("audio/")) {
        const sound = document.createElement("audio");
        sound.controls = true;
        sound.src = URL.createObjectURL(file);
        item.append(sound);
      }
      item.append(`${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`);
      return item;
    }),
  );
}

export function startUploads(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-upload]")) {
    const input = box.querySelector<HTMLInputElement>("input[type=file]");
    const place = box.querySelector<HTMLElement>("[data-upload-preview]");
    const drop = box.querySelector<HTMLElement>(".upload-drop");
    if (!input || !place) continue;
    input.addEventListener("change", () => preview(input, place));
    drop?.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("upload-over");
    });
    drop?.addEventListener("dragleave", () => drop.classList.remove("upload-over"));
    drop?.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("upload-over");
      if (!event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      preview(input, place);
    });
  }
}
