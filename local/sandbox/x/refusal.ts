import { json, type Reply } from '#cloud/outside/sandbox.ts';

const HOSTS = ['https://api.twitter.com', 'https://api.x.com'] as const;
let turn = 0;
const typeOf = (name: string): string =>
  name === 'about:blank' ? name : `${HOSTS[turn++ % HOSTS.length]}/2/problems/${name}`;

/** The body of a problem, also for faults in tests. */
export const problemBody = (
  status: number,
  title: string,
  detail: string,
  type = 'about:blank',
  more: object = {},
) => ({
  ...more,
  title,
  detail,
  type: typeOf(type),
  status,
});

/** A refusal of X, thrown below an operation and answered in one of its envelopes. */
export class XRefusal extends Error {
  readonly reply: Reply;
  constructor(status: number, body: object, headers: Record<string, string> = {}) {
    super(`X answers ${status}`);
    this.name = 'XRefusal';
    this.reply = json(body, status, { 'content-type': 'application/problem+json', ...headers });
  }
}

export const forbidden = (detail: string, type?: string): XRefusal =>
  new XRefusal(403, problemBody(403, 'Forbidden', detail, type));
export const invalid = (message: string, parameters: Record<string, string[]> = {}): XRefusal =>
  new XRefusal(400, {
    errors: [{ message, parameters }],
    ...problemBody(400, 'Invalid Request', 'One or more parameters to your request was invalid.', 'invalid-request'),
  });
export const unauthorized = (): XRefusal => new XRefusal(401, problemBody(401, 'Unauthorized', 'Unauthorized'));
export const noCredits = (): XRefusal =>
  new XRefusal(402, {
    account_id: 124_124,
    ...problemBody(
      402,
      'CreditsDepleted',
      'Your enrolled account [124124] does not have any credits to fulfill this request.',
      'credits',
    ),
  });
