import type { ReceivedMessage } from '../../aws/sqs/message.ts';
import type { Sqs } from '../../aws/sqs.ts';
import type { Workers } from '../workers.ts';
import { failedItems } from './failures.ts';
import type { Mapping } from './mappings.ts';
import type { Source } from './source.ts';

type QueueTools = {
  sqs: Pick<Sqs, 'onMessage' | 'receive' | 'remove' | 'send' | 'stats'>;
  workers: Workers;
  region: string;
};

/** Hands a queue's messages to its function, as many batches at once as the function has instances. */
export function startQueueSource(mapping: Mapping, { sqs, workers, region }: QueueTools): Source {
  const { sourceArn, functionName, batchSize, partialFailures, filter } = mapping;
  const slots = Math.min(mapping.maxConcurrency, workers.spec(functionName)?.maxInstances ?? 1);
  let running = 0;
  let stopped = false;

  const pump = (): void => {
    while (!stopped && running < slots) {
      const messages = sqs.receive(sourceArn, Math.min(batchSize, 10));
      if (messages.length === 0) return;
      running++;
      void handle(messages).finally(() => {
        running--;
        pump();
      });
    }
  };

  const handle = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const wanted = messages.map((message) => ({ message, record: recordOf(message, sourceArn, region) }));
    const records = wanted.filter(({ record }) => filter(record)).map(({ record }) => record);
    const ids = records.map(({ messageId }) => messageId);
    const outcome =
      ids.length === 0 ? undefined : await workers.invoke(functionName, { Records: records }, { patient: true });
    const failed = outcome === undefined ? [] : failedItems(outcome, ids, partialFailures);
    // What the filter keeps away is deleted unseen, as in AWS.
    if (!stopped)
      for (const { messageId, receiptHandle } of messages)
        if (!failed.includes(messageId)) sqs.remove(sourceArn, receiptHandle);
  };

  const unsubscribe = sqs.onMessage(sourceArn, pump);
  return {
    idle: () => running === 0 && !hasReady(sqs, sourceArn),
    stop() {
      stopped = true;
      unsubscribe();
    },
  };
}

const hasReady = (sqs: Pick<Sqs, 'stats'>, arn: string) =>
  sqs.stats().some((queue) => queue.arn === arn && !queue.paused && queue.depth > 0);

const recordOf = (message: ReceivedMessage, eventSourceARN: string, awsRegion: string) => ({
  ...message,
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion,
});
