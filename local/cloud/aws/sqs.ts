import { answerJson, type JsonService } from './json-protocol.ts';
import { type Ground, listen, type Running, type Service } from './service.ts';
import { createMoveTasks } from './sqs/move-tasks.ts';
import { OPERATIONS } from './sqs/operations.ts';
import type { Queue, QueueDefinition } from './sqs/queue.ts';
import { createQueues } from './sqs/queues.ts';
import type { Wake } from './sqs/wakeups.ts';
import { urlOf } from './sqs/wire.ts';

type Queues = ReturnType<typeof createQueues>;

/** The local SQS and what the runner may do with it in process. Queues are named by ARN, URL or name. */
export type Sqs = Service &
  Pick<Queues, 'find' | 'send' | 'receive' | 'remove' | 'changeVisibility' | 'stats' | 'order' | 'strays'> & {
    createQueue(definition: QueueDefinition): Queue & { url: string };
    /** Calls `wake` whenever messages may be receivable (at once if some are waiting). Returns the way to stop. */
    onMessage(queue: string, wake: Wake): () => void;
  };

/** Errors that still carry the names of the old query protocol, by which the SDK knows them. */
const QUERY_NAMES: Record<string, string> = { QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue' };
const PREFIXED = ['BatchEntryIdsNotDistinct', 'BatchRequestTooLong', 'EmptyBatchRequest', 'InvalidBatchEntryId'];
for (const name of [...PREFIXED, 'MessageNotInflight', 'PurgeQueueInProgress', 'TooManyEntriesInBatchRequest'])
  QUERY_NAMES[name] = `AWS.SimpleQueueService.${name}`;

/** Starts SQS: JSON protocol 1.0, messages in SQLite, delays and time-outs on the ground's clock. */
export async function startSqs(ground: Ground, port = 0): Promise<Sqs> {
  const { clock, account } = ground;
  const queues = createQueues(ground);
  const moves = createMoveTasks(queues, clock);
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
        (request) => run({ ...request, queues, moves, clock, url: running.url, account }, request.input),
      ]),
    ),
  };
  const running: Running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return {
    ...running,
    operations: Object.keys(service.operations),
    ...queues,
    createQueue(definition) {
      const queue = queues.create(definition);
      return { ...queue, url: urlOf({ url: running.url, account }, queue.name) };
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
