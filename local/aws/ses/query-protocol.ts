import { AwsError } from '../service.ts';

/** The form fields of AWS's query protocol: `Destinations.member.1` and the like, 1-based. */
export type Form = {
  text(name: string): string | undefined;
  required(name: string): string;
  /** `name.member.1`, `name.member.2` … as far as they are numbered without a gap. */
  members(name: string): string[];
  /** `name.member.N.Name` → `name.member.N.Value`. */
  pairs(name: string): Record<string, string>;
};

export function readForm(body: Buffer): Form {
  const fields = new URLSearchParams(body.toString());
  const text = (name: string) => fields.get(name) ?? undefined;
  const numbered = (name: string, rest = '') => {
    const values: string[] = [];
    for (let n = 1; fields.has(`${name}.member.${n}${rest}`); n++)
      values.push(fields.get(`${name}.member.${n}${rest}`) ?? '');
    return values;
  };
  return {
    text,
    required(name) {
      const value = text(name);
      if (value === undefined || value === '')
        throw new AwsError('ValidationError', `1 validation error detected: '${name}' must not be null`);
      return value;
    },
    members: (name) => numbered(name),
    pairs(name) {
      const values = numbered(name, '.Value');
      return Object.fromEntries(numbered(name, '.Name').map((key, at) => [key, values[at] ?? '']));
    },
  };
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes text safe inside XML and HTML, attributes included. */
export const escapeMarkup = (text: string) => text.replace(/[&<>"']/g, (mark) => escapes[mark] ?? mark);

const element = (name: string, value: string | number) => `<${name}>${escapeMarkup(String(value))}</${name}>`;
const elements = (fields: Record<string, string | number>) =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('');
const metadata = () => `<ResponseMetadata>${element('RequestId', crypto.randomUUID())}</ResponseMetadata>`;
const namespace = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

export const resultXml = (action: string, fields: Record<string, string | number>) =>
  `<${action}Response ${namespace}><${action}Result>${elements(fields)}</${action}Result>${metadata()}</${action}Response>`;

export const errorXml = ({ name, message, status }: AwsError) =>
  `<ErrorResponse ${namespace}><Error>${elements({ Type: status < 500 ? 'Sender' : 'Receiver', Code: name, Message: message })}</Error>` +
  `${element('RequestId', crypto.randomUUID())}</ErrorResponse>`;
