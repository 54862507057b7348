import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount } from '#local/demo/connect-account.ts';
import { type FaultGround, published, startFaultGround } from '#test/support/fault-ground.ts';
import { untilMet } from '#test/support/fault-tools.ts';
import { type Desk, readyToPublish } from '#test/support/journey-person.ts';

const MINUTE = 60_000;
const CAFE = { username: 'mubarakiya.cafe', id: '17841461234567891' };
const RESTAURANT = { username: 'bahar.restaurant', id: '17841461234567923' };

let ground: FaultGround;
let both: Pick<Desk, 'mediaIds' | 'accountIds'>;
let restaurantId: string;

beforeAll(async () => {
  ground = await startFaultGround();
  const second = await readyToPublish(ground.manager, RESTAURANT.username);
  restaurantId = second.account.accountId;
  both = { mediaIds: ground.desk.mediaIds, accountIds: [...ground.desk.accountIds, restaurantId] };
});
afterEach(() => ground.mend());
afterAll(() => ground?.close());

const refusal = (code: number, error_subcode?: number) => ({
  status: 400,
  body: { error: { message: 'refused', type: 'OAuthException', code, error_subcode, fbtrace_id: 'T' } },
});
/** Whether the sweeper has its turns. */
async function sweeping(isOn: boolean) {
  const { name } = (await ground.journey.state()).schedules.find((schedule) => /sweep/i.test(schedule.name)) ?? {};
  await ground.journey.order(`/schedules/${name}`, { skip: !isOn });
}

/** What is published meanwhile is staged afterwards, and stays so for a minute: also on a machine that is slow. */
async function whileProcessing(work: () => Promise<void>) {
  await ground.journey.turn('/settings', { processingMs: MINUTE });
  await work();
  await ground.journey.settle();
  await ground.journey.turn('/settings', { processingMs: 4_000 });
}
const clean = { lost: 0, duplicated: 0, stuck: 0, needsReview: 0 };

describe('the answer', () => {
  it('F6 is lost or cannot be read after Instagram accepted: found again, no second call', async () => {
    const row = ground.open('F6');
    const answers = [
      { reset: 'after' },
      { when: 'after', status: 504, body: '<html>Gateway Time-out</html>' },
      { when: 'after', status: 500, body: 'oops' },
      { when: 'after', status: 200, body: '{"id":' },
      { when: 'after', ...refusal(4, 2207051) },
    ];
    for (const answer of answers) {
      await row.break('instagram', { operation: 'media_publish', ...answer });
      await row.now(await row.write(JSON.stringify(answer)));
    }
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 5, injected: 5 });
  });
});

describe('somebody changes their mind while it is being published', () => {
  type Change = 'cancel' | 'edit';
  const changes: readonly Change[] = ['cancel', 'edit'];

  it('F10 one revision goes out or none, and the answer to them says which', async () => {
    const row = ground.open('F10');
    let passed: Promise<unknown> | undefined;
    const moments = {
      /** A worker has claimed it and is in its first call. */
      async claimed() {
        await ground.journey.order('/faults/instagram', { operation: 'create_container', delayMs: 1_000 });
        const piece = await row.write('claimed');
        await row.publish(piece);
        await untilMet(ground, 'instagram');
        return piece;
      },
      /** Instagram holds it and is processing it. */
      async staged() {
        const piece = await row.write('staged');
        await row.publish(piece);
        await ground.journey.settle();
        return piece;
      },
      /** The irreversible call is on its way. */
      async armed() {
        const piece = await row.write('armed');
        await row.publish(piece);
        await ground.journey.settle();
        await ground.journey.order('/faults/instagram', { operation: 'media_publish', delayMs: 1_000 });
        passed = ground.journey.advance('PT6S');
        await untilMet(ground, 'instagram');
        return piece;
      },
      /** Its message waits in the queue. */
      async due() {
        await ground.journey.order('/queues/due', { paused: true });
        const piece = await row.write('due');
        const post = await row.publish(piece);
        await ground.journey.settle();
        return { ...piece, revision: post.revision };
      },
    };
    for (const moment of Object.values(moments))
      for (const change of changes) {
        const piece = await moment();
        const { revision } = await row.read(piece.postId);
        const now = { ...piece, revision };
        const [answer] = await Promise.allSettled([change === 'cancel' ? row.cancel(now) : row.edit(now)]);
        row.count(1);
        await ground.journey.order('/queues/due', { paused: false });
        await passed;
        await row.rest();
        const { state, caption } = await row.read(piece.postId);
        const told = answer.status === 'fulfilled' ? change : 'too late';
        const old = await row.out(piece);
        if (told === 'too late') expect([state, old]).toEqual(['published', 1]);
        else if (told === 'cancel') expect([state, old]).toEqual(['draft', 0]);
        else expect([state, old, await row.out({ ...piece, caption })]).toEqual(['published', 0, 1]);
      }
    expect(await row.assess(['published', 'draft'])).toMatchObject({ ...clean, targets: 8, injected: 8 });
  });
});

