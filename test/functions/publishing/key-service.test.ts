import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTarget } from '#functions/posts/publishing-view.ts';
import { accountForPublishing } from '#functions/social/account-for-publishing.ts';
import { cafe, restaurant } from '#test/support/instagram.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
let world: PublishingWorld;
let business: Business;
let second: string;
beforeAll(async () => {
  world = await startPublishingWorld();
  business = await world.openBusiness(cafe.id);
  second = (await world.connect(business, { account: restaurant.id })).accountId;
}, 30_000);
afterAll(() => world.close());
beforeEach(async () => {
  for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) world.backend.allow(action);
  // Nothing is remembered of an earlier test.
  await world.backend.advance(10 * MINUTE);
});

const targetOf = async (postId: string) => {
  const [target] = (await business.calls.get({ params: { postId } })).targets;
  return readTarget(business.clientId, postId, target?.targetId ?? '');
};
const writeFor = (caption: string, accountId: string) =>
  business.draft({ caption, mediaIds: [business.mediaId], accountIds: [accountId] });

describe('F23 the key service is down', () => {
  it('F23 workers that opened a token in the last five minutes go on without it, then posts wait', async () => {
    await business.now(await business.write('opens'));
    await world.pass(1);
    world.backend.deny('kms:Decrypt');
    const opened = world.backend.calls.filter(({ action }) => action === 'kms:Decrypt').length;

    await world.backend.advance(2 * MINUTE);
    const within = await business.now(await business.write('within five minutes'));
    await world.pass(1);
    expect(await targetOf(within.postId)).toMatchObject({ state: 'published' });
    expect(world.backend.calls.filter(({ action }) => action === 'kms:Decrypt')).toHaveLength(opened);

    await world.backend.advance(5 * MINUTE);
    const after = await business.now(await business.write('after five minutes'));
    // Longer than the five attempts of what can be tried.
    await world.pass(8);
    expect(await targetOf(after.postId)).toMatchObject({
      state: 'scheduled',
      reason: 'publishing.held_up',
      attempt: 0,
    });
    expect(world.stagedWith('after five minutes')).toBe(0);

    world.backend.allow('kms:Decrypt');
    await world.pass(2);
    expect(await targetOf(after.postId)).toMatchObject({ state: 'published' });
    expect(world.heldWith('after five minutes')).toHaveLength(1);
  });

  it.each(['ThrottlingException', 'KMSInternalException', 'DisabledException'])(
    'F23 "%s" is waited for as well, and no message ends among the dead letters',
    async (error) => {
      world.backend.deny('kms:Decrypt', error);
      const { postId } = await business.now(await business.write(error));
      await world.pass(1);
      expect(await targetOf(postId)).toMatchObject({ state: 'scheduled', reason: 'publishing.held_up' });
      const waiting = world.sqs.stats().find(({ name }) => name === world.queues.publish);
      expect(waiting).toMatchObject({ inFlight: 0 });

      world.backend.allow('kms:Decrypt');
      await world.pass(2);
      expect(await targetOf(postId)).toMatchObject({ state: 'published' });
    },
  );

  it('F23 posts of an account whose token is open go out all the same', async () => {
    await business.now(await writeFor('opens the second', second));
    await world.pass(1);
    world.backend.deny('kms:Decrypt');
    const waits = await business.now(await business.write('waits'));
    const goes = await business.now(await writeFor('goes', second));
    await world.pass(2);

    expect(await targetOf(goes.postId)).toMatchObject({ state: 'published' });
    expect(await targetOf(waits.postId)).toMatchObject({ state: 'scheduled', reason: 'publishing.held_up' });
  });

  it('F23 longer than the grace: the client is asked for a new time, and nothing was sent', async () => {
    world.backend.deny('kms:Decrypt');
    const { postId } = await business.now(await business.write('grace over'));
    await world.pass(1);
    await world.backend.advance(58 * MINUTE);
    await world.pass(3);

    expect(await targetOf(postId)).toMatchObject({ state: 'missed', reason: 'publishing.held_up' });
    expect(world.stagedWith('grace over')).toBe(0);
    world.backend.allow('kms:Decrypt');
    await world.pass(6);
    expect(world.heldWith('grace over')).toHaveLength(0);
  });

  it('F23 no token is ever stored in the clear: without keys, no account is connected', async () => {
    world.backend.deny('kms:GenerateDataKey');
    const stranger = await world.backend.signInAs('manager');
    await world
      .as(business)
      .disconnect({ params: { accountId: second } })
      .catch(() => undefined);
    const person = { token: world.backend.issuer.issue(stranger.subject) };
    await expect(world.connect(person, { account: cafe.id })).rejects.toThrow();
    expect((await world.as(person).accounts()).items).toEqual([]);

    const used = await accountForPublishing(business.clientId, business.connected.accountId);
    const token = used?.status === 'active' ? used.credentials.token : '';
    expect(token).toMatch(/^IGAA/);
    const everything = JSON.stringify(world.backend.dynamodb.readChanges('ksa-test', 0, 100_000));
    expect(everything).toContain('sealedToken');
    expect(everything).not.toContain('IGAA');
  });
});
