import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { logger } from '#runtime/logger.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call } from '#test/support/gateway.ts';
import { serveAlways } from '#test/support/key-server.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

it('that cannot be had or read are our fault: 503 with a time to wait, logged with the cause, and then all is well', async () => {
  const { token, userId } = await backend.signInAs('manager');
  const me = () => call(handler, { method: 'GET', path: '/me', token });
  const real = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER;
  const written: string[] = [];
  const out = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  logger.setLogLevel('ERROR');

  const answers = [];
  for (const [status, body] of [
    [503, 'down'],
    [200, '<html>'],
    [200, '{"keys":[{}]}'],
  ] as const) {
    const server = await serveAlways(status, body);
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = server.url;
    answers.push(await me());
    await server.close();
  }
  // Nobody listens there any more.
  answers.push(await me());

  logger.setLogLevel('SILENT');
  out.mockRestore();
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = real;
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, body: { code: 'auth.unavailable' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(written.filter((line) => line.includes('TokenKeysError'))).toHaveLength(answers.length);
  expect(written.join('')).toContain('Token keys answered 503');
  expect(await me()).toMatchObject({ status: 200, body: { userId } });
});
