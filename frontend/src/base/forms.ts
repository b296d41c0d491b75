// One press, one submission; selects that submit themselves; the focus where the error is.

function release(form: HTMLFormElement): void {
  delete form.dataset.busy;
  for (const button of form.querySelectorAll<HTMLElement>("[aria-busy]")) button.removeAttribute("aria-busy");
}

export function startForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || "download" in form.dataset) return;
    if (event.submitter?.getAttribute("formtarget") === "_blank") return; // this page stays as it is
    if (form.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.busy = "yes";
    const button = event.submitter;
    setTimeout(() => {
      if (event.defaultPrevented && !form.matches("[hx-post], [data-report]")) release(form);
      else button?.setAttribute("aria-busy", "true");
    });
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = (event.target as Element | null)?.closest("form");
    if (form) release(form);
  });
  document.addEventListener("tongpan:released", (event) => release(event.target as HTMLFormElement));
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

  document.addEventListener("change", (event) => {
    const control = event.target as HTMLElement;
    if (control.closest("[data-autosubmit]")) (control as HTMLInputElement).form?.requestSubmit();
  });
}
