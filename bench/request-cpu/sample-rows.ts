import { marshall } from '@aws-sdk/util-dynamodb';
import { user } from '#functions/auth/user.entity.ts';
import { bodyWrite, headerWrite, targetWrite } from '#functions/posts/post.store.ts';
import { account, refreshShardOf } from '#functions/social/account.entity.ts';
import { newId } from '#runtime/ids.ts';
import type { Write } from '#runtime/transaction.ts';
import { arabic } from '../arabic.ts';

const clientId = newId('client');
const accountId = newId('account');
const at = Date.UTC(2026, 10, 22);
export const subject = '7f3c9a52-1111-4222-8333-444455556666';
export const caption = arabic(300);

const rowsIn = (writes: readonly Write[]) => writes.flatMap(({ Put }) => (Put?.Item ? [marshall(Put.Item)] : []));

/** The row behind the login that calls. */
export const userRow = marshall(
  user
    .put({
      subject,
      userId: newId('user'),
      email: 'manager@example.com',
      name: 'Noura',
      role: 'manager',
      language: 'ar',
      status: 'active',
      clientId,
      clientStatus: 'active',
      createdAt: at,
    })
    .params().Item,
);

/** The account of every draft, connected. */
export const accountRow = marshall(
  account
    .put({
      ...{ clientId, accountId, platform: 'instagram', externalId: '17841400000000001', username: 'mubarakiya.cafe' },
      ...{ name: 'مقهى المباركية', status: 'active', scopes: ['instagram_business_content_publish'] },
      ...{ connectedAt: at, tokenIssuedAt: at, tokenExpiresAt: at + 5_000_000_000, sealedToken: 'x'.repeat(400) },
      ...{ refreshShard: refreshShardOf(accountId), refreshAt: at + 4_000_000_000 },
    })
    .params().Item,
);

/** A draft with one account: header, text and target. */
export function postRows() {
  const postId = newId('post');
  const header = headerWrite({
    clientId,
    postId,
    version: 1,
    revision: 1,
    state: 'draft',
    excerpt: caption.slice(0, 140),
    platforms: ['instagram'],
    accountIds: [accountId],
    createdAt: at,
    updatedAt: at,
  });
  const target = targetWrite({
    clientId,
    postId,
    targetId: newId('target'),
    accountId,
    platform: 'instagram',
    username: 'mubarakiya.cafe',
    kind: 'image',
    revision: 1,
    version: 1,
    state: 'draft',
    fence: 0,
    attempt: 0,
    polls: 0,
  });
  const body = bodyWrite({ clientId, postId, caption, media: [] });
  return { postId, header: rowsIn(header), all: rowsIn([...header, ...body, ...target]) };
}
