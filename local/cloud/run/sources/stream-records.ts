import { randomUUID } from 'node:crypto';
import type { ChangeRecord } from '../../aws/dynamodb/changes.ts';
import { itemBytes } from '../../aws/dynamodb/item-size.ts';
import type { Mapping } from './mappings.ts';

/** A change as a function sees it. */
export const recordOf = (change: ChangeRecord, eventSourceARN: string, awsRegion: string) => ({
  eventID: String(change.sequenceNumber),
  eventName: change.eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion,
  eventSourceARN,
  ...(change.expired ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(change.at / 1000),
    Keys: change.keys,
    ...(change.newImage ? { NewImage: change.newImage } : {}),
    ...(change.oldImage ? { OldImage: change.oldImage } : {}),
    SequenceNumber: String(change.sequenceNumber),
    SizeBytes: [change.keys, change.newImage, change.oldImage].reduce((sum, image) => sum + itemBytes(image ?? {}), 0),
    StreamViewType: change.streamViewType,
  },
});

type End = { attempts: number; condition: string; hasThrown: boolean; now: number };

/** What AWS writes to a failure destination: where the batch lay in the stream, not the records themselves. */
export const obituary = (
  mapping: Mapping,
  left: readonly ChangeRecord[],
  { attempts, condition, hasThrown, now }: End,
) =>
  JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionName,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(attempts > 0 && {
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        functionError: hasThrown ? 'Unhandled' : null,
      },
    }),
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-local',
      startSequenceNumber: String(left[0]?.sequenceNumber ?? ''),
      endSequenceNumber: String(left.at(-1)?.sequenceNumber ?? ''),
      approximateArrivalOfFirstRecord: new Date(left[0]?.at ?? 0).toISOString(),
      approximateArrivalOfLastRecord: new Date(left.at(-1)?.at ?? 0).toISOString(),
      batchSize: left.length,
      streamArn: mapping.sourceArn,
    },
  });
