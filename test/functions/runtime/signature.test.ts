import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { api } from '#runtime/api.ts';
import { secretVariable } from '#runtime/env-names.ts';
import { bySender } from '#runtime/signature.ts';
import { contract } from '#shared/contract/route.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { contextOf, eventOf, type Request } from '#test/support/gateway.ts';
import {
  instagram,
  myfatoorah,
  PaymentEvent,
  senderNames,
  telegram,
  tiktok,
  tiktokHeaders,
} from '#test/support/senders.ts';

const Anything = z.looseObject({});
const response = z.object({ heard: z.string() });
const shop = contract('shop', {
  telegram: { method: 'POST', path: '/shop/telegram', signedBy: telegram, summary: 'T', body: Anything, response },
  tiktok: { method: 'POST', path: '/shop/tiktok', signedBy: tiktok, summary: 'K', body: Anything, response },
  paid: { method: 'POST', path: '/shop/paid', signedBy: myfatoorah, summary: 'M', body: PaymentEvent, response },
  forget: {
    method: 'POST',
    path: '/shop/forget',
    signedBy: instagram,
    summary: 'I',
    body: z.object({ signed_request: z.string() }),
    response,
  },
});
const handler = api(shop, {
  telegram: bySender(async ({ body }) => ({ heard: JSON.stringify(body) })),
  tiktok: bySender(async ({ body }) => ({ heard: JSON.stringify(body) })),
  paid: bySender(async ({ body }) => ({ heard: body.Event.Reference })),
  forget: bySender(async ({ body }) => ({ heard: body.signed_request })),
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SECRET = {
  telegram: { webhookSecret: 'a-secret-token_of-ours' },
  tiktok: { clientSecret: 'test_client_secret' },
  myfatoorah: { webhookSecret: 'kwsocial-test-webhook-secret-0001==' },
  instagram: { appSecret: 'an app secret', metaSecret: 'another app secret' },
};

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
  for (const name of senderNames) {
    process.env[secretVariable(name)] = `ksa-test/${name}`;
    backend.secretsManager.putSecret(`ksa-test/${name}`, JSON.stringify(SECRET[name]));
  }
});
afterAll(() => backend.close());

async function call(path: string, request: Omit<Request, 'method' | 'path'>, base64 = false) {
  const event = eventOf({ method: 'POST', path, ...request });
  const wrapped = base64
    ? { ...event, body: Buffer.from(event.body ?? '').toString('base64'), isBase64Encoded: true }
    : event;
  const { statusCode, body, headers } = await handler(wrapped, contextOf());
  const { requestId: _, ...told } = JSON.parse(String(body));
  return { status: statusCode, body: told, headers };
}
const refusal = { status: 401, body: { code: 'auth.unsigned' } };

