import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, type Ground, listen, type Running, readBody, signerOf } from './service.ts';
import { readMessage, readRawMessage } from './ses/message.ts';
import { openMailStore } from './ses/store.ts';
import { answerViewer } from './ses/viewer.ts';

/** A mail as other local services hand it over (Cognito's invitations and codes). */
export type Mail = { from: string; to: string; subject: string; html: string };

export type Ses = Running & {
  /** Lets a domain or an address be a sender. */
  verifyIdentity(identity: string): void;
  /** Puts a mail into the store without the wire. */
  deliver(mail: Mail): void;
};

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';
const RECIPIENTS_MAX = 50;
const BYTES_MAX = 10 * 1024 * 1024;

/** SES v1: accepts mail from verified senders into a store with a viewer. Nothing ever leaves the machine. */
export async function startSes(ground: Ground, port = 0): Promise<Ses> {
  const { region, account, clock, gate } = ground;
  const store = openMailStore(ground);
  const identities = new Set<string>();
  const arnOf = (sender: string) => {
    const domain = sender.split('@')[1] ?? '';
    const identity = identities.has(sender) ? sender : domain;
    return `arn:aws:ses:${region}:${account}:identity/${identity}`;
  };

  const operations: Record<string, (form: URLSearchParams) => { action: string; sender: string; run(): string }> = {
    SendEmail: (form) => sending('SendEmail', form, readMessage(form)),
    SendRawEmail: (form) => sending('SendRawEmail', form, readRawMessage(form)),
    GetSendQuota: () => ({
      action: 'GetSendQuota',
      sender: '',
      run: () =>
        `<Max24HourSend>50000</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>${store.since(clock.now() - 86_400_000)}</SentLast24Hours>`,
    }),
  };

  function sending(action: string, form: URLSearchParams, mail: ReturnType<typeof readMessage>) {
    return {
      action,
      sender: mail.sender,
      run() {
        const isVerified = identities.has(mail.sender) || identities.has(mail.sender.split('@')[1] ?? '');
        if (!isVerified)
          throw new AwsError(
            'MessageRejected',
            `Email address is not verified. The following identities failed the check: ${mail.sender}`,
          );
        if (mail.to.length === 0 || mail.to.length > RECIPIENTS_MAX)
          throw new AwsError('InvalidParameterValue', `Recipient count must be between 1 and ${RECIPIENTS_MAX}.`);
        if (mail.raw.length > BYTES_MAX)
          throw new AwsError('MessageRejected', 'Message length is more than 10485760 bytes long.');
        const messageId = `0102${randomBytes(10).toString('hex')}-${crypto.randomUUID()}-000000`;
        store.add({ ...mail, messageId, at: clock.now(), configurationSet: form.get('ConfigurationSetName') ?? '' });
        return `<MessageId>${messageId}</MessageId>`;
      },
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return answerViewer(store, request, response);
    const form = new URLSearchParams((await readBody(request, 15 * 1024 * 1024)).toString());
    const name = form.get('Action') ?? '';
    const send = (status: number, xml: string) => {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(xml);
    };
    try {
      const operation = operations[name]?.(form);
      if (!operation) throw new AwsError('InvalidAction', `The local mail service does not know the action ${name}`);
      const accessKeyId = signerOf(request);
      if (accessKeyId === undefined)
        throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
      const resource = operation.sender === '' ? '*' : arnOf(operation.sender);
      const call = {
        accessKeyId,
        action: `ses:${operation.action}`,
        resource,
        context: { 'ses:FromAddress': operation.sender },
      };
      await gate.enter(call);
      const result = operation.run();
      if (!(await gate.leave(call))) return void request.socket.destroy();
      send(
        200,
        `<${name}Response xmlns="${NAMESPACE}"><${name}Result>${result}</${name}Result><ResponseMetadata><RequestId>${crypto.randomUUID()}</RequestId></ResponseMetadata></${name}Response>`,
      );
    } catch (error) {
      const failure = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      send(
        failure.status,
        `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${failure.name}</Code><Message>${failure.message.replace(/[<&]/g, '')}</Message></Error><RequestId>${crypto.randomUUID()}</RequestId></ErrorResponse>`,
      );
    }
  }

  const running = await listen(answer, port);
  return {
    ...running,
    verifyIdentity: (identity) => void identities.add(identity.toLowerCase()),
    deliver: ({ from, to, subject, html }) =>
      store.add({
        messageId: crypto.randomUUID(),
        at: clock.now(),
        sender: from,
        to: [to],
        subject,
        html,
        text: '',
        raw: '',
        configurationSet: '',
      }),
  };
}
