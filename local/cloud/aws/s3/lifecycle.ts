import type { Clock } from '../clock.ts';
import { BY_S3 } from './event-log.ts';
import type { Bucket } from './exchange.ts';
import type { MultipartStore } from './multipart-store.ts';
import type { ObjectStore } from './object-store.ts';

/** An enabled rule of a bucket's lifecycle, as in the template; sizes in bytes. */
export type LifecycleRule = {
  Prefix?: string | undefined;
  ObjectSizeGreaterThan?: number | undefined;
  ObjectSizeLessThan?: number | undefined;
  ExpirationInDays?: number | undefined;
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation: number } | undefined;
};

const DAY_MS = 86_400_000;
const expiry = { cause: 'LifecycleExpiration', by: BY_S3 };

/** Does what a bucket's rules ask for at `midnight`: what has been there for its days then, goes. */
export function applyRules(bucket: Bucket, store: ObjectStore, uploads: MultipartStore, midnight: number): void {
  const isDue = (from: number, days = Number.POSITIVE_INFINITY) => from + days * DAY_MS <= midnight;
  for (const rule of bucket.lifecycle) {
    const { Prefix = '', ObjectSizeGreaterThan: more = -1, ObjectSizeLessThan: less = Number.POSITIVE_INFINITY } = rule;
    for (const { key, size, modifiedAt } of [...store.list(bucket.name, Prefix)])
      if (isDue(modifiedAt, rule.ExpirationInDays) && size > more && size < less) store.drop(bucket, key, expiry);
    for (const { id, key, initiatedAt } of uploads.list(bucket.name))
      if (key.startsWith(Prefix) && isDue(initiatedAt, rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation))
        store.commit(() => uploads.end(id));
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
