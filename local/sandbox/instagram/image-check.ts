import { GraphRefusal } from './errors.ts';

const LARGEST_BYTES = 8_388_608;
const FETCH_TIMEOUT_MS = 10_000;
const [MIN_RATIO, MAX_RATIO] = [0.8, 1.91];
const MIN_WIDTH = 320;

/** Fetches an image as Instagram does and refuses what Instagram would refuse. */
export async function checkImage(address: string): Promise<void> {
  const url = acceptable(address);
  const head = await fetched(url, { method: 'HEAD' });
  if (head.status !== 200) throw notFetchable(`HEAD answered ${head.status}`);
  if (Number(head.headers.get('content-length') ?? 0) > LARGEST_BYTES) throw new GraphRefusal(36000, 2207004);
  const part = await fetched(url, { headers: { range: 'bytes=0-0' } });
  if (part.status !== 206) throw notFetchable(`the host does not answer ranges (${part.status})`);
  const whole = await fetched(url, {});
  if (whole.status !== 200) throw notFetchable(`GET answered ${whole.status}`);
  const bytes = await bodyOf(whole);
  if (bytes.length > LARGEST_BYTES) throw new GraphRefusal(36000, 2207004);
  const type = head.headers.get('content-type') ?? '';
  const size = jpegSize(bytes);
  if (!type.startsWith('image/jpeg') || size === undefined) throw new GraphRefusal(36001, 2207005);
  const ratio = size.width / size.height;
  // Whole pixels: 1080 × 566 is as near to 1.91 as a picture can be.
  if (ratio < MIN_RATIO - 0.002 || ratio > MAX_RATIO + 0.002) throw new GraphRefusal(36003, 2207009);
  if (size.width < MIN_WIDTH) throw new GraphRefusal(100, undefined, { message: 'The image is too small.' });
}

function acceptable(address: string): URL {
  if (!URL.canParse(address)) throw notFetchable('not a URL');
  const url = new URL(address);
  const loopback = url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !loopback) throw notFetchable('not https');
  if (url.username !== '' || /%[89a-f]/i.test(url.pathname)) throw notFetchable('the path is not plain ASCII');
  return url;
}

async function fetched(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  } catch (cause) {
    throw notFetchable(cause instanceof Error ? cause.message : 'no connection');
  }
}

async function bodyOf(response: Response): Promise<Buffer> {
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    throw notFetchable(cause instanceof Error ? cause.message : 'the body broke off');
  }
}

const notFetchable = (why: string) =>
  new GraphRefusal(9004, 2207052, {
    message: `Only photo or video can be accepted as media type. (${why})`,
    transient: true,
  });

/** Width and height of a complete JPEG from its frame header, or undefined when it is none. */
export function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return undefined;
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
