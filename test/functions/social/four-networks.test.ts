import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ground } from '#cloud/aws/service.ts';
import type { Sandbox } from '#cloud/outside/sandbox.ts';
import { accountForPublishing } from '#functions/social/account-for-publishing.ts';
import { handler } from '#functions/social/api.ts';
import { snapchatSecret, snapchatShops, startSnapchat } from '#local/sandbox/snapchat.ts';
import { startTikTok, tiktokSecret, tiktokShops } from '#local/sandbox/tiktok.ts';
import { startX, xSecret, xShops } from '#local/sandbox/x.ts';
import { client } from '#shared/contract/client.ts';
import { social } from '#shared/social/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import { consent } from '#test/support/instagram.ts';
import type { Teammate } from '#test/support/people.ts';
import { pointAt } from '#test/support/platform-env.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];
type StandIn = Sandbox & { urls: Record<string, string>; revoke(account: string): void };
const networks = {
  x: { start: (ground: Ground): Promise<StandIn> => startX(ground), secret: xSecret, shops: xShops, lifeMs: 2 * HOUR },
  tiktok: {
    ...{ start: (ground: Ground): Promise<StandIn> => startTikTok(ground), secret: tiktokSecret },
    ...{ shops: tiktokShops, lifeMs: 24 * HOUR },
  },
  snapchat: {
    ...{ start: (ground: Ground): Promise<StandIn> => startSnapchat(ground), secret: snapchatSecret },
    ...{ shops: snapchatShops, lifeMs: HOUR },
  },
} as const;

let backend: Backend;
let manager: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  manager = await backend.signInAs('manager');
});
afterAll(() => backend.close());

describe.each(Object.keys(networks) as (keyof typeof networks)[])('an account of %s', (platform) => {
  const { start, secret, shops, lifeMs } = networks[platform];
  let sandbox: StandIn;
  beforeAll(async () => {
    sandbox = await start({ ...backend.ground, clock: backend.clock });
    pointAt(platform, sandbox.urls);
    backend.secretsManager.putSecret(`ksa-test/${platform}`, JSON.stringify(secret));
  });
  afterAll(() => sandbox.close());

  const calls = () => client(social, sendFor(handler, backend.issuer.issue(manager.subject)));
  const visit = async (decision: 'allow' | 'deny' = 'allow', shop = 0) => {
    const { authorizeUrl } = await calls().connect({ params: { platform } });
    return consent(authorizeUrl, { account: shops[shop]?.id ?? '', decision });
  };
  const connect = async () => {
    const { state, code } = await visit();
    return calls().callback({ params: { platform }, body: { state, code } });
  };
  const refreshes = () => sandbox.ledger().filter(({ operation }) => operation === 'refresh_token').length;

  it('is connected by consent, shown with its name, and without any token', async () => {
    const account = await connect();
    expect(account).toMatchObject({ platform, username: shops[0]?.username, health: 'healthy' });
    expect(account.pictureUrl).toMatch(/^data:image\/jpeg/);
    const { items } = await calls().accounts();
    expect(items).toContainEqual(expect.objectContaining({ accountId: account.accountId }));
    expect(JSON.stringify(items)).not.toMatch(/act\.|rft\.|refresh_token|access_token/);
  });

  it('a refused consent and a state that was used, made up or another network’s connect nothing', async () => {
    const denied = await visit('deny');
    const body = { state: denied.state, error: denied.error };
    expect(await problemOf(calls().callback({ params: { platform }, body }))).toMatchObject({ code: 'social.refused' });
    expect(await problemOf(calls().callback({ params: { platform }, body }))).toMatchObject({
      code: 'social.state_invalid',
    });
    const { state, code } = await visit();
    const elsewhere = { params: { platform: 'instagram' as const }, body: { state, code } };
    expect(await problemOf(calls().callback(elsewhere))).toMatchObject({ code: 'social.state_invalid' });
  });

  it.each([
    ['a reset', { reset: 'before' as const }],
    ['an empty 503', { status: 503, body: '' }],
  ])('%s at the exchange refuses nothing, and that is said', async (_, silence) => {
    const { state, code } = await visit();
    sandbox.faults.add({ operation: 'exchange', ...silence });
    expect(await problemOf(calls().callback({ params: { platform }, body: { state, code } }))).toMatchObject({
      ...{ status: 503, code: 'social.platform_unavailable' },
    });
  });

  it('fifty workers that need its token at once make one refresh call, and all go on', async () => {
    const { accountId } = await connect();
    await backend.advance(lifeMs - MINUTE);
    const one = () => accountForPublishing(manager.clientId, accountId);
    // On a busy machine some may find the key service too slow; workers come back then, and so does the last one here.
    const fifty = async () =>
      (await Promise.allSettled(Array.from({ length: 50 }, one))).flatMap((done) =>
        done.status === 'fulfilled' ? [done.value?.status] : [],
      );
    const before = refreshes();

    for (const status of await fifty()) expect(['active', 'refreshing']).toContain(status);
    await backend.advance(5 * SECOND);

    expect((await one())?.status).toBe('active');
    for (const status of await fifty()) expect(status).toBe('active');
    expect(refreshes() - before).toBe(1);
  });

  it('a lost answer to a refresh asks once for a reconnection and never uses the old token again', async () => {
    const { accountId } = await connect();
    await backend.advance(lifeMs - MINUTE);
    sandbox.faults.add({ operation: 'refresh_token', reset: 'after' });
    const before = refreshes();
    expect(await accountForPublishing(manager.clientId, accountId)).toMatchObject({ status: 'needs_reconnect' });
    expect(await accountForPublishing(manager.clientId, accountId)).toMatchObject({ status: 'needs_reconnect' });
    expect(refreshes() - before).toBe(1);
  });

  it('disconnected is given back where the network takes that', async () => {
    const { accountId } = await connect();
    const done = await calls().disconnect({ params: { accountId } });
    expect(done).toMatchObject({ changed: true, revoked: platform !== 'snapchat' });
    expect(sandbox.ledger().filter(({ operation }) => operation === 'revoke')).toHaveLength(
      platform === 'snapchat' ? 0 : 1,
    );
  });
});
