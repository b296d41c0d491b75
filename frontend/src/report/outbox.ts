// Reports that could not be sent, kept whole (photos too) in this device's IndexedDB.
import { openDB } from "idb";
import { OUTBOX_FLAG } from "../base/bundles";

export interface Parked {
  key: string;
  url: string;
  at: number;
  account: string;
  title: string;
  entries: [string, FormDataEntryValue][];
  /** why the server did not take it at the last try; empty while it has only been waiting */
  problem: string;
}

const SHELF = "reports";
const database = () => openDB("tongpan", 1, { upgrade: (db) => void db.createObjectStore(SHELF, { keyPath: "key" }) });

async function flag(): Promise<void> {
  const count = await (await database()).count(SHELF);
  if (count) localStorage.setItem(OUTBOX_FLAG, String(count));
  else localStorage.removeItem(OUTBOX_FLAG);
}

export async function keep(report: Parked): Promise<void> {
  await (await database()).put(SHELF, report);
  await flag();
}

export async function drop(key: string): Promise<void> {
  await (await database()).delete(SHELF, key);
  await flag();
}

/** What waits here for the account that is signed in now; another person's reports are left alone. */
export async function waiting(): Promise<Parked[]> {
  const all = (await (await database()).getAll(SHELF)) as Parked[];
  const account = document.body.dataset.account ?? "";
  return all.filter((report) => report.account === account).sort((a, b) => a.at - b.at);
}
