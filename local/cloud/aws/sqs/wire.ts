import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { type JsonRequest, readInput } from '../json-protocol.ts';
import { AwsError } from '../service.ts';
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
type Input<S extends z.core.$ZodLooseShape> = z.output<z.ZodMiniObject<S, z.core.$strict>>;

/** Reads an input. A member that is not in `shape` would be ignored, so it is refused by name. */
export function read<S extends z.core.$ZodLooseShape>(shape: S, input: Record<string, unknown>): Input<S> {
  for (const [name, member] of Object.entries(shape))
    if (input[name] === undefined && !z.safeParse(member, undefined).success) throw missing(name);
  return readInput(z.strictObject(shape), input, 'InvalidParameterValue');
}

/** Pairs an operation with its input. */
export const operation =
  <S extends z.core.$ZodLooseShape>(shape: S, run: (caller: Caller, input: Input<S>) => Promise<object>): Operation =>
  async (caller, input) =>
    run(caller, read(shape, input));

/** The single form and the batch form of an operation on a queue. IAM knows both by the single form's action. */
export function pair<S extends z.core.$ZodLooseShape>(
  name: string,
  shape: S,
  run: (caller: Caller, queue: Queue, entry: Input<S>) => object,
  checkAll: (queue: Queue, entries: Input<S>[]) => void = () => {},
): Record<string, Operation> {
  return {
    [name]: async (caller, { QueueUrl, ...entry }) =>
      run(caller, await enter(caller, name, read(Named, { QueueUrl }).QueueUrl), read(shape, entry)),
    [`${name}Batch`]: async (caller, input) => {
      const { QueueUrl, Entries = [] } = read({ ...Named, Entries: z.optional(z.array(Entry)) }, input);
      const queue = await enter(caller, name, QueueUrl);
      checkIds(Entries.map(({ Id }) => Id));
      const entries = Entries.map(({ Id, ...entry }) => ({ Id, entry: read(shape, entry) }));
      checkAll(
        queue,
        entries.map(({ entry }) => entry),
      );
      const Successful: object[] = [];
      const Failed: object[] = [];
      for (const { Id, entry } of entries) {
        try {
          Successful.push({ Id, ...run(caller, queue, entry) });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Failed.push({ Id, Code: error.name, Message: error.message, SenderFault: error.status < 500 });
        }
      }
      return { Successful, Failed };
    },
  };
}

export const Named = { QueueUrl: z.string() };
const Entry = z.looseObject({ Id: z.string() });

/** Refuses a batch whose form is wrong. */
function checkIds(ids: string[]): void {
  const wrong = (name: string, told: string) => new AwsError(name, told);
  if (ids.length === 0) throw wrong('EmptyBatchRequest', 'There should be at least one entry in the request.');
  const told = `Maximum number of entries per request are 10. You have sent ${ids.length}.`;
  if (ids.length > 10) throw wrong('TooManyEntriesInBatchRequest', told);
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
    throw wrong('InvalidBatchEntryId', 'A batch entry id has 1 to 80 letters, digits, hyphens and underscores.');
  if (new Set(ids).size < ids.length)
    throw wrong('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same id.');
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
