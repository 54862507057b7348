import type { Duplex } from 'node:stream';

/** Calls `tooLarge` at the first frame from a client with more than `largest` bytes; `ws` bounds whole messages only. */
export function watchFrames(socket: Duplex, largest: number, tooLarge: () => void): void {
  let unread: Uint8Array = Buffer.alloc(0);
  let skip = 0;
  socket.prependListener('data', (chunk: Buffer) => {
    let rest = Buffer.concat([unread, chunk.subarray(skip)]);
    skip = Math.max(skip - chunk.length, 0);
    for (let frame = frameAt(rest); frame !== undefined; frame = frameAt(rest)) {
      if (frame.payload > largest) return tooLarge();
      skip = Math.max(frame.length - rest.length, 0);
      rest = rest.subarray(frame.length);
    }
    unread = rest;
  });
}

/** The frame that begins with `bytes` (RFC 6455, 5.2); undefined when its header is not there completely. */
function frameAt(bytes: Buffer): { payload: number; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
  const maskEnd = 2 + extended + 4;
  if (bytes.length < maskEnd) return undefined;
  const payload = extended === 8 ? Number(bytes.readBigUInt64BE(2)) : extended === 2 ? bytes.readUInt16BE(2) : short;
  return { payload, length: maskEnd + payload };
}
