import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { handler as firstOwner } from '#functions/auth/first-owner.job.ts';
import { SignedIn } from '#shared/auth/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, contextOf } from '#test/support/gateway.ts';
import { PASSWORD } from '#test/support/test-pool.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());
beforeEach(() => backend.advance(60 * 60_000));

const NEW = 'A-new-Password-7';
const post = (path: string, body: object, token?: string) =>
  call(handler, { method: 'POST', path: `/auth/${path}`, body, token });
const codeTo = (email: string) => />(\d{6})</.exec(backend.people.mailTo(email)?.html ?? '')?.[1] ?? '';
const firstPasswordTo = (email: string) =>
  (/font-size:22px"><span[^>]*>([^<]+)</.exec(backend.people.mailTo(email)?.html ?? '')?.[1] ?? '').replace(
    /&#(\d+);/g,
    (_, code: string) => String.fromCharCode(Number(code)),
  );
const problem = (code: string, status: number) => ({ status, body: { code } });
const asSession = (body: unknown) => {
  const signedIn = SignedIn.parse(body);
  if (signedIn.kind !== 'session') throw new Error(signedIn.kind);
  return signedIn;
};
const asChallenge = (body: unknown) => {
  const signedIn = SignedIn.parse(body);
  if (signedIn.kind !== 'challenge') throw new Error(signedIn.kind);
  return signedIn;
};

describe('the first owner', () => {
  const invitation = { email: 'owner@kuwait-social.example', name: 'نورة', language: 'ar' };

  it('is invited by hand, chooses a password, and invites the staff', async () => {
    await firstOwner(invitation, contextOf());
    const asked = await post('sign-in', { email: invitation.email, password: firstPasswordTo(invitation.email) });
    const { challenge, session } = asChallenge(asked.body);
    expect(challenge).toBe('new_password');
    const step = { email: invitation.email, session, challenge, answer: NEW };
    const owner = asSession((await post('challenge', step)).body);
    expect(owner.me).toMatchObject({ role: 'owner', name: 'نورة' });
    expect(owner.me.client).toBeUndefined();

    const staff = { email: 'staff@kuwait-social.example', name: 'Yousef', language: 'en' };
    expect(await post('staff', staff, owner.accessToken)).toMatchObject({ status: 201 });

    expect(backend.people.mailTo(staff.email)?.subject).toBe('Your invitation to Kuwait Social');
    const mails = backend.people.mails.length;
    expect(await post('staff', staff, owner.accessToken)).toMatchObject({ status: 201 });
    expect(backend.people.mails).toHaveLength(mails);
    const known = { ...staff, email: invitation.email };
    expect(await post('staff', known, owner.accessToken)).toMatchObject(problem('member.exists', 409));
  });

  it('can only be the first', async () => {
    await expect(firstOwner({ ...invitation, email: 'second@example.com' }, contextOf())).rejects.toThrow(
      'There is an owner already',
    );
    expect(backend.people.mailTo('second@example.com')).toBeUndefined();
  });

  it.each(['admin', 'manager', 'editor', 'viewer'] as const)('is not somebody a %s can be', async (role) => {
    const { token } = role === 'admin' ? await backend.signInAs(role) : await backend.signInAs(role);
    const staff = { email: 'x@example.com', name: 'x', language: 'en' };
    expect(await post('staff', staff, token)).toMatchObject(problem('auth.forbidden', 403));
  });
});

describe('a further step', () => {
  it('with a weak password can be tried as often as it takes to find a better one', async () => {
    const { token } = await backend.signInAs('owner');
    const email = 'weak@example.com';
    await post('staff', { email, name: 'Weak', language: 'en' }, token);
    const asked = asChallenge((await post('sign-in', { email, password: firstPasswordTo(email) })).body);
    const step = { email, session: asked.session, challenge: asked.challenge };
    for (let attempt = 0; attempt < 7; attempt += 1)
      expect(await post('challenge', { ...step, answer: 'short' })).toMatchObject(problem('auth.password_weak', 422));
    expect(await post('challenge', { ...step, answer: NEW })).toMatchObject({ status: 200 });
    expect(await post('challenge', { ...step, answer: NEW })).toMatchObject(problem('auth.expired', 401));
  });

  it('that was invented leads nowhere, and not for long', async () => {
    const step = {
      email: 'a@example.com',
      session: `somebody~${'invented'.repeat(4)}`,
      challenge: 'authenticator',
      answer: '123456',
    };
    for (let attempt = 0; attempt < 4; attempt += 1)
      expect(await post('challenge', step)).toMatchObject(problem('auth.expired', 401));
    expect(await post('challenge', step)).toMatchObject(problem('request.too_many', 429));
  });

  it('gives no second set of tries to a login whose name is written differently', async () => {
    const { token } = await backend.signInAs('owner');
    const email = 'named@example.com';
    await post('staff', { email, name: 'Named', language: 'en' }, token);
    const asked = asChallenge((await post('sign-in', { email, password: firstPasswordTo(email) })).body);
    const [name = '', session = ''] = asked.session.split('~');
    const written = [
      name,
      name.toUpperCase(),
      `${name.slice(0, 8).toUpperCase()}${name.slice(8)}`,
      name,
      email,
      email.toUpperCase(),
      name.toUpperCase(),
    ];
    const answers = [];
    for (const one of written) {
      const step = { email, session: `${one}~${session}x`, challenge: 'new_password', answer: NEW };
      answers.push((await post('challenge', step)).status);
    }
    // The address is a name that we do not hand out: it is counted apart and leads nowhere.
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 429]);
    const byAddress = { email, session: `${email}~${session}`, challenge: 'new_password', answer: NEW };
    expect(await post('challenge', byAddress)).toMatchObject(problem('auth.expired', 401));
  });
});

