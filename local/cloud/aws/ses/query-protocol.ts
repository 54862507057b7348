import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from '../service.ts';

/** The form fields of AWS's query protocol: `Destinations.member.1` and the like, 1-based. */
export type Form = {
  /** Throws for a parameter that is not among these (by the part of its name before the first dot). */
  takes(...names: string[]): void;
  text(name: string): string | undefined;
  required(name: string): string;
  /** `name.member.1`, `name.member.2` … */
  members(name: string): string[];
  /** `name.member.N.Name` → `name.member.N.Value`. */
  pairs(name: string): Record<string, string>;
};

export function readForm(body: Buffer): Form {
  const fields = new URLSearchParams(body.toString());
  const text = (name: string) => fields.get(name) ?? undefined;
  const numbered = (name: string, rest = '') => {
    const field = new RegExp(`^${name}\\.member\\.\\d+${rest}$`);
    return [...fields].filter(([key]) => field.test(key)).map(([, value]) => value);
  };
  return {
    takes(...names) {
      const stray = [...fields.keys()].find(
        (key) => !['Action', 'Version', ...names].includes(key.split('.')[0] ?? ''),
      );
      if (stray) throw new AwsError('InvalidParameterValue', `The local SES does not know the parameter ${stray}`);
    },
    text,
    required(name) {
      const value = text(name);
      if (!value) throw new AwsError('ValidationError', `1 validation error detected: '${name}' must not be null`);
      return value;
    },
    members: (name) => numbered(name),
    pairs(name) {
      const values = numbered(name, '.Value');
      return Object.fromEntries(numbered(name, '.Name').map((key, at) => [key, values[at] ?? '']));
    },
  };
}

const builder = new XMLBuilder({ ignoreAttributes: false });
const xml = (root: string, content: object): string =>
  builder.build({ [root]: { '@_xmlns': 'http://ses.amazonaws.com/doc/2010-12-01/', ...content } });

export const resultXml = (action: string, fields: Record<string, string | number>) =>
  xml(`${action}Response`, { [`${action}Result`]: fields, ResponseMetadata: { RequestId: crypto.randomUUID() } });

export const errorXml = ({ name, message, status }: AwsError) =>
  xml('ErrorResponse', {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: name, Message: message },
    RequestId: crypto.randomUUID(),
  });
