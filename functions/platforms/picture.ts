const TIMEOUT_MS = 5_000;
const LARGEST_BYTES = 64 * 1024;

/** The first bytes of the formats that a page may show. */
const FORMATS = [
  { type: 'image/jpeg', start: 'ffd8ff' },
  { type: 'image/png', start: '89504e47' },
] as const;

/**
 * Takes over an account's picture as a data URL of at most 64 KiB. The address comes from the platform's own answer,
 * never from a person. Best effort: an account without a picture is still an account.
 */
export async function pictureFrom(address: string | undefined): Promise<string | undefined> {
  if (address === undefined) return undefined;
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || Number(response.headers.get('content-length') ?? 0) > LARGEST_BYTES) return undefined;
    const bytes = await atMost(LARGEST_BYTES, response.body ?? []);
    const format = FORMATS.find(({ start }) => bytes?.toString('hex', 0, start.length / 2) === start);
    return format && `data:${format.type};base64,${bytes?.toString('base64')}`;
  } catch {
    return undefined;
  }
}

/** The whole body, or undefined as soon as it grows over `limit` bytes. */
async function atMost(limit: number, body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