describe('the account', () => {
  const targetsOn = async (row: ReturnType<FaultGround['open']>, username: string) =>
    (await row.all()).flatMap(({ targets }) => targets.filter((target) => target.username === username));
  const statesOn = async (row: ReturnType<FaultGround['open']>, username: string) => [
    ...new Set((await targetsOn(row, username)).map(({ state, reason }) => `${state} ${reason ?? ''}`.trim())),
  ];

  it.each([
    ['is disconnected', 'paused account.stopped'],
    ['loses its permission', 'failed account.reconnect'],
  ])('F15 %s in the middle: at rest with the way out, the other account is unaffected', async (how, outcome) => {
    const row = ground.open('F15');
    await whileProcessing(async () => {
      for (let post = 0; post < 3; post++) await row.publish(await row.write(how, both));
    });
    await ground.journey.order('/queues/publish', { paused: true });
    if (outcome === 'paused account.stopped')
      await ground.manager.api.social.disconnect({ params: { accountId: restaurantId } });
    else await ground.journey.turn(`/accounts/${RESTAURANT.id}`, { revoke: '458' });
    // A warm worker knows the account for up to a minute.
    await ground.journey.advance('PT2M');
    await ground.journey.order('/queues/publish', { paused: false });
    await row.rest();
    const [hit, unaffected] = [await statesOn(row, RESTAURANT.username), await statesOn(row, CAFE.username)];
    expect([hit, unaffected]).toEqual([[outcome], ['published']]);
    row.count(3);

    restaurantId = (await connectAccount(ground.manager.api, 'instagram', RESTAURANT.username)).accountId;
    expect(both.accountIds).toContain(restaurantId);
    await row.retry();
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 6, injected: 3 });
  });

  it('F18 is told to slow down, with and without Retry-After: later, within the grace', async () => {
    const row = ground.open('F18');
    const patience = { status: 429, headers: { 'retry-after': '120' }, body: '' };
    const answers = [
      { operation: 'create_container', ...patience },
      { operation: 'container_status', ...patience },
      { operation: 'create_container', status: 429, body: '' },
      { operation: 'media_publish', ...refusal(4) },
      { operation: 'container_status', ...refusal(17) },
    ];
    for (const answer of answers) {
      await row.break('instagram', answer);
      await row.now(await row.write(JSON.stringify(answer), ground.desk));
    }
    await row.rest(60);
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 5, injected: 5 });
  });

  it('F18 has reached its daily cap: missed and asked about, the other account is unaffected', async () => {
    const row = ground.open('F18');
    const outOn = (await published(ground.journey)).filter(({ username }) => username === CAFE.username).length;
    await ground.journey.turn('/settings', { quotaTotal: outOn });
    for (let post = 0; post < 2; post++) await row.now(await row.write('over the cap', both));
    await row.rest(75);
    const [capped, unaffected] = [await statesOn(row, CAFE.username), await statesOn(row, RESTAURANT.username)];
    expect([capped, unaffected]).toEqual([['missed platform.quota'], ['published']]);
    row.count(2);
    await ground.journey.turn('/settings', { quotaTotal: 10_000 });
    await row.retry();
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 4, injected: 2 });
  });

  it('F13 the token expires between claim and call: one refresh at most, then published, at worst after connecting again', async () => {
    const row = ground.open('F13');
    const refreshes = async () =>
      (await ground.journey.ledger()).filter((call) => call.operation === 'refresh_token' && call.account === CAFE.id)
        .length;
    // Instagram refreshes no token on its first day. Nothing is due, so nobody need sweep meanwhile.
    await sweeping(false);
    await ground.journey.advance('PT25H');
    await sweeping(true);
    const before = await refreshes();
    await whileProcessing(async () => {
      for (let post = 0; post < 6; post++) await row.publish(await row.write('expires'));
    });
    row.count((await row.all()).filter(({ state }) => state === 'publishing').length);
    await ground.journey.order('/faults/instagram', {
      operation: 'container_status',
      status: 400,
      body: { error: { message: 'expired', type: 'OAuthException', code: 190, error_subcode: 463, fbtrace_id: 'T' } },
      times: 6,
    });
    await ground.journey.advance('PT2M');
    expect((await ground.journey.state()).faults.instagram ?? []).not.toMatchObject([{ times: 6 }]);
    await ground.mend();
    await row.rest();
    expect((await refreshes()) - before, 'refreshes of one token').toBeLessThanOrEqual(1);
    const left = (await row.all()).flatMap(({ targets }) => targets).filter(({ state }) => state !== 'published');
    for (const target of left) expect(target).toMatchObject({ state: 'failed', reason: 'account.reconnect' });
    if (left.length > 0) await connectAccount(ground.manager.api, 'instagram', CAFE.username);
    await row.retry();
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 6, injected: 6 });
  });
});

describe('the network', () => {
  it('F19 is down for two hours: few calls, missed and asked about, nothing flushed out late', async () => {
    const row = ground.open('F19');
    const posts = 20;
    for (let post = 1; post <= posts; post++) await row.schedule(await row.write('iftar'), 5 * post);
    await row.break('instagram', { operation: '*', status: 503, body: 'down', times: 100_000 });
    await ground.journey.advance('PT2H');
    const calls = await row.met();
    const upAt = ground.journey.now();
    await row.mend();
    await row.rest(75);
    expect(await row.assess(['published', 'missed'])).toMatchObject({ ...clean, targets: posts });
    for (const { dueAt, lateMs } of await row.lateness())
      if (lateMs === undefined) expect(dueAt, 'who could wait until the end went out').toBeLessThan(upAt - 55 * MINUTE);
      else expect(lateMs, 'milliseconds after its minute').toBeLessThanOrEqual(61 * MINUTE);
    // Beside those of the targets themselves: one every five minutes, to see whether it is back.
    expect(calls, 'calls while it was down').toBeLessThanOrEqual(1.1 * posts + 24);
  });
});
