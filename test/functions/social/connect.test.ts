import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { historyOf } from '#functions/audit/history-of.ts';
import { handler } from '#functions/social/api.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { call, problemOf } from '#test/support/gateway.ts';
import { cafe, restaurant } from '#test/support/instagram.ts';
import type { Teammate } from '#test/support/people.ts';
import { type SocialWorld, startSocialWorld } from '#test/support/social.ts';

const MINUTE = 60_000;
const PUBLISH = 'instagram_business_content_publish';
let world: SocialWorld;
let manager: Teammate;
beforeAll(async () => {
  world = await startSocialWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.instagram.sandbox.faults.clear();
  manager = await world.backend.signInAs('manager');
});

const finish = (person: Teammate, body: { state: string; code?: string; error?: string }) =>
  world.as(person).callback({ params: world.params, body });
const accountsOf = async (person: Teammate) => (await world.as(person).accounts()).items;
/** Other tests of this file must be able to take the account. */
async function release(person: Teammate) {
  for (const { accountId } of await accountsOf(person)) await world.as(person).disconnect({ params: { accountId } });
}

describe('connecting an account', () => {
  it('ends with a healthy account that has a name and a picture of our own', async () => {
    const account = await world.connect(manager);

    expect(account).toMatchObject({
      platform: 'instagram',
      username: 'mubarakiya.cafe',
      name: 'مقهى المباركية',
      health: 'healthy',
      scopes: expect.arrayContaining([PUBLISH]),
      pictureUrl: expect.stringMatching(/^data:image\/jpeg;base64,/),
    });
    expect(await accountsOf(manager)).toEqual([account]);
    const history = await historyOf(manager.clientId, account.accountId, { limit: 5 });
    expect(history.items).toMatchObject([{ action: 'account.connected', actor: manager.name }]);
    await release(manager);
  });

  it('asks the platform to come back to our page with a state nobody can guess', async () => {
    const { authorizeUrl } = await world.as(manager).connect({ params: world.params });

    const query = new URL(authorizeUrl).searchParams;
    expect(query.get('redirect_uri')).toBe('https://app.example.com/connections/callback/instagram');
    expect(query.get('state')).toMatch(/^[\w-]{43}$/);
    expect(query.get('scope')).toContain(PUBLISH);
  });

  it('takes a code with what the network appends to its addresses, and browsers hand on', async () => {
    const { state, code } = await world.visit(manager);
    expect(await finish(manager, { state, code: `${code}#_` })).toMatchObject({ health: 'healthy' });
    await release(manager);
  });

  it('again keeps the account’s id, so that posts keep their target', async () => {
    const first = await world.connect(manager);
    await world.backend.advance(MINUTE);

    const second = await world.connect(manager);
    await release(manager);
    const third = await world.connect(manager);

    expect([second.accountId, third.accountId]).toEqual([first.accountId, first.accountId]);
    expect(await accountsOf(manager)).toHaveLength(1);
    await release(manager);
  });
});

