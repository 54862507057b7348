import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account as accountEntity } from '#functions/social/account.entity.ts';
import { accountForPublishing } from '#functions/social/account-for-publishing.ts';
import { accountRefs } from '#functions/social/account-refs.ts';
import { recordPublication } from '#functions/social/mark-account.ts';
import { tokenRefused } from '#functions/social/token-refused.ts';
import { logger } from '#runtime/logger.ts';
import { problemOf } from '#test/support/gateway.ts';
import { cafe } from '#test/support/instagram.ts';
import type { Teammate } from '#test/support/people.ts';
import { type SocialWorld, startSocialWorld } from '#test/support/social.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
let world: SocialWorld;
let manager: Teammate;
let accountId: string;
beforeAll(async () => {
  world = await startSocialWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  if (manager) await world.as(manager).disconnect({ params: { accountId } });
  manager = await world.backend.signInAs('manager');
  accountId = (await world.connect(manager)).accountId;
});

const only = async () => (await world.as(manager).accounts()).items[0];
const forPublishing = () => accountForPublishing(manager.clientId, accountId);
/** The platform says no to the token that a worker was given. */
const refused = (used: Awaited<ReturnType<typeof forPublishing>>) => {
  if (used?.status !== 'active') throw new Error('there was no token to refuse');
  return tokenRefused({ clientId: manager.clientId, accountId }, used.issuedAt, false);
};

describe('the list', () => {
  it('shows nothing of another business', async () => {
    const stranger = await world.backend.signInAs('viewer');

    expect(await world.as(stranger).accounts()).toEqual({ items: [] });
  });

  it('is open to the whole team, connecting and disconnecting to managers only', async () => {
    const viewer = await world.backend.signInAs('viewer', manager.clientId);
    const editor = await world.backend.signInAs('editor', manager.clientId);

    expect((await world.as(viewer).accounts()).items).toHaveLength(1);
    for (const person of [viewer, editor]) {
      expect(await problemOf(world.as(person).connect({ params: world.params }))).toMatchObject({ status: 403 });
      expect(await problemOf(world.as(person).disconnect({ params: { accountId } }))).toMatchObject({ status: 403 });
    }
  });

  it('warns ten days before a token ends, and says when it has ended', async () => {
    await world.backend.advance(51 * DAY);
    manager = { ...manager, token: world.backend.issuer.issue(manager.subject) };
    expect((await only())?.health).toBe('expiring');

    await world.backend.advance(10 * DAY);
    manager = { ...manager, token: world.backend.issuer.issue(manager.subject) };
    expect(await only()).toMatchObject({ health: 'needs_reconnect', reason: 'account.reconnect' });
  });
});

describe('disconnecting', () => {
  it('forgets the token and keeps the name', async () => {
    await world.as(manager).disconnect({ params: { accountId } });

    expect(await only()).toMatchObject({ health: 'disconnected', username: 'mubarakiya.cafe' });
    const { data } = await accountEntity.get({ clientId: manager.clientId, accountId }).go();
    expect(data).not.toHaveProperty('sealedToken');
    expect(await world.as(manager).disconnect({ params: { accountId } })).toMatchObject({ changed: false, left: 0 });
  });

  it('a foreign account answers exactly like a missing one', async () => {
    const stranger = await world.backend.signInAs('manager');
    const missing = `ac_${'0'.repeat(26)}`;

    const foreign = await problemOf(world.as(stranger).disconnect({ params: { accountId } }));
    const none = await problemOf(world.as(stranger).disconnect({ params: { accountId: missing } }));

    expect({ ...foreign, requestId: '' }).toEqual({ ...none, requestId: '' });
    expect(foreign).toMatchObject({ status: 404, code: 'social.account_not_found' });
    expect((await only())?.health).toBe('healthy');
  });
});

