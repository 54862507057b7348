import { createCipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { bytesOf } from '../media-bytes.ts';
import type { Credentials, Outcome, PlatformPost } from '../platform.ts';
import { snapchatRequest } from './call.ts';

/** With the form around it a part may not be larger than 32 MiB. */
const PART_BYTES = 31 * 1024 * 1024;
const LONGEST_PATH = 512;

// A path of Snap's own and nothing else: it is put behind the host that our token goes to.
const path = z.string().check(
  z.regex(/^\/(?!\/)[^\s\\]*$/),
  z.maxLength(LONGEST_PATH),
  z.refine((value) => !value.includes('..')),
);
const container = z.object({ media_id: z.string(), add_path: path, finalize_path: path });
const done = z.looseObject({});

/** AES-256-CBC with PKCS#7 padding, over the whole file. `key` has 32 bytes, `iv` 16. */
export function encrypted(bytes: Uint8Array, key: Uint8Array, iv: Uint8Array): Buffer<ArrayBuffer> {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/**
 * Brings one file to Snap, encrypted under a key that only this upload has: a container, its parts, the end. A container
 * that was begun and left is nothing that anybody sees, so every doubt begins anew.
 */
export async function snapchatUpload(
  credentials: Credentials,
  { url, kind }: PlatformPost['media'][number],
): Promise<Outcome<string>> {
  const loaded = await bytesOf(url);
  if (!loaded.ok) return loaded;
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const json = {
    type: kind === 'image' ? 'IMAGE' : 'VIDEO',
    name: url.split('/').at(-1)?.slice(0, 100) ?? 'media',
    key: key.toString('base64'),
    iv: iv.toString('base64'),
  };
  const at = `/v1/public_profiles/${credentials.externalId}/media`;
  const begun = await snapchatRequest(credentials, { method: 'POST', path: at, json }, 'repeatable', container);
  if (!begun.ok) return begun;
  const { media_id, add_path, finalize_path } = begun.value;
  const cipher = encrypted(loaded.value, key, iv);
  for (let from = 0, part = 1; from < cipher.length; from += PART_BYTES, part += 1) {
    const form = new FormData();
    form.set('action', 'ADD');
    form.set('part_number', String(part));
    form.set('file', new Blob([cipher.subarray(from, from + PART_BYTES)]), 'part');
    const added = await snapchatRequest(credentials, { method: 'POST', path: add_path, form }, 'repeatable', done);
    if (!added.ok) return added;
  }
  const form = new FormData();
  form.set('action', 'FINALIZE');
  const ended = await snapchatRequest(credentials, { method: 'POST', path: finalize_path, form }, 'repeatable', done);
  return ended.ok ? { ok: true, value: media_id } : ended;
}
