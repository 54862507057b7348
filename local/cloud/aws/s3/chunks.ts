import { refusal } from './errors.ts';

const LONGEST_LINE = 8192;

/** Takes the framing off an aws-chunked body; trailers land in `trailers` once the data has been read. */
export async function* dechunk(source: AsyncIterable<Buffer>, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);
  const fill = async () => {
    const { value, done } = await chunks.next();
    if (done === true) throw refusal('IncompleteBody');
    buffer = buffer.length === 0 ? value : Buffer.concat([buffer, value]);
  };
  const shift = (length: number) => {
    const head = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return head;
  };
  const line = async () => {
    let end = buffer.indexOf('\r\n');
    for (; end < 0 && buffer.length < LONGEST_LINE; end = buffer.indexOf('\r\n')) await fill();
    if (end < 0) throw refusal('InvalidRequest', 'The framing of the body is not readable.');
    return shift(end + 2).toString('latin1', 0, end);
  };

  for (;;) {
    const size = Number.parseInt(await line(), 16);
    if (!(size >= 0)) throw refusal('InvalidRequest', 'A chunk has no readable size.');
    if (size === 0) break;
    for (let left = size; left > 0; ) {
      if (buffer.length === 0) await fill();
      const piece = shift(Math.min(left, buffer.length));
      left -= piece.length;
      yield piece;
    }
    await line();
  }
  for (let text = await line(); text !== ''; text = await line()) {
    const [name = '', value = ''] = text.split(':');
    trailers.set(name.trim().toLowerCase(), value.trim());
  }
}
