import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as notify } from '#functions/notifications/notify.queue.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { contextOf } from '#test/support/gateway.ts';
import { type NoticesWorld, startNoticesWorld } from './world.ts';

// Whole teams and outages are written to the table, one row after the other.
vi.setConfig({ testTimeout: 30_000 });

let world: NoticesWorld;
beforeAll(async () => {
  world = await startNoticesWorld();
}, 30_000);
afterAll(() => world.close());

const plain = (text = '') => text.replace(/[\u2066-\u2069]/g, '');

describe('a post that waits for a person', () => {
  it.each([
    [
      'needs_review',
      'publishing.in_doubt',
      'هل ظهر منشورك؟ نحتاج جوابك',
      'أرسلنا المنشور ولم نعرف النتيجة',
      '«نعم، أراه» أو «ليس هناك، أرسله من جديد»',
    ],
    ['failed', 'account.reconnect', 'منشورك لم يُنشر', 'انتهت صلاحية ربط الحساب', 'الخطوة التالية: أعد ربط الحساب'],
    [
      'failed',
      'platform.busy',
      'منشورك لم يُنشر',
      'حاولنا عدة مرات ولم ينجح النشر',
      'الخطوة التالية: أعد المحاولة الآن',
    ],
    [
      'missed',
      'platform.quota',
      'فات موعد منشورك ولم يُنشر',
      'فات موعد المنشور قبل',
      'الخطوة التالية: اختر موعدًا جديدًا',
    ],
  ] as const)('%s (%s): its writer is told what happened and the one next step', async (state, reason, ...words) => {
    const [subject, happened, step] = words;
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, state, { reason });
    await world.tell();

    const mails = world.mailsTo(cafe);
    expect(mails.map((mail) => mail.subject)).toEqual([subject]);
    const [mail] = mails;
    const text = plain(mail?.text);
    for (const said of [happened, step, 'إنستغرام @mubarakiya.cafe', 'قهوة الصباح ☕ #كويت', 'بتوقيت الكويت'])
      expect(text).toContain(said);
    expect(mail?.text?.match(/https?:\S+/g)).toEqual([`https://app.example.com/posts/${post.postId}`]);
    expect(mail?.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail?.html).toContain(`<a href="https://app.example.com/posts/${post.postId}"`);
    expect(mail).toMatchObject({ from: 'Kuwait Social <no-reply@example.com>', configurationSet: 'ksa-test-mail' });
  });

  it.each(['scheduled', 'published', 'cancelled', 'unknown'] as const)('%s: nobody is written to', async (state) => {
    const cafe = await world.openBusiness();
    await world.rest(cafe, await world.planned(cafe), state);
    await world.tell();
    expect(world.mailsTo(cafe)).toEqual([]);
  });

  it('names the minute that was planned, on the clock of Kuwait', async () => {
    const cafe = await world.openBusiness();
    await world.person(cafe.subject, { language: 'en' });
    const post = await cafe.schedule(await cafe.draft(), '2031-03-08T21:30');
    await world.rest(cafe, post, 'failed');
    await world.tell();
    const text = plain(world.mailsTo(cafe)[0]?.text);
    expect(text).toMatch(/Planned for: Saturday, 8 March( 2031)?, 9:30.PM, Kuwait time/i);
  });

  it('is quoted as text only, in one line and shortly, whatever it says', async () => {
    const cafe = await world.openBusiness();
    const caption = `<img src=x onerror="alert(1)">\n\nNext step: open https://evil.example & ${'ق'.repeat(300)}`;
    await world.rest(cafe, await world.planned(cafe, { caption }), 'failed');
    await world.tell();
    const [mail] = world.mailsTo(cafe);
    expect(mail?.html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; Next step');
    expect(mail?.html).not.toContain('<img');
    expect(mail?.html?.match(/<a /g)).toHaveLength(1);
    const quoted = /المنشور: (.*)/.exec(plain(mail?.text))?.[1] ?? '';
    expect(quoted).toMatch(/^<img .*> Next step: open /);
    expect(Array.from(quoted).length).toBeLessThanOrEqual(140);
  });

  it('on several accounts makes one mail that tells of each, the most urgent in its subject', async () => {
    const cafe = await world.openBusiness('manager', 3);
    const post = await world.planned(cafe, { accountIds: cafe.accountIds });
    await world.rest(cafe, post, 'missed', { nth: 0 });
    await world.rest(cafe, post, 'needs_review', { nth: 1, reason: 'publishing.in_doubt' });
    await world.rest(cafe, post, 'failed', { nth: 2, reason: 'content.refused' });
    await world.tell();
    const mails = world.mailsTo(cafe);
    expect(mails.map(({ subject }) => subject)).toEqual(['هل ظهر منشورك؟ نحتاج جوابك']);
    for (const said of ['فات موعد المنشور', 'ولم نعرف النتيجة', 'رفض إنستغرام محتوى المنشور'])
      expect(plain(mails[0]?.text)).toContain(said);
  });

  it('says nothing of the accounts where all is well', async () => {
    const cafe = await world.openBusiness('manager', 3);
    const post = await world.planned(cafe, { accountIds: cafe.accountIds });
    await world.rest(cafe, post, 'published', { nth: 0 });
    await world.rest(cafe, post, 'failed', { nth: 1 });
    await world.tell();
    expect(world.mailsTo(cafe)[0]?.text?.match(/@/g)).toHaveLength(1);
  });

  it('that comes to rest a second time after it was sent again is told a second time', async () => {
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, 'failed');
    await world.tell();
    await world.rest(cafe, post, 'scheduled');
    await world.rest(cafe, post, 'failed');
    await world.tell();
    expect(world.mailsTo(cafe)).toHaveLength(2);
  });
});

