import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { AwsError } from '../service.ts';
import { type MessageAttributes, md5OfAttributes, type ReceivedMessage } from './message.ts';
import type { createQueues, Queue } from './queues.ts';

/** What an operation knows about the request it answers. */
export type Caller = Pick<JsonRequest, 'accessKeyId' | 'response' | 'enter'> & {
  queues: ReturnType<typeof createQueues>;
  clock: Clock;
  /** Base URL and account, of which queue URLs are made. */
  url: string;
  account: string;
};

export type Operation = (caller: Caller, input: unknown) => Promise<object>;

/** Pairs an operation with the shape of its input. */
export function operation<S extends z.core.$ZodType>(
  schema: S,
  run: (caller: Caller, input: z.output<S>) => Promise<object>,
): Operation {
  return async (caller, input) => run(caller, readInput(schema, input, 'InvalidParameterValue'));
}

/** Finds the queue of a request and asks whether the caller may do `action` to it. */
export async function enter(caller: Caller, action: string, reference: string): Promise<Queue> {
  const queue = caller.queues.find(reference);
  await caller.enter(`sqs:${action}`, queue.arn);
  return queue;
}

export const WireAttributes = z.record(
  z.string(),
  z.object({ DataType: z.string(), StringValue: z.optional(z.string()), BinaryValue: z.optional(z.string()) }),
);

export function toAttributes(wire: z.output<typeof WireAttributes> = {}): MessageAttributes {
  return Object.fromEntries(
    Object.entries(wire).map(([name, { DataType, StringValue, BinaryValue }]) => {
      if (!/^(String|Number|Binary)(\.|$)/.test(DataType) || (StringValue ?? BinaryValue ?? '') === '') {
        throw new AwsError(
          'InvalidParameterValue',
          `The message attribute '${name}' must have a valid type and a non-empty value.`,
        );
      }
      const value = StringValue === undefined ? { binaryValue: BinaryValue ?? '' } : { stringValue: StringValue };
      return [name, { dataType: DataType, ...value }];
    }),
  );
}

const wanted = (names: string[]) => (name: string) =>
  names.some((n) => n === 'All' || n === name || (n.endsWith('*') && name.startsWith(n.replace(/\.?\*$/, ''))));

/** A message in the spelling of the wire, with only the attributes that were asked for. */
export function toWireMessage(message: ReceivedMessage, systemNames: string[], attributeNames: string[]): object {
  const isSystem = wanted(systemNames);
  const isOwn = wanted(attributeNames);
  const system = Object.entries(message.attributes).filter(([name]) => isSystem(name));
  const own = Object.entries(message.messageAttributes).filter(([name]) => isOwn(name));
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5OfBody,
    Attributes: system.length === 0 ? undefined : Object.fromEntries(system),
    MD5OfMessageAttributes: md5OfAttributes(Object.fromEntries(own)),
    MessageAttributes:
      own.length === 0
        ? undefined
        : Object.fromEntries(
            own.map(([name, { dataType, stringValue, binaryValue }]) => [
              name,
              { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue },
            ]),
          ),
  };
}
