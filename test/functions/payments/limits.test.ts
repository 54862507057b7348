import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as clientsHandler } from '#functions/clients/api.ts';
import { isBusinessHeld } from '#functions/payments/is-held.ts';
import { settlePayment } from '#functions/payments/settle-payment.ts';
import { subscriptionChanged, subscriptionOf } from '#functions/payments/subscription.store.ts';
import { usage } from '#functions/payments/usage.entity.ts';
import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import { clients } from '#shared/clients/contract.ts';
import { client } from '#shared/contract/client.ts';
import { kuwaitiMonth } from '#shared/payments/period.ts';
import { GRACE_MS, nextOffer, paid, trialFrom } from '#shared/payments/subscription.ts';
import { openScene, type Scene } from '#test/functions/posts/scene.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import { startTestMail } from '#test/support/test-mail.ts';
import { type PaymentsWorld, startPaymentsWorld } from './world.ts';

let world: PaymentsWorld;
let mail: Awaited<ReturnType<typeof startTestMail>>;
beforeAll(async () => {
  world = await startPaymentsWorld();
  mail = await startTestMail(world.backend.ground);
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const basic = { planId: 'basic', version: 1, interval: 'month' } as const;
/** A business that paid for the smallest plan just now. */
async function subscribed(): Promise<Scene> {
  const scene = await openScene(world.backend);
  const trial = trialFrom(basic, now(), 0);
  await transact(subscriptionChanged(scene.clientId, undefined, paid(trial, nextOffer(trial, now()))));
  return scene;
}
const posts = ({ clientId }: Scene, used: number) =>
  usage.put({ clientId, month: kuwaitiMonth(now()), posts: used }).go();
const meter = async (scene: Scene, name: string) =>
  (await world.as(scene).subscription()).subscription?.meters.find((one) => one.name === name);

describe('the posts of a month', () => {
  it('are counted when they are first scheduled, and not again when they are moved', async () => {
    const scene = await subscribed();
    const planned = await scene.schedule(await scene.draft());
    await scene.draft();
    await scene.schedule(planned);
    expect(await meter(scene, 'posts')).toEqual({ name: 'posts', used: 1, limit: 40 });
  });

  it('end at the limit of the plan, and the answer names the plan that would allow more', async () => {
    const scene = await subscribed();
    await posts(scene, 39);
    const [last, over] = [await scene.draft(), await scene.draft()];
    await scene.schedule(last);
    expect(await problemOf(scene.schedule(over))).toMatchObject({
      status: 409,
      code: 'plan.limit_reached',
      details: [{ path: 'plan.posts', limit: 40, by: 'pro' }],
    });
    // What was counted before can still be moved.
    await scene.schedule(await scene.calls.get({ params: { postId: last.postId } }));
  });

  it('scheduled by many at once are never more than there is room for', async () => {
    const scene = await subscribed();
    await posts(scene, 37);
    const drafts = await Promise.all(Array.from({ length: 6 }, () => scene.draft()));
    let left = drafts;
    // Whoever met others who counted is told that the post changed, and asks again, as people do.
    for (let round = 0; round < 6 && left.length > 0; round += 1) {
      const results = await Promise.allSettled(left.map((draft) => scene.schedule(draft)));
      left = left.filter((_, at) => results[at]?.status === 'rejected');
    }
    expect(left).toHaveLength(3);
    expect(await meter(scene, 'posts')).toMatchObject({ used: 40 });
  });
});

describe('people of a team', () => {
  it('are as many as the plan allows', async () => {
    const scene = await subscribed();
    const team = client(clients, sendFor(clientsHandler, scene.token));
    const invite = (name: string) =>
      team.addMember({
        body: { email: `${name}-${crypto.randomUUID()}@example.com`, name, role: 'viewer', language: 'ar' },
      });
    await invite('Sara');
    await invite('Dana');
    expect(await problemOf(invite('Noor'))).toMatchObject({
      code: 'plan.limit_reached',
      details: [{ path: 'plan.members', limit: 3, by: 'pro' }],
    });
  });
});

describe('a business whose subscription is over', () => {
  it('works for a week more, then schedules nothing new and sends nothing, and goes on when it pays', async () => {
    const scene = await subscribed();
    const until = (await subscriptionOf(scene.clientId, true))?.until ?? 0;
    await world.backend.advance(until - now() + 1000);
    const calls = () => world.as({ token: world.backend.issuer.issue(scene.subject) });
    expect((await calls().subscription()).subscription?.standing).toBe('late');
    await scene.schedule(await scene.draft());
    expect(await isBusinessHeld(scene.clientId)).toBe(false);

    await world.backend.advance(GRACE_MS);
    expect((await calls().subscription()).subscription?.standing).toBe('read_only');
    expect(await problemOf(scene.schedule(await scene.draft()))).toMatchObject({ code: 'plan.read_only' });
    expect(await isBusinessHeld(scene.clientId)).toBe(true);

    const body = { planId: 'basic', interval: 'month', method: 'kn', language: 'ar' } as const;
    const { paymentId, url = '' } = await calls().checkout({ body });
    await world.pay(url);
    await settlePayment(scene.clientId, paymentId);
    await scene.schedule(await scene.draft());
    expect(await isBusinessHeld(scene.clientId)).toBe(false);
  });
});

describe('a business without a subscription', () => {
  it('is limited by nothing', async () => {
    const scene = await openScene(world.backend);
    await scene.schedule(await scene.draft());
    expect(await world.as(scene).subscription()).toEqual({});
  });

  it('tries a plan for free when it is new', async () => {
    const owner = await world.backend.signInAs('owner');
    const manager = { email: `m-${crypto.randomUUID()}@example.com`, name: 'Sara', language: 'ar' } as const;
    const opened = await client(clients, sendFor(clientsHandler, owner.token)).create({
      body: { name: 'مقهى', nameEn: 'Café', manager },
    });
    const row = await subscriptionOf(opened.clientId, true);
    expect(row).toMatchObject({ trial: true, choice: { planId: 'pro' } });
    const { items } = await world.as(owner).subscriptions({ query: { limit: 100 } });
    expect(items.find(({ clientId }) => clientId === opened.clientId)).toMatchObject({
      standing: 'trial',
      monthlyFils: 0,
    });
  });
});
