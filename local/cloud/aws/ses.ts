import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, Dropped, type Ground, listen, readBody, type Service } from './service.ts';
import { composeMime } from './ses/mime.ts';
import { type SesOperation, sesOperations } from './ses/operations.ts';
import { openOutbox, type StoredMail } from './ses/outbox.ts';
import { errorXml, readForm, resultXml } from './ses/query-protocol.ts';
import { type PostOffice, postOffice } from './ses/sending.ts';
import { viewMail } from './ses/viewer.ts';
import { authenticate } from './sigv4.ts';

export type Mail = { from: string; to: string; subject: string; html: string; configurationSet?: string | undefined };

/** Beside the calls: who may send (a domain stands for its subdomains, too), and with which configuration sets. */
export type Ses = Service &
  Pick<PostOffice, 'verifyIdentity' | 'createConfigurationSet'> & {
    /** Takes a mail that Cognito sends by itself; returns its message id. Refuses it as SES does. */
    deliver(mail: Mail): Promise<string>;
    /** What was sent, newest first. */
    mails(to?: string): StoredMail[];
  };

const MAX_FORM_BYTES = 20 * 1024 * 1024;

/** SES v1. Nothing leaves the machine: mails are kept, shown at `/` and told as JSON at `/store?to=`. */
export async function startSes(ground: Ground, port = 0): Promise<Ses> {
  const outbox = openOutbox(ground);
  const office = postOffice(ground, outbox);
  const operations: Record<string, SesOperation> = sesOperations(ground, outbox, office);

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
      const { status, headers, body } = await viewMail(outbox, new URL(request.url ?? '/', 'http://127.0.0.1'));
      response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers }).end(body);
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

  return {
    ...(await listen(answer, port)),
    operations: Object.keys(operations),
    verifyIdentity: office.verifyIdentity,
    createConfigurationSet: office.createConfigurationSet,
    async deliver({ configurationSet, ...mail }) {
      const raw = await composeMime(mail);
      return office.accept({ raw, to: [mail.to], sender: 'cognito', tags: {}, configurationSet });
    },
    mails: outbox.list,
  };
}
