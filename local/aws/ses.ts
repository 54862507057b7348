import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, Dropped, type Ground, listen, readBody, type Service } from './service.ts';
import { composeMime } from './ses/compose.ts';
import { openMailStore, type StoredMail } from './ses/mail-store.ts';
import { type SesOperation, sesOperations } from './ses/operations.ts';
import { errorXml, readForm, resultXml } from './ses/query-protocol.ts';
import { viewMail } from './ses/viewer.ts';
import { authenticate } from './sigv4.ts';

export type Mail = { from: string; to: string; subject: string; html: string };

export type Ses = Service & {
  /** Allows a domain or an address as a sender, until the process ends. */
  verifyIdentity(domainOrAddress: string): void;
  /** Takes a mail that another service sends by itself (Cognito); returns its message id. */
  deliver(mail: Mail): string;
  /** What was sent, newest first. */
  mails(to?: string): StoredMail[];
};

const MAX_FORM_BYTES = 20 * 1024 * 1024;

/** SES v1. Nothing leaves the machine: mails are kept, shown at `/` and told as JSON at `/store?to=`. */
export async function startSes(ground: Ground, port = 0): Promise<Ses> {
  const store = openMailStore(ground);
  const verified = new Set<string>();
  const operations: Record<string, SesOperation> = sesOperations(ground, store, (identity) => verified.has(identity));

  const perform = async (request: IncomingMessage) => {
    const body = await readBody(request, MAX_FORM_BYTES);
    const form = readForm(body);
    const action = form.text('Action') ?? '';
    const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (operation === undefined)
      throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2010-12-01`);
    const accessKeyId = authenticate(ground, { request, body, service: 'ses', protocol: 'query' });
    if (accessKeyId === undefined)
      throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    const { enter, leave } = await ground.gate.admit({ accessKeyId, service: 'ses', operation: action });
    const fields = await operation({ form, enter });
    await leave();
    return resultXml(action, fields);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET') {
      const { status, type, body } = viewMail(store, new URL(request.url ?? '/', 'http://127.0.0.1'));
      response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(body);
      return;
    }
    try {
      const xml = await perform(request);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(xml);
    } catch (error) {
      if (error instanceof Dropped) throw error;
      const failure = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      response.writeHead(failure.status, { 'content-type': 'text/xml' }).end(errorXml(failure));
    }
  };

  const running = await listen(answer, port);
  return {
    ...running,
    operations: Object.keys(operations),
    verifyIdentity: (identity) => void verified.add(identity.toLowerCase()),
    deliver: ({ from, to, subject, html }) =>
      store.keep({ sender: 'cognito', from, to: [to], tags: {}, raw: composeMime({ from, to: [to], subject, html }) }),
    mails: store.list,
  };
}
