// The screens' service worker: what a big screen is made of is kept on the device, so that it starts without a network. The
// page itself is asked for, and taken from here if no answer comes at once; what has its hash in its name is taken from here
// at once. It never touches what is said about the summit: the page keeps that.

const files = __FILES__;
const version = __VERSION__;
const page = "/screen/index.html";
const patience_ms = 300;

self.addEventListener("install", (event) => {
  const wanted = [...files, new Request(page, { cache: "reload" })];
  const keep = caches.open(version).then((cache) => cache.addAll(wanted));
  event.waitUntil(keep.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const is_old = (name) => name.startsWith("screen-") && name !== version;
  const leave_old = caches.keys().then((names) => Promise.all(names.filter(is_old).map((name) => caches.delete(name))));
  event.waitUntil(leave_old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fresh_or_kept(request));
  else if (url.pathname.startsWith("/screen/")) event.respondWith(kept_or_fetched(request));
});

// A server that is away, busy or not itself must not keep a screen dark.
async function fresh_or_kept(request) {
  const kept = await caches.match(page);
  if (!kept) return fetch(request);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patience_ms);
  try {
    const answer = await fetch(request, { signal: patience.signal });
    return answer.ok ? answer : kept;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function kept_or_fetched(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) keep_too(request, answer.clone());
  return answer;
}

// A device that is full shows it all the same.
function keep_too(request, answer) {
  caches
    .open(version)
    .then((cache) => cache.put(request, answer))
    .catch(() => undefined);
}
