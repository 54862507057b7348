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

/** Body plus attributes, of one message and of one batch (bytes). */
export const MAX_MESSAGE_BYTES = 1_048_576;

// What XML 1.0 cannot carry, SQS does not accept.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Bytes that count towards the size limits. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { dataType, stringValue, binaryValue }]) =>
      sum +
      Buffer.byteLength(name + dataType + (stringValue ?? '')) +
      (binaryValue === undefined ? 0 : Buffer.from(binaryValue, 'base64').length),
    Buffer.byteLength(body),
  );
}

/** Refuses what SQS would refuse about a message's content. */
export function checkMessage(body: string, attributes: MessageAttributes): void {
  if (body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (FORBIDDEN.test(body)) throw new AwsError('InvalidMessageContents', 'Invalid characters found.');
  if (sizeOf(body, attributes) > MAX_MESSAGE_BYTES) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_MESSAGE_BYTES} bytes.`,
    );
  }
  if (Object.keys(attributes).length > 10) {
    throw new AwsError('InvalidParameterValue', 'Number of message attributes [11] exceeds the allowed maximum [10].');
  }
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
  return md5(
    Buffer.concat(
      entries.flatMap(([name, { dataType, stringValue, binaryValue }]) => [
        ...lengthPrefixed(Buffer.from(name)),
        ...lengthPrefixed(Buffer.from(dataType)),
        Buffer.from([binaryValue === undefined ? 1 : 2]),
        ...lengthPrefixed(
          binaryValue === undefined ? Buffer.from(stringValue ?? '') : Buffer.from(binaryValue, 'base64'),
        ),
      ]),
    ),
  );
}
