import * as z from 'zod/mini';
import { md5, md5OfAttributes } from './message.ts';
import { type Caller, toAttributes, WireAttributes } from './operation.ts';
import type { Queue } from './queues.ts';

/** Fields of a message to send, alone or in a batch. */
export const messageFields = {
  MessageBody: z.string(),
  DelaySeconds: z.optional(z.int()),
  MessageAttributes: z.optional(WireAttributes),
  MessageGroupId: z.optional(z.string()),
  MessageDeduplicationId: z.optional(z.string()),
};
const MessageInput = z.object(messageFields);

/** Sends one message and answers as SQS does, with the digests the SDK checks. */
export function sendMessage({ queues, accessKeyId }: Caller, queue: Queue, input: z.output<typeof MessageInput>) {
  const attributes = toAttributes(input.MessageAttributes);
  const { messageId, sequenceNumber } = queues.send(queue.name, input.MessageBody, {
    attributes,
    sender: accessKeyId,
    delaySeconds: input.DelaySeconds,
    groupId: input.MessageGroupId,
    dedupId: input.MessageDeduplicationId,
  });
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5(input.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    SequenceNumber: sequenceNumber,
  };
}
