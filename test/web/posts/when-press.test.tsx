import { act, cleanup, fireEvent, screen } from '@testing-library/react';
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
    renderApp('/compose?at=2030-02-18T20:00', { language: 'en', returning: true });
    const calendar = await screen.findByRole('button', { name: 'Choose a date from the calendar' });
    expect(screen.queryAllByRole('spinbutton')).toEqual([]);
    fireEvent.pointerDown(calendar);
    await act(() => import('../../../web/src/features/posts/when/date-and-time.tsx'));
    // It is here by now, but what is held down is not replaced under the finger.
    expect(calendar.isConnected).toBe(true);
    fireEvent.pointerUp(calendar);
    fireEvent.click(calendar);
    const days = await screen.findByRole('grid', { hidden: true });
    expect(days.getAttribute('aria-label')).toBe('February 2030');
  });
});