describe('a secret in a header', () => {
  const asked = (token: string | undefined) =>
    call('/shop/telegram', { body: { update_id: 1 }, headers: token === undefined ? {} : { [HEADER]: token } });
  const HEADER = 'X-Telegram-Bot-Api-Secret-Token';

  it('lets the sender in, in whatever case the header’s name comes, and asks for no key of idempotency', async () => {
    expect(await asked(SECRET.telegram.webhookSecret)).toMatchObject({
      status: 200,
      body: { heard: '{"update_id":1}' },
    });
  });

  it('answers nobody else, and all of them alike', async () => {
    const wrong = ['', 'a', `${SECRET.telegram.webhookSecret}x`, SECRET.telegram.webhookSecret.toUpperCase(), 'ق'];
    const answers = await Promise.all([undefined, ...wrong].map(asked));
    expect(answers[0]).toMatchObject(refusal);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('says nothing of a body that nobody signed, readable or not', async () => {
    const bodies = ['{', '', '\u0000', '{"update_id":1}', 'x'.repeat(900_000)];
    for (const body of bodies) expect(await call('/shop/telegram', { body })).toMatchObject(refusal);
    expect(await call('/shop/telegram', { body: 'x'.repeat(1_000_001), headers: { [HEADER]: 'wrong' } })).toMatchObject(
      refusal,
    );
  });
});

describe('an HMAC over time and body', () => {
  const body =
    '{"client_key":"ck_test","event":"post.publish.complete","create_time":1770210873,"user_openid":"oid_1","content":"{\\"publish_id\\":\\"v_pub_file~v2-1.1\\",\\"publish_type\\":\\"DIRECT_PUBLISH\\"}"}';
  const secret = SECRET.tiktok.clientSecret;
  const signed = (text: string, at = Date.now()) => ({ body: text, headers: tiktokHeaders(text, secret, at) });

  it('is what the sender’s own description gives as an example', () => {
    expect(tiktokHeaders(body, secret, 1_770_210_873_000)['tiktok-signature']).toBe(
      't=1770210873,s=0331c8ef4785a75fb8789b43be4401af894c553cb020a7e7e438525c44d8d044',
    );
  });

  it('is checked over the bytes that were sent, wrapped by the gateway or not', async () => {
    const texts = [body, '{"a":"قهوة ☕"}', '{ "a" : 1 }\n', '\ufeff{"a":1}'];
    for (const text of texts)
      for (const base64 of [false, true])
        expect(await call('/shop/tiktok', signed(text), base64)).toMatchObject({ status: 200 });
  });

  it('does not fit when one byte, the time or the key is another', async () => {
    const { headers } = signed(body);
    const later = tiktokHeaders(body, secret, Date.now() + 1000)['tiktok-signature']?.split(',')[0];
    const moved = { 'tiktok-signature': headers['tiktok-signature']?.replace(/^t=\d+/, later ?? '') ?? '' };
    const tries: Omit<Request, 'method' | 'path'>[] = [
      { body: `${body} `, headers },
      { body, headers: moved },
      { body, headers: tiktokHeaders(body, 'another secret', Date.now()) },
      { body, headers: { 'tiktok-signature': 't=,s=' } },
      { body, headers: { 'tiktok-signature': 'x' } },
      { body },
    ];
    for (const one of tries) expect(await call('/shop/tiktok', one)).toMatchObject(refusal);
  });

  it('is refused when it is older than five minutes, or from the future, like a wrong one', async () => {
    const right = await Promise.all([-4, 4].map((minutes) => call('/shop/tiktok', signed(body, inMinutes(minutes)))));
    expect(right.map(({ status }) => status)).toEqual([200, 200]);
    const wrong = await Promise.all([-6, 6].map((minutes) => call('/shop/tiktok', signed(body, inMinutes(minutes)))));
    for (const answer of wrong) expect(answer).toEqual(await call('/shop/tiktok', { body }));
  });
  const inMinutes = (minutes: number) => Date.now() + minutes * MINUTE;

  it('is not looked for in what is no text', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x7b]);
    const event = { ...eventOf({ method: 'POST', path: '/shop/tiktok', body: '' }), isBase64Encoded: true };
    const answer = await handler({ ...event, body: bytes.toString('base64') }, contextOf());
    expect(answer.statusCode).toBe(401);
  });
});

describe('an HMAC over fields of the body', () => {
  const paid = (ExternalIdentifier: string | null, status: string, payment: string) => ({
    Event: { Code: 1, Name: 'PAYMENT_STATUS_CHANGED', Reference: 'WH-626519' },
    Data: {
      Invoice: { Id: '990001', Status: status, ExternalIdentifier },
      Transaction: { Status: payment, PaymentId: '07070990001100001' },
    },
  });
  const asked = (body: unknown, signature: string) =>
    call('/shop/paid', { body, headers: { 'MyFatoorah-Signature': signature } });

  it.each([
    ['paid', paid('pay_01JABC', 'PAID', 'SUCCESS'), 'Q0akb4TuWj3s2zSeh/gSUia7LKX5u4GHjrW8qg7ILP4='],
    [
      'failed, with a field of nothing',
      paid(null, 'PENDING', 'FAILED'),
      '2od/N63g/bseItwiFUyFYgo77mYdov60cbxFnKT7PpQ=',
    ],
    [
      'refunded',
      {
        Event: { Code: 2, Reference: 'WH-1' },
        Data: {
          Refund: { Id: 246275, Status: 'REFUNDED' },
          Amount: { ValueInBaseCurrency: '29.5' },
          ReferencedInvoice: { Id: '990001' },
        },
      },
      'atV7b+UeAaNibhj3ggSLfT1VmV9aUPkEFYQi2M4sXgQ=',
    ],
  ])('fits the sender’s example: %s', async (_, body, signature) => {
    expect(await asked(body, signature)).toMatchObject({ status: 200 });
  });

  it('does not fit another invoice, or a kind of event that signs nothing we know', async () => {
    const signature = 'Q0akb4TuWj3s2zSeh/gSUia7LKX5u4GHjrW8qg7ILP4=';
    const body = paid('pay_01JABC', 'PAID', 'SUCCESS');
    const other = { ...body, Data: { ...body.Data, Invoice: { ...body.Data.Invoice, Id: '990002' } } };
    for (const one of [other, { ...body, Event: { ...body.Event, Code: 9 } }, [], 'x', {}])
      expect(await asked(one, signature)).toMatchObject(refusal);
  });
});

