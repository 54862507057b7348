import { createHash } from 'node:crypto';
import { AwsError } from '../service.ts';

/** A message attribute in the spelling of a Lambda record. Binary values are base64. */
export type MessageAttribute = { dataType: string; stringValue?: string; binaryValue?: string };
export type MessageAttributes = Record<string, MessageAttribute>;

/** A message as a consumer gets it; fields and `attributes` are named like a Lambda SQS record. */
export type ReceivedMessage = {
  messageId: string;
  receiptHandle: string;
  body: string;
  md5OfBody: string;
  attributes: Record<string, string>;
  messageAttributes: MessageAttributes;
};

/** Body plus attributes, of one message and of one batch (bytes). One MiB since August 2025; 256 KiB before. */
export const MAX_MESSAGE_BYTES = 1_048_576;
const MAX_ATTRIBUTES = 10;

// What XML 1.0 cannot carry, SQS does not accept.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)(?!(aws|amazon)\.)[\w.-]{1,256}$/i;
const TYPE = /^(String|Number|Binary)(\..+)?$/;

export const invalid = (message: string) => new AwsError('InvalidParameterValue', message);
/** The usual words for a value that does not fit. */
export const unfit = (name: string, value: string | number, reason: string) =>
  invalid(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);
export const missing = (parameter: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);

const bytesOf = ({ stringValue = '', binaryValue }: MessageAttribute): Buffer =>
  binaryValue === undefined ? Buffer.from(stringValue) : Buffer.from(binaryValue, 'base64');

/** Bytes that count towards the size limits. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name + value.dataType) + bytesOf(value).length,
    Buffer.byteLength(body),
  );
}

/** Refuses what SQS would refuse about a message's content. `limit` is the queue's own, in bytes. */
export function checkMessage(body: string, attributes: MessageAttributes, limit = MAX_MESSAGE_BYTES): void {
  if (body === '') throw missing('MessageBody');
  const texts = [body, ...Object.values(attributes).map(({ stringValue = '' }) => stringValue)];
  if (texts.some((text) => FORBIDDEN.test(text)))
    throw new AwsError('InvalidMessageContents', 'Invalid characters found.');
  const names = Object.keys(attributes);
  if (names.length > MAX_ATTRIBUTES)
    throw invalid(`Number of message attributes [${names.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`);
  for (const [name, value] of Object.entries(attributes)) checkAttribute(name, value);
  if (sizeOf(body, attributes) > limit)
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
}

function checkAttribute(name: string, value: MessageAttribute): void {
  const { dataType, stringValue, binaryValue } = value;
  if (!NAME.test(name)) throw invalid(`The message attribute name '${name}' is invalid or reserved.`);
  const [, type] = TYPE.exec(dataType) ?? [];
  if (type === undefined) throw invalid(`The type of message (user) attribute '${name}' is invalid: '${dataType}'.`);
  const fits =
    (type === 'Binary') === (binaryValue !== undefined) && (stringValue === undefined) !== (type !== 'Binary');
  if (!fits || bytesOf(value).length === 0)
    throw invalid(`Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`);
  if (type === 'Number' && (stringValue?.trim() === '' || Number.isNaN(Number(stringValue))))
    throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
}

export const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

const lengthPrefixed = (value: Buffer): Buffer[] => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return [length, value];
};

/** The digest SQS returns for attributes: length-prefixed name, type, transport byte and value, sorted by name. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const parts = entries.flatMap(([name, value]) => [
    ...lengthPrefixed(Buffer.from(name)),
    ...lengthPrefixed(Buffer.from(value.dataType)),
    Buffer.from([value.binaryValue === undefined ? 1 : 2]),
    ...lengthPrefixed(bytesOf(value)),
  ]);
  return md5(Buffer.concat(parts));
}
