import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import { afterEach, expect, test } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { AwsError, type Ground } from '#cloud/aws/service.ts';
import { startSes } from '#cloud/aws/ses.ts';
import { createSenders } from '#cloud/run/resources/senders.ts';
import { openApplication } from '#cloud/run/template.ts';
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
  ses.createConfigurationSet({ name: 'mail', suppressedReasons: ['BOUNCE', 'COMPLAINT'] });
  const client = new SESClient({ region: ground.region, credentials, endpoint: ses.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await ses.close();
  };
  open.push(close);
  const simple = (Source = from, ToAddresses = [to], more: object = {}) =>
    client.send(
      new SendEmailCommand({
        Source,
        Destination: { ToAddresses },
        Message: {
          Subject: { Data: 'تقرير الأسبوع: قهوة ☕️ ومنشورات كثيرة جداً في هذا الأسبوع' },
          Body: { Html: { Data: '<p dir="rtl">أهلاً</p>' }, Text: { Data: 'أهلاً' } },
        },
        ...more,
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
  'Bcc: hidden@cafe.example',
  'Message-ID: <mine@kuwait.example>',
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
  expect(ses.mails(to)).toEqual([
    expect.objectContaining({
      messageId: MessageId,
      from: 'كويت سوشال <no-reply@mail.kuwait.example>',
      to: [to],
      subject: 'تقرير الأسبوع: قهوة ☕️ ومنشورات كثيرة جداً في هذا الأسبوع',
      html: '<p dir="rtl">أهلاً</p>',
      text: 'أهلاً',
      feedback: [{ type: 'Delivery', recipient: to }],
    }),
  ]);
});

test('a raw mail is taken apart: encoded words, alternatives, an attachment with an Arabic name', async () => {
  const { ses, raw } = await setUp();
  await raw(mime, { ConfigurationSetName: 'mail', Tags: [{ Name: 'kind', Value: 'invoice' }] });
  expect(ses.mails()[0]).toMatchObject({
    from: 'كويت <no-reply@mail.kuwait.example>',
    to: [to, 'hidden@cafe.example'],
    subject: 'فاتورة',
    text: 'Total = 5.250 KWD',
    html: '<b>٥٫٢٥٠ د.ك</b><script>x</script>',
    attachments: [{ fileName: 'فاتورة.pdf', contentType: 'application/pdf', bytes: 5 }],
    configurationSet: 'mail',
    tags: { kind: 'invoice' },
  });
});

test("a mail goes out with the service's own Message-ID and date, and without its hidden recipients", async () => {
  const { raw, page } = await setUp();
  const { MessageId } = await raw(mime);
  const sent = await page(`/mails/${MessageId}/raw`);
  expect(sent.match(/^message-id:.*$/gim)).toEqual([`Message-ID: <${MessageId}@email.amazonses.com>`]);
  expect(sent).toMatch(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/m);
  expect(sent).not.toContain('hidden@');
  expect(sent.slice(sent.indexOf('Content-Type: multipart'))).toBe(mime.slice(mime.indexOf('Content-Type: multipart')));
});

test("the simulator's addresses behave as documented, and never get onto the suppression list", async () => {
  const { ses, simple, page } = await setUp();
  const at = (name: string) => `${name}@simulator.amazonses.com`;
  const names = ['success', 'bounce+label', 'complaint', 'ooto', 'suppressionlist'].map(at);
  await simple(from, names);
  const said = ses.mails()[0]?.feedback.map(({ type, subType, recipient }) => [recipient, type, subType]);
  expect(said).toEqual([
    [at('success'), 'Delivery', undefined],
    [at('bounce+label'), 'Bounce', 'General'],
    [at('complaint'), 'Delivery', undefined],
    [at('complaint'), 'Complaint', undefined],
    [at('ooto'), 'Delivery', undefined],
    [at('suppressionlist'), 'Bounce', 'Suppressed'],
  ]);
  expect(JSON.parse(await page('/store'))).toMatchObject({ suppressed: [] });
});

test('an address that bounced or complained is not written to again, and a restart does not change that', async () => {
  const ground = createGround();
  const first = await setUp(ground);
  const [bouncing, complaining] = ['Mona+bounce@cafe.example', 'ali+complaint@cafe.example'];
  await first.simple(from, [bouncing, complaining]);
  await first.close();
  const { ses, simple, page } = await setUp(ground);

  await simple(from, [bouncing.toLowerCase(), complaining, to]);

  expect(ses.mails()[0]?.feedback).toEqual([
    { type: 'Bounce', recipient: bouncing.toLowerCase(), subType: 'OnAccountSuppressionList' },
    { type: 'Bounce', recipient: complaining, subType: 'OnAccountSuppressionList' },
    { type: 'Delivery', recipient: to },
  ]);
  expect(JSON.parse(await page('/store'))).toMatchObject({
    suppressed: expect.arrayContaining([
      expect.objectContaining({ address: bouncing.toLowerCase(), reason: 'BOUNCE' }),
      expect.objectContaining({ address: complaining, reason: 'COMPLAINT' }),
    ]),
  });
  expect(await page('/')).toContain('<strong>Bounce</strong>');
  expect(await page(`/mails/${ses.mails()[0]?.messageId}`)).toContain('Bounce (OnAccountSuppressionList)');
});

test('a configuration set suppresses for its own reasons only, and a paused one sends nothing', async () => {
  const { ses, raw } = await setUp();
  ses.createConfigurationSet({ name: 'complaints', suppressedReasons: ['COMPLAINT'] });
  ses.createConfigurationSet({ name: 'paused', sendingEnabled: false });
  const send = (ConfigurationSetName: string) =>
    raw(mime, { ConfigurationSetName, Destinations: ['mona+bounce@cafe.example'] });
  for (let time = 0; time < 2; time++) await send('complaints');
  expect(ses.mails().map(({ feedback }) => feedback[0]?.subType)).toEqual(['General', 'General']);
  await expect(send('paused')).rejects.toMatchObject({ name: 'ConfigurationSetSendingPausedException' });
});

test('an action and a parameter that are not emulated are answered at once, by name', async () => {
  const { client, raw, simple } = await setUp();
  await expect(client.send(new ListIdentitiesCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: expect.stringContaining('ListIdentities'),
  });
  await expect(raw(mime, { SourceArn: 'arn' })).rejects.toThrow(/SourceArn/);
  await expect(raw(`X-SES-CONFIGURATION-SET: mail\r\n${mime}`)).rejects.toThrow(/X-SES-CONFIGURATION-SET/);
  await expect(simple(from, [to], { ReturnPath: to })).rejects.toThrow(/ReturnPath/);
});

test('the quota counts recipients of the last day', async () => {
  const ground = createGround();
  const { client, simple } = await setUp(ground);
  await simple(from, [to, 'ali@cafe.example']);
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 2 });
  await ground.clock.advance(25 * 3_600_000);
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 0 });
});

