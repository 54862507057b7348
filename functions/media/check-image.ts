import { createHash } from 'node:crypto';

const TIMEOUT_MS = 10_000;
/** Far above any rendition of ours. */
const MAX_BYTES = 16_000_000;

/** What the media host serves now, held against what was approved. */
export type ImageCheck = 'approved' | 'missing' | 'changed' | 'unreachable';

/**
 * Loads an image of ours from the media host, as the platform will, and compares its bytes with the hash (hexadecimal
 * SHA-256) that the post was written with: cut off, replaced and vanished images are found before anybody is called.
 */
export async function checkImage({ url, sha256 }: { url: string; sha256: string }): Promise<ImageCheck> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    // Behind CloudFront a missing object is a forbidden one, because nobody may list the bucket.
    if (response.status === 404 || response.status === 403) return 'missing';
    if (!response.ok || response.body === null) return 'unreachable';
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > MAX_BYTES) return 'changed';
      hash.update(chunk);
    }
    return hash.digest('hex') === sha256 ? 'approved' : 'changed';
  } catch {
    return 'unreachable';
  }
}
