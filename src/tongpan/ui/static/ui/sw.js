/* Service worker, written by hand: keeps the frame and the report page for use without network.
   Pages with data are never kept; the outbox itself lives in the page's IndexedDB. */
const { static: STATIC, offline: OFFLINE, report: REPORT, version: VERSION } = self.TONGPAN;
const KEEP = `tongpan-${VERSION}`;
const FRAME = ["ui/base.css", "ui/shell.css", "ui/components.css", "ui/tables.css", "ui/mark.svg", "built/base.js", "built/report.js", "built/icons.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(KEEP).then((cache) => Promise.allSettled([OFFLINE, ...FRAME.map((name) => STATIC + name)].map((url) => cache.add(url)))).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEEP).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

async function fresh(request, keepAs) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected && answer.type === "basic") {
    const cache = await caches.open(KEEP);
    await cache.put(keepAs, answer.clone());
  }
  return answer;
}

async function fromStatic(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  const coming = fresh(request, request).catch(() => kept ?? Response.error());
  return kept && !navigator.onLine ? kept : coming;
}

async function fromPage(request) {
  const path = new URL(request.url).pathname;
  try {
    return path === REPORT ? await fresh(request, REPORT) : await fetch(request);
  } catch {
    const kept = path === REPORT ? await caches.match(REPORT) : undefined;
    return kept ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fromPage(request));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(fromStatic(request));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(KEEP)); // at sign-out on a shared phone
});