test('more than fourteen recipients in one second are too many', async () => {
  const clock = { ...createClock(), now: () => 1_800_000_000_000 };
  const { simple } = await setUp(createGround({ clock }));
  const many = Array.from({ length: 14 }, (_, n) => `p${n}@cafe.example`);
  await simple(from, many);
  await expect(simple()).rejects.toMatchObject({ name: 'Throttling', message: 'Maximum sending rate exceeded.' });
});

test('the viewer shows a mail in a frame that can run nothing, and tests find it by recipient', async () => {
  const { raw, page, ses } = await setUp();
  await raw(mime);
  await ses.deliver({ from, to: 'Owner@cafe.example', subject: 'Code', html: '<p>123456</p>' });
  const [, invoice] = ses.mails();
  expect(await page('/')).toContain('فاتورة');
  const detail = await page(`/mails/${invoice?.messageId}`);
  expect(detail).toContain('<iframe sandbox title');
  expect(detail).not.toContain('<script>');
  const found: unknown = JSON.parse(await page('/store?to=owner@cafe.example'));
  expect(found).toMatchObject({ emails: [{ sender: 'cognito', subject: 'Code', html: '<p>123456</p>' }] });
});

test('an attachment is downloaded under its own name, and never shown', async () => {
  const { ses, raw } = await setUp();
  const { MessageId } = await raw(mime);
  const file = await fetch(`${ses.url}/mails/${MessageId}/attachments/0`);
  expect(await file.text()).toBe('%PDF-');
  expect(file.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('فاتورة.pdf')}`,
  );
  expect(file.headers.get('content-type')).toBe('application/octet-stream');
});

test('mails survive a restart', async () => {
  const ground = createGround();
  const first = await setUp(ground);
  await first.simple();
  await first.close();
  const second = await setUp(ground);
  expect(second.ses.mails(to.toUpperCase())).toHaveLength(1);
});

test("mails of a user pool obey the same rules, except for Cognito's own sender", async () => {
  const { ses } = await setUp();
  const mail = { from, to, subject: 'Code', html: '<p>1</p>' };
  await expect(ses.deliver({ ...mail, from: 'a@elsewhere.example' })).rejects.toThrow(/not verified/);
  await expect(ses.deliver({ ...mail, configurationSet: 'nothing' })).rejects.toThrow(/does not exist/);
  await ses.deliver({ ...mail, from: 'no-reply@verificationemail.com', to: 'mona+bounce@cafe.example' });
  expect(ses.mails()[0]?.feedback).toMatchObject([{ type: 'Bounce' }]);
});

test("the template's domain covers its subdomains, and its mails go through the domain's configuration set", async () => {
  const { ses, simple } = await setUp();
  const Resources = {
    Set: {
      Type: 'AWS::SES::ConfigurationSet',
      Properties: { Name: 'news', SuppressionOptions: { SuppressedReasons: ['BOUNCE'] } },
    },
    Domain: {
      Type: 'AWS::SES::EmailIdentity',
      Properties: {
        EmailIdentity: 'kuwait.test',
        ConfigurationSetAttributes: { ConfigurationSetName: { Ref: 'Set' } },
      },
    },
  };
  const place = { region: 'me-south-1', account: '000000000000', sqsUrl: '' };
  createSenders(openApplication({ Data: { Resources } }, place), ses);
  await simple('hi@news.kuwait.test');
  expect(ses.mails()[0]?.configurationSet).toBe('news');
  await expect(simple('hi@notkuwait.test')).rejects.toMatchObject({ name: 'MessageRejected' });
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
