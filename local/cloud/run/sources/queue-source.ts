import type { Clock } from '../../aws/clock.ts';
import { MAX_MESSAGE_BYTES, type ReceivedMessage } from '../../aws/sqs/message.ts';
import type { Queue } from '../../aws/sqs/queue.ts';
import type { Sqs } from '../../aws/sqs.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Workers } from '../workers.ts';
import { failedItems } from './failures.ts';
import type { Mapping } from './mappings.ts';
import type { Source } from './source.ts';

type QueueTools = {
  sqs: Pick<Sqs, 'find' | 'onMessage' | 'receive' | 'remove' | 'send' | 'stats'>;
  workers: Workers;
  clock: Clock;
  region: string;
};

/** What a function is handed at once. */
const MAX_PAYLOAD_BYTES = 6 * MAX_MESSAGE_BYTES;

/** Refuses what Lambda refuses when a mapping is created. */
function checkMapping({ id, batchSize, windowMs = 0, maxConcurrency }: Mapping, queue: Queue, timeoutMs: number): void {
  const check = (isRight: boolean, told: string) => {
    if (!isRight) throw new TemplateError(`${id}: ${told}`);
  };
  const { VisibilityTimeout: hidden, FifoQueue: fifo } = queue;
  check(
    hidden * 1000 >= timeoutMs,
    `Queue visibility timeout: ${hidden} seconds is less than Function timeout: ${timeoutMs / 1000} seconds`,
  );
  check(batchSize >= 1 && batchSize <= (fifo ? 10 : 10_000), `BatchSize ${batchSize} is not possible`);
  check(windowMs <= 300_000 && !(fifo && windowMs > 0), 'MaximumBatchingWindowInSeconds is at most 300, 0 for FIFO');
  check(batchSize <= 10 || windowMs > 0, 'A BatchSize over 10 needs a MaximumBatchingWindowInSeconds of at least 1');
  check(maxConcurrency >= 2 && maxConcurrency <= 1000, 'MaximumConcurrency must be between 2 and 1000');
}

/** Hands a queue's messages to its function, as many batches at once as the function has instances. */
export function startQueueSource(mapping: Mapping, { sqs, workers, clock, region }: QueueTools): Source {
  const { sourceArn, functionName, batchSize, windowMs = 0, partialFailures, filter } = mapping;
  const spec = workers.spec(functionName);
  checkMapping(mapping, sqs.find(sourceArn), spec?.timeoutMs ?? 0);
  const slots = Math.min(mapping.maxConcurrency, spec?.maxInstances ?? 1);
  /** Received, and waiting for the batch to become full or the window to close. */
  const gathered: ReceivedMessage[] = [];
  let closeWindow: (() => void) | undefined;
  let isClosed = false;
  let running = 0;
  let stopped = false;

  const gather = (): void => {
    while (gathered.length < batchSize) {
      const messages = sqs.receive(sourceArn, Math.min(batchSize - gathered.length, 10));
      if (messages.length === 0) return;
      gathered.push(...messages);
    }
  };
  const pump = (): void => {
    while (!stopped && running < slots) {
      gather();
      if (gathered.length === 0) return;
      if (gathered.length < batchSize && windowMs > 0 && !isClosed) {
        closeWindow ??= clock.at(clock.now() + windowMs, () => {
          isClosed = true;
          pump();
        });
        return;
      }
      closeWindow?.();
      closeWindow = undefined;
      isClosed = false;
      running++;
      void handle(takeBatch(gathered)).finally(() => {
        running--;
        pump();
      });
    }
  };

  const handle = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const records = messages.map((message) => recordOf(message, sourceArn, region)).filter(filter);
    const ids = records.map(({ messageId }) => messageId);
    const outcome =
      ids.length === 0 ? undefined : await workers.invoke(functionName, { Records: records }, { patient: true });
    const failed = outcome === undefined ? [] : failedItems(outcome, ids, partialFailures);
    // What the filter keeps away is deleted unseen, as in AWS.
    const done = stopped ? [] : messages.filter(({ messageId }) => !failed.includes(messageId));
    // One of a FIFO queue whose time ran out meanwhile stays, and comes again.
    for (const { receiptHandle } of done) sqs.remove(sourceArn, receiptHandle);
  };

  const unsubscribe = sqs.onMessage(sourceArn, pump);
  return {
    idle: () => running === 0 && !hasReady(sqs, sourceArn),
    stop() {
      stopped = true;
      closeWindow?.();
      unsubscribe();
    },
  };
}

/** As many of the first messages as one invocation can carry. */
function takeBatch(gathered: ReceivedMessage[]): ReceivedMessage[] {
  let bytes = 0;
  const fitting = gathered.findIndex(({ body }, at) => {
    bytes += Buffer.byteLength(body);
    return at > 0 && bytes > MAX_PAYLOAD_BYTES;
  });
  return gathered.splice(0, fitting < 0 ? gathered.length : fitting);
}

const hasReady = (sqs: Pick<Sqs, 'stats'>, arn: string) =>
  sqs.stats().some((queue) => queue.arn === arn && !queue.paused && queue.depth > 0);

const recordOf = (message: ReceivedMessage, eventSourceARN: string, awsRegion: string) => ({
  ...message,
  messageAttributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, value]) => [
      name,
      { ...value, stringListValues: [], binaryListValues: [] },
    ]),
  ),
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion,
});
