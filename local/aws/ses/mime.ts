/** One header as sent, folded lines joined, encoded words decoded. */
export type Header = { name: string; value: string };
export type Attachment = { fileName: string; contentType: string; bytes: number };
export type ParsedMail = { headers: Header[]; text?: string; html?: string; attachments: Attachment[] };

/** Takes a raw mail apart, as far as a viewer and tests need it: multiparts, transfer encodings, encoded words. */
export function parseMail(raw: Buffer): ParsedMail {
  const mail: ParsedMail = { headers: headersOf(head(raw)), attachments: [] };
  collect(raw, mail, 0);
  return mail;
}

export const headerOf = (mail: Pick<ParsedMail, 'headers'>, name: string): string | undefined =>
  mail.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;

/** The bare addresses of a header like `"كويت" <a@b.example>, c@d.example`. */
export const addressesIn = (value: string): string[] =>
  [...value.matchAll(/<([^<>\s]+@[^<>\s]+)>|([^\s<>",;]+@[^\s<>",;]+)/g)].map(([, inBrackets, bare]) =>
    String(inBrackets ?? bare),
  );

const DEEPEST = 10;

function collect(part: Buffer, mail: ParsedMail, depth: number): void {
  const headers = headersOf(head(part));
  const get = (name: string) => headerOf({ headers }, name) ?? '';
  const type = get('content-type') || 'text/plain; charset=utf-8';
  const boundary = parameter(type, 'boundary');
  if (/^multipart\//i.test(type) && boundary !== undefined && depth < DEEPEST) {
    for (const piece of split(body(part), boundary)) collect(piece, mail, depth + 1);
    return;
  }
  const content = decode(body(part), get('content-transfer-encoding'));
  const fileName = parameter(get('content-disposition'), 'filename') ?? parameter(type, 'name');
  const kind = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const isAttached = /^attachment/i.test(get('content-disposition')) || fileName !== undefined;
  if (!isAttached && kind === 'text/html') mail.html ??= inCharset(content, type);
  else if (!isAttached && kind === 'text/plain') mail.text ??= inCharset(content, type);
  else mail.attachments.push({ fileName: fileName ?? '', contentType: kind, bytes: content.length });
}

const gap = (part: Buffer) => {
  const crlf = part.indexOf('\r\n\r\n');
  const lf = part.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { at: crlf, length: 4 };
  return lf >= 0 ? { at: lf, length: 2 } : { at: part.length, length: 0 };
};
const head = (part: Buffer) => part.subarray(0, gap(part).at).toString('utf8');
const body = (part: Buffer) => part.subarray(gap(part).at + gap(part).length);

function headersOf(text: string): Header[] {
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ name: line.slice(0, colon), value: decodeWords(line.slice(colon + 1).trim()) }];
  });
}

/** RFC 2047: `=?utf-8?B?…?=`, where white space between two encoded words is not part of the text. */
const decodeWords = (text: string) =>
  text.replace(/\?=\s+=\?/g, '?==?').replace(/(?:=\?([\w-]+)(?:\*\w+)?\?([bq])\?([^?]*)\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?([\w-]+)(?:\*\w+)?\?([bq])\?([^?]*)\?=/gi)];
    const charset = words[0]?.[1] ?? 'utf-8';
    // Joined before decoding, because careless senders cut a letter in two.
    return inCharset(Buffer.concat(words.map(([, , kind = '', data = '']) => word(kind, data))), `charset=${charset}`);
  });
const word = (kind: string, data: string) =>
  kind.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : quotedPrintable(data.replaceAll('_', ' '));

/** A parameter of a structured header; RFC 2231 values (`name*=utf-8''…`) included. */
function parameter(header: string, name: string): string | undefined {
  const extended = new RegExp(`;\\s*${name}\\*=[\\w-]*'[^']*'([^;\\s]+)`, 'i').exec(header)?.[1];
  if (extended !== undefined) return quotedPrintable(extended.replaceAll('%', '=')).toString('utf8');
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header) ?? [];
  return quoted ?? bare;
}

function split(content: Buffer, boundary: string): Buffer[] {
  const text = content.toString('latin1');
  const pieces = text.split(new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/\W/g, '\\$&')}(?:--)?[ \\t]*(?:\\r?\\n|$)`));
  return pieces.slice(1, -1).map((piece) => Buffer.from(piece, 'latin1'));
}

function decode(content: Buffer, encoding: string): Buffer {
  if (/^base64$/i.test(encoding)) return Buffer.from(content.toString('latin1'), 'base64');
  return /^quoted-printable$/i.test(encoding) ? quotedPrintable(content.toString('latin1')) : content;
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/[ \t]*=\r?\n/g, '')
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

function inCharset(content: Buffer, type: string): string {
  const charset = parameter(`;${type}`, 'charset') ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(content);
  } catch {
    return new TextDecoder().decode(content);
  }
}
