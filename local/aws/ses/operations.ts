import type { Admission, Ground } from '../service.ts';
import { addressesIn, composeMime } from './mime.ts';
import type { Outbox } from './outbox.ts';
import type { Form } from './query-protocol.ts';
import { DAILY_QUOTA, DAY_MS, identityOf, type PostOffice, SEND_RATE, type Senders, SIMULATOR } from './sending.ts';

type SesRequest = Pick<Admission, 'enter'> & { form: Form };
export type SesOperation = (request: SesRequest) => Promise<Record<string, string | number>>;

/** The actions of SES v1 that send. Anything else is an InvalidAction; a parameter that is not read is refused. */
export function sesOperations(ground: Ground, outbox: Outbox, office: PostOffice, senders: Senders) {
  const arn = (resource: string) => `arn:aws:ses:${ground.region}:${ground.account}:${resource}`;

  /** IAM looks at the identity and at the configuration set. */
  async function send({ form, enter }: SesRequest, action: string, raw: Buffer, named: string[]) {
    const source = form.text('Source');
    const mail = await office.read({ raw, to: named, source });
    const verify = [...new Set([mail.from, source ?? mail.from].flatMap(addressesIn))];
    const [address = ''] = verify;
    const context = { 'ses:FromAddress': address, 'ses:Recipients': mail.to };
    const configurationSet = form.text('ConfigurationSetName');
    await enter(action, arn(`identity/${identityOf(senders, address) ?? address}`), context);
    if (configurationSet !== undefined) await enter(action, arn(`configuration-set/${configurationSet}`), context);
    const MessageId = office.send(mail, { raw, sender: 'ses', tags: form.pairs('Tags'), configurationSet }, verify);
    return { MessageId };
  }

  return {
    async SendRawEmail(request) {
      const { form } = request;
      form.takes('Source', 'Destinations', 'RawMessage', 'Tags', 'ConfigurationSetName');
      const raw = Buffer.from(form.required('RawMessage.Data'), 'base64');
      return send(request, 'ses:SendRawEmail', raw, form.members('Destinations'));
    },
    async SendEmail(request) {
      const { form } = request;
      form.takes('Source', 'Destination', 'Message', 'ReplyToAddresses', 'Tags', 'ConfigurationSetName');
      const [to = [], cc = [], bcc = []] = ['To', 'Cc', 'Bcc'].map((kind) =>
        form.members(`Destination.${kind}Addresses`),
      );
      const raw = await composeMime({
        from: form.required('Source'),
        to,
        cc,
        replyTo: form.members('ReplyToAddresses'),
        subject: form.required('Message.Subject.Data'),
        html: form.text('Message.Body.Html.Data'),
        text: form.text('Message.Body.Text.Data'),
      });
      return send(request, 'ses:SendEmail', raw, [...to, ...cc, ...bcc]);
    },
    async GetSendQuota({ form, enter }) {
      form.takes();
      await enter('ses:GetSendQuota', '*');
      const sent = outbox.sentSince(ground.clock.now() - DAY_MS, SIMULATOR);
      return { Max24HourSend: DAILY_QUOTA, MaxSendRate: SEND_RATE, SentLast24Hours: sent };
    },
  } satisfies Record<string, SesOperation>;
}
