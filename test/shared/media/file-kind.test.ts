import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileKindOf } from '#shared/media/file-kind.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const boxed = (brand: string, ...others: string[]) =>
  `\0\0\0${String.fromCharCode(16 + 4 * others.length)}ftyp${brand}\0\0\0\0${others.join('')}`;

describe('what a file is, by its first bytes', () => {
  it.each([
    ['a JPEG', '\xff\xd8\xff\xe0', 'image/jpeg'],
    ['a PNG', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['a WebP', 'RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
    ['a photo of an iPhone', boxed('heic', 'mif1', 'heic'), 'heic'],
    ['a photo of an iPhone behind a general brand', boxed('mif1', 'mif1', 'heix'), 'heic'],
    ['a row of photos', boxed('msf1', 'hevc'), 'heic'],
    ['an AVIF', boxed('avif', 'mif1', 'miaf'), 'avif'],
    ['an AVIF behind a general brand', boxed('mif1', 'avif'), 'avif'],
    ['a film of a phone', boxed('isom', 'iso2', 'avc1', 'mp41'), 'video'],
    ['a film of an iPhone', boxed('qt  ', 'qt  '), 'video'],
    ['an old film without brands', '\0\0\0\x08wide\0\0\0\0mdat', 'video'],
    ['a WebM', '\x1a\x45\xdf\xa3', 'video'],
    ['a GIF', 'GIF89a\x01\0', 'gif'],
    ['a TIFF of a PC', 'II*\0\x08\0\0\0', 'tiff'],
    ['a TIFF of a Mac', 'MM\0*\0\0\0\x08', 'tiff'],
    ['a BMP', 'BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'bmp'],
    ['a PDF', '%PDF-1.7\n', 'pdf'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg'],
    ['a drawing behind a declaration', '\ufeff<?xml version="1.0"?>\n<!-- x -->\n<SVG>'.slice(1), 'svg'],
    ['a text that begins like a BMP', 'BMW of Kuwait, spring sale', undefined],
    ['a page with a drawing in it', '<!-- x --><html><svg/></html>', undefined],
    ['sound', boxed('M4A ', 'M4A ', 'mp42', 'isom'), undefined],
    ['a RIFF file of another kind', 'RIFF\x24\0\0\0WAVEfmt ', undefined],
    ['an archive', 'PK\x03\x04', undefined],
    ['nothing', '', undefined],
  ] as const)('%s', (_, start, kind) => {
    expect(fileKindOf(bytes(start))).toBe(kind);
    expect(fileKindOf(bytes(start.padEnd(9000, '\0')))).toBe(kind);
  });

  it('is answered for any bytes, cut off anywhere', () => {
    const starts = fc.constantFrom('', '\0\0\0\x18ftyp', '\xff\xff\xff\xffftypmif1', 'RIFF', 'BM', '<svg', 'II*');
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 60 }), (start, rest) => {
        const file = new Uint8Array([...bytes(start), ...rest]);
        for (let end = 0; end <= file.length; end += 7) expect(() => fileKindOf(file.subarray(0, end))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
