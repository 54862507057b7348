import { createHash } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import { checkMessage, invalid, type MessageAttributes, missing, type ReceivedMessage, unfit } from './message.ts';
import { type Counts, createMessageStore } from './message-store.ts';
import { checkRange, defineQueue, type Queue, type QueueDefinition } from './queue.ts';
import { createWakeups } from './wakeups.ts';

/** `delaySeconds` overrides the queue's own delay. */
export type SendOptions = {
  groupId?: string | undefined;
  dedupId?: string | undefined;
  delaySeconds?: number | undefined;
  attributes?: MessageAttributes;
  sender?: string;
};

/** What tests may order of a queue; what is left out stays as it is. */
export type QueueOrder = {
  paused?: boolean | undefined;
  /** From now on every message is delivered so many times, to show that consumers are idempotent. */
  deliver?: number | undefined;
  /** Hands out in an order shuffled by this seed; null goes back to the queue's own order. */
  seed?: string | null | undefined;
  /** Messages sent from now on become visible so much later. */
  delayMs?: number | undefined;
  /** Ends the invisibility of all that is in flight, as if its consumers had been too slow. */
  expire?: boolean | undefined;
};
type Standing = { paused: boolean; deliver: number; seed: string | null; delayMs: number };
export type QueueStats = Counts & Standing & { name: string; arn: string };

/** Messages received and not deleted. A queue that is full hands out nothing. */
export const MAX_IN_FLIGHT = 120_000;
const DEDUPLICATION_MS = 5 * 60_000;
const PURGE_MS = 60_000;
const TOKEN = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

const UNSUITABLE = 'The request include parameter that is not valid for this queue type.';
const GONE = 'Message does not exist or is not available for visibility timeout change.';

const checkReceipt = (receipt: string): void => {
  const told = `The input receipt handle "${receipt}" is not a valid receipt handle.`;
  if (!/^\d+\/[0-9a-f-]{36}$/.test(Buffer.from(receipt, 'base64').toString()))
    throw new AwsError('ReceiptHandleIsInvalid', told, 404);
};

const withoutDeduplication = () =>
  invalid(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );

/** What is wrong with messages for a FIFO queue when one of them lacks its group or its deduplication id. */
export function checkFifoBatch(queue: Queue, messages: Pick<SendOptions, 'groupId' | 'dedupId'>[]): void {
  if (!queue.FifoQueue) return;
  if (messages.some(({ groupId }) => groupId === undefined)) throw invalid(missing('MessageGroupId').message);
  if (!queue.ContentBasedDeduplication && messages.some(({ dedupId }) => dedupId === undefined))
    throw withoutDeduplication();
}

