import { media } from '#functions/media/media.entity.ts';
import { handler } from '#functions/posts/api.ts';
import { account, refreshShardOf } from '#functions/social/account.entity.ts';
import { sealToken } from '#functions/social/platform-token.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { client } from '#shared/contract/client.ts';
import { networkOf } from '#shared/platforms/platform.ts';
import { type Post, posts } from '#shared/posts/contract.ts';
import type { Backend } from '#test/support/backend.ts';
import { sendFor } from '#test/support/gateway.ts';

/** A connected Instagram account of a business. */
export async function connectAccount(clientId: string, { token = 'token', externalId = '17841400000000001' } = {}) {
  const accountId = newId('account');
  await account
    .put({
      ...{ clientId, accountId, platform: 'instagram', externalId, username: 'mubarakiya.cafe' },
      ...{ name: 'مقهى المباركية', status: 'active', connectedAt: now(), tokenIssuedAt: now() },
      scopes: [...networkOf('instagram').scopes.required],
      ...{ tokenExpiresAt: now() + 5_000_000_000, refreshAt: now() + 4_000_000_000 },
      refreshShard: refreshShardOf(accountId),
      sealedToken: await sealToken({ clientId, accountId }, token),
    })
    .go();
  return accountId;
}

/** An image of a business that passed the gate. */
export async function addImage(
  clientId: string,
  change: { key?: string; width?: number; height?: number; sha256?: string } = {},
) {
  const mediaId = newId('media');
  const { key = `0123/${mediaId}.jpg`, width = 1080, height = 1080, sha256 = 'ab'.repeat(32) } = change;
  await media
    .put({
      ...{ clientId, mediaId, state: 'ready', fileName: 'latte.jpg', createdAt: now(), uploadKey: `up/${mediaId}` },
      ...{ key, width, height, bytes: 120_000, sha256 },
    })
    .go();
  return mediaId;
}

/** A wall time in Kuwait, so many minutes from now. */
export const inMinutes = (minutes: number) => toWallTime(now() + minutes * 60_000);

/** A business with an account, an image and somebody signed in who may write, and what they call. */
export async function openScene(backend: Backend, as: 'manager' | 'editor' | 'viewer' = 'manager') {
  const person = await backend.signInAs(as);
  const { clientId } = person;
  const [accountId, mediaId] = [await connectAccount(clientId), await addImage(clientId)];
  // A token of the moment, so that a test may let hours pass.
  const calls = client(posts, (call) => sendFor(handler, backend.issuer.issue(person.subject))(call));
  const content = { caption: 'قهوة الصباح ☕ #كويت', mediaIds: [mediaId], accountIds: [accountId] };
  const draft = (change: Partial<typeof content> & { firstComment?: string } = {}): Promise<Post> =>
    calls.create({ body: { ...content, ...change } });
  const schedule = ({ postId, revision }: Post, wallTime = inMinutes(60)): Promise<Post> =>
    calls.schedule({ params: { postId }, body: { revision, wallTime } });
  return { ...person, accountId, mediaId, calls, content, draft, schedule };
}
export type Scene = Awaited<ReturnType<typeof openScene>>;
