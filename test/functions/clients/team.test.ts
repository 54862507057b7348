import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler as auth } from '#functions/auth/api.ts';
import { handler } from '#functions/clients/api.ts';
import type { Member } from '#shared/clients/contract.ts';
import { clients } from '#shared/clients/contract.ts';
import { client } from '#shared/contract/client.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { dying } from '#test/support/dying.ts';
import { call, problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person, Teammate } from '#test/support/people.ts';
import { startTestMail } from '#test/support/test-mail.ts';
import { PASSWORD } from '#test/support/test-pool.ts';

const DAY_MS = 86_400_000;

let backend: Backend;
let ses: Awaited<ReturnType<typeof startTestMail>>;
let owner: Person;
let boss: Teammate;
let stranger: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  ses = await startTestMail(backend.ground);
  owner = await backend.signInAs('owner');
});
beforeEach(async () => {
  [boss, stranger] = await Promise.all([backend.signInAs('manager'), backend.signInAs('manager')]);
});
afterAll(async () => {
  await ses.close();
  await backend.close();
});

const as = (person: Person) => client(clients, sendFor(handler, person.token));
/** After hours have passed, with a token that is still good. */
const fresh = <P extends Person>(person: P): P => ({ ...person, token: backend.issuer.issue(person.subject) });
let counter = 0;
const somebody = () => {
  counter += 1;
  return { email: `member${counter}@example.com`, name: 'Ali', role: 'editor' as const, language: 'en' as const };
};
const actions = async ({ clientId }: Teammate, subjectId: string) =>
  (await eventsOf(clientId, subjectId, { limit: 20, cursor: null })).items.map(({ action }) => action);
const team = async (person: Teammate) => (await as(person).members()).items;
const teamIds = async (person: Teammate) => (await team(person)).map(({ userId }) => userId);

const signIn = (email: string, password: string) =>
  call(auth, { method: 'POST', path: '/auth/sign-in', body: { email, password } });
