import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount } from './builders.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => {
  cleanup();
  server?.stop();
});

// A file of its own: the picker is fetched once, and here it has yet to come.
describe('the first press on the calendar of a new post', () => {
  it('opens the days, though only a stand-in was there to be pressed', async () => {
    server = startFakeServer({
      'POST /auth/refresh': () => ({ status: 200, body: createSignedIn() }),
      'GET /social/accounts': () => ({ status: 200, body: { items: [createAccount()] } }),
    });
    const { user } = renderApp('/compose?at=2030-02-18T20:00', { language: 'en', returning: true });
    const calendar = await screen.findByRole('button', { name: 'Choose a date from the calendar' });
    expect(screen.queryAllByRole('spinbutton')).toEqual([]);
    await user.click(calendar);
    const days = await screen.findByRole('grid', { hidden: true });
    expect(days.getAttribute('aria-label')).toBe('February 2030');
  });
});
