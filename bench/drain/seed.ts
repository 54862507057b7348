import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { targetWrite } from '#functions/posts/post.store.ts';
import { refreshShardOf } from '#functions/social/account.entity.ts';
import { accountConnected } from '#functions/social/account.store.ts';
import { sealToken } from '#functions/social/platform-token.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { document, inTable } from '#runtime/table.ts';
import { transact, type Write } from '#runtime/transaction.ts';
import type { LookMessage } from '#shared/publishing/messages.ts';
import { type Target, timing } from '#shared/publishing/target.ts';
import type { Message } from '../round-trips/events.ts';
import { tokenOf } from './platform.ts';

const MINUTE = 60_000;
/** What DynamoDB takes in one batch. */
const BATCH = 25;
const BATCHES_AT_ONCE = 4;
/** Posts of one client in the same minute, each client with one account; their messages come in turn. */
const POSTS_OF_A_CLIENT = 10;

type Owner = Pick<Target, 'clientId' | 'accountId' | 'username'>;

/** `count` targets whose minute has just come and whose media the platform holds, stored as the product stores them. */
export async function seedTargets(count: number): Promise<Target[]> {
  const owners: Owner[] = [];
  for (let owner = 0; owner < count / POSTS_OF_A_CLIENT; owner++) owners.push(await connectedAccount());
  const publishAt = now();
  const targets = Array.from({ length: POSTS_OF_A_CLIENT }, () => owners)
    .flat()
    .slice(0, count)
    .map((owner, at) => preparedTarget(owner, `c${at}`, publishAt));
  await storeAll(targets.flatMap((target) => targetWrite(target, true)));
  return targets;
}

const preparedTarget = (owner: Owner, containerId: string, publishAt: number): Target => ({
  ...owner,
  postId: newId('post'),
  targetId: newId('target'),
  platform: 'instagram',
  kind: 'image',
  revision: 2,
  // Written, scheduled, handed over, found ready.
  version: 4,
  state: 'scheduled',
  fence: 1,
  attempt: 0,
  polls: 0,
  publishAt,
  graceUntil: publishAt + timing.graceMs,
  handle: { containerId },
  stagedAt: publishAt - 24 * MINUTE,
  preparedAt: publishAt - 23 * MINUTE,
  checkAt: publishAt + timing.leaseMs,
});

async function connectedAccount(): Promise<Owner> {
  const key = { clientId: newId('client'), accountId: newId('account') };
  const externalId = `1784${key.accountId.slice(-12)}`;
  const username = `cafe.${key.accountId.slice(-6)}`;
  await transact(
    accountConnected({
      ...key,
      platform: 'instagram',
      externalId,
      username,
      name: 'مقهى المباركية',
      status: 'active',
      scopes: ['instagram_business_basic', 'instagram_business_content_publish'],
      sealedToken: await sealToken(key, tokenOf(externalId)),
      tokenIssuedAt: now(),
      tokenExpiresAt: now() + 60 * 24 * 60 * MINUTE,
      connectedAt: now(),
      refreshShard: refreshShardOf(key.accountId),
      refreshAt: now() + 50 * 24 * 60 * MINUTE,
    }),
  );
  return { ...key, username };
}

/** Stores what the writes describe, without their conditions: there is nothing there yet. */
async function storeAll(writes: readonly Write[]): Promise<void> {
  const puts = writes.flatMap(({ Put }) => (Put?.Item ? [{ PutRequest: { Item: Put.Item } }] : []));
  const batches = Array.from({ length: Math.ceil(puts.length / BATCH) }, (_, at) =>
    puts.slice(at * BATCH, (at + 1) * BATCH),
  );
  const storing = Array.from({ length: BATCHES_AT_ONCE }, async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop())
      await document.send(new BatchWriteCommand({ RequestItems: { [inTable.table]: batch } }));
  });
  await Promise.all(storing);
}

/** The message that the fan-out sends for a target, as the queue hands it on. */
export function messageFor(target: Target): Message {
  const { clientId, postId, targetId } = target;
  const message: LookMessage = { v: 1, clientId, postId, targetId, known: { ...target } };
  return { messageId: targetId, receiptHandle: targetId, body: JSON.stringify(message), md5OfBody: '' };
}
