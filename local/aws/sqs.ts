import { answerJson, type JsonService } from './json-protocol.ts';
import { type Ground, listen, type Running, type Service } from './service.ts';
import { OPERATIONS } from './sqs/operations.ts';
import { createQueues, type Queue, type QueueDefinition } from './sqs/queues.ts';
import type { Wake } from './sqs/wakeups.ts';

type Queues = ReturnType<typeof createQueues>;

/** The local SQS and what the runner may do with it in process. Queues are named by ARN, URL or name. */
export type Sqs = Service &
  Pick<Queues, 'send' | 'receive' | 'remove' | 'changeVisibility' | 'stats' | 'pause' | 'deliverTimes'> & {
    createQueue(definition: QueueDefinition): Queue & { url: string };
    /** Calls `wake` whenever messages may be receivable (at once if some are waiting). Returns the way to stop. */
    onMessage(queue: string, wake: Wake): () => void;
  };

// The SDK keeps the names of the old query protocol for these.
const QUERY_NAMES: Record<string, string> = { QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue' };
for (const name of [
  'EmptyBatchRequest',
  'TooManyEntriesInBatchRequest',
  'BatchEntryIdsNotDistinct',
  'InvalidBatchEntryId',
  'BatchRequestTooLong',
  'MessageNotInflight',
])
  QUERY_NAMES[name] = `AWS.SimpleQueueService.${name}`;

/** Starts SQS: JSON protocol 1.0, messages in SQLite, delays and time-outs on the ground's clock. */
export async function startSqs(ground: Ground, port = 0): Promise<Sqs> {
  const { clock, account } = ground;
  const queues = createQueues(ground);
  const service: JsonService = {
    name: 'sqs',
    target: 'AmazonSQS',
    contentType: 'application/x-amz-json-1.0',
    errorNamespace: 'com.amazonaws.sqs',
    errorHeaders: ({ name, status }) => ({
      'x-amzn-query-error': `${QUERY_NAMES[name] ?? name};${status < 500 ? 'Sender' : 'Receiver'}`,
    }),
    operations: Object.fromEntries(
      Object.entries(OPERATIONS).map(([name, run]) => [
        name,
        (request) => run({ ...request, queues, clock, url: running.url, account }, request.input),
      ]),
    ),
  };
  const running: Running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return {
    ...running,
    operations: Object.keys(service.operations),
    send: queues.send,
    receive: queues.receive,
    remove: queues.remove,
    changeVisibility: queues.changeVisibility,
    stats: queues.stats,
    pause: queues.pause,
    deliverTimes: queues.deliverTimes,
    createQueue(definition) {
      const queue = queues.create(definition);
      return { ...queue, url: `${running.url}/${account}/${queue.name}` };
    },
    onMessage(reference, wake) {
      const unsubscribe = queues.subscribe(queues.find(reference).name, wake);
      if (queues.isReady(reference)) queueMicrotask(() => void wake());
      return unsubscribe;
    },
    async close() {
      queues.stop();
      await running.close();
    },
  };
}
