import { createHash, randomUUID } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import { checkMessage, type MessageAttributes, type ReceivedMessage } from './message.ts';
import { type Counts, createMessageStore } from './message-store.ts';
import { createWakeups } from './wakeups.ts';

/** A queue as the template declares it. Times are seconds. */
export type QueueDefinition = {
  name: string;
  visibilityTimeout?: number;
  delaySeconds?: number;
  retentionSeconds?: number;
  redrive?: { targetArn: string; maxReceiveCount: number };
  fifo?: boolean;
  contentBasedDeduplication?: boolean;
};

export type Queue = Required<Omit<QueueDefinition, 'redrive'>> & Pick<QueueDefinition, 'redrive'> & { arn: string };
/** `delaySeconds` overrides the queue's own delay. */
export type SendOptions = {
  groupId?: string | undefined;
  dedupId?: string | undefined;
  delaySeconds?: number | undefined;
  attributes?: MessageAttributes;
  sender?: string;
};
export type QueueStats = Counts & { name: string; arn: string; paused: boolean };

const DEDUPLICATION_MS = 5 * 60_000;

const invalid = (reason: string) =>
  new AwsError('InvalidParameterValue', `One or more parameters are invalid. Reason: ${reason}`);

/** Refuses a number of seconds outside 0 to `max`, as SQS words it. */
export function checkSeconds(name: string, value: number, max: number): void {
  if (value < 0 || value > max) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between 0 and ${max}.`,
    );
  }
}

const checkReceipt = (receipt: string): void => {
  if (!/^\d+\/[0-9a-f-]{36}$/.test(Buffer.from(receipt, 'base64').toString())) {
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receipt}" is not a valid receipt handle.`,
    );
  }
};

