/** Say something briefly at the foot of the page; assistive technology reads it aloud. */
export function toast(text: string, bad = false): void {
  const place = document.getElementById("toasts");
  if (!place) return;
  const note = document.createElement("p");
  note.className = bad ? "toast toast-bad" : "toast";
  note.textContent = text;
  place.append(note);
  setTimeout(() => note.remove(), bad ? 8000 : 4500);
}
