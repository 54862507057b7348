import type { Admission, Ground } from '../service.ts';
import { composeMime } from './mime.ts';
import type { Outbox } from './outbox.ts';
import type { Form } from './query-protocol.ts';
import { DAILY_QUOTA, DAY_MS, type PostOffice, SEND_RATE } from './sending.ts';

type SesRequest = Pick<Admission, 'enter'> & { form: Form };
export type SesOperation = (request: SesRequest) => Promise<Record<string, string | number>>;

/** The actions of SES v1 that send. Anything else is an InvalidAction; a parameter that is not read is refused. */
export function sesOperations({ region, account, clock }: Ground, outbox: Outbox, office: PostOffice) {
  const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;

  /** IAM looks at the identity and at the configuration set. */
  async function send({ form, enter }: SesRequest, action: string, raw: Buffer, to: string[]) {
    const configurationSet = form.text('ConfigurationSetName');
    const mail = { raw, to, source: form.text('Source'), tags: form.pairs('Tags'), configurationSet };
    const MessageId = await office.accept({ ...mail, sender: 'ses' }, async (identity, context) => {
      await enter(action, arn(`identity/${identity}`), context);
      if (configurationSet !== undefined) await enter(action, arn(`configuration-set/${configurationSet}`), context);
    });
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
      const addressed = (kind: string) => form.members(`Destination.${kind}Addresses`);
      const [to, cc] = [addressed('To'), addressed('Cc')];
      const raw = await composeMime({
        from: form.required('Source'),
        to,
        cc,
        replyTo: form.members('ReplyToAddresses'),
        subject: form.required('Message.Subject.Data'),
        html: form.text('Message.Body.Html.Data'),
        text: form.text('Message.Body.Text.Data'),
      });
      return send(request, 'ses:SendEmail', raw, [...to, ...cc, ...addressed('Bcc')]);
    },
    async GetSendQuota({ form, enter }) {
      form.takes();
      await enter('ses:GetSendQuota', '*');
      const SentLast24Hours = outbox.sentSince(clock.now() - DAY_MS);
      return { Max24HourSend: DAILY_QUOTA, MaxSendRate: SEND_RATE, SentLast24Hours };
    },
  } satisfies Record<string, SesOperation>;
}
