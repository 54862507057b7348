import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendMail } from '#functions/mail/send-mail.ts';

type Answer = 'reset' | [status: number, code?: string];

let server: Server;
let answers: Answer[] = [];
let handedIn = 0;

const xml = (status: number, code?: string) =>
  code
    ? `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`
    : '<SendEmailResponse><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>';

beforeAll(async () => {
  server = createServer((request, response) => {
    handedIn += 1;
    const answer = answers.shift() ?? [200];
    request.resume().on('end', () => {
      if (answer === 'reset') return void request.socket.destroy();
      response.writeHead(answer[0], { 'content-type': 'text/xml' }).end(xml(...answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${port}`;
});
beforeEach(() => {
  handedIn = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const throttled: Answer = [400, 'Throttling'];

it.each<[string, Answer[], string, number]>([
  ['taken at once is sent', [[200]], 'sent', 1],
  ['put off is handed in again, because it was not taken', [throttled, throttled, [200]], 'sent', 3],
  ['put off again and again waits for later', Array(9).fill(throttled), 'put_off', 5],
  ['whose answer is lost is never handed in again', ['reset'], 'in_doubt', 1],
  ['that SES fails on is never handed in again', [[500, 'InternalFailure']], 'in_doubt', 1],
  ['that meets a busy line is never handed in again', [[503, 'ServiceUnavailable']], 'in_doubt', 1],
  ['to no address at all is refused for its address', [[400, 'InvalidParameterValue']], 'bad_address', 1],
  ['of a sender that may not is refused', [[400, 'AccountSendingPausedException']], 'refused', 1],
])('a mail %s', async (_, given, outcome, calls) => {
  answers = [...given];
  expect(await sendMail('somebody@example.com', { subject: 's', html: '<p>h</p>', text: 't' })).toBe(outcome);
  expect(handedIn).toBe(calls);
});
