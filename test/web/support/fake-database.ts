/** A ready request: answers as soon as somebody listens. */
function answered<T>(result: T) {
  const request: { result: T; onsuccess?: () => void; onupgradeneeded?: () => void } = { result };
  queueMicrotask(() => {
    request.onupgradeneeded?.();
    request.onsuccess?.();
  });
  return request;
}

type Range = { from: string; to: string };

/** Takes the place of the browser's database, as far as drafts use it: one store of values by key. */
export function startFakeDatabase(content: Record<string, unknown>) {
  const values = new Map(Object.entries(content));
  const store = {
    get: (key: string) => answered(values.get(key)),
    put: (value: unknown, key: string) => answered(values.set(key, value)),
    delete: (which: string | Range) => {
      const meant = (key: string) => (typeof which === 'string' ? key === which : key >= which.from && key <= which.to);
      for (const key of [...values.keys()]) if (meant(key)) values.delete(key);
      return answered(undefined);
    },
  };
  const database = {
    createObjectStore: () => store,
    transaction: () => ({ objectStore: () => store }),
    close: () => undefined,
  };
  Object.assign(globalThis, {
    indexedDB: { open: () => answered(database) },
    IDBKeyRange: { bound: (from: string, to: string): Range => ({ from, to }) },
  });
  return {
    keys: () => [...values.keys()],
    stop: () => {
      Reflect.deleteProperty(globalThis, 'indexedDB');
      Reflect.deleteProperty(globalThis, 'IDBKeyRange');
    },
  };
}
