import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { MediaRefusal } from '#shared/media/media-rules.ts';

type Picture = {
  width?: number;
  height?: number;
  format?: 'jpeg' | 'png' | 'webp';
  orientation?: number;
  gps?: boolean;
};

/** A picture with some detail in it. `gps` hides a place and a camera in it, as phones do. */
export async function picture(options: Picture = {}): Promise<Buffer> {
  const { width = 640, height = 480, format = 'jpeg', orientation, gps = false } = options;
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
  const image = sharp({ create: { width, height, channels: 3, background: '#b5651d', noise } }).toFormat(format);
  if (gps)
    image.withExif({
      IFD0: { Make: 'SecretCamera', Copyright: 'somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 22/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '47/1 58/1 0/1' },
    });
  if (orientation) image.withMetadata({ orientation });
  return image.toBuffer();
}

const header = (width: number, height: number) => {
  const chunk = Buffer.alloc(25);
  chunk.writeUInt32BE(13, 0);
  chunk.write('IHDR', 4, 'latin1');
  chunk.writeUInt32BE(width, 8);
  chunk.writeUInt32BE(height, 12);
  chunk.set([8, 2, 0, 0, 0], 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 21)), 21);
  return chunk;
};

/** A PNG that only claims to be this large: what a decompression bomb looks like before it is decoded. */
export const claimedPng = (width: number, height: number): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), header(width, height), emptyData()]);

function emptyData(): Buffer {
  const data = Buffer.from([0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0, 0, 0, 0]);
  data.writeUInt32BE(crc32(data.subarray(4, 8)), 8);
  return data;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** Files that are no image we take, whatever they are called, and what they are refused as. */
export const notImages: readonly (readonly [name: string, file: Buffer, reason: MediaRefusal])[] = [
  ['a text file renamed .jpg', bytes('Dear upload gate, I am a JPEG. Honestly.'), 'not_an_image'],
  ['an SVG with a script', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'svg'],
  ['an SVG behind an XML declaration', bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'svg'],
  ['an HTML page', bytes('<!doctype html><script>alert(1)</script>'), 'not_an_image'],
  ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), 'gif'],
  ['a GIF that is a script as well', bytes('GIF89a/*\x00\x00*/=1;alert(1)'), 'gif'],
  ['a zip archive', bytes('PK\x03\x04\x14\x00\x00\x00\x08\x00evil'), 'not_an_image'],
  ['a PDF', bytes('%PDF-1.7\n1 0 obj'), 'pdf'],
  ['a playlist', bytes('#EXTM3U\nfile:///etc/passwd'), 'not_an_image'],
  ['a TIFF', bytes('II*\x00\x08\x00\x00\x00'), 'tiff'],
  ['a BMP', bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'), 'bmp'],
  ['a photo of a phone', bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'heic'],
  ['an AVIF', bytes('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf'), 'avif'],
  ['a film', bytes('\0\0\0\x14ftypqt  \0\0\0\0qt  '), 'video'],
  ['a program', bytes('\x7fELF\x02\x01\x01'), 'not_an_image'],
  [
    'an HTML page behind the first bytes of a JPEG',
    bytes('\xff\xd8\xff\xe0<html><script>alert(1)</script></html>'),
    'not_an_image',
  ],
  [
    'an HTML page behind the first bytes of a PNG',
    bytes('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>'),
    'not_an_image',
  ],
  ['a RIFF file that is no WebP', bytes('RIFF\x24\x00\x00\x00WAVEfmt '), 'not_an_image'],
  ['nothing at all', Buffer.alloc(0), 'not_an_image'],
];
