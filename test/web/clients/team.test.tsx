import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Member } from '#shared/clients/contract.ts';
import type { TeamRole } from '#shared/contract/permission.ts';
import { memberStanding } from '../../../web/src/features/clients/invitation-state.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

const DAY_MS = 86_400_000;

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const me = createMe({ name: 'Sara' });
const sara: Member = { userId: me.userId, email: me.email, name: 'Sara', role: 'manager', status: 'active' };
const createMember = (overrides: Partial<Member> = {}): Member => ({
  userId: 'us_0mb4zzzzzz0000000000000001',
  email: 'ali@cafe.kw',
  name: 'Ali',
  role: 'editor',
  status: 'active',
  ...overrides,
});
const invitedFor = (days: number) => ({
  status: 'invited' as const,
  invitation: { sentAt: Date.now() + (days - 7) * DAY_MS, expiresAt: Date.now() + days * DAY_MS },
});
const signedIn = (role: TeamRole = 'manager') => ({
  'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: { ...me, role } }) }),
});
const team = (...items: Member[]) => ({ 'GET /team': () => ({ status: 200, body: { items: [sara, ...items] } }) });
const ali = `/team/${createMember().userId}`;
const open = () => renderApp('/team', { language: 'en', returning: true });
const actsOn = async ({ user }: ReturnType<typeof open>, act: string) => {
  await user.click(await screen.findByRole('button', { name: /Options for/ }));
  await user.click(await screen.findByRole('menuitem', { name: act }));
};

describe('how somebody of a team stands', () => {
  it.each([
    ['active', {}],
    ['suspended', { status: 'suspended' }],
    ['invited', invitedFor(1)],
    ['expired', invitedFor(-1)],
    ['unsent', { status: 'invited' }],
  ] as const)('is told: %s', (standing, change) => {
    expect(memberStanding(createMember(change), Date.now())).toBe(standing);
  });
});

describe('the team page', () => {
  it('is in the navigation of managers, and lists everybody with role and standing', async () => {
    server = startFakeServer({ ...signedIn(), ...team(createMember(invitedFor(3))) });
    open();
    const row = (await screen.findByText('Ali')).closest('li');
    expect(row?.textContent).toContain('Editor');
    expect(row?.textContent).toContain('Invited');
    expect(screen.getAllByRole('link', { name: 'Team' }).length).toBeGreaterThan(0);
    expect(screen.getAllByRole('button', { name: /Options for/ })).toHaveLength(1);
  });

  it('can be looked at, but not changed, by an editor', async () => {
    server = startFakeServer({ ...signedIn('editor'), ...team(createMember()) });
    open();
    await screen.findByText('Ali');
    expect(screen.queryByRole('button', { name: /Options for|Invite/ })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Team' })).toBeNull();
  });

  it('offers to invite somebody to whoever is alone', async () => {
    server = startFakeServer({ ...signedIn(), ...team() });
    const { user } = open();
    await screen.findByText('You are the only one in the team');
    await user.click(screen.getByRole('button', { name: 'Invite somebody' }));
    expect(await screen.findByRole('dialog')).toBeDefined();
  });

  it('that cannot be loaded is asked for again at a press', async () => {
    server = startFakeServer({
      ...signedIn(),
      'GET /team': (_, times) =>
        times === 1 ? problem(500, 'internal.unexpected') : { status: 200, body: { items: [sara, createMember()] } },
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await screen.findByText('Ali');
  });
});

describe('a manager', () => {
  it('invites somebody after the form is right, with the same key when the answer was lost', async () => {
    server = startFakeServer({
      ...signedIn(),
      ...team(),
      'POST /team': (_, times) =>
        times === 1 ? problem(503, 'mail.unavailable') : { status: 201, body: createMember(invitedFor(7)) },
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
    const dialog = within(await screen.findByRole('dialog'));
    const send = () => user.click(dialog.getByRole('button', { name: 'Send invitation' }));
    await send();
    expect(dialog.getByText('Write the name.')).toBeDefined();
    expect(dialog.getByText(/Write the whole address/)).toBeDefined();
    expect(server.to('POST /team')).toHaveLength(0);

    await user.type(dialog.getByLabelText('Name'), 'Ali');
    await user.type(dialog.getByLabelText('E-mail address'), 'Ali@cafe.kw');
    await user.click(dialog.getByRole('radio', { name: /Viewer/ }));
    await send();
    expect((await dialog.findByRole('alert')).textContent).toContain('Nothing is lost');
    await send();
    await screen.findAllByText(/The invitation went to/);
    const [first, second] = server.to('POST /team');
    expect(first?.body).toEqual({ name: 'Ali', email: 'Ali@cafe.kw', role: 'viewer', language: 'en' });
    expect(second?.headers.get('idempotency-key')).toBe(first?.headers.get('idempotency-key'));
  });

  it('changes a role', async () => {
    server = startFakeServer({
      ...signedIn(),
      ...team(createMember()),
      [`PATCH ${ali}`]: () => ({ status: 200, body: createMember({ role: 'manager' }) }),
    });
    const app = open();
    await actsOn(app, 'Change role');
    await app.user.click(await screen.findByRole('radio', { name: /Manager/ }));
    await app.user.click(screen.getByRole('button', { name: 'Save role' }));
    await waitFor(() => expect(server?.to(`PATCH ${ali}`).map(({ body }) => body)).toEqual([{ role: 'manager' }]));
    await waitFor(() => expect(server?.to('GET /team').length).toBeGreaterThan(1));
  });

  it('removes somebody only after a question, and is content when they are gone already', async () => {
    server = startFakeServer({
      ...signedIn(),
      ...team(createMember()),
      [`DELETE ${ali}`]: () => problem(404, 'member.not_found'),
    });
    const app = open();
    await actsOn(app, 'Remove from team');
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('their account here is deleted');
    expect(server.to(`DELETE ${ali}`)).toHaveLength(0);
    await app.user.click(within(dialog).getByRole('button', { name: 'Remove from team' }));
    await screen.findAllByText(/is no longer in the team/);
  });

  it.each([
    ['not sent', { status: 'invited' as const }],
    ['run out', invitedFor(-1)],
  ])('sends an invitation again that was %s, and is told when no mail goes out', async (_, change) => {
    const resend = `POST ${ali}/invitation`;
    server = startFakeServer({
      ...signedIn(),
      ...team(createMember(change)),
      [resend]: (_, times) =>
        times === 1 ? problem(503, 'mail.unavailable') : { status: 200, body: createMember(invitedFor(7)) },
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Send invitation again' }));
    await screen.findAllByText(/No mail could be sent right now/);
    await user.click(screen.getByRole('button', { name: 'Send invitation again' }));
    await screen.findAllByText(/The invitation went to/);
    expect(server.to(resend)).toHaveLength(2);
  });
});
