import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import type { ChangeRecord } from '#local/aws/dynamodb/changes.ts';
import type { ReceivedMessage } from '#local/aws/sqs/message.ts';

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

/** One change as Lambda hands it to a function that hears the table's stream. */
export const streamEvent = ({ sequenceNumber, oldImage, newImage, eventName }: ChangeRecord): DynamoDBStreamEvent => ({
  Records: [
    {
      eventName,
      dynamodb: {
        SequenceNumber: String(sequenceNumber),
        ...(oldImage ? { OldImage: JSON.parse(JSON.stringify(oldImage)) } : {}),
        ...(newImage ? { NewImage: JSON.parse(JSON.stringify(newImage)) } : {}),
      },
    },
  ],
});

/** Whether a change is of one kind of item, as the filters of event sources see it. */
export const isOf =
  (entity: string) =>
  ({ newImage, oldImage }: ChangeRecord): boolean =>
    (newImage ?? oldImage)?.__edb_e__?.S === entity;