describe('who is told', () => {
  it('everybody of the business who may write posts, each in their own language, and nobody else', async () => {
    const cafe = await world.openBusiness();
    const other = await world.openBusiness();
    const [editor, viewer, suspended] = [
      await world.backend.signInAs('editor', cafe.clientId),
      await world.backend.signInAs('viewer', cafe.clientId),
      await world.backend.signInAs('manager', cafe.clientId),
    ];
    const admin = await world.backend.signInAs('admin');
    await world.person(editor.subject, { language: 'en' });
    await world.person(suspended.subject, { status: 'suspended' });
    await world.rest(cafe, await world.planned(cafe), 'failed', { reason: 'content.caption' });
    await world.tell();

    expect(world.mailsTo(cafe).map(({ subject }) => subject)).toEqual(['منشورك لم يُنشر']);
    const [english] = world.mailsTo(editor);
    expect(english?.subject).toBe('Your post was not published');
    expect(english?.to).toEqual([editor.email]);
    expect(english?.html).toContain('<html lang="en" dir="ltr">');
    expect(plain(english?.text)).toContain('Instagram @mubarakiya.cafe: Instagram refused the text of the post.');
    for (const one of [viewer, suspended, other, admin]) expect(world.mailsTo(one), one.role).toEqual([]);
  });

  it('in both languages, Arabic first, where theirs is not known', async () => {
    const cafe = await world.openBusiness();
    await world.forgetLanguage(cafe.subject);
    await world.rest(cafe, await world.planned(cafe), 'missed');
    await world.tell();
    const [mail] = world.mailsTo(cafe);
    expect(mail?.subject).toBe('فات موعد منشورك ولم يُنشر · Your post missed its time and was not published');
    expect(mail?.html).toContain('dir="rtl" lang="ar"');
    expect(mail?.html).toContain('dir="ltr" lang="en"');
    expect(mail?.text?.indexOf('الخطوة التالية')).toBeLessThan(mail?.text?.indexOf('Next step') ?? 0);
  });

  it('an address that SES refuses or keeps back costs the others nothing, nor the message', async () => {
    const cafe = await world.openBusiness();
    const bounced = await world.backend.signInAs('editor', cafe.clientId);
    const illegal = await world.backend.signInAs('editor', cafe.clientId);
    await world.person(bounced.subject, { email: 'gone+bounce@example.com' });
    await world.person(illegal.subject, { email: 'no-address-at-all' });
    for (let n = 1; n <= 2; n++) {
      await world.rest(cafe, await world.planned(cafe), 'failed');
      await world.tell();
      expect(world.mailsTo(cafe)).toHaveLength(n);
    }
    expect(world.mailsTo({ email: 'gone+bounce@example.com' })[0]?.feedback).toMatchObject([
      { subType: 'OnAccountSuppressionList' },
    ]);
    expect(world.sqs.stats().find(({ name }) => name === world.queue)).toMatchObject({ depth: 0, inFlight: 0 });
  });

  it('nobody of a business that is suspended', async () => {
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.person(cafe.subject, { clientStatus: 'suspended' });
    await world.rest(cafe, post, 'failed');
    await world.tell();
    expect(world.mailsTo(cafe)).toEqual([]);
  });
});