function firstPasswordTo(email: string): string {
  const shown = backend.people.mailTo(email)?.html.match(/font-size:22px"><span[^>]*>([^<]+)</)?.[1] ?? '';
  return shown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
async function join(email: string) {
  const { session } = (await signIn(email, firstPasswordTo(email))).body as { session: string };
  const body = { email, session, challenge: 'new_password', answer: PASSWORD };
  return call(auth, { method: 'POST', path: '/auth/challenge', body });
}

describe('somebody invited', () => {
  it('is shown as invited until they sign in, with the role they were given', async () => {
    const body = somebody();
    await backend.advance(10);
    const invited = await as(boss).addMember({ body });
    const sentAt = invited.invitation?.sentAt ?? 0;
    expect(invited).toMatchObject({ email: body.email, role: 'editor', status: 'invited' });
    expect(invited.invitation?.expiresAt).toBe(sentAt + 7 * DAY_MS);
    expect(await team(boss)).toMatchObject([{ userId: boss.userId, status: 'active' }, invited]);
    expect(backend.people.mailTo(body.email)?.subject).toBe('Your invitation to Kuwait Social');

    expect(await join(body.email)).toMatchObject({ status: 200, body: { me: { userId: invited.userId } } });

    const { invitation: _, ...joined } = { ...invited, status: 'active' };
    expect((await team(boss))[1]).toEqual(joined);
    expect(await actions(boss, invited.userId)).toEqual(['member.joined', 'member.invited']);
    expect((await as(stranger).members()).items).toHaveLength(1);
  });

  it('is written to once when the same request comes twice, and not invited in another role by another', async () => {
    const body = somebody();
    const first = await as(boss).addMember({ body });
    expect(await as(boss).addMember({ body })).toEqual(first);
    expect(backend.people.mails.filter(({ to }) => to === body.email)).toHaveLength(1);
    const other = as(boss).addMember({ body: { ...body, role: 'manager' } });
    expect(await problemOf(other)).toMatchObject({ code: 'member.in_team', status: 409 });
    const known = as(boss).addMember({ body: { ...body, email: boss.email } });
    expect(await problemOf(known)).toMatchObject({ code: 'member.in_team' });
  });

  it('is not invited by editors, viewers or staff, nor to a business suspended a moment ago', async () => {
    const editor = await backend.signInAs('editor', boss.clientId);
    const viewer = await backend.signInAs('viewer', boss.clientId);
    for (const person of [editor, viewer, fresh(owner)])
      expect(await problemOf(as(person).addMember({ body: somebody() }))).toMatchObject({ code: 'auth.forbidden' });
    expect(await problemOf(as(fresh(owner)).members())).toMatchObject({ code: 'auth.forbidden' });

    await as(fresh(owner)).suspend({ params: { clientId: boss.clientId }, body: { reason: 'unpaid' } });
    const body = somebody();
    expect(await problemOf(as(boss).addMember({ body }))).toMatchObject({ code: 'auth.suspended' });
    expect(backend.people.mailTo(body.email)).toBeUndefined();
  });

  it('can be written to again when the first password has run out, and only the last mail works', async () => {
    const body = somebody();
    const { userId } = await as(boss).addMember({ body });
    const first = firstPasswordTo(body.email);
    await backend.advance(7 * DAY_MS + 1000);
    expect(await signIn(body.email, first)).toMatchObject({ status: 401, body: { code: 'auth.failed' } });

    const again = await as(fresh(boss)).inviteAgain({ params: { userId } });

    expect(again.invitation?.expiresAt).toBeGreaterThan(Date.now());
    expect(await signIn(body.email, first)).toMatchObject({ status: 401 });
    expect(await join(body.email)).toMatchObject({ status: 200 });
    expect(await actions(boss, userId)).toEqual(['member.joined', 'member.invited_again', 'member.invited']);
    const joined = as(fresh(boss)).inviteAgain({ params: { userId } });
    expect(await problemOf(joined)).toMatchObject({ code: 'member.joined', status: 409 });
  });

  it('joins with the role that was given last', async () => {
    const body = somebody();
    const { userId } = await as(boss).addMember({ body });
    expect(await as(boss).changeMember({ params: { userId }, body: { role: 'viewer' } })).toMatchObject({
      role: 'viewer',
      status: 'invited',
    });
    expect(await join(body.email)).toMatchObject({ body: { me: { role: 'viewer' } } });
  });
});

describe('an address that has a login elsewhere', () => {
  it('is answered like any other, and only its owner is told', async () => {
    const [known, unknown] = [{ ...somebody(), email: stranger.email }, somebody()];
    const [one, other] = [await as(boss).addMember({ body: known }), await as(boss).addMember({ body: unknown })];
    const shape = ({ userId: _, email: __, ...rest }: Member) => ({
      ...rest,
      invitation: Object.keys(rest.invitation ?? {}),
    });
    expect(shape(one)).toEqual(shape(other));
    expect((await team(boss)).slice(1).map(shape)).toEqual([shape(one), shape(other)]);
    const params = { userId: one.userId };
    expect(shape(await as(boss).inviteAgain({ params }))).toEqual(shape(one));
    const role = { role: 'viewer' } as const;
    expect(await as(boss).changeMember({ params, body: role })).toMatchObject({ status: 'invited', ...role });

    expect(ses.mails(stranger.email)).toHaveLength(2);
    expect(ses.mails(stranger.email)[0]?.html).toContain('already has an account');
    expect(backend.people.mailTo(stranger.email)).toBeUndefined();
    expect((await signIn(stranger.email, PASSWORD)).body).toMatchObject({
      me: { client: { clientId: stranger.clientId } },
    });
  });

  it('is the same while no mail goes out', async () => {
    const [known, unknown] = [{ ...somebody(), email: stranger.email }, somebody()];
    backend.people.troubleMails('sending');
    backend.deny('ses:SendEmail', 'MessageRejected');
    for (const body of [known, unknown])
      expect(await problemOf(as(boss).addMember({ body }))).toMatchObject({ code: 'mail.unavailable', status: 503 });
    expect((await team(boss)).slice(1).map(({ status, invitation }) => [status, invitation])).toEqual([
      ['invited', undefined],
      ['invited', undefined],
    ]);
    backend.people.troubleMails();
    backend.allow('ses:SendEmail');
    for (const body of [known, unknown])
      expect(await as(boss).addMember({ body })).toMatchObject({ invitation: { sentAt: expect.any(Number) } });
    expect(await team(boss)).toHaveLength(3);
  });

  it('joins when it came free and the invitation is sent again', async () => {
    const colleague = await backend.signInAs('editor', stranger.clientId);
    const body = { ...somebody(), email: colleague.email };
    const { userId } = await as(boss).addMember({ body });
    await as(stranger).removeMember({ params: { userId: colleague.userId } });
    await as(boss).inviteAgain({ params: { userId } });
    expect(await join(body.email)).toMatchObject({ status: 200, body: { me: { userId } } });
  });

  it('loses nothing when that invitation is taken back', async () => {
    const { userId } = await as(boss).addMember({ body: { ...somebody(), email: stranger.email } });
    await as(boss).removeMember({ params: { userId } });
    expect(await teamIds(boss)).toEqual([boss.userId]);
    expect(await signIn(stranger.email, PASSWORD)).toMatchObject({ status: 200 });
  });
});

describe('a member of a team', () => {
  it('has another role within a minute', async () => {
    const viewer = await backend.signInAs('viewer', boss.clientId);
    expect(await problemOf(as(viewer).addMember({ body: somebody() }))).toMatchObject({ code: 'auth.forbidden' });
    const params = { userId: viewer.userId };
    const changed = await as(boss).changeMember({ params, body: { role: 'manager' } });
    expect(changed).toMatchObject({ userId: viewer.userId, role: 'manager', status: 'active' });
    expect(await as(boss).changeMember({ params, body: { role: 'manager' } })).toEqual(changed);
    await backend.advance(60_000);
    expect(await as(fresh(viewer)).addMember({ body: somebody() })).toMatchObject({ status: 'invited' });
    expect(await actions(boss, viewer.userId)).toEqual(['member.role_changed']);
  });

  it('who is removed is out within a minute, with every session, and may be invited again', async () => {
    const editor = await backend.signInAs('editor', boss.clientId);
    const session = await signIn(editor.email, PASSWORD);
    expect(await teamIds(editor)).toContain(boss.userId);

    await as(boss).removeMember({ params: { userId: editor.userId } });

    expect(await teamIds(boss)).toEqual([boss.userId]);
    await backend.advance(60_000);
    expect(await problemOf(as(fresh(editor)).members())).toMatchObject({ code: 'auth.required', status: 401 });
    const cookies = [session.cookies[0]?.split(';')[0] ?? ''];
    expect(await call(auth, { method: 'POST', path: '/auth/refresh', cookies })).toMatchObject({ status: 401 });
    expect(await signIn(editor.email, PASSWORD)).toMatchObject({ status: 401, body: { code: 'auth.failed' } });
    expect(await actions(boss, editor.userId)).toEqual(['member.removed']);

    for (const home of [fresh(stranger), fresh(boss)]) {
      const { userId } = await as(home).addMember({ body: { ...somebody(), email: editor.email } });
      expect(userId).not.toBe(editor.userId);
      expect(await join(editor.email)).toMatchObject({ status: 200, body: { me: { userId } } });
      await as(home).removeMember({ params: { userId } });
    }
  });

  it('is not removed or changed by themselves, nor by anybody who may not', async () => {
    const editor = await backend.signInAs('editor', boss.clientId);
    const self = { params: { userId: boss.userId } };
    const another = { params: { userId: editor.userId } };
    const body = { role: 'viewer' } as const;
    expect(await problemOf(as(boss).removeMember(self))).toMatchObject({ code: 'member.self', status: 409 });
    expect(await problemOf(as(boss).changeMember({ ...self, body }))).toMatchObject({ code: 'member.self' });
    expect(await problemOf(as(editor).removeMember(another))).toMatchObject({ code: 'auth.forbidden' });
    for (const ask of [
      as(stranger).removeMember(another),
      as(stranger).changeMember({ ...another, body }),
      as(stranger).inviteAgain(another),
    ])
      expect(await problemOf(ask)).toMatchObject({ code: 'member.not_found', status: 404 });
  });

  it.each(['removeMember', 'changeMember'] as const)('%s of each other at once leaves one manager', async (act) => {
    const second = await backend.signInAs('manager', boss.clientId);
    const onto = ({ userId }: Teammate) => ({ params: { userId }, body: { role: 'viewer' as const } });
    const outcomes = await Promise.allSettled([as(boss)[act](onto(second)), as(second)[act](onto(boss))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await backend.advance(60_000);
    const left = outcomes[0]?.status === 'fulfilled' ? boss : second;
    const managers = (await team(fresh(left))).filter(({ role, status }) => role === 'manager' && status === 'active');
    expect(managers.map(({ userId }) => userId)).toEqual([left.userId]);
  });
});

describe('a removal that is cut short at any of its calls', () => {
  it('is finished by the same request', async () => {
    const remove = async (death?: Parameters<typeof dying>[0]) => {
      const editor = await backend.signInAs('editor', boss.clientId);
      const params = { userId: editor.userId };
      const { calls } = await dying(death, () => as(boss).removeMember({ params }));
      return { editor, params, calls };
    };
    const { calls } = await remove();
    expect(calls.length).toBeGreaterThan(4);
    for (let at = 1; at <= calls.length; at += 1)
      for (const when of ['before', 'after'] as const) {
        const { editor, params } = await remove({ at, when });
        const repeated = await as(fresh(boss))
          .removeMember({ params })
          .catch((error: Error) => error.message);
        expect([undefined, expect.stringContaining('member.not_found')]).toContainEqual(repeated);
        expect(await teamIds(fresh(boss))).toEqual([boss.userId]);
        expect(await signIn(editor.email, PASSWORD)).toMatchObject({ body: { code: 'auth.failed' } });
        expect(await actions(boss, editor.userId)).toEqual(['member.removed']);
      }
  });

  it('does not stand in the way of inviting the same person anew', async () => {
    const editor = await backend.signInAs('editor', boss.clientId);
    await dying({ at: 6, when: 'after' }, () => as(boss).removeMember({ params: { userId: editor.userId } }));
    expect(await teamIds(boss)).toEqual([boss.userId]);
    await as(boss).addMember({ body: { ...somebody(), email: editor.email } });
    expect(await join(editor.email)).toMatchObject({ status: 200 });
  });
});

describe('invitations are limited', () => {
  it('for one address, whoever invites it', async () => {
    const body = somebody();
    const { userId } = await as(boss).addMember({ body });
    for (let n = 0; n < 4; n += 1) await as(boss).inviteAgain({ params: { userId } });
    const more = await problemOf(as(boss).inviteAgain({ params: { userId } }));
    expect(more).toMatchObject({ code: 'request.too_many', status: 429 });
    expect(await problemOf(as(stranger).addMember({ body }))).toMatchObject({ code: 'request.too_many' });
  });

  it('for one business, and what failed for a reason of ours does not count', async () => {
    backend.people.troubleMails('sending');
    const body = somebody();
    for (let n = 0; n < 6; n += 1)
      expect(await problemOf(as(boss).addMember({ body }))).toMatchObject({ code: 'mail.unavailable' });
    backend.people.troubleMails();
    for (let n = 0; n < 30; n += 1) await as(boss).addMember({ body: n === 0 ? body : somebody() });
    expect(await problemOf(as(boss).addMember({ body: somebody() }))).toMatchObject({ code: 'request.too_many' });
    expect(await as(stranger).addMember({ body: somebody() })).toMatchObject({ status: 'invited' });
  });
});
