/** What stands in the header of a JPEG, read by nothing of the code that made it. */
export type JpegFacts = {
  width: number;
  height: number;
  /** Bits of a sample. */
  precision: number;
  /** 1 grey, 3 colour (YCbCr), 4 CMYK. */
  components: number;
  /** Names of application segments (`JFIF`, `Exif`, `ICC_PROFILE`, …). */
  segments: string[];
  isProgressive: boolean;
  /** Whether it ends where its picture ends. */
  isComplete: boolean;
};

/** Walks through the segments of a JPEG file. Throws for what is none. */
export function probeJpeg(file: Uint8Array): JpegFacts {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint16(0) !== 0xffd8) throw new Error('no JPEG');
  const segments: string[] = [];
  for (let at = 2; at + 4 < file.length; ) {
    if (view.getUint8(at) !== 0xff) throw new Error(`no marker at ${at}`);
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    const isApplication = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
    if (isApplication) segments.push(nameAt(file.subarray(at + 4, at + 2 + length)));
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return {
        precision: view.getUint8(at + 4),
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
        segments,
        isProgressive: marker === 0xc2,
        isComplete: view.getUint16(file.length - 2) === 0xffd9,
      };
    at += 2 + length;
  }
  throw new Error('no frame');
}

const nameAt = (segment: Uint8Array): string => String.fromCharCode(...segment.subarray(0, 32)).split('\0')[0] ?? '';