/** What queues do, whoever asks: the wire operations and the runner share it. */
export function createQueues({ clock, db, region, account }: Ground) {
  const store = createMessageStore(db);
  const queues = new Map<string, Queue>();
  const paused = new Set<string>();
  const deliveries = new Map<string, number>();
  const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

  /** Finds a queue by name, URL or ARN. */
  const find = (reference: string): Queue => {
    const queue = queues.get(reference.split(/[/:]/).at(-1) ?? '');
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  /** Drops what is too old and moves what was received too often. True when something moved to `redrive`. */
  const tidy = ({ name, arn, retentionSeconds, redrive }: Queue): boolean => {
    const now = clock.now();
    store.expire(name, now - retentionSeconds * 1000);
    const target = redrive && queues.get(redrive.targetArn.split(':').at(-1) ?? '');
    return !!target && !!redrive && store.retire(name, now, target.name, arn, redrive.maxReceiveCount) > 0;
  };
  const wakeTarget = ({ redrive }: Queue) => {
    if (redrive) void wakeups.signal(find(redrive.targetArn).name);
  };
  const wakeups = createWakeups(
    clock,
    (name) => store.nextChange(name, clock.now()),
    (name) => {
      const queue = find(name);
      if (tidy(queue)) wakeTarget(queue);
    },
  );
  const changed = (name: string) => {
    wakeups.arm(name);
    if (store.isReady(name, clock.now())) void wakeups.signal(name);
  };

  const send = (reference: string, body: string, options: SendOptions = {}) => {
    const queue = find(reference);
    const { attributes = {}, groupId, delaySeconds, sender = 'LOCAL' } = options;
    checkMessage(body, attributes);
    if (delaySeconds !== undefined) checkSeconds('DelaySeconds', delaySeconds, 900);
    const dedupId =
      options.dedupId ??
      (queue.contentBasedDeduplication ? createHash('sha256').update(body).digest('hex') : undefined);
    if (queue.fifo && groupId === undefined)
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    if (queue.fifo && dedupId === undefined)
      throw invalid(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    if (!queue.fifo && options.dedupId !== undefined)
      throw invalid('MessageDeduplicationId is only valid for FIFO queues');
    if (queue.fifo && delaySeconds !== undefined)
      throw invalid('The request include parameter that is not valid for this queue type: DelaySeconds');
    const now = clock.now();
    const twin = dedupId === undefined ? undefined : store.twin(queue.name, dedupId, now - DEDUPLICATION_MS);
    if (twin) return { messageId: twin.id, sequenceNumber: String(twin.seq).padStart(20, '0') };
    const id = randomUUID();
    const visibleAt = now + (delaySeconds ?? queue.delaySeconds) * 1000;
    const message = {
      id,
      body,
      attributes,
      groupId: groupId ?? null,
      dedupId: dedupId ?? null,
      sender,
      sentAt: now,
      visibleAt,
    };
    const seq = store.add(queue.name, message);
    changed(queue.name);
    return { messageId: id, ...(queue.fifo ? { sequenceNumber: String(seq).padStart(20, '0') } : {}) };
  };

  /** Takes up to `max` (10) receivable messages and hides them for `visibilityTimeout` seconds. */
  const receive = (reference: string, max = 10, visibilityTimeout?: number): ReceivedMessage[] => {
    const queue = find(reference);
    const { name, fifo } = queue;
    if (paused.has(name)) return [];
    if (tidy(queue)) wakeTarget(queue);
    const now = clock.now();
    const hiddenUntil = now + (visibilityTimeout ?? queue.visibilityTimeout) * 1000;
    const messages = store.take(name, fifo, now, max, hiddenUntil, deliveries.get(name) ?? 1);
    wakeups.arm(name);
    // Copies are ready at once, but their consumers must not run inside this very call.
    if (messages.length > 0 && deliveries.has(name)) queueMicrotask(() => changed(name));
    return messages;
  };

  return {
    find,
    send,
    receive,
    list: () => [...queues.values()],
    subscribe: wakeups.subscribe,
    stop: wakeups.stop,
    /** Declares a queue; messages of an earlier run are still in it. */
    create(definition: QueueDefinition): Queue {
      const defaults = {
        visibilityTimeout: 30,
        delaySeconds: 0,
        retentionSeconds: 345_600,
        fifo: false,
        contentBasedDeduplication: false,
      };
      const queue = { ...defaults, ...definition, arn: arnOf(definition.name) };
      queues.set(queue.name, queue);
      wakeups.arm(queue.name);
      return queue;
    },
    /** Deletes by receipt; an outdated receipt is accepted and does nothing, as in SQS. */
    remove(reference: string, receipt: string): void {
      const { name, fifo } = find(reference);
      checkReceipt(receipt);
      if (store.remove(name, receipt) === 0) return;
      // In a FIFO queue the rest of the group was waiting for this.
      if (fifo) changed(name);
      else wakeups.arm(name);
    },
    changeVisibility(reference: string, receipt: string, seconds: number): void {
      const { name } = find(reference);
      checkReceipt(receipt);
      checkSeconds('VisibilityTimeout', seconds, 43_200);
      const until = store.heldUntil(name, receipt);
      if (until === undefined)
        throw invalid('Message does not exist or is not available for visibility timeout change.');
      if (until <= clock.now()) throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
      store.hide(name, receipt, clock.now() + seconds * 1000);
      changed(name);
    },
    purge(reference: string): void {
      const { name } = find(reference);
      store.purge(name);
      wakeups.arm(name);
    },
    /** Moves dead letters to `destination`, or back to where each came from. Returns how many moved. */
    redrive(reference: string, destination?: string): number {
      const dead = find(reference);
      const moved = store.sources(dead.name).map((source) => {
        const target = find(destination ?? source);
        const count = store.redrive(dead.name, source, target.name, clock.now());
        changed(target.name);
        return count;
      });
      wakeups.arm(dead.name);
      return moved.reduce((sum, count) => sum + count, 0);
    },
    counts: (name: string): Counts => store.counts(name, clock.now()),
    stats: (): QueueStats[] =>
      [...queues.values()].map(({ name, arn }) => ({
        name,
        arn,
        paused: paused.has(name),
        ...store.counts(name, clock.now()),
      })),
    pause(reference: string, on: boolean): void {
      const { name } = find(reference);
      if (on) paused.add(name);
      else if (paused.delete(name)) changed(name);
    },
    /** From now on every message is delivered `times` times, to show that consumers are idempotent. */
    deliverTimes(reference: string, times: number): void {
      deliveries.set(find(reference).name, times);
    },
    isReady: (reference: string) => store.isReady(find(reference).name, clock.now()),
  };
}
