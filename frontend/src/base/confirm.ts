// data-confirm="确定退回？" data-confirm-detail="…" data-confirm-action="退回" on a button or link.

function ask(trigger: HTMLElement): Promise<boolean> {
  const dialog = document.getElementById("confirm");
  const { confirm: question = "", confirmDetail = "", confirmAction = "确定" } = trigger.dataset;
  if (!(dialog instanceof HTMLDialogElement)) return Promise.resolve(window.confirm(question));
  const put = (id: string, text: string) => {
    const place = document.getElementById(id);
    if (place) place.textContent = text;
  };
  put("confirm-title", question);
  put("confirm-detail", confirmDetail);
  put("confirm-yes", confirmAction);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

export function startConfirm(): void {
  document.addEventListener(
    "click",
    (event) => {
      const trigger = (event.target as Element | null)?.closest<HTMLElement>("[data-confirm]");
      if (!trigger) return;
      if (trigger.dataset.confirmed) {
        delete trigger.dataset.confirmed;
        return;
      }
      if (trigger instanceof HTMLButtonElement && trigger.form && !trigger.formNoValidate && !trigger.form.reportValidity()) {
        event.preventDefault();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      void ask(trigger).then((yes) => {
        trigger.focus();
        if (!yes) return;
        trigger.dataset.confirmed = "yes";
        trigger.click();
      });
    },
    true,
  );
}