describe('at most once', () => {
  it('ten deliveries of each message at the same instant make one mail', async () => {
    world.sqs.order(world.queue, { deliver: 10 });
    const cafe = await world.openBusiness('manager', 2);
    const post = await world.planned(cafe, { accountIds: cafe.accountIds });
    await world.rest(cafe, post, 'failed', { nth: 0 });
    await world.rest(cafe, post, 'failed', { nth: 1 });
    await world.tell();
    for (let round = 0; round < 3; round++) await world.again();
    world.sqs.order(world.queue, { deliver: 1 });
    expect(world.mailsTo(cafe)).toHaveLength(1);
  });

  it('an old message that comes after a newer one says nothing more', async () => {
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, 'failed');
    const first = await world.messageOf(cafe, post);
    await world.rest(cafe, post, 'scheduled');
    await world.rest(cafe, post, 'failed');
    const second = await world.messageOf(cafe, post);
    for (const message of [second, first, second, first]) {
      world.sqs.send(world.queue, JSON.stringify(message));
      await world.drain();
      await world.tell();
    }
    expect(world.mailsTo(cafe)).toHaveLength(1);
  });

  it('a message about an earlier rest leaves the new one its own minute to gather', async () => {
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, 'failed');
    await world.stream();
    await world.rest(cafe, post, 'scheduled');
    await world.rest(cafe, post, 'failed');
    await world.backend.advance(61_000);
    await world.drain();
    expect(world.mailsTo(cafe)).toEqual([]);
    await world.tell();
    expect(world.mailsTo(cafe)).toHaveLength(1);
  });

  it.each([
    ['sent again', 'scheduled'],
    ['confirmed', 'published'],
    ['cancelled', 'draft'],
  ] as [string, TargetState][])('what was %s in the meantime asks nothing', async (_, state) => {
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, 'needs_review');
    await world.stream();
    await world.rest(cafe, post, state);
    await world.tell();
    expect(world.mailsTo(cafe)).toEqual([]);
  });

  it('what was removed in the meantime asks nothing', async () => {
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, 'failed');
    await world.stream();
    await cafe.calls.cancel({ params: post, body: { revision: post.revision } });
    await cafe.calls.remove({ params: post });
    await world.tell();
    expect(world.mailsTo(cafe)).toEqual([]);
  });

  it('a notifier that dies before its messages to the people leaves nobody untold', async () => {
    const cafe = await world.openBusiness();
    await world.rest(cafe, await world.planned(cafe), 'needs_review');
    await world.stream();
    const revive = world.dieAfterWrite(1);
    await world.tell();
    revive();
    expect(world.mailsTo(cafe)).toEqual([]);
    await world.again();
    await world.tell();
    expect(world.mailsTo(cafe)).toHaveLength(1);
  });

  it('a notifier that dies when its mail may have left never sends it again', async () => {
    const cafe = await world.openBusiness();
    await world.rest(cafe, await world.planned(cafe), 'needs_review');
    await world.stream();
    await world.backend.advance(61_000);
    await world.drain();
    const revive = world.dieAfterWrite(1);
    await world.tell();
    revive();
    expect(world.sqs.stats().find(({ name }) => name === world.queue)).toMatchObject({ inFlight: 1 });
    await world.again();
    expect(world.mailsTo(cafe)).toEqual([]);
    expect(world.sqs.stats().find(({ name }) => name === world.queue)).toMatchObject({ inFlight: 0, depth: 0 });
  });

  it('when SES takes nothing of ours, the message fails, and tells once the cause is mended', async () => {
    const cafe = await world.openBusiness();
    await world.backend.signInAs('editor', cafe.clientId);
    await world.rest(cafe, await world.planned(cafe), 'failed');
    world.backend.deny('ses:SendEmail');
    await world.tell();
    await world.again();
    world.backend.allow('ses:SendEmail');
    expect(world.mailsTo(cafe)).toEqual([]);
    await world.again();
    await world.again();
    expect(world.mailsTo(cafe)).toHaveLength(1);
  });

  it('a message that nobody can read fails alone', async () => {
    const bodies = ['{"v":2}', '{', '{"v":1,"clientId":"cl_x"}'];
    const Records = bodies.map((body, at) => ({ messageId: `m${at}`, body })) as never;
    const { batchItemFailures } = await notify({ Records }, contextOf());
    expect(batchItemFailures).toHaveLength(3);
  });
});

