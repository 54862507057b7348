import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  MessageRejected,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import { afterEach, expect, test } from 'vitest';
import { AwsError, type Ground } from '#local/aws/service.ts';
import { startSes } from '#local/aws/ses.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const from = '"كويت سوشال" <no-reply@mail.kuwait.example>';
const to = 'mona@cafe.example';

async function setUp(ground: Ground = createGround()) {
  const ses = await startSes(ground);
  ses.verifyIdentity('mail.kuwait.example');
  const client = new SESClient({ region: ground.region, credentials, endpoint: ses.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await ses.close();
  };
  open.push(close);
  const simple = (Source = from, ToAddresses = [to]) =>
    client.send(
      new SendEmailCommand({
        Source,
        Destination: { ToAddresses },
        Message: {
          Subject: { Data: 'تقرير الأسبوع: قهوة ☕️ ومنشورات كثيرة جداً في هذا الأسبوع' },
          Body: { Html: { Data: '<p dir="rtl">أهلاً</p>' }, Text: { Data: 'أهلاً' } },
        },
      }),
    );
  const raw = (mime: string, more: object = {}) =>
    client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(mime) }, ...more }));
  const page = async (path: string) => (await fetch(`${ses.url}${path}`)).text();
  return { ses, client, simple, raw, page, close };
}

const mime = [
  'From: =?UTF-8?B?2YPZiNmK2Ko=?= <no-reply@mail.kuwait.example>',
  `To: ${to}`,
  'Subject: =?UTF-8?Q?=D9=81=D8=A7=D8=AA?=',
  ' =?UTF-8?Q?=D9=88=D8=B1=D8=A9?=',
  'List-Unsubscribe: <https://kuwait.example/u>',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  '--outer',
  'Content-Type: multipart/alternative; boundary=inner',
  '',
  '--inner',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Total =3D 5=',
  '.250 KWD',
  '--inner',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('<b>٥٫٢٥٠ د.ك</b><script>x</script>').toString('base64'),
  '--inner--',
  '--outer',
  'Content-Type: application/pdf',
  "Content-Disposition: attachment; filename*=UTF-8''%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9.pdf",
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF-').toString('base64'),
  '--outer--',
  '',
].join('\r\n');

test('an Arabic mail given in parts is kept as it was written', async () => {
  const { ses, simple } = await setUp();
  const { MessageId } = await simple();
  expect(MessageId).toMatch(/^0102[0-9a-f]+-000000$/);
  expect(ses.mails(to)).toEqual([
    expect.objectContaining({
      messageId: MessageId,
      from,
      to: [to],
      subject: 'تقرير الأسبوع: قهوة ☕️ ومنشورات كثيرة جداً في هذا الأسبوع',
      html: '<p dir="rtl">أهلاً</p>',
      text: 'أهلاً',
    }),
  ]);
});

test('a raw mail is taken apart: encoded words, alternatives, an attachment with an Arabic name', async () => {
  const { ses, raw } = await setUp();
  await raw(mime, { ConfigurationSetName: 'mail', Tags: [{ Name: 'kind', Value: 'invoice' }] });
  expect(ses.mails()[0]).toMatchObject({
    from: 'كويت <no-reply@mail.kuwait.example>',
    to: [to],
    subject: 'فاتورة',
    text: 'Total = 5.250 KWD',
    html: '<b>٥٫٢٥٠ د.ك</b><script>x</script>',
    attachments: [{ fileName: 'فاتورة.pdf', contentType: 'application/pdf', bytes: 5 }],
    configurationSet: 'mail',
    tags: { kind: 'invoice' },
  });
});

test('a sender that is not verified, a bad address and too many recipients are refused', async () => {
  const { simple, ses } = await setUp();
  await expect(simple('a@elsewhere.example')).rejects.toBeInstanceOf(MessageRejected);
  await expect(simple(from, ['a@b'])).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  const many = Array.from({ length: 51 }, (_, n) => `p${n}@cafe.example`);
  await expect(simple(from, many)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  expect(ses.mails()).toEqual([]);
});

test('an action that is not emulated is answered at once, by name', async () => {
  const { client } = await setUp();
  await expect(client.send(new ListIdentitiesCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: expect.stringContaining('ListIdentities'),
  });
});

test('the quota counts recipients of the last day', async () => {
  const ground = createGround();
  const { client, simple } = await setUp(ground);
  await simple(from, [to, 'ali@cafe.example']);
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 2 });
  await ground.clock.advance(25 * 3_600_000);
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 0 });
});

test('the viewer shows a mail in a frame that can run nothing, and tests find it by recipient', async () => {
  const { raw, page, ses } = await setUp();
  await raw(mime);
  ses.deliver({ from, to: 'Owner@cafe.example', subject: 'Code', html: '<p>123456</p>' });
  const [, invoice] = ses.mails();
  expect(await page('/')).toContain('فاتورة');
  const detail = await page(`/mails/${invoice?.messageId}`);
  expect(detail).toContain('<iframe sandbox title');
  expect(detail).not.toContain('<script>');
  expect(await page(`/mails/${invoice?.messageId}/raw`)).toBe(mime);
  const found: unknown = JSON.parse(await page('/store?to=owner@cafe.example'));
  expect(found).toMatchObject({ emails: [{ sender: 'cognito', subject: 'Code', html: '<p>123456</p>' }] });
});

test('mails survive a restart', async () => {
  const ground = createGround();
  const first = await setUp(ground);
  await first.simple();
  await first.close();
  const second = await setUp(ground);
  expect(second.ses.mails(to.toUpperCase())).toHaveLength(1);
});

test('sending needs a permission on the identity and on the configuration set', async () => {
  const { gate, calls } = createStrictGate([], () => new AwsError('AccessDenied', 'no', 403));
  const { raw } = await setUp(createGround({ gate }));
  await raw(mime, { ConfigurationSetName: 'mail' });
  expect(calls.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
    'ses:SendRawEmail arn:aws:ses:me-south-1:000000000000:identity/mail.kuwait.example',
    'ses:SendRawEmail arn:aws:ses:me-south-1:000000000000:configuration-set/mail',
  ]);
  const strict = createStrictGate(['ses:SendRawEmail'], () => new AwsError('AccessDenied', 'no', 403));
  const denied = await setUp(createGround({ gate: strict.gate }));
  await expect(denied.raw(mime)).rejects.toMatchObject({ name: 'AccessDenied' });
});