describe('a state', () => {
  it('works once', async () => {
    const { state, code } = await world.visit(manager);
    await finish(manager, { state, code });

    expect(await problemOf(finish(manager, { state, code }))).toMatchObject({
      status: 409,
      code: 'social.state_invalid',
    });
    await release(manager);
  });

  it('is used up also when the person refused', async () => {
    const { state, error } = await world.visit(manager, { decision: 'deny' });

    expect(await problemOf(finish(manager, { state, error }))).toMatchObject({ status: 409, code: 'social.refused' });
    expect(await problemOf(finish(manager, { state, error }))).toMatchObject({ code: 'social.state_invalid' });
  });

  it('that we never gave out is refused, before anything is asked of the platform', async () => {
    const { code } = await world.visit(manager);
    const before = world.instagram.sandbox.ledger().length;

    expect(await problemOf(finish(manager, { state: 'x'.repeat(43), code }))).toMatchObject({
      code: 'social.state_invalid',
    });
    expect(world.instagram.sandbox.ledger()).toHaveLength(before);
  });

  it('missing altogether is a request that makes no sense', async () => {
    const answer = await call(handler, {
      method: 'POST',
      path: '/social/instagram/callback',
      token: manager.token,
      body: { code: 'abc' },
    });

    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });

  it('of a colleague or of another business is refused, and stays good for whom it was made', async () => {
    const colleague = await world.backend.signInAs('manager', manager.clientId);
    const stranger = await world.backend.signInAs('manager');
    const { state, code } = await world.visit(manager);

    expect(await problemOf(finish(colleague, { state, code }))).toMatchObject({ code: 'social.state_invalid' });
    expect(await problemOf(finish(stranger, { state, code }))).toMatchObject({ code: 'social.state_invalid' });
    expect(await finish(manager, { state, code })).toMatchObject({ health: 'healthy' });
    await release(manager);
  });

  it('is good for ten minutes', async () => {
    const { state, code } = await world.visit(manager);

    await world.backend.advance(10 * MINUTE);

    expect(await problemOf(finish(manager, { state, code }))).toMatchObject({ code: 'social.state_invalid' });
  });

  it('that two requests bring at the same moment connects once', async () => {
    const { state, code } = await world.visit(manager);

    const results = await Promise.allSettled([finish(manager, { state, code }), finish(manager, { state, code })]);

    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await release(manager);
  });
});

describe('no connection comes about', () => {
  it('when the permission to publish was withheld', async () => {
    const { state, code } = await world.visit(manager, { withhold: PUBLISH });

    expect(await problemOf(finish(manager, { state, code }))).toMatchObject({ code: 'social.scope_missing' });
    expect(await accountsOf(manager)).toEqual([]);
  });

  it('when the code is not Instagram’s', async () => {
    const { state } = await world.visit(manager);

    expect(await problemOf(finish(manager, { state, code: 'made-up' }))).toMatchObject({ code: 'social.refused' });
  });

  it.each(['exchange', 'long_token', 'me'])('when the platform falls silent at %s, and says so', async (operation) => {
    const { state, code } = await world.visit(manager);
    world.instagram.sandbox.faults.add({ operation, reset: 'before' });

    expect(await problemOf(finish(manager, { state, code }))).toMatchObject({
      status: 503,
      code: 'social.platform_unavailable',
    });
    expect(await accountsOf(manager)).toEqual([]);
  });

  it('when our app may not use the account', async () => {
    const { state, code } = await world.visit(manager);
    const body = errorBody(100, undefined, { message: 'Unsupported request - method type: get' });
    world.instagram.sandbox.faults.add({ operation: 'long_token', status: 400, body });

    expect(await problemOf(finish(manager, { state, code }))).toMatchObject({ code: 'social.refused' });
  });

  it('when another business has the account, until that one lets go', async () => {
    const other = await world.backend.signInAs('manager');
    await world.connect(other, { account: restaurant.id });

    expect(await problemOf(world.connect(manager, { account: restaurant.id }))).toMatchObject({
      status: 409,
      code: 'social.linked_elsewhere',
    });
    await release(other);
    expect(await world.connect(manager, { account: restaurant.id })).toMatchObject({ health: 'healthy' });
    await release(manager);
  });

  it('twice when two businesses finish at the same moment', async () => {
    const other = await world.backend.signInAs('manager');

    const results = await Promise.allSettled([world.connect(manager), world.connect(other)]);

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await release(manager);
    await release(other);
  });
});

describe('an account without a picture', () => {
  it('is still connected', async () => {
    const { state, code } = await world.visit(manager, { account: cafe.id });
    world.instagram.sandbox.faults.add({ operation: 'page', status: 404 });

    expect(await finish(manager, { state, code })).not.toHaveProperty('pictureUrl');
    await release(manager);
  });
});
