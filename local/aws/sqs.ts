import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, type Call, type Ground, listen, type Running, readBody, signerOf } from './service.ts';
import { OPERATIONS } from './sqs/operations.ts';
import { createQueues, type Queue, type QueueDefinition } from './sqs/queues.ts';
import type { Wake } from './sqs/wakeups.ts';

type Queues = ReturnType<typeof createQueues>;

/** The local SQS and what the runner may do with it in process. Queues are named by ARN, URL or name. */
export type Sqs = Running &
  Pick<Queues, 'send' | 'receive' | 'remove' | 'changeVisibility' | 'stats' | 'pause' | 'deliverTimes'> & {
    createQueue(definition: QueueDefinition): Queue & { url: string };
    /** Calls `wake` whenever messages may be receivable (at once if some are waiting). Returns the way to stop. */
    onMessage(queue: string, wake: Wake): () => void;
  };

const MAX_REQUEST_BYTES = 8 * 1024 * 1024;

// The SDK keeps the names of the old query protocol for these.
const QUERY_NAMES: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

function answer(response: ServerResponse, status: number, body: object, error?: string): void {
  const query =
    error === undefined
      ? {}
      : { 'x-amzn-query-error': `${QUERY_NAMES[error] ?? error};${status < 500 ? 'Sender' : 'Receiver'}` };
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...query }).end(JSON.stringify(body));
}

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
};

/** Starts SQS: JSON protocol 1.0, messages in SQLite, delays and time-outs on the ground's clock. */
export async function startSqs(ground: Ground, port = 0): Promise<Sqs> {
  const { clock, gate, account } = ground;
  const queues = createQueues(ground);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const calls: Call[] = [];
    try {
      const accessKeyId = signerOf(request);
      if (accessKeyId === undefined)
        throw new AwsError('MissingAuthenticationToken', 'The request is not signed.', 403);
      const name = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
      const body = parse(await readBody(request, MAX_REQUEST_BYTES));
      const run = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
      if (run === undefined) throw new AwsError('UnsupportedOperation', `The local SQS does not know ${name}.`);
      const permit = async (action: string, resource: string) => {
        const call = { accessKeyId, action, resource };
        await gate.enter(call);
        calls.push(call);
      };
      const result = await run({ queues, clock, accessKeyId, url: running.url, account, response, permit }, body);
      for (const call of calls) if (!(await gate.leave(call))) return void request.socket.destroy();
      answer(response, 200, result);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer(response, error.status, { __type: `com.amazonaws.sqs#${error.name}`, message: error.message }, error.name);
    }
  };

  const running: Running = await listen(serve, port);
  return {
    ...running,
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
