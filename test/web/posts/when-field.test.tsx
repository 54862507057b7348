import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount } from './builders.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

describe('the time of a new post', () => {
  it('waits for the first sign of a person before it fetches the picker, and then hands the focus over', async () => {
    server = startFakeServer({
      'POST /auth/refresh': () => ({ status: 200, body: createSignedIn() }),
      'GET /social/accounts': () => ({ status: 200, body: { items: [createAccount()] } }),
    });
    renderApp('/compose?at=2030-02-18T20:00', { language: 'en', returning: true });
    const standIn = await screen.findByRole('button', { name: /^Date 18\/02\/2030$/ });
    expect(screen.getByRole('button', { name: /^Time 8:00/ })).toBeDefined();
    expect(screen.queryAllByRole('spinbutton')).toEqual([]);
    act(() => standIn.focus());
    act(() => fireEvent.keyDown(standIn, { key: 'Tab', code: 'Tab' }));
    await waitFor(() => expect(screen.getAllByRole('spinbutton').length).toBeGreaterThan(3));
    expect(document.activeElement?.getAttribute('role')).toBe('spinbutton');
    expect(screen.queryByRole('button', { name: /^Date 18/ })).toBeNull();
  });
});
