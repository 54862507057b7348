import { randomUUID } from 'node:crypto';
import { handler as auth } from '#functions/auth/api.ts';
import { handler as clients } from '#functions/clients/api.ts';
import { handler as deadLetters } from '#functions/dead-letters/api.ts';
import { handler as media } from '#functions/media/api.ts';
import { handler as posts } from '#functions/posts/api.ts';
import { handler as social } from '#functions/social/api.ts';
import type { Handler } from '#test/support/gateway.ts';

export const handlers: Record<string, Handler> = { auth, clients, 'dead-letters': deadLetters, media, posts, social };

/** What stands in a path: ids of things that somebody owns. */
export type Ids = {
  clientId: string;
  postId: string;
  targetId: string;
  mediaId: string;
  accountId: string;
  userId: string;
  letterId: string;
};

const email = () => `somebody-${randomUUID()}@example.com`;
const invited = () => ({ email: email(), name: 'Sara', language: 'ar' });
const revision = 1;

/** A request that every route would take from whoever may send it: the body, or what is asked for. */
const bodies: Record<string, () => unknown> = {
  'auth.signIn': () => ({ email: email(), password: 'wrong-Password-1' }),
  'auth.challenge': () => ({
    email: email(),
    session: `somebody~${'x'.repeat(20)}`,
    challenge: 'new_password',
    answer: 'New-Password-1!',
  }),
  'auth.forgot': () => ({ email: email(), language: 'ar' }),
  'auth.reset': () => ({ email: email(), code: '123456', password: 'New-Password-1!' }),
  'auth.addStaff': invited,
  'clients.create': () => ({ name: 'مقهى', nameEn: 'Café', manager: invited() }),
  'clients.suspend': () => ({ reason: 'unpaid' }),
  'clients.resume': () => ({ reason: 'paid' }),
  'clients.addMember': () => ({ ...invited(), role: 'viewer' }),
  'clients.changeMember': () => ({ role: 'editor' }),
  'dead-letters.redrive': () => ({}),
  'media.upload': () => ({ fileName: 'a.jpg', contentType: 'image/jpeg', bytes: 1000 }),
  'media.frame': () => ({ way: 'crop', x: 50, y: 50 }),
  'media.describe': () => ({ altText: 'قهوة' }),
  'posts.create': () => ({ caption: 'x', mediaIds: [], accountIds: [] }),
  'posts.edit': () => ({ caption: 'x', mediaIds: [], accountIds: [], revision }),
  'posts.schedule': () => ({ revision, wallTime: '2031-01-01T10:00' }),
  'posts.publish': () => ({ revision }),
  'posts.cancel': () => ({ revision }),
  'posts.pause': () => ({ revision }),
  'posts.resume': () => ({ revision }),
  'posts.retry': () => ({ revision }),
  'posts.resolve': () => ({ revision, seen: true }),
  'social.callback': () => ({ state: 'unknown', code: 'x' }),
};

/** The request of one route with somebody's ids in its path. */
export const requestOf = (name: string, route: { method: string; path: string }, ids: Ids) => {
  const values: Record<string, string> = {
    ...ids,
    platform: 'instagram',
    shape: 'portrait',
    queue: 'publishing-publish',
  };
  return {
    method: route.method,
    path: route.path.replace(/\{(\w+)\}/g, (_, variable: string) => values[variable] ?? `no-${variable}`),
    body: bodies[name]?.(),
  };
};

/** Whether a path names something that belongs to one tenant. */
export const namesATenantsThing = (path: string) => /\{(postId|targetId|mediaId|accountId|userId)\}/.test(path);
export const namesAClient = (path: string) => path.includes('{clientId}');