describe('for the sender', () => {
  it('an account comes with a token that works, read and opened once a minute at most', async () => {
    const found = await forPublishing();
    if (found?.status !== 'active') throw new Error('not active');
    expect(found.credentials.externalId).toBe(cafe.id);
    expect((await world.instagram.graph('GET', 'me', {}, found.credentials.token)).status).toBe(200);

    const before = world.backend.calls.length;
    await forPublishing();
    expect(world.backend.calls).toHaveLength(before);
    await world.backend.advance(MINUTE);
    await forPublishing();
    expect(world.backend.calls.length).toBeGreaterThan(before);
  });

  it('nothing comes for a foreign or missing account, and no token for a disconnected one', async () => {
    const stranger = await world.backend.signInAs('manager');
    expect(await accountForPublishing(stranger.clientId, accountId)).toBeUndefined();

    await world.as(manager).disconnect({ params: { accountId } });
    expect(await forPublishing()).toEqual({ status: 'disconnected', username: 'mubarakiya.cafe' });
  });

  it('a sealed token moved to another account cannot be opened', async () => {
    const stranger = await world.backend.signInAs('manager');
    const { data } = await accountEntity.get({ clientId: manager.clientId, accountId }).go();
    if (!data) throw new Error('no account');
    await accountEntity.put({ ...data, clientId: stranger.clientId }).go();

    await expect(accountForPublishing(stranger.clientId, accountId)).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  it('a dead token is marked, and a reconnection makes the account usable at once', async () => {
    expect(await refused(await forPublishing())).toEqual({ is: 'reconnect' });

    expect(await forPublishing()).toMatchObject({ status: 'needs_reconnect' });
    expect(await only()).toMatchObject({ health: 'needs_reconnect', reason: 'account.reconnect' });
    await world.connect(manager);
    expect(await forPublishing()).toMatchObject({ status: 'active' });
  });

  it('a late refusal of the old token does not harm the new one', async () => {
    const old = await forPublishing();
    await world.backend.advance(1_000);
    await world.connect(manager);

    expect(await refused(old)).toEqual({ is: 'refreshed' });

    expect((await only())?.health).toBe('healthy');
    expect(await forPublishing()).not.toEqual(old);
  });

  it('only accounts of the client are found among ids', async () => {
    const stranger = await world.backend.signInAs('manager');
    const missing = `ac_${'0'.repeat(26)}`;

    expect(await accountRefs(manager.clientId, [missing, accountId])).toEqual([
      { accountId, platform: 'instagram', username: 'mubarakiya.cafe' },
    ]);
    expect(await accountRefs(stranger.clientId, [accountId])).toEqual([]);
  });

  it('the last publication is noted and never goes back', async () => {
    const { clientId } = manager;
    for (const publishedAt of [2_000, 1_000]) await recordPublication({ v: 1, clientId, accountId, publishedAt });

    expect((await only())?.lastPublishedAt).toBe(2_000);
  });
});

it('no token, code or state is ever logged, answered or stored in the clear', async () => {
  const lines: string[] = [];
  const outs = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0),
  );
  const level = logger.getLevelName();
  logger.setLogLevel('DEBUG');
  try {
    const { state, code } = await world.visit(manager);
    const account = await world.as(manager).callback({ params: world.params, body: { state, code } });
    await world
      .visit(manager)
      .then(({ state: fresh }) =>
        problemOf(
          world.as(manager).callback({ params: world.params, body: { state: fresh, code: 'canary-code-1234' } }),
        ),
      );
    await world.backend.advance(MINUTE);
    const used = await accountForPublishing(manager.clientId, accountId);
    const token = used?.status === 'active' ? used.credentials.token : '';
    const stored = await accountEntity.get({ clientId: manager.clientId, accountId }).go();

    const seen = JSON.stringify([lines, account, await world.as(manager).accounts(), stored.data]);
    for (const message of ['served', 'linking failed']) expect(lines.join('')).toContain(`"message":"${message}"`);
    for (const secret of [token, state, code, 'canary-code-1234']) {
      expect(secret.length).toBeGreaterThan(10);
      expect(seen).not.toContain(secret);
    }
  } finally {
    logger.setLogLevel(level);
    for (const out of outs) out.mockRestore();
  }
});