describe('a signed field of a form', () => {
  const payload = Buffer.from('{"algorithm":"HMAC-SHA256","user_id":"17841"}').toString('base64url');
  const asked = (secret: string) => {
    const signature = createHmac('sha256', secret).update(payload).digest('base64url');
    return call('/shop/forget', {
      body: new URLSearchParams({ signed_request: `${signature}.${payload}` }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  };

  it('fits with either of the sender’s two secrets, and with no other', async () => {
    for (const secret of Object.values(SECRET.instagram)) expect(await asked(secret)).toMatchObject({ status: 200 });
    expect(await asked('a third app secret')).toMatchObject(refusal);
    expect(await asked(' ')).toMatchObject(refusal);
  });
});

describe('the secret of a sender', () => {
  const HEADER = 'X-Telegram-Bot-Api-Secret-Token';
  const [old, now] = [SECRET.telegram.webhookSecret, 'the-next-secret-token'];
  const statusWith = async (token: string) =>
    (await call('/shop/telegram', { body: {}, headers: { [HEADER]: token } })).status;
  const reads = () => backend.calls.filter(({ action }) => action === 'secretsmanager:GetSecretValue').length;

  it('is read once in five minutes, and once in half a minute however many forged calls there are', async () => {
    await backend.advance(6 * MINUTE);
    await statusWith(old);
    const before = reads();
    for (let count = 0; count < 5; count += 1) expect(await statusWith(old)).toBe(200);
    for (let count = 0; count < 5; count += 1) expect(await statusWith('forged-forged')).toBe(401);
    expect(reads()).toBe(before);
    await backend.advance(MINUTE);
    for (let count = 0; count < 5; count += 1) expect(await statusWith('forged-forged')).toBe(401);
    // Its version of now, and the one before.
    expect(reads()).toBeLessThanOrEqual(before + 2);
  });

  it('can be changed without losing a call: the new one is known at once, the old one good for a day', async () => {
    await backend.advance(MINUTE);
    backend.secretsManager.putSecret('ksa-test/telegram', JSON.stringify({ webhookSecret: now }));
    expect([await statusWith(now), await statusWith(old)]).toEqual([200, 200]);
    await backend.advance(DAY - 10 * MINUTE);
    expect([await statusWith(now), await statusWith(old)]).toEqual([200, 200]);
    await backend.advance(20 * MINUTE);
    expect([await statusWith(now), await statusWith(old)]).toEqual([200, 401]);
  });

  it('that cannot be read is a failure of ours, which the sender tries again', async () => {
    await backend.advance(6 * MINUTE);
    backend.deny('secretsmanager:GetSecretValue');
    const answer = await call('/shop/telegram', { body: {}, headers: { [HEADER]: now } });
    backend.allow('secretsmanager:GetSecretValue');
    expect(answer).toMatchObject({ status: 503, body: { code: 'auth.unavailable' }, headers: { 'retry-after': '10' } });
  });

  it.each([
    ['an empty field', '{"webhookSecret":""}', ''],
    ['no field', '{}', 'undefined'],
    ['text that is no JSON', 'webhookSecret', 'webhookSecret'],
  ])('with %s lets nobody in', async (_, text, guess) => {
    await backend.advance(2 * DAY);
    backend.secretsManager.putSecret('ksa-test/telegram', text);
    await backend.advance(2 * DAY);
    expect(await statusWith(guess)).toBe(401);
  });
});
