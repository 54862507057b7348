import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { type MessageAttributes, md5OfAttributes, missing, type ReceivedMessage } from './message.ts';
import type { createMoveTasks } from './move-tasks.ts';
import type { Queue } from './queue.ts';
import type { createQueues } from './queues.ts';

/** What an operation knows about the request it answers. */
export type Caller = Pick<JsonRequest, 'accessKeyId' | 'response' | 'enter'> & {
  queues: ReturnType<typeof createQueues>;
  moves: ReturnType<typeof createMoveTasks>;
  clock: Clock;
  /** Base URL and account, of which queue URLs are made. */
  url: string;
  account: string;
};

export type Operation = (caller: Caller, input: Record<string, unknown>) => Promise<object>;

/** Pairs an operation with its input. A member that is not in `shape` would be ignored, so it is refused by name. */
export function operation<S extends z.core.$ZodLooseShape>(
  shape: S,
  run: (caller: Caller, input: z.output<z.ZodMiniObject<S, z.core.$strict>>) => Promise<object>,
): Operation {
  const schema = z.strictObject(shape);
  return async (caller, input) => {
    for (const [name, member] of Object.entries(shape))
      if (input[name] === undefined && !z.safeParse(member, undefined).success) throw missing(name);
    return run(caller, readInput(schema, input, 'InvalidParameterValue'));
  };
}

/** Finds the queue of a request and asks whether the caller may do `action` to it. */
export async function enter(caller: Caller, action: string, reference: string): Promise<Queue> {
  const queue = caller.queues.find(reference);
  await caller.enter(`sqs:${action}`, queue.arn);
  return queue;
}

/** URL by which clients of this server address a queue. */
export const urlOf = ({ url, account }: Pick<Caller, 'url' | 'account'>, name: string) => `${url}/${account}/${name}`;

export const WireAttributes = z.record(
  z.string(),
  z.strictObject({ DataType: z.string(), StringValue: z.optional(z.string()), BinaryValue: z.optional(z.string()) }),
);

export const toAttributes = (wire: z.output<typeof WireAttributes> = {}): MessageAttributes =>
  Object.fromEntries(
    Object.entries(wire).map(([name, { DataType: dataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType,
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      },
    ]),
  );

const wanted = (names: string[]) => (name: string) =>
  names.some((n) => n === 'All' || n === name || (n.endsWith('*') && name.startsWith(n.replace(/\.?\*$/, ''))));

/** A message in the spelling of the wire, with only the attributes that were asked for. */
export function toWireMessage(message: ReceivedMessage, systemNames: string[], attributeNames: string[]): object {
  const system = Object.entries(message.attributes).filter(([name]) => wanted(systemNames)(name));
  const own = Object.entries(message.messageAttributes).filter(([name]) => wanted(attributeNames)(name));
  const spelled = own.map(([name, { dataType, stringValue, binaryValue }]) => [
    name,
    { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue },
  ]);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5OfBody,
    Attributes: system.length === 0 ? undefined : Object.fromEntries(system),
    MD5OfMessageAttributes: md5OfAttributes(Object.fromEntries(own)),
    MessageAttributes: own.length === 0 ? undefined : Object.fromEntries(spelled),
  };
}
