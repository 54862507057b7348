import type { SQSEvent } from 'aws-lambda';
import type { ReceivedMessage } from '#cloud/aws/sqs/message.ts';

export type Message = Pick<ReceivedMessage, 'messageId' | 'receiptHandle' | 'body' | 'md5OfBody'>;

/** One message as Lambda hands it to a queue's function. */
export const queueEvent = ({ messageId, receiptHandle, body, md5OfBody }: Message): SQSEvent => ({
  Records: [
    {
      messageId,
      receiptHandle,
      body,
      md5OfBody,
      attributes: {
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: '0',
        SentTimestamp: '0',
        SenderId: 'bench',
      },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: '',
    },
  ],
});