describe('a forgotten password', () => {
  it('is replaced with the code from the mail, and every old session ends', async () => {
    const { email } = await backend.signInAs('manager');
    const old = await post('sign-in', { email, password: PASSWORD });
    const cookies = [old.cookies[0]?.split(';')[0] ?? ''];
    expect(await post('forgot', { email, language: 'ar' })).toMatchObject({ status: 202, body: undefined });
    expect(backend.people.mailTo(email)?.subject).toBe('رمز كلمة المرور الجديدة');

    expect(await post('reset', { email, code: codeTo(email), password: NEW })).toMatchObject({ status: 204 });

    expect(await post('sign-in', { email, password: PASSWORD })).toMatchObject(problem('auth.failed', 401));
    expect(await post('sign-in', { email, password: NEW })).toMatchObject({ status: 200 });
    expect(await call(handler, { method: 'POST', path: '/auth/refresh', cookies })).toMatchObject(
      problem('auth.expired', 401),
    );
  });

  it('answers the same for an address that nobody has, and for one that was only invited', async () => {
    await backend.people.addLogin('known@example.com', 'client');
    const { token } = await backend.signInAs('owner');
    await post('staff', { email: 'invited@example.com', name: 'x', language: 'en' }, token);
    const before = backend.people.mails.length;
    const answers = [];
    for (const email of ['nobody@example.com', 'invited@example.com', 'known@example.com'])
      answers.push(await post('forgot', { email, language: 'en' }));
    const [unknown, ...others] = answers;
    for (const other of others) expect(other).toEqual(unknown);
    expect(backend.people.mails.slice(before).map(({ to }) => to)).toEqual(['known@example.com']);
  });

  it.each(['ar', 'en'] as const)('comes in the language that was asked for (%s)', async (language) => {
    const { email } = await backend.signInAs('viewer');
    await post('forgot', { email, language });
    expect(backend.people.mailTo(email)?.html).toContain(`<html lang="${language}"`);
  });

  it('is not mailed more than three times an hour, whoever it is', async () => {
    for (const email of ['flood@example.com', (await backend.signInAs('viewer')).email]) {
      for (let mail = 0; mail < 3; mail += 1)
        expect((await post('forgot', { email, language: 'ar' })).status).toBe(202);
      expect(await post('forgot', { email, language: 'ar' })).toMatchObject(problem('request.too_many', 429));
    }
    await backend.advance(60 * 60_000);
    expect((await post('forgot', { email: 'flood@example.com', language: 'ar' })).status).toBe(202);
  });

  it('is not changed with a wrong or old code, and guessing ends', async () => {
    const { email } = await backend.signInAs('manager');
    await post('forgot', { email, language: 'ar' });
    const wrong = codeTo(email) === '000000' ? '111111' : '000000';
    for (let attempt = 0; attempt < 4; attempt += 1)
      expect(await post('reset', { email, code: wrong, password: NEW })).toMatchObject(problem('auth.code_wrong', 422));
    expect(await post('reset', { email, code: codeTo(email), password: NEW })).toMatchObject(
      problem('request.too_many', 429),
    );
    expect(await post('reset', { email: 'nobody@example.com', code: '123456', password: NEW })).toMatchObject(
      problem('auth.code_wrong', 422),
    );
  });

  it.each([
    ['begins with a space', ' New-Password-1!', 'edge_space'],
    ['ends with a space', 'New-Password-1! ', 'edge_space'],
    ['holds a line break', 'New-Password\n-1!', 'control_character'],
    ['holds half a character', 'New-Password-1!\ud83d', 'unpaired_surrogate'],
    ['is a single character', 'x', 'too_short'],
  ])('is not replaced by one that %s, and the reason is said', async (_, password, issue) => {
    const { email } = await backend.signInAs('manager');
    expect(await post('reset', { email, code: '123456', password })).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', details: [{ path: 'body.password', issue }] },
    });
    const step = { email, session: `somebody~${'invented'.repeat(4)}`, challenge: 'new_password', answer: password };
    expect(await post('challenge', step)).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', details: [{ path: 'body.answer', issue }] },
    });
  });

  it('is asked for with an address no longer than a login may be', async () => {
    const email = `${'a'.repeat(60)}@${'b'.repeat(60)}.example.com`;
    expect(await post('reset', { email, code: '123456', password: NEW })).toMatchObject({ status: 422 });
  });

  it('is not replaced by a weak one', async () => {
    const { email } = await backend.signInAs('manager');
    await post('forgot', { email, language: 'ar' });
    expect(await post('reset', { email, code: codeTo(email), password: 'short' })).toMatchObject(
      problem('auth.password_weak', 422),
    );
  });
});
