import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Attachment as AttachedFile, addressParser, decodeWords } from 'postal-mime';
import { AwsError } from '../service.ts';

/** One header as sent, folded lines joined, encoded words decoded. */
export type Header = { name: string; value: string };
export type Attachment = { fileName: string; contentType: string; bytes: number };
export type ParsedMail = {
  subject: string;
  headers: Header[];
  text?: string;
  html?: string;
  attachments: Attachment[];
};

/** Headers that may stand in a mail more than once. */
const repeatable = /^(received|comments|keywords|resent-.*|x-.*)$/;
const invalid = (why: string) => new AwsError('InvalidParameterValue', why);

/** Builds the MIME that SES builds for a mail given in parts. CR and LF in a header value become spaces. */
export const composeMime = (parts: ConstructorParameters<typeof MailComposer>[0]): Promise<Buffer> =>
  new MailComposer(parts).compile().build();

/** Takes a raw mail apart. Throws InvalidParameterValue for what SES does not send on. */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const mail = await PostalMime.parse(raw).catch((error: unknown) => {
    throw invalid(String(error));
  });
  const names = mail.headers.map(({ key }) => key);
  const repeated = mail.headers.find(({ key }, at) => names.indexOf(key) < at && !repeatable.test(key));
  if (repeated !== undefined) throw invalid(`Duplicate header '${repeated.originalKey}'.`);
  const order = mail.headers.find(({ key }) => key.startsWith('x-ses-'));
  if (order !== undefined) throw invalid(`The local SES takes no orders from the header ${order.originalKey}`);
  const lines = raw.toString('latin1').split('\n');
  if (lines.some(({ length }) => length >= 1000)) throw invalid('A line is longer than 1000 bytes');
  const headers = mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) }));
  const attachments = mail.attachments.map((file) => ({
    fileName: file.filename ?? '',
    contentType: file.mimeType,
    bytes: contentOf(file).length,
  }));
  return {
    subject: mail.subject ?? '',
    headers,
    ...(mail.text !== undefined && { text: mail.text.trimEnd() }),
    ...(mail.html !== undefined && { html: mail.html.trimEnd() }),
    attachments,
  };
}

/** The file that a mail carries at this place, counted from 0. */
export async function attachmentOf(raw: Buffer, place: number): Promise<Buffer | undefined> {
  const file = (await PostalMime.parse(raw)).attachments[place];
  return file && contentOf(file);
}

const contentOf = ({ content }: AttachedFile): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));

export const headerOf = (mail: ParsedMail, name: string): string | undefined =>
  mail.headers.find((header) => header.name.toLowerCase() === name)?.value;

/** The bare addresses of a header like `"كويت" <a@b.example>, c@d.example`; what is no address stays as it is. */
export const addressesIn = (value: string): string[] =>
  addressParser(value, { flatten: true }).map(({ name, address = '' }) => address || name);

/** The mail as it goes out: SES writes Message-ID and Date itself and leaves hidden recipients out. */
export function stamped(raw: Buffer, messageId: string, at: number): Buffer {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/^(message-id|date|bcc):.*(\r?\n[ \t].*)*(\r?\n|$)/gim, '');
  const own = `Message-ID: <${messageId}@email.amazonses.com>\r\nDate: ${new Date(at).toUTCString()}\r\n`;
  return Buffer.from(own + head + text.slice(end), 'latin1');
}
