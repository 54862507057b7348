import sharp from 'sharp';
import { listen } from '#cloud/aws/service.ts';

/** A photo of one colour, `width` × `height`. */
export const photo = (width = 1080, height = 1080, format: 'jpeg' | 'png' = 'jpeg') =>
  sharp({ create: { width, height, channels: 3, background: '#a3541c' } })
    .toFormat(format)
    .toBuffer();

type Served = { bytes: Buffer; type: string };

/**
 * A host for pictures as the media host is: lengths, types and ranges. `put` gives the address; what was never put is
 * not there.
 */
export async function startImageHost() {
  const files = new Map<string, Served>();
  const running = await listen(async (request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) return void response.writeHead(404).end();
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const bytes = range ? file.bytes.subarray(Number(range[1]), Number(range[2]) + 1) : file.bytes;
    response.writeHead(range ? 206 : 200, { 'content-type': file.type, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  return {
    ...running,
    remove: (name: string): void => void files.delete(`/${name}`),
    put(name: string, bytes: Buffer, type = 'image/jpeg'): string {
      files.set(`/${name}`, { bytes, type });
      return `${running.url}/${name}`;
    },
  };
}
