import { AwsError } from '../service.ts';

/** Reads a stream piece by piece without ever holding more than a chunk of it. */
export function createByteReader(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);

  const fill = async (): Promise<void> => {
    const { value, done } = await chunks.next();
    if (done) throw new AwsError('IncompleteBody', 'The request body ended too early.');
    buffer = buffer.length === 0 ? value : Buffer.concat([buffer, value]);
  };
  const shift = (length: number): Buffer => {
    const head = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return head;
  };

  /** Yields everything before `mark` and steps over it. */
  async function* until(mark: string): AsyncGenerator<Buffer> {
    for (;;) {
      const at = buffer.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield shift(at);
        shift(mark.length);
        return;
      }
      const safe = buffer.length - mark.length + 1;
      if (safe > 0) yield shift(safe);
      await fill();
    }
  }

  return {
    until,
    /** Yields exactly `length` bytes. */
    async *bytes(length: number): AsyncGenerator<Buffer> {
      for (let left = length; left > 0; ) {
        if (buffer.length === 0) await fill();
        const piece = shift(Math.min(left, buffer.length));
        left -= piece.length;
        yield piece;
      }
    },
    /** Text before `mark`, refused when longer than `limit` bytes. */
    async text(mark: string, limit = 20_480): Promise<string> {
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of until(mark)) {
        size += piece.length;
        if (size > limit) throw new AwsError('MaxPostPreDataLengthExceeded', `A field is longer than ${limit} bytes.`);
        pieces.push(piece);
      }
      return Buffer.concat(pieces).toString();
    },
  };
}
