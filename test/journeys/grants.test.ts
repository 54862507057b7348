import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { problemOf } from '#test/support/gateway.ts';
import { picture } from '#test/support/images.ts';
import { type OwnJourney, startJourney } from '#test/support/journey.ts';
import {
  type Desk,
  draft,
  joined,
  type Person,
  readyToPublish,
  signedIn,
  upload,
} from '#test/support/journey-person.ts';

/** What other journeys do not come by: every grant is used by somebody, on a good day or a bad one. */
let journey: OwnJourney;
let owner: Person;
let manager: Person;
let desk: Desk;

const Invoked = z.object({ ok: z.boolean(), errorMessage: z.optional(z.string()) });
const firstOwner = async (email: string) =>
  Invoked.parse(
    await journey.order('/functions/auth-first-owner/invoke', { email, name: 'نورة الصباح', language: 'ar' }),
  );
/** The next transaction of anybody is refused, as if the table were in trouble for good. */
const breakTransaction = () =>
  journey.order('/faults/dynamodb', { operation: 'TransactWriteItems', error: 'ValidationException', status: 400 });
const member = (email: string) => ({ email, name: 'سارة', role: 'editor', language: 'ar' }) as const;
const business = (email: string) => ({
  name: 'مقهى السيف',
  nameEn: 'Seef Café',
  manager: { email, name: 'علي', language: 'ar' as const },
});

beforeAll(async () => {
  // On a cloud of its own: nobody is its owner yet, and all of its accounts' tokens are aged.
  journey = await startJourney();
});
beforeEach(() => journey.mend());
afterAll(() => journey?.close());

describe('when the rows of somebody invited cannot be written', () => {
  it('the login that is left of the first owner lets nobody in, and the next try succeeds', async () => {
    await breakTransaction();
    expect((await firstOwner('owner@example.com')).ok).toBe(false);
    expect((await firstOwner('owner@example.com')).ok).toBe(true);
    expect((await firstOwner('second@example.com')).errorMessage).toMatch(/an owner already/);
    expect((await firstOwner('owner@example.com')).ok).toBe(true);
    owner = await joined(journey.endpoints(), 'owner@example.com');
  });

  it('of staff, managers and members, the same request finishes it', async () => {
    const staff = { email: 'staff@example.com', name: 'دعم', language: 'ar' } as const;
    await breakTransaction();
    await expect(owner.api.auth.addStaff({ body: staff })).rejects.toThrow();
    const added = await owner.api.auth.addStaff({ body: staff });
    expect(await owner.api.auth.addStaff({ body: staff })).toEqual(added);

    await breakTransaction();
    await expect(owner.api.clients.create({ body: business('manager@seef.example') })).rejects.toThrow();
    await owner.api.clients.create({ body: business('manager@seef.example') });
    manager = await joined(journey.endpoints(), 'manager@seef.example');
    await manager.api.clients.addMember({ body: member('editor@seef.example') });
    expect((await manager.api.clients.members({})).items).toHaveLength(2);
  });
});

describe('a team', () => {
  it('changes a role, writes again, removes, and what a removal left is finished by the next invitation', async () => {
    const [, editor] = (await manager.api.clients.members({})).items;
    const params = { userId: editor?.userId ?? '' };
    await manager.api.clients.changeMember({ params, body: { role: 'viewer' } });
    await manager.api.clients.inviteAgain({ params });
    const failing = { operation: 'AdminDeleteUser', error: 'InvalidParameterException', status: 400 };
    await journey.order('/faults/cognito-idp', failing);
    await expect(manager.api.clients.removeMember({ params })).rejects.toThrow();
    await owner.api.auth.addStaff({ body: { email: 'editor@seef.example', name: 'سارة', language: 'ar' } });
    expect((await manager.api.clients.members({})).items).toHaveLength(1);
  });

  it('is told nothing of an address that has a login elsewhere, whose owner gets a mail', async () => {
    const before = await journey.mails('owner@example.com');
    await manager.api.clients.addMember({ body: member('owner@example.com') });
    expect(await journey.mails('owner@example.com')).toHaveLength(before.length + 1);
    const params = { userId: (await manager.api.clients.members({})).items[1]?.userId ?? '' };
    await manager.api.clients.removeMember({ params });
  });
});

