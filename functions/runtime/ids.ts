import { createId, type IdKind } from '#shared/contract/id.ts';
import { now } from './clock.ts';

/** Asked for in advance: a call for sixteen bytes costs more than the rest of an id. Each byte is used once. */
const pool = new Uint8Array(1024);
let used = pool.length;

function random(bytes: Uint8Array): Uint8Array {
  if (used + bytes.length > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  bytes.set(pool.subarray(used, used + bytes.length));
  used += bytes.length;
  return bytes;
}

/** A fresh id of a kind, time-ordered and unguessable. */
export const newId = (kind: IdKind): string => createId(kind, now(), random);
