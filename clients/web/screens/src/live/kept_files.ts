// The files of which a screen is made are kept on the device by a service worker (worker.js), so that it starts without a
// network. Where a browser has none, as on a page that came unencrypted from another machine, it needs one to start.

import { may_reload, tab_memory } from "@dais/ui/reload.ts";

/** By then a worker of another release that came with this start has taken over, even if the page was too busy to hear it. */
const settled_ms = 10_000;

export function keep_files(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const look = (): void => void load_what_is_kept(serviceWorker);
  serviceWorker.addEventListener("controllerchange", look);
  setTimeout(look, settled_ms);
  serviceWorker.register("/screen-worker.js", { scope: "/screen" }).catch(() => undefined);
  // And is not cleared away when the device is short of room.
  navigator.storage.persist().catch(() => undefined);
}

// Those of another release are kept now: a page that started from the old ones, as the server took its time, starts anew.
async function load_what_is_kept({ controller }: ServiceWorkerContainer): Promise<void> {
  if (!controller || (await caches.match(import.meta.url))) return;
  if (may_reload(tab_memory(), Date.now())) location.reload();
}
