import type { Clock } from '../clock.ts';
import type { Bucket } from './exchange.ts';
import type { createMultipartStore } from './multipart-store.ts';
import type { createObjectStore } from './object-store.ts';

/** A rule of a bucket's lifecycle: which objects it is about, and after how many days they or their uploads go. */
export type LifecycleRule = {
  prefix: string;
  /** Sizes in bytes, both excluded. */
  largerThan: number;
  smallerThan: number;
  expirationDays?: number | undefined;
  abortUploadDays?: number | undefined;
};

const DAY_MS = 86_400_000;
const BY_S3 = 's3.amazonaws.com';

export type Stores = {
  store: ReturnType<typeof createObjectStore>;
  uploads: ReturnType<typeof createMultipartStore>;
};

/** Does what a bucket's rules ask for at `midnight`: what has been there for its days then, goes. */
export function applyRules(bucket: Bucket, { store, uploads }: Stores, midnight: number): void {
  for (const { prefix, largerThan, smallerThan, expirationDays, abortUploadDays } of bucket.lifecycle) {
    const isDue = (from: number, days: number | undefined) => days !== undefined && from + days * DAY_MS <= midnight;
    for (const { key, size, modifiedAt } of [...store.list(bucket.name, prefix)])
      if (isDue(modifiedAt, expirationDays) && size > largerThan && size < smallerThan)
        store.drop(bucket, key, { cause: 'LifecycleExpiration', by: BY_S3 });
    for (const { id, key, initiatedAt } of uploads.list(bucket.name))
      if (key.startsWith(prefix) && isDue(initiatedAt, abortUploadDays)) store.commit(() => uploads.end(id));
  }
}

/** The midnight (UTC) that has passed last. */
export const lastMidnight = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS;

/** Calls `run` at every midnight UTC, the hour at which S3 looks. Returns the way to stop. */
export function everyMidnight(clock: Clock, run: (midnight: number) => void): () => void {
  let cancel = () => {};
  const wait = () => {
    const next = lastMidnight(clock.now()) + DAY_MS;
    cancel = clock.at(next, () => {
      run(next);
      wait();
    });
  };
  wait();
  return () => cancel();
}
