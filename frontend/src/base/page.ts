// Small things of the frame: menus that close, printing, filters that fold on a phone, labels for cards.

const phone = matchMedia("(max-width: 640px)");
let once = false;

function foldFilters(root: ParentNode): void {
  for (const filters of root.querySelectorAll<HTMLDetailsElement>("details[data-filters]")) {
    filters.open = !phone.matches;
  }
}

/** On a phone a row becomes a card, and each value carries its column's name. */
function labelCells(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>("table.list")) {
    const heads = Array.from(table.tHead?.rows[0]?.cells ?? []).map((cell) => cell.textContent?.trim() ?? "");
    for (const row of table.tBodies[0]?.rows ?? []) {
      Array.from(row.cells).forEach((cell, index) => {
        const plain = !cell.matches(".main, .actions, [data-label], [colspan]");
        if (plain && heads[index]) cell.dataset.label = heads[index];
      });
    }
  }
}

/** The demo's accounts on the sign-in page: one press fills both fields. */
function fillSignIn(login: string, password: string): void {
  const put = (name: string, value: string) => {
    const input = document.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (input) input.value = value;
  };
  put("login", login);
  put("password", password);
  document.querySelector<HTMLElement>(".bare-card .button-primary")?.focus();
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element | null;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
  if (target?.closest("[data-print]")) window.print();
  if (target?.closest("[data-back]") && history.length > 1) {
    event.preventDefault();
    history.back();
  }
  const account = target?.closest<HTMLElement>("[data-fill-login]");
  if (account) fillSignIn(account.dataset.fillLogin ?? "", account.dataset.fillPassword ?? "");
  const copy = target?.closest<HTMLElement>("[data-copy]");
  if (copy) void navigator.clipboard?.writeText(copy.dataset.copy ?? "");
}

export function startPage(root: ParentNode): void {
  labelCells(root);
  foldFilters(root);
  if (!document.querySelector("[data-no-focus]")) root.querySelector<HTMLElement>("[data-focus]")?.focus();
  if (once) return;
  once = true;
  document.addEventListener("click", onClick);
  phone.addEventListener("change", () => foldFilters(document));
}
