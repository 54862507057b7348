import { screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { HistoryEntry } from '#shared/posts/contract.ts';
import { startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount, createPost } from './builders.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const ok = (body: unknown) => ({ status: 200, body });
const NOON = Date.parse('2026-02-18T09:00:00Z');
const { postId } = createPost();
const held: HistoryEntry[] = Array.from({ length: 150 }, (_, at) => ({
  at: NOON - at * 60_000,
  action: 'target.held',
  state: 'scheduled',
  reason: 'platform.unavailable',
}));
const created: HistoryEntry = { at: NOON - 86_400_000, action: 'post.created', actor: 'Sara' };

it('an outage of hours is one line with its count, down to the beginning of the post, and every line at a press', async () => {
  server = startFakeServer({
    'POST /auth/refresh': () => ok(createSignedIn()),
    'GET /social/accounts': () => ok({ items: [createAccount()] }),
    [`GET /posts/${postId}`]: () => ok(createPost({ state: 'missed' })),
    [`GET /posts/${postId}/history`]: ({ path }) =>
      ok(
        path.includes('cursor') ? { items: [...held.slice(100), created] } : { items: held.slice(0, 100), cursor: 'c' },
      ),
  });
  const { user } = renderApp(`/posts/${postId}`, { language: 'en', returning: true });
  await screen.findByText(/Sara/);
  const history = screen.getByText(/150.*times since/s).closest('ol') ?? document.body;
  expect(within(history).getAllByRole('listitem')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: /Show every line/ }));
  expect(within(history).getAllByRole('listitem')).toHaveLength(151);
});
