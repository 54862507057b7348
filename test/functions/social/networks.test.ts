import { afterAll, beforeAll, expect, it } from 'vitest';
import { handler } from '#functions/social/api.ts';
import { INSTAGRAM_APP_ID, INSTAGRAM_APP_SECRET } from '#local/sandbox/instagram/oauth.ts';
import { client } from '#shared/contract/client.ts';
import { social } from '#shared/social/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';

const SECRET = 'ksa-test/instagram';
let backend: Backend;
let manager: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  manager = await backend.signInAs('manager');
});
afterAll(() => backend.close());

const calls = () => client(social, sendFor(handler, manager.token));
const params = { platform: 'instagram' as const };
const filled = { appId: INSTAGRAM_APP_ID, appSecret: INSTAGRAM_APP_SECRET };

const expectShut = async () => {
  expect((await calls().networks()).items).toContainEqual({ platform: 'instagram', ready: false });
  expect(await problemOf(calls().connect({ params }))).toMatchObject({ status: 503, code: 'social.not_set_up' });
};

it('a network whose secret nobody has filled in cannot be connected, and says so; accounts are shown all the same', async () => {
  backend.secretsManager.declareSecret(SECRET);
  await expectShut();
  expect(await calls().accounts()).toEqual({ items: [] });
});

it.each([
  ['is no JSON', '{"appId":'],
  ['misses a field', JSON.stringify({ appId: INSTAGRAM_APP_ID })],
  ['has an empty field', JSON.stringify({ ...filled, appSecret: '' })],
  ['has the fields one level too deep', JSON.stringify({ instagram: filled })],
])('one whose secret %s is not set up either', async (_, text) => {
  backend.secretsManager.putSecret(SECRET, text);
  await expectShut();
});

it('it can be connected as soon as its secret is filled in, without a deployment', async () => {
  backend.secretsManager.putSecret(SECRET, JSON.stringify(filled));
  expect((await calls().networks()).items).toContainEqual({ platform: 'instagram', ready: true });
  expect((await calls().connect({ params })).authorizeUrl).toContain(`client_id=${INSTAGRAM_APP_ID}`);
});