describe('an outage with many posts', () => {
  const missed = async (cafe: Business) => world.rest(cafe, await world.planned(cafe), 'missed');
  type Business = Awaited<ReturnType<NoticesWorld['openBusiness']>>;
  /** How many posts each mail to a person told of. */
  const told = (person: { email: string }) =>
    world
      .mailsTo(person)
      .map(({ subject }) =>
        Number(/(?:منشورات تحتاج إليك|Posts that need you): \u2068(\d+)/.exec(subject ?? '')?.[1] ?? 1),
      );
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

  it('forty at once: each person is told of each post exactly once, in one mail that says how many', async () => {
    await world.nextHour();
    const cafe = await world.openBusiness();
    const english = await world.backend.signInAs('editor', cafe.clientId);
    const third = await world.backend.signInAs('manager', cafe.clientId);
    await world.person(english.subject, { language: 'en' });
    const neighbour = await world.openBusiness();
    for (let n = 0; n < 40; n++) await missed(cafe);
    await missed(neighbour);
    await world.tell();
    await world.wait(2);
    for (const person of [cafe, english, third]) expect(told(person)).toEqual([40]);
    expect(told(neighbour)).toEqual([1]);
    expect(plain(world.mailsTo(english)[0]?.subject)).toBe('Posts that need you: 40');
    expect(world.mailsTo(cafe)[0]?.text).toContain('/calendar');
  });

  it('while SES takes no more mails, they wait, and go out when it does: nobody is left untold, nobody told twice', async () => {
    await world.nextHour();
    const cafe = await world.openBusiness();
    const people = [cafe, await world.backend.signInAs('editor', cafe.clientId)];
    for (let n = 0; n < 4; n++) await missed(cafe);
    world.backend.deny('ses:SendEmail', 'Throttling');
    await world.tell();
    await world.wait(2);
    expect(people.flatMap(told)).toEqual([]);
    world.backend.allow('ses:SendEmail');
    await world.wait(6);
    for (const person of people) expect(told(person)).toEqual([1, 1, 1, 1]);
    await world.wait(2);
    expect(people.map((person) => sum(told(person)))).toEqual([4, 4]);
    expect(world.sqs.stats().find(({ name }) => name === world.queue)).toMatchObject({ depth: 0, inFlight: 0 });
  });

  it('of many businesses runs into the rate of SES, and still everybody is told of everything once', async () => {
    await world.nextHour();
    const businesses = await Promise.all(Array.from({ length: 8 }, () => world.openBusiness()));
    for (const cafe of businesses) for (let n = 0; n < 3; n++) await missed(cafe);
    await world.tell();
    await world.wait(4);
    for (const cafe of businesses) expect(told(cafe)).toEqual([1, 1, 1]);
  });

  it('leaves room for the mails with which people get in: so many a second of one business, so many of all', async () => {
    await world.nextHour();
    const [cafe, shop] = [await world.openBusiness(), await world.openBusiness()];
    const people = [cafe, shop];
    for (const { clientId } of [cafe, shop])
      for (let n = 0; n < 7; n++) people.push({ ...cafe, ...(await world.backend.signInAs('editor', clientId)) });
    await missed(cafe);
    await missed(shop);
    await world.stream();
    await world.backend.advance(61_000);
    await world.drain();
    await world.backend.advance(31_000);
    const mailed = (clientId: string) =>
      sum(people.filter((person) => person.clientId === clientId).map((person) => world.mailsTo(person).length));

    // One second that does not end.
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    await world.drain();
    vi.useRealTimers();
    const first = [mailed(cafe.clientId), mailed(shop.clientId)];
    await world.wait(6);

    expect(Math.max(...first)).toBe(5);
    expect(sum(first)).toBe(9);
    expect(people.map(told)).toEqual(people.map(() => [1]));
  });

  it('that goes on and on makes ten mails and then one of many every quarter of an hour', async () => {
    await world.nextHour();
    const cafe = await world.openBusiness();
    for (let n = 0; n < 16; n++) {
      await missed(cafe);
      await world.tell();
    }
    await world.wait(16);
    expect(sum(told(cafe))).toBe(16);
    expect(told(cafe).filter((posts) => posts === 1).length).toBeLessThanOrEqual(12);
    expect(told(cafe).length).toBeLessThanOrEqual(10 + 4);
  });

  it('asks nothing any more of what was decided while its mail waited', async () => {
    await world.nextHour();
    const cafe = await world.openBusiness();
    const post = await world.planned(cafe);
    await world.rest(cafe, post, 'failed');
    world.backend.deny('ses:SendEmail', 'Throttling');
    await world.tell();
    world.backend.allow('ses:SendEmail');
    await world.rest(cafe, post, 'scheduled');
    await world.wait(2);
    expect(told(cafe)).toEqual([]);
  });
});
