// Keeps logs in the browser's own database (IndexedDB). Where there is none, or it does not work (a private window, a full
// disk, a page that may not), nothing is kept and nobody is told.

import type { Keeper, KeptLog } from "./keeping.ts";

const store = "logs";

/** Under this name, apart from whatever else pages of this server keep. */
export function browser_keeper(name: string): Keeper {
  let opened: Promise<IDBDatabase> | undefined;

  const open = (): Promise<IDBDatabase> =>
    (opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => {
        const database = request.result;
        // It goes when somebody clears what this site stores, or a later release wants another: the next one opens it anew.
        database.onclose = () => (opened = undefined);
        database.onversionchange = () => {
          database.close();
          opened = undefined;
        };
        resolve(database);
      };
      request.onerror = () => reject(new Error("no database"));
    }));

  /** Undefined if it could not be done. */
  const run = async <T>(mode: IDBTransactionMode, act: (logs: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
    try {
      const transaction = (await open()).transaction(store, mode);
      const request = act(transaction.objectStore(store));
      return await new Promise<T>((resolve, reject) => {
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(new Error("not done"));
      });
    } catch {
      opened = undefined;
      return undefined;
    }
  };

  return {
    load: (log) => run("readonly", (logs) => logs.get(log) as IDBRequest<KeptLog | undefined>),
    save: async (log, kept) => {
      await run("readwrite", (logs) => logs.put(kept, log));
    },
    drop: async (log) => {
      await run("readwrite", (logs) => logs.delete(log));
    },
  };
}
