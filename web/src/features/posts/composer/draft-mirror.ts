import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { Restorable } from './composer-state.ts';

const DATABASE = 'kuwait-social';
const STORE = 'drafts';

const Mirrored = z.object({
  accountIds: z.array(z.string()),
  caption: z.string(),
  images: z.array(
    z.object({ mediaId: z.string(), url: z.string(), width: z.number(), height: z.number(), altText: z.string() }),
  ),
  date: z.string(),
  time: z.string(),
  /** Revision of the post that the person had been looking at; 0 for a post that was never stored. */
  revision: z.number(),
});
export type MirroredDraft = Restorable & { revision: number };

/**
 * Where an unsaved draft lies in this browser. The user is part of the key, so that on a shared computer nobody is
 * shown somebody else's words.
 */
export const mirrorKey = (userId: string, postId = 'new'): string => `${userId}/${postId}`;

/** Reads what was left unsaved; undefined when there is nothing, or no database (private windows). */
export async function readMirror(key: string): Promise<MirroredDraft | undefined> {
  const found = await inStore('readonly', (store) => store.get(key));
  const parsed = Mirrored.safeParse(found);
  return parsed.success ? parsed.data : undefined;
}

/** What was left unsaved under a key, or null; read once per opening. */
export const mirrorQuery = (key: string) =>
  queryOptions({
    queryKey: ['mirror', key],
    queryFn: async () => (await readMirror(key)) ?? null,
    networkMode: 'always',
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const writeMirror = async (key: string, draft: MirroredDraft): Promise<void> => {
  await inStore('readwrite', (store) => store.put(draft, key));
};

export const forgetMirror = async (key: string): Promise<void> => {
  await inStore('readwrite', (store) => store.delete(key));
};

/** Runs one request; undefined when the browser has no database for us: the server's copy is then the only one. */
async function inStore(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
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
