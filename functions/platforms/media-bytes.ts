import { errorName } from '#runtime/error-name.ts';
import type { Outcome } from './platform.ts';

const TIMEOUT_MS = 10_000;

/** Loads a file of ours from the media host, for networks that want its bytes. `url` is our own address. */
export async function bytesOf(url: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    return unreachable(String(response.status));
  } catch (error) {
    return unreachable(errorName(error));
  }
}

const unreachable = (detail: string): Outcome<never> => ({
  ok: false,
  fault: { disposition: 'retry', reason: 'media.unreachable', detail: `media ${detail}` },
});
