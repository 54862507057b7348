import * as z from 'zod/mini';
import { type Registered, registered } from './registered.ts';
import { machineText } from './text.ts';

/**
 * Ids are a prefix and 26 characters `[0-9a-z]`: ten of time (milliseconds, so that they sort by age) and sixteen
 * random ones. Lower case only, because the table's keys are lower-cased.
 */
export const idPrefixes: Registered<'ids'> = registered('ids');

export type IdKind = keyof typeof idPrefixes;

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/**
 * Makes an id. `random` fills a byte array and must be cryptographic (`crypto.getRandomValues`).
 *
 * @example createId('post', now(), crypto.getRandomValues.bind(crypto)) // 'po_0mb4…'
 */
export function createId(kind: IdKind, now: number, random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const time = now.toString(36).padStart(TIME_LENGTH, '0');
  let tail = '';
  while (tail.length < RANDOM_LENGTH) {
    // 252 is the largest multiple of 36 in a byte: larger bytes would make some characters likelier.
    for (const byte of random(new Uint8Array(RANDOM_LENGTH)))
      if (byte < 252 && tail.length < RANDOM_LENGTH) tail += ALPHABET[byte % 36];
  }
  return `${idPrefixes[kind]}_${time}${tail}`;
}

/** Schema of one kind of id. A malformed id is a 404 like a missing one, so routes need not tell them apart. */
export const id = (kind: IdKind) => machineText().check(z.regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-z]{26}$`)));
