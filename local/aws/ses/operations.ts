import { type Admission, AwsError, type Ground } from '../service.ts';
import { composeMime } from './compose.ts';
import type { MailStore } from './mail-store.ts';
import { addressesIn, headerOf, parseMail } from './mime.ts';
import type { Form } from './query-protocol.ts';

type SesRequest = Pick<Admission, 'enter'> & { form: Form };
export type SesOperation = (request: SesRequest) => Promise<Record<string, string | number>>;

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
const DAILY_QUOTA = 50_000;

/** The actions of SES v1 that send. Anything else is an InvalidAction. */
export function sesOperations(ground: Ground, store: MailStore, isVerified: (identity: string) => boolean) {
  const { region, account, clock } = ground;

  const identityOf = (from: string): string => {
    const [address = ''] = addressesIn(from).map((one) => one.toLowerCase());
    const identity = [address, address.slice(address.indexOf('@') + 1)].find(isVerified);
    if (identity !== undefined) return identity;
    const failed = `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${from}`;
    throw new AwsError('MessageRejected', failed);
  };

  /** IAM looks at the identity and at the configuration set. */
  const enter = async ({ form, enter }: SesRequest, action: string, from: string, to: string[]) => {
    const set = form.text('ConfigurationSetName');
    const arn = (kind: string) => `arn:aws:ses:${region}:${account}:${kind}`;
    const context = { 'ses:FromAddress': addressesIn(from)[0] ?? '', 'ses:Recipients': to };
    await enter(action, arn(`identity/${identityOf(from)}`), context);
    if (set !== undefined) await enter(action, arn(`configuration-set/${set}`), context);
    if (to.length === 0) throw new AwsError('InvalidParameterValue', 'Missing required header: To');
    if (to.length > MAX_RECIPIENTS)
      throw new AwsError('InvalidParameterValue', `Recipient count exceeds ${MAX_RECIPIENTS}.`);
    for (const address of to)
      if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address))
        throw new AwsError('InvalidParameterValue', `Illegal address: ${address}`);
    return { configurationSet: set, tags: form.pairs('Tags') };
  };

  return {
    async SendRawEmail(request) {
      const { form } = request;
      const raw = Buffer.from(form.required('RawMessage.Data'), 'base64');
      const mail = parseMail(raw);
      const from = form.text('Source') ?? headerOf(mail, 'from');
      if (from === undefined) throw new AwsError('InvalidParameterValue', "Missing required header 'From'.");
      const named = form.members('Destinations').flatMap(addressesIn);
      const inHeaders = ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(headerOf(mail, name) ?? ''));
      const to = named.length > 0 ? named : inHeaders;
      const facts = await enter(request, 'ses:SendRawEmail', from, to);
      if (raw.length > MAX_BYTES)
        throw new AwsError('InvalidParameterValue', `Message length is more than ${MAX_BYTES} bytes long`);
      return { MessageId: store.keep({ sender: 'ses', from: headerOf(mail, 'from') ?? from, to, raw, ...facts }) };
    },
    async SendEmail(request) {
      const { form } = request;
      const from = form.required('Source');
      const to = ['To', 'Cc', 'Bcc']
        .flatMap((kind) => form.members(`Destination.${kind}Addresses`))
        .flatMap(addressesIn);
      const facts = await enter(request, 'ses:SendEmail', from, to);
      const raw = composeMime({
        from,
        to: form.members('Destination.ToAddresses'),
        replyTo: form.members('ReplyToAddresses'),
        subject: form.required('Message.Subject.Data'),
        html: form.text('Message.Body.Html.Data'),
        text: form.text('Message.Body.Text.Data'),
      });
      return { MessageId: store.keep({ sender: 'ses', from, to, raw, ...facts }) };
    },
    async GetSendQuota({ enter }) {
      await enter('ses:GetSendQuota', '*');
      return { Max24HourSend: DAILY_QUOTA, MaxSendRate: 14, SentLast24Hours: store.sentSince(clock.now() - DAY_MS) };
    },
  } satisfies Record<string, SesOperation>;
}