/** What queues do, whoever asks: the wire operations and the runner share it. Queues go by name, URL or ARN. */
export function createQueues({ clock, db, region, account }: Ground) {
  const store = createMessageStore(db);
  const queues = new Map<string, Queue>();
  const orders = new Map<string, Standing>();
  const purged = new Map<string, number>();
  const known = (reference: string) => queues.get(reference.split(/[/:]/).at(-1) ?? '');
  const orderOf = (name: string) => orders.get(name) ?? { paused: false, deliver: 1, seed: null, delayMs: 0 };

  const find = (reference: string): Queue => {
    const queue = known(reference);
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  /** Drops what is too old, and moves what was received too often to the dead letters. */
  const tidy = ({ name, arn, MessageRetentionPeriod, RedrivePolicy: redrive, FifoQueue }: Queue): void => {
    const now = clock.now();
    store.expire(name, now - MessageRetentionPeriod * 1000);
    const target = redrive && known(redrive.deadLetterTargetArn);
    if (target && redrive && store.retire(name, now, target.name, arn, redrive.maxReceiveCount, Number(FifoQueue)) > 0)
      void wakeups.signal(target.name);
  };
  const wakeups = createWakeups(
    clock,
    (name) => store.nextChange(name, clock.now()),
    (name) => tidy(find(name)),
  );
  const changed = (name: string) => {
    wakeups.arm(name);
    if (store.isReady(name, clock.now())) void wakeups.signal(name);
  };

  /** Refuses what the kind of queue does not allow; gives the deduplication id of a FIFO message. */
  const checkKind = (queue: Queue, body: string, { groupId, dedupId, delaySeconds }: SendOptions): string | null => {
    for (const [name, value] of Object.entries({ MessageGroupId: groupId, MessageDeduplicationId: dedupId }))
      if (value !== undefined && !TOKEN.test(value))
        throw unfit(name, value, 'It can only include 1 to 128 alphanumeric and punctuation characters.');
    if (delaySeconds !== undefined) checkRange('DelaySeconds', delaySeconds, 0, 900);
    if (!queue.FifoQueue) {
      if (dedupId !== undefined) throw unfit('MessageDeduplicationId', dedupId, UNSUITABLE);
      return null;
    }
    if (groupId === undefined) throw missing('MessageGroupId');
    if (delaySeconds !== undefined) throw unfit('DelaySeconds', delaySeconds, UNSUITABLE);
    if (dedupId !== undefined) return dedupId;
    if (queue.ContentBasedDeduplication) return createHash('sha256').update(body).digest('hex');
    throw withoutDeduplication();
  };

  return {
    find,
    list: () => [...queues.values()],
    subscribe: wakeups.subscribe,
    stop: wakeups.stop,
    /** Declares a queue; messages of an earlier run are still in it. */
    create(definition: QueueDefinition): Queue {
      const arn = `arn:aws:sqs:${region}:${account}:${definition.name}`;
      const queue = defineQueue(definition, arn, clock.now(), known);
      queues.set(queue.name, queue);
      wakeups.arm(queue.name);
      return queue;
    },
    send(reference: string, body: string, options: SendOptions = {}) {
      const queue = find(reference);
      const { attributes = {}, groupId = null, delaySeconds = queue.DelaySeconds, sender = 'LOCAL' } = options;
      checkMessage(body, attributes, queue.MaximumMessageSize);
      const dedupId = checkKind(queue, body, options);
      const sentAt = clock.now();
      const visibleAt = sentAt + delaySeconds * 1000 + orderOf(queue.name).delayMs;
      const message = { body, attributes, groupId, dedupId, sender, sentAt, visibleAt };
      const { id, sequenceNumber } = store.add(queue.name, message, sentAt - DEDUPLICATION_MS);
      changed(queue.name);
      return { messageId: id, ...(queue.FifoQueue && { sequenceNumber }) };
    },
    /** Takes up to `max` (10) receivable messages and hides them for `visibilityTimeout` seconds. */
    receive(reference: string, max = 10, visibilityTimeout?: number): ReceivedMessage[] {
      const queue = find(reference);
      const { name, FifoQueue: fifo } = queue;
      const { paused, deliver, seed } = orderOf(name);
      if (paused) return [];
      tidy(queue);
      const now = clock.now();
      const room = MAX_IN_FLIGHT - store.inFlight(name, now);
      if (room <= 0) return [];
      const hiddenUntil = now + (visibilityTimeout ?? queue.VisibilityTimeout) * 1000;
      const handing = { fifo, now, max: Math.min(max, room), hiddenUntil, deliveries: deliver, seed };
      const messages = store.take(name, handing);
      wakeups.arm(name);
      // Copies are ready at once, but their consumers must not run inside this very call.
      if (messages.length > 0 && deliver > 1) queueMicrotask(() => changed(name));
      return messages;
    },
    /** Deletes by receipt; an outdated one does nothing. False when it ran out in a FIFO queue, which refuses that. */
    remove(reference: string, receipt: string): boolean {
      const { name, FifoQueue: fifo } = find(reference);
      checkReceipt(receipt);
      const until = store.heldUntil(name, receipt);
      if (fifo && until !== undefined && until <= clock.now()) return false;
      // In a FIFO queue the rest of the group was waiting for this.
      if (store.remove(name, receipt) > 0) (fifo ? changed : wakeups.arm)(name);
      return true;
    },
    changeVisibility(reference: string, receipt: string, seconds: number): void {
      const { name } = find(reference);
      checkReceipt(receipt);
      checkRange('VisibilityTimeout', seconds, 0, 43_200);
      const until = store.heldUntil(name, receipt);
      const now = clock.now();
      if (until === undefined) throw unfit('ReceiptHandle', receipt, GONE);
      if (until <= now) throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
      store.hide(name, receipt, now + seconds * 1000);
      changed(name);
    },
    purge(reference: string): void {
      const { name } = find(reference);
      const now = clock.now();
      if ((purged.get(name) ?? 0) > now - PURGE_MS)
        throw new AwsError('PurgeQueueInProgress', `Only one PurgeQueue on ${name} is allowed every 60 seconds.`, 403);
      purged.set(name, now);
      store.purge(name);
      wakeups.arm(name);
    },
    /** Moves up to `max` dead letters to `destination`, or back to where each came from. Returns how many moved. */
    redrive(reference: string, destination: string | undefined, max: number): number {
      const { name } = find(reference);
      const targets = store.redrive(name, clock.now(), max, (source) => known(destination ?? source)?.name);
      for (const target of new Set([...targets, name])) changed(target);
      return targets.length;
    },
    /** A FIFO queue that is full is only silent. */
    isFull: ({ name, FifoQueue }: Queue) => !FifoQueue && store.inFlight(name, clock.now()) >= MAX_IN_FLIGHT,
    counts: (name: string): Counts => store.counts(name, clock.now()),
    stats: (): QueueStats[] =>
      [...queues.values()].map(({ name, arn }) => ({
        name,
        arn,
        ...orderOf(name),
        ...store.counts(name, clock.now()),
      })),
    order(reference: string, { expire = false, ...wanted }: QueueOrder): void {
      const { name, FifoQueue: fifo } = find(reference);
      if (fifo && typeof wanted.seed === 'string') throw invalid(`${name} is a FIFO queue: it cannot be reordered.`);
      const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      orders.set(name, { ...orderOf(name), ...given });
      if (expire) store.release(name, clock.now());
      changed(name);
    },
    isReady: (reference: string) => store.isReady(find(reference).name, clock.now()),
    /** Queues that hold messages of an earlier run but were not declared in this one. */
    strays: () =>
      store
        .filled()
        .map(({ queue, n }) => ({ name: String(queue), messages: Number(n) }))
        .filter(({ name }) => !queues.has(name)),
  };
}
