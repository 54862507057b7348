import { hash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { now } from './clock.ts';
import { env } from './env.ts';
import { document, SERVICE } from './table.ts';
import { tableKeys } from './table-keys.ts';
import { type Write, writeOne } from './transaction.ts';

/** Longer than any sender repeats an event: three days (TikTok). */
const KEPT_SECONDS = 4 * 24 * 60 * 60;
const { partition, sort } = tableKeys.primary;

/** Whether an event of a webhook is with its queue already. */
export async function wasSeen(webhook: string, eventId: string): Promise<boolean> {
  const Key = placeOf(webhook, eventId);
  const { Item } = await document.send(new GetCommand({ TableName: env('table'), Key, ConsistentRead: true }));
  return Item !== undefined && Item[tableKeys.ttl] >= seconds();
}

/** Notes that an event is with its queue. False when somebody noted the same meanwhile: then it is there twice. */
export const seen = (webhook: string, eventId: string): Promise<boolean> => writeOne([seenWrite(webhook, eventId)]);

const seenWrite = (webhook: string, eventId: string): Write => ({
  Put: { TableName: env('table'), Item: { ...placeOf(webhook, eventId), ttl: seconds() + KEPT_SECONDS }, ...whenNew() },
});

/** Rows that have run out stay until DynamoDB gets round to deleting them. */
const whenNew = () => ({
  ConditionExpression: `attribute_not_exists(${partition}) OR #ttl < :now`,
  ExpressionAttributeNames: { '#ttl': tableKeys.ttl },
  ExpressionAttributeValues: { ':now': seconds() },
});

/** An event's id is text of its sender's and may hold anything. */
const placeOf = (webhook: string, eventId: string): Record<string, string> => ({
  [partition]: `$${SERVICE}#webhook_${webhook}#event_${hash('sha256', eventId, 'hex')}`,
  [sort]: '$event_1',
});

const seconds = () => Math.floor(now() / 1000);
