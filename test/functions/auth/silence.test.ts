import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { logger } from '#runtime/logger.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call } from '#test/support/gateway.ts';
import { PASSWORD } from '#test/support/test-pool.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

it('no password, token, code, cookie or address of a person is ever logged', async () => {
  const { email, token } = await backend.signInAs('manager');
  const written: string[] = [];
  const outs = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0),
  );
  logger.setLogLevel('DEBUG');
  const post = (path: string, body?: object, cookies: string[] = []) =>
    call(handler, { method: 'POST', path: `/auth/${path}`, body, cookies });

  const session = await post('sign-in', { email, password: PASSWORD });
  const cookie = session.cookies[0]?.split(';')[0] ?? '';
  await post('sign-in', { email, password: 'Wrong-Password-1' });
  await post('refresh', undefined, [cookie]);
  await post('forgot', { email, language: 'ar' });
  const code = />(\d{6})</.exec(backend.people.mailTo(email)?.html ?? '')?.[1] ?? '';
  await post('reset', { email, code, password: 'Another-Secret-9' });
  await post('challenge', { email, session: `a~${'b'.repeat(20)}`, challenge: 'authenticator', answer: '424242' });
  await post('sign-out', undefined, [cookie]);
  backend.deny('cognito-idp:AdminInitiateAuth');
  await post('sign-in', { email, password: PASSWORD });
  backend.allow('cognito-idp:AdminInitiateAuth');

  logger.setLogLevel('SILENT');
  for (const out of outs) out.mockRestore();
  const log = written.join('\n');
  expect(log).toContain('auth.signIn');
  expect(log).toContain('AccessDenied');
  const secrets = [PASSWORD, 'Wrong-Password-1', 'Another-Secret-9', token, cookie.split('=')[1] ?? '', code, '424242'];
  for (const secret of [...secrets, email]) {
    expect(secret).not.toBe('');
    expect(log).not.toContain(secret);
  }
});
