const DATABASE = 'kuwait-social';
const STORE = 'drafts';

/**
 * Where an unsaved draft lies in this browser. The user is part of the key, so that on a shared computer nobody is
 * shown somebody else's words.
 */
export const mirrorKey = (userId: string, postId = 'new'): string => `${userId}/${postId}`;

/** Erases everything a person left unsaved in this browser: whoever signs out leaves no words behind. */
export const forgetMirrorsOf = async (userId: string): Promise<void> => {
  await inDraftStore('readwrite', (store) => store.delete(IDBKeyRange.bound(`${userId}/`, `${userId}/\uffff`)));
};

/** Runs one request; undefined when the browser has no database for us: the server's copy is then the only one. */
export async function inDraftStore(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  try {
    const database = await settled(opening());
    const answer = await settled(ask(database.transaction(STORE, mode).objectStore(STORE)));
    database.close();
    return answer;
  } catch {
    return undefined;
  }
}

function opening(): IDBOpenDBRequest {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
