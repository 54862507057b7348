import * as z from 'zod/mini';
import { api } from '#runtime/api.ts';
import { contract } from '#shared/contract/route.ts';

const Item = z.object({ name: z.string() });
const item = contract('item', {
  get: { method: 'GET', path: '/item', permission: 'posts:read', summary: 'Read', response: Item },
  open: { method: 'POST', path: '/item', permission: 'clients:create', summary: 'Open', body: Item, response: Item },
  me: { method: 'GET', path: '/me', permission: 'self:read', summary: 'Me', response: Item },
});

const get = async () => ({ name: 'x' });
const open = get;
const me = get;

// These are as they should be.
export const right = api(item, {
  get: async ({ actor }) => ({ name: actor.clientId }),
  open: async ({ actor, body }) => ({ name: `${actor.role}${body.name}` }),
  me: async ({ actor }) => ({ name: actor.userId }),
});

export const missing = api(item, { get, open }); // must fail: a handler is missing
export const surplus = api(item, { get, open, me, drop: get }); // must fail: a handler without a route
export const answer = api(item, { open, me, get: async () => ({ title: 'x' }) }); // must fail: another answer
export const body = api(item, { open, me, get: async ({ body }) => body }); // must fail: a body that the route does not take
export const staff = api(item, { get, me, open: async ({ actor }) => ({ name: actor.clientId }) }); // must fail: staff have no tenant
export const self = api(item, { get, open, me: async ({ actor }) => ({ name: actor.clientId }) }); // must fail: not everybody has a tenant
