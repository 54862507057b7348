import { AwsError } from '../service.ts';
import type { StoredMail } from './store.ts';

type Message = Omit<StoredMail, 'messageId' | 'at' | 'configurationSet'>;

/** The bare address of `"Name" <a@b>`, in lower case. */
const addressOf = (text: string) => (/<([^>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase();

const members = (form: URLSearchParams, prefix: string) =>
  [...form].filter(([name]) => name.startsWith(`${prefix}.member.`)).map(([, value]) => addressOf(value));

/** `SendEmail`: subject and bodies come as fields. */
export function readMessage(form: URLSearchParams): Message {
  return {
    sender: addressOf(form.get('Source') ?? ''),
    to: ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((kind) => members(form, `Destination.${kind}`)),
    subject: form.get('Message.Subject.Data') ?? '',
    html: form.get('Message.Body.Html.Data') ?? '',
    text: form.get('Message.Body.Text.Data') ?? '',
    raw: '',
  };
}

/** `SendRawEmail`: reads what the viewer needs out of the MIME text; the text itself is kept whole. */
export function readRawMessage(form: URLSearchParams): Message {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8');
  const root = partOf(raw);
  const sender = addressOf(form.get('Source') ?? root.header('from'));
  if (sender === '') throw new AwsError('InvalidParameterValue', "Missing required header 'From'.");
  if (raw.split('\r\n').some((line) => Buffer.byteLength(line) > 998))
    throw new AwsError('InvalidParameterValue', 'A line of the message is longer than 998 bytes.');
  const destinations = members(form, 'Destinations');
  const parts = leavesOf(root);
  const body = (type: string) => parts.find((part) => part.header('content-type').startsWith(type))?.content() ?? '';
  return {
    sender,
    to: destinations.length > 0 ? destinations : root.header('to').split(',').map(addressOf),
    subject: words(root.header('subject')),
    html: body('text/html'),
    text: body('text/plain'),
    raw,
  };
}

type Part = { header(name: string): string; body: string; content(): string };

function partOf(text: string): Part {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const header = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  const body = rest.join('\r\n\r\n');
  return { header, body, content: () => decode(body, header('content-transfer-encoding').toLowerCase()) };
}

function leavesOf(part: Part): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(part.header('content-type'))?.[1];
  if (boundary === undefined) return [part];
  return part.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((piece) => leavesOf(partOf(piece.replace(/^\r?\n/, ''))));
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quotedPrintable(body).toString('utf8') : body;
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** Decodes RFC 2047 words in a header. */
const words = (header: string) =>
  header.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind: string, text: string) =>
    (kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replace(/_/g, ' '))).toString(
      'utf8',
    ),
  );
