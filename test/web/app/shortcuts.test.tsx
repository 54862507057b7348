import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setSingleKeys } from '../../../web/src/lib/single-keys.ts';
import { startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
beforeEach(() => setSingleKeys(true));
afterEach(() => server?.stop());

async function open(role: 'manager' | 'viewer' = 'manager') {
  const nothing = () => ({ status: 200, body: { items: [] } });
  server = startFakeServer({
    'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: createMe({ role }) }) }),
    'GET /social/accounts': nothing,
    'GET /posts': nothing,
  });
  const app = renderApp('/connections', { language: 'en', returning: true });
  await screen.findByText('No account is connected yet');
  return app;
}

const press = (key: string, code: string) => act(() => fireEvent.keyDown(document.body, { key, code }));

describe('single-key shortcuts', () => {
  it.each([
    ['?', 'Slash'],
    ['؟', 'Slash'],
  ])('are listed after pressing %s', async (key, code) => {
    await open();
    press(key, code);
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(dialog.textContent).toContain('New post');
    expect(dialog.textContent).toContain('Undo the last move');
  });

  it('begin a new post with the key of N, whatever its letter', async () => {
    const { at } = await open();
    press('ى', 'KeyN');
    await waitFor(() => expect(at()).toBe('/compose'));
  });

  it('do not take people who may only look where they cannot write', async () => {
    const { at } = await open('viewer');
    press('n', 'KeyN');
    press('?', 'Slash');
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(dialog.textContent).not.toContain('New post');
    expect(at()).toBe('/connections');
  });

  it('can be switched off on this device, and the list stays in reach', async () => {
    const { at, user } = await open();
    await user.click(screen.getByRole('button', { name: 'Keyboard shortcuts', hidden: true }));
    await user.click(await screen.findByRole('checkbox', { name: 'Single-key shortcuts' }));
    expect(localStorage.getItem('ksa.shortcuts')).toBe('off');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('n', 'KeyN');
    press('?', 'Slash');
    expect(at()).toBe('/connections');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
