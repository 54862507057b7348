import {
  ConfigurationSetDoesNotExistException,
  CreateConfigurationSetCommand,
  DeleteConfigurationSetCommand,
  GetSendQuotaCommand,
  MessageRejected,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, onTestFinished, test } from 'vitest';
import { startSes } from '#cloud/aws/ses.ts';
import { conformanceTarget } from './target.ts';

const target = conformanceTarget(startSes);
/** Against AWS a verified address is needed, which no call can make: `CONFORMANCE_SENDER`. */
const sender = process.env.CONFORMANCE_SENDER ?? 'no-reply@mail.kuwait.example';
const mailbox = 'success@simulator.amazonses.com';
const MEBIBYTE = 1024 * 1024;
const refused = (name: string, message: unknown = expect.any(String)) => ({
  name,
  message,
  $metadata: expect.objectContaining({ httpStatusCode: 400 }),
});

/** A client, a configuration set, and the two ways of sending. */
async function openPost() {
  const { local, options, unique } = target();
  const client = new SESClient(options);
  const ConfigurationSetName = unique('conformance');
  local?.service.verifyIdentity(sender);
  local?.service.createConfigurationSet({ name: ConfigurationSetName });
  if (!local)
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: ConfigurationSetName } }));
  onTestFinished(async () => {
    if (!local) await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName }));
    client.destroy();
    // Never more than the account's rate per second.
    await target().pass(1100);
  });
  const parts = { from: sender, to: mailbox, subject: 'تقرير', text: 'أهلاً' };
  return {
    client,
    ConfigurationSetName,
    compose: (more: object = {}) => new MailComposer({ ...parts, ...more }).compile().build(),
    raw: (Data: Uint8Array, more: object = {}) =>
      client.send(new SendRawEmailCommand({ RawMessage: { Data }, ...more })),
    simple: (Source = sender, ToAddresses = [mailbox], more: object = {}) =>
      client.send(
        new SendEmailCommand({
          Source,
          Destination: { ToAddresses },
          Message: { Subject: { Data: 'تقرير' }, Body: { Html: { Data: '<p dir="rtl">أهلاً</p>' } } },
          ...more,
        }),
      ),
  };
}

const rejected = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome : { reason: 'none' }));

test('a mail given in parts and a raw one are accepted, each with an id of its own', async () => {
  const { simple, raw, compose } = await openPost();
  const ids = [(await simple()).MessageId, (await raw(await compose())).MessageId];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]+-000000$/);
  expect(new Set(ids).size).toBe(2);
});

test('a raw mail goes where the call says, with set and tags, whatever its headers say', async () => {
  const { raw, compose, ConfigurationSetName } = await openPost();
  const Tags = [{ Name: 'kind', Value: 'invoice' }];
  const mail = await compose({ to: 'nobody.at.all@kuwait.example' });
  const { MessageId } = await raw(mail, { Source: sender, Destinations: [mailbox], ConfigurationSetName, Tags });
  expect(MessageId).toBeDefined();
});

test('a sender that nobody verified is rejected, in the header as well as in the envelope', async () => {
  const { simple, raw, compose } = await openPost();
  const foreign = `${target().unique('a')}@elsewhere.example`;
  const { region } = target().options;
  const words = `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${foreign}`;
  await expect(simple(foreign)).rejects.toBeInstanceOf(MessageRejected);
  await expect(simple(foreign)).rejects.toMatchObject(refused('MessageRejected', words));
  await expect(raw(await compose({ from: foreign }))).rejects.toMatchObject(refused('MessageRejected', words));
  await expect(raw(await compose(), { Source: foreign })).rejects.toMatchObject(refused('MessageRejected'));
});

test('a configuration set that does not exist is named', async () => {
  const { simple, raw, compose } = await openPost();
  const ConfigurationSetName = target().unique('nothing');
  const attempts = [
    simple(sender, [mailbox], { ConfigurationSetName }),
    raw(await compose(), { ConfigurationSetName }),
  ];
  for (const { reason: error } of rejected(await Promise.allSettled(attempts))) {
    expect(error).toBeInstanceOf(ConfigurationSetDoesNotExistException);
    expect(error).toMatchObject({ message: `Configuration set <${ConfigurationSetName}> does not exist.` });
  }
});

test('what is no address makes the whole mail impossible', async () => {
  const { simple } = await openPost();
  await expect(simple(sender, [mailbox, 'mona'])).rejects.toMatchObject(
    refused('InvalidParameterValue', "Missing final '@domain'"),
  );
  for (const address of ['مُنى@cafe.example', 'mona@cafe..', 'a@b@cafe.example'])
    await expect(simple(sender, [address])).rejects.toMatchObject(refused('InvalidParameterValue'));
});

test('fifty recipients are the most, and one is the least', async () => {
  const { simple, raw, compose } = await openPost();
  const many = Array.from({ length: 51 }, (_, n) => mailbox.replace('@', `+${n}@`));
  await expect(simple(sender, many)).rejects.toMatchObject(refused('InvalidParameterValue'));
  await expect(raw(await compose({ to: [] }))).rejects.toMatchObject(refused('InvalidParameterValue'));
});

test('a mail of more than 10 MB is refused, a report of 7 MB is taken', async () => {
  const { raw, compose } = await openPost();
  const report = (size: number) => compose({ attachments: [{ filename: 'تقرير.pdf', content: Buffer.alloc(size) }] });
  expect((await raw(await report(7 * MEBIBYTE))).MessageId).toBeDefined();
  await expect(raw(await report(8 * MEBIBYTE))).rejects.toMatchObject(
    refused('InvalidParameterValue', expect.stringContaining('10485760')),
  );
});

test('a raw mail without sender, with a header twice or with an endless line is refused', async () => {
  const { raw } = await openPost();
  const lines = (...text: string[]) => raw(Buffer.from(text.join('\r\n')));
  const From = `From: ${sender}`;
  const To = `To: ${mailbox}`;
  await expect(lines(To, 'Subject: a', '', 'text')).rejects.toMatchObject(refused('InvalidParameterValue'));
  for (const name of ['Subject', 'List-Unsubscribe'])
    await expect(lines(From, To, `${name}: a`, `${name}: b`, '', 'text')).rejects.toMatchObject(
      refused('InvalidParameterValue', `Duplicate header '${name}'.`),
    );
  await expect(lines(From, To, 'Subject: a', '', 'x'.repeat(1001))).rejects.toMatchObject(
    refused('InvalidParameterValue'),
  );
});

test('tags hold letters, digits, dashes and underscores only', async () => {
  const { simple, ConfigurationSetName } = await openPost();
  const Tags = [{ Name: 'kind', Value: 'an invoice' }];
  await expect(simple(sender, [mailbox], { ConfigurationSetName, Tags })).rejects.toMatchObject(
    refused('InvalidParameterValue'),
  );
});

test('the quota is told, and mail to the simulator does not count', async () => {
  const { client, simple } = await openPost();
  const before = await client.send(new GetSendQuotaCommand({}));
  expect(before.Max24HourSend).toBeGreaterThan(0);
  expect(before.MaxSendRate).toBeGreaterThan(0);
  await simple();
  expect((await client.send(new GetSendQuotaCommand({}))).SentLast24Hours).toBe(before.SentLast24Hours);
});