describe('the rarer things people do', () => {
  it('a new password ends all sessions', async () => {
    const { email } = manager;
    await manager.api.auth.forgot({ body: { email, language: 'ar' } });
    const mails = await (await fetch(`${journey.endpoints().mail}/store?to=${encodeURIComponent(email)}`)).text();
    const [code = ''] = [...mails.matchAll(/>\s*(\d{6})\s*</g)].map(([, found]) => found ?? '').slice(-1);
    const password = 'Another-Password-2';
    await manager.api.auth.reset({ body: { email, code, password } });
    manager = await signedIn(journey.endpoints(), email, password);
    expect((await manager.api.auth.me({})).email).toBe(email);
  });

  it('an image that never arrived is told apart, listed, described and removed unless a post needs it', async () => {
    desk = await readyToPublish(manager);
    const announced = { fileName: 'a.jpg', contentType: 'image/jpeg' as const, bytes: 1000 };
    const { media } = await manager.api.media.upload({ body: announced });
    expect((await problemOf(manager.api.media.finish({ params: { mediaId: media.mediaId } }))).status).toBe(409);
    const spare = await upload(manager.api, await picture());
    await draft(manager, desk, 'needs its photo');
    const { mediaId } = desk.image;
    expect(await problemOf(manager.api.media.remove({ params: { mediaId } }))).toMatchObject({ code: 'media.in_use' });
    await manager.api.media.remove({ params: { mediaId: spare.mediaId } });
    const first = await manager.api.media.list({ query: { limit: 1 } });
    const { items } = await manager.api.media.list({ query: { limit: 99, cursor: first.cursor } });
    expect([...first.items, ...items].map((item) => item.mediaId).sort()).toEqual([media.mediaId, mediaId].sort());
  });

  it('a token that is due is refreshed', async () => {
    await journey.advance('PT25H');
    await makeTokensDue();
    const outcome = await journey.order('/functions/social-refresh/invoke', {});
    expect(outcome).toMatchObject({ ok: true });
    expect((await manager.api.social.accounts({})).items[0]?.health).toBe('healthy');
  });

  it('a token that runs out within the minute is refreshed by the worker that needs it', async () => {
    await journey.advance('PT25H');
    await makeTokensDue({ tokenExpiresAt: journey.now() + 60_000 });
    const { postId, revision } = await draft(manager, desk, 'refreshed on the way');
    await manager.api.posts.publish({ params: { postId }, body: { revision } });
    await journey.advance('PT1M');
    expect((await manager.api.posts.get({ params: { postId } })).state).toBe('published');
    expect((await manager.api.social.accounts({})).items[0]?.health).toBe('healthy');
  });

  it('an account is disconnected, a business suspended, and asked about its post when it is active again', async () => {
    const plan = async (caption: string, minutes: number) => {
      const { postId, revision } = await draft(manager, desk, caption);
      const wallTime = journey.inMinutes(minutes);
      return manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime } });
    };
    const { postId } = await plan('its token dies', 5);
    await plan('stopped with its account', 180);
    await journey.turn('/accounts/17841461234567891', { revoke: '460' });
    await journey.advance('PT8M');
    expect((await manager.api.posts.get({ params: { postId } })).state).toBe('failed');
    const { accountId } = desk.account;
    expect(await manager.api.social.disconnect({ params: { accountId } })).toMatchObject({ stopped: 1, left: 0 });
    await journey.advance('PT2M');
    expect(await journey.order('/functions/social-refresh/invoke', {})).toMatchObject({ ok: true });
    expect(await manager.api.social.waiting({ params: { accountId } })).toEqual({ planned: 0, stopped: 1, failed: 1 });
    expect((await manager.api.social.accounts({})).items[0]?.health).toBe('disconnected');
    await owner.api.clients.create({ body: business('second@seef.example') });
    const newest = await owner.api.clients.list({ query: { limit: 1 } });
    const [client] = (await owner.api.clients.list({ query: { limit: 1, cursor: newest.cursor } })).items;
    const params = { clientId: client?.clientId ?? '' };
    expect((await owner.api.clients.suspend({ params, body: { reason: 'test' } })).status).toBe('suspended');
    expect((await owner.api.clients.resume({ params, body: { reason: 'test' } })).status).toBe('active');
  });

  it('nobody was refused anything on the way', async () => {
    expect((await journey.state()).denials).toEqual([]);
  });
});

/** Ages the accounts' tokens in the table itself: pushing the clock by a month would run every job of that month. */
async function makeTokensDue(change: { tokenExpiresAt?: number } = {}): Promise<void> {
  const { dynamodb, region, accessKeyId, secretAccessKey, tableName } = journey.endpoints().aws;
  const credentials = { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: dynamodb ?? '', region: region ?? '', credentials }),
  );
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: tableName, FilterExpression: 'attribute_exists(refreshAt)' }),
  );
  const due = String(journey.now() - 60_000);
  for (const item of Items) {
    const later = JSON.stringify(item).replaceAll(String(item.refreshAt), due);
    await client.send(new PutCommand({ TableName: tableName, Item: { ...JSON.parse(later), ...change } }));
  }
  client.destroy();
}
